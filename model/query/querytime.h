// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QStringView>

#include <optional>

namespace spectap {

/// A stretch of time that a clause asks for, both ends in it.
struct QuerySpan
{
    Micros first = INT64_MIN;
    Micros last = INT64_MAX;

    [[nodiscard]] bool holds(Micros time) const { return time >= first && time <= last; }
};

/// What `time` with operator `op` (":" "=" "!=" ">" ">=" "<" "<=") and `value` asks for. A time means all of
/// the unit it is written in: a date its day, 10:42 its minute, 10:42:07.5 its tenth of a second. With : and
/// = also "a..b", "a.." and "..b".
[[nodiscard]] std::optional<QuerySpan> querySpan(QStringView op, QStringView value);

/// [first, last] as the value of a clause, exact to the microsecond, in UTC.
[[nodiscard]] QString querySpanText(Micros first, Micros last);

} // namespace spectap
