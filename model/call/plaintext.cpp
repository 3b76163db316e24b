// SPDX-License-Identifier: MIT
#include "model/call/plaintext.h"

#include <QString>

namespace spectap {

namespace {

constexpr char32_t Replacement = 0xfffd;

/// Each code point of `text` through `map`, which appends to the result. Bytes that are not UTF-8 come as
/// U+FFFD.
template <typename Map> QByteArray mapped(QByteArrayView text, Map &&map)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 8);
    bool plain = true;
    for (const char c : text)
        plain = plain && c >= 0x20 && c < 0x7f;
    if (plain) {
        for (const char c : text)
            map(out, static_cast<char32_t>(static_cast<unsigned char>(c)));
        return out;
    }
    for (const char32_t point : QString::fromUtf8(text).toUcs4())
        map(out, point);
    return out;
}

void append(QByteArray &out, char32_t point)
{
    if (point < 0x80)
        out += static_cast<char>(point);
    else
        out += QString::fromUcs4(&point, 1).toUtf8();
}

bool isControl(char32_t point)
{
    // With the C1 controls, and what turns the direction of the text around it.
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x202a && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069);
}

char32_t shown(char32_t point)
{
    if (point == '\n' || point == '\r' || point == '\t')
        return ' ';
    return isControl(point) ? Replacement : point;
}

/// What would begin a tag or an entity, in XML as in Markdown; null for all else.
const char *entityFor(char32_t point)
{
    switch (point) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    default:
        return nullptr;
    }
}

} // namespace

QByteArray plainText(QByteArrayView text)
{
    return mapped(text, [](QByteArray &out, char32_t point) { append(out, shown(point)); });
}

QByteArray xmlText(QByteArrayView text)
{
    return mapped(text, [](QByteArray &out, char32_t point) {
        if (const char *entity = entityFor(point)) {
            out += entity;
            return;
        }
        switch (point) {
        case '"':
            out += "&quot;";
            return;
        case '\n':
            out += "&#10;";
            return;
        case '\t':
            out += "&#9;";
            return;
        default:
            break;
        }
        const bool illegal = isControl(point) || (point & 0xfffe) == 0xfffe;
        append(out, illegal ? Replacement : point);
    });
}

QByteArray markdownText(QByteArrayView text)
{
    return mapped(text, [](QByteArray &out, char32_t point) {
        if (const char *entity = entityFor(point)) {
            out += entity;
            return;
        }
        switch (point) {
        case '@': // would call somebody
        case '#': // would point at an issue
            append(out, point);
            out += "<!-- -->";
            return;
        case ':': // would become a link after http
            out += "&#58;";
            return;
        case '|':
        case '`':
        case '*':
        case '_':
        case '[':
        case ']':
        case '~':
        case '\\':
            out += '\\';
            break;
        default:
            break;
        }
        append(out, shown(point));
    });
}

QByteArray markdownCode(QByteArrayView text)
{
    return "<code>" + markdownText(text) + "</code>";
}

QByteArray cutText(const QByteArray &text, qsizetype characters)
{
    if (text.size() <= characters)
        return text;
    const QString whole = QString::fromUtf8(text);
    return whole.size() <= characters ? text : whole.left(characters - 1).toUtf8() + "\xe2\x80\xa6";
}

QByteArray eventLabel(CallType type, QByteArrayView name, bool unreadable)
{
    if (unreadable)
        return "not JSON";
    if (!name.isEmpty())
        return name.toByteArray();
    return type == CallType::Unknown ? QByteArray("unknown call") : callTypeName(type).toByteArray();
}

} // namespace spectap
