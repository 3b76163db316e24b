// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldensity.h"
#include "ui/timeline/timescale.h"

#include <vector>

namespace spectap {

/// The calls of a few pixels of the overview.
struct OverviewBar
{
    int x = 0; ///< left edge; OverviewLayout::BarPitch wide, the gap to the next included
    quint32 calls = 0;
    quint32 warnings = 0;
    quint32 errors = 0;
};

/// Where things stand in the strip below the timeline that shows the whole session, and what dragging them
/// means. Pure geometry.
class OverviewLayout
{
public:
    enum class Part
    {
        Outside, ///< of the window
        Window,
        LeftHandle,
        RightHandle
    };

    static constexpr int BarPitch = 3;
    static constexpr int HandleReach = 6;   ///< pixels around an edge of the window that take hold of it
    static constexpr double MinWindow = 12; ///< as drawn: room for two handles and something between them

    /// What the whole strip shows.
    void setScale(const TimeScale &strip) { m_scale = strip; }
    [[nodiscard]] const TimeScale &scale() const { return m_scale; }
    /// What the timeline shows. Never shorter than `shortest` by dragging.
    void setVisible(const TimeRange &visible, Micros shortest);
    [[nodiscard]] const TimeRange &visible() const { return m_visible; }

    /// The window as drawn, within the strip.
    [[nodiscard]] double windowLeft() const { return m_left; }
    [[nodiscard]] double windowRight() const { return m_right; }
    [[nodiscard]] Part partAt(double x) const;

    /// What is visible once `part` has been moved by `pixels` from where it stood for `from`.
    [[nodiscard]] TimeRange dragged(Part part, const TimeRange &from, double pixels) const;
    /// As long as now, with the time at `x` in the middle.
    [[nodiscard]] TimeRange centredAt(double x) const;
    /// As long as now, at the very beginning or end of the session.
    [[nodiscard]] TimeRange atBegin() const;
    [[nodiscard]] TimeRange atEnd() const;

private:
    [[nodiscard]] TimeRange moved(const TimeRange &range, Micros by) const;

    TimeScale m_scale;
    TimeRange m_visible;
    Micros m_shortest = 1;
    double m_left = 0;
    double m_right = 0;
};

/// How high a bar and its parts are drawn.
struct BarParts
{
    int high = 0; ///< all of it
    int warnings = 0;
    int errors = 0; ///< at the foot, warnings above them
};
/// In `room` pixels, where a bar with `most` calls takes all of them. High with the root of the count: a busy
/// moment must not press all others into the ground. What is wrong has its part of the bar and is never too
/// low to be seen.
[[nodiscard]] BarParts barParts(quint32 calls, quint32 warnings, quint32 errors, quint32 most, int room);

/// The bars that hold calls, left to right.
[[nodiscard]] std::vector<OverviewBar> overviewBars(const CallDensity &density, const TimeScale &strip);

/// The x of moments, at least `space` apart: of those that come closer the first stands for all.
[[nodiscard]] std::vector<int> overviewMarks(std::vector<Micros> moments, const TimeScale &strip, int space);

} // namespace spectap
