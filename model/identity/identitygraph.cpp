// SPDX-License-Identifier: MIT
#include "model/identity/identitygraph.h"

#include "model/identity/identityjoining.h"
#include "model/support/prefetch.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Of the walk along aliases that looks for a way back: longer circles than this are not looked for.
constexpr int LongestCircle = 256;

/// So that `list` has an entry for `value`; numbers are dense, and memory per id is what counts.
void reach(std::vector<IdIndex> &list, StringId value)
{
    if (value < list.size())
        return;
    const std::size_t size = value + std::size_t(1);
    if (size > list.capacity())
        list.reserve(size + size / 4);
    list.resize(size, NoId);
}

} // namespace

void IdentityGraph::clear()
{
    const quint64 revision = m_revision;
    *this = IdentityGraph(m_reading, *m_policy);
    m_revision = revision + 1;
}

/// Memory is asked for some calls at a time: first where their ids are, then the ids, then their profiles.
void IdentityGraph::expect(std::span<const Pair> calls) const
{
    constexpr std::size_t Some = 32;
    std::array<IdIndex, 2 * Some> known;
    for (; !calls.empty(); calls = calls.subspan(std::min(Some, calls.size()))) {
        const auto now = calls.first(std::min(Some, calls.size()));
        const auto numbered = [this](IdKind kind, StringId value) {
            const std::vector<IdIndex> &byValue = m_byValue[static_cast<std::size_t>(kind)];
            return value < byValue.size() ? &byValue[value] : nullptr;
        };
        for (const Pair &call : now) {
            prefetch(numbered(IdKind::User, call.user));
            prefetch(numbered(IdKind::Anonymous, call.anonymous));
        }
        std::size_t count = 0;
        const auto look = [&](IdKind kind, StringId value) {
            const IdIndex *id = numbered(kind, value);
            if (!id || *id == NoId)
                return;
            known[count++] = *id;
            prefetch(&m_ids[*id]);
            prefetch(&m_company[*id]);
        };
        for (const Pair &call : now) {
            look(IdKind::User, call.user);
            look(IdKind::Anonymous, call.anonymous);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const quint32 profile = m_ids[known[i]].spans.back().profile;
            prefetch(&m_parent[profile]);
            prefetch(&m_profiles[profile]);
        }
    }
}

std::vector<quint32> IdentityGraph::add(const IdentityInput &call, std::span<const ExternalId> externals)
{
    Joining joining{call, {}};
    m_latest = {};
    if (m_reading == IdentityReading::Unify) {
        match(externals, joining);
        return std::move(joining.conflicts);
    }
    IdIndex user = NoId;
    IdIndex anonymous = NoId;
    IdIndex previous = NoId;
    if (call.user) {
        user = find(IdKind::User, call.user);
        m_latest.newUser = user == NoId;
        if (user == NoId)
            user = ensure(IdKind::User, call.user, call, NoProfile);
    }
    const bool identifies = call.type == CallType::Identify;
    const bool joins = user != NoId && (identifies || m_reading == IdentityReading::Observed);
    const auto kind = identifies ? IdentityLink::Kind::Identify : IdentityLink::Kind::Observed;
    if (call.anonymous) {
        anonymous = find(IdKind::Anonymous, call.anonymous);
        m_latest.newAnonymous = anonymous == NoId;
        const std::size_t before = m_ids.size();
        if (anonymous == NoId)
            anonymous = ensure(IdKind::Anonymous, call.anonymous, call, joins ? ownerOf(user) : NoProfile);
        if (joins && m_ids.size() > before)
            own(anonymous, user, kind, joining);
        else if (joins)
            identify(anonymous, user, kind, joining);
    }
    m_latest.user = user;
    m_latest.anonymous = anonymous;
    if (call.type == CallType::Alias && call.previous && user != NoId)
        previous = alias(user, m_latest.newUser, joining);
    if (user != NoId && anonymous != NoId) {
        pair(user, anonymous);
        if (!joins && m_latest.newPair)
            observe(anonymous, user, call);
    }

    const IdIndex actor = user != NoId ? user : anonymous;
    if (actor != NoId) {
        ++m_profiles[ownerOf(actor)].calls;
        if (call.type == CallType::Group && call.group)
            joinGroup(actor, joining);
    }
    if (user != NoId)
        touch(user, call);
    if (anonymous != NoId)
        touch(anonymous, call);
    if (previous != NoId && previous != anonymous && previous != user)
        touch(previous, call);
    return std::move(joining.conflicts);
}

/// Notes who was seen with whom; most calls have the ids of the one before.
void IdentityGraph::pair(IdIndex user, IdIndex anonymous)
{
    Company &ofUser = m_company[user];
    Company &ofAnonymous = m_company[anonymous];
    m_latest.newPair = ofUser.with != anonymous || ofAnonymous.with != user;
    m_latest.anonymousBefore = ofUser.with;
    m_latest.userBefore = ofAnonymous.with;
    ofUser.with = anonymous;
    ofAnonymous.with = user;
}

