// SPDX-License-Identifier: MIT
#include "model/diff/valuechange.h"

#include "model/spec/formats.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr qsizetype MaxExponentDigits = 15;
constexpr qsizetype LongestFormatted = 4096; ///< no moment, id or address is longer

/// A number as its digits without zeros at either end, and where the point stands before them.
struct Decimal
{
    bool negative = false;
    QByteArray digits; ///< empty: zero
    qint64 point = 0;  ///< 0.digits times ten to this power
    bool known = true; ///< false: the exponent is beyond all measure

    bool operator==(const Decimal &) const = default;
};

Decimal decimalOf(QByteArrayView text)
{
    Decimal number;
    number.negative = text.startsWith('-');
    if (number.negative)
        text = text.sliced(1);
    qsizetype end = 0;
    while (end < text.size() && text[end] != 'e' && text[end] != 'E')
        ++end;
    const QByteArrayView mantissa = text.first(end);
    const qsizetype dot = mantissa.indexOf('.');
    number.digits = mantissa.first(dot < 0 ? end : dot).toByteArray();
    number.point = number.digits.size();
    if (dot >= 0)
        number.digits += mantissa.sliced(dot + 1);
    if (end < text.size()) {
        QByteArrayView exponent = text.sliced(end + 1);
        const bool down = exponent.startsWith('-');
        if (down || exponent.startsWith('+'))
            exponent = exponent.sliced(1);
        while (exponent.startsWith('0'))
            exponent = exponent.sliced(1);
        number.known = exponent.size() <= MaxExponentDigits;
        qint64 power = 0;
        for (const char c : exponent.first(number.known ? exponent.size() : 0))
            power = power * 10 + (c - '0');
        number.point += down ? -power : power;
    }
    qsizetype zeros = 0;
    while (zeros < number.digits.size() && number.digits[zeros] == '0')
        ++zeros;
    number.digits.remove(0, zeros);
    number.point -= zeros;
    while (number.digits.endsWith('0'))
        number.digits.chop(1);
    if (number.digits.isEmpty())
        return {}; // zero has no sign and no size
    return number;
}

} // namespace

bool isSameNumber(QByteArrayView a, QByteArrayView b)
{
    if (a == b)
        return true;
    const Decimal first = decimalOf(a);
    return first.known && first == decimalOf(b);
}

bool isSameType(JsonKind a, JsonKind b)
{
    return jsonKindName(a) == jsonKindName(b);
}

bool isSameString(const JsonTape &tapeA, quint32 a, const JsonTape &tapeB, quint32 b)
{
    if (tapeA.raw(a) == tapeB.raw(b))
        return true;
    if (!tapeA[a].escaped && !tapeB[b].escaped)
        return false;
    const QByteArrayView text = tapeA.string(a);
    // All lone surrogates read as one replacement character: where there is one, the bytes decide.
    return text == tapeB.string(b) && !text.contains("\xef\xbf\xbd");
}

Format evidentFormat(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > LongestFormatted)
        return Format::None;
    for (const Format format : {Format::IsoTime, Format::Uuid, Format::Email, Format::Ip}) {
        if (matchesFormat(format, text))
            return format;
    }
    return text.contains("://") && matchesFormat(Format::Uri, text) ? Format::Uri : Format::None;
}

bool isFormatChange(QByteArrayView a, QByteArrayView b, Format format)
{
    if (a.isEmpty() || b.isEmpty())
        return false; // nothing is written in no way
    if (format != Format::None && format != Format::Other)
        return matchesFormat(format, a) != matchesFormat(format, b);
    return evidentFormat(a) != evidentFormat(b);
}

} // namespace spectap
