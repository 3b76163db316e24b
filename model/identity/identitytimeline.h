// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/callorder.h"
#include "model/identity/identitygraph.h"

#include <span>
#include <vector>

namespace spectap {

/// What the timeline needs of a call. `time` is the call's own time, corrected (CallRow::eventTime).
struct TimelineCall
{
    quint32 seq = 0;
    CallType type = CallType::Unknown;
    Severity severity = Severity::Ok;
    StringId user = 0;
    StringId anonymous = 0;
    StringId previous = 0; ///< alias
    Micros time = NoTime;
    std::span<const ExternalId> externals = {}; ///< that the graph has ids for: in the Unify reading
};

/// One call on a lane in 12 bytes: a lane may hold a million.
class TimelineTick
{
public:
    TimelineTick() = default;
    explicit TimelineTick(const TimelineCall &call);

    [[nodiscard]] Micros time() const { return key() >> MarkBits; } ///< within 9,000 years of 1970
    [[nodiscard]] quint32 seq() const { return m_seq; }
    [[nodiscard]] CallType type() const { return static_cast<CallType>((m_low >> 2) & 7U); }
    [[nodiscard]] Severity severity() const { return static_cast<Severity>(m_low & 3U); }
    void setSeverity(Severity severity) { m_low = (m_low & ~3U) | static_cast<quint32>(severity); }
    /// Orders by time, then arrival.
    friend bool operator<(const TimelineTick &a, const TimelineTick &b)
    {
        const Micros left = a.time();
        const Micros right = b.time();
        return left != right ? left < right : a.m_seq < b.m_seq;
    }

private:
    static constexpr int MarkBits = 5;
    [[nodiscard]] qint64 key() const
    {
        return static_cast<qint64>((static_cast<quint64>(m_high) << 32) | m_low);
    }

    quint32 m_high = 0;
    quint32 m_low = 0;
    quint32 m_seq = 0;
};

/// A stretch of a lane: one span of one id. Line: dashed from firstTime() to linkedTime, solid from there to
/// lastTime(); hatched throughout when handedOver.
struct TimelineSegment
{
    quint32 span = 0;           ///< index into IdentityId::spans
    quint32 track = 0;          ///< for IdentityTimeline::ticks()
    Micros linkedTime = NoTime; ///< NoTime: never linked, dashed throughout
    bool handedOver = false;    ///< began by taking the id from another user: a conflict
};

/// A row of the timeline, top to bottom as shown.
struct TimelineLane
{
    enum class Kind : quint8
    {
        Profile,    ///< header of an identified profile; its ids follow
        Unresolved, ///< header of the ids never identified
        Id,
        WithoutId, ///< calls that carry no usable id; last under Unresolved
    };
    Kind kind = Kind::Id;
    IdKind tag =
        IdKind::Anonymous; ///< Kind::Id: anon, user or prev (a userId that an alias left behind is prev)
    quint32 profile = IdentityGraph::NoProfile; ///< a live profile; none for Unresolved and WithoutId
    IdIndex id = NoId;                          ///< Kind::Id
    quint32 children = 0;                       ///< headers: so many lanes after this one belong to it
    quint32 firstSegment =
        0; ///< into IdentityTimeline::segments(); one unless the id came back to this owner
    quint32 segmentCount = 0;

    [[nodiscard]] bool isHeader() const { return kind == Kind::Profile || kind == Kind::Unresolved; }
};

/// A vertical join between two lanes at the time of the call that made it.
struct TimelineConnector
{
    static constexpr quint32 NoLane = 0xffffffff;

    IdentityLink::Kind kind = IdentityLink::Kind::Identify;
    bool handOver = false;      ///< dashed red: `from` belonged to another user until now
    Rule conflict = Rule::None; ///< SharedAnonymousId, AliasReversed, AliasSelf…; None: as it should be
    quint32 seq = 0;
    Micros time = NoTime;
    quint32 fromLane = NoLane; ///< marker here: the anonymousId or previousId, under its owner from now on
    quint32 toLane = NoLane;   ///< ring or arrow here: the userId
    quint32 oldLane = NoLane;  ///< hand-over: the same id's lane under the owner before
};

/// What lies in a stretch of a lane: one pixel of a density bar.
struct TickSummary
{
    quint32 count = 0;
    Severity worst = Severity::Ok;
    quint8 types = 0;     ///< bit per CallType
    quint32 firstSeq = 0; ///< of the earliest tick in time
};

/// The identity timeline as data: lanes in order, ticks per lane sorted by time, connectors. The painted
/// widget only draws. Reads the graph it is given, which must outlive it and must have seen a call before
/// this does.
///
/// Feed: for each new row add(), then refresh() once. Ticks are appended (amortised constant); the list of
/// lanes is made anew only when the graph's structure changed. One thread, the graph's.
class IdentityTimeline
{
public:
    explicit IdentityTimeline(const IdentityGraph &graph);

