// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"
#include "ui/timereading.h"

namespace spectap {

class SessionDocument;

/// What there is to tell of a lane: for the tip in the gutter, the table and assistive technology.

/// What a profile's traits call it; empty: nothing, or the lane is none of a profile.
[[nodiscard]] QString laneName(
    const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane);
/// "Maya Okafor" (else its id), "3b7e52aa", "Unresolved", "no ID".
[[nodiscard]] QString laneTitle(
    const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane);
/// "profile", "anonymousId", "userId", "previousId"; empty for the others.
[[nodiscard]] QString laneKind(const TimelineLane &lane);
/// The call that linked the lane's id to its user: 0: none has, or it is the user's own.
[[nodiscard]] quint32 linkingCall(const IdentityTimeline &timeline, quint32 lane);
/// "identify #12"; empty without one.
[[nodiscard]] QString linkedBy(
    const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane);
/// How many conflicts, hints aside, the lane's id has a part in; of a header: its profile.
[[nodiscard]] quint32 conflictsOn(const IdentityTimeline &timeline, quint32 lane);

/// One line: "profile maya, 3 IDs, 120 calls, 1 conflict", "anonymousId 3b7e52aa, 40 calls, linked by
/// identify #12".
[[nodiscard]] QString laneSpoken(
    const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane);
/// As rich text.
[[nodiscard]] QString laneHtml(const IdentityTimeline &timeline, const SessionDocument &document,
    const TimeReading &reading, quint32 lane);

} // namespace spectap
