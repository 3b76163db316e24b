// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

// What calls hold was written by strangers: before it goes into a terminal, an XML file or a comment, what
// would act there instead of being read is taken out.

/// For a terminal or a line of a text file: control characters and bytes that are not UTF-8 become U+FFFD,
/// line breaks and tabs a space.
[[nodiscard]] QByteArray plainText(QByteArrayView text);

/// For the content or a quoted attribute of XML 1.0, which allows few control characters, escaped or not.
[[nodiscard]] QByteArray xmlText(QByteArrayView text);

/// For a cell of a Markdown table on a code host: no markup, no mention, no reference to an issue.
[[nodiscard]] QByteArray markdownText(QByteArrayView text);
/// The same as code.
[[nodiscard]] QByteArray markdownCode(QByteArrayView text);

/// `text` cut to `characters`, with an ellipsis when something is left out.
[[nodiscard]] QByteArray cutText(const QByteArray &text, qsizetype characters);

/// What people call a call: its event's name, else its type.
[[nodiscard]] QByteArray eventLabel(CallType type, QByteArrayView name, bool unreadable);

} // namespace spectap
