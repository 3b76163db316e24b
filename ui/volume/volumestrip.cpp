// SPDX-License-Identifier: MIT
#include "ui/volume/volumestrip.h"

#include "model/items/callvolume.h"
#include "ui/numbers.h"
#include "ui/paintedrole.h"
#include "ui/theme/fonts.h"
#include "ui/volume/volumewords.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 8;
constexpr int EndGap = 6; ///< beside a bar for clocks that are far off
constexpr int EndBar = 8;
constexpr int BarPitch = 3; ///< no bar is narrower
constexpr int MostBars = 400;
constexpr int KeyDelay = 120; ///< ms after the last key, as while typing a filter
constexpr Micros Endless = std::numeric_limits<Micros>::max();

} // namespace

VolumeStrip::VolumeStrip(const CallVolume *volume, QWidget *parent)
    : QWidget(parent)
    , m_volume(volume)
{
    setObjectName(u"volumeStrip"_s);
    setPaintedRole(this, QAccessible::Slider);
    setAccessibleName(tr("Calls over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_delay.setSingleShot(true);
    m_delay.setInterval(KeyDelay);
    connect(&m_delay, &QTimer::timeout, this, &VolumeStrip::tellBrush);
    connect(volume, &CallVolume::changed, this, &VolumeStrip::dataChanged);
}

QSize VolumeStrip::sizeHint() const
{
    return {400, 27 + QFontMetrics(scaledFont(font(), SmallText)).height()};
}

QSize VolumeStrip::minimumSizeHint() const
{
    return {100, sizeHint().height()};
}

void VolumeStrip::setFilter(const QString &text)
{
    if (m_grip != Grip::None || m_delay.isActive())
        return; // what is being picked out comes next
    m_brush = outerTimeSpan(text);
    if (!m_brush)
        m_anchor.reset();
    update();
}

void VolumeStrip::setReading(const TimeReading &reading)
{
    // How long ago moves on; bars stay where they are.
    const TimeMode mode = reading.mode == TimeMode::Ago ? TimeMode::Local : reading.mode;
    if (mode == m_reading.mode && reading.zero == m_reading.zero)
        return;
    m_reading = reading;
    m_reading.mode = mode;
    m_pixmap = {};
    update();
}

const VolumeBars &VolumeStrip::barsForTest()
{
    ensureBars();
    return m_bars;
}

void VolumeStrip::dataChanged()
{
    m_stale = true;
    update();
}

void VolumeStrip::ensureBars()
{
    // What the pointer holds must not slip away from under it.
    if (!m_stale || m_grip != Grip::None)
        return;
    m_stale = false;
    m_pixmap = {};
    m_bars = VolumeBars(*m_volume, std::min(MostBars, (width() - 2 * Margin) / BarPitch));
    m_hover.reset();
}

void VolumeStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    dataChanged();
}

void VolumeStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::PaletteChange)
        return;
    updateGeometry();
    m_pixmap = {};
    update();
}

/// What the bar at an end takes, with its number below.
int VolumeStrip::endWidth(int end) const
{
    const quint32 calls = m_bars.bar(end).all.calls;
    if (calls == 0)
        return 0;
    const QFontMetrics metrics(monoFont(font(), TimeText));
    return std::max(EndBar + EndGap, metrics.horizontalAdvance(countText(calls)) + EndGap - Margin / 2);
}

/// Where the bars are, without those at the ends.
QRect VolumeStrip::plot() const
{
    const int times = QFontMetrics(scaledFont(font(), SmallText)).height();
    return rect().adjusted(
        Margin + endWidth(VolumeBars::Before), 4, -Margin - endWidth(m_bars.after()), -times - 5);
}

TimeScale VolumeStrip::scale() const
{
    TimeScale scale;
    const QRect area = plot();
    scale.from = m_bars.begin();
    scale.left = area.left();
    scale.width = std::max(1, area.width());
    scale.microsPerPixel = std::max(1.0, double(m_bars.end() - m_bars.begin()) / scale.width);
    return scale;
}

QRectF VolumeStrip::barRect(int index) const
{
    const QRect area = plot();
    if (index < 0)
        return QRectF(area.left() - EndGap - EndBar, area.top(), EndBar, area.height());
    if (index >= m_bars.count())
        return QRectF(area.right() + 1 + EndGap, area.top(), EndBar, area.height());
    const auto edge = [&](int bar) { return area.left() + bar * area.width() / m_bars.count(); };
    return QRectF(edge(index), area.top(), edge(index + 1) - edge(index), area.height());
}

