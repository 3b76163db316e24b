// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/identity/identityconflict.h"
#include "model/identity/identityid.h"
#include "model/identity/identityreading.h"
#include "model/identity/rings.h"
#include "model/identity/unifypolicy.h"

#include <QHash>
#include <QSet>

#include <array>
#include <memory>
#include <optional>
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
    Micros time = NoTime;
    quint32 seq = 0;
    IdIndex from = NoId;
    IdIndex to = NoId;
    Kind kind = Kind::Identify;
    bool handOver = false; ///< `from` belonged to another user until this call
};

/// The Unify reading: a call carried `id`, and a limit kept it off the profile of `kept`.
struct IdentityRefusal
{
    enum class Reason : quint8
    {
        Limit,    ///< one value of a kind more than a profile may hold
        Merges,   ///< the profile has merged as often as it may
        Mappings, ///< the profile holds as many identifiers as it may
    };
    Reason reason = Reason::Limit;
    quint8 type = 0;   ///< Limit: which kind, index into UnifyPolicy::types
    quint32 limit = 0; ///< how many there may be
    quint32 seq = 0;
    IdIndex id = NoId;
    IdIndex kept = NoId;
};

struct GroupMembership
{
    StringId group = 0;
    quint32 firstSeq = 0;
};

/// A person as far as the calls tell. The rings are in no order and may name an entry twice after merges:
/// IdentityGraph::idsOf() and its neighbours give them in order, once each.
struct IdentityProfile
{
    Ring ids; ///< handed-over ids stay listed
    Ring links;
    Ring conflicts;
    Ring groups;
    quint32 calls = 0; ///< a call counts once, for its userId's profile if it has one
    quint32 firstSeq = 0;
    bool identified = false; ///< holds a userId
    bool merged = false;     ///< absorbed by another profile; skip it
    bool troubled = false;   ///< has a conflict that is more than a hint
};

/// Who the calls belong to, built call by call, amortised near-constant each, in arrival order or any other.
/// However the calls were batched the result is the same; interned numbers must come from one pool. The
/// reading is a policy of the same graph: spans, merges, links and memberships are alike in all three. One
/// thread at a time.
///
/// In the Unify reading an identifier that was only ever dropped stands in a profile of its own, which is
/// where Unify would put it once it comes alone; ids do not change hands, and previousId is none.
class IdentityGraph
{
public:
    /// `policy` counts in the Unify reading only.
    explicit IdentityGraph(
        IdentityReading reading = IdentityReading::Spec, UnifyPolicy policy = UnifyPolicy::idsOnly());
    ~IdentityGraph();
    IdentityGraph(IdentityGraph &&) noexcept;
    IdentityGraph &operator=(IdentityGraph &&) noexcept;

    struct Pair
    {
        StringId user = 0;
        StringId anonymous = 0;
    };
    /// Has memory fetch what add() will look at for calls with these ids; a hint.
    void expect(std::span<const Pair> calls) const;
    /// Adds one call; returns the conflicts it caused (indexes into conflicts(), usually none).
    std::vector<quint32> add(const IdentityInput &call, std::span<const ExternalId> externals = {});
    /// Adds what IdentityHints found; returns its index into conflicts().
    quint32 report(const IdentityConflict &conflict);
    void clear();

    [[nodiscard]] IdentityReading reading() const { return m_reading; }
    [[nodiscard]] const UnifyPolicy &policy() const { return *m_policy; }
    /// Of the call added last: its ids, and whether they are not what they were the time before.
    struct Latest
    {
        IdIndex user = NoId;
        IdIndex anonymous = NoId;
        bool newUser = false;
        bool newAnonymous = false;
        bool newPair = false;           ///< has both, and one of them was last seen with another or with none
        IdIndex anonymousBefore = NoId; ///< newPair: what the user was last seen with
        IdIndex userBefore = NoId;      ///< newPair: whom the anonymousId was last seen with
    };
    [[nodiscard]] const Latest &latest() const { return m_latest; }

