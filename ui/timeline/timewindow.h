// SPDX-License-Identifier: MIT
#pragma once

class QPainter;
class QRectF;

namespace spectap {

struct Theme;

/// The frame and the two handles of a stretch of time that can be dragged, for whoever has painted what is
/// in it. Handles stay between `left` and `right`.
void paintTimeWindow(QPainter &painter, const QRectF &window, double left, double right, const Theme &theme);

} // namespace spectap
