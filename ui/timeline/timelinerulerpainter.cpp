// SPDX-License-Identifier: MIT
// What the painter draws across all lanes: the ruler, the cursor, a stretch of time, what is yet to come.
#include "ui/theme/fonts.h"
#include "ui/timeline/timelinepainter.h"

#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace spectap {

namespace {

constexpr int LabelIndent = 4;
constexpr int LabelAir = 8; ///< between a label and the mark after it

} // namespace

std::vector<RulerMark> TimelinePainter::makeMarks() const
{
    return rulerMarks(m_layout.scale(), m_reading, [metrics = QFontMetrics(m_mono)](const QString &label) {
        return LabelIndent + metrics.horizontalAdvance(label) + LabelAir;
    });
}

void TimelinePainter::paintRuler(QPainter &painter, QSize viewport, std::span<const RulerMark> marks) const
{
    const int height = m_layout.metrics().ruler;
    painter.fillRect(QRect(0, 0, viewport.width(), height), m_theme.chrome);
    painter.fillRect(0, height - 1, viewport.width(), 1, m_theme.lineStrong);
    const QRect plot = m_layout.plotArea();
    painter.fillRect(plot.left() - 1, 0, 1, height, m_theme.lineStrong);
    painter.save();
    painter.setClipRect(QRect(plot.left(), 0, plot.width(), height));
    painter.setFont(m_mono);
    for (const RulerMark &mark : marks) {
        const int x = static_cast<int>(std::floor(mark.x));
        const int top = mark.newDay ? 0 : mark.major ? 2 : height - 5;
        painter.fillRect(
            x, top, mark.newDay ? 2 : 1, height - top - 1, mark.newDay ? m_theme.text3 : m_theme.lineStrong);
        if (!mark.major)
            continue;
        // A new day says which; it is darker than the hours around it.
        painter.setPen(mark.newDay ? m_theme.text : m_theme.text2);
        painter.drawText(QRectF(x + LabelIndent, 0, plot.width(), height - 2),
            Qt::AlignVCenter | Qt::AlignLeft, mark.label);
    }
    painter.restore();
}

void TimelinePainter::paintRange(QPainter &painter) const
{
    if (m_range.begin == NoTime)
        return;
    const QRect plot = m_layout.plotArea();
    const TimeScale &scale = m_layout.scale();
    const int left = static_cast<int>(
        std::floor(std::clamp<double>(scale.x(m_range.begin), plot.left() - 2, plot.right() + 2)));
    const int right = static_cast<int>(
        std::ceil(std::clamp<double>(scale.x(m_range.end), plot.left() - 2, plot.right() + 2)));
    painter.save();
    painter.setClipRect(plot);
    QColor tint = m_theme.accentTint;
    tint.setAlphaF(0.75F);
    painter.fillRect(QRect(QPoint(left, plot.top()), QPoint(right, plot.bottom())), tint);
    for (const int edge : {left, right})
        painter.fillRect(edge, plot.top(), 1, plot.height(), m_theme.accent);
    painter.restore();
}

void TimelinePainter::paintNotYet(QPainter &painter) const
{
    if (m_notYet == NoTime)
        return;
    QRectF later = m_layout.plotArea();
    later.setLeft(std::max(later.left(), m_layout.scale().x(m_notYet) + 1));
    if (later.isValid())
        painter.fillRect(later, QBrush(m_theme.line, Qt::BDiagPattern));
}

/// A text on the accent in the ruler, around `x` as far as there is room.
void TimelinePainter::paintFlag(QPainter &painter, double x, const QString &text) const
{
    const QRect plot = m_layout.plotArea();
    const int width = QFontMetrics(m_mono).horizontalAdvance(text) + 10;
    const int left = qBound(plot.left(), static_cast<int>(std::floor(x)) - width / 2,
        qMax(plot.left(), plot.right() - width + 1));
    const QRect box(left, 1, width, m_layout.metrics().ruler - 3);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    painter.drawRoundedRect(box, 2, 2);
    painter.setPen(m_theme.onAccent);
    painter.setFont(m_mono);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

void TimelinePainter::paintCursor(QPainter &painter, QSize viewport) const
{
    const TimeScale &scale = m_layout.scale();
    if (m_cursor != NoTime && scale.shows(m_cursor)) {
        const int x = static_cast<int>(std::floor(scale.x(m_cursor)));
        painter.fillRect(
            QRect(x, m_layout.metrics().ruler - 2, m_focused ? 2 : 1, viewport.height()), m_theme.accent);
        if (m_range.begin == NoTime)
            paintFlag(painter, x, m_reading.clock(m_cursor).chopped(2));
    }
    if (m_range.begin == NoTime)
        return;
    const QRect plot = m_layout.plotArea();
    const double left = std::max<double>(scale.x(m_range.begin), plot.left());
    const double right = std::min<double>(scale.x(m_range.end), plot.right());
    if (left <= right)
        paintFlag(painter, (left + right) / 2, durationText(m_range.end - m_range.begin));
}

} // namespace spectap