    [[nodiscard]] const std::vector<IdentityProfile> &profiles() const { return m_profiles; }
    [[nodiscard]] const std::vector<IdentityId> &ids() const { return m_ids; }
    [[nodiscard]] const std::vector<IdentityLink> &links() const { return m_links; }
    [[nodiscard]] const std::vector<IdentityConflict> &conflicts() const { return m_conflicts; }
    /// How many of conflicts() are more than hints.
    [[nodiscard]] quint32 conflictCount() const { return m_troubles; }
    [[nodiscard]] const std::vector<IdentityRefusal> &refusals() const { return m_refusals; }
    /// The profile that `profile` has become through merges (itself if none).
    [[nodiscard]] quint32 resolve(quint32 profile) const;
    [[nodiscard]] IdIndex find(IdKind kind, StringId value) const; ///< not for External
    [[nodiscard]] IdIndex findExternal(quint8 type, StringId value) const;
    /// The live profile that `id` belongs to now.
    [[nodiscard]] quint32 ownerOf(IdIndex id) const { return resolve(m_ids[id].spans.back().profile); }
    /// What the profile it belonged to at call `seq` has become.
    [[nodiscard]] quint32 ownerAt(IdIndex id, quint32 seq) const
    {
        return resolve(m_ids[id].spans[spanAt(id, seq)].profile);
    }
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
    struct Carried;
    struct Flat;
    struct Company
    {
        IdIndex owner = NoId;    ///< the userId that took it last
        IdIndex with = NoId;     ///< the id of the other kind that the last call with both had beside it
        IdIndex observed = NoId; ///< the userId that it was observed together with last
    };

    IdIndex ensure(IdKind kind, StringId value, const IdentityInput &call, quint32 home);
    IdIndex create(IdKind kind, quint8 type, StringId value, const IdentityInput &call, quint32 home);
    quint32 settle(const IdentityInput &call);
    void pair(IdIndex user, IdIndex anonymous);
    [[nodiscard]] bool paired(IdIndex id, IdIndex user) const;
    void identify(IdIndex anonymous, IdIndex user, IdentityLink::Kind kind, Joining &joining);
    IdIndex alias(IdIndex user, bool newUser, Joining &joining);
    [[nodiscard]] bool leadsTo(IdIndex from, IdIndex to) const;
    void observe(IdIndex anonymous, IdIndex user, const IdentityInput &call);
    void own(IdIndex id, IdIndex user, IdentityLink::Kind kind, Joining &joining);
    void link(IdentityLink::Kind kind, IdIndex from, IdIndex to, const IdentityInput &call, bool handOver);
    void conflict(
        Rule rule, const ConflictIds &ids, quint32 profile, Joining &joining, quint32 earlierSeq = 0);
    quint32 merge(quint32 a, quint32 b);
    void joinGroup(IdIndex id, Joining &joining);
    void touch(IdIndex id, const IdentityInput &call);

    // The Unify reading, in unifymatch.cpp.
    void match(std::span<const ExternalId> externals, Joining &joining);
    [[nodiscard]] std::optional<IdentityRefusal> objectionTo(std::size_t kept);
    quint32 join(std::size_t kept, const IdentityInput &call);
    void put(Carried &one, quint32 profile, const IdentityInput &call);
    void refuse(const IdentityInput &call, IdIndex id, IdIndex kept, IdentityRefusal why);

    std::vector<IdentityProfile> m_profiles;
    std::vector<IdentityId> m_ids;
    std::vector<IdentityLink> m_links;
    std::vector<IdentityConflict> m_conflicts;
    std::vector<IdentityRefusal> m_refusals;
    Rings<quint32> m_listed; ///< of IdentityProfile: ids, links, conflicts
    Rings<GroupMembership> m_groups;
    std::array<std::vector<IdIndex>, 3> m_byValue; ///< by IdKind, by StringId: pools number densely
    mutable std::vector<quint32> m_parent;         ///< union-find over profiles, compressed while reading
    std::vector<Company> m_company;                ///< by id
    QSet<quint64> m_pairs;        ///< (id, userId) joined by a link, without those that Company::owner tells
    QSet<quint64> m_observed;     ///< (anonymousId, userId) so, without those that Company::observed tells
    std::vector<IdIndex> m_named; ///< by StringId: what an alias's previousId named first, and so ever after
    QHash<IdIndex, IdIndex> m_aliasOf; ///< where an alias led from an id last
    QSet<quint64> m_memberships;       ///< (id, group)
    Latest m_latest;
    std::unique_ptr<const UnifyPolicy> m_policy;
    std::unique_ptr<Flat> m_flat; ///< of the Unify reading
    quint32 m_live = 0;
    quint32 m_troubles = 0;
    IdentityReading m_reading = IdentityReading::Spec;
    quint64 m_revision = 1;
};

} // namespace spectap
