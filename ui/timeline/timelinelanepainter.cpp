// SPDX-License-Identifier: MIT
// How lanes look: ticks, lines, badges and what joins them. A window holds thousands of these marks, so all
// but the round ones are filled rectangles: QPainter's stroker takes a millisecond for a line of dashes or a
// rounded frame across the window.
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"
#include "ui/timeline/timelinepainter.h"

#include <QPainter>

#include <cmath>

namespace spectap {

namespace {

QPen dashed(const QColor &color, qreal width, const QList<qreal> &pattern)
{
    QPen pen(color, width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern(pattern);
    return pen;
}

} // namespace

void TimelinePainter::paintLane(QPainter &painter, const LaneGeometry &lane) const
{
    const QRect plot = m_layout.plotArea();
    if (lane.bandTo >= lane.bandFrom)
        paintBand(painter, lane);
    const double y = lane.middle() - 0.5;
    for (const LanePiece &hatch : lane.hatches) {
        const double left = std::max<double>(hatch.x1, plot.left() - 1);
        const QRectF box(
            left, lane.top + 2, std::min<double>(hatch.x2 + 4, plot.right() + 2) - left, lane.height - 5);
        if (box.width() <= 0)
            continue;
        painter.save();
        painter.setClipRect(box, Qt::IntersectClip);
        painter.fillRect(box, m_theme.of(Severity::Error).tint);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor stroke = m_theme.of(Severity::Error).fill;
        stroke.setAlphaF(0.35F);
        painter.setPen(QPen(stroke, 1));
        // Anchored to the stretch, not to the screen, so that panning moves it along.
        const double step = 6;
        const double start = hatch.x1 + std::floor((left - hatch.x1) / step - box.height() / step - 1) * step;
        for (double x = start; x < box.right(); x += step)
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
        painter.restore();
    }
    for (const LanePiece &piece : lane.pieces) {
        painter.setPen(piece.style == LanePiece::Style::Solid ? QPen(m_theme.lineInput, 1)
                                                              : dashed(m_theme.lineInput, 1, {3, 2}));
        const double x1 = std::max<double>(piece.x1, plot.left() - 5 + std::fmod(piece.x1, 5));
        painter.drawLine(QLineF(x1, y, std::min<double>(piece.x2, plot.right() + 5), y));
    }
    if (lane.bandTo >= lane.bandFrom)
        return;
    for (const TickColumn &column : lane.columns)
        paintColumn(painter, lane, column);
}

void TimelinePainter::paintBand(QPainter &painter, const LaneGeometry &lane) const
{
    const QRect plot = m_layout.plotArea();
    const double left = std::max<double>(lane.bandFrom - 3, plot.left() - 4);
    const double right = std::min<double>(lane.bandTo + 4, plot.right() + 4);
    const QRectF band(std::floor(left) + 0.5, lane.top + 4.5, std::ceil(right - left), lane.height - 10);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor frame = m_theme.accent;
    frame.setAlphaF(0.45F);
    painter.setPen(QPen(frame, 1));
    painter.setBrush(m_theme.accentTint);
    painter.drawRoundedRect(band, 2, 2);
    painter.restore();
    const int top = lane.top + 6;
    const int height = lane.height - 12;
    for (const TickColumn &column : lane.columns) {
        QColor color = m_theme.of(column.type).fill;
        color.setAlphaF(0.85F);
        painter.fillRect(column.x, top, 1, height,
            column.worst == Severity::Error ? m_theme.of(Severity::Error).fill : color);
    }
}

void TimelinePainter::paintColumn(QPainter &painter, const LaneGeometry &lane, const TickColumn &column) const
{
    const QColor color = m_theme.of(column.type).fill;
    const int height = std::min(14, lane.height - 8);
    const int top = lane.middle() - height / 2 - 1;
    const bool bad = column.worst == Severity::Error;
    const QColor &red = m_theme.of(Severity::Error).fill;
    if (column.dense) {
        // The more calls in the pixel, the fuller; one call is still seen.
        QColor shade = color;
        shade.setAlphaF(static_cast<float>(std::min(1.0, 0.55 + 0.15 * std::log2(double(column.count)))));
        painter.fillRect(column.x, top, 1, height, shade);
        if (bad)
            painter.fillRect(column.x, top + height + 1, 1, 3, red);
        return;
    }
    painter.fillRect(QRect(column.x - 1, top, 2, height), color);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (column.type == CallType::Page)
        painter.drawPolygon(QPolygonF({QPointF(column.x + 1, top), QPointF(column.x + 5.5, top),
            QPointF(column.x + 5.5, top + 4), QPointF(column.x + 1, top + 4)}));
    else if (column.type == CallType::Screen)
        painter.drawEllipse(QPointF(column.x, top + 1), 2.6, 2.6);
    if (bad) {
        painter.setBrush(red);
        painter.drawEllipse(QPointF(column.x, top + height + 1.5), 2.3, 2.3);
    }
    painter.restore();
}

void TimelinePainter::paintBadge(QPainter &painter, const LaneGeometry &lane, const LaneBadge &badge) const
{
    const int size = m_layout.metrics().badge;
    const QRectF box(std::round(badge.x - size / 2.0), lane.middle() - 0.5 - size / 2.0 - 0.5, size, size);
    const bool conflict = badge.conflict != Rule::None;
    const Ink &ink = conflict ? m_theme.of(Severity::Error) : m_theme.of(badge.type);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink.fill, 1.2));
    painter.setBrush(ink.tint);
    painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3);
    QFont font = m_font;
    font.setPixelSize(qMax(7, size * 9 / 14));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(ink.text);
    painter.drawText(box, Qt::AlignCenter, typeLetter(badge.type));
    if (conflict)
        paintSeverityGlyph(
            &painter, QRectF(box.right() - 4, box.top() - 5, 10, 10), Severity::Error, m_theme);
    painter.restore();
}

