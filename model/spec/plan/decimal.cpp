// SPDX-License-Identifier: MIT
#include "model/spec/plan/decimal.h"

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

/// No text that fits into memory needs more; keeps sums of exponents far from overflow.
constexpr qint64 ExponentBound = qint64(1) << 50;

qint64 readExponent(QByteArrayView text)
{
    bool negative = false;
    qint64 value = 0;
    for (const char c : text) {
        if (c == '-')
            negative = true;
        else if (c != '+')
            value = std::min(value * 10 + (c - '0'), ExponentBound);
    }
    return negative ? -value : value;
}

/// Remainders below this can take one more digit in 64 bits.
constexpr quint64 MaxModulus = 1'800'000'000'000'000'000ULL;

} // namespace

Decimal Decimal::parse(QByteArrayView number)
{
    Decimal out;
    out.negative = number.startsWith('-');
    if (out.negative)
        number = number.sliced(1);
    qsizetype mantissaEnd = number.indexOf('e');
    if (mantissaEnd < 0)
        mantissaEnd = number.indexOf('E');
    if (mantissaEnd >= 0)
        out.exponent = readExponent(number.sliced(mantissaEnd + 1));
    const QByteArrayView mantissa = mantissaEnd < 0 ? number : number.first(mantissaEnd);
    out.digits.reserve(mantissa.size());
    bool fraction = false;
    for (const char c : mantissa) {
        if (c == '.') {
            fraction = true;
            continue;
        }
        out.exponent -= fraction;
        if (c != '0' || !out.digits.isEmpty())
            out.digits += c;
    }
    qsizetype size = out.digits.size();
    while (size > 0 && out.digits[size - 1] == '0')
        --size;
    out.exponent += out.digits.size() - size;
    out.digits.truncate(size);
    if (out.digits.isEmpty()) {
        out.exponent = 0;
        out.negative = false;
    }
    return out;
}

int Decimal::compareMagnitude(const Decimal &other) const
{
    if (isZero() || other.isZero())
        return int(other.isZero()) - int(isZero());
    const qint64 leading = exponent + digits.size();
    const qint64 otherLeading = other.exponent + other.digits.size();
    if (leading != otherLeading)
        return leading < otherLeading ? -1 : 1;
    return digits.compare(other.digits); // without zeros at the end a longer text of equal start is more
}

int Decimal::compare(const Decimal &other) const
{
    if (negative != other.negative)
        return negative ? -1 : 1;
    return negative ? -compareMagnitude(other) : compareMagnitude(other);
}

bool Decimal::isMultipleOf(const Decimal &divisor) const
{
    if (isZero() || divisor.isZero())
        return isZero();
    if (exponent < divisor.exponent)
        return false; // our last digit is no zero: nothing that ends in one divides us
    quint64 modulus = 0;
    for (const char c : divisor.digits) {
        modulus = modulus * 10 + static_cast<quint64>(c - '0');
        if (modulus > MaxModulus) // more digits than any plan has: as close as a double comes
            return std::fmod(toDouble(), divisor.toDouble()) == 0.0;
    }
    quint64 rest = 0;
    for (const char c : digits)
        rest = (rest * 10 + static_cast<quint64>(c - '0')) % modulus;
    // After 64 steps every factor of ten in the modulus is used up and more zeros change nothing.
    const qint64 zeros = std::min<qint64>(exponent - divisor.exponent, 64);
    for (qint64 i = 0; i < zeros; ++i)
        rest = rest * 10 % modulus;
    return rest == 0;
}

double Decimal::toDouble() const
{
    QByteArray text;
    appendCanonical(text);
    return text.toDouble();
}

void Decimal::appendCanonical(QByteArray &out) const
{
    if (negative)
        out += '-';
    out += digits;
    out += 'e';
    out += QByteArray::number(exponent);
}

} // namespace spectap
