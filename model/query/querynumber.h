// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

#include <limits>
#include <optional>

namespace spectap {

/// A stretch of numbers that a clause asks for.
struct NumberSpan
{
    double first = -std::numeric_limits<double>::infinity();
    double last = std::numeric_limits<double>::infinity();
    bool withFirst = true;
    bool withLast = true;

    [[nodiscard]] bool holds(double number) const
    {
        return (withFirst ? number >= first : number > first) && (withLast ? number <= last : number < last);
    }
};

/// What a number with operator `op` (":" "=" "!=" ">" ">=" "<" "<=") and `value` asks for: a JSON number, and
/// with : and = also "a..b", "a.." and "..b". `sizes` takes "32k" and "5M" as well, of 1024.
[[nodiscard]] std::optional<NumberSpan> numberSpan(QStringView op, QStringView value, bool sizes = false);

} // namespace spectap
