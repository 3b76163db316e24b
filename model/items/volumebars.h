// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldensity.h"
#include "model/query/querytime.h"

#include <vector>

namespace spectap {

class CallVolume;

/// The calls of one bar: all there are, and those that the filter lets through.
struct VolumeBar
{
    DensityCounts all = {};
    DensityCounts matching = {};

    VolumeBar &operator+=(const VolumeBar &other);
};

/// The volume of a session as bars of one round width, from 100 ms on, as fine as there is room for. Calls
/// whose clock is far off all others are in a bar of their own at either end. A value.
class VolumeBars
{
public:
    static constexpr int Least =
        100; ///< bars, also where fewer would do: a short session need not be blown up

    VolumeBars() = default;
    /// At most `most` of them, or Least.
    VolumeBars(const CallVolume &volume, int most);

    /// Bars are numbered from 0 on; these are the ends of the numbers.
    static constexpr int Before = -1;
    [[nodiscard]] int after() const { return count(); }
    [[nodiscard]] int count() const { return static_cast<int>(m_bars.size()); }
    [[nodiscard]] const VolumeBar &bar(int index) const;
    [[nodiscard]] Micros width() const { return m_width; }
    [[nodiscard]] Micros begin() const { return m_begin; }
    [[nodiscard]] Micros end() const { return m_begin + m_width * count(); }
    /// The most calls of a bar, those at the ends aside.
    [[nodiscard]] quint32 highest() const;
    /// Whether some calls are out of the filter's sight.
    [[nodiscard]] bool isFiltered() const { return m_total.all.calls != m_total.matching.calls; }

    /// All the time of the bars [first, last]; without end towards calls far off.
    [[nodiscard]] QuerySpan spanOf(int first, int last) const;
    [[nodiscard]] VolumeBar sumOf(int first, int last) const;
    /// The bar that a moment is in; Before and after() are those out of the range.
    [[nodiscard]] int indexOf(Micros time) const;
    /// From `index` on to the next bar with calls; `index` itself where there is none.
    [[nodiscard]] int stepped(int index, int direction) const;

private:
    Micros m_width = 1;
    Micros m_begin = 0;
    std::vector<VolumeBar> m_bars;
    VolumeBar m_before;
    VolumeBar m_after;
    VolumeBar m_total;
};

} // namespace spectap
