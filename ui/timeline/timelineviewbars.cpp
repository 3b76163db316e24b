// SPDX-License-Identifier: MIT
// The bars of the timeline: the one above with its figures and choices, the one below with the whole session.
#include "model/items/sentidentityreader.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timelineviewparts.h"

namespace spectap {

namespace {

constexpr quint32 FewBodies = 4096; ///< are read before anybody could read that

} // namespace

QWidget *TimelineView::bar() const
{
    return d->bar;
}

TimelineOverview *TimelineView::overview() const
{
    return d->overview;
}

void TimelineView::addCommand(QAction *action)
{
    d->bar->addCommand(action);
}

void TimelineView::setOthersInOtherOrder(const QStringList &names)
{
    d->bar->setOthersInOtherOrder(names);
    updateBar();
}

void TimelineView::updateBar()
{
    const IdentityGraph &graph = d->lens->graph();
    const quint32 wanted = d->lens->wanted();
    d->bar->setConflicts(laneFilter().isActive()
                             ? static_cast<quint32>(laneFilter().conflictsIn(graph).size())
                             : graph.conflictCount());
    updateLaneChoice();
    d->bar->setReading(d->lens->reading(), d->lens->readingOrder(), d->lens->lateCalls());
    d->bar->setTravel(d->lens->lastSeq(), d->currentSeq != 0);
    const quint32 unread = d->lens->unreadBodies();
    const quint32 calls = d->document->rows().size();
    if (const QString &failure = d->document->sentReader()->failure(); unread > 0 && !failure.isEmpty())
        d->bar->setBodiesUnreadable(failure);
    else if (unread > FewBodies)
        d->bar->setReadingBodies(calls - unread, calls);
    else
        d->bar->setProgress(d->taken, d->taken + unread < wanted && wanted > 0 ? wanted : 0);
}

/// Makes room for the bar above and the overview below. Not to be called while the viewport is being resized:
/// it would miss that it changed.
void TimelineView::placeBars()
{
    const int top = d->bar->parentWidget() == this ? d->bar->sizeHint().height() + 2 : 0;
    const int bottom = d->document->rows().size() == 0 ? 0 : d->overview->heightIn(height() - top);
    const QMargins margins(0, top, 0, bottom);
    if (viewportMargins() != margins)
        setViewportMargins(margins);
    fillMargins();
}

void TimelineView::fillMargins()
{
    const QMargins margins = viewportMargins();
    const QRect inner = viewport()->geometry();
    if (d->bar->parentWidget() == this)
        d->bar->setGeometry(0, 0, inner.width(), margins.top());
    d->overview->setVisible(margins.bottom() > 0);
    d->overview->setGeometry(0, inner.bottom() + 1, inner.width(), margins.bottom());
}

} // namespace spectap
