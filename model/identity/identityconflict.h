// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityid.h"
#include "model/spec/finding.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace spectap {

/// The ids of a conflict, three at most, in the conflict itself: a device that two users share has a
/// conflict for every time it changes hands.
class ConflictIds
{
public:
    ConflictIds(std::initializer_list<IdIndex> ids)
    {
        Q_ASSERT(ids.size() <= m_ids.size());
        std::copy_n(ids.begin(), std::min(ids.size(), m_ids.size()), m_ids.begin());
    }
    [[nodiscard]] const IdIndex *begin() const { return m_ids.data(); }
    [[nodiscard]] const IdIndex *end() const { return std::find(m_ids.begin(), m_ids.end(), NoId); }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end() - begin()); }
    [[nodiscard]] IdIndex operator[](std::size_t index) const { return m_ids[index]; }
    [[nodiscard]] IdIndex front() const { return m_ids.front(); }
    [[nodiscard]] IdIndex back() const { return end()[-1]; }

private:
    std::array<IdIndex, 3> m_ids{NoId, NoId, NoId}; ///< NoId follows the last one
};

/// What should not have happened to ids, or is worth a look, with the call that shows it.
///
/// Of the graph: SharedAnonymousId: an id was handed over to another user, each time it happens, also back.
/// AliasSelf: userId and previousId are the same, nothing joins. AliasReversed: the new userId is a known
/// anonymousId, or previousId is a userId that appeared after this one; the ids join all the same.
/// AliasCycle: earlier aliases lead from the userId to previousId. AliasUnknown: no call had previousId
/// before. AliasLate: identify has joined the two already. GroupBeforeUser: a group call whose user nobody
/// knows yet. The others are those of IdentityHints.
struct IdentityConflict
{
    quint32 seq = 0;
    Rule rule = Rule::SharedAnonymousId;
    quint16 count = 0;    ///< how many, for ConstantId and RotatingId
    quint32 profile = 0;  ///< the new owner: the conflict stands once, there. To be resolved
    ConflictIds ids = {}; ///< shared id, owner before, owner from now on; otherwise from, to, or the id
    Micros time = NoTime;
    quint32 earlierSeq = 0; ///< the call that it is in conflict with, 0: none
    StringId name = 0;      ///< the event, for LateIdentify
};

/// What is the same for every conflict of a rule.
struct IdentityRule
{
    Severity severity = Severity::Warning; ///< Info: a hint, not a conflict
    const char *pointer = ""; ///< the field it is about; SharedAnonymousId of an alias: previousId
    const char *doc = "";
};

[[nodiscard]] IdentityRule identityRule(Rule rule);
[[nodiscard]] inline bool isHint(Rule rule)
{
    return identityRule(rule).severity < Severity::Warning;
}

} // namespace spectap
