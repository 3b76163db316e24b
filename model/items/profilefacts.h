// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/callorder.h"
#include "model/identity/identitygraph.h"
#include "model/identity/profileexternals.h"
#include "model/identity/readingdifferences.h"
#include "model/identity/traithistory.h"
#include "model/items/sentidentities.h"
#include "model/items/violationtally.h"
#include "model/session/rowstore.h"

#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace spectap {

/// A stretch of calls in which an id belonged to the person asked for. Here and below calls are named by
/// their position in the order they are read in.
struct ProfileSpan
{
    IdKind kind = IdKind::User;
    StringId value = 0;
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;

    bool operator==(const ProfileSpan &) const = default;
};

/// The spans of the ids of live profile `profile`, by first appearance.
[[nodiscard]] std::vector<ProfileSpan> profileSpans(const IdentityGraph &graph, quint32 profile);

/// Whose calls to look at, and how far. The same question has the same answer.
struct ProfileQuestion
{
    QString path;
    RowStore::Snapshot rows;
    std::shared_ptr<const StringPool> strings;
    std::vector<Mute> mutes;
    std::vector<ProfileSpan> spans;
    CallOrder order;
    quint32 lastSeq = 0; ///< calls after it do not count
    SentIdentities sent; ///< external ids are told of the calls in it
};

/// A group the person belongs to.
struct ProfileGroup
{
    StringId id = 0;
    quint32 firstSeq = 0; ///< of the call that put the person there
    TraitHistories traits;
};

/// Two ids that the people shown have together, or apart, and would not have so in another reading or order.
struct PeopleDifference
{
    IdentityReading reading = IdentityReading::Spec; ///< the other one
    ReadingOrder order = ReadingOrder::Arrival;      ///< the other one
    bool otherOrder = false;                         ///< it is the order that makes the difference
    ReadingDifference difference;                    ///< with the call's own seq
    QByteArray type = {};                            ///< Reason::Limit: which kind of ids
    QByteArray viaType = {}; ///< Reason::Together: that of difference.via, where there is one
};

/// Something that should not have happened to the ids of a person, or is worth a look.
struct PeopleConflict
{
    Finding finding;        ///< of call seq, as it would be checked
    quint32 seq = 0;        ///< the calls' own ones
    quint32 earlierSeq = 0; ///< the call that it is in conflict with, 0: none
};

/// What the session says of one person: made from rows, bodies and findings. Immutable, shared between
/// threads. Violations name calls by their own seqs.
struct ProfileFacts
{
    quint32 calls = 0;
    std::array<quint32, CallTypeCount> types{};
    std::array<quint32, 4> severities{}; ///< calls by their worst finding
    std::vector<quint32> sources;        ///< calls by source index
    TraitHistories traits;
    std::vector<ProfileGroup> groups;       ///< by first call
    std::vector<ProfileExternal> externals; ///< likewise; with positions as seqs
    std::shared_ptr<const ViolationSnapshot> violations;
};

} // namespace spectap
