// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <memory>
#include <vector>

namespace spectap {

/// In which order calls are read: at position 1 stands the first. Whoever reads in order of arrival, which is
/// what there is without tables, meets call `seq` at position `seq`; so stand those behind the tables' end.
/// Immutable, shared by its copies.
class CallOrder
{
public:
    CallOrder() = default;
    /// `seqs`: 1, 2, 3… in another order.
    explicit CallOrder(std::vector<quint32> seqs);

    [[nodiscard]] quint32 seqOf(quint32 position) const
    {
        return m_tables && position - 1 < m_tables->seqs.size() ? m_tables->seqs[position - 1] : position;
    }
    [[nodiscard]] quint32 positionOf(quint32 seq) const
    {
        return m_tables && seq - 1 < m_tables->positions.size() ? m_tables->positions[seq - 1] : seq;
    }

private:
    struct Tables
    {
        std::vector<quint32> seqs;      ///< by position, from 0
        std::vector<quint32> positions; ///< by seq, from 0
    };
    std::shared_ptr<const Tables> m_tables;
};

/// Finds out in which order calls happened, a bit at a time: sorting a million at once would be noticed. A
/// call without a time of its own stays behind the one it arrived after; those of one time, as they arrived.
class CallSorter
{
public:
    /// The next call to arrive.
    void add(Micros time);
    /// A bit of what is left to do after the last add(); false: nothing was.
    bool settle();
    /// To be asked when settle() has nothing left to do.
    [[nodiscard]] CallOrder order() const;

    [[nodiscard]] quint32 size() const { return static_cast<quint32>(m_calls.size()); }

private:
    struct Call
    {
        Micros time;
        quint32 seq;
    };
    static bool earlier(const Call &a, const Call &b) { return a.time < b.time; }
    void endRun();
    void mergeRuns();

    std::vector<Call> m_calls;
    std::vector<std::size_t> m_runs; ///< where the sorted runs begin, each longer than the one after it
    std::size_t m_sorted = 0;        ///< calls in runs
    Micros m_before = NoTime;
    Micros m_latest = NoTime;
    bool m_anyLate = false;
};

} // namespace spectap
