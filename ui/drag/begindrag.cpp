// SPDX-License-Identifier: MIT
#include "ui/drag/begindrag.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QDrag>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace spectap {

namespace {

constexpr int BadgePadding = 8;
constexpr int BadgeWidth = 260;       ///< of its text, at most
constexpr QPoint BadgePlace(-10, -6); ///< from the pointer

QPixmap badgeOf(const QString &title, const QWidget *source)
{
    const Theme &theme = themeOf(source);
    const QFont font = scaledFont(source->font(), SmallText, QFont::DemiBold);
    const QFontMetrics metrics(font);
    const QString text = metrics.elidedText(title, Qt::ElideRight, BadgeWidth);
    const QSize size(metrics.horizontalAdvance(text) + 2 * BadgePadding, metrics.height() + BadgePadding);
    QPixmap badge(size * source->devicePixelRatioF());
    badge.setDevicePixelRatio(source->devicePixelRatioF());
    badge.fill(Qt::transparent);
    QPainter painter(&badge);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.accent);
    painter.setBrush(theme.accentTint);
    painter.drawRoundedRect(QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(font);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    return badge;
}

} // namespace

void beginDrag(QWidget *source, std::unique_ptr<QMimeData> data, const QString &title)
{
    if (!(QGuiApplication::mouseButtons() & Qt::LeftButton))
        return;
    auto *drag = new QDrag(source); // deletes itself
    drag->setMimeData(data.release());
    drag->setPixmap(badgeOf(title, source));
    drag->setHotSpot(BadgePlace);
    drag->exec(Qt::CopyAction);
}

} // namespace spectap
