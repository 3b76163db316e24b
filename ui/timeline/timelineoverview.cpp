// SPDX-License-Identifier: MIT
#include "ui/timeline/timelineoverview.h"

#include "model/items/identitylens.h"
#include "model/items/refreshslot.h"
#include "model/items/sessiondocument.h"
#include "ui/numbers.h"
#include "ui/paintedrole.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int LowHeight = 18;
constexpr int LanesForLow = 5;   ///< fewer lanes than this leave no room for the strip at all
constexpr int LanesForFull = 16; ///< more make it worth its words and times
constexpr int MarkSpace = 8;
constexpr double KeyPan = 0.1; ///< of what is visible
constexpr double KeyZoom = 1.5;

} // namespace

TimelineOverview::TimelineOverview(SessionDocument *document, IdentityLens *lens, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_lens(lens)
{
    setObjectName(u"timelineOverview"_s);
    setPaintedRole(this, QAccessible::Slider);
    setAccessibleName(tr("Whole session"));
    setFocusPolicy(Qt::TabFocus); // by mouse the keys stay the timeline's
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_refresh.setSingleShot(true);
    m_refresh.setTimerType(Qt::PreciseTimer);
    connect(&m_refresh, &QTimer::timeout, this, &TimelineOverview::dataChanged);
    connect(document, &SessionDocument::reset, this, &TimelineOverview::startOver);
    connect(document, &SessionDocument::rowsAppended, this, &TimelineOverview::take);
    connect(document, &SessionDocument::rechecked, this, &TimelineOverview::startOver);
    connect(document, &SessionDocument::rowsMuted, this, &TimelineOverview::startOver);
    connect(lens, &IdentityLens::restarted, this, &TimelineOverview::dataChanged);
    connect(lens, &IdentityLens::grown, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start(untilRefresh(RefreshSlot::Overview));
    });
    startOver();
}

void TimelineOverview::startOver()
{
    m_density.clear();
    take(0, m_document->rows().size());
    dataChanged();
}

void TimelineOverview::take(quint32 first, quint32 count)
{
    const RowStore &rows = m_document->rows();
    for (quint32 row = first; row < first + count; ++row)
        m_density.add(rows[row].eventTime, rows[row].worst());
    if (!m_refresh.isActive())
        m_refresh.start(untilRefresh(RefreshSlot::Overview));
}

void TimelineOverview::dataChanged()
{
    m_dirty = true;
    update();
}

void TimelineOverview::setPlot(const TimeScale &plot)
{
    if (plot.left != m_plot.left || plot.width != m_plot.width)
        m_dirty = true;
    m_plot = plot;
    update();
}

void TimelineOverview::setReading(const TimeReading &reading)
{
    if (reading.mode != m_reading.mode || reading.zero != m_reading.zero)
        update();
    m_reading = reading;
}

void TimelineOverview::setCursorTime(Micros time)
{
    if (time != m_cursor)
        update();
    m_cursor = time;
}

int TimelineOverview::heightIn(int height) const
{
    const int line = fontMetrics().height();
    if (height < LanesForLow * (line + 8))
        return 0;
    return height < LanesForFull * (line + 8) ? qMax(LowHeight, line + 3) : sizeHint().height();
}

QSize TimelineOverview::sizeHint() const
{
    return {0, fontMetrics().height() * 3 + 7};
}

bool TimelineOverview::isLow() const
{
    return height() < sizeHint().height();
}

QRect TimelineOverview::barArea() const
{
    const QRect strip(m_plot.left, 0, m_plot.width, height());
    return isLow() ? strip.adjusted(0, 3, 0, -3) : strip.adjusted(0, 9, 0, -fontMetrics().height() - 1);
}

const OverviewLayout &TimelineOverview::layoutForTest()
{
    ensureLayout();
    return m_layout;
}

void TimelineOverview::ensureLayout()
{
    // What the pointer holds must not slip away from under it.
    if (m_dirty && !m_pressed) {
        m_dirty = false;
        TimeScale strip = m_plot;
        const TimeRange extent = m_density.extent();
        if (extent.begin != NoTime)
            strip = strip.fitted(extent.begin, extent.end);
        m_layout.setScale(strip);
        m_bars = overviewBars(m_density, strip);
        std::vector<Micros> moments;
        for (const IdentityConflict &conflict : m_lens->furthestGraph().conflicts()) {
            if (!isHint(conflict.rule))
                moments.push_back(conflict.time);
        }
        m_marks = overviewMarks(std::move(moments), strip, MarkSpace);
    }
    m_layout.setVisible(
        {m_plot.from, m_plot.to()}, std::llround(TimeScale::MinMicrosPerPixel * m_plot.width));
}

