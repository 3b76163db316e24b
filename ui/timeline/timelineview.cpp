// SPDX-License-Identifier: MIT
#include "ui/timeline/timelineview.h"

#include "model/items/rowfacts.h"
#include "ui/theme/tokens.h"
#include "ui/timeline/timelinebar.h"
#include "ui/timeline/timelinehints.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelinepainter.h"

#include <QApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int LiveInterval = 250; ///< ms: while calls arrive the timeline repaints four times a second
constexpr double ZoomStep = 1.25;

} // namespace

struct TimelineView::Parts
{
    explicit Parts(SessionDocument *session)
        : document(session)
        , timeline(session->identity())
        , layout(timeline)
    {
    }

    SessionDocument *document;
    IdentityTimeline timeline;
    TimelineLayout layout;
    TimelineBar *bar = nullptr;
    QTimer live;
    TimeScale scale;
    quint32 taken = 0; ///< rows added to the timeline
    bool rowsDirty = true;
    bool layoutDirty = true;
    bool following = true;
    quint32 currentSeq = 0;
    StringId currentId = 0; ///< id of the lane that Left and Right step along
    quint32 hoveredLane = TimelineConnector::NoLane;
    QPoint pressed;
    TimeScale pressedScale;
    int pressedScroll = 0;
    bool dragging = false;
    std::size_t nextConflict = 0;
};

TimelineView::TimelineView(SessionDocument *document, QWidget *parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Parts>(document))
{
    setObjectName(u"identityTimeline"_s);
    setAccessibleName(tr("Identity timeline"));
    setAccessibleDescription(
        tr("One lane per person and per ID, one mark per call. Left and Right step through the "
           "calls of a lane, Up and Down change the lane, plus and minus zoom."));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

    d->bar = new TimelineBar(this);
    connect(d->bar, &TimelineBar::zoomInRequested, this, &TimelineView::zoomIn);
    connect(d->bar, &TimelineBar::zoomOutRequested, this, &TimelineView::zoomOut);
    connect(d->bar, &TimelineBar::fitRequested, this, &TimelineView::zoomToFit);
    connect(d->bar, &TimelineBar::conflictRequested, this, &TimelineView::showNextConflict);

    d->layout.setBadgeHome([this](quint32 seq) -> StringId {
        const CallRow &row = d->document->rows()[seq - 1];
        switch (row.type) {
        case CallType::Alias:
            return row.other ? row.other : row.user;
        case CallType::Group:
            return row.user ? row.user : row.anonymous;
        default:
            return row.anonymous ? row.anonymous : row.user;
        }
    });
    d->live.setSingleShot(true);
    d->live.setInterval(LiveInterval);
    connect(&d->live, &QTimer::timeout, this, &TimelineView::bringUpToDate);
    connect(document, &SessionDocument::reset, this, &TimelineView::restart);
    connect(document, &SessionDocument::rowsAppended, this, [this] {
        if (!d->live.isActive())
            d->live.start();
    });
    placeBar();
    updateMetrics();
    bringUpToDate();
}

TimelineView::~TimelineView() = default;

QWidget *TimelineView::bar() const
{
    return d->bar;
}

bool TimelineView::isFollowing() const
{
    return d->following;
}

const TimelineLayout &TimelineView::layoutForTest()
{
    bringUpToDate();
    ensureLayout();
    return d->layout;
}

void TimelineView::restart()
{
    d->live.stop();
    d->timeline.clear();
    d->taken = 0;
    d->currentSeq = 0;
    d->currentId = 0;
    d->nextConflict = 0;
    d->following = true;
    d->rowsDirty = true;
    verticalScrollBar()->setValue(0);
    bringUpToDate();
}

void TimelineView::bringUpToDate()
{
    d->live.stop();
    const RowStore &rows = d->document->rows();
    for (; d->taken < rows.size(); ++d->taken)
        d->timeline.add(timelineCall(rows[d->taken], d->taken + 1));
    if (d->timeline.refresh())
        d->rowsDirty = true;
    if (d->following)
        followEnd();
    d->bar->setSummary(d->document->identity().profileCount(),
        static_cast<quint32>(d->document->identity().conflicts().size()));
    invalidate();
}

void TimelineView::followEnd()
{
    const Micros now = QDateTime::currentMSecsSinceEpoch() * 1000;
    const TimeRange range = rangeToFollow(d->document->rows(), now);
    d->scale = range.begin == NoTime ? d->scale.fitted(now, now) : d->scale.fitted(range.begin, range.end);
}

void TimelineView::invalidate()
{
    d->layoutDirty = true;
    if (d->rowsDirty) {
        d->rowsDirty = false;
        d->hoveredLane = TimelineConnector::NoLane;
        d->layout.rebuildRows();
    }
    updateScrollBar();
    viewport()->update();
}

void TimelineView::ensureLayout()
{
    if (!d->layoutDirty)
        return;
    d->layoutDirty = false;
    d->layout.rebuild(viewport()->size(), verticalScrollBar()->value(), d->scale);
}

