// SPDX-License-Identifier: MIT
#include "ui/timeline/overviewlayout.h"

#include <algorithm>
#include <cmath>

namespace spectap {

void OverviewLayout::setVisible(const TimeRange &visible, Micros shortest)
{
    m_visible = visible;
    m_shortest = std::max<Micros>(1, shortest);
    const double left = m_scale.left;
    const double right = m_scale.left + m_scale.width;
    m_left = std::clamp(m_scale.x(visible.begin), left, right);
    m_right = std::clamp(m_scale.x(visible.end), left, right);
    if (m_right - m_left < MinWindow) {
        const double middle = (m_left + m_right) / 2;
        m_left = std::max(left, std::min(middle - MinWindow / 2, right - MinWindow));
        m_right = std::min(right, m_left + MinWindow);
    }
}

OverviewLayout::Part OverviewLayout::partAt(double x) const
{
    // Of a narrow window a third is left in the middle to take it by.
    const double inner = std::min<double>(HandleReach, (m_right - m_left) / 3);
    if (x >= m_left - HandleReach && x <= m_left + inner)
        return Part::LeftHandle;
    if (x >= m_right - inner && x <= m_right + HandleReach)
        return Part::RightHandle;
    return x > m_left && x < m_right ? Part::Window : Part::Outside;
}

/// The middle stays in the strip: something of the session remains to be seen.
TimeRange OverviewLayout::moved(const TimeRange &range, Micros by) const
{
    const Micros middle = range.begin + (range.end - range.begin) / 2;
    const Micros shift = std::clamp(middle + by, m_scale.from, m_scale.to()) - middle;
    return {range.begin + shift, range.end + shift};
}

TimeRange OverviewLayout::dragged(Part part, const TimeRange &from, double pixels) const
{
    const Micros by = std::llround(pixels * m_scale.microsPerPixel);
    switch (part) {
    case Part::LeftHandle:
        return {
            std::min(std::max(from.begin + by, std::min(from.begin, m_scale.from)), from.end - m_shortest),
            from.end};
    case Part::RightHandle:
        return {from.begin,
            std::max(std::min(from.end + by, std::max(from.end, m_scale.to())), from.begin + m_shortest)};
    case Part::Window:
    case Part::Outside:
        break;
    }
    return moved(from, by);
}

TimeRange OverviewLayout::centredAt(double x) const
{
    const Micros middle = m_visible.begin + (m_visible.end - m_visible.begin) / 2;
    return moved(m_visible, m_scale.timeAt(x) - middle);
}

TimeRange OverviewLayout::atBegin() const
{
    const Micros span = m_visible.end - m_visible.begin;
    return {m_scale.from, m_scale.from + span};
}

TimeRange OverviewLayout::atEnd() const
{
    const Micros span = m_visible.end - m_visible.begin;
    return {m_scale.to() - span, m_scale.to()};
}

BarParts barParts(quint32 calls, quint32 warnings, quint32 errors, quint32 most, int room)
{
    constexpr int Least = 2;
    if (calls == 0)
        return {};
    BarParts parts;
    parts.high = std::max(Least, static_cast<int>(std::lround(std::sqrt(double(calls) / most) * room)));
    const auto part = [&](quint32 some) {
        return some == 0 ? 0
                         : std::clamp(static_cast<int>(std::lround(double(some) / calls * parts.high)), Least,
                               parts.high);
    };
    parts.errors = part(errors);
    parts.warnings = std::min(part(warnings), parts.high - parts.errors);
    return parts;
}

std::vector<OverviewBar> overviewBars(const CallDensity &density, const TimeScale &strip)
{
    std::vector<OverviewBar> bars;
    const Micros half = density.binWidth() / 2;
    for (const DensityBin &bin : density.bins()) {
        const double at = strip.x(bin.begin + half) - strip.left;
        if (at < 0 || at >= strip.width)
            continue;
        const int pitch = OverviewLayout::BarPitch;
        const int x = strip.left + static_cast<int>(at) / pitch * pitch;
        if (bars.empty() || bars.back().x != x)
            bars.push_back({.x = x});
        OverviewBar &bar = bars.back();
        bar.calls += bin.calls;
        bar.warnings += bin.warnings;
        bar.errors += bin.errors;
    }
    return bars;
}

std::vector<int> overviewMarks(std::vector<Micros> moments, const TimeScale &strip, int space)
{
    std::ranges::sort(moments);
    std::vector<int> marks;
    for (const Micros moment : moments) {
        if (!strip.shows(moment))
            continue;
        const int x = static_cast<int>(strip.x(moment));
        if (marks.empty() || x - marks.back() >= space)
            marks.push_back(x);
    }
    return marks;
}

} // namespace spectap
