// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

namespace spectap {

/// Appends a text that two values share exactly when they are equal as JSON Schema sees it: 1 and 1.0,
/// objects in any order. Not JSON; only for comparing.
void appendCanonical(QByteArray &out, const JsonTape &tape, quint32 node);
[[nodiscard]] QByteArray canonicalJson(const JsonTape &tape, quint32 node);

} // namespace spectap
