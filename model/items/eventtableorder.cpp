// SPDX-License-Identifier: MIT
// The order of the rows. That of arrival, either way round, is a matter of counting from the other end; any
// other is made by a worker, and rows that come meanwhile join it a few times a second.
#include "model/items/eventtablemodel.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr int MergeMs = 250; ///< new rows join those sorted at most this often
constexpr int SoonMs = 20;   ///< a filter's first hits may come in several pieces

} // namespace

void EventTableModel::setUpOrder()
{
    m_join.setSingleShot(true);
    connect(&m_join, &QTimer::timeout, this, &EventTableModel::joinSorted);
    connect(m_sorter.get(), &RowSorter::finished, this, &EventTableModel::takeSorted);
    connect(m_sorter.get(), &RowSorter::advanced, this, &EventTableModel::sortingAdvanced);
}

void EventTableModel::setOrder(const EventOrder &order)
{
    if (order == m_order || !isSortable(order.by))
        return;
    const bool wasNewestFirst = m_order.isNewestFirst();
    m_order = order;
    m_sorter->cancel();
    m_join.stop();
    if (!m_sorted) { // what is shown stands still until it is sorted
        std::vector<quint32> rows = m_shown.from();
        if (wasNewestFirst)
            std::reverse(rows.begin(), rows.end());
        m_sorted = SortedRows::of(std::move(rows));
    }
    if (!order.isArrival()) {
        m_resort = true;
        joinSorted();
        emit orderChanged();
        return;
    }
    std::vector<quint32> rows = m_shown.from();
    if (order.descending)
        std::reverse(rows.begin(), rows.end());
    m_unsorted.clear();
    m_resort = false;
    rearrange(Rearrangement::between(*m_sorted, std::move(rows)));
    m_sorted.reset();
    emit orderChanged();
    emit sortingEnded();
}

bool EventTableModel::isSorting() const
{
    return m_sorted && (m_resort || !m_unsorted.empty() || m_sorter->isRunning());
}

/// From the worker's last turn on there are others to sort.
void EventTableModel::sortAnew()
{
    m_sorter->cancel();
    m_unsorted.clear();
    m_resort = true;
    m_join.start(SoonMs);
}

void EventTableModel::joinLater()
{
    if (!m_join.isActive() && !m_sorter->isRunning())
        m_join.start(MergeMs);
}

void EventTableModel::joinSorted()
{
    if (!m_sorted || m_sorter->isRunning())
        return;
    if (std::exchange(m_resort, false)) {
        m_unsorted.clear();
        m_sorter->sort(m_order, m_sorted, m_shown.from());
    } else if (!m_unsorted.empty()) {
        m_sorter->merge(m_order, m_sorted, std::exchange(m_unsorted, {}));
    }
}

void EventTableModel::takeSorted(const Rearrangement &way)
{
    rearrange(way);
    if (m_resort || !m_unsorted.empty())
        m_join.start(MergeMs);
    emit sortingEnded();
    emit countsChanged();
}

/// By few signals, however many rows there are and wherever they go.
void EventTableModel::rearrange(const Rearrangement &way)
{
    emit aboutToRearrange();
    const auto count = [](const std::shared_ptr<const SortedRows> &rows) {
        return static_cast<int>(rows->order.size());
    };
    if (way.leaving) {
        layOut(way.leaving);
        beginRemoveRows({}, count(way.staying), count(way.leaving) - 1);
        m_sorted = way.staying;
        endRemoveRows();
    }
    if (way.joined) {
        beginInsertRows({}, rowCount(), count(way.joined) - 1);
        m_sorted = way.joined;
        endInsertRows();
    }
    layOut(way.target);
    emit rearranged();
}

/// The same rows in another order.
void EventTableModel::layOut(std::shared_ptr<const SortedRows> target)
{
    if (m_sorted->order == target->order) {
        m_sorted = std::move(target);
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &at : before)
        after.append(index(target->rowOf(indexAt(at.row())), at.column()));
    m_sorted = std::move(target);
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

quint32 EventTableModel::indexAt(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    if (m_sorted)
        return m_sorted->order[at];
    return m_order.isNewestFirst() ? m_shown[m_shown.size() - 1 - at] : m_shown[at];
}

int EventTableModel::rowOfIndex(quint32 index) const
{
    if (m_sorted)
        return m_sorted->rowOf(index);
    return m_shown.contains(index) ? rowsAt(m_shown.countBelow(index), 1, m_shown.size()).first : -1;
}

/// The rows of `count` of m_shown from `at` on, when there are `size`.
std::pair<int, int> EventTableModel::rowsAt(std::size_t at, std::size_t count, std::size_t size) const
{
    const std::size_t first = m_order.isNewestFirst() ? size - at - count : at;
    return {static_cast<int>(first), static_cast<int>(first + count) - 1};
}

quint32 EventTableModel::seqAt(int row) const
{
    return indexAt(row) + 1;
}

int EventTableModel::rowOf(quint32 seq) const
{
    return seq == 0 ? -1 : rowOfIndex(seq - 1);
}

CallRow EventTableModel::rowAt(int row) const
{
    return m_document->rows()[indexAt(row)];
}

quint32 EventTableModel::shownAfter(quint32 seq) const
{
    return static_cast<quint32>(m_shown.size() - m_shown.countBelow(seq));
}

int EventTableModel::newestRow() const
{
    for (std::size_t at = m_shown.size(); at > 0; --at) {
        if (const int row = rowOfIndex(m_shown[at - 1]); row >= 0)
            return row;
    }
    return -1;
}

int EventTableModel::oldestRow() const
{
    for (std::size_t at = 0; at < m_shown.size(); ++at) {
        if (const int row = rowOfIndex(m_shown[at]); row >= 0)
            return row;
    }
    return -1;
}

} // namespace spectap
