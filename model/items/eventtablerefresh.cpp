// SPDX-License-Identifier: MIT
// Calls that were checked again: the same rows with other verdicts, and perhaps others that match the filter.
#include "model/items/eventtablemodel.h"
#include "model/items/rowfilter.h"

#include <algorithm>
#include <iterator>

namespace spectap {

namespace {

/// Rows come and go in place, so that selection and scroll position stay. So many times: each moves all rows
/// after it.
constexpr std::size_t MaxRuns = 500;

/// A run of rows that is in one list and not in the other.
struct Run
{
    std::size_t at = 0; ///< in the list that has them
    std::size_t count = 0;
};

/// Runs of `list` that `other` lacks; both ascending.
std::vector<Run> runsMissingIn(const std::vector<quint32> &other, const std::vector<quint32> &list)
{
    std::vector<Run> runs;
    auto theirs = other.begin();
    for (std::size_t i = 0; i < list.size(); ++i) {
        while (theirs != other.end() && *theirs < list[i])
            ++theirs;
        if (theirs != other.end() && *theirs == list[i])
            continue;
        if (!runs.empty() && runs.back().at + runs.back().count == i)
            ++runs.back().count;
        else
            runs.push_back({i, 1});
    }
    return runs;
}

} // namespace

void EventTableModel::onRowsChanged(quint32 first, quint32 count)
{
    const std::size_t begin = m_shown.countBelow(first);
    const std::size_t end = m_shown.countBelow(first + count);
    if (begin == end || rowCount() == 0)
        return;
    const auto [from, to] =
        m_sorted ? std::pair(0, rowCount() - 1) : rowsAt(begin, end - begin, m_shown.size());
    emit dataChanged(index(from, 0), index(to, columnCount() - 1));
}

/// What is shown stays while all rows are tested again.
void EventTableModel::refresh()
{
    m_retest->cancel();
    m_remarked.clear();
    m_refreshed.clear();
    m_refreshedUpTo = m_tested;
    if (m_stale || m_filter->isRunning())
        restart();
    else
        m_refresh->start(m_bound, 0, m_refreshedUpTo);
}

void EventTableModel::setOnly(std::shared_ptr<const std::vector<quint32>> seqs)
{
    const bool more = m_only && seqs; // what is shown stays until the new rows are known
    m_only = std::move(seqs);
    if (more)
        refresh();
    else
        restart();
}

void EventTableModel::keepOnly(std::vector<quint32> &hits) const
{
    if (!m_only)
        return;
    auto next = m_only->begin();
    std::erase_if(hits, [&](quint32 index) {
        while (next != m_only->end() && *next < index + 1)
            ++next;
        return next == m_only->end() || *next != index + 1;
    });
}

void EventTableModel::takeRefreshed()
{
    keepOnly(m_refreshed);
    // Rows that came meanwhile were tested as they are now.
    const std::vector<quint32> later = matchingFrom(m_refreshedUpTo);
    m_refreshed.insert(m_refreshed.end(), later.begin(), later.end());

    takeMatching(m_refreshed);
    m_refreshed = {};

    m_copies.clear();
    const quint32 read = std::exchange(m_retriesRead, 0);
    countRetries(read);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit matchesReset();
    emit countsChanged();
    emit filterFinished();
    rest();
    retest();
}

/// Shows just the rows `matching`, ascending, and folds copies among them.
void EventTableModel::takeMatching(const std::vector<quint32> &matching)
{
    const RowStore &rows = m_document->rows();
    std::vector<quint32> shown;
    m_folded.clear();
    m_typeCounts.fill(0);
    m_severityCounts.fill(0);
    for (const quint32 index : matching) {
        ++m_typeCounts[static_cast<std::size_t>(rows[index].type)];
        ++m_severityCounts[static_cast<std::size_t>(rows[index].worst())];
        const auto into = foldsInto(index);
        const bool folded = into && std::binary_search(shown.begin(), shown.end(), *into);
        (folded ? m_folded : shown).push_back(index);
    }
    changeTo(shown);
}

void EventTableModel::changeTo(const std::vector<quint32> &shown)
{
    const auto show = [this, &shown] {
        m_shown.clear();
        m_shown.append(shown);
    };
    if (m_sorted) { // what they are sorted by may be another as well
        show();
        sortAnew();
        return;
    }
    const std::vector<quint32> before = m_shown.from();
    const std::vector<Run> gone = runsMissingIn(shown, before);
    const std::vector<Run> come = runsMissingIn(before, shown);
    if (gone.size() + come.size() > MaxRuns) {
        beginResetModel();
        show();
        endResetModel();
        return;
    }
    // From the end, so that the places of runs before stay what they are; then, from the front, into gaps
    // whose places are those of the new list.
    for (auto run = gone.rbegin(); run != gone.rend(); ++run) {
        const auto [from, to] = rowsAt(run->at, run->count, m_shown.size());
        beginRemoveRows({}, from, to);
        m_shown.erase(std::span(before).subspan(run->at, run->count));
        endRemoveRows();
    }
    for (const Run &run : come) {
        const auto [from, to] = rowsAt(run.at, run.count, m_shown.size() + run.count);
        beginInsertRows({}, from, to);
        m_shown.insert(std::span(shown).subspan(run.at, run.count));
        endInsertRows();
    }
}

} // namespace spectap
