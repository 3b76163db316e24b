// SPDX-License-Identifier: MIT
// How lanes look: ticks, lines, badges and what joins them. A window holds thousands of these marks, so all
// but the round ones are filled rectangles: QPainter's stroker takes a millisecond for a line of dashes or a
// rounded frame across the window.
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"
#include "ui/timeline/joinlabels.h"
#include "ui/timeline/timelinepainter.h"

#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace spectap {

namespace {

/// A strip of `on` pixels of colour and `off` of none, repeated along it from `start` on.
void fillDashes(QPainter &painter, const QRectF &strip, QPointF start, const QColor &color, int on, int off)
{
    const bool across = strip.width() > strip.height();
    QImage tile(across ? QSize(on + off, 1) : QSize(1, on + off), QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    for (int i = 0; i < on; ++i)
        tile.setPixelColor(across ? i : 0, across ? 0 : i, color);
    painter.setBrushOrigin(start);
    painter.fillRect(strip, QBrush(tile));
}

/// Upright strips of one pixel, side by side: thousands of them in one go.
class Strips
{
public:
    /// In `area`, from its top to its bottom.
    explicit Strips(const QRect &area)
        : m_area(area)
    {
    }

    void set(int x, const QColor &color)
    {
        if (x < m_area.left() || x > m_area.right())
            return;
        if (m_colors.isNull()) {
            m_colors = QImage(m_area.width(), 1, QImage::Format_ARGB32_Premultiplied);
            m_colors.fill(Qt::transparent);
            m_line = reinterpret_cast<QRgb *>(m_colors.scanLine(0));
        }
        m_line[x - m_area.left()] = qPremultiply(color.rgba());
    }

    void paint(QPainter &painter) const
    {
        if (m_colors.isNull())
            return;
        painter.setBrushOrigin(m_area.topLeft());
        painter.fillRect(m_area, QBrush(m_colors));
    }

private:
    QRect m_area;
    QImage m_colors; ///< a row of pixels, repeated downwards
    QRgb *m_line = nullptr;
};

/// A frame of one pixel without its corners.
void fillFrame(QPainter &painter, const QRect &box, const QColor &color)
{
    painter.fillRect(box.left() + 1, box.top(), box.width() - 2, 1, color);
    painter.fillRect(box.left() + 1, box.bottom(), box.width() - 2, 1, color);
    painter.fillRect(box.left(), box.top() + 1, 1, box.height() - 2, color);
    painter.fillRect(box.right(), box.top() + 1, 1, box.height() - 2, color);
}

int tickHeight(const LaneGeometry &lane)
{
    return std::min(14, lane.height - 8);
}

} // namespace

void TimelinePainter::paintLane(QPainter &painter, const LaneGeometry &lane) const
{
    const QRect plot = m_layout.plotArea();
    if (lane.bandTo >= lane.bandFrom)
        paintBand(painter, lane);
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
        const double left = std::floor(std::max<double>(piece.x1, plot.left()));
        const double right = std::floor(std::min<double>(piece.x2, plot.right() + 1));
        const QRectF line(left, lane.middle() - 1, right - left + 1, 1);
        if (right < left)
            continue;
        if (piece.style == LanePiece::Style::Solid)
            painter.fillRect(line, m_theme.lineInput);
        else
            fillDashes(painter, line, {std::fmod(piece.x1, 5), line.top()}, m_theme.lineInput, 3, 2);
    }
    if (lane.bandTo >= lane.bandFrom)
        return;
    const int high = tickHeight(lane);
    const int top = lane.middle() - high / 2 - 1;
    Strips bars({plot.left(), top, plot.width(), high});
    Strips bad({plot.left(), top + high + 1, plot.width(), 3});
    for (const TickColumn &column : lane.columns) {
        if (!column.dense)
            continue;
        // The more calls in the pixel, the fuller; one call is still seen.
        QColor shade = m_theme.of(column.type).fill;
        shade.setAlphaF(static_cast<float>(std::min(1.0, 0.55 + 0.15 * std::log2(double(column.count)))));
        bars.set(column.x, shade);
        if (column.worst == Severity::Error)
            bad.set(column.x, m_theme.of(Severity::Error).fill);
    }
    bars.paint(painter);
    bad.paint(painter);
    for (const TickColumn &column : lane.columns) {
        if (!column.dense)
            paintTick(painter, lane, column);
    }
}

