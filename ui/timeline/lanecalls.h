// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"

namespace spectap {

/// The calls that a lane's menu leads to; 0: there is none.
struct LaneCalls
{
    quint32 first = 0;    ///< by time
    quint32 link = 0;     ///< the first that joined its id, or one of its ids, to another
    quint32 conflict = 0; ///< the first, hints aside
};

/// Of a lane, or of all lanes below a header. Walks the joins and conflicts of the session.
[[nodiscard]] LaneCalls callsOfLane(const IdentityTimeline &timeline, quint32 lane);

} // namespace spectap
