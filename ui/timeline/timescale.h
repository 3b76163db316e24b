// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/timerange.h"

#include <vector>

namespace spectap {

/// Maps time to pixels: which stretch of time a strip of the screen shows. A value.
struct TimeScale
{
    static constexpr double MinMicrosPerPixel = 1;    ///< time is told no finer
    static constexpr double MaxMicrosPerPixel = 2e12; ///< about 60 years over a thousand pixels

    Micros from = 0; ///< time at the left edge
    double microsPerPixel = 1000;
    int left = 0;  ///< x of the left edge
    int width = 1; ///< pixels

    [[nodiscard]] double x(Micros time) const
    {
        return left + (static_cast<double>(time) - static_cast<double>(from)) / microsPerPixel;
    }
    [[nodiscard]] Micros timeAt(double x) const;
    [[nodiscard]] Micros to() const { return timeAt(left + width); }
    /// Whether the pixel of `time` is in the strip.
    [[nodiscard]] bool shows(Micros time) const;

    /// Zoomed by `factor` (> 1: closer) with the time at `x` staying where it is.
    [[nodiscard]] TimeScale zoomed(double factor, double x) const;
    /// Moved so that what was at x is at x + pixels.
    [[nodiscard]] TimeScale panned(double pixels) const;
    /// Showing [begin, end] with a little air on both sides.
    [[nodiscard]] TimeScale fitted(Micros begin, Micros end) const;
};

/// [begin, end] of `times` without the few that lie far from all others: one device whose clock is years off
/// must not squash everybody else into a pixel. Sorts `times`.
[[nodiscard]] TimeRange robustRange(std::vector<Micros> &times);

} // namespace spectap
