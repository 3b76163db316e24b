// SPDX-License-Identifier: MIT
#include "ui/theme/spectapstyle.h"

#include "ui/theme/controlshapes.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
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

constexpr int LeastTarget = 20; ///< pixels of what is to be hit

constexpr int TextButtonInset = 4; ///< left of the icon of a button with text

/// Room for the mark of a button that is only a menu; Qt reserves none. 0 for all others.
int menuMarkWidth(const QWidget *widget)
{
    const auto *button = qobject_cast<const QToolButton *>(widget);
    const bool isMenu = button && button->menu() && button->popupMode() == QToolButton::InstantPopup;
    return isMenu && button->toolButtonStyle() != Qt::ToolButtonIconOnly ? 8 : 0;
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
        return besideText(16, option   ? option->fontMetrics
                              : widget ? widget->fontMetrics()
                                       : QFontMetrics(QApplication::font()));
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
    if (icon == SP_ToolBarHorizontalExtensionButton)
        return lineIcon(u"chevr"_s);
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
        return {result.width() + 4 + menuMarkWidth(widget), qMax(result.height(), 24)};
    case CT_CheckBox:
    case CT_RadioButton:
        return {result.width(), qMax(result.height(), LeastTarget)};
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
        if (qobject_cast<const QComboBox *>(widget)) { // one to write in: around both of its parts
            const QStyleOption plain = *option;        // Fusion's has a line width of 0
            drawLineEditPanel(&plain, painter, widget, theme);
        }
        return; // otherwise part of the panel
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
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(option, painter, theme);
        return;
    case PE_IndicatorTabClose: {
        if (option->state & State_MouseOver)
            roundedBox(painter, option->rect, theme.hover, QColor(), 1);
        QRect box(0, 0, 10, 10);
        box.moveCenter(option->rect.center());
        paintLineIcon(painter, box, u"close"_s, theme.text2);
        return;
    }
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
        // Styles put the mark of a button that is only a menu into its corner; it belongs beside the text.
        if (menuMarkWidth(widget) > 0)
            box.moveCenter({widget->width() - box.width(), widget->height() / 2});
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
    case CE_MenuBarItem: {
        QProxyStyle::drawControl(element, option, painter, widget);
        // Fusion rules off each item; here the tool bar below stands out by its ground alone.
        if (!(option->state & (State_Selected | State_Sunken))) {
            const QRect &item = option->rect;
            painter->fillRect(QRect(item.bottomLeft(), QSize(item.width(), 1)), theme.window);
        }
        return;
    }
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