void TimelineOverview::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_dirty = true;
}

void TimelineOverview::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        dataChanged();
}

void TimelineOverview::request(const TimeRange &range)
{
    if (m_density.calls() > 0)
        emit rangeRequested(range);
}

void TimelineOverview::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    ensureLayout();
    m_pressedX = event->position().x();
    if (m_pressedX < m_plot.left || m_density.calls() == 0)
        return;
    m_held = m_layout.partAt(m_pressedX);
    m_pressed = true;
    m_pressedRange = m_layout.visible();
    if (m_held == OverviewLayout::Part::Outside) {
        m_pressedRange = m_layout.centredAt(m_pressedX);
        request(m_pressedRange);
    }
}

void TimelineOverview::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_pressed) {
        if (x != m_pressedX)
            request(m_layout.dragged(m_held, m_pressedRange, x - m_pressedX));
        return;
    }
    ensureLayout();
    if (x < m_plot.left) {
        unsetCursor();
        return;
    }
    switch (m_layout.partAt(x)) {
    case OverviewLayout::Part::LeftHandle:
    case OverviewLayout::Part::RightHandle:
        setCursor(Qt::SizeHorCursor);
        break;
    case OverviewLayout::Part::Window:
        setCursor(Qt::OpenHandCursor);
        break;
    case OverviewLayout::Part::Outside:
        setCursor(Qt::PointingHandCursor);
        break;
    }
}

void TimelineOverview::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = false;
    update();
}

void TimelineOverview::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit fitRequested();
}

void TimelineOverview::keyPressEvent(QKeyEvent *event)
{
    ensureLayout();
    const TimeRange visible = m_layout.visible();
    const double page = double(visible.end - visible.begin) / m_layout.scale().microsPerPixel;
    const auto part = event->modifiers() & Qt::ShiftModifier ? OverviewLayout::Part::RightHandle
                                                             : OverviewLayout::Part::Window;
    const auto zoom = [&](double factor) {
        const Micros middle = visible.begin + (visible.end - visible.begin) / 2;
        const auto half = static_cast<Micros>(double(visible.end - visible.begin) / factor / 2);
        request({middle - half, middle + half});
    };
    switch (event->key()) {
    case Qt::Key_Left:
        request(m_layout.dragged(part, visible, -KeyPan * page));
        break;
    case Qt::Key_Right:
        request(m_layout.dragged(part, visible, KeyPan * page));
        break;
    case Qt::Key_PageUp:
        request(m_layout.dragged(OverviewLayout::Part::Window, visible, -page));
        break;
    case Qt::Key_PageDown:
        request(m_layout.dragged(OverviewLayout::Part::Window, visible, page));
        break;
    case Qt::Key_Home:
        request(m_layout.atBegin());
        break;
    case Qt::Key_End:
        request(m_layout.atEnd());
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(KeyZoom);
        break;
    case Qt::Key_Minus:
        zoom(1 / KeyZoom);
        break;
    case Qt::Key_0:
        emit fitRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    tellRange();
}

void TimelineOverview::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    tellRange();
}

/// For assistive technology, and only while the strip has the focus: a pan would tell it at every frame.
void TimelineOverview::tellRange()
{
    const TimeRange extent = m_density.extent();
    setAccessibleDescription(
        tr("The timeline shows %1 to %2 of %3 to %4. Left and Right move it, with Shift its end; Home and "
           "End go to the ends, plus and minus zoom, 0 shows everything.")
            .arg(m_reading.clock(m_plot.from, 0), m_reading.clock(m_plot.to(), 0),
                m_reading.clock(extent.begin, 0), m_reading.clock(extent.end, 0)));
}

QString TimelineOverview::hintAt(int x) const
{
    const auto bar = std::ranges::find_if(
        m_bars, [x](const OverviewBar &one) { return x >= one.x && x < one.x + OverviewLayout::BarPitch; });
    if (bar == m_bars.end())
        return {};
    const QString calls = bar->calls == 1 ? tr("1 call") : tr("%L1 calls").arg(bar->calls);
    QStringList facts{m_reading.clock(m_layout.scale().timeAt(bar->x), 0), calls};
    if (bar->errors > 0)
        facts << (bar->errors == 1 ? tr("1 with errors") : tr("%L1 with errors").arg(bar->errors));
    if (bar->warnings > 0)
        facts << (bar->warnings == 1 ? tr("1 with warnings") : tr("%L1 with warnings").arg(bar->warnings));
    return facts.join(u" · "_s);
}

bool TimelineOverview::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        ensureLayout();
        const QString hint = hintAt(help->pos().x());
        if (hint.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), hint, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace spectap
