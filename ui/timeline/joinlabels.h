// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timeline/timelinelayout.h"

class QFontMetrics;

namespace spectap {

class StringPool;

/// What stands beside the mark of a join: "identify → u_4217", "alias reversed".
struct JoinLabel
{
    QString text;
    QRect box; ///< in the viewport
    quint32 seq = 0;
    CallType type = CallType::Identify;
    bool conflict = false;
};

/// Those of the joins in sight, where lanes are high enough for words. Above the line of the lane, right of
/// the mark or, where that is taken or leaves the window, left of it; one that finds no place is told by the
/// card alone. Ids that were only seen together have none.
[[nodiscard]] std::vector<JoinLabel> joinLabels(
    const TimelineLayout &layout, const StringPool &strings, const QFontMetrics &metrics);

} // namespace spectap
