// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QString>

#include <functional>

namespace spectap {

enum class TimeMode : quint8
{
    Local,
    Utc,
    SinceFirst, ///< since the first call of the session
    Ago         ///< how long ago; where that says nothing, as on an axis, local time
};

/// How moments are told, in the timeline and in the table. A value.
struct TimeReading
{
    TimeMode mode = TimeMode::Local;
    Micros zero = 0;                        ///< the first call
    std::function<int(Micros)> zoneAt = {}; ///< local time: seconds east of UTC; empty: this machine's
    Micros now = 0;                         ///< what Ago counts from

    /// What to add to a moment to get what its label says.
    [[nodiscard]] Micros offsetAt(Micros time) const;
    /// "2025-11-14 10:42:07.412345", "+1:02:07.412345".
    [[nodiscard]] QString exact(Micros time) const;
    /// "10:42:07.412", "+1:02:07.412", with so many digits below the second; "12 s ago".
    [[nodiscard]] QString clock(Micros time, int digits = 3) const;
    /// "2025-11-14"; empty where moments have no date.
    [[nodiscard]] QString date(Micros time) const;
    /// What the times at `time` are: "Local, UTC+01:00", "UTC", "Since first call".
    [[nodiscard]] QString words(Micros time) const;
    /// A label of marks `step` apart, with as many digits as tell them apart.
    [[nodiscard]] QString label(Micros time, Micros step) const;
};

/// What the mode is called in menus.
[[nodiscard]] QString timeModeTitle(TimeMode mode);
/// Under which name a mode is remembered, and back; what is unknown is local time.
[[nodiscard]] QString timeModeName(TimeMode mode);
[[nodiscard]] TimeMode timeModeFrom(const QString &name);

/// "1.5 s", "12 min 4 s", "3 d 2 h": the length of a stretch of time, from microseconds on.
[[nodiscard]] QString durationText(Micros duration);

} // namespace spectap
