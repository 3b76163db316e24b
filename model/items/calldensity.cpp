// SPDX-License-Identifier: MIT
#include "model/items/calldensity.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Minute = 60 * Second;
constexpr Micros Day = 1440 * Minute;

/// Widths of bins. Each is a multiple of the one before, so that bins can be joined.
constexpr std::array<Micros, 13> Widths{Second / 1000, Second / 100, Second / 10, Second, 10 * Second, Minute,
    10 * Minute, 60 * Minute, Day, 10 * Day, 100 * Day, 1000 * Day, 10000 * Day};

} // namespace

void DensityCounts::add(Severity worst, bool retry)
{
    ++calls;
    if (worst == Severity::Error)
        ++errors;
    else if (worst == Severity::Warning)
        ++warnings;
    if (retry)
        ++retries;
}

DensityCounts &DensityCounts::operator+=(const DensityCounts &other)
{
    calls += other.calls;
    warnings += other.warnings;
    errors += other.errors;
    retries += other.retries;
    return *this;
}

void CallDensity::add(Micros time, Severity worst, bool retry)
{
    if (time == NoTime)
        return;
    ++m_calls;
    m_latest = binAt(time);
    m_bins[m_latest].add(worst, retry);
    if (m_bins.size() > MaxBins)
        coarsen();
}

/// The bin of `time`, made where there was none.
std::size_t CallDensity::binAt(Micros time)
{
    constexpr std::size_t Near = 8; // bins to look at before all of them are searched
    const auto holds = [&](std::size_t bin) {
        return bin < m_bins.size() && time >= m_bins[bin].begin && time - m_bins[bin].begin < m_width;
    };
    for (std::size_t i = 0; i < Near; ++i) {
        if (holds(m_latest + i))
            return m_latest + i;
        if (i <= m_latest && holds(m_latest - i))
            return m_latest - i;
    }
    const Micros begin = flooredTo(time, m_width);
    auto bin = std::ranges::lower_bound(m_bins, begin, {}, &DensityBin::begin);
    if (bin == m_bins.end() || bin->begin != begin) {
        DensityBin fresh;
        fresh.begin = begin;
        bin = m_bins.insert(bin, fresh);
    }
    return static_cast<std::size_t>(bin - m_bins.begin());
}

/// Joins neighbours until there is room again.
void CallDensity::coarsen()
{
    while (m_bins.size() > MaxBins / 2 && m_width != Widths.back()) {
        m_width = *std::ranges::upper_bound(Widths, m_width);
        std::size_t last = 0;
        m_bins[0].begin = flooredTo(m_bins[0].begin, m_width);
        for (std::size_t i = 1; i < m_bins.size(); ++i) {
            DensityBin bin = m_bins[i];
            bin.begin = flooredTo(bin.begin, m_width);
            if (bin.begin == m_bins[last].begin)
                m_bins[last] += bin;
            else
                m_bins[++last] = bin;
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
        return bin == m_bins.end() ? m_bins.back().begin : bin->begin;
    };
    const Micros low = quantile(m_calls / 4);
    const Micros high = quantile(m_calls - m_calls / 4 - 1);
    const Micros reach = 10 * (high - low) + Minute;
    const auto first = std::ranges::lower_bound(m_bins, low - reach, {}, &DensityBin::begin);
    const auto last = std::ranges::upper_bound(m_bins, high + reach, {}, &DensityBin::begin);
    return {first->begin, (last - 1)->begin + m_width - 1};
}

} // namespace spectap
