// SPDX-License-Identifier: MIT
#include "ui/timeline/calldensity.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr Micros Minute = 60'000'000;

} // namespace

void CallDensity::add(Micros time, Severity worst)
{
    if (time == NoTime)
        return;
    const qint64 key = time >> m_shift;
    auto bin = m_bins.end();
    if (!m_bins.empty() && m_bins.back().key >= key)
        bin = m_bins.back().key == key ? m_bins.end() - 1
                                       : std::ranges::lower_bound(m_bins, key, {}, &DensityBin::key);
    if (bin == m_bins.end() || bin->key != key)
        bin = m_bins.insert(bin, {.key = key});
    ++m_calls;
    ++bin->calls;
    if (worst == Severity::Error)
        ++bin->errors;
    else if (worst == Severity::Warning)
        ++bin->warnings;
    if (m_bins.size() > MaxBins)
        coarsen();
}

/// Joins neighbours until there is room again.
void CallDensity::coarsen()
{
    while (m_bins.size() > MaxBins / 2) {
        ++m_shift;
        std::size_t last = 0;
        m_bins[0].key >>= 1;
        for (std::size_t i = 1; i < m_bins.size(); ++i) {
            DensityBin bin = m_bins[i];
            bin.key >>= 1;
            if (bin.key == m_bins[last].key) {
                m_bins[last].calls += bin.calls;
                m_bins[last].warnings += bin.warnings;
                m_bins[last].errors += bin.errors;
            } else {
                m_bins[++last] = bin;
            }
        }
        m_bins.resize(last + 1);
    }
}

TimeRange CallDensity::extent() const
{
    if (m_bins.empty())
        return {};
    const auto quantile = [this](quint32 before) {
        quint32 calls = 0;
        const auto bin = std::ranges::find_if(
            m_bins, [&](const DensityBin &one) { return (calls += one.calls) > before; });
        return bin == m_bins.end() ? beginOf(m_bins.back()) : beginOf(*bin);
    };
    const Micros low = quantile(m_calls / 4);
    const Micros high = quantile(m_calls - m_calls / 4 - 1);
    const Micros reach = 10 * (high - low) + Minute;
    const auto begin = [this](const DensityBin &bin) { return beginOf(bin); };
    const auto first = std::ranges::lower_bound(m_bins, low - reach, {}, begin);
    const auto last = std::ranges::upper_bound(m_bins, high + reach, {}, begin);
    return {beginOf(*first), beginOf(*(last - 1)) + binWidth() - 1};
}

} // namespace spectap
