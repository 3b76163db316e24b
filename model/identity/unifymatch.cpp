// SPDX-License-Identifier: MIT
// The Unify reading: flat matching of identifiers with limits, as documented under identity resolution.
#include "model/identity/identityjoining.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace spectap {

/// An identifier on the call at hand.
struct IdentityGraph::Carried
{
    IdKind kind;
    quint8 type;
    StringId value;
    IdIndex id;      ///< NoId: no call had it before
    quint32 profile; ///< where it was before this call; NoProfile: nowhere
};

struct IdentityGraph::Flat
{
    std::vector<Carried> carried; ///< the best rank first; kept for its memory
    std::vector<quint32> profiles;

    std::vector<quint16> held;   ///< by profile, then type: how many values
    std::vector<quint16> merges; ///< by profile
    QHash<quint64, IdIndex> byExternal;
    QSet<quint64> refused; ///< (id, id it was kept from), said once

    [[nodiscard]] static quint64 key(quint8 type, StringId value) { return pairKey(type, value); }
};

IdentityGraph::IdentityGraph(IdentityReading reading, UnifyPolicy policy)
    : m_policy(std::make_unique<const UnifyPolicy>(std::move(policy)))
    , m_flat(reading == IdentityReading::Unify ? std::make_unique<Flat>() : nullptr)
    , m_reading(reading)
{
}

IdentityGraph::~IdentityGraph() = default;
IdentityGraph::IdentityGraph(IdentityGraph &&) noexcept = default;
IdentityGraph &IdentityGraph::operator=(IdentityGraph &&) noexcept = default;

IdIndex IdentityGraph::findExternal(quint8 type, StringId value) const
{
    return m_flat ? m_flat->byExternal.value(Flat::key(type, value), NoId) : NoId;
}

void IdentityGraph::match(std::span<const ExternalId> externals, Joining &joining)
{
    const IdentityInput &call = joining.call;
    const std::vector<UnifyPolicy::Type> &types = m_policy->types;
    std::vector<Carried> &carried = m_flat->carried;
    carried.clear();
    const auto carry = [&](IdKind kind, quint8 type, StringId value) {
        const bool twice = std::any_of(carried.begin(), carried.end(),
            [&](const Carried &other) { return other.type == type && other.value == value; });
        if (value == 0 || twice)
            return;
        const IdIndex id = kind == IdKind::External ? findExternal(type, value) : find(kind, value);
        carried.push_back({kind, type, value, id, id == NoId ? NoProfile : ownerOf(id)});
    };
    carry(IdKind::User, m_policy->userType, call.user);
    carry(IdKind::Anonymous, m_policy->anonymousType, call.anonymous);
    for (const ExternalId &external : externals) {
        if (!external.blocked && external.type < types.size())
            carry(IdKind::External, external.type, external.value);
    }
    if (carried.empty())
        return;
    std::stable_sort(carried.begin(), carried.end(),
        [&](const Carried &a, const Carried &b) { return types[a.type].rank < types[b.type].rank; });

    std::size_t kept = carried.size();
    std::optional<IdentityRefusal> why;
    while (const auto objection = objectionTo(kept)) {
        why = why ? why : objection;
        --kept;
    }
    const quint32 home = join(kept, call);
    const IdIndex best = carried.front().id;
    for (std::size_t i = kept; i < carried.size(); ++i) {
        Carried &dropped = carried[i];
        if (dropped.id == NoId)
            put(dropped, settle(call), call);
        if (ownerOf(dropped.id) != home)
            refuse(call, dropped.id, best, *why);
    }

    for (const Carried &one : carried) {
        if (one.kind == IdKind::User) {
            m_latest.user = one.id;
            m_latest.newUser = one.profile == NoProfile;
        } else if (one.kind == IdKind::Anonymous) {
            m_latest.anonymous = one.id;
            m_latest.newAnonymous = one.profile == NoProfile;
        }
        touch(one.id, call);
    }
    if (m_latest.user != NoId && m_latest.anonymous != NoId)
        pair(m_latest.user, m_latest.anonymous);
    ++m_profiles[home].calls;
    if (call.type == CallType::Group && call.group)
        joinGroup(best, joining);
}

