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
    bool firstAgo = false; ///< `first` is counted from the moment the filter is about, "-5m"
    bool lastAgo = false;

    [[nodiscard]] bool isRelative() const { return firstAgo || lastAgo; }
    /// The same counted from `now`.
    [[nodiscard]] QuerySpan relativeTo(Micros now) const;
    /// A stretch that is not counted from anything yet holds nothing.
    [[nodiscard]] bool holds(Micros time) const { return time >= first && time <= last && !isRelative(); }
};

/// What `time` with operator `op` (":" "=" "!=" ">" ">=" "<" "<=") and `value` asks for. A time means all of
/// the unit it is written in: a date its day, 10:42 its minute, 10:42:07.5 its tenth of a second. "-5m" is
/// five minutes ago (s, m, h, d), and all since then with : and =, which also take "a..b", "a.." and "..b".
[[nodiscard]] std::optional<QuerySpan> querySpan(QStringView op, QStringView value);

/// [first, last] as the value of a clause, exact to the microsecond, in UTC; an end that is none is left out.
[[nodiscard]] QString querySpanText(Micros first, Micros last);

/// What the one `time:` term of a filter's outermost level asks for; nothing where it has none, several, an
/// alternative, or one that is counted from now.
[[nodiscard]] std::optional<QuerySpan> outerTimeSpan(QStringView filter);

} // namespace spectap
