// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/spec/finding.h"
#include "model/support/stringpool.h"

#include <QSet>
#include <QVarLengthArray>

#include <array>
#include <span>
#include <vector>

namespace spectap {

/// What the graph needs of a call, ids as numbers of a StringPool. 0: not sent, or not a usable id.
struct IdentityInput
{
    quint32 seq = 0;
    CallType type = CallType::Unknown;
    StringId user = 0;
    StringId anonymous = 0;
    StringId previous = 0; ///< alias
    StringId group = 0;
    Micros time = NoTime;
};

enum class IdKind : quint8
{
    User,
    Anonymous,
    Previous
};

/// Index of an id in the graph. Ids are never removed; their profile can change.
using IdIndex = quint32;
inline constexpr IdIndex NoId = 0xffffffff;

/// A stretch of calls during which an id belonged to one profile. A hand-over ends one and starts another.
struct IdSpan
{
    quint32 profile = 0; ///< resolve with IdentityGraph::resolve(): profiles may have merged since
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;
    quint32 linkedSeq = 0; ///< from when on the id was linked to a user; 0: not (yet)
    quint32 calls = 0;
    bool handedOver = false; ///< began by taking the id from another user
    Micros linkedTime = NoTime;
    Micros firstTime = NoTime;
    Micros lastTime = NoTime;
};

struct IdentityId
{
    IdKind kind = IdKind::Anonymous;
    StringId value = 0;
    QVarLengthArray<IdSpan, 1> spans; ///< at least one, in order; few ids ever change hands
};

/// A join as it happened: identify links anonymousId → userId, alias previousId → userId; other calls that
/// carry both are observed together and join nothing (DESIGN §3.10).
struct IdentityLink
{
    enum class Kind : quint8
    {
        Identify,
        Alias,
        Observed
    };
    Kind kind = Kind::Identify;
    quint32 seq = 0;
    Micros time = NoTime;
    IdIndex from = NoId;
    IdIndex to = NoId;
    bool handOver = false; ///< `from` belonged to another user until this call
};

/// SharedAnonymousId: an id was handed over to another user, each time it happens, also back. AliasSelf:
/// userId and previousId are the same, nothing joins. AliasReversed: the new userId is a known anonymousId,
/// or previousId is a userId that appeared after this one; the ids join all the same.
struct IdentityConflict
{
    quint32 seq = 0;
    Rule rule = Rule::SharedAnonymousId;
    quint32 profile = 0;      ///< the new owner: the conflict stands once, there. To be resolved
    std::vector<IdIndex> ids; ///< shared id, owner before, owner from now on; for an alias: from, to
    Micros time = NoTime;
};

struct GroupMembership
{
    StringId group = 0;
    quint32 firstSeq = 0;
};

/// A person as far as the calls tell. The lists are in no order and may name an entry twice after merges
/// (moving the shorter one keeps merging cheap): IdentityGraph::idsOf() and its neighbours give them in
/// order, once each.
struct IdentityProfile
{
    std::vector<IdIndex> ids;       ///< handed-over ids stay listed
    std::vector<quint32> links;     ///< indexes into IdentityGraph::links()
    std::vector<quint32> conflicts; ///< indexes into IdentityGraph::conflicts()
    std::vector<GroupMembership> groups;
    quint32 calls = 0; ///< a call counts once, for its userId's profile if it has one
    quint32 firstSeq = 0;
    bool identified = false; ///< holds a userId
    bool merged = false;     ///< absorbed by another profile; skip it
};

/// Who the calls belong to, built call by call in arrival order, amortised near-constant each. However the
/// calls were batched the result is the same; interned numbers must come from one pool. One thread at a time.
class IdentityGraph
{
public:
    IdentityGraph();

    struct Pair
    {
        StringId user = 0;
        StringId anonymous = 0;
    };
    /// Has memory fetch what add() will look at for calls with these ids; a hint.
    void expect(std::span<const Pair> calls) const;
    /// Adds one call; returns the conflicts it caused (indexes into conflicts(), usually none).
    std::vector<quint32> add(const IdentityInput &call);
    void clear();

