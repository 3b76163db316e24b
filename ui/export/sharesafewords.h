// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/redactionprofile.h"
#include "model/session/redaction/sensitiveinventory.h"

#include <QString>

namespace spectap {

/// "Email addresses": what the window calls a kind.
[[nodiscard]] QString sensitiveKindWords(SensitiveKind kind);
/// Path of a field, or the part of a request in words.
[[nodiscard]] QString placeWords(FoundIn in, const QByteArray &place);
/// "Keep", "Replace", "Drop".
[[nodiscard]] QString fieldChoiceWords(FieldChoice choice);

} // namespace spectap
