// SPDX-License-Identifier: MIT
#include "ui/timeline/lanecalls.h"

#include <algorithm>

namespace spectap {

LaneCalls callsOfLane(const IdentityTimeline &timeline, quint32 lane)
{
    LaneCalls calls;
    const quint32 last = lane + timeline.lanes()[lane].children;
    std::vector<IdIndex> ids;
    Micros earliest = NoTime;
    for (quint32 one = lane; one <= last; ++one) {
        const TimelineLane &row = timeline.lanes()[one];
        if (row.kind == TimelineLane::Kind::Id)
            ids.push_back(row.id);
        for (const TimelineSegment &segment : timeline.segments(row)) {
            const auto ticks = timeline.ticks(segment);
            if (ticks.empty() || (earliest != NoTime && ticks.front().time() >= earliest))
                continue;
            earliest = ticks.front().time();
            calls.first = ticks.front().seq();
        }
    }
    const auto isHere = [lane, last](quint32 one) { return one >= lane && one <= last; };
    const auto link = std::ranges::find_if(timeline.connectors(), [&](const TimelineConnector &connector) {
        return connector.kind != IdentityLink::Kind::Observed &&
               (isHere(connector.fromLane) || isHere(connector.toLane));
    });
    if (link != timeline.connectors().end())
        calls.link = link->seq;
    std::ranges::sort(ids);
    const auto &conflicts = timeline.graph().conflicts();
    const auto conflict = std::ranges::find_if(conflicts, [&ids](const IdentityConflict &one) {
        return !isHint(one.rule) && std::ranges::any_of(one.ids,
                                        [&ids](IdIndex id) { return std::ranges::binary_search(ids, id); });
    });
    if (conflict != conflicts.end())
        calls.conflict = conflict->seq;
    return calls;
}

} // namespace spectap
