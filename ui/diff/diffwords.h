// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <QString>

namespace spectap {

/// "Value changed": beside the field.
[[nodiscard]] QString changeWords(FieldChange change);
/// "number became string": of one field.
[[nodiscard]] QString changeTitle(const CallDiff &diff, int field);
/// "properties.currency → properties.curency" where the name differs, else the path.
[[nodiscard]] QString pathWords(const CallDiff &diff, int field);
/// A value as one side has it: as sent, "{8}" or "not sent".
[[nodiscard]] QString valueWords(const CallDiff &diff, int field, DiffSide side);
/// "string"; empty when not sent.
[[nodiscard]] QString typeWords(const CallDiff &diff, int field, DiffSide side);

/// "Order Completed", or the kind of call where it has no name.
[[nodiscard]] QString callName(const CallDocument &call);
/// "#1102 Order Completed, 10:40:58.113": one call in one line.
[[nodiscard]] QString callLine(const SessionDocument &document, quint32 seq);
/// "Web store, analytics.js npm:next-1.81.0": who sent it.
[[nodiscard]] QString senderLine(const SessionDocument &document, const CallDocument &call);

} // namespace spectap
