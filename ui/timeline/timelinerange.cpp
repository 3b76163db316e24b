// SPDX-License-Identifier: MIT
// How the timeline tells times, a stretch of time that is picked out, and the card beside a call.
#include "model/query/querytime.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelineviewparts.h"

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int RangeDelay = 120; ///< ms after the last key, as while typing a filter

} // namespace

void TimelineView::setTimeMode(TimeMode mode)
{
    d->reading.mode = mode;
    bringUpToDate();
}

TimeMode TimelineView::timeMode() const
{
    return d->reading.mode;
}

void TimelineView::makeHover()
{
    d->hover = new TimelineHover(
        this,
        [this](quint32 seq) {
            TimelineHint hint = hintOfCall(d->timeline, *d->document, d->reading, seq);
            if (d->markLane != TimelineConnector::NoLane)
                hint.beside = callsBeside(d->layout, d->markLane, seq);
            return hint;
        },
        [this](quint32 seq) {
            const QRect mark = markOf(seq);
            return mark.isEmpty() ? mark : QRect(viewport()->mapToGlobal(mark.topLeft()), mark.size());
        });
    connect(d->hover, &TimelineHover::openRequested, this, &TimelineView::open);
    connect(d->hover, &TimelineHover::tableRequested, this, [this](quint32 seq) {
        activate(seq);
        emit tableRequested(seq);
    });
}

QRect TimelineView::markOf(quint32 seq)
{
    if (seq == 0 || seq > d->document->rows().size())
        return {};
    ensureLayout();
    const quint32 lane = d->markLane != TimelineConnector::NoLane ? d->markLane : laneOfCall(seq);
    return lane == TimelineConnector::NoLane
               ? QRect()
               : markOnLane(d->layout, lane, seq, d->document->rows()[seq - 1].eventTime);
}

TimeRange TimelineView::range() const
{
    return d->range;
}

void TimelineView::setRange(Micros from, Micros to)
{
    d->range = {std::min(from, to), std::max(from, to)};
    viewport()->update();
}

void TimelineView::tellRange()
{
    d->rangeDelay.stop();
    if (d->range.begin == NoTime)
        return;
    d->rangeClause = u"time:"_s + querySpanText(d->range.begin, d->range.end);
    emit rangeFilterRequested(d->rangeClause);
}

void TimelineView::clearRange()
{
    d->rangeDelay.stop();
    d->range = {};
    d->rangeAnchor = 0;
    viewport()->update();
    if (!d->rangeClause.isEmpty()) {
        d->rangeClause.clear();
        emit rangeFilterRequested({});
    }
}

void TimelineView::setFilter(const QString &text)
{
    if (d->rangeClause.isEmpty() || text.contains(d->rangeClause))
        return;
    d->rangeClause.clear(); // nobody needs to be told
    clearRange();
}

/// By a call of the lane, from the one where Shift was pressed first.
void TimelineView::extendRange(int direction)
{
    const quint32 anchor = d->rangeAnchor != 0 ? d->rangeAnchor : d->currentSeq;
    step(direction);
    const RowStore &rows = d->document->rows();
    if (anchor == 0 || anchor > rows.size() || d->currentSeq == 0)
        return;
    d->rangeAnchor = anchor;
    setRange(rows[anchor - 1].eventTime, rows[d->currentSeq - 1].eventTime);
    d->rangeDelay.start(RangeDelay);
}

} // namespace spectap