void TimelineView::updateMetrics()
{
    const QFontMetrics metrics(font());
    TimelineMetrics sizes;
    sizes.lane = metrics.height() + 8;
    sizes.header = metrics.height() + 6;
    sizes.ruler = metrics.height() + 6;
    sizes.badge = metrics.height() - 1;
    const int character = metrics.averageCharWidth();
    sizes.gutter = qBound(22 * character, viewport()->width() / 4, 34 * character);
    d->layout.setMetrics(sizes);
    d->scale.left = sizes.gutter;
    d->scale.width = qMax(1, viewport()->width() - sizes.gutter);
}

void TimelineView::updateScrollBar()
{
    const int page = qMax(0, viewport()->height() - d->layout.metrics().ruler);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(d->layout.metrics().lane);
    verticalScrollBar()->setRange(0, qMax(0, d->layout.contentHeight() - page));
}

/// Makes room for the bar. Not to be called while the viewport is being resized: it would miss that it
/// changed.
void TimelineView::placeBar()
{
    const int height = d->bar->parentWidget() == this ? d->bar->sizeHint().height() + 2 : 0;
    if (viewportMargins().top() != height)
        setViewportMargins(0, height, 0, 0);
    if (height > 0)
        d->bar->setGeometry(0, 0, viewport()->width(), height);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (d->bar->parentWidget() == this)
        d->bar->setGeometry(0, 0, viewport()->width(), viewportMargins().top());
    QTimer::singleShot(0, this, &TimelineView::placeBar);
    updateMetrics();
    if (d->following)
        followEnd();
    d->rowsDirty = true; // heights depend on the font, which comes with a resize
    invalidate();
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateMetrics();
        QTimer::singleShot(0, this, &TimelineView::placeBar);
        d->rowsDirty = true;
        d->bar->setSummary(d->document->identity().profileCount(),
            static_cast<quint32>(d->document->identity().conflicts().size()));
        invalidate();
    }
}

void TimelineView::scrollContentsBy(int, int)
{
    d->layoutDirty = true;
    viewport()->update();
}

void TimelineView::paintEvent(QPaintEvent *)
{
    ensureLayout();
    QPainter painter(viewport());
    TimelinePainter paint(d->layout, d->document->strings(), themeOf(this), font());
    const RowStore &rows = d->document->rows();
    if (d->currentSeq > 0 && d->currentSeq <= rows.size())
        paint.setCursor(rows[d->currentSeq - 1].eventTime);
    paint.setHoveredLane(d->hoveredLane);
    paint.setFocused(hasFocus());
    paint.paint(painter, viewport()->size());
    if (rows.size() == 0) {
        painter.setPen(themeOf(this).text3);
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Lanes appear with the first call."));
    }
}

void TimelineView::setCurrentSeq(quint32 seq)
{
    if (seq == d->currentSeq)
        return;
    d->currentSeq = seq;
    if (seq > 0) {
        if (d->taken < d->document->rows().size())
            bringUpToDate();
        const quint32 lane = laneOfCall(seq);
        const CallRow *row = seq <= d->document->rows().size() ? &d->document->rows()[seq - 1] : nullptr;
        // Keep to the lane the person steps along as long as the call is on it.
        if (row && d->currentId != row->user && d->currentId != row->anonymous &&
            lane != TimelineConnector::NoLane) {
            const TimelineLane &info = d->timeline.lanes()[lane];
            d->currentId = info.kind == TimelineLane::Kind::Id ? d->timeline.graph().ids()[info.id].value : 0;
        }
        reveal(seq);
    }
    viewport()->update();
}

quint32 TimelineView::laneOfCall(quint32 seq) const
{
    return laneShowing(d->timeline, d->document->rows(), seq, d->currentId);
}

void TimelineView::reveal(quint32 seq)
{
    if (seq == 0 || seq > d->document->rows().size())
        return;
    const Micros time = d->document->rows()[seq - 1].eventTime;
    if (!d->scale.shows(time)) {
        d->following = false;
        d->scale = d->scale.panned(d->scale.left + d->scale.width / 2.0 - d->scale.x(time));
        invalidate();
    }
    const quint32 lane = laneOfCall(seq);
    if (lane != TimelineConnector::NoLane && d->layout.topOf(lane) >= 0) {
        const int top = d->layout.topOf(lane);
        const int bottom = top + d->layout.metrics().lane;
        QScrollBar *bar = verticalScrollBar();
        if (top < bar->value())
            bar->setValue(top);
        else if (bottom > bar->value() + bar->pageStep())
            bar->setValue(bottom - bar->pageStep());
    }
}

void TimelineView::showNextConflict()
{
    const auto &conflicts = d->document->identity().conflicts();
    if (conflicts.empty())
        return;
    activate(conflicts[d->nextConflict++ % conflicts.size()].seq);
}

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

void TimelineView::activate(quint32 seq)
{
    if (seq == 0)
        return;
    setCurrentSeq(seq);
    emit callActivated(seq);
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
    d->pressedScale = d->scale;
    d->pressedScroll = verticalScrollBar()->value();
    d->dragging = false;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
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
    viewport()->setCursor(d->layout.seqAt(at) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    viewport()->unsetCursor();
    if (std::exchange(d->dragging, false))
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
