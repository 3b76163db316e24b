// SPDX-License-Identifier: MIT
// How the strip looks.
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"
#include "ui/timeline/overviewlayout.h"
#include "ui/timeline/timeruler.h"
#include "ui/timeline/timewindow.h"
#include "ui/volume/volumestrip.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

constexpr int LabelAir = 16; ///< around a label
constexpr int Peg = 3;       ///< below the line: there are errors

} // namespace

void VolumeStrip::paintEvent(QPaintEvent *)
{
    ensureBars();
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.alt);
    painter.setPen(theme.lineStrong);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (m_bars.count() > 0) {
        const QRectF brush = brushRect();
        if (!brush.isNull())
            painter.fillRect(brush, theme.accentTint);
        if (m_hover && m_grip == Grip::None)
            painter.fillRect(barRect(*m_hover), theme.hover);
        if (m_pixmap.isNull() || m_pixmap.devicePixelRatio() != devicePixelRatioF())
            makePixmap();
        painter.drawPixmap(0, 0, m_pixmap);
        if (!brush.isNull()) {
            paintTimeWindow(painter,
                QRectF(QPointF(std::floor(brush.left()) + 0.5, brush.top() + 0.5),
                    QPointF(std::ceil(brush.right()) - 0.5, brush.bottom() - 0.5)),
                0, width(), theme);
        }
    }
    if (!hasFocus())
        return;
    if (const auto bar = currentBar()) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(barRect(*bar).adjusted(-1.5, -1.5, 0.5, 4.5));
    }
    painter.setPen(QPen(theme.accent, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void VolumeStrip::makePixmap()
{
    m_pixmap = QPixmap(size() * devicePixelRatioF());
    m_pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_pixmap.fill(Qt::transparent);
    const Theme &theme = themeOf(this);
    QPainter painter(&m_pixmap);
    painter.setFont(font());
    paintBars(painter, theme);
    paintEnds(painter, theme);
    paintTimes(painter, theme);
}

/// All calls faint, and before them those that the filter shows.
void VolumeStrip::paintBars(QPainter &painter, const Theme &theme) const
{
    const QRect area = plot();
    const quint32 most = m_bars.highest();
    const int foot = area.bottom() + 1;
    painter.fillRect(area.left(), foot, area.width(), 1, theme.lineStrong);
    for (int i = VolumeBars::Before; i <= m_bars.after(); ++i) {
        const VolumeBar &bar = m_bars.bar(i);
        if (bar.all.calls == 0)
            continue;
        const QRect column = barRect(i).toRect();
        const int wide = column.width() > 2 ? column.width() - 1 : column.width();
        const auto paint = [&](int from, int high, const QColor &color) {
            painter.fillRect(column.left(), foot - from - high, wide, high, color);
        };
        // However many clocks are far off: the others keep their height.
        const quint32 full = std::max(most, bar.all.calls);
        const BarParts faint = barParts(bar.all.calls, 0, 0, full, area.height());
        const DensityCounts &shown = bar.matching;
        const BarParts strong = barParts(shown.calls, shown.warnings, shown.errors, full, area.height());
        paint(0, faint.high, theme.lineStrong);
        paint(0, strong.high, theme.text3);
        paint(strong.errors, strong.warnings, theme.of(Severity::Warning).fill);
        paint(0, strong.errors, theme.of(Severity::Error).fill);
        // Told apart without colour: warnings stand off what is below and above them, errors have a peg.
        if (strong.warnings > 0 && strong.warnings < strong.high) {
            const int top = foot - strong.errors - strong.warnings;
            painter.fillRect(column.left(), top - 1, wide, 1, theme.alt);
        }
        if (strong.errors > 0)
            painter.fillRect(column.left(), foot + 1, wide, Peg, theme.of(Severity::Error).fill);
    }
}

/// Arrows away from the strip beside the bars of clocks that are far off, and how many calls those are.
void VolumeStrip::paintEnds(QPainter &painter, const Theme &theme) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text2);
    for (const int end : {VolumeBars::Before, m_bars.after()}) {
        if (m_bars.bar(end).all.calls == 0)
            continue;
        const QRectF column = barRect(end);
        const double outer = end < 0 ? column.left() - 7 : column.right() + 7;
        const double inner = end < 0 ? outer + 5 : outer - 5;
        const double y = column.center().y();
        painter.drawPolygon(QPolygonF{QPointF(outer, y), QPointF(inner, y - 4.5), QPointF(inner, y + 4.5)});
    }
    painter.setPen(theme.text2);
    painter.setFont(monoFont(font(), TimeText));
    const QRect area = plot();
    const QRect row(0, area.bottom() + 3, width(), height() - area.bottom() - 4);
    for (const int end : {VolumeBars::Before, m_bars.after()}) {
        if (const quint32 calls = m_bars.bar(end).all.calls; calls > 0) {
            const int side = end < 0 ? Qt::AlignLeft : Qt::AlignRight;
            painter.drawText(row.adjusted(4, 0, -4, 0), int(Qt::AlignVCenter) | side, countText(calls));
        }
    }
    painter.restore();
}

void VolumeStrip::paintTimes(QPainter &painter, const Theme &theme) const
{
    painter.setFont(monoFont(font(), TimeText));
    const QRect area = plot();
    painter.setClipRect(area.left(), 0, area.width(), height()); // the ends have numbers
    const int top = area.bottom() + 2;
    const auto width = [metrics = painter.fontMetrics()](
                           const QString &label) { return metrics.horizontalAdvance(label) + LabelAir; };
    for (const RulerMark &mark : rulerMarks(scale(), m_reading, width)) {
        if (!mark.major)
            continue;
        painter.setPen(theme.lineStrong);
        painter.drawLine(QLineF(std::floor(mark.x) + 0.5, top, std::floor(mark.x) + 0.5, height() - 1));
        painter.setPen(theme.text2);
        painter.drawText(QRectF(mark.x + 4, top + 1, width(mark.label), height() - top - 2),
            Qt::AlignVCenter | Qt::AlignLeft, mark.label);
    }
}

} // namespace spectap
