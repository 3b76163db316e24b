// SPDX-License-Identifier: MIT
#include "ui/theme/severityglyphs.h"

#include "ui/theme/paintediconengine.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace spectap {

namespace {

/// Maps the 14-unit design grid to `box` for as long as it lives.
class Grid
{
public:
    Grid(QPainter *painter, const QRectF &box)
        : m_painter(painter)
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(box.topLeft());
        painter->scale(box.width() / GlyphSize, box.height() / GlyphSize);
    }
    ~Grid() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(Grid)

private:
    QPainter *m_painter;
};

QPen roundPen(const QColor &color, qreal width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

class SeverityIconEngine final : public PaintedIconEngine
{
public:
    explicit SeverityIconEngine(Severity severity)
        : m_severity(severity)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.5);
        paintSeverityGlyph(painter, rect, m_severity, themeOf(QGuiApplication::palette()));
    }

    QIconEngine *clone() const override { return new SeverityIconEngine(*this); }

private:
    Severity m_severity;
};

} // namespace

void paintSeverityGlyph(QPainter *painter, const QRectF &box, Severity severity, const Theme &theme)
{
    const Grid grid(painter, box);
    const QColor &fill = theme.of(severity).fill;
    switch (severity) {
    case Severity::Error:
        painter->setPen(Qt::NoPen);
        painter->setBrush(fill);
        painter->drawEllipse(QPointF(7, 7), 6.3, 6.3);
        painter->setPen(roundPen(theme.onFill, 1.6));
        painter->drawLine(QPointF(4.8, 4.8), QPointF(9.2, 9.2));
        painter->drawLine(QPointF(9.2, 4.8), QPointF(4.8, 9.2));
        break;
    case Severity::Warning: {
        const QPointF triangle[] = {{7, 1.5}, {12.9, 12.1}, {1.1, 12.1}};
        painter->setPen(roundPen(fill, 1.2));
        painter->setBrush(fill);
        painter->drawPolygon(triangle, 3);
        painter->setPen(roundPen(theme.onFill, 1.5));
        painter->drawLine(QPointF(7, 5.4), QPointF(7, 8.4));
        painter->drawPoint(QPointF(7, 10.6));
        break;
    }
    case Severity::Info: {
        const QPointF diamond[] = {{7, 1.2}, {12.8, 7}, {7, 12.8}, {1.2, 7}};
        painter->setPen(roundPen(fill, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawPolygon(diamond, 4);
        break;
    }
    case Severity::Ok: {
        const QPointF check[] = {{2.5, 7.5}, {5.5, 10.5}, {11.5, 4}};
        painter->setPen(roundPen(fill, 1.6));
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(check, 3);
        break;
    }
    }
}

void paintMissingGlyph(QPainter *painter, const QRectF &box, const Theme &theme)
{
    const Grid grid(painter, box);
    const QColor &fill = theme.of(Severity::Error).fill;
    QPen dashed(fill, 1.3);
    dashed.setDashPattern({1.9, 1.5});
    painter->setPen(dashed);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(1.5, 1.5, 11, 11), 2, 2);
    painter->setPen(roundPen(fill, 1.5));
    painter->drawLine(QPointF(7, 4.6), QPointF(7, 9.4));
    painter->drawLine(QPointF(4.6, 7), QPointF(9.4, 7));
}

QIcon severityIcon(Severity severity)
{
    return QIcon(new SeverityIconEngine(severity));
}

} // namespace spectap