/// The id, new ones in profile `home` or in one of their own.
IdIndex IdentityGraph::ensure(IdKind kind, StringId value, const IdentityInput &call, quint32 home)
{
    std::vector<IdIndex> &byValue = m_byValue[static_cast<std::size_t>(kind)];
    reach(byValue, value);
    if (byValue[value] != NoId)
        return byValue[value];
    std::vector<IdIndex> &loose = m_byValue[static_cast<std::size_t>(IdKind::Previous)];
    if (value < loose.size() && loose[value] != NoId) {
        ++m_revision;
        const IdIndex known = std::exchange(loose[value], NoId);
        m_ids[known].kind = kind;
        byValue[value] = known;
        return known;
    }
    return byValue[value] = create(kind, 0, value, call, home);
}

IdIndex IdentityGraph::create(
    IdKind kind, quint8 type, StringId value, const IdentityInput &call, quint32 home)
{
    const auto id = static_cast<IdIndex>(m_ids.size());
    ++m_revision;
    if (home == NoProfile)
        home = settle(call);
    IdSpan span{.profile = home, .firstSeq = call.seq, .lastSeq = call.seq};
    if (kind == IdKind::User) {
        m_profiles[home].identified = true;
        span.linkedSeq = call.seq; // a userId is its own identification
        span.linkedTime = call.time;
    }
    m_listed.append(m_profiles[home].ids, id);
    makeRoom(m_ids);
    m_ids.push_back({kind, type, value, IdSpans(span)});
    makeRoom(m_company);
    m_company.push_back({.owner = kind == IdKind::User ? id : NoId});
    return id;
}

/// A profile that nothing is in yet.
quint32 IdentityGraph::settle(const IdentityInput &call)
{
    const auto profile = static_cast<quint32>(m_profiles.size());
    makeRoom(m_profiles);
    m_profiles.emplace_back().firstSeq = call.seq;
    makeRoom(m_parent);
    m_parent.push_back(profile);
    ++m_live;
    return profile;
}

/// Whether a link has joined the two, be it undone since.
bool IdentityGraph::paired(IdIndex id, IdIndex user) const
{
    return m_company[id].owner == user || m_pairs.contains(pairKey(id, user));
}

void IdentityGraph::identify(IdIndex anonymous, IdIndex user, IdentityLink::Kind kind, Joining &joining)
{
    if (m_company[anonymous].owner == user && ownerOf(anonymous) == ownerOf(user))
        return; // the usual repeat
    own(anonymous, user, kind, joining);
}

/// Puts `id` under `user`: by merging when it had no user, by handing it over when it had another one.
void IdentityGraph::own(IdIndex id, IdIndex user, IdentityLink::Kind kind, Joining &joining)
{
    const IdentityInput &call = joining.call;
    const quint32 from = ownerOf(id);
    const quint32 to = ownerOf(user);
    const bool handOver = from != to && m_profiles[from].identified && m_ids[id].kind == IdKind::Anonymous;
    if (handOver) {
        const bool listed = paired(id, user);
        const quint32 linkedBefore = m_ids[id].spans.back().linkedSeq;
        m_ids[id].spans.append(
            {.profile = to, .firstSeq = call.seq, .lastSeq = call.seq, .handedOver = true});
        if (!listed)
            m_listed.append(m_profiles[to].ids, id);
        link(kind, id, user, call, true);
        conflict(Rule::SharedAnonymousId, {id, m_company[id].owner, user}, to, joining, linkedBefore);
    } else {
        if (from != to)
            merge(from, to);
        if (!paired(id, user))
            link(kind, id, user, call, false);
    }
    if (m_ids[id].kind != IdKind::User) {
        const IdIndex before = std::exchange(m_company[id].owner, user);
        if (before != NoId && before != user)
            m_pairs.insert(pairKey(id, before));
    }
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
        conflict(Rule::AliasSelf, {user}, ownerOf(user), joining);
        return NoId;
    }
    IdIndex from = findPrevious(call.previous);
    const bool unknown = from == NoId;
    const bool namesAnonymous = newUser && find(IdKind::Anonymous, call.user) != NoId;
    const bool namesNewer = !unknown && m_ids[from].kind == IdKind::User && from > user;
    if (unknown)
        from = ensure(IdKind::Previous, call.previous, call, ownerOf(user));
    reach(m_named, call.previous);
    const bool firstAlias = std::exchange(m_named[call.previous], from) == NoId;
    const bool together = ownerOf(from) == ownerOf(user);
    const bool repeated = together && paired(from, user);
    const bool circular = together && !repeated && leadsTo(user, from);
    const quint32 linkedBefore = m_ids[from].spans.back().linkedSeq;
    if (!repeated)
        own(from, user, IdentityLink::Kind::Alias, joining);
    m_aliasOf[from] = user;
    const quint32 owner = ownerOf(user);
    if (circular)
        conflict(Rule::AliasCycle, {from, user}, owner, joining);
    else if (namesAnonymous || namesNewer)
        conflict(Rule::AliasReversed, {from, user}, owner, joining);
    else if (unknown)
        conflict(Rule::AliasUnknown, {from, user}, owner, joining);
    else if (repeated && firstAlias && linkedBefore != call.seq)
        conflict(Rule::AliasLate, {from, user}, owner, joining, linkedBefore);
    return from;
}

