// SPDX-License-Identifier: MIT
#pragma once

namespace spectap {

/// Has the allocator keep large tables in maps of their own, which go back to the system when a table has
/// doubled into another. glibc begins so, but takes what was freed last as the size from which on it does,
/// and tables that were outgrown become holes between what stays: a tenth of a large session's memory. For
/// the start of a program that stays open; elsewhere than with glibc it does nothing.
void keepLargeTablesApart();

} // namespace spectap
