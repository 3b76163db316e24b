// SPDX-License-Identifier: MIT
#include "ui/timeline/timescale.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr Micros Millisecond = 1000;
constexpr Micros Second = 1000 * Millisecond;
constexpr Micros Minute = 60 * Second;
constexpr Micros Hour = 60 * Minute;
constexpr Micros Day = 24 * Hour;

struct Step
{
    Micros major;
    int minors; ///< parts between two majors
};

constexpr std::array<Step, 34> Steps{{{Millisecond, 5}, {2 * Millisecond, 4}, {5 * Millisecond, 5},
    {10 * Millisecond, 5}, {20 * Millisecond, 4}, {50 * Millisecond, 5}, {100 * Millisecond, 5},
    {200 * Millisecond, 4}, {500 * Millisecond, 5}, {Second, 5}, {2 * Second, 4}, {5 * Second, 5},
    {10 * Second, 5}, {15 * Second, 3}, {30 * Second, 6}, {Minute, 6}, {2 * Minute, 4}, {5 * Minute, 5},
    {10 * Minute, 5}, {15 * Minute, 3}, {30 * Minute, 6}, {Hour, 6}, {2 * Hour, 4}, {3 * Hour, 3},
    {6 * Hour, 6}, {12 * Hour, 6}, {Day, 4}, {2 * Day, 4}, {7 * Day, 7}, {14 * Day, 2}, {30 * Day, 3},
    {91 * Day, 3}, {365 * Day, 4}, {3650 * Day, 10}}};

const Step &stepFor(const TimeScale &scale, int minLabelSpace)
{
    const double needed = scale.microsPerPixel * minLabelSpace;
    const auto step =
        std::ranges::find_if(Steps, [needed](const Step &s) { return double(s.major) >= needed; });
    return step == Steps.end() ? Steps.back() : *step;
}

QString labelOf(Micros localTime, Micros step)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(localTime / Millisecond, Qt::UTC);
    if (step < Second)
        return time.toString(u"HH:mm:ss.zzz"_s);
    if (step < Day)
        return time.toString(u"HH:mm:ss"_s);
    return time.toString(u"yyyy-MM-dd"_s);
}

} // namespace

Micros TimeScale::timeAt(double x) const
{
    return from + std::llround((x - left) * microsPerPixel);
}

bool TimeScale::shows(Micros time) const
{
    const double at = x(time);
    return at >= left && at < left + width;
}

TimeScale TimeScale::zoomed(double factor, double x) const
{
    TimeScale result = *this;
    result.microsPerPixel = std::clamp(microsPerPixel / factor, MinMicrosPerPixel, MaxMicrosPerPixel);
    result.from = timeAt(x) - std::llround((x - left) * result.microsPerPixel);
    return result;
}

TimeScale TimeScale::panned(double pixels) const
{
    TimeScale result = *this;
    result.from = from - std::llround(pixels * microsPerPixel);
    return result;
}

TimeScale TimeScale::fitted(Micros begin, Micros end) const
{
    TimeScale result = *this;
    // A single moment gets ten seconds, so that its neighbourhood has a scale at all.
    const double span = std::max(static_cast<double>(end - begin), static_cast<double>(10 * Second));
    const double air = 0.03;
    result.microsPerPixel =
        std::clamp(span * (1 + 2 * air) / std::max(width, 1), MinMicrosPerPixel, MaxMicrosPerPixel);
    const double middle = (static_cast<double>(begin) + static_cast<double>(end)) / 2;
    result.from = std::llround(middle - result.microsPerPixel * width / 2);
    return result;
}

Micros rulerStep(const TimeScale &scale, int minLabelSpace)
{
    return stepFor(scale, minLabelSpace).major;
}

std::vector<RulerMark> rulerMarks(const TimeScale &scale, int minLabelSpace, int utcOffset)
{
    const Step &step = stepFor(scale, minLabelSpace);
    const Micros offset = Micros(utcOffset) * Second;
    const Micros minor = step.major / step.minors;
    // Local time decides where round times are.
    const Micros first = scale.from + offset - step.major;
    Micros local = first - ((first % step.major) + step.major) % step.major;
    const Micros end = scale.to() + offset;

    std::vector<RulerMark> marks;
    for (int part = 0; local + part * minor <= end;) {
        const Micros at = local + part * minor;
        RulerMark mark;
        mark.x = scale.x(at - offset);
        mark.major = part == 0;
        if (mark.major)
            mark.label = labelOf(at, step.major);
        // A label that begins left of the strip is still seen in part.
        if (mark.x >= scale.left - (mark.major ? minLabelSpace : 0))
            marks.push_back(std::move(mark));
        if (++part == step.minors) {
            part = 0;
            local += step.major;
        }
    }
    return marks;
}

TimeRange robustRange(std::vector<Micros> &times)
{
    std::erase(times, NoTime);
    if (times.empty())
        return {};
    std::ranges::sort(times);
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
    };
    const Micros low = at(0.25);
    const Micros high = at(0.75);
    const Micros reach = 10 * (high - low) + Minute;
    const auto first = std::ranges::lower_bound(times, low - reach);
    const auto last = std::ranges::upper_bound(times, high + reach);
    return {*first, *(last - 1)};
}

} // namespace spectap
