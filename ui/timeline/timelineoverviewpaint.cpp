// SPDX-License-Identifier: MIT
// How the strip with the whole session looks.
#include "model/items/sessiondocument.h"
#include "ui/theme/fonts.h"
#include "ui/theme/severityglyphs.h"
#include "ui/theme/tokens.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timeruler.h"
#include "ui/timeline/timewindow.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int LabelAir = 16; ///< around a label
constexpr Micros Day = 86'400'000'000;

} // namespace

void TimelineOverview::paintEvent(QPaintEvent *)
{
    ensureLayout();
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.alt);
    painter.setPen(theme.lineStrong);
    painter.drawLine(0, 0, width(), 0);
    painter.drawLine(m_plot.left - 1, 0, m_plot.left - 1, height());
    paintWords(painter);
    if (m_density.calls() > 0) {
        painter.setClipRect(m_plot.left, 1, m_plot.width, height() - 1);
        if (!isLow())
            paintTimes(painter);
        paintWindow(painter);
        paintMarks(painter);
    }
    if (hasFocus()) {
        painter.setClipping(false);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TimelineOverview::paintBars(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    const QRect area = barArea();
    const auto most = std::ranges::max_element(m_bars, {}, &OverviewBar::calls);
    if (most == m_bars.end())
        return;
    for (const OverviewBar &bar : m_bars) {
        const BarParts parts = barParts(bar.calls, bar.warnings, bar.errors, most->calls, area.height());
        const bool visible =
            bar.x + OverviewLayout::BarPitch > m_layout.windowLeft() && bar.x < m_layout.windowRight();
        const int foot = area.bottom() + 1;
        constexpr int Wide = OverviewLayout::BarPitch - 1;
        const auto paint = [&](int from, int high, const QColor &color) {
            painter.fillRect(bar.x, foot - from - high, Wide, high, color);
        };
        paint(0, parts.high, visible ? theme.text3 : theme.lineInput);
        paint(parts.errors, parts.warnings, theme.of(Severity::Warning).fill);
        paint(0, parts.errors, theme.of(Severity::Error).fill);
    }
}

void TimelineOverview::paintWindow(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    const QRect area = barArea();
    const QRectF window(QPointF(std::floor(m_layout.windowLeft()) + 0.5, area.top() - 1.5),
        QPointF(std::ceil(m_layout.windowRight()) - 0.5, area.bottom() + 1.5));
    painter.fillRect(window, theme.accentTint);
    paintBars(painter);
    if (m_cursor != NoTime && m_layout.scale().shows(m_cursor))
        painter.fillRect(static_cast<int>(m_layout.scale().x(m_cursor)), area.top() - 1, 1, area.height() + 2,
            theme.accent);
    // At the ends of the strip the whole handle is to be seen.
    paintTimeWindow(painter, window, m_plot.left, m_plot.left + m_plot.width, theme);
}

void TimelineOverview::paintMarks(QPainter &painter) const
{
    if (m_marks.empty())
        return;
    const int size = isLow() ? 7 : 9;
    QPixmap mark(QSize(size, size) * devicePixelRatioF()); // painted once, there may be a hundred
    mark.setDevicePixelRatio(devicePixelRatioF());
    mark.fill(Qt::transparent);
    QPainter glyph(&mark);
    paintSeverityGlyph(&glyph, QRectF(0, 0, size, size), Severity::Error, themeOf(this));
    glyph.end();
    for (const int x : m_marks)
        painter.drawPixmap(x - size / 2, 1, mark);
}

void TimelineOverview::paintTimes(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    const TimeScale &scale = m_layout.scale();
    const int top = barArea().bottom() + 2;
    painter.setFont(monoFont(font(), 0.84));
    const auto width = [metrics = painter.fontMetrics()](
                           const QString &label) { return metrics.horizontalAdvance(label) + LabelAir; };
    for (const RulerMark &mark : rulerMarks(scale, m_reading, width)) {
        if (!mark.major)
            continue;
        painter.setPen(theme.lineStrong);
        painter.drawLine(QLineF(std::floor(mark.x) + 0.5, top, std::floor(mark.x) + 0.5, height()));
        painter.setPen(theme.text2);
        painter.drawText(QRectF(mark.x + 4, top, width(mark.label), height() - top),
            Qt::AlignVCenter | Qt::AlignLeft, mark.label);
    }
}

void TimelineOverview::paintWords(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    const QRect box = QRect(0, 1, m_plot.left, height() - 1).adjusted(10, 0, -8, 0);
    const auto line = [&](const QRect &in, const QFont &font, const QColor &color, const QString &text) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(in, Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(font).elidedText(text, Qt::ElideRight, in.width()));
    };
    const QFont small = scaledFont(font(), SmallText);
    const QString title = tr("Whole session");
    const TimeRange extent = m_density.extent();
    if (isLow() || extent.begin == NoTime) {
        line(box, small, theme.text2, title);
        return;
    }
    const bool days = extent.end - extent.begin > Day;
    const auto moment = [this, days](Micros time) {
        return days && m_reading.mode != TimeMode::SinceFirst ? m_reading.date(time)
                                                              : m_reading.clock(time, 0);
    };
    const QString calls = m_density.calls() == 1 ? tr("1 call") : tr("%L1 calls").arg(m_density.calls());
    const int high = fontMetrics().height();
    const int top = (height() - 2 * high - 2) / 2;
    line({box.left(), top, box.width(), high}, scaledFont(font(), SmallText, QFont::DemiBold), theme.text,
        title);
    line({box.left(), top + high + 2, box.width(), high}, small, theme.text2,
        tr("%1 – %2, %3", "from, to, how many calls").arg(moment(extent.begin), moment(extent.end), calls));
}

} // namespace spectap
