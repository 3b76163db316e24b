// SPDX-License-Identifier: MIT
#include "model/identity/callorder.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr std::size_t RunLength = 1024; ///< sorted at once

} // namespace

CallOrder::CallOrder(std::vector<quint32> seqs)
{
    auto tables = std::make_shared<Tables>();
    tables->positions.resize(seqs.size());
    for (std::size_t i = 0; i < seqs.size(); ++i)
        tables->positions[seqs[i] - 1] = static_cast<quint32>(i) + 1;
    tables->seqs = std::move(seqs);
    m_tables = std::move(tables);
}

void CallSorter::add(Micros time)
{
    m_before = time == NoTime ? m_before : time;
    m_anyLate = m_anyLate || m_before < m_latest;
    m_latest = std::max(m_latest, m_before);
    m_calls.push_back({m_before, size() + 1});
    if (m_calls.size() - m_sorted == RunLength)
        endRun();
}

/// Sorts what stands behind the last run, and keeps every run at least twice as long as the one after it, so
/// that a call is merged as often as the number of calls can be halved.
void CallSorter::endRun()
{
    std::stable_sort(m_calls.begin() + static_cast<std::ptrdiff_t>(m_sorted), m_calls.end(), earlier);
    m_runs.push_back(m_sorted);
    m_sorted = m_calls.size();
    while (m_runs.size() > 1) {
        const std::size_t last = m_sorted - m_runs.back();
        if (2 * last <= m_runs.back() - m_runs[m_runs.size() - 2])
            break;
        mergeRuns();
    }
}

/// The last two become one. Calls are late by seconds rather than by hours: mostly little of them overlaps.
void CallSorter::mergeRuns()
{
    const auto at = [this](
                        std::size_t index) { return m_calls.begin() + static_cast<std::ptrdiff_t>(index); };
    const auto middle = at(m_runs.back());
    m_runs.pop_back();
    const auto first = std::upper_bound(at(m_runs.back()), middle, *middle, earlier);
    if (first == middle)
        return;
    const auto last = std::lower_bound(middle, m_calls.end(), *(middle - 1), earlier);
    std::inplace_merge(first, middle, last, earlier);
}

bool CallSorter::settle()
{
    if (m_sorted < m_calls.size())
        endRun();
    else if (m_runs.size() > 1)
        mergeRuns();
    else
        return false;
    return true;
}

CallOrder CallSorter::order() const
{
    if (!m_anyLate)
        return {};
    std::vector<quint32> seqs;
    seqs.reserve(m_calls.size());
    for (const Call &call : m_calls)
        seqs.push_back(call.seq);
    return CallOrder(std::move(seqs));
}

} // namespace spectap
