// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"
#include "model/session/rowstore.h"
#include "ui/timeline/timelinelayout.h"

namespace spectap {

/// The lane that shows call `seq`: that of the id `preferred` if the call carries it, else of its
/// anonymousId, of its userId, of its previousId. NoLane when the timeline does not show it.
[[nodiscard]] quint32 laneShowing(
    const IdentityTimeline &timeline, const RowStore &rows, quint32 seq, StringId preferred);

/// The call after (1) or before (-1) `tick` on a lane by time, 0: none.
[[nodiscard]] quint32 neighbourOnLane(
    const IdentityTimeline &timeline, quint32 lane, const TimelineTick &tick, int direction);

/// The call at the beginning (-1) or end (1) of a lane by time, 0: it has none.
[[nodiscard]] quint32 endOfLane(const IdentityTimeline &timeline, quint32 lane, int direction);

/// The header that `lane` is listed below, itself if it is one; NoLane: none.
[[nodiscard]] quint32 headerOf(const IdentityTimeline &timeline, quint32 lane);

/// Of those conflicts of `graph` that `filter` shows: the call of the one after (1) or before (-1) call
/// `seq`, from the other end when there is none; 0: there are only hints.
[[nodiscard]] quint32 conflictFrom(
    const IdentityGraph &graph, const LaneFilter &filter, quint32 seq, int direction);

/// Where the mark of call `seq`, which happened at `time`, stands on a lane, in the viewport; empty when it
/// is not in sight.
[[nodiscard]] QRect markOnLane(const TimelineLayout &layout, quint32 lane, quint32 seq, Micros time);
/// How many calls share the pixel column of call `seq` on a lane with it.
[[nodiscard]] quint32 callsBeside(const TimelineLayout &layout, quint32 lane, quint32 seq);

/// The last call by event time that happened at `time` or before, 0: none.
[[nodiscard]] quint32 lastCallUntil(const RowStore &rows, Micros time);

/// What a view shows that nobody has moved: the whole session, of a long live one its newest minutes. NoTime:
/// no calls.
[[nodiscard]] TimeRange rangeToFollow(const RowStore &rows, Micros now);

} // namespace spectap
