// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/timerange.h"
#include "model/spec/finding.h"

#include <span>
#include <vector>

namespace spectap {

/// Calls, and what is to be said of them.
struct DensityCounts
{
    quint32 calls = 0;
    quint32 warnings = 0; ///< calls whose worst finding is a warning
    quint32 errors = 0;   ///< calls with an error
    quint32 retries = 0;  ///< calls that had come before

    void add(Severity worst, bool retry);
    DensityCounts &operator+=(const DensityCounts &other);
    bool operator==(const DensityCounts &) const = default;
};

/// The calls of one stretch of time.
struct DensityBin : DensityCounts
{
    Micros begin = 0;
};

/// How many calls happened when, in a bounded number of stretches that grow with the session. Only stretches
/// with calls are kept, so a device whose clock is years off costs one of them and blurs nothing. They begin
/// at round times: seconds, minutes, hours, days of UTC. Adding is amortised constant for calls roughly in
/// order.
class CallDensity
{
public:
    static constexpr std::size_t MaxBins = 16384;

    void add(Micros time, Severity worst, bool retry = false);
    void clear() { *this = {}; }

    [[nodiscard]] std::span<const DensityBin> bins() const { return m_bins; } ///< by time
    [[nodiscard]] Micros binWidth() const { return m_width; }
    [[nodiscard]] quint32 calls() const { return m_calls; }
    /// From the first to the last call but for the few far from all others, as robustRange() has it; to the
    /// width of a bin. NoTime: no calls.
    [[nodiscard]] TimeRange extent() const;

private:
    [[nodiscard]] std::size_t binAt(Micros time);
    void coarsen();

    std::vector<DensityBin> m_bins;
    Micros m_width = 1000;
    quint32 m_calls = 0;
    std::size_t m_latest = 0; ///< the bin added to last: the next call is near it
};

/// The last multiple of `width` that is not after `time`.
[[nodiscard]] constexpr Micros flooredTo(Micros time, Micros width)
{
    const Micros beyond = time % width;
    return time - (beyond < 0 ? beyond + width : beyond);
}

} // namespace spectap
