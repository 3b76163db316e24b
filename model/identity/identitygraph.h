// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/spec/finding.h"
#include "model/support/stringpool.h"

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
    std::vector<IdSpan> spans; ///< at least one, in order
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

struct IdentityConflict
{
    quint32 seq = 0;
    Rule rule = Rule::SharedAnonymousId;
    quint32 profile = 0;      ///< the new owner: the conflict stands once, there
    std::vector<IdIndex> ids; ///< the shared id first, then its owners in order
};

struct GroupMembership
{
    StringId group = 0;
    quint32 firstSeq = 0;
};

/// A person as far as the calls tell.
struct IdentityProfile
{
    std::vector<IdIndex> ids;       ///< by first appearance in this profile; handed-over ids stay listed
    std::vector<quint32> links;     ///< indexes into IdentityGraph::links()
    std::vector<quint32> conflicts; ///< indexes into IdentityGraph::conflicts()
    std::vector<GroupMembership> groups;
    quint32 calls = 0;
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

    static constexpr quint32 NoProfile = 0xffffffff;

private:
    // The implementation decides on its own tables.
    std::vector<IdentityProfile> m_profiles;
    std::vector<IdentityId> m_ids;
    std::vector<IdentityLink> m_links;
    std::vector<IdentityConflict> m_conflicts;
    quint32 m_live = 0;
};

} // namespace spectap
