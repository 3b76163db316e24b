// SPDX-License-Identifier: MIT
#include "ui/timeline/timescale.h"

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

constexpr Micros Second = 1000 * 1000;
constexpr Micros Minute = 60 * Second;

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
