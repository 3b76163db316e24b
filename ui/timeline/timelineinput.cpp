// SPDX-License-Identifier: MIT
// What the keyboard, the wheel and the pointer do to the timeline.
#include "model/items/rowfacts.h"
#include "ui/timeline/timelinehints.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelineviewparts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace spectap {

namespace {

constexpr double ZoomStep = 1.25;

} // namespace

void TimelineView::zoomAt(double factor, double x)
{
    d->following = false;
    d->scale = d->scale.zoomed(factor, x);
    invalidate();
}

void TimelineView::zoomIn()
{
    zoomAt(ZoomStep * ZoomStep, d->scale.left + d->scale.width / 2.0);
}

void TimelineView::zoomOut()
{
    zoomAt(1 / (ZoomStep * ZoomStep), d->scale.left + d->scale.width / 2.0);
}

void TimelineView::zoomToFit()
{
    d->following = true;
    bringUpToDate();
}

void TimelineView::showNextConflict()
{
    // While travelling those to come count too, as far as a graph knows them.
    const bool spec = d->lens->reading() == IdentityReading::Spec;
    const IdentityGraph &graph = spec ? d->document->identity() : d->lens->graph();
    quint32 first = 0;
    quint32 next = 0;
    for (const IdentityConflict &conflict : graph.conflicts()) {
        if (isHint(conflict.rule))
            continue;
        if (first == 0)
            first = conflict.seq;
        if (next == 0 && conflict.seq > d->currentSeq)
            next = conflict.seq;
    }
    activate(next != 0 ? next : first);
}

void TimelineView::activate(quint32 seq)
{
    if (seq == 0)
        return;
    setCurrentSeq(seq);
    emit callActivated(seq);
}

/// To the moment at `x`: the last call that had arrived by then.
void TimelineView::travelTo(double x)
{
    const Micros time =
        d->scale.timeAt(std::clamp(x, double(d->scale.left), double(d->scale.left + d->scale.width)));
    if (const quint32 seq = lastCallUntil(d->document->rows(), time); seq != 0 && seq != d->lens->lastSeq())
        emit travelRequested(seq);
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
    for (qint64 lane = qint64(here) + direction; lane >= 0 && lane < qint64(lanes.size());
         lane += direction) {
        const TimelineLane &row = lanes[static_cast<std::size_t>(lane)];
        const TimelineTick *tick =
            row.kind == TimelineLane::Kind::Id || row.kind == TimelineLane::Kind::WithoutId
                ? d->timeline.nearest(static_cast<quint32>(lane), time, INT64_MAX / 4)
                : nullptr;
        if (!tick)
            continue;
        d->currentId = row.kind == TimelineLane::Kind::Id ? d->timeline.graph().ids()[row.id].value : 0;
        activate(tick->seq());
        return;
    }
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_0:
        zoomToFit();
        return;
    case Qt::Key_Left:
        step(-1);
        return;
    case Qt::Key_Right:
        step(1);
        return;
    case Qt::Key_Up:
        stepLane(-1);
        return;
    case Qt::Key_Down:
        stepLane(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate(d->currentSeq);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        if (delta.y() != 0)
            zoomAt(std::pow(ZoomStep, delta.y() / 120.0), event->position().x());
        event->accept();
        return;
    }
    const bool sideways =
        (event->modifiers() & Qt::ShiftModifier) || std::abs(delta.x()) > std::abs(delta.y());
    if (sideways) {
        const int pixels = event->pixelDelta().isNull() ? (delta.x() != 0 ? delta.x() : delta.y()) / 2
                                                        : event->pixelDelta().x();
        d->following = false;
        d->scale = d->scale.panned(pixels);
        invalidate();
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    d->pressed = event->position().toPoint();
    d->travelling =
        d->pressed.y() < d->layout.metrics().ruler && d->pressed.x() >= d->layout.metrics().gutter;
    if (d->travelling)
        travelTo(d->pressed.x());
    d->pressedScale = d->scale;
    d->pressedScroll = verticalScrollBar()->value();
    d->dragging = false;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if ((event->buttons() & Qt::LeftButton) && d->travelling) {
        travelTo(at.x());
        return;
    }
    if (event->buttons() & Qt::LeftButton) {
        const QPoint moved = at - d->pressed;
        if (!d->dragging && moved.manhattanLength() < QApplication::startDragDistance())
            return;
        if (!d->dragging)
            viewport()->setCursor(Qt::ClosedHandCursor);
        d->dragging = true;
        if (moved.x() != 0)
            d->following = false;
        d->scale.from = d->pressedScale.panned(moved.x()).from;
        verticalScrollBar()->setValue(d->pressedScroll - moved.y());
        invalidate();
        return;
    }
    ensureLayout();
    const quint32 lane = d->layout.laneAt(at.y());
    if (lane != d->hoveredLane) {
        d->hoveredLane = lane;
        viewport()->update();
    }
    const bool ruler = at.y() < d->layout.metrics().ruler && at.x() >= d->layout.metrics().gutter;
    viewport()->setCursor(ruler                 ? Qt::SplitHCursor
                          : d->layout.seqAt(at) ? Qt::PointingHandCursor
                                                : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    viewport()->unsetCursor();
    if (std::exchange(d->travelling, false) || std::exchange(d->dragging, false))
        return;
    ensureLayout();
    const QPoint at = event->position().toPoint();
    const quint32 lane = d->layout.laneAt(at.y());
    if (lane == TimelineConnector::NoLane)
        return;
    const TimelineLane &row = d->timeline.lanes()[lane];
    if (at.x() < d->layout.metrics().gutter) {
        if (row.children > 0) {
            d->layout.toggleCollapsed(lane);
            invalidate();
        }
        return;
    }
    if (const quint32 seq = d->layout.seqAt(at)) {
        d->currentId = row.kind == TimelineLane::Kind::Id ? d->timeline.graph().ids()[row.id].value : 0;
        activate(seq);
    }
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        ensureLayout();
        const QString text = timelineHint(d->layout, *d->document, help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave && d->hoveredLane != TimelineConnector::NoLane) {
        d->hoveredLane = TimelineConnector::NoLane;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace spectap