    /// Starts over with another graph, which has met the calls in `order`.
    void setGraph(const IdentityGraph &graph, const CallOrder &order = {})
    {
        clear();
        m_graph = &graph;
        m_order = order;
    }

    void add(const TimelineCall &call);
    /// Calls were muted or checked again: their severities are others, everything else is as it was.
    template <typename SeverityOf> void setSeverities(const SeverityOf &of)
    {
        for (Track &track : m_tracks) {
            for (TimelineTick &tick : track.ticks)
                tick.setSeverity(of(tick.seq()));
            judge(track, 0);
        }
    }
    /// Makes what add() brought visible. True when lanes or connectors changed: indexes of lanes are new.
    bool refresh();
    void clear();

    [[nodiscard]] const std::vector<TimelineLane> &lanes() const { return m_lanes; }
    [[nodiscard]] const std::vector<TimelineConnector> &connectors() const
    {
        return m_connectors;
    } ///< by time
    [[nodiscard]] std::span<const TimelineSegment> segments(const TimelineLane &lane) const
    {
        return std::span(m_segments).subspan(lane.firstSegment, lane.segmentCount);
    }
    /// The calls that carry the segment's id, by time. A call with two ids is on both their lanes.
    [[nodiscard]] std::span<const TimelineTick> ticks(const TimelineSegment &segment) const
    {
        return m_tracks[segment.track].ticks;
    }
    /// Those with from <= time < to (binary search).
    [[nodiscard]] std::span<const TimelineTick> ticks(
        const TimelineSegment &segment, Micros from, Micros to) const;
    /// The worst of ticks(segment)[first] up to but not [last], without looking at each of many.
    [[nodiscard]] Severity worst(const TimelineSegment &segment, std::size_t first, std::size_t last) const;
    /// Everything in [from, to) of a lane; of a header: of all lanes below it (a call with two ids counts
    /// twice).
    [[nodiscard]] TickSummary summary(quint32 lane, Micros from, Micros to) const;
    /// Calls of the lane's id in its segments, or of the whole profile or group for a header.
    [[nodiscard]] quint32 calls(quint32 lane) const;
    /// First and last tick of a lane, or of all lanes below a header; NoTime when it has none.
    [[nodiscard]] Micros firstTime(quint32 lane) const;
    [[nodiscard]] Micros lastTime(quint32 lane) const;
    /// The tick of an Id or WithoutId lane nearest to `time`, none further than `within`; nullptr: none.
    [[nodiscard]] const TimelineTick *nearest(quint32 lane, Micros time, Micros within) const;
    /// The lane on which id `id` shows call `seq`, or TimelineConnector::NoLane.
    [[nodiscard]] quint32 laneOf(IdIndex id, quint32 seq) const;
    /// The whole extent; NoTime without calls.
    [[nodiscard]] Micros begin() const { return m_begin; }
    [[nodiscard]] Micros end() const { return m_end; }
    /// Its seqs are positions in order(); those of everything else here are the calls' own.
    [[nodiscard]] const IdentityGraph &graph() const { return *m_graph; }
    [[nodiscard]] const CallOrder &order() const { return m_order; }

private:
    struct Track
    {
        std::vector<TimelineTick> ticks;
        std::vector<Severity> worst; ///< of every TicksPerBlock ticks
        std::size_t sorted = 0;      ///< so many are in order; the rest waits for refresh()
    };
    static constexpr std::size_t TicksPerBlock = 16;
    static void judge(Track &track, std::size_t first);
    void put(IdIndex id, const TimelineCall &call);
    void append(quint32 track, const TimelineCall &call);
    [[nodiscard]] quint32 trackOf(IdIndex id, quint32 span);
    void sortTracks();
    void layOut();
    void connectLanes();
    [[nodiscard]] std::span<const TimelineLane> leaves(quint32 lane) const;
    [[nodiscard]] quint32 laneAt(IdIndex id, quint32 position) const;

    const IdentityGraph *m_graph;
    CallOrder m_order;
    std::vector<Track> m_tracks;                 ///< [0]: calls without ids
    std::vector<std::vector<quint32>> m_trackOf; ///< by id, by span
    std::vector<quint32> m_unsorted;             ///< tracks that wait for sorting
    std::vector<TimelineLane> m_lanes;
    std::vector<TimelineSegment> m_segments;
    std::vector<TimelineConnector> m_connectors;
    std::vector<quint32> m_spanBase; ///< by id: where its spans begin in m_laneOfSpan
    std::vector<quint32> m_laneOfSpan;
    Micros m_begin = NoTime;
    Micros m_end = NoTime;
    quint64 m_revision = 0;
};

} // namespace spectap
