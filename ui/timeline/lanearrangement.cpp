// SPDX-License-Identifier: MIT
#include "ui/timeline/lanearrangement.h"

#include <algorithm>

namespace spectap {

namespace {

/// Which profiles pass the filter, as a question asked of many.
class Sieve
{
public:
    Sieve(const IdentityGraph &graph, const LaneFilter &filter)
        : m_graph(graph)
        , m_everyone(filter.show == LaneFilter::Show::Everyone)
    {
        if (m_everyone)
            return;
        m_passes.resize(graph.profiles().size());
        if (filter.show == LaneFilter::Show::Person) {
            pass(filter.person.profileIn(graph));
            return;
        }
        for (const IdentityConflict &conflict : graph.conflicts()) {
            if (isHint(conflict.rule))
                continue;
            pass(graph.resolve(conflict.profile));
            for (const IdIndex id : conflict.ids)
                pass(graph.ownerOf(id));
        }
    }

    [[nodiscard]] bool passes(quint32 profile) const
    {
        return m_everyone || (profile != IdentityGraph::NoProfile && m_passes[m_graph.resolve(profile)]);
    }

private:
    void pass(quint32 profile)
    {
        if (profile < m_passes.size())
            m_passes[profile] = true;
    }

    const IdentityGraph &m_graph;
    bool m_everyone;
    std::vector<bool> m_passes; ///< by profile
};

} // namespace

std::vector<quint32> LaneFilter::conflictsIn(const IdentityGraph &graph) const
{
    const quint32 only = show == Show::Person ? person.profileIn(graph) : IdentityGraph::NoProfile;
    const auto shows = [&](quint32 profile) {
        return show == Show::Person ? profile == only : unresolved || graph.profiles()[profile].identified;
    };
    std::vector<quint32> found;
    for (quint32 i = 0; i < graph.conflicts().size(); ++i) {
        const IdentityConflict &conflict = graph.conflicts()[i];
        const bool about = shows(graph.resolve(conflict.profile)) ||
                           std::ranges::any_of(conflict.ids,
                               [&](IdIndex id) { return id != NoId && shows(graph.ownerOf(id)); });
        if (about && !isHint(conflict.rule))
            found.push_back(i);
    }
    return found;
}

quint32 PersonKey::profileIn(const IdentityGraph &graph) const
{
    const IdIndex id = value == 0                 ? NoId
                       : kind == IdKind::External ? graph.findExternal(type, value)
                                                  : graph.find(kind, value);
    return id == NoId ? IdentityGraph::NoProfile : graph.ownerOf(id);
}

PersonKey PersonKey::ofLane(const IdentityTimeline &timeline, quint32 lane)
{
    const auto &ids = timeline.graph().ids();
    const TimelineLane &row = timeline.lanes()[lane];
    const auto keyOf = [&ids](IdIndex id) { return PersonKey{ids[id].value, ids[id].kind, ids[id].type}; };
    if (row.kind == TimelineLane::Kind::Id)
        return keyOf(row.id);
    PersonKey key;
    if (row.kind != TimelineLane::Kind::Profile)
        return key;
    for (quint32 child = lane + 1; child <= lane + row.children; ++child) {
        const IdIndex id = timeline.lanes()[child].id;
        if (key.value == 0 || ids[id].kind == IdKind::User)
            key = keyOf(id);
        if (key.kind == IdKind::User)
            break;
    }
    return key;
}

void LaneArrangement::forget()
{
    m_filter = {};
    m_order.clear();
}

/// Those of profiles, as ordered.
std::vector<quint32> LaneArrangement::headers(const IdentityTimeline &timeline) const
{
    const auto &lanes = timeline.lanes();
    std::vector<quint32> headers;
    for (quint32 lane = 0; lane < lanes.size(); lane += 1 + lanes[lane].children) {
        if (lanes[lane].kind == TimelineLane::Kind::Profile)
            headers.push_back(lane);
    }
    if (m_order.empty())
        return headers;
    const IdentityGraph &graph = timeline.graph();
    const auto last = static_cast<quint32>(m_order.size());
    std::vector<quint32> rank(graph.profiles().size(), last);
    for (quint32 place = 0; place < last; ++place) {
        const quint32 profile = m_order[place].profileIn(graph);
        if (profile < rank.size() && rank[profile] == last)
            rank[profile] = place;
    }
    std::ranges::stable_sort(
        headers, {}, [&](quint32 header) { return rank[graph.resolve(lanes[header].profile)]; });
    return headers;
}

std::vector<quint32> LaneArrangement::lanes(const IdentityTimeline &timeline) const
{
    const auto &all = timeline.lanes();
    const Sieve sieve(timeline.graph(), m_filter);
    std::vector<quint32> shown;
    shown.reserve(m_filter.isActive() ? 0 : all.size());
    for (const quint32 header : headers(timeline)) {
        if (!sieve.passes(all[header].profile))
            continue;
        for (quint32 lane = header; lane <= header + all[header].children; ++lane)
            shown.push_back(lane);
    }
    if (m_filter.show != LaneFilter::Show::Person && !m_filter.unresolved)
        return shown;
    quint32 header = 0;
    while (header < all.size() && all[header].kind != TimelineLane::Kind::Unresolved)
        header += 1 + all[header].children;
    if (header >= all.size())
        return shown;
    const std::size_t place = shown.size();
    for (quint32 lane = header + 1; lane <= header + all[header].children; ++lane) {
        if (sieve.passes(all[lane].profile))
            shown.push_back(lane);
    }
    if (shown.size() > place)
        shown.insert(shown.begin() + static_cast<std::ptrdiff_t>(place), header);
    return shown;
}

void LaneArrangement::move(const IdentityTimeline &timeline, quint32 header, quint32 beside, bool below)
{
    const PersonKey moved = PersonKey::ofLane(timeline, header);
    const PersonKey neighbour = PersonKey::ofLane(timeline, beside);
    if (header == beside || moved.value == 0 || neighbour.value == 0)
        return;
    // Those who are not here, in another reading or at an earlier moment, keep their places too.
    const IdentityGraph &graph = timeline.graph();
    std::vector<bool> known(graph.profiles().size());
    for (const PersonKey &key : m_order) {
        const quint32 profile = key.profileIn(graph);
        if (profile < known.size())
            known[profile] = true;
    }
    for (const quint32 one : headers(timeline)) {
        if (!known[graph.resolve(timeline.lanes()[one].profile)])
            m_order.push_back(PersonKey::ofLane(timeline, one));
    }
    const auto isPerson = [&graph](quint32 profile) {
        return [&graph, profile](const PersonKey &key) { return key.profileIn(graph) == profile; };
    };
    std::erase_if(m_order, isPerson(moved.profileIn(graph)));
    auto place = std::ranges::find_if(m_order, isPerson(neighbour.profileIn(graph)));
    if (below && place != m_order.end())
        ++place;
    m_order.insert(place, moved);
}

} // namespace spectap
