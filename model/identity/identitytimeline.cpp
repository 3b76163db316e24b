// SPDX-License-Identifier: MIT
#include "model/identity/identitytimeline.h"

#include <algorithm>
#include <numeric>

namespace spectap {

namespace {

constexpr quint32 NoIdsTrack = 0;
constexpr Micros FarthestTime = (Micros(1) << 58) - 1;

const TimelineTick *firstNotBefore(std::span<const TimelineTick> ticks, Micros time)
{
    return std::partition_point(ticks.data(), ticks.data() + ticks.size(),
        [time](const TimelineTick &tick) { return tick.time() < time; });
}

/// What a connector shows as a conflict; hints and what is about single ids stay off it.
bool isOfJoin(Rule rule)
{
    return rule == Rule::SharedAnonymousId || rule == Rule::AliasSelf || rule == Rule::AliasReversed ||
           rule == Rule::AliasCycle;
}

} // namespace

TimelineTick::TimelineTick(const TimelineCall &call)
    : m_seq(call.seq)
{
    const Micros time = std::clamp(call.time, -FarthestTime, FarthestTime);
    const auto packed = (static_cast<quint64>(time) << MarkBits) | (static_cast<quint64>(call.type) << 2) |
                        static_cast<quint64>(call.severity);
    m_high = static_cast<quint32>(packed >> 32);
    m_low = static_cast<quint32>(packed);
}

IdentityTimeline::IdentityTimeline(const IdentityGraph &graph)
    : m_graph(&graph)
    , m_tracks(1)
{
}

void IdentityTimeline::clear()
{
    const CallOrder order = m_order;
    *this = IdentityTimeline(*m_graph);
    m_order = order;
}

void IdentityTimeline::add(const TimelineCall &call)
{
    if (call.time == NoTime)
        return;
    m_begin = m_begin == NoTime ? call.time : std::min(m_begin, call.time);
    m_end = m_end == NoTime ? call.time : std::max(m_end, call.time);
    const IdIndex user = m_graph->find(IdKind::User, call.user);
    const IdIndex anonymous = m_graph->find(IdKind::Anonymous, call.anonymous);
    for (const ExternalId &external : call.externals)
        put(m_graph->findExternal(external.type, external.value), call);
    if (user == NoId && anonymous == NoId) {
        append(NoIdsTrack, call);
        return;
    }
    put(user, call);
    put(anonymous, call);
    if (call.type == CallType::Alias && user != NoId && call.previous && call.previous != call.user) {
        const IdIndex previous = m_graph->findPrevious(call.previous);
        if (previous != user && previous != anonymous)
            put(previous, call);
    }
}

void IdentityTimeline::put(IdIndex id, const TimelineCall &call)
{
    if (id != NoId)
        append(trackOf(id, m_graph->spanAt(id, m_order.positionOf(call.seq))), call);
}

quint32 IdentityTimeline::trackOf(IdIndex id, quint32 span)
{
    if (id >= m_trackOf.size())
        m_trackOf.resize(m_graph->ids().size());
    std::vector<quint32> &tracks = m_trackOf[id];
    while (tracks.size() <= span) {
        tracks.push_back(static_cast<quint32>(m_tracks.size()));
        m_tracks.emplace_back();
    }
    return tracks[span];
}

void IdentityTimeline::append(quint32 track, const TimelineCall &call)
{
    Track &to = m_tracks[track];
    const TimelineTick tick(call);
    const bool inOrder = to.sorted == to.ticks.size() && (to.ticks.empty() || !(tick < to.ticks.back()));
    if (!inOrder && to.sorted == to.ticks.size())
        m_unsorted.push_back(track);
    if (to.ticks.size() % TicksPerBlock == 0)
        to.worst.push_back(call.severity);
    else
        to.worst.back() = std::max(to.worst.back(), call.severity);
    if (to.ticks.size() == to.ticks.capacity()) // there are many: doubled, half of them would be empty
        to.ticks.reserve(to.ticks.size() + to.ticks.size() / 4 + 4);
    to.ticks.push_back(tick);
    if (inOrder)
        ++to.sorted;
}

/// Tells again what is worst, from tick `first` on.
void IdentityTimeline::judge(Track &track, std::size_t first)
{
    for (std::size_t block = first / TicksPerBlock; block < track.worst.size(); ++block) {
        Severity worst = Severity::Ok;
        const std::size_t end = std::min((block + 1) * TicksPerBlock, track.ticks.size());
        for (std::size_t tick = block * TicksPerBlock; tick < end; ++tick)
            worst = std::max(worst, track.ticks[tick].severity());
        track.worst[block] = worst;
    }
}

Severity IdentityTimeline::worst(const TimelineSegment &segment, std::size_t first, std::size_t last) const
{
    const Track &track = m_tracks[segment.track];
    Severity worst = Severity::Ok;
    for (; first < last && first % TicksPerBlock != 0; ++first)
        worst = std::max(worst, track.ticks[first].severity());
    for (; first + TicksPerBlock <= last; first += TicksPerBlock)
        worst = std::max(worst, track.worst[first / TicksPerBlock]);
    for (; first < last; ++first)
        worst = std::max(worst, track.ticks[first].severity());
    return worst;
}

/// Calls that came late are sorted among themselves and merged in, from where the first of them belongs.
void IdentityTimeline::sortTracks()
{
    for (const quint32 index : m_unsorted) {
        std::vector<TimelineTick> &ticks = m_tracks[index].ticks;
        const auto late = ticks.begin() + static_cast<std::ptrdiff_t>(m_tracks[index].sorted);
        std::sort(late, ticks.end());
        const auto home = std::upper_bound(ticks.begin(), late, *late);
        const auto first = static_cast<std::size_t>(home - ticks.begin());
        std::inplace_merge(home, late, ticks.end());
        judge(m_tracks[index], first);
        m_tracks[index].sorted = ticks.size();
    }
    m_unsorted.clear();
}

bool IdentityTimeline::refresh()
{
    sortTracks();
    const bool showsNoIds = !m_lanes.empty() && m_lanes.back().kind == TimelineLane::Kind::WithoutId;
    if (m_revision == m_graph->revision() && showsNoIds == !m_tracks[NoIdsTrack].ticks.empty())
        return false;
    m_revision = m_graph->revision();
    layOut();
    connectLanes();
    return true;
}

/// Profiles by first call, ids below them by first appearance; a counting sort, since ids and spans are
/// numbered in that order already.
void IdentityTimeline::layOut()
{
    const auto &profiles = m_graph->profiles();
    const auto &ids = m_graph->ids();

    std::vector<quint32> order; // identified profiles, as shown
    for (quint32 p = 0; p < profiles.size(); ++p) {
        if (profiles[p].identified && !profiles[p].merged)
            order.push_back(p);
    }
    std::stable_sort(order.begin(), order.end(),
        [&](quint32 a, quint32 b) { return profiles[a].firstSeq < profiles[b].firstSeq; });
    const auto unresolved = static_cast<quint32>(order.size());
    std::vector<quint32> rankOf(profiles.size(), unresolved);
    for (quint32 rank = 0; rank < unresolved; ++rank)
        rankOf[order[rank]] = rank;

    m_spanBase.assign(1, 0);
    m_spanBase.reserve(ids.size() + 1);
    std::vector<quint32> begin(unresolved + 2, 0); // by rank, where its spans begin
    for (const IdentityId &id : ids) {
        m_spanBase.push_back(m_spanBase.back() + static_cast<quint32>(id.spans.size()));
        for (const IdSpan &span : id.spans)
            ++begin[rankOf[m_graph->resolve(span.profile)] + 1];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::pair<IdIndex, quint32>> spans(m_spanBase.back());
    std::vector<quint32> next(begin.begin(), begin.end() - 1);
    for (IdIndex id = 0; id < ids.size(); ++id) {
        for (quint32 span = 0; span < ids[id].spans.size(); ++span)
            spans[next[rankOf[m_graph->resolve(ids[id].spans[span].profile)]]++] = {id, span};
    }
    std::vector<bool> leftBehind(ids.size()); // userIds that an alias replaced
    for (const IdentityLink &link : m_graph->links()) {
        if (link.kind == IdentityLink::Kind::Alias)
            leftBehind[link.from] = true;
    }

    m_lanes.clear();
    m_segments.clear();
    m_laneOfSpan.assign(m_spanBase.back(), TimelineConnector::NoLane);
    const bool anyWithoutId = !m_tracks[NoIdsTrack].ticks.empty();
    for (quint32 rank = 0; rank <= unresolved; ++rank) {
        const bool last = rank == unresolved;
        if (begin[rank] == begin[rank + 1] && !(last && anyWithoutId))
            continue;
        const std::size_t header = m_lanes.size();
        m_lanes.push_back({.kind = last ? TimelineLane::Kind::Unresolved : TimelineLane::Kind::Profile,
            .profile = last ? IdentityGraph::NoProfile : order[rank]});
        for (quint32 i = begin[rank]; i < begin[rank + 1]; ++i) {
            const auto [id, span] = spans[i];
            const IdSpan &from = ids[id].spans[span];
            if (i == begin[rank] || spans[i - 1].first != id) {
                m_lanes.push_back({.kind = TimelineLane::Kind::Id,
                    .tag = ids[id].kind == IdKind::User && leftBehind[id] ? IdKind::Previous : ids[id].kind,
                    .profile = m_graph->resolve(from.profile),
                    .id = id,
                    .firstSegment = static_cast<quint32>(m_segments.size())});
            }
            ++m_lanes.back().segmentCount;
            m_segments.push_back({.span = span,
                .track = trackOf(id, span),
                .linkedTime = from.linkedTime,
                .handedOver = from.handedOver});
            m_laneOfSpan[m_spanBase[id] + span] = static_cast<quint32>(m_lanes.size() - 1);
        }
        if (last && anyWithoutId) {
            m_lanes.push_back({.kind = TimelineLane::Kind::WithoutId,
                .firstSegment = static_cast<quint32>(m_segments.size()),
                .segmentCount = 1});
            m_segments.push_back({.track = NoIdsTrack});
        }
        m_lanes[header].children = static_cast<quint32>(m_lanes.size() - header - 1);
    }
}

/// Links and conflicts both stand in the order in which the graph met their calls.
void IdentityTimeline::connectLanes()
{
    const auto &conflicts = m_graph->conflicts();
    m_connectors.clear();
    m_connectors.reserve(m_graph->links().size());
    std::size_t next = 0;
    const auto conflictsBefore = [&](quint32 position) {
        for (; next < conflicts.size() && conflicts[next].seq < position; ++next) {
            const IdentityConflict &conflict = conflicts[next];
            if (!isOfJoin(conflict.rule) || conflict.rule == Rule::SharedAnonymousId)
                continue;
            // An alias that joined nothing new still has its mark.
            m_connectors.push_back({.kind = IdentityLink::Kind::Alias,
                .conflict = conflict.rule,
                .seq = m_order.seqOf(conflict.seq),
                .time = conflict.time,
                .fromLane = laneAt(conflict.ids.front(), conflict.seq),
                .toLane = laneAt(conflict.ids.back(), conflict.seq)});
        }
    };
    for (const IdentityLink &link : m_graph->links()) {
        conflictsBefore(link.seq);
        TimelineConnector connector{.kind = link.kind,
            .handOver = link.handOver,
            .seq = m_order.seqOf(link.seq),
            .time = link.time,
            .fromLane = laneAt(link.from, link.seq),
            .toLane = laneAt(link.to, link.seq)};
        if (link.kind != IdentityLink::Kind::Observed) {
            for (; next < conflicts.size() && conflicts[next].seq == link.seq; ++next) {
                if (isOfJoin(conflicts[next].rule))
                    connector.conflict = conflicts[next].rule;
            }
        }
        if (link.handOver) {
            const quint32 span = m_graph->spanAt(link.from, link.seq);
            connector.oldLane = m_laneOfSpan[m_spanBase[link.from] + span - 1];
        }
        m_connectors.push_back(connector);
    }
    conflictsBefore(0xffffffff);
    const auto byTime = [](const TimelineConnector &a, const TimelineConnector &b) {
        return std::pair(a.time, a.seq) < std::pair(b.time, b.seq);
    };
    if (!std::is_sorted(m_connectors.begin(), m_connectors.end(), byTime))
        std::stable_sort(m_connectors.begin(), m_connectors.end(), byTime);
}

quint32 IdentityTimeline::laneOf(IdIndex id, quint32 seq) const
{
    return laneAt(id, m_order.positionOf(seq));
}

/// `position`: of a call, as the graph counts them.
quint32 IdentityTimeline::laneAt(IdIndex id, quint32 position) const
{
    if (id == NoId || id + std::size_t(1) >= m_spanBase.size())
        return TimelineConnector::NoLane;
    const quint32 span = m_graph->spanAt(id, position);
    // A span younger than the last refresh() has no lane yet.
    return m_spanBase[id] + span < m_spanBase[id + 1] ? m_laneOfSpan[m_spanBase[id] + span]
                                                      : TimelineConnector::NoLane;
}

std::span<const TimelineTick> IdentityTimeline::ticks(
    const TimelineSegment &segment, Micros from, Micros to) const
{
    const auto all = ticks(segment);
    const TimelineTick *begin = firstNotBefore(all, from);
    const TimelineTick *end = firstNotBefore(all, std::max(from, to));
    return {begin, end};
}

/// The lane itself, or the lanes below a header.
std::span<const TimelineLane> IdentityTimeline::leaves(quint32 lane) const
{
    const bool header = m_lanes[lane].kind == TimelineLane::Kind::Profile ||
                        m_lanes[lane].kind == TimelineLane::Kind::Unresolved;
    return header ? std::span(m_lanes).subspan(lane + 1, m_lanes[lane].children)
                  : std::span(m_lanes).subspan(lane, 1);
}

TickSummary IdentityTimeline::summary(quint32 lane, Micros from, Micros to) const
{
    TickSummary summary;
    Micros earliest = NoTime;
    for (const TimelineLane &leaf : leaves(lane)) {
        for (const TimelineSegment &segment : segments(leaf)) {
            const auto found = ticks(segment, from, to);
            if (found.empty())
                continue;
            summary.count += static_cast<quint32>(found.size());
            if (earliest == NoTime || found.front().time() < earliest) {
                earliest = found.front().time();
                summary.firstSeq = found.front().seq();
            }
            for (const TimelineTick &tick : found) {
                summary.worst = std::max(summary.worst, tick.severity());
                summary.types |= static_cast<quint8>(1U << static_cast<unsigned>(tick.type()));
            }
        }
    }
    return summary;
}

quint32 IdentityTimeline::calls(quint32 lane) const
{
    if (m_lanes[lane].kind == TimelineLane::Kind::Profile)
        return m_graph->profiles()[m_graph->resolve(m_lanes[lane].profile)].calls;
    std::size_t calls = 0;
    for (const TimelineLane &leaf : leaves(lane)) {
        for (const TimelineSegment &segment : segments(leaf))
            calls += ticks(segment).size();
    }
    return static_cast<quint32>(calls);
}

Micros IdentityTimeline::firstTime(quint32 lane) const
{
    Micros first = NoTime;
    for (const TimelineLane &leaf : leaves(lane)) {
        for (const TimelineSegment &segment : segments(leaf)) {
            const auto all = ticks(segment);
            if (!all.empty() && (first == NoTime || all.front().time() < first))
                first = all.front().time();
        }
    }
    return first;
}

Micros IdentityTimeline::lastTime(quint32 lane) const
{
    Micros last = NoTime;
    for (const TimelineLane &leaf : leaves(lane)) {
        for (const TimelineSegment &segment : segments(leaf)) {
            const auto all = ticks(segment);
            if (!all.empty())
                last = std::max(last, all.back().time());
        }
    }
    return last;
}

const TimelineTick *IdentityTimeline::nearest(quint32 lane, Micros time, Micros within) const
{
    const TimelineTick *best = nullptr;
    Micros bestDistance = within;
    const auto consider = [&](const TimelineTick &tick) {
        const Micros distance = tick.time() < time ? time - tick.time() : tick.time() - time;
        if (distance > bestDistance || (best && distance == bestDistance))
            return;
        best = &tick;
        bestDistance = distance;
    };
    for (const TimelineSegment &segment : segments(m_lanes[lane])) {
        const auto all = ticks(segment);
        const TimelineTick *after = firstNotBefore(all, time);
        if (after != all.data() + all.size())
            consider(*after);
        if (after != all.data())
            consider(*(after - 1));
    }
    return best;
}

} // namespace spectap
