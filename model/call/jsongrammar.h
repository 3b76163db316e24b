// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

namespace spectap {

/// The token starts of a text, from StructuralIndex or SlowIndex.
struct JsonTokens
{
    QByteArrayView text;                 ///< to be read up to *end, not further
    const quint32 *begin = nullptr;      ///< ascending offsets
    const quint32 *end = nullptr;        ///< points at one more offset: where the text ends
    quint32 openString = JsonTape::None; ///< a string that begins here has no end
};

/// How many nodes walkJson() may write for a text of `tokens` tokens: every value but the ones left open
/// by a fault brings a comma, colon or closing bracket along.
[[nodiscard]] constexpr quint32 nodeBound(quint32 tokens)
{
    return tokens / 2 + MaxJsonDepth + 2;
}

/// Checks every token against the grammar of RFC 8259 and writes the values to `nodes` in pre-order;
/// `count` becomes their number. No recursion: depth costs a frame on a fixed stack.
[[nodiscard]] std::optional<JsonError> walkJson(const JsonTokens &tokens, JsonNode *nodes, quint32 &count);

} // namespace spectap