/// The nearest bar there is: no calls are far off mostly.
int VolumeStrip::inReach(int bar) const
{
    const int first = m_bars.bar(VolumeBars::Before).all.calls > 0 ? VolumeBars::Before : 0;
    const int last = m_bars.count() - (m_bars.bar(m_bars.after()).all.calls > 0 ? 0 : 1);
    return std::clamp(bar, first, std::max(first, last));
}

int VolumeStrip::barAt(double x) const
{
    const QRect area = plot();
    if (x < area.left() || m_bars.count() == 0)
        return inReach(VolumeBars::Before);
    if (x > area.right() + 1)
        return inReach(m_bars.after());
    int bar = std::min(
        m_bars.count() - 1, static_cast<int>((x - area.left()) * m_bars.count() / std::max(1, area.width())));
    // Bars begin at whole pixels.
    while (bar + 1 < m_bars.count() && barRect(bar).right() <= x)
        ++bar;
    return bar;
}

QRectF VolumeStrip::brushRect() const
{
    if (!m_brush || m_bars.count() == 0)
        return {};
    const QRect area = plot();
    const TimeScale time = scale();
    const double begin = barRect(inReach(VolumeBars::Before)).left();
    const double end = barRect(inReach(m_bars.after())).right();
    double left = m_brush->first == QuerySpan().first
                      ? begin
                      : std::clamp<double>(time.x(m_brush->first), area.left(), area.right() + 1);
    double right = m_brush->last == QuerySpan().last
                       ? end
                       : std::clamp<double>(time.x(m_brush->last + 1), area.left(), area.right() + 1);
    if (right - left < BarPitch) { // it may be a moment, or out of sight
        left = std::clamp(left, begin, end - BarPitch);
        right = left + BarPitch;
    }
    return QRectF(QPointF(left, area.top() - 2), QPointF(right, area.bottom() + 5));
}

std::optional<int> VolumeStrip::currentBar() const
{
    if (!m_current || m_bars.count() == 0)
        return std::nullopt;
    return inReach(m_bars.indexOf(*m_current));
}

/// Puts the keys' cursor on `bar`, and picks out all from where Shift was pressed first.
void VolumeStrip::moveTo(int bar, bool extend)
{
    const int before = currentBar().value_or(bar);
    m_current = bar < 0                 ? QuerySpan().first
                : bar >= m_bars.count() ? Endless
                                        : m_bars.begin() + m_bars.width() * bar;
    if (extend) {
        m_anchor = m_anchor.value_or(before);
        pick({std::min(*m_anchor, bar), std::max(*m_anchor, bar)});
        m_delay.start();
    } else {
        m_anchor.reset();
    }
    tellCurrent(false);
    update();
}

/// For assistive technology, and only while the strip has the focus.
void VolumeStrip::tellCurrent(bool withKeys)
{
    const auto bar = currentBar();
    QString text = bar ? volumeWords(m_bars, *bar, *bar, m_reading) : tr("No calls");
    if (withKeys)
        text +=
            u". "_s + tr("Left and Right go to another bar, with Shift they narrow the filter to a stretch "
                         "of time; Enter goes to the first call of the bar, Escape shows all times again.");
    setAccessibleDescription(text);
}

void VolumeStrip::pick(const Stretch &stretch)
{
    m_brush = m_bars.spanOf(stretch.first, stretch.last);
    update();
}

void VolumeStrip::tellBrush()
{
    m_delay.stop();
    const QuerySpan endless;
    if (!m_brush || (m_brush->first == endless.first && m_brush->last == endless.last))
        emit timeTermRequested({});
    else
        emit timeTermRequested(u"time:"_s + querySpanText(m_brush->first, m_brush->last));
}

void VolumeStrip::removeBrush()
{
    m_anchor.reset();
    m_brush.reset();
    update();
    tellBrush();
}

void VolumeStrip::goTo(int bar)
{
    const QuerySpan span = m_bars.spanOf(bar, bar);
    if (const quint32 seq = m_volume->firstShownIn(span.first, span.last); seq != 0)
        emit callRequested(seq);
}

bool VolumeStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        ensureBars();
        if (m_bars.count() == 0) {
            QToolTip::hideText();
            return true;
        }
        const int bar = barAt(help->pos().x());
        QToolTip::showText(help->globalPos(), volumeWords(m_bars, bar, bar, m_reading), this,
            barRect(bar).toAlignedRect().adjusted(0, -4, 0, height()));
        return true;
    }
    return QWidget::event(event);
}

} // namespace spectap
