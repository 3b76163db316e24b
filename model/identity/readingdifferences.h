// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityrecord.h"

#include <vector>

namespace spectap {

/// An id apart from a graph: the same one in every reading.
struct IdName
{
    IdKind kind = IdKind::Anonymous;
    quint8 type = 0; ///< IdKind::External: index into UnifyPolicy::types
    StringId value = 0;

    bool operator==(const IdName &) const = default;
};

/// Two ids that one way of reading has as one person and another has not, or the other way round.
struct ReadingDifference
{
    enum class Reason : quint8
    {
        AliasJoinsNothing, ///< apart: in Unify an alias does not merge
        Limit,             ///< apart: a profile would hold more than `limit` values of `type`
        Merges,            ///< apart: the profile has merged `limit` times
        Mappings,          ///< apart: the profile holds `limit` identifiers
        NotLinked,         ///< apart: a call carried both, which is not enough there
        OtherOwner,        ///< apart: another call gave `a` to another user
        Together,          ///< joined: by a call that carried both, or by an external id
    };
    bool joined = false; ///< this reading has them together; otherwise it keeps them apart
    Reason reason = Reason::Together;
    IdentityLink::Kind link = IdentityLink::Kind::Identify; ///< what joined them where they are together
    quint8 type = 0;
    quint32 limit = 0;
    quint32 seq = 0; ///< of the call that made the difference
    IdName a;
    IdName b;
    IdName via{}; ///< Together, NotLinked: the external id both have; value 0: a call carries both
};

/// What `other` makes of the calls that `base` does not, by seq. Both were read from the same record up to
/// the same call: in two readings, or in two orders.
[[nodiscard]] std::vector<ReadingDifference> readingDifferences(
    const ResolvedIdentities &base, const ResolvedIdentities &other);

/// "unify keeps a1 and u2 apart: limit 1 user_id per profile". Ids are cut down to what a line of text bears.
[[nodiscard]] QByteArray differenceText(
    const ReadingDifference &difference, const ResolvedIdentities &other, const StringPool &strings);

} // namespace spectap
