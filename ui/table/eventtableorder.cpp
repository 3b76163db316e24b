// SPDX-License-Identifier: MIT
// The table in another order: what is in sight stays there.
#include "ui/table/eventtable.h"

#include "model/items/eventtablemodel.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventwords.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

void EventTable::setOrder(const EventOrder &order)
{
    if (order == m_calls->order())
        return;
    m_orderChosen = true;
    m_calls->setOrder(order);
}

QString EventTable::savedOrder() const
{
    const EventOrder &order = m_calls->order();
    if (order == EventOrder())
        return {};
    return m_columns->idOf(order.by) + (order.descending ? u" descending"_s : QString());
}

void EventTable::restoreOrder(const QString &saved)
{
    const int column = m_columns->columnOf(saved.section(u' ', 0, 0));
    setOrder(isSortable(column) ? EventOrder{static_cast<EventColumn>(column), saved.endsWith(u" descending")}
                                : EventOrder());
}

/// Up, down, and back to the order of arrival; # and time are that order, one way and the other.
void EventTable::onHeaderClicked(int column)
{
    const EventOrder &now = m_calls->order();
    EventOrder next;
    if (isSortable(column)) {
        next.by = static_cast<EventColumn>(column);
        if (next.isArrival())
            next.descending = now.isArrival() && !now.descending;
        else if (now.by == next.by && now.descending)
            next = {};
        else
            next.descending = now.by == next.by;
        setOrder(next);
    } else {
        const QHeaderView *header = horizontalHeader();
        const QPoint below(header->sectionViewportPosition(column), header->height());
        QToolTip::showText(header->viewport()->mapToGlobal(below), EventWords::unsortableWords(), this);
    }
    showOrder(); // the header has put its mark where it was clicked
}

void EventTable::showOrder()
{
    const EventOrder &order = m_calls->order();
    horizontalHeader()->setSortIndicator(
        order.by, order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_newButton->setToolTip(
        canFollow() ? tr("Go to the newest call and follow (End)") : tr("Go to the newest call (End)"));
    if (m_following && !canFollow())
        setFollowing(false);
    updateNewButton();
}

void EventTable::holdPlace()
{
    m_inSight.clear();
    const int first = rowAt(0);
    for (int row = first; row >= 0 && row <= lastRowInSight(); ++row)
        m_inSight.push_back(m_calls->seqAt(row));
}

/// Rows have come, gone or moved: the newest is in sight again where it is followed; else the selected call
/// stays where it was in sight, or the first row that is still there.
void EventTable::keepPlace()
{
    executeDelayedItemsLayout();
    m_adjusting = true;
    const bool chosen = std::exchange(m_orderChosen, false);
    if (m_following) {
        scrollToNewest();
        markSeen();
    } else {
        const auto current = std::find(m_inSight.begin(), m_inSight.end(), m_currentSeq);
        auto anchor = current;
        if (anchor == m_inSight.end() || m_calls->rowOf(*anchor) < 0)
            anchor = std::find_if(
                m_inSight.begin(), m_inSight.end(), [this](quint32 seq) { return m_calls->rowOf(seq) >= 0; });
        if (chosen && current == m_inSight.end())
            scrollToTop();
        else if (anchor != m_inSight.end()) {
            const int top = m_calls->rowOf(*anchor) - static_cast<int>(anchor - m_inSight.begin());
            if (top != rowAt(0))
                verticalScrollBar()->setValue(top);
        }
    }
    m_inSight.clear();
    m_adjusting = false;
    if (m_currentSeq != 0 && !selectionModel()->hasSelection())
        reselect();
    updateNewButton();
}

} // namespace spectap
