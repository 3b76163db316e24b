// SPDX-License-Identifier: MIT
#include "ui/timeline/timelineview.h"

#include "model/items/refreshslot.h"
#include "model/items/rowfacts.h"
#include "model/items/sentidentityreader.h"
#include "ui/theme/tokens.h"
#include "ui/timeline/timelineaccessible.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelinepainter.h"
#include "ui/timeline/timelineviewparts.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <optional>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int LiveInterval = 200; ///< ms: lanes are not laid out more often, however many calls there are
constexpr qint64 TurnMs = 8;
constexpr quint32 CallsBetweenLooks = 1024; ///< at the clock

} // namespace

TimelineView::TimelineView(SessionDocument *document, IdentityLens *lens, QWidget *parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Parts>(document, lens))
{
    TimelineAccessible::install();
    setObjectName(u"identityTimeline"_s);
    setAccessibleName(tr("Identity timeline"));
    setAccessibleDescription(
        tr("One lane per person and per ID, one mark per call. Left and Right step through the "
           "calls of a lane, Up and Down change the lane, C goes to the next conflict, Space shows "
           "what there is to tell of a call, plus and minus zoom."));
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
    connect(d->bar, &TimelineBar::readingRequested, lens, &IdentityLens::setReading);
    connect(d->bar, &TimelineBar::orderRequested, lens, &IdentityLens::setReadingOrder);
    connect(d->bar, &TimelineBar::travelRequested, this,
        [this](bool travel) { emit travelRequested(travel ? d->currentSeq : 0); });
    d->modeButton = new TimeModeButton(viewport());
    connect(d->modeButton, &TimeModeButton::modeRequested, this, [this](TimeMode mode) {
        setTimeMode(mode);
        emit timeModeChanged(mode);
    });
    connect(d->modeButton, &TimeModeButton::tableRequested, this, &TimelineView::showAsTable);
    makeHover();
    d->rangeDelay.setSingleShot(true);
    connect(&d->rangeDelay, &QTimer::timeout, this, &TimelineView::tellRange);
    d->overview = new TimelineOverview(document, lens, this);
    connect(d->overview, &TimelineOverview::rangeRequested, this, &TimelineView::showRange);
    connect(d->overview, &TimelineOverview::fitRequested, this, &TimelineView::zoomToFit);
    connectLaneChoice();

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
    connect(&d->live, &QTimer::timeout, this, &TimelineView::bringUpToDate);
    connect(document, &SessionDocument::reset, this, &TimelineView::restart);
    connect(lens, &IdentityLens::restarted, this, &TimelineView::startLanesOver);
    connect(lens, &IdentityLens::grown, this, [this] {
        if (d->taken == 0)
            bringUpToDate(); // lanes come back at once
        else if (!d->live.isActive())
            d->live.start(untilRefresh(RefreshSlot::Timeline));
    });
    connect(document, &SessionDocument::rechecked, this, [this](bool idsChanged) {
        if (!idsChanged)
            updateSeverities();
    });
    connect(document, &SessionDocument::rowsMuted, this, &TimelineView::updateSeverities);
    const SentIdentityReader *sent = document->sentReader();
    connect(sent, &SentIdentityReader::namesChanged, this, [this] {
        viewport()->update();
        if (d->table)
            d->table->refresh(d->reading);
    });
    connect(sent, &SentIdentityReader::grown, this, &TimelineView::updateBar);
    connect(sent, &SentIdentityReader::failed, this, &TimelineView::updateBar);
    placeBars();
    updateMetrics();
    bringUpToDate();
}

TimelineView::~TimelineView() = default;

void TimelineView::setRoomy(bool roomy)
{
    d->roomy = roomy;
    updateMetrics();
    if (d->following)
        followEnd();
    d->rowsDirty = true;
    invalidate();
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
    d->currentSeq = 0;
    d->overview->setCursorTime(NoTime);
    d->currentId = 0;
    d->hover->close();
    d->range = {};
    d->rangeClause.clear();
    d->following = true;
    d->layout.forgetCollapsed();
    d->layout.arrangement().forget();
    startLanesOver();
    d->keptScroll = 0;
    verticalScrollBar()->setValue(0);
}

void TimelineView::startLanesOver()
{
    if (d->strings != d->document->sharedStrings()) {
        // The lens hears of a new session first, and ids have other numbers in it.
        d->strings = d->document->sharedStrings();
        d->layout.forgetCollapsed();
        d->layout.arrangement().forget();
    }
    if (std::exchange(d->shownReading, d->lens->reading()) != d->lens->reading())
        d->layout.forgetCollapsed(); // it has other profiles
    d->keptScroll = std::max(d->keptScroll, verticalScrollBar()->value());
    d->timeline.setGraph(d->lens->graph(), d->lens->order());
    d->taken = 0;
    d->rowsDirty = true;
    bringUpToDate();
}

/// Takes what the lens has seen; of very much at once as much as a frame allows, the rest right after it.
void TimelineView::bringUpToDate()
{
    d->live.stop();
    placeBars(); // there may be a session to give an overview of by now
    const RowStore &rows = d->document->rows();
    d->reading.zero = rows.size() > 0 ? rows[0].eventTime : 0;
    d->overview->setReading(d->reading);
    const quint32 seen = d->lens->size();
    QElapsedTimer timer;
    timer.start();
    while (d->taken < seen && timer.elapsed() < TurnMs) {
        const quint32 stop = std::min(seen, d->taken + CallsBetweenLooks);
        while (d->taken < stop) {
            const quint32 seq = d->timeline.order().seqOf(++d->taken);
            TimelineCall call = timelineCall(rows[seq - 1], seq);
            if (d->lens->reading() == IdentityReading::Unify)
                call.externals = d->document->sentReader()->sent().externals(seq);
            d->timeline.add(call);
        }
    }
    if (d->taken < seen)
        d->live.start(0);
    const bool laysOut =
        d->taken == seen || !d->sinceLaidOut.isValid() || d->sinceLaidOut.hasExpired(LiveInterval);
    if (laysOut && d->timeline.refresh())
        d->rowsDirty = true;
    if (!laysOut) {
        updateBar();
        return; // painting what changes in a moment would only take time from it
    }
    d->sinceLaidOut.start();
    if (d->following)
        followEnd();
    invalidate();
    updateBar();
    if (d->keptScroll > 0 && d->taken > 0 && d->taken == d->lens->wanted()) {
        verticalScrollBar()->setValue(std::exchange(d->keptScroll, 0));
        reveal(d->currentSeq);
    }
}

