// SPDX-License-Identifier: MIT
// What mouse and keys do on the strip.
#include "ui/volume/volumestrip.h"
#include "ui/volume/volumewords.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace spectap {

namespace {

constexpr int HandleReach = 5; ///< pixels around an edge that take hold of it
constexpr int DragDistance = 4;

} // namespace

VolumeStrip::Grip VolumeStrip::gripAt(double x) const
{
    const QRectF brush = brushRect();
    if (brush.isNull())
        return Grip::New;
    // Of a narrow stretch a third is left in the middle to take it by.
    const double inner = std::min<double>(HandleReach, brush.width() / 3);
    if (x >= brush.left() - HandleReach && x <= brush.left() + inner)
        return Grip::Left;
    if (x >= brush.right() - inner && x <= brush.right() + HandleReach)
        return Grip::Right;
    return brush.left() < x && x < brush.right() ? Grip::Window : Grip::New;
}

/// The bars that what is picked out touches.
VolumeStrip::Stretch VolumeStrip::brushed() const
{
    const auto barOf = [this](
                           Micros time) { return std::clamp(m_bars.indexOf(time), 0, m_bars.count() - 1); };
    const QuerySpan endless;
    return {m_brush->first == endless.first ? VolumeBars::Before : barOf(m_brush->first),
        m_brush->last == endless.last ? m_bars.after() : barOf(m_brush->last)};
}

/// What is picked out with the mouse at `x`.
VolumeStrip::Stretch VolumeStrip::dragged(double x) const
{
    const int at = barAt(x);
    switch (m_grip) {
    case Grip::Left:
        return {std::min(at, m_pressBrush.last), m_pressBrush.last};
    case Grip::Right:
        return {m_pressBrush.first, std::max(at, m_pressBrush.first)};
    case Grip::Window: {
        // As long as it was, and within the strip.
        const int by = std::clamp(at - barAt(m_pressX), inReach(VolumeBars::Before) - m_pressBrush.first,
            std::max(inReach(m_bars.after()) - m_pressBrush.last,
                inReach(VolumeBars::Before) - m_pressBrush.first));
        return {m_pressBrush.first + by, m_pressBrush.last + by};
    }
    case Grip::New:
    case Grip::None:
        break;
    }
    const int from = barAt(m_pressX);
    return {std::min(from, at), std::max(from, at)};
}

void VolumeStrip::mousePressEvent(QMouseEvent *event)
{
    ensureBars();
    if (event->button() != Qt::LeftButton || m_bars.count() == 0)
        return;
    m_pressX = event->position().x();
    m_grip = gripAt(m_pressX);
    m_moved = false;
    m_brushBefore = m_brush;
    if (m_brush)
        m_pressBrush = brushed();
}

void VolumeStrip::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_grip == Grip::None) {
        ensureBars();
        const Grip grip = m_bars.count() == 0 ? Grip::None : gripAt(x);
        setCursor(grip == Grip::Left || grip == Grip::Right ? Qt::SizeHorCursor
                  : grip == Grip::Window                    ? Qt::OpenHandCursor
                                                            : Qt::ArrowCursor);
        const auto hover = m_bars.count() == 0 ? std::nullopt : std::optional(barAt(x));
        if (hover != m_hover) {
            m_hover = hover;
            update();
        }
        return;
    }
    m_moved = m_moved || std::abs(x - m_pressX) >= DragDistance;
    if (!m_moved)
        return;
    m_hover.reset();
    const Stretch stretch = dragged(x);
    pick(stretch);
    QToolTip::showText(
        event->globalPosition().toPoint(), volumeWords(m_bars, stretch.first, stretch.last, m_reading), this);
}

void VolumeStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_grip == Grip::None)
        return;
    m_grip = Grip::None;
    if (m_moved) {
        QToolTip::hideText();
        m_anchor.reset();
        tellBrush();
    } else {
        goTo(barAt(event->position().x()));
    }
    update();
}

void VolumeStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        removeBrush();
}

void VolumeStrip::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hover.reset();
    update();
}

void VolumeStrip::keyPressEvent(QKeyEvent *event)
{
    ensureBars();
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const int current = currentBar().value_or(m_bars.after() + 1);
    switch (m_bars.count() == 0 ? 0 : event->key()) {
    case Qt::Key_Left:
        moveTo(m_bars.stepped(current, -1), extend);
        break;
    case Qt::Key_Right:
        moveTo(m_bars.stepped(current, 1), extend);
        break;
    case Qt::Key_Home:
        moveTo(m_bars.stepped(VolumeBars::Before - 1, 1), extend);
        break;
    case Qt::Key_End:
        moveTo(m_bars.stepped(m_bars.after() + 1, -1), extend);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_delay.isActive())
            tellBrush();
        goTo(current);
        break;
    case Qt::Key_Escape:
        if (m_grip != Grip::None && m_moved) {
            m_grip = Grip::None;
            m_brush = m_brushBefore;
            QToolTip::hideText();
            update();
        } else if (m_brush) {
            removeBrush();
        }
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
}

void VolumeStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    ensureBars();
    if (!m_current && m_bars.count() > 0) {
        const int newest = m_bars.stepped(m_bars.after() + 1, -1);
        m_current = newest >= m_bars.count() ? std::numeric_limits<Micros>::max()
                                             : m_bars.begin() + m_bars.width() * newest;
    }
    tellCurrent(true);
    update();
}

void VolumeStrip::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (m_delay.isActive())
        tellBrush();
    update();
}

} // namespace spectap
