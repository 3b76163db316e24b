// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <QString>

namespace spectap {

/// A filter for the calls of this name that have the field as that side has it: of its type where the type
/// changed, with its value where the value did, or without it. Empty where the filter language cannot say
/// so.
[[nodiscard]] QString callsLikeFilter(const ComparedCalls &calls, int field, DiffSide side);

} // namespace spectap
