// SPDX-License-Identifier: MIT
#include "model/items/volumebars.h"

#include "model/items/callvolume.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Minute = 60 * Second;
constexpr Micros Hour = 60 * Minute;
constexpr Micros Day = 24 * Hour;

/// Widths of bars, those that people count time in.
constexpr std::array<Micros, 28> Widths{Second / 10, Second / 5, Second / 2, Second, 2 * Second, 5 * Second,
    10 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 10 * Minute, 30 * Minute, Hour, 2 * Hour,
    3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 5 * Day, 10 * Day, 20 * Day, 50 * Day, 100 * Day, 200 * Day,
    1000 * Day, 10000 * Day};

} // namespace

VolumeBar &VolumeBar::operator+=(const VolumeBar &other)
{
    all += other.all;
    matching += other.matching;
    return *this;
}

VolumeBars::VolumeBars(const CallVolume &volume, int most)
{
    const TimeRange extent = volume.extent();
    if (extent.begin == NoTime)
        return;
    const auto barsOf = [&](Micros width) {
        return (flooredTo(extent.end, width) - flooredTo(extent.begin, width)) / width + 1;
    };
    const auto fits = [&](Micros width) {
        return width % volume.all().binWidth() == 0 && width % volume.matching().binWidth() == 0 &&
               barsOf(width) <= std::max(most, Least);
    };
    const auto width = std::ranges::find_if(Widths, fits);
    m_width = width == Widths.end() ? Widths.back() : *width;
    m_begin = flooredTo(extent.begin, m_width);
    m_bars.resize(static_cast<std::size_t>(std::max<Micros>(Least, barsOf(m_width))));
    const auto take = [this](const CallDensity &density, DensityCounts VolumeBar::*counts) {
        for (const DensityBin &bin : density.bins()) {
            const int index = indexOf(bin.begin);
            VolumeBar &bar = index < 0          ? m_before
                             : index >= count() ? m_after
                                                : m_bars[static_cast<std::size_t>(index)];
            bar.*counts += bin;
            m_total.*counts += bin;
        }
    };
    take(volume.all(), &VolumeBar::all);
    take(volume.matching(), &VolumeBar::matching);
}

const VolumeBar &VolumeBars::bar(int index) const
{
    return index < 0 ? m_before : index >= count() ? m_after : m_bars[static_cast<std::size_t>(index)];
}

quint32 VolumeBars::highest() const
{
    quint32 most = 1;
    for (const VolumeBar &bar : m_bars)
        most = std::max(most, bar.all.calls);
    return most;
}

QuerySpan VolumeBars::spanOf(int first, int last) const
{
    QuerySpan span;
    if (first >= 0)
        span.first = m_begin + m_width * first;
    if (last < count())
        span.last = m_begin + m_width * (last + 1) - 1;
    return span;
}

VolumeBar VolumeBars::sumOf(int first, int last) const
{
    VolumeBar sum;
    for (int i = std::max(first, Before); i <= std::min(last, after()); ++i)
        sum += bar(i);
    return sum;
}

int VolumeBars::indexOf(Micros time) const
{
    if (time < m_begin)
        return Before;
    return time >= end() ? after() : static_cast<int>((time - m_begin) / m_width);
}

int VolumeBars::stepped(int index, int direction) const
{
    for (int i = index + direction; i >= Before && i <= after(); i += direction) {
        if (bar(i).all.calls > 0)
            return i;
    }
    return index;
}

} // namespace spectap