void TimelinePainter::paintBand(QPainter &painter, const LaneGeometry &lane) const
{
    const QRect plot = m_layout.plotArea();
    const double left = std::max<double>(lane.bandFrom - 3, plot.left() - 4);
    const double right = std::min<double>(lane.bandTo + 4, plot.right() + 4);
    const QRect band(static_cast<int>(std::floor(left)), lane.top + 4,
        static_cast<int>(std::ceil(right - left)) + 1, lane.height - 9);
    QColor frame = m_theme.accent;
    frame.setAlphaF(0.45F);
    painter.fillRect(band.adjusted(1, 1, -1, -1), m_theme.accentTint);
    fillFrame(painter, band, frame);
    Strips calls({plot.left(), lane.top + 6, plot.width(), lane.height - 12});
    for (const TickColumn &column : lane.columns) {
        QColor color = m_theme.of(column.type).fill;
        color.setAlphaF(0.85F);
        calls.set(column.x, column.worst == Severity::Error ? m_theme.of(Severity::Error).fill : color);
    }
    calls.paint(painter);
}

void TimelinePainter::paintTick(QPainter &painter, const LaneGeometry &lane, const TickColumn &column) const
{
    const QColor color = m_theme.of(column.type).fill;
    const int height = tickHeight(lane);
    const int top = lane.middle() - height / 2 - 1;
    const bool bad = column.worst == Severity::Error;
    const QColor &red = m_theme.of(Severity::Error).fill;
    painter.fillRect(QRect(column.x - 1, top, 2, height), color);
    if (column.type == CallType::Page)
        painter.fillRect(column.x + 1, top, 4, 4, color);
    if (!bad && column.type != CallType::Screen)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (column.type == CallType::Screen)
        painter.drawEllipse(QPointF(column.x, top + 1), 2.6, 2.6);
    if (bad) {
        painter.setBrush(red);
        painter.drawEllipse(QPointF(column.x, top + height + 1.5), 2.3, 2.3);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
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
    const bool conflict = connector.conflict != Rule::None || connector.handOver;
    const bool alias = connector.kind == IdentityLink::Kind::Alias;
    const bool observed = connector.kind == IdentityLink::Kind::Observed;
    const QColor color = conflict   ? m_theme.of(Severity::Error).fill
                         : observed ? m_theme.lineInput
                                    : m_theme.of(alias ? CallType::Alias : CallType::Identify).fill;
    const int x = static_cast<int>(std::round(geometry.x)) - 1;
    const auto line = [&](int left, int width, int from, int to) {
        const QRectF strip(left, std::min(from, to), width, std::abs(to - from));
        if (conflict)
            fillDashes(painter, strip, strip.topLeft(), color, 4, 3);
        else if (observed)
            fillDashes(painter, strip, strip.topLeft(), color, 1, 2);
        else
            painter.fillRect(strip, color);
    };
    const auto ring = [&](int y) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(m_theme.base);
        painter.drawEllipse(QPointF(x + 0.5, y - 0.5), 3, 3);
        painter.setRenderHint(QPainter::Antialiasing, false);
    };
    const int from = geometry.fromY;
    const int to = geometry.toY;
    if (geometry.oldY != ConnectorGeometry::Nowhere && geometry.oldY != from) {
        line(x, 2, geometry.oldY, from);
        ring(geometry.oldY);
    }
    if (from == to)
        return; // both ends are folded into one header
    const int sign = to > from ? 1 : -1;
    if (!alias) {
        line(x, observed ? 1 : 2, from, to - sign * 3);
        ring(to);
        return;
    }
    line(x - 2, 1, from, to - sign * 5);
    line(x + 2, 1, from, to - sign * 5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF(
        {QPointF(x - 4, to - sign * 5.5), QPointF(x + 0.5, to - 0.5), QPointF(x + 5, to - sign * 5.5)}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelinePainter::paintLabels(QPainter &painter) const
{
    const QFont font = scaledFont(m_font, SmallText);
    painter.setFont(font);
    for (const JoinLabel &label : joinLabels(m_layout, m_strings, QFontMetrics(font))) {
        painter.setPen(label.conflict ? m_theme.of(Severity::Error).text : m_theme.of(label.type).text);
        painter.drawText(label.box, int(Qt::AlignCenter) | Qt::TextSingleLine, label.text);
    }
}

} // namespace spectap
