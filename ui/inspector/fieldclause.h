// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QString>

namespace spectap {

// A field of a call in the terms of the filter language.

/// Finds calls with this field's value; empty where the language has no clause for it.
[[nodiscard]] QString valueClause(const CallDocument &call, const FieldVerdict &field);
/// Finds calls that sent the field, whatever its value, or did not.
[[nodiscard]] QString presenceClause(const CallDocument &call, const FieldVerdict &field, bool sent);
/// Finds calls with the field as this one has it: its value, or that it has one, or that it has none.
[[nodiscard]] QString fieldClause(const CallDocument &call, const FieldVerdict &field);

/// The field as a path of the filter language.
[[nodiscard]] QString queryPath(const CallDocument &call, const FieldVerdict &field);
/// What was sent there: a string's own characters, anything else as it stands in the body.
[[nodiscard]] QString valueText(const CallDocument &call, const FieldVerdict &field);

} // namespace spectap
