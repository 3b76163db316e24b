// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// Offset in `text` (the inside of a JSON string) of the first byte that breaks an escape, its size if an
/// escape is cut off by the end, or -1 when every escape is good. Lone surrogates are good.
[[nodiscard]] qsizetype findBadEscape(QByteArrayView text);

/// The inside of a JSON string as UTF-8; a lone surrogate becomes U+FFFD. The escapes must be good.
[[nodiscard]] QByteArray unescapeJson(QByteArrayView text);

/// Whether unescapeJson(text) == plain, without making it.
[[nodiscard]] bool unescapesTo(QByteArrayView text, QByteArrayView plain);

} // namespace spectap
