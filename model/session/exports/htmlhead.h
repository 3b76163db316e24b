// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"

#include <QByteArray>

namespace spectap {

// The look of the report and the pieces that all its parts are made of. Nothing in it is fetched or run: a
// policy in the page forbids it all but the styles it brings. Texts go in through xmlText() and no other way.

/// From the doctype to the shapes that the page draws with. `title` is plain text.
void appendHtmlHead(QByteArray &out, QByteArrayView title);

/// The shape of a severity, in its colour.
[[nodiscard]] QByteArray severityGlyph(Severity severity);
/// The badge of a type, a letter in its colour.
[[nodiscard]] QByteArray typeBadge(CallType type);
/// "t" for track: the class of what has a type's colour, and its letter in lower case.
[[nodiscard]] QByteArrayView typeClass(CallType type);

/// 1,234,567
[[nodiscard]] QByteArray groupedNumber(quint64 number);
/// A cell of a table with a text from outside, cut to `characters`.
[[nodiscard]] QByteArray htmlCell(QByteArrayView text, qsizetype characters = 120);
[[nodiscard]] QByteArray htmlCell(quint64 number);

} // namespace spectap
