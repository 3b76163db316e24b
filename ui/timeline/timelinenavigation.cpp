// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinenavigation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spectap {

namespace {

constexpr Micros Second = 1000 * 1000;
constexpr Micros LiveWindow = 600 * Second; ///< longer live sessions show their newest ten minutes
constexpr Micros LiveAge = 30 * Second;     ///< a session whose newest call is older is not live
constexpr quint32 RangeSamples = 2048;

} // namespace

quint32 laneShowing(const IdentityTimeline &timeline, const RowStore &rows, quint32 seq, StringId preferred)
{
    if (seq == 0 || seq > rows.size())
        return TimelineConnector::NoLane;
    const CallRow &row = rows[seq - 1];
    std::array<std::pair<IdKind, StringId>, 3> ids{{{IdKind::Anonymous, row.anonymous},
        {IdKind::User, row.user}, {IdKind::Previous, row.type == CallType::Alias ? row.other : 0}}};
    std::ranges::stable_sort(ids, [preferred](const auto &a, const auto &b) {
        return (a.second == preferred) > (b.second == preferred);
    });
    for (const auto &[kind, value] : ids) {
        const IdIndex id = value == 0 ? NoId : timeline.graph().find(kind, value);
        const quint32 lane = id == NoId ? TimelineConnector::NoLane : timeline.laneOf(id, seq);
        if (lane != TimelineConnector::NoLane)
            return lane;
    }
    const auto &lanes = timeline.lanes();
    const bool last = !lanes.empty() && lanes.back().kind == TimelineLane::Kind::WithoutId;
    return last && !row.anonymous && !row.user ? static_cast<quint32>(lanes.size()) - 1
                                               : TimelineConnector::NoLane;
}

quint32 neighbourOnLane(
    const IdentityTimeline &timeline, quint32 lane, const TimelineTick &tick, int direction)
{
    quint32 found = 0;
    for (const TimelineSegment &segment : timeline.segments(timeline.lanes()[lane])) {
        const auto ticks = timeline.ticks(segment);
        const auto at = std::lower_bound(ticks.begin(), ticks.end(), tick);
        if (direction > 0) {
            const auto next = at != ticks.end() && at->seq() == tick.seq() ? at + 1 : at;
            if (next != ticks.end() && found == 0)
                found = next->seq();
        } else if (at != ticks.begin()) {
            found = (at - 1)->seq();
        }
    }
    return found;
}

quint32 endOfLane(const IdentityTimeline &timeline, quint32 lane, int direction)
{
    quint32 found = 0;
    for (const TimelineSegment &segment : timeline.segments(timeline.lanes()[lane])) {
        const auto ticks = timeline.ticks(segment);
        if (ticks.empty())
            continue;
        if (direction > 0)
            found = ticks.back().seq();
        else if (found == 0)
            found = ticks.front().seq();
    }
    return found;
}

quint32 headerOf(const IdentityTimeline &timeline, quint32 lane)
{
    const auto &lanes = timeline.lanes();
    if (lane >= lanes.size())
        return TimelineConnector::NoLane;
    for (quint32 header = lane;; --header) {
        const TimelineLane &row = lanes[header];
        const bool isHeader =
            row.kind == TimelineLane::Kind::Profile || row.kind == TimelineLane::Kind::Unresolved;
        if (isHeader)
            return header + row.children >= lane ? header : TimelineConnector::NoLane;
        if (header == 0)
            return TimelineConnector::NoLane;
    }
}

quint32 conflictFrom(const IdentityGraph &graph, const LaneFilter &filter, quint32 seq, int direction)
{
    quint32 next = 0;
    quint32 other = 0; // at the far end
    for (const quint32 index : filter.conflictsIn(graph)) {
        const IdentityConflict &conflict = graph.conflicts()[index];
        const auto isNearer = [direction](
                                  quint32 a, quint32 b) { return b == 0 || (direction > 0 ? a < b : a > b); };
        const bool ahead = direction > 0 ? conflict.seq > seq : conflict.seq < seq;
        if (ahead && isNearer(conflict.seq, next))
            next = conflict.seq;
        if (isNearer(conflict.seq, other))
            other = conflict.seq;
    }
    return next != 0 ? next : other;
}

QRect markOnLane(const TimelineLayout &layout, quint32 lane, quint32 seq, Micros time)
{
    if (layout.topOf(lane) < 0)
        return {};
    auto geometry = std::ranges::find(layout.lanes(), lane, &LaneGeometry::lane);
    if (geometry == layout.lanes().end()) // folded into its header
        geometry = std::ranges::find(layout.lanes(), headerOf(layout.timeline(), lane), &LaneGeometry::lane);
    if (geometry == layout.lanes().end())
        return {};
    const auto badge = std::ranges::find(geometry->badges, seq, &LaneBadge::seq);
    const double x = badge != geometry->badges.end() ? badge->x : layout.scale().x(time);
    const int half = layout.metrics().badge / 2 + 2;
    const int middle = static_cast<int>(std::floor(std::clamp(x, -1e6, 1e6)));
    if (!layout.plotArea().contains(middle, geometry->middle()))
        return {};
    // As high as the lane: the pointer may be anywhere in it.
    return QRect(middle - half, geometry->top, 2 * half, geometry->height) & layout.plotArea();
}

quint32 callsBeside(const TimelineLayout &layout, quint32 lane, quint32 seq)
{
    const auto geometry = std::ranges::find(layout.lanes(), lane, &LaneGeometry::lane);
    if (geometry == layout.lanes().end())
        return 0;
    const auto column = std::ranges::find(geometry->columns, seq, &TickColumn::seq);
    return column != geometry->columns.end() && column->count > 0 ? column->count - 1 : 0;
}

TimeRange rangeToFollow(const RowStore &rows, Micros now)
{
    if (rows.size() == 0)
        return {};
    std::vector<Micros> times;
    const quint32 stride = 1 + rows.size() / RangeSamples;
    for (quint32 i = 0; i < rows.size(); i += stride)
        times.push_back(rows[i].eventTime);
    const CallRow &newest = rows[rows.size() - 1];
    times.push_back(newest.eventTime);
    TimeRange range = robustRange(times);
    if (range.begin != NoTime && now - newest.receivedAt < LiveAge)
        range.begin = std::max(range.begin, range.end - LiveWindow);
    return range;
}

quint32 lastCallUntil(const RowStore &rows, Micros time)
{
    quint32 last = 0; // not the newest one: a late arrival may have happened long before
    for (quint32 seq = 1; seq <= rows.size(); ++seq) {
        const Micros at = rows[seq - 1].eventTime;
        if (at <= time && (last == 0 || at >= rows[last - 1].eventTime))
            last = seq;
    }
    return last;
}

} // namespace spectap
