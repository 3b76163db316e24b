// SPDX-License-Identifier: MIT
#include "ui/theme/controlshapes.h"

#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QPainter>
#include <QStyleOption>
#include <QTabBar>
#include <QWidget>

namespace spectap {

namespace {

constexpr qreal ControlRadius = 4;

} // namespace

void roundedBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &frame, qreal width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(frame.isValid() ? QPen(frame, width) : QPen(Qt::NoPen));
    const qreal inset = frame.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(
        QRectF(rect).adjusted(inset, inset, -inset, -inset), ControlRadius, ControlRadius);
    painter->restore();
}

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property("primary").toBool();
}

void drawPushButtonPanel(
    const QStyleOption *option, QPainter *painter, const QWidget *widget, const Theme &theme)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool pressed = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    const bool focus = enabled && (option->state & QStyle::State_HasFocus);
    if (isPrimary(widget) && enabled) {
        const QColor fill = pressed ? theme.accent.darker(115)
                            : hover ? theme.accent.lighter(108)
                                    : theme.accent;
        roundedBox(painter, option->rect, fill, focus ? theme.text : fill, focus ? 2 : 1);
        return;
    }
    const QColor fill = pressed ? theme.selInactive : hover ? theme.hover : theme.base;
    roundedBox(painter, option->rect, fill, focus ? theme.accent : theme.lineStrong, focus ? 2 : 1);
}

void drawToolButtonPanel(const QStyleOption *option, QPainter *painter, const Theme &theme)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    QColor fill;
    if (enabled && (option->state & QStyle::State_On))
        fill = theme.accentTint;
    else if (enabled && (option->state & QStyle::State_Sunken))
        fill = theme.selInactive;
    else if (enabled && (option->state & QStyle::State_MouseOver))
        fill = theme.hover;
    const bool focus = enabled && (option->state & QStyle::State_HasFocus) &&
                       (option->state & QStyle::State_KeyboardFocusChange);
    const bool outlined = theme.plain && enabled && (option->state & QStyle::State_On); // there is no tint
    if (fill.isValid() || focus)
        roundedBox(painter, option->rect, fill, focus ? theme.accent : outlined ? theme.text : QColor(), 2);
}

void drawLineEditPanel(
    const QStyleOption *option, QPainter *painter, const QWidget *widget, const Theme &theme)
{
    if (const auto *panel = qstyleoption_cast<const QStyleOptionFrame *>(option);
        panel && panel->lineWidth == 0) {
        painter->fillRect(option->rect, theme.base);
        return;
    }
    QColor frame = theme.lineInput;
    qreal width = 1;
    if (option->state & QStyle::State_HasFocus) {
        frame = theme.accent;
        width = 2;
    }
    if (widget && widget->property("invalid").toBool()) {
        frame = theme.of(Severity::Error).fill;
        width = 2;
    }
    const bool enabled = option->state & QStyle::State_Enabled;
    roundedBox(painter, option->rect, enabled ? theme.base : theme.chrome, frame, width);
}

void drawTab(const QStyleOptionTab *tab, QPainter *painter, const Theme &theme)
{
    const bool selected = tab->state & QStyle::State_Selected;
    const bool below = tab->shape == QTabBar::RoundedSouth || tab->shape == QTabBar::TriangularSouth;
    QRect rect = tab->rect;
    if (selected) {
        painter->fillRect(rect, theme.base);
        painter->fillRect(
            QRect(rect.left(), below ? rect.bottom() - 1 : rect.top(), rect.width(), 2), theme.accent);
        painter->setPen(theme.line);
        painter->drawLine(rect.left(), rect.top(), rect.left(), rect.bottom());
        painter->drawLine(rect.right(), rect.top(), rect.right(), rect.bottom());
    } else if (tab->state & QStyle::State_MouseOver) {
        painter->fillRect(rect.adjusted(1, 1, -1, -1), theme.hover);
    }
    if ((tab->state & QStyle::State_HasFocus) && (tab->state & QStyle::State_KeyboardFocusChange))
        roundedBox(painter, rect.adjusted(2, 3, -2, -2), QColor(), theme.accent, 2);
}

void drawHeaderSection(const QStyleOptionHeader *header, QPainter *painter, const Theme &theme)
{
    painter->fillRect(header->rect, theme.header);
    if ((header->state & QStyle::State_MouseOver) && (header->state & QStyle::State_Enabled))
        painter->fillRect(header->rect, theme.hover);
    painter->setPen(theme.line);
    painter->drawLine(header->rect.bottomLeft(), header->rect.bottomRight());
    if (header->position != QStyleOptionHeader::End &&
        header->position != QStyleOptionHeader::OnlyOneSection) {
        const int inset = header->rect.height() / 5;
        painter->drawLine(header->rect.right(), header->rect.top() + inset, header->rect.right(),
            header->rect.bottom() - inset);
    }
}

void drawScrollBar(const QStyle *style, const QStyleOptionSlider *bar, QPainter *painter,
    const QWidget *widget, const Theme &theme)
{
    painter->fillRect(bar->rect, theme.base);
    const QRect slider = style->subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, widget);
    if (bar->maximum == bar->minimum || !slider.isValid())
        return;
    const bool active = bar->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(active ? theme.lineInput : theme.lineStrong);
    const QRect thumb =
        bar->orientation == Qt::Vertical ? slider.adjusted(2, 1, -2, -1) : slider.adjusted(1, 2, -1, -2);
    const qreal radius = qMin(thumb.width(), thumb.height()) / 2.0;
    painter->drawRoundedRect(thumb, radius, radius);
    painter->restore();
}

void drawCheckBox(const QStyleOption *option, QPainter *painter, const Theme &theme)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    const QColor fill = on ? (enabled ? theme.accent : theme.lineInput) : theme.base;
    const bool focused = option->state & QStyle::State_HasFocus;
    roundedBox(painter, option->rect, fill, on || focused ? theme.accent : theme.lineInput);
    if (!on)
        return;
    const int side = qMax(8, option->rect.height() - 3);
    QRect box(0, 0, side, side);
    box.moveCenter(option->rect.center());
    if (option->state & QStyle::State_On)
        paintLineIcon(painter, box, QStringLiteral("check"), theme.onAccent);
    else
        painter->fillRect(box.adjusted(1, side / 2 - 1, -1, -(side / 2 - 1)), theme.onAccent);
}

void drawProgress(const QStyleOptionProgressBar *bar, QPainter *painter, const Theme &theme)
{
    QRect groove = bar->rect;
    groove.setHeight(6);
    groove.moveCenter(bar->rect.center());
    roundedBox(painter, groove, theme.base, theme.lineStrong);
    if (bar->maximum <= bar->minimum)
        return;
    const double share = double(bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
    groove.setWidth(qMax(0, qRound(groove.width() * qBound(0.0, share, 1.0))));
    if (groove.width() > 0)
        roundedBox(painter, groove, theme.accent, QColor());
}

} // namespace spectap
