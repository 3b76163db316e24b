// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timeline/timescale.h"
#include "ui/timereading.h"

#include <vector>

namespace spectap {

/// One mark of a ruler.
struct RulerMark
{
    double x = 0;
    bool major = false;
    bool newDay = false; ///< the first major of a day; its label is the date
    QString label;       ///< of major marks
};

/// Pixels that a label takes, with what must be free behind it.
using LabelWidth = std::function<int(const QString &label)>;

/// Marks at round times, as close as their labels allow without touching. A label may begin left of the
/// strip. Where local time jumps (daylight saving) the marks jump with it.
[[nodiscard]] std::vector<RulerMark> rulerMarks(
    const TimeScale &scale, const TimeReading &reading, const LabelWidth &width);

} // namespace spectap
