// SPDX-License-Identifier: MIT
#include "ui/theme/spectapstyle.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QAbstractItemView>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qreal ControlRadius = 4;
constexpr int TextButtonInset = 4; ///< left of the icon of a button with text

void roundedBox(
    QPainter *painter, const QRect &rect, const QColor &fill, const QColor &frame, qreal width = 1)
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
    if (fill.isValid() || focus)
        roundedBox(painter, option->rect, fill, focus ? theme.accent : QColor(), 2);
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

} // namespace

SpectapStyle::SpectapStyle()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

void SpectapStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QTabBar *>(widget) || qobject_cast<QHeaderView *>(widget) ||
        qobject_cast<QLineEdit *>(widget) || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int SpectapStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ToolBarIconSize:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_ToolBarItemMargin:
    case PM_ToolBarFrameWidth:
        return 2;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 5;
    case PM_DockWidgetTitleMargin:
        return 4;
    case PM_ScrollBarExtent:
        return 11;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_FocusFrameHMargin:
        return 5;
    case PM_HeaderMarkSize:
        return 8;
    case PM_MenuBarPanelWidth:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QRect SpectapStyle::subElementRect(
    SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_DockWidgetFloatButton || element == SE_DockWidgetCloseButton)
        return rect.translated(option->direction == Qt::LeftToRight ? -TextButtonInset : TextButtonInset, 0);
    return rect;
}

QIcon SpectapStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    if (icon == SP_TitleBarNormalButton)
        return lineIcon(u"float"_s, IconInk::Muted);
    return QProxyStyle::standardIcon(icon, option, widget);
}

int SpectapStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize SpectapStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_TabBarTab:
        return {result.width() + 4, qMax(result.height(), option->fontMetrics.height() + 12)};
    case CT_PushButton:
        return {size.width() + 22, qMax(24, option->fontMetrics.height() + 9)};
    case CT_LineEdit:
        return {result.width(), qMax(24, option->fontMetrics.height() + 10)};
    case CT_ToolButton:
        if (widget && widget->inherits("QToolBarExtension"))
            return result;
        return {result.width() + 4, qMax(result.height(), 24)};
    case CT_MenuBarItem:
        return {result.width(), qMax(result.height(), option->fontMetrics.height() + 8)};
    case CT_HeaderSection:
        return {result.width(), option->fontMetrics.height() + 7};
    default:
        return result;
    }
}

void SpectapStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = themeOf(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        drawPushButtonPanel(option, painter, widget, theme);
        return;
    case PE_PanelButtonTool:
        drawToolButtonPanel(option, painter, theme);
        return;
    case PE_FrameFocusRect:
        if ((option->state & State_KeyboardFocusChange) && !qobject_cast<const QAbstractItemView *>(widget))
            roundedBox(painter, option->rect, QColor(), theme.accent, 2);
        return;
    case PE_PanelLineEdit:
        drawLineEditPanel(option, painter, widget, theme);
        return;
    case PE_FrameLineEdit:
        return; // part of the panel
    case PE_Frame: {
        painter->setPen(theme.line);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    }
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
        if (element == PE_PanelStatusBar || element == PE_FrameTabWidget) {
            painter->setPen(theme.line);
            painter->drawLine(option->rect.topLeft(), option->rect.topRight());
        }
        return;
    case PE_IndicatorToolBarSeparator: {
        const int inset = option->rect.height() / 5;
        const int x = option->rect.center().x();
        painter->setPen(theme.line);
        painter->drawLine(x, option->rect.top() + inset, x, option->rect.bottom() - inset);
        return;
    }
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(option->rect, theme.window);
        if (option->state & State_MouseOver)
            painter->fillRect(option->rect, theme.accentTint);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            QRect box(0, 0, 12, 12);
            box.moveCenter(option->rect.center());
            const bool open = option->state & State_Open;
            paintLineIcon(painter, box, open ? u"chevd"_s : u"chevr"_s, theme.text3);
        }
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            if (header->sortIndicator != QStyleOptionHeader::None) {
                QRect box(0, 0, 10, 10);
                box.moveCenter(option->rect.center());
                const bool down = header->sortIndicator == QStyleOptionHeader::SortDown;
                paintLineIcon(painter, box, down ? u"chevd"_s : u"chevu"_s, theme.text3);
            }
        }
        return;
    case PE_IndicatorArrowDown: {
        QRect box(0, 0, 10, 10);
        box.moveCenter(option->rect.center());
        paintLineIcon(painter, box, u"chevd"_s, theme.text2);
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void SpectapStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = themeOf(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy = *button;
            if (isPrimary(widget) && (option->state & State_Enabled))
                copy.palette.setColor(QPalette::ButtonText, theme.onAccent);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            QStyleOptionToolButton copy = *button;
            if ((copy.state & State_On) && (copy.state & State_Enabled))
                copy.palette.setColor(QPalette::ButtonText, theme.accent);
            if (copy.toolButtonStyle == Qt::ToolButtonTextBesideIcon)
                copy.rect.adjust(TextButtonInset, 0, 0, 0);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(tab, painter, theme);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderSection(header, painter, theme);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, theme.header);
        painter->setPen(theme.line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            // Plain text, also while cells of the column are selected.
            painter->setPen(theme.text2);
            // The same inset as the cells below.
            const QRect area = header->rect.adjusted(4, 0, -4, 0);
            painter->drawText(area, int(header->textAlignment) | Qt::TextSingleLine,
                header->fontMetrics.elidedText(header->text, Qt::ElideRight, area.width()));
            return;
        }
        break;
    case CE_ToolBar:
        painter->fillRect(option->rect, theme.chrome);
        painter->setPen(theme.line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, theme.window);
        return;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option)) {
            painter->fillRect(dock->rect, theme.header);
            painter->setPen(theme.line);
            painter->drawLine(dock->rect.bottomLeft(), dock->rect.bottomRight());
            painter->save();
            painter->setFont(scaledFont(painter->font(), SmallText, QFont::DemiBold));
            painter->setPen(theme.text);
            const QRect text = subElementRect(SE_DockWidgetTitleBarText, option, widget).adjusted(6, 0, 0, 0);
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, dock->title);
            painter->restore();
            return;
        }
        break;
    case CE_ProgressBarGroove:
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            drawProgress(bar, painter, theme);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void SpectapStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(this, bar, painter, widget, themeOf(option->palette));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace spectap
