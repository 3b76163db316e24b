// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>
#include <QString>

namespace spectap {

class SessionDocument;
class TimelineLayout;

/// What lies under the pointer, as rich text for a tool tip: a call, a join with its conflict, a whole id in
/// the gutter. Empty where there is nothing.
[[nodiscard]] QString timelineHint(
    const TimelineLayout &layout, const SessionDocument &document, QPoint point);

} // namespace spectap
