// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/identitylens.h"
#include "ui/timeline/timelinebar.h"
#include "ui/timeline/timelinehover.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timelinetable.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/timemodebutton.h"

#include <QElapsedTimer>
#include <QTimer>

namespace spectap {

/// What the view consists of; for the view's own files and what speaks for it.
struct TimelineView::Parts
{
    Parts(SessionDocument *session, IdentityLens *seenThrough)
        : document(session)
        , lens(seenThrough)
        , timeline(lens->graph())
        , layout(timeline)
    {
    }

    SessionDocument *document;
    IdentityLens *lens;
    std::shared_ptr<const StringPool> strings; ///< of the session that lanes were made of last
    IdentityTimeline timeline;
    TimelineLayout layout;
    TimelineBar *bar = nullptr;
    TimelineOverview *overview = nullptr;
    TimeModeButton *modeButton = nullptr;
    TimelineHover *hover = nullptr;
    TimelineTable *table = nullptr;               ///< made when first wanted
    quint32 markLane = TimelineConnector::NoLane; ///< where the call of the card was pointed at
    TimeReading reading;
    QTimer live;
    QElapsedTimer sinceLaidOut;
    TimeScale scale;
    quint32 taken = 0; ///< rows added to the timeline
    bool rowsDirty = true;
    bool layoutDirty = true;
    bool following = true;
    bool roomy = false;
    quint32 currentSeq = 0;
    StringId currentId = 0; ///< id of the lane that Left and Right step along
    quint32 hoveredLane = TimelineConnector::NoLane;
    QPoint pressed;
    TimeScale pressedScale;
    int pressedScroll = 0;
    bool dragging = false;
    TimeRange range;         ///< picked out; NoTime: none
    QString rangeClause;     ///< what was said of it; empty: nothing
    QTimer rangeDelay;       ///< keys change it many times a second
    Micros rangeFrom = 0;    ///< where the pointer began
    quint32 rangeAnchor = 0; ///< the call where the keys began
    bool ranging = false;    ///< the pointer picks out a range
    bool travelling = false; ///< the pointer holds the cursor in the ruler
    PersonKey moving;        ///< whose profile the pointer holds, to put it elsewhere
    QPoint movingAt;
    bool moveGivenUp = false; ///< by Escape, with the button still down
    QTimer moveScroll;
    int moveScrollBy = 0;
    int keptScroll = 0; ///< where the lanes stood that are being made anew
    IdentityReading shownReading = IdentityReading::Spec;
};

} // namespace spectap