void TimelinePainter::paintConnector(QPainter &painter, const ConnectorGeometry &geometry) const
{
    const TimelineConnector &connector = *geometry.connector;
    if (geometry.fromY < 0 || geometry.toY < 0)
        return;
    const double x = std::round(geometry.x) - 0.5;
    const int from = geometry.fromY;
    const int to = geometry.toY;
    const bool conflict = connector.conflict != Rule::None || connector.handOver;
    const bool alias = connector.kind == IdentityLink::Kind::Alias;
    const bool observed = connector.kind == IdentityLink::Kind::Observed;
    const QColor color = conflict   ? m_theme.of(Severity::Error).fill
                         : observed ? m_theme.lineInput
                                    : m_theme.of(alias ? CallType::Alias : CallType::Identify).fill;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen = conflict   ? dashed(color, 1.5, {2.5, 1.8})
               : observed ? dashed(color, 1.2, {1, 2})
                          : QPen(color, 1.5);
    painter.setPen(pen);
    if (geometry.oldY >= 0 && geometry.oldY != from) {
        painter.drawLine(QLineF(x, geometry.oldY, x, from));
        painter.setBrush(m_theme.base);
        painter.setPen(QPen(color, 1.5));
        painter.drawEllipse(QPointF(x, geometry.oldY - 0.5), 3, 3);
        painter.setPen(pen);
    }
    const double sign = to > from ? 1 : -1;
    if (from == to) {
        // Both ends are folded into one header.
    } else if (alias) {
        painter.drawLine(QLineF(x - 1.5, from, x - 1.5, to - sign * 5));
        painter.drawLine(QLineF(x + 1.5, from, x + 1.5, to - sign * 5));
        painter.setPen(QPen(color, 1.5));
        painter.drawPolyline(QPolygonF(
            {QPointF(x - 4.5, to - sign * 5.5), QPointF(x, to - 0.5), QPointF(x + 4.5, to - sign * 5.5)}));
    } else {
        painter.drawLine(QLineF(x, from, x, to - sign * 3));
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(m_theme.base);
        painter.drawEllipse(QPointF(x, to - 0.5), 3, 3);
    }
    painter.restore();
}

} // namespace spectap
