// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinelayout.h"

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

constexpr int Reach = 5;    ///< pixels around a tick that still pick it
constexpr int MaxNudge = 2; ///< in badge widths; further to the right a badge would lie about its time

bool hasBadge(CallType type)
{
    return type == CallType::Identify || type == CallType::Alias || type == CallType::Group;
}

} // namespace

std::vector<TickColumn> tickColumns(
    const IdentityTimeline &timeline, const TimelineSegment &segment, const TimeScale &scale, int before)
{
    const auto ticks = timeline.ticks(
        segment, scale.timeAt(scale.left - before), scale.timeAt(scale.left + scale.width + 1));
    if (ticks.empty())
        return {};
    const auto offset = static_cast<std::size_t>(ticks.data() - timeline.ticks(segment).data());
    std::vector<TickColumn> columns;
    for (std::size_t at = 0; at < ticks.size();) {
        const TimelineTick &tick = ticks[at];
        const int x = static_cast<int>(std::floor(scale.x(tick.time())));
        const Micros pixelEnd =
            scale.from + static_cast<Micros>(std::ceil((x + 1 - scale.left) * scale.microsPerPixel));
        // In ever longer strides past the end of the pixel, then back to it.
        std::size_t next = at + 1;
        std::size_t stride = 1;
        while (next + stride < ticks.size() && ticks[next + stride - 1].time() < pixelEnd) {
            next += stride;
            stride *= 2;
        }
        const auto rest = ticks.subspan(next, std::min(stride, ticks.size() - next));
        next +=
            static_cast<std::size_t>(std::ranges::partition_point(rest, [pixelEnd](const TimelineTick &one) {
                return one.time() < pixelEnd;
            }) - rest.begin());
        columns.push_back({x, static_cast<quint32>(next - at), tick.seq(), tick.type(),
            timeline.worst(segment, offset + at, offset + next), false});
        at = next;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool nearLeft = i > 0 && columns[i].x - columns[i - 1].x < 2;
        const bool nearRight = i + 1 < columns.size() && columns[i + 1].x - columns[i].x < 2;
        columns[i].dense = columns[i].count > 1 || nearLeft || nearRight;
    }
    return columns;
}

TimelineLayout::TimelineLayout(const IdentityTimeline &timeline)
    : m_timeline(&timeline)
{
}

QRect TimelineLayout::plotArea() const
{
    return {m_metrics.gutter, m_metrics.ruler, m_viewport.width() - m_metrics.gutter,
        m_viewport.height() - m_metrics.ruler};
}

void TimelineLayout::rebuild(QSize viewport, int scrollY, const TimeScale &scale)
{
    m_viewport = viewport;
    m_scrollY = scrollY;
    m_scale = scale;
    m_lanes.clear();
    m_columns.clear();
    auto row = std::ranges::upper_bound(m_rows, scrollY, {}, &Row::top);
    if (row != m_rows.begin())
        --row;
    for (; row != m_rows.end(); ++row) {
        const int top = row->top - scrollY + m_metrics.ruler;
        if (top >= viewport.height())
            break;
        LaneGeometry geometry;
        geometry.lane = row->lane;
        geometry.top = top;
        geometry.height = heightOf(row->lane);
        if (m_timeline->lanes()[row->lane].isHeader())
            buildHeader(geometry);
        else
            buildLane(geometry);
        m_lanes.push_back(std::move(geometry));
    }
    buildConnectors(scrollY);
}

const std::vector<TickColumn> &TimelineLayout::columnsOf(quint32 lane)
{
    const auto [columns, fresh] = m_columns.try_emplace(lane);
    if (fresh) {
        for (const TimelineSegment &segment : m_timeline->segments(m_timeline->lanes()[lane])) {
            const auto more = tickColumns(*m_timeline, segment, m_scale, m_metrics.badge);
            columns->second.insert(columns->second.end(), more.begin(), more.end());
        }
    }
    return columns->second;
}

void TimelineLayout::buildLane(LaneGeometry &geometry)
{
    const TimelineLane &lane = m_timeline->lanes()[geometry.lane];
    for (const TimelineSegment &segment : m_timeline->segments(lane)) {
        const auto all = m_timeline->ticks(segment);
        if (all.empty())
            continue;
        const double x1 = m_scale.x(all.front().time());
        const double x2 = m_scale.x(all.back().time());
        if (lane.kind == TimelineLane::Kind::Id) {
            // Late calls may carry an earlier time than the link: the line is solid from the link on,
            // wherever it is.
            const double linked =
                segment.linkedTime == NoTime ? x2 : std::clamp(m_scale.x(segment.linkedTime), x1, x2);
            if (linked > x1)
                geometry.pieces.push_back({x1, linked, LanePiece::Style::Dashed});
            if (x2 > linked)
                geometry.pieces.push_back({linked, x2, LanePiece::Style::Solid});
            if (segment.handedOver)
                geometry.hatches.push_back({x1, x2, LanePiece::Style::Solid});
        }
    }
    geometry.columns = columnsOf(geometry.lane);
    buildBadges(geometry);
}

void TimelineLayout::buildBadges(LaneGeometry &geometry) const
{
    const TimelineLane &lane = m_timeline->lanes()[geometry.lane];
    const StringId own = lane.kind == TimelineLane::Kind::Id ? m_timeline->graph().ids()[lane.id].value : 0;
    double free = -1e12;
    std::erase_if(geometry.columns, [&](const TickColumn &column) {
        if (!hasBadge(column.type) || column.count > 1)
            return false;
        if (m_badgeHome && m_badgeHome(column.seq) != own)
            return false;
        const double x = std::max<double>(column.x + 0.5, free);
        if (x - column.x > MaxNudge * m_metrics.badge)
            return false;
        geometry.badges.push_back({x, column.seq, column.type, Rule::None});
        free = x + m_metrics.badge + 1;
        return true;
    });
}