void TimelineView::updateSeverities()
{
    const RowStore &rows = d->document->rows();
    d->timeline.setSeverities([&rows](quint32 seq) { return rows[seq - 1].worst(); });
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
        d->markLane = TimelineConnector::NoLane;
        d->hoveredLane = TimelineConnector::NoLane;
        d->layout.rebuildRows();
        TimelineAccessible::tellLanesChanged(this);
    }
    updateScrollBar();
    viewport()->update();
    d->overview->setPlot(d->scale);
    d->modeButton->setMoment(d->reading, d->scale.from);
    d->hover->follow();
    if (d->table)
        d->table->refresh(d->reading);
}

void TimelineView::ensureLayout()
{
    if (!d->layoutDirty)
        return;
    d->layoutDirty = false;
    d->layout.rebuild(viewport()->size(), verticalScrollBar()->value(), d->scale);
}

void TimelineView::showRange(const TimeRange &range)
{
    d->following = false;
    d->scale.from = range.begin;
    d->scale.microsPerPixel = std::clamp(static_cast<double>(range.end - range.begin) / d->scale.width,
        TimeScale::MinMicrosPerPixel, TimeScale::MaxMicrosPerPixel);
    invalidate();
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
    if (d->roomy) {
        sizes.roomy = true;
        sizes.lane = 3 * metrics.height();
        sizes.header = 2 * metrics.height();
        sizes.ruler = metrics.height() + 12;
        sizes.badge = metrics.height() + 1;
        sizes.gutter = qBound(30 * character, viewport()->width() / 4, 44 * character);
    }
    d->layout.setMetrics(sizes);
    d->scale.left = sizes.gutter;
    d->modeButton->setGeometry(0, 0, sizes.gutter - 1, sizes.ruler);
    d->scale.width = qMax(1, viewport()->width() - sizes.gutter);
}

void TimelineView::updateScrollBar()
{
    const int page = qMax(0, viewport()->height() - d->layout.metrics().ruler);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(d->layout.metrics().lane);
    verticalScrollBar()->setRange(0, qMax(0, d->layout.contentHeight() - page));
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::Resize)
        placeBars(); // before the viewport takes what is left
    return QAbstractScrollArea::event(event);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fillMargins();
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
        QTimer::singleShot(0, this, &TimelineView::placeBars);
        d->rowsDirty = true;
        updateBar();
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
    TimelinePainter paint(d->layout, *d->document, themeOf(this), font());
    const RowStore &rows = d->document->rows();
    if (d->currentSeq > 0 && d->currentSeq <= rows.size())
        paint.setCursor(rows[d->currentSeq - 1].eventTime);
    if (const quint32 last = d->lens->lastSeq(); last > 0 && last <= rows.size())
        paint.setNotYet(rows[last - 1].eventTime);
    paint.setReading(d->reading);
    paint.setRange(d->range);
    paint.setHoveredLane(d->hoveredLane);
    paint.setFocused(hasFocus());
    paint.paint(painter, viewport()->size());
    if (rows.size() == 0) {
        painter.setPen(themeOf(this).text3);
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Lanes appear with the first call."));
    } else if (d->layout.contentHeight() == 0 && laneFilter().isActive()) {
        painter.setPen(themeOf(this).text3);
        painter.drawText(d->layout.plotArea(), Qt::AlignCenter, wordsForNoLanes());
    }
    paintDrop(painter, themeOf(this));
}

void TimelineView::setCurrentSeq(quint32 seq)
{
    if (seq == d->currentSeq)
        return;
    d->currentSeq = seq;
    d->rangeAnchor = 0;
    const RowStore &rows = d->document->rows();
    d->overview->setCursorTime(seq > 0 && seq <= rows.size() ? rows[seq - 1].eventTime : NoTime);
    updateBar();
    if (seq > 0) {
        if (d->taken < d->lens->size())
            bringUpToDate();
        const quint32 lane = laneOfCall(seq);
        const std::optional<CallRow> row = seq <= rows.size() ? std::optional(rows[seq - 1]) : std::nullopt;
        // Keep to the lane the person steps along as long as the call is on it.
        if (row && d->currentId != row->user && d->currentId != row->anonymous &&
            lane != TimelineConnector::NoLane) {
            const TimelineLane &info = d->timeline.lanes()[lane];
            d->currentId = info.kind == TimelineLane::Kind::Id ? d->timeline.graph().ids()[info.id].value : 0;
        }
        reveal(seq);
        TimelineAccessible::tellCurrentCall(this);
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

void TimelineView::showEvent(QShowEvent *event)
{
    d->document->sentReader()->want(this, SentIdentityReader::Wish::Names);
    QAbstractScrollArea::showEvent(event);
}

void TimelineView::hideEvent(QHideEvent *event)
{
    d->document->sentReader()->want(this, SentIdentityReader::Wish::Nothing);
    d->hover->close();
    QAbstractScrollArea::hideEvent(event);
}

} // namespace spectap