/// Whether aliases lead from one id to the other.
bool IdentityGraph::leadsTo(IdIndex from, IdIndex to) const
{
    for (int step = 0; step < LongestCircle; ++step) {
        const auto next = m_aliasOf.constFind(from);
        if (next == m_aliasOf.cend())
            return false;
        from = *next;
        if (from == to)
            return true;
    }
    return false;
}

void IdentityGraph::observe(IdIndex anonymous, IdIndex user, const IdentityInput &call)
{
    const bool known = m_company[anonymous].observed == user || m_observed.contains(pairKey(anonymous, user));
    if (!known && ownerOf(anonymous) != ownerOf(user) && !paired(anonymous, user))
        link(IdentityLink::Kind::Observed, anonymous, user, call, false);
}

void IdentityGraph::link(
    IdentityLink::Kind kind, IdIndex from, IdIndex to, const IdentityInput &call, bool handOver)
{
    m_listed.append(m_profiles[ownerOf(to)].links, static_cast<quint32>(m_links.size()));
    makeRoom(m_links);
    m_links.push_back({call.time, call.seq, from, to, kind, handOver});
    if (kind == IdentityLink::Kind::Observed && m_reading == IdentityReading::Spec) {
        if (const IdIndex before = std::exchange(m_company[from].observed, to); before != NoId)
            m_observed.insert(pairKey(from, before));
    } else if (m_ids[from].kind == IdKind::User) {
        m_pairs.insert(pairKey(from, to)); // of other ids the owner tells, and m_pairs those before it
    }
    ++m_revision;
}

void IdentityGraph::conflict(
    Rule rule, const ConflictIds &ids, quint32 profile, Joining &joining, quint32 earlierSeq)
{
    const IdentityInput &call = joining.call;
    joining.conflicts.push_back(report({.seq = call.seq,
        .rule = rule,
        .profile = profile,
        .ids = ids,
        .time = call.time,
        .earlierSeq = earlierSeq}));
}

quint32 IdentityGraph::report(const IdentityConflict &conflict)
{
    const auto index = static_cast<quint32>(m_conflicts.size());
    m_troubles += isHint(conflict.rule) ? 0U : 1U;
    if (conflict.profile != NoProfile) {
        IdentityProfile &profile = m_profiles[resolve(conflict.profile)];
        m_listed.append(profile.conflicts, index);
        profile.troubled = profile.troubled || !isHint(conflict.rule);
    }
    makeRoom(m_conflicts);
    m_conflicts.push_back(conflict);
    ++m_revision;
    return index;
}

/// The one that goes on.
quint32 IdentityGraph::merge(quint32 a, quint32 b)
{
    const auto weight = [this](quint32 profile) {
        return std::pair(!m_profiles[profile].identified, m_profiles[profile].firstSeq);
    };
    const quint32 survivor = weight(a) < weight(b) ? a : b;
    const quint32 absorbed = survivor == a ? b : a;
    IdentityProfile &into = m_profiles[survivor];
    IdentityProfile &from = m_profiles[absorbed];
    m_listed.join(into.ids, from.ids);
    m_listed.join(into.links, from.links);
    m_listed.join(into.conflicts, from.conflicts);
    m_groups.join(into.groups, from.groups);
    into.calls += std::exchange(from.calls, 0);
    into.firstSeq = std::min(into.firstSeq, from.firstSeq);
    into.identified = into.identified || from.identified;
    into.troubled = into.troubled || from.troubled;
    from.merged = true;
    m_parent[absorbed] = survivor;
    --m_live;
    ++m_revision;
    return survivor;
}

void IdentityGraph::joinGroup(IdIndex id, Joining &joining)
{
    const IdentityInput &call = joining.call;
    const qsizetype known = m_memberships.size();
    m_memberships.insert(pairKey(id, call.group));
    if (m_memberships.size() == known)
        return;
    const quint32 profile = ownerOf(id);
    m_groups.append(m_profiles[profile].groups, {call.group, call.seq});
    if (!m_profiles[profile].identified)
        conflict(Rule::GroupBeforeUser, {id}, profile, joining);
}

void IdentityGraph::touch(IdIndex id, const IdentityInput &call)
{
    IdSpan &span = m_ids[id].spans.back();
    span.lastSeq = call.seq;
    ++span.calls;
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

} // namespace spectap
