// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/identitylens.h"
#include "samplecall.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelineview.h"

#include <memory>

namespace spectap::test {

inline constexpr Micros Second = 1000000;
inline constexpr Micros Start = 1763116600LL * Second;

/// A document with calls in it, as a session file would bring them.
class TimelineFixture
{
public:
    TimelineFixture()
        : document(emptyChecker())
    {
        document.setSession({}, pool);
        view.resize(900, 260);
        view.show();
    }

    void add(CallType type, const char *anonymous, const char *user, Micros at, quint8 errors = 0)
    {
        CallRow row;
        row.type = type;
        row.eventTime = row.receivedAt = Start + at;
        row.anonymous = *anonymous ? pool->intern(anonymous) : 0;
        row.user = *user ? pool->intern(user) : 0;
        row.errors = errors;
        RowBatch batch;
        batch.firstSeq = document.rows().size() + 1;
        batch.rows.push_back(row);
        document.append(std::move(batch));
    }

    /// Where the timeline shows call `seq` on its anonymousId's lane.
    QPoint pointOf(quint32 seq)
    {
        const TimelineLayout &layout = view.layoutForTest();
        for (const LaneGeometry &lane : layout.lanes()) {
            for (const TickColumn &column : lane.columns) {
                if (column.seq == seq && layout.timeline().lanes()[lane.lane].kind == TimelineLane::Kind::Id)
                    return {column.x, lane.middle()};
            }
            for (const LaneBadge &badge : lane.badges) {
                if (badge.seq == seq)
                    return {qRound(badge.x), lane.middle()};
            }
        }
        return {-1, -1};
    }

    std::shared_ptr<StringPool> pool = std::make_shared<StringPool>();
    SessionDocument document;
    IdentityLens lens{&document};
    TimelineView view{&document, &lens};
};

} // namespace spectap::test
