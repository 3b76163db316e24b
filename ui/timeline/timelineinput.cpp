// SPDX-License-Identifier: MIT
// What the wheel and the pointer do to the timeline.
#include "ui/timeline/lanehints.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelineviewparts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace spectap {

namespace {

constexpr double ZoomStep = 1.25;
constexpr double MinPinch = 0.2; ///< one step of a pinch does not turn the scale inside out

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

/// To the moment at `x`: the last call that had arrived by then.
void TimelineView::travelTo(double x)
{
    const Micros time =
        d->scale.timeAt(std::clamp(x, double(d->scale.left), double(d->scale.left + d->scale.width)));
    if (const quint32 seq = lastCallUntil(d->document->rows(), time); seq != 0 && seq != d->lens->lastSeq())
        emit travelRequested(seq);
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    const QPoint exact = event->pixelDelta(); // of trackpads
    d->hover->dismiss();
    if (event->modifiers() & Qt::ControlModifier) {
        if (delta.y() != 0)
            zoomAt(std::pow(ZoomStep, delta.y() / 120.0), event->position().x());
        event->accept();
        return;
    }
    // Shift turns the wheel sideways; some systems have turned the numbers already.
    const bool turned = (event->modifiers() & Qt::ShiftModifier) && delta.x() == 0;
    const int pixels = exact.isNull() ? (turned ? delta.y() : delta.x()) / 2 : turned ? exact.y() : exact.x();
    if (pixels != 0) {
        d->following = false;
        d->scale = d->scale.panned(pixels);
        invalidate();
    }
    if (!exact.isNull() && !turned && exact.y() != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - exact.y());
    if (turned || !exact.isNull() || delta.y() == 0) {
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
    d->hover->dismiss();
    d->travelling =
        d->pressed.y() < d->layout.metrics().ruler && d->pressed.x() >= d->layout.metrics().gutter;
    d->ranging = !d->travelling && (event->modifiers() & Qt::ShiftModifier) &&
                 d->layout.plotArea().contains(d->pressed);
    if (d->travelling)
        travelTo(d->pressed.x());
    d->rangeFrom = d->scale.timeAt(d->pressed.x());
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
    if ((event->buttons() & Qt::LeftButton) && d->ranging) {
        const bool far = (at - d->pressed).manhattanLength() >= QApplication::startDragDistance();
        d->dragging = d->dragging || far;
        if (d->dragging) {
            const QRect plot = d->layout.plotArea();
            setRange(d->rangeFrom, d->scale.timeAt(std::clamp(at.x(), plot.left(), plot.right() + 1)));
        }
        return;
    }
    if ((event->buttons() & Qt::LeftButton) && dragProfile(at))
        return;
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
    const quint32 seq = d->layout.seqAt(at);
    if (seq != 0)
        d->markLane = lane;
    d->hover->pointAt(seq);
    const bool ruler = at.y() < d->layout.metrics().ruler && at.x() >= d->layout.metrics().gutter;
    viewport()->setCursor(ruler ? Qt::SplitHCursor : seq != 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    viewport()->unsetCursor();
    if (std::exchange(d->ranging, false)) {
        if (std::exchange(d->dragging, false))
            tellRange();
        else
            clearRange();
        return;
    }
    if (dropProfile(true))
        return;
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

/// Pinching, and two taps of two fingers.
bool TimelineView::gestureEvent(const QNativeGestureEvent &gesture)
{
    if (gesture.gestureType() == Qt::ZoomNativeGesture) {
        zoomAt(std::max(MinPinch, 1 + gesture.value()), gesture.position().x());
        return true;
    }
    if (gesture.gestureType() == Qt::SmartZoomNativeGesture) {
        zoomToFit();
        return true;
    }
    return false;
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture && gestureEvent(*static_cast<QNativeGestureEvent *>(event)))
        return true;
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        ensureLayout();
        const quint32 lane = d->layout.laneAt(help->pos().y());
        if (lane == TimelineConnector::NoLane || help->pos().x() >= d->layout.metrics().gutter)
            QToolTip::hideText(); // calls have a card
        else
            QToolTip::showText(
                help->globalPos(), laneHtml(d->timeline, *d->document, d->reading, lane), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        d->hover->pointAt(0);
    if (event->type() == QEvent::Leave && d->hoveredLane != TimelineConnector::NoLane) {
        d->hoveredLane = TimelineConnector::NoLane;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace spectap
