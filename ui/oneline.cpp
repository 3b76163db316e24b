// SPDX-License-Identifier: MIT
#include "ui/oneline.h"

#include <algorithm>

namespace spectap {

namespace {

/// What is shown for a character; 0: itself.
char16_t markOf(QChar c)
{
    switch (c.unicode()) {
    case u'\n':
    case u'\r':
    case u'\v':
    case u'\f':
    case 0x0085:
    case QChar::LineSeparator:
    case QChar::ParagraphSeparator:
        return 0x21B5; // return arrow
    case u'\t':
        return 0x21E5; // arrow to a bar
    default:
        break;
    }
    const bool turns =
        (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
    return turns || c.category() == QChar::Other_Control ? char16_t(QChar::ReplacementCharacter)
                                                         : char16_t(0);
}

} // namespace

QString oneLine(const QString &text)
{
    if (std::ranges::none_of(text, [](QChar c) { return markOf(c) != 0; }))
        return text;
    QString line = text;
    line.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (QChar &c : line) {
        if (const char16_t mark = markOf(c); mark != 0)
            c = mark;
    }
    return line;
}

} // namespace spectap
