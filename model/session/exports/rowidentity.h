// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"
#include "model/session/callrow.h"

namespace spectap {

/// What identity reads of a row. `other` holds an alias's previousId and any other call's groupId.
[[nodiscard]] inline IdentityInput identityInput(const CallRow &row, quint32 seq)
{
    const bool alias = row.type == CallType::Alias;
    return {.seq = seq,
        .type = row.type,
        .user = row.user,
        .anonymous = row.anonymous,
        .previous = alias ? row.other : 0,
        .group = alias ? 0 : row.other,
        .time = row.eventTime};
}

/// What the timeline reads of a row.
[[nodiscard]] inline TimelineCall timelineCall(const CallRow &row, quint32 seq)
{
    return {.seq = seq,
        .type = row.type,
        .severity = row.worst(),
        .user = row.user,
        .anonymous = row.anonymous,
        .previous = row.type == CallType::Alias ? row.other : 0,
        .time = row.eventTime};
}

} // namespace spectap
