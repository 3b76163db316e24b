// SPDX-License-Identifier: MIT
#include "model/support/jsontext.h"

#include <QString>

namespace spectap {

namespace {

/// Length of the UTF-8 sequence at `at`, 0 when it is malformed (overlong, surrogate, cut off, past
/// U+10FFFF).
int sequenceLength(const uchar *at, const uchar *end)
{
    const uchar lead = *at;
    const auto tail = [&](int count, uchar low, uchar high) {
        if (end - at <= count || at[1] < low || at[1] > high)
            return 0;
        for (int i = 2; i <= count; ++i) {
            if ((at[i] & 0xc0) != 0x80)
                return 0;
        }
        return count + 1;
    };
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return tail(1, 0x80, 0xbf);
    if (lead == 0xe0)
        return tail(2, 0xa0, 0xbf);
    if (lead == 0xed)
        return tail(2, 0x80, 0x9f);
    if (lead >= 0xe1 && lead <= 0xef)
        return tail(2, 0x80, 0xbf);
    if (lead == 0xf0)
        return tail(3, 0x90, 0xbf);
    if (lead == 0xf4)
        return tail(3, 0x80, 0x8f);
    if (lead >= 0xf1 && lead <= 0xf3)
        return tail(3, 0x80, 0xbf);
    return 0;
}

void appendEscape(QByteArray &out, uchar c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    default: {
        static constexpr char Hex[] = "0123456789abcdef";
        out += "\\u00";
        out += Hex[c >> 4];
        out += Hex[c & 15];
    }
    }
}

void appendMemberName(QByteArray &out, QByteArrayView name)
{
    out += ",\"";
    out += name;
    out += "\":";
}

} // namespace

void appendJsonString(QByteArray &out, QByteArrayView utf8)
{
    out += '"';
    const auto *at = reinterpret_cast<const uchar *>(utf8.data());
    const uchar *const end = at + utf8.size();
    const uchar *plain = at;
    const auto flush = [&] {
        if (at != plain)
            out.append(reinterpret_cast<const char *>(plain), at - plain);
    };
    while (at != end) {
        const uchar c = *at;
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
            ++at;
            continue;
        }
        if (c >= 0x80) {
            if (const int length = sequenceLength(at, end)) {
                at += length;
                continue;
            }
        }
        flush();
        if (c >= 0x80)
            out += "\xEF\xBF\xBD";
        else
            appendEscape(out, c);
        plain = ++at;
    }
    flush();
    out += '"';
}

QByteArray jsonString(QByteArrayView utf8)
{
    QByteArray out;
    out.reserve(utf8.size() + 2);
    appendJsonString(out, utf8);
    return out;
}

void appendJsonMember(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    appendMemberName(out, name);
    appendJsonString(out, value);
}

void appendJsonMember(QByteArray &out, QByteArrayView name, qint64 value)
{
    appendMemberName(out, name);
    out += QByteArray::number(value);
}

void appendJsonNull(QByteArray &out, QByteArrayView name)
{
    appendMemberName(out, name);
    out += "null";
}

} // namespace spectap
