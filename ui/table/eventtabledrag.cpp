// SPDX-License-Identifier: MIT
// Rows that are dragged elsewhere. Their calls have to be read first, so that the drag begins a moment after
// the pointer has moved.
#include "ui/table/eventtable.h"

#include <QMouseEvent>

namespace spectap {

void EventTable::mousePressEvent(QMouseEvent *event)
{
    m_dragAsked = false;
    QTableView::mousePressEvent(event);
}

/// Until the drag begins the view would take what is dragged for a choice of more rows.
void EventTable::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragAsked || !(event->buttons() & Qt::LeftButton))
        QTableView::mouseMoveEvent(event);
}

void EventTable::startDrag(Qt::DropActions)
{
    if (!currentIndex().isValid())
        return;
    m_dragAsked = true;
    emit dragRequested(currentIndex().column());
}

} // namespace spectap