void TimelineLayout::buildHeader(LaneGeometry &geometry)
{
    const quint32 header = geometry.lane;
    const TimelineLane &lane = m_timeline->lanes()[header];
    const Micros first = m_timeline->firstTime(header);
    if (lane.kind != TimelineLane::Kind::Profile || first == NoTime)
        return;
    geometry.bandFrom = m_scale.x(first);
    geometry.bandTo = m_scale.x(m_timeline->lastTime(header));

    // The members' calls side by side in one strip, one entry per pixel.
    std::vector<TickColumn> strip(static_cast<std::size_t>(std::max(m_scale.width, 1)));
    for (quint32 child = header + 1; child <= header + lane.children; ++child) {
        for (const TickColumn &column : columnsOf(child)) {
            const int slot = column.x - m_scale.left;
            if (slot < 0 || slot >= m_scale.width)
                continue;
            TickColumn &into = strip[static_cast<std::size_t>(slot)];
            if (into.count == 0) {
                into = column;
            } else {
                into.count += column.count;
                into.worst = std::max(into.worst, column.worst);
            }
        }
    }
    for (TickColumn &column : strip) {
        if (column.count > 0)
            geometry.columns.push_back(column);
    }
}

void TimelineLayout::buildConnectors(int scrollY)
{
    m_connectors.clear();
    const auto &all = m_timeline->connectors();
    // Badges are nudged to the right by a few widths at most.
    const Micros from = m_scale.timeAt(m_scale.left - (MaxNudge + 1) * m_metrics.badge);
    const Micros to = m_scale.timeAt(m_scale.left + m_scale.width + m_metrics.badge);
    auto connector = std::ranges::lower_bound(all, from, {}, &TimelineConnector::time);
    const auto middle = [&](quint32 lane) {
        if (lane >= m_rowOf.size() || m_rowOf[lane] == NoRow)
            return ConnectorGeometry::Nowhere;
        const Row &row = m_rows[m_rowOf[lane]];
        return row.top - scrollY + m_metrics.ruler + heightOf(row.lane) / 2;
    };
    for (; connector != all.end() && connector->time <= to; ++connector) {
        ConnectorGeometry geometry;
        geometry.connector = &*connector;
        geometry.fromY = middle(connector->fromLane);
        geometry.toY = middle(connector->toLane);
        if (geometry.fromY == ConnectorGeometry::Nowhere || geometry.toY == ConnectorGeometry::Nowhere)
            continue;
        int top = std::min(geometry.fromY, geometry.toY);
        int bottom = std::max(geometry.fromY, geometry.toY);
        if (connector->handOver) {
            geometry.oldY = middle(connector->oldLane);
            if (geometry.oldY != ConnectorGeometry::Nowhere) {
                top = std::min(top, geometry.oldY);
                bottom = std::max(bottom, geometry.oldY);
            }
        }
        // Most of a large session join lanes that are out of sight.
        if (bottom < m_metrics.ruler - m_metrics.lane || top > m_viewport.height() + m_metrics.lane)
            continue;
        geometry.x = m_scale.x(connector->time);
        const auto lane = std::ranges::find(m_lanes, connector->fromLane, &LaneGeometry::lane);
        if (lane != m_lanes.end()) {
            const auto badge = std::ranges::find(lane->badges, connector->seq, &LaneBadge::seq);
            if (badge != lane->badges.end()) {
                geometry.x = badge->x;
                badge->conflict = connector->conflict;
            } else if (connector->kind != IdentityLink::Kind::Observed) {
                // The call that joins two ids keeps its badge in the densest bar.
                const CallType type =
                    connector->kind == IdentityLink::Kind::Alias ? CallType::Alias : CallType::Identify;
                lane->badges.push_back({geometry.x, connector->seq, type, connector->conflict});
            }
        }
        // A thousand joins in the same pixel between the same lanes are one line.
        if (!m_connectors.empty()) {
            const ConnectorGeometry &last = m_connectors.back();
            if (int(last.x) == int(geometry.x) && last.fromY == geometry.fromY && last.toY == geometry.toY &&
                last.connector->kind == connector->kind && last.connector->conflict == connector->conflict)
                continue;
        }
        m_connectors.push_back(geometry);
    }
}

quint32 TimelineLayout::laneAt(int y) const
{
    if (y < m_metrics.ruler)
        return TimelineConnector::NoLane;
    for (const LaneGeometry &lane : m_lanes) {
        if (y >= lane.top && y < lane.top + lane.height)
            return lane.lane;
    }
    return TimelineConnector::NoLane;
}

quint32 TimelineLayout::seqAt(QPoint point) const
{
    if (!plotArea().contains(point))
        return 0;
    const auto lane = std::ranges::find_if(m_lanes, [point](const LaneGeometry &geometry) {
        return point.y() >= geometry.top && point.y() < geometry.top + geometry.height;
    });
    if (lane == m_lanes.end())
        return 0;
    for (const LaneBadge &badge : lane->badges) {
        if (std::abs(point.x() - badge.x) <= m_metrics.badge / 2.0)
            return badge.seq;
    }
    const auto nearest = std::ranges::min_element(
        lane->columns, {}, [point](const TickColumn &column) { return std::abs(column.x - point.x()); });
    return nearest != lane->columns.end() && std::abs(nearest->x - point.x()) <= Reach ? nearest->seq : 0;
}

} // namespace spectap
