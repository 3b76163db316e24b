// SPDX-License-Identifier: MIT
#include "model/identity/identitygraph.h"

#include "model/support/prefetch.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

quint64 pairKey(quint32 a, quint32 b)
{
    return (static_cast<quint64>(a) << 32) | b;
}

/// Appends the shorter list to the longer one, so that a million merges stay cheap.
template <typename T> void pour(std::vector<T> &into, std::vector<T> &from)
{
    if (from.size() > into.size())
        into.swap(from);
    into.insert(into.end(), from.begin(), from.end());
    std::vector<T>().swap(from);
}

std::vector<quint32> sortedOnce(std::vector<quint32> list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

} // namespace

/// A call on its way in, and the conflicts it made.
struct IdentityGraph::Joining
{
    const IdentityInput &call;
    std::vector<quint32> conflicts;
};

IdentityGraph::IdentityGraph() = default;

void IdentityGraph::clear()
{
    const quint64 revision = m_revision;
    *this = IdentityGraph();
    m_revision = revision + 1;
}

void IdentityGraph::expect(std::span<const Pair> calls) const
{
    const auto each = [&](auto &&look) {
        for (const Pair &call : calls) {
            look(IdKind::User, call.user);
            look(IdKind::Anonymous, call.anonymous);
        }
    };
    each([this](IdKind kind, StringId value) {
        if (const auto &byValue = m_byValue[static_cast<std::size_t>(kind)]; value < byValue.size())
            prefetch(&byValue[value]);
    });
    each([this](IdKind kind, StringId value) {
        const IdIndex id = find(kind, value);
        if (id == NoId)
            return;
        prefetch(&m_ids[id]);
        prefetch(&m_ids[id].spans[0].firstTime);
        prefetch(&m_company[id]);
    });
    each([this](IdKind kind, StringId value) {
        const IdIndex id = find(kind, value);
        if (id == NoId)
            return;
        const quint32 profile = m_ids[id].spans.back().profile;
        prefetch(&m_parent[profile]);
        prefetch(&m_profiles[profile].calls);
    });
}

std::vector<quint32> IdentityGraph::add(const IdentityInput &call)
{
    Joining joining{call, {}};
    IdIndex user = NoId;
    IdIndex anonymous = NoId;
    IdIndex previous = NoId;
    bool newUser = false;
    if (call.user) {
        const std::size_t before = m_ids.size();
        user = ensure(IdKind::User, call.user, call, NoProfile);
        newUser = m_ids.size() > before;
    }
    const bool identifies = call.type == CallType::Identify && user != NoId;
    if (call.anonymous) {
        const std::size_t before = m_ids.size();
        anonymous =
            ensure(IdKind::Anonymous, call.anonymous, call, identifies ? profileOfId(user) : NoProfile);
        if (identifies && m_ids.size() > before)
            own(anonymous, user, IdentityLink::Kind::Identify, joining);
        else if (identifies)
            identify(anonymous, user, joining);
    }
    if (call.type == CallType::Alias && call.previous && user != NoId)
        previous = alias(user, newUser, joining);
    if (!identifies && user != NoId && anonymous != NoId)
        observe(anonymous, user, call);

    const IdIndex actor = user != NoId ? user : anonymous;
    if (actor != NoId) {
        ++m_profiles[profileOfId(actor)].calls;
        if (call.type == CallType::Group && call.group)
            joinGroup(actor, call);
    }
    if (user != NoId)
        touch(user, call);
    if (anonymous != NoId)
        touch(anonymous, call);
    if (previous != NoId && previous != anonymous && previous != user)
        touch(previous, call);
    return std::move(joining.conflicts);
}

/// The id, new ones in profile `home` or in one of their own.
IdIndex IdentityGraph::ensure(IdKind kind, StringId value, const IdentityInput &call, quint32 home)
{
    std::vector<IdIndex> &byValue = m_byValue[static_cast<std::size_t>(kind)];
    if (value >= byValue.size())
        byValue.resize(std::max<std::size_t>(value + 1, byValue.size() * 2), NoId);
    if (byValue[value] != NoId)
        return byValue[value];
    ++m_revision;
    std::vector<IdIndex> &loose = m_byValue[static_cast<std::size_t>(IdKind::Previous)];
    if (value < loose.size() && loose[value] != NoId) {
        const IdIndex known = std::exchange(loose[value], NoId);
        m_ids[known].kind = kind;
        byValue[value] = known;
        return known;
    }
    const auto id = static_cast<IdIndex>(m_ids.size());
    byValue[value] = id;
    if (home == NoProfile) {
        home = static_cast<quint32>(m_profiles.size());
        m_profiles.emplace_back().firstSeq = call.seq;
        m_parent.push_back(home);
        ++m_live;
    }
    IdSpan span{.profile = home, .firstSeq = call.seq, .lastSeq = call.seq};
    if (kind == IdKind::User) {
        m_profiles[home].identified = true;
        span.linkedSeq = call.seq; // a userId is its own identification
        span.linkedTime = call.time;
    }
    m_profiles[home].ids.push_back(id);
    m_ids.push_back({kind, value, {span}});
    m_company.push_back({.owner = kind == IdKind::User ? id : NoId});
    return id;
}

