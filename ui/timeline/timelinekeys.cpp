// SPDX-License-Identifier: MIT
// What the keyboard does to the timeline: from call to call, from lane to lane, from conflict to conflict.
#include "model/items/rowfacts.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelineviewparts.h"

#include <QKeyEvent>

namespace spectap {

void TimelineView::showNextConflict()
{
    showConflict(1);
}

void TimelineView::showConflict(int direction)
{
    const CallOrder &order = d->lens->order();
    activate(order.seqOf(
        conflictFrom(d->lens->furthestGraph(), laneFilter(), order.positionOf(d->currentSeq), direction)));
}

void TimelineView::activate(quint32 seq)
{
    if (seq == 0)
        return;
    setCurrentSeq(seq);
    emit callActivated(seq);
}

void TimelineView::open(quint32 seq)
{
    if (seq == 0)
        return;
    activate(seq);
    emit openRequested(seq);
}

/// The card of what the pointer is on, else of the current call.
void TimelineView::toggleCard()
{
    if (d->hover->seq() == 0 && d->currentSeq != 0) {
        d->markLane = TimelineConnector::NoLane;
        reveal(d->currentSeq);
    }
    d->hover->pin(d->currentSeq);
}

/// To the next or previous call of the current lane by time; without a lane, by arrival.
void TimelineView::step(int direction)
{
    const RowStore &rows = d->document->rows();
    if (rows.size() == 0)
        return;
    if (d->currentSeq == 0) {
        activate(direction > 0 ? 1 : rows.size());
        return;
    }
    const quint32 lane = laneOfCall(d->currentSeq);
    if (lane == TimelineConnector::NoLane && d->taken < d->lens->wanted())
        return; // its lane is not back yet
    if (lane == TimelineConnector::NoLane) {
        const qint64 next = qint64(d->currentSeq) + direction;
        if (next >= 1 && next <= rows.size())
            activate(static_cast<quint32>(next));
        return;
    }
    const TimelineTick tick(timelineCall(rows[d->currentSeq - 1], d->currentSeq));
    activate(neighbourOnLane(d->timeline, lane, tick, direction));
}

/// To the call nearest in time on the lane above or below.
void TimelineView::stepLane(int direction)
{
    const auto &lanes = d->timeline.lanes();
    const quint32 here = laneOfCall(d->currentSeq);
    if (here == TimelineConnector::NoLane) {
        step(1);
        return;
    }
    const Micros time = d->document->rows()[d->currentSeq - 1].eventTime;
    for (quint32 lane = d->layout.laneBeside(here, direction); lane != TimelineConnector::NoLane;
         lane = d->layout.laneBeside(lane, direction)) {
        const TimelineLane &row = lanes[lane];
        const TimelineTick *tick =
            row.kind == TimelineLane::Kind::Id || row.kind == TimelineLane::Kind::WithoutId
                ? d->timeline.nearest(lane, time, INT64_MAX / 4)
                : nullptr;
        if (!tick)
            continue;
        d->currentId = row.kind == TimelineLane::Kind::Id ? d->timeline.graph().ids()[row.id].value : 0;
        activate(tick->seq());
        return;
    }
}

/// To the first (-1) or last (1) call of the lane.
void TimelineView::stepToEnd(int direction)
{
    if (d->currentSeq == 0) {
        step(-direction); // into the session from that end
        return;
    }
    const quint32 lane = laneOfCall(d->currentSeq);
    if (lane != TimelineConnector::NoLane)
        activate(endOfLane(d->timeline, lane, direction));
}

/// Folds the lanes of the current call's profile into its header, or unfolds them.
void TimelineView::setFolded(bool folded)
{
    quint32 lane = laneOfCall(d->currentSeq);
    ensureLayout();
    if (lane == TimelineConnector::NoLane && !d->layout.lanes().empty())
        lane = d->layout.lanes().front().lane;
    const quint32 header = headerOf(d->timeline, lane);
    if (header == TimelineConnector::NoLane || d->layout.isCollapsed(header) == folded)
        return;
    toggleFolded(header);
    reveal(d->currentSeq);
}

void TimelineView::toggleFolded(quint32 header)
{
    d->layout.toggleCollapsed(header);
    invalidate();
}

/// To the first call of a lane; of a header: of the first lane below it.
void TimelineView::activateLane(quint32 lane)
{
    const auto &lanes = d->timeline.lanes();
    const quint32 header = headerOf(d->timeline, lane);
    if (lane == header && lane + 1 < lanes.size())
        ++lane;
    const TimelineLane &row = lanes[lane];
    d->currentId = row.kind == TimelineLane::Kind::Id ? d->timeline.graph().ids()[row.id].value : 0;
    activate(endOfLane(d->timeline, lane, -1));
}

void TimelineView::showAsTable()
{
    if (!d->table) {
        d->table = new TimelineTable(d->layout, d->document, this);
        connect(d->table, &TimelineTable::callActivated, this, [this](quint32 seq, quint32 id) {
            d->currentId = id;
            activate(seq);
        });
    }
    d->table->refresh(d->reading);
    d->table->show();
    d->table->raise();
    d->table->activateWindow();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (moveProfileByKey(*event))
        return;
    const Qt::KeyboardModifiers held = event->modifiers() & ~Qt::KeypadModifier;
    const bool others = held & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    // Some keyboards reach brackets with Alt, or with Ctrl and Alt: the text tells what was meant.
    const bool isCommand = (held & Qt::ControlModifier) && !(held & Qt::AltModifier);
    if (!isCommand && pressSign(event->text()))
        return;
    if (!others && pressKey(event->key(), held & Qt::ShiftModifier))
        return;
    QAbstractScrollArea::keyPressEvent(event);
}

bool TimelineView::pressSign(const QString &sign)
{
    if (sign == u'+' || sign == u'=')
        zoomIn();
    else if (sign == u'-')
        zoomOut();
    else if (sign == u'0')
        zoomToFit();
    else if (sign == u'[' || sign == u']')
        setFolded(sign == u'[');
    else
        return false;
    return true;
}

bool TimelineView::pressKey(int key, bool shift)
{
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        shift ? extendRange(key == Qt::Key_Left ? -1 : 1) : step(key == Qt::Key_Left ? -1 : 1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        stepLane(key == Qt::Key_Up ? -1 : 1);
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        stepToEnd(key == Qt::Key_Home ? -1 : 1);
        return true;
    case Qt::Key_C:
        showConflict(shift ? -1 : 1);
        return true;
    case Qt::Key_T:
        showAsTable();
        return true;
    case Qt::Key_F:
        zoomToFit();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        open(d->hover->seq() != 0 ? d->hover->seq() : d->currentSeq);
        return true;
    case Qt::Key_Space:
        toggleCard();
        return true;
    case Qt::Key_Escape:
        if (d->hover->close())
            return true;
        if (d->range.begin == NoTime)
            return false;
        clearRange();
        return true;
    default:
        return false;
    }
}

} // namespace spectap
