// SPDX-License-Identifier: MIT
#include "ui/theme/paintediconengine.h"

#include <QPainter>
#include <QPixmap>

namespace spectap {

QPixmap PaintedIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap result(size);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    paint(&painter, QRect({}, size), mode, state);
    return result;
}

} // namespace spectap
