// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// A JSON number as it is written, of any size and without rounding: 0.1 + a 20-digit integer keep every
/// digit.
struct Decimal
{
    QByteArray digits;   ///< without zeros at either end; empty: 0
    qint64 exponent = 0; ///< of ten, of the last digit
    bool negative = false;

    /// `number` must be a JSON number.
    static Decimal parse(QByteArrayView number);

    [[nodiscard]] bool isZero() const { return digits.isEmpty(); }
    /// 29, 29.0 and 2.9e1 are.
    [[nodiscard]] bool isInteger() const { return exponent >= 0; }
    [[nodiscard]] bool isMultipleOf(const Decimal &divisor) const;
    /// Below, at or above 0 as this number is below, at or above `other`.
    [[nodiscard]] int compare(const Decimal &other) const;
    /// One text per value: equal numbers, however written, have equal texts.
    void appendCanonical(QByteArray &out) const;

private:
    [[nodiscard]] double toDouble() const;
    [[nodiscard]] int compareMagnitude(const Decimal &other) const;
};

} // namespace spectap
