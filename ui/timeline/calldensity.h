// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/finding.h"
#include "ui/timeline/timescale.h"

#include <span>
#include <vector>

namespace spectap {

/// The calls of one stretch of time.
struct DensityBin
{
    qint64 key = 0; ///< CallDensity::beginOf() tells when it begins
    quint32 calls = 0;
    quint32 warnings = 0; ///< calls whose worst finding is a warning
    quint32 errors = 0;   ///< calls with an error
};

/// How many calls happened when, in a bounded number of stretches that grow with the session. Only stretches
/// with calls are kept, so a device whose clock is years off costs one of them and blurs nothing. Adding is
/// amortised constant for calls roughly in order.
class CallDensity
{
public:
    static constexpr std::size_t MaxBins = 16384;

    void add(Micros time, Severity worst);
    void clear() { *this = {}; }

    [[nodiscard]] std::span<const DensityBin> bins() const { return m_bins; } ///< by time
    [[nodiscard]] Micros beginOf(const DensityBin &bin) const { return bin.key << m_shift; }
    [[nodiscard]] Micros binWidth() const { return Micros(1) << m_shift; }
    [[nodiscard]] quint32 calls() const { return m_calls; }
    /// From the first to the last call but for the few far from all others, as robustRange() has it; to the
    /// width of a bin. NoTime: no calls.
    [[nodiscard]] TimeRange extent() const;

private:
    void coarsen();

    std::vector<DensityBin> m_bins;
    int m_shift = 10; ///< bins of about a millisecond to begin with
    quint32 m_calls = 0;
};

} // namespace spectap