void IdentityGraph::identify(IdIndex anonymous, IdIndex user, Joining &joining)
{
    const quint32 from = profileOfId(anonymous);
    if (from == profileOfId(user) && m_company[anonymous].owner == user)
        return; // the usual repeat
    own(anonymous, user, IdentityLink::Kind::Identify, joining);
}

/// Puts `id` under `user`: by merging when it had no user, by handing it over when it had another one.
void IdentityGraph::own(IdIndex id, IdIndex user, IdentityLink::Kind kind, Joining &joining)
{
    const IdentityInput &call = joining.call;
    const quint32 from = profileOfId(id);
    const quint32 to = profileOfId(user);
    const bool handOver = from != to && m_profiles[from].identified && m_ids[id].kind == IdKind::Anonymous;
    if (handOver) {
        const bool listed = m_pairs.contains(pairKey(id, user));
        m_ids[id].spans.push_back(
            {.profile = to, .firstSeq = call.seq, .lastSeq = call.seq, .handedOver = true});
        if (!listed)
            m_profiles[to].ids.push_back(id);
        link(kind, id, user, call, true);
        conflict(Rule::SharedAnonymousId, {id, m_company[id].owner, user}, to, joining);
    } else {
        if (from != to)
            merge(from, to);
        if (!m_pairs.contains(pairKey(id, user)))
            link(kind, id, user, call, false);
    }
    if (m_ids[id].kind != IdKind::User)
        m_company[id].owner = user;
    IdSpan &span = m_ids[id].spans.back();
    if (span.linkedSeq == 0) {
        span.linkedSeq = call.seq;
        span.linkedTime = call.time;
    }
}

/// The id that previousId names, or NoId when the alias says nothing.
IdIndex IdentityGraph::alias(IdIndex user, bool newUser, Joining &joining)
{
    const IdentityInput &call = joining.call;
    if (call.previous == call.user) {
        conflict(Rule::AliasSelf, {user}, profileOfId(user), joining);
        return NoId;
    }
    IdIndex from = findPrevious(call.previous);
    const bool namesAnonymous = newUser && find(IdKind::Anonymous, call.user) != NoId;
    const bool namesNewer = from != NoId && m_ids[from].kind == IdKind::User && from > user;
    if (from == NoId)
        from = ensure(IdKind::Previous, call.previous, call, profileOfId(user));
    if (call.previous >= m_named.size())
        m_named.resize(std::max<std::size_t>(call.previous + 1, m_named.size() * 2), NoId);
    m_named[call.previous] = from;
    const bool repeated = m_pairs.contains(pairKey(from, user)) && profileOfId(from) == profileOfId(user);
    if (!repeated)
        own(from, user, IdentityLink::Kind::Alias, joining);
    if (namesAnonymous || namesNewer)
        conflict(Rule::AliasReversed, {from, user}, profileOfId(user), joining);
    return from;
}

void IdentityGraph::observe(IdIndex anonymous, IdIndex user, const IdentityInput &call)
{
    if (m_company[anonymous].lastSeenWith == user)
        return;
    m_company[anonymous].lastSeenWith = user;
    const quint64 pair = pairKey(anonymous, user);
    if (profileOfId(anonymous) != profileOfId(user) && !m_pairs.contains(pair) && !m_observed.contains(pair))
        link(IdentityLink::Kind::Observed, anonymous, user, call, false);
}

void IdentityGraph::link(
    IdentityLink::Kind kind, IdIndex from, IdIndex to, const IdentityInput &call, bool handOver)
{
    m_profiles[profileOfId(to)].links.push_back(static_cast<quint32>(m_links.size()));
    m_links.push_back({kind, call.seq, call.time, from, to, handOver});
    (kind == IdentityLink::Kind::Observed ? m_observed : m_pairs).insert(pairKey(from, to));
    ++m_revision;
}

