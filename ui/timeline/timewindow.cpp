// SPDX-License-Identifier: MIT
#include "ui/timeline/timewindow.h"

#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>

namespace spectap {

void paintTimeWindow(QPainter &painter, const QRectF &window, double left, double right, const Theme &theme)
{
    painter.save();
    painter.setPen(theme.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(window);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.base);
    const double high = std::min(12.0, window.height() - 4);
    for (const double edge : {window.left(), window.right()}) {
        const double x = std::clamp(edge, left + 2.5, right - 3.5);
        painter.drawRoundedRect(QRectF(x - 2.5, window.center().y() - high / 2, 5, high), 1.5, 1.5);
    }
    painter.restore();
}

} // namespace spectap