    [[nodiscard]] const std::vector<IdentityProfile> &profiles() const { return m_profiles; }
    [[nodiscard]] const std::vector<IdentityId> &ids() const { return m_ids; }
    [[nodiscard]] const std::vector<IdentityLink> &links() const { return m_links; }
    [[nodiscard]] const std::vector<IdentityConflict> &conflicts() const { return m_conflicts; }
    /// The profile that `profile` has become through merges (itself if none).
    [[nodiscard]] quint32 resolve(quint32 profile) const;
    [[nodiscard]] IdIndex find(IdKind kind, StringId value) const;
    /// The profile the call's ids belong to right after add(); the userId decides, then the anonymousId.
    [[nodiscard]] quint32 profileOf(StringId user, StringId anonymous) const;
    /// How many live profiles there are.
    [[nodiscard]] quint32 profileCount() const { return m_live; }

    /// Ids that belong or belonged to live profile `profile`, by first appearance.
    [[nodiscard]] std::vector<IdIndex> idsOf(quint32 profile) const;
    /// Indexes into links() and conflicts(), in order.
    [[nodiscard]] std::vector<quint32> linksOf(quint32 profile) const;
    [[nodiscard]] std::vector<quint32> conflictsOf(quint32 profile) const;
    /// By first call.
    [[nodiscard]] std::vector<GroupMembership> groupsOf(quint32 profile) const;
    /// Index of the span of `id` that holds call `seq`.
    [[nodiscard]] quint32 spanAt(IdIndex id, quint32 seq) const;
    /// The id an alias's previousId names, or NoId. Once an alias has used it the answer stays.
    [[nodiscard]] IdIndex findPrevious(StringId value) const;
    /// Grows when ids, spans, links, conflicts or profiles change; counters alone do not count.
    [[nodiscard]] quint64 revision() const { return m_revision; }

    static constexpr quint32 NoProfile = 0xffffffff;

private:
    struct Joining;
    IdIndex ensure(IdKind kind, StringId value, const IdentityInput &call, quint32 home);
    void identify(IdIndex anonymous, IdIndex user, Joining &joining);
    IdIndex alias(IdIndex user, bool newUser, Joining &joining);
    void observe(IdIndex anonymous, IdIndex user, const IdentityInput &call);
    void own(IdIndex id, IdIndex user, IdentityLink::Kind kind, Joining &joining);
    void link(IdentityLink::Kind kind, IdIndex from, IdIndex to, const IdentityInput &call, bool handOver);
    void conflict(Rule rule, std::vector<IdIndex> ids, quint32 profile, Joining &joining);
    void merge(quint32 a, quint32 b);
    void joinGroup(IdIndex id, const IdentityInput &call);
    void touch(IdIndex id, const IdentityInput &call);
    [[nodiscard]] quint32 profileOfId(IdIndex id) const { return resolve(m_ids[id].spans.back().profile); }

    std::vector<IdentityProfile> m_profiles;
    std::vector<IdentityId> m_ids;
    std::vector<IdentityLink> m_links;
    std::vector<IdentityConflict> m_conflicts;
    std::array<std::vector<IdIndex>, 3> m_byValue; ///< by IdKind, by StringId: pools number densely
    mutable std::vector<quint32> m_parent;         ///< union-find over profiles, compressed while reading
    struct Company
    {
        IdIndex owner = NoId;        ///< the userId that took it last
        IdIndex lastSeenWith = NoId; ///< the userId it was observed with last, to skip the set below
    };
    std::vector<Company> m_company; ///< by id
    QSet<quint64> m_pairs;          ///< (id, userId) joined by a link
    QSet<quint64> m_observed;       ///< (anonymousId, userId) observed together
    std::vector<IdIndex> m_named; ///< by StringId: what an alias's previousId named first, and so ever after
    QSet<quint64> m_memberships;  ///< (id, group)
    quint32 m_live = 0;
    quint64 m_revision = 1;
};

} // namespace spectap