void IdentityGraph::conflict(Rule rule, std::vector<IdIndex> ids, quint32 profile, Joining &joining)
{
    const auto index = static_cast<quint32>(m_conflicts.size());
    m_conflicts.push_back({joining.call.seq, rule, profile, std::move(ids), joining.call.time});
    m_profiles[profile].conflicts.push_back(index);
    joining.conflicts.push_back(index);
    ++m_revision;
}

void IdentityGraph::merge(quint32 a, quint32 b)
{
    const auto weight = [this](quint32 profile) {
        return std::pair(!m_profiles[profile].identified, m_profiles[profile].firstSeq);
    };
    const quint32 survivor = weight(a) < weight(b) ? a : b;
    const quint32 absorbed = survivor == a ? b : a;
    IdentityProfile &into = m_profiles[survivor];
    IdentityProfile &from = m_profiles[absorbed];
    pour(into.ids, from.ids);
    pour(into.links, from.links);
    pour(into.conflicts, from.conflicts);
    pour(into.groups, from.groups);
    into.calls += std::exchange(from.calls, 0);
    into.firstSeq = std::min(into.firstSeq, from.firstSeq);
    from.merged = true;
    m_parent[absorbed] = survivor;
    --m_live;
    ++m_revision;
}

void IdentityGraph::joinGroup(IdIndex id, const IdentityInput &call)
{
    const qsizetype known = m_memberships.size();
    m_memberships.insert(pairKey(id, call.group));
    if (m_memberships.size() > known)
        m_profiles[profileOfId(id)].groups.push_back({call.group, call.seq});
}

void IdentityGraph::touch(IdIndex id, const IdentityInput &call)
{
    IdSpan &span = m_ids[id].spans.back();
    span.lastSeq = call.seq;
    ++span.calls;
    if (call.time == NoTime)
        return;
    if (span.firstTime == NoTime || call.time < span.firstTime)
        span.firstTime = call.time;
    if (span.lastTime == NoTime || call.time > span.lastTime)
        span.lastTime = call.time;
}

quint32 IdentityGraph::resolve(quint32 profile) const
{
    if (profile >= m_parent.size())
        return NoProfile;
    while (m_parent[profile] != profile) {
        m_parent[profile] = m_parent[m_parent[profile]];
        profile = m_parent[profile];
    }
    return profile;
}

IdIndex IdentityGraph::find(IdKind kind, StringId value) const
{
    const std::vector<IdIndex> &byValue = m_byValue[static_cast<std::size_t>(kind)];
    return value != 0 && value < byValue.size() ? byValue[value] : NoId;
}

IdIndex IdentityGraph::findPrevious(StringId value) const
{
    if (value < m_named.size() && m_named[value] != NoId)
        return m_named[value];
    for (const IdKind kind : {IdKind::Anonymous, IdKind::User, IdKind::Previous}) {
        if (const IdIndex id = find(kind, value); id != NoId)
            return id;
    }
    return NoId;
}

quint32 IdentityGraph::profileOf(StringId user, StringId anonymous) const
{
    IdIndex id = find(IdKind::User, user);
    if (id == NoId)
        id = find(IdKind::Anonymous, anonymous);
    return id == NoId ? NoProfile : profileOfId(id);
}

quint32 IdentityGraph::spanAt(IdIndex id, quint32 seq) const
{
    const auto &spans = m_ids[id].spans;
    const auto after = std::upper_bound(spans.begin() + 1, spans.end(), seq,
        [](quint32 value, const IdSpan &span) { return value < span.firstSeq; });
    return static_cast<quint32>(after - spans.begin()) - 1;
}

std::vector<IdIndex> IdentityGraph::idsOf(quint32 profile) const
{
    return sortedOnce(m_profiles[profile].ids);
}

std::vector<quint32> IdentityGraph::linksOf(quint32 profile) const
{
    return sortedOnce(m_profiles[profile].links);
}

std::vector<quint32> IdentityGraph::conflictsOf(quint32 profile) const
{
    return sortedOnce(m_profiles[profile].conflicts);
}

std::vector<GroupMembership> IdentityGraph::groupsOf(quint32 profile) const
{
    std::vector<GroupMembership> groups = m_profiles[profile].groups;
    const auto byGroup = [](const GroupMembership &a, const GroupMembership &b) {
        return std::pair(a.group, a.firstSeq) < std::pair(b.group, b.firstSeq);
    };
    std::sort(groups.begin(), groups.end(), byGroup);
    groups.erase(std::unique(groups.begin(), groups.end(),
                     [](const auto &a, const auto &b) { return a.group == b.group; }),
        groups.end());
    std::sort(groups.begin(), groups.end(),
        [](const GroupMembership &a, const GroupMembership &b) { return a.firstSeq < b.firstSeq; });
    return groups;
}

} // namespace spectap
