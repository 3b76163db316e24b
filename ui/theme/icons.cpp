// SPDX-License-Identifier: MIT
#include "ui/theme/icons.h"

#include "ui/theme/paintediconengine.h"
#include "ui/theme/tokens.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QPixmap iconPixmap(const QString &name, const QColor &color, const QSize &pixels)
{
    const QString key = u"spectap-icon/%1/%2/%3x%4"_s.arg(name, color.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(u":/icons/"_s + name + u".svg"_s);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    if (file.open(QIODevice::ReadOnly)) {
        QSvgRenderer svg(file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1()));
        svg.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(color.alphaF());
        svg.render(&painter);
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class LineIconEngine final : public PaintedIconEngine
{
public:
    LineIconEngine(QString name, IconInk ink)
        : m_name(std::move(name))
        , m_ink(ink)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintLineIcon(painter, rect, m_name, color(mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, color(mode, state), size);
    }

    QIconEngine *clone() const override { return new LineIconEngine(*this); }
    QString key() const override { return u"spectap-line"_s; }
    QString iconName() override { return m_name; }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        const QPalette palette = QGuiApplication::palette();
        const Theme &theme = themeOf(palette);
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        switch (m_ink) {
        case IconInk::Accent:
            return theme.accent;
        case IconInk::OnAccent:
            return theme.onAccent;
        case IconInk::Muted:
            return state == QIcon::On ? theme.accent : theme.text3;
        case IconInk::Text:
            break;
        }
        return state == QIcon::On ? theme.accent : theme.text;
    }

    QString m_name;
    IconInk m_ink;
};

class AppIconEngine final : public PaintedIconEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->setPen(Qt::NoPen);
        painter->setBrush(Theme::light().accent);
        painter->drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3.5, 3.5);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(Qt::white, 1.35, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF pulse[] = {{3.5, 8}, {5.5, 8}, {7, 4}, {9.2, 12}, {10.7, 8}, {12.5, 8}};
        painter->drawPolyline(pulse, 6);
        painter->restore();
    }

    QIconEngine *clone() const override { return new AppIconEngine(*this); }
};

} // namespace

QIcon lineIcon(const QString &name, IconInk ink)
{
    return QIcon(new LineIconEngine(name, ink));
}

void paintLineIcon(QPainter *painter, const QRectF &box, const QString &name, const QColor &color)
{
    const qreal ratio = painter->device()->devicePixelRatio();
    const QSize pixels(qCeil(box.width() * ratio), qCeil(box.height() * ratio));
    QPixmap pixmap = iconPixmap(name, color, pixels);
    pixmap.setDevicePixelRatio(ratio);
    painter->drawPixmap(box.topLeft(), pixmap);
}

QIcon appIcon()
{
    return QIcon(new AppIconEngine);
}

} // namespace spectap
