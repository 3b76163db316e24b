// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityid.h"
#include "model/spec/finding.h"

namespace spectap {

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
    quint32 profile = 0;      ///< the new owner: the conflict stands once, there. To be resolved
    std::vector<IdIndex> ids; ///< shared id, owner before, owner from now on; otherwise from, to, or the id
    Micros time = NoTime;
    quint32 earlierSeq = 0; ///< the call that it is in conflict with, 0: none
    quint32 count = 0;      ///< how many, for ConstantId and RotatingId
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
