// SPDX-License-Identifier: MIT
#pragma once

#include <QModelIndex>

namespace spectap {

// Words for rows of the spec browser that are only to be read: limits, quotas, identifiers.

[[nodiscard]] QString headingName(const QModelIndex &index);
/// "Size of one call", "ios.idfa".
[[nodiscard]] QString factName(const QModelIndex &index);
/// "at most 32 KB"; empty where there is no bound.
[[nodiscard]] QString factAmount(const QModelIndex &index);
/// The same where there is little room: "≤ 32 KB".
[[nodiscard]] QString factBound(const QModelIndex &index);
/// What becomes of what is over.
[[nodiscard]] QString factEffect(const QModelIndex &index);
/// "1 of those that have one": how long an identifier is kept, where profiles have too many.
[[nodiscard]] QString factPriority(const QModelIndex &index);

} // namespace spectap
