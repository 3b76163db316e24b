// SPDX-License-Identifier: MIT
#include "model/items/mutedcounts.h"

#include <algorithm>

namespace spectap {

namespace {

quint8 less(quint8 all, quint8 muted)
{
    return muted < all ? static_cast<quint8>(all - muted) : quint8(0);
}

} // namespace

void MutedCall::add(Severity severity)
{
    countFinding(*this, severity);
}

void MutedCounts::reach(const RowStore &rows)
{
    m_full.reserve(rows.size());
    for (auto i = static_cast<quint32>(m_full.size()); i < rows.size(); ++i)
        m_full.push_back(of(rows[i]));
}

void MutedCounts::learn(const RowStore &rows)
{
    if (!m_full.empty())
        reach(rows);
}

void MutedCounts::learn(std::span<const RowChange> changes)
{
    for (const RowChange &change : changes) {
        if (change.seq > 0 && change.seq <= m_full.size())
            m_full[change.seq - 1] = of(change.row);
    }
}

std::vector<RowChange> MutedCounts::changes(
    const RowStore &rows, quint32 first, quint32 last, std::span<const MutedCall> muted)
{
    std::vector<RowChange> changes;
    if (m_full.empty() && muted.empty())
        return changes;
    reach(rows);
    auto next = muted.begin();
    for (quint32 seq = std::max(first, 1U); seq <= std::min(last, rows.size()); ++seq) {
        while (next != muted.end() && next->seq < seq)
            ++next;
        const MutedCall taken = next != muted.end() && next->seq == seq ? *next : MutedCall{seq};
        const Full &full = m_full[seq - 1];
        CallRow row = rows[seq - 1];
        row.errors = less(full.errors, taken.errors);
        row.warnings = less(full.warnings, taken.warnings);
        row.infos = less(full.infos, taken.infos);
        row.flags = taken.name ? static_cast<quint8>(full.flags & ~CallRow::NearMissName) : full.flags;
        const CallRow &old = rows[seq - 1];
        if (row.errors != old.errors || row.warnings != old.warnings || row.infos != old.infos ||
            row.flags != old.flags)
            changes.push_back({seq, row});
    }
    return changes;
}

} // namespace spectap
