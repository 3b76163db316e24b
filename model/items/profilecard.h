// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilefacts.h"

namespace spectap {

/// An id of a person, as the card lists it.
struct ProfileId
{
    IdKind kind = IdKind::User;
    QByteArray type = {}; ///< IdKind::External: "email", "ios.idfa"
    QByteArray value;
    quint32 calls = 0;
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;
    quint32 broughtBy = 0; ///< the call that linked it to this person, else the first that carried it
    bool linked = false;   ///< broughtBy joined it to a user
    bool left = false;     ///< handed over to another person since
};

/// One person as known at a call: everything the profile card shows and copies. Calls are named by their
/// position in `order`.
struct ProfileCard
{
    quint32 profile = IdentityGraph::NoProfile;
    QByteArray id; ///< what stands for the person: the newest userId, else the first id
    std::vector<ProfileId> ids;
    quint32 cursor = 0; ///< traits are those known after this call
    quint32 mark = 0;   ///< another call to tell the changes since; 0: none
    CallOrder order;
    std::vector<PeopleDifference> others;      ///< what other readings make of this person
    std::vector<PeopleConflict> conflicts;     ///< and what is wrong with the ids, by call
    std::shared_ptr<const UnifyPolicy> policy; ///< names the kinds of external ids
    std::shared_ptr<const ProfileFacts> facts; ///< null while they are being read

    /// What to call the person: the name or email they gave, else `id`. UTF-8.
    [[nodiscard]] QByteArray name() const;
};

/// The live profile that the call at `position` belongs to: its userId's, else its anonymousId's; NoProfile
/// without a usable id.
[[nodiscard]] quint32 profileOfCall(const IdentityGraph &graph, const CallRow &row, quint32 position);
/// The card of live profile `profile`, without facts.
[[nodiscard]] ProfileCard profileCard(const IdentityGraph &graph, const StringPool &strings, quint32 profile);
/// The card as JSON, to be copied: ids, traits with their history, groups, counts.
[[nodiscard]] QByteArray profileCardJson(const ProfileCard &card, const StringPool &strings);
/// The clause of the filter language that finds the person's calls.
[[nodiscard]] QString profileFilter(const ProfileCard &card);

} // namespace spectap
