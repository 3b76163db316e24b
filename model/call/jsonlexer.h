// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <optional>
#include <vector>

namespace spectap {

/// Token starts of a text up to its first lexical fault: what StructuralIndex finds at once, found byte by
/// byte. Used only when that refused a text, because this one knows where.
struct SlowIndex
{
    std::vector<quint32> offsets;        ///< ascending; the last one is `limit`
    quint32 limit = 0;                   ///< the fault, or the length of the text
    quint32 openString = JsonTape::None; ///< the opening quote of the string that holds the fault
    std::optional<JsonError> fault;
};

/// Length of the well-formed UTF-8 sequence at `at`, 0 if there is none (Unicode, table 3-7).
[[nodiscard]] quint32 utf8Length(QByteArrayView text, quint32 at);

/// A string left open is a fault at the end of the text, broken UTF-8 one at the first byte of the
/// ill-formed sequence.
[[nodiscard]] SlowIndex indexSlowly(QByteArrayView text);

} // namespace spectap