/// Why the first `kept` identifiers of the call cannot be one profile; one alone always can.
std::optional<IdentityRefusal> IdentityGraph::objectionTo(std::size_t kept)
{
    using Reason = IdentityRefusal::Reason;
    if (kept < 2)
        return std::nullopt;
    const std::span carried = std::span(m_flat->carried).first(kept);
    std::vector<quint32> &profiles = m_flat->profiles;
    profiles.clear();
    for (const Carried &one : carried) {
        if (one.profile != NoProfile &&
            std::find(profiles.begin(), profiles.end(), one.profile) == profiles.end())
            profiles.push_back(one.profile);
    }
    const std::size_t types = m_policy->types.size();
    const auto heldOf = [&](quint32 profile, std::size_t type) -> quint32 {
        const std::size_t at = profile * types + type;
        return at < m_flat->held.size() ? m_flat->held[at] : 0;
    };
    quint32 mappings = 0;
    bool anyNew = false;
    for (std::size_t type = 0; type < types; ++type) {
        quint32 count = 0;
        for (const quint32 profile : profiles)
            count += heldOf(profile, type);
        const quint32 before = count;
        for (const Carried &one : carried)
            count += one.profile == NoProfile && one.type == type ? 1U : 0U;
        anyNew = anyNew || count > before;
        mappings += count;
        const quint32 limit = m_policy->types[type].limit;
        if (count > limit)
            return IdentityRefusal{Reason::Limit, static_cast<quint8>(type), limit};
    }
    quint32 merges = 0;
    quint32 real = 0; // an identifier that was only ever dropped has no profile in Unify
    for (const quint32 profile : profiles) {
        merges += profile < m_flat->merges.size() ? m_flat->merges[profile] : 0U;
        real += m_profiles[profile].calls > 0 ? 1U : 0U;
    }
    if (real > 1 && merges + real - 1 > m_policy->mergesPerProfile)
        return IdentityRefusal{Reason::Merges, 0, m_policy->mergesPerProfile};
    if ((anyNew || profiles.size() > 1) && mappings > m_policy->mappingsPerProfile)
        return IdentityRefusal{Reason::Mappings, 0, m_policy->mappingsPerProfile};
    return std::nullopt;
}

/// Makes one profile of the first `kept` identifiers of the call.
quint32 IdentityGraph::join(std::size_t kept, const IdentityInput &call)
{
    const std::span carried = std::span(m_flat->carried).first(kept);
    const std::size_t types = m_policy->types.size();
    const quint32 bestBefore = carried.front().profile;
    quint32 home = NoProfile;
    for (const Carried &one : carried) {
        if (one.profile == NoProfile)
            continue;
        const quint32 other = resolve(one.profile);
        if (home == NoProfile || home == other) {
            home = other;
            continue;
        }
        const bool counts = m_profiles[home].calls > 0 && m_profiles[other].calls > 0;
        const quint32 survivor = merge(home, other);
        const quint32 absorbed = survivor == home ? other : home;
        for (std::size_t type = 0; type < types; ++type)
            m_flat->held[survivor * types + type] += m_flat->held[absorbed * types + type];
        m_flat->merges[survivor] += static_cast<quint16>(m_flat->merges[absorbed] + (counts ? 1 : 0));
        home = survivor;
    }
    if (home == NoProfile)
        home = settle(call);
    for (Carried &one : carried) {
        if (one.id == NoId)
            put(one, home, call);
    }

    const auto kind =
        call.type == CallType::Identify ? IdentityLink::Kind::Identify : IdentityLink::Kind::Observed;
    for (const Carried &one : carried.subspan(1)) {
        if (one.profile == NoProfile || one.profile != bestBefore)
            link(kind, one.id, carried.front().id, call, false);
    }
    for (const Carried &one : carried) {
        IdSpan &span = m_ids[one.id].spans.back();
        if (span.linkedSeq == 0 && m_profiles[home].identified) {
            span.linkedSeq = call.seq;
            span.linkedTime = call.time;
        }
    }
    return home;
}

void IdentityGraph::put(Carried &one, quint32 profile, const IdentityInput &call)
{
    if (one.kind == IdKind::External) {
        one.id = create(one.kind, one.type, one.value, call, profile);
        m_flat->byExternal.insert(Flat::key(one.type, one.value), one.id);
    } else {
        one.id = ensure(one.kind, one.value, call, profile);
    }
    const std::size_t types = m_policy->types.size();
    m_flat->held.resize(m_profiles.size() * types);
    m_flat->merges.resize(m_profiles.size());
    ++m_flat->held[profile * types + one.type];
}

void IdentityGraph::refuse(const IdentityInput &call, IdIndex id, IdIndex kept, IdentityRefusal why)
{
    const qsizetype known = m_flat->refused.size();
    m_flat->refused.insert(pairKey(id, kept));
    if (m_flat->refused.size() == known)
        return;
    why.seq = call.seq;
    why.id = id;
    why.kept = kept;
    m_refusals.push_back(why);
    ++m_revision;
}

} // namespace spectap
