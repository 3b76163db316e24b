// SPDX-License-Identifier: MIT
#include "model/call/jsonescape.h"

#include <array>
#include <cstring>

namespace spectap {

namespace {

constexpr char32_t Replacement = 0xfffd;

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

char32_t hex4(const char *digits)
{
    char32_t value = 0;
    for (int i = 0; i < 4; ++i)
        value = value * 16 + static_cast<char32_t>(hexValue(digits[i]));
    return value;
}

struct Utf8
{
    std::array<char, 4> bytes{};
    qsizetype size = 0;
};

Utf8 encode(char32_t c)
{
    const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80)
        return {{static_cast<char>(c)}, 1};
    if (c < 0x800)
        return {{static_cast<char>(0xc0 | (c >> 6)), tail(0)}, 2};
    if (c < 0x10000)
        return {{static_cast<char>(0xe0 | (c >> 12)), tail(6), tail(0)}, 3};
    return {{static_cast<char>(0xf0 | (c >> 18)), tail(12), tail(6), tail(0)}, 4};
}

char32_t simpleEscape(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return static_cast<quint8>(letter); // " \ and / stand for themselves
    }
}

/// The character of the escape at `at` (a backslash), which is moved past it.
char32_t decode(QByteArrayView text, qsizetype &at)
{
    const char letter = text[at + 1];
    if (letter != 'u') {
        at += 2;
        return simpleEscape(letter);
    }
    const char32_t first = hex4(text.data() + at + 2);
    at += 6;
    if (first < 0xd800 || first > 0xdfff)
        return first;
    const bool pairFollows =
        first < 0xdc00 && text.size() - at >= 6 && text[at] == '\\' && text[at + 1] == 'u';
    const char32_t second = pairFollows ? hex4(text.data() + at + 2) : 0;
    if (second < 0xdc00 || second > 0xdfff)
        return Replacement;
    at += 6;
    return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

qsizetype nextBackslash(QByteArrayView text, qsizetype from)
{
    const void *found = from < text.size() ? std::memchr(text.data() + from, '\\',
                                                 static_cast<std::size_t>(text.size() - from))
                                           : nullptr;
    return found ? static_cast<const char *>(found) - text.data() : text.size();
}

} // namespace

qsizetype findBadEscape(QByteArrayView text)
{
    qsizetype at = nextBackslash(text, 0);
    while (at < text.size()) {
        if (++at == text.size())
            return at;
        const char letter = text[at];
        if (letter == 'u') {
            for (int i = 0; i < 4; ++i) {
                if (++at == text.size() || hexValue(text[at]) < 0)
                    return at;
            }
        } else if (letter == '\0' || !std::strchr("\"\\/bfnrt", letter)) {
            return at;
        }
        at = nextBackslash(text, at + 1);
    }
    return -1;
}

QByteArray unescapeJson(QByteArrayView text)
{
    QByteArray plain;
    plain.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype escape = nextBackslash(text, at);
        plain.append(text.sliced(at, escape - at));
        at = escape;
        if (at == text.size())
            break;
        const Utf8 utf8 = encode(decode(text, at));
        plain.append(utf8.bytes.data(), utf8.size);
    }
    return plain;
}

bool unescapesTo(QByteArrayView text, QByteArrayView plain)
{
    qsizetype matched = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype escape = nextBackslash(text, at);
        const QByteArrayView run = text.sliced(at, escape - at);
        if (plain.size() - matched < run.size() || plain.sliced(matched, run.size()) != run)
            return false;
        matched += run.size();
        at = escape;
        if (at == text.size())
            break;
        const Utf8 utf8 = encode(decode(text, at));
        const QByteArrayView bytes(utf8.bytes.data(), utf8.size);
        if (plain.size() - matched < bytes.size() || plain.sliced(matched, bytes.size()) != bytes)
            return false;
        matched += bytes.size();
    }
    return matched == plain.size();
}

} // namespace spectap
