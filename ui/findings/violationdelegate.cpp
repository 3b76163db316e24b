// SPDX-License-Identifier: MIT
#include "ui/findings/violationdelegate.h"

#include "model/items/violationmodel.h"
#include "ui/inspector/findingwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QPainter>

namespace spectap {

namespace {

constexpr int Padding = 6;
constexpr int BarHeight = 8;
constexpr int RowMargin = 6;

using NodeKind = ViolationNode::Kind;

NodeKind kindOf(const QModelIndex &index)
{
    return static_cast<NodeKind>(index.siblingAtColumn(0).data(ViolationKindRole).toInt());
}

} // namespace

void ViolationDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme &theme = themeOf(option->palette);
    // The selected row keeps its inks: it is a lighter ground, not an inverted one.
    option->palette.setColor(QPalette::HighlightedText, theme.text);
    const NodeKind kind = kindOf(index);
    const int column = index.column();
    if (column == ViolationNameColumn) {
        option->decorationSize = {12, 12};
        if (kind == NodeKind::Field)
            option->font = monoFont(option->font, SmallText);
    } else if (column == ViolationFirstColumn || column == ViolationLastColumn) {
        option->font = monoFont(option->font, SmallText);
    } else if (column == ViolationCallsColumn) {
        option->font = scaledFont(option->font, 1.0, QFont::DemiBold);
    }
}

QSize ViolationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width(), qMax(20, option.fontMetrics.height() + RowMargin)};
}

void ViolationDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() == ViolationShareColumn) {
        paintShare(painter, option, index);
        return;
    }
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() == ViolationNameColumn && kindOf(index) == NodeKind::Rule)
        paintTagBehind(painter, option, index);
}

void ViolationDelegate::paintShare(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const Theme &theme = themeOf(option.palette);
    const QFont font = scaledFont(option.font, SmallText);
    const QFontMetrics metrics(font);
    const int textWidth = metrics.horizontalAdvance(QStringLiteral("100%"));
    const QRect room = option.rect.adjusted(Padding, 0, -Padding, 0);
    const QRect bar(room.left(), room.center().y() - BarHeight / 2 + 1,
        qMax(0, room.width() - textWidth - Padding), BarHeight);
    const auto severity = static_cast<Severity>(index.data(ViolationSeverityRole).toInt());
    painter->save();
    paintShareBar(painter, bar, index.data(ViolationShareRole).toDouble(), theme.of(severity).fill, theme);
    painter->setFont(font);
    painter->setPen(theme.text2);
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, text);
    painter->restore();
}

void ViolationDelegate::paintTagBehind(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    const QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &cell, cell.widget);
    const QString tag = tagOf(static_cast<RuleSet>(index.data(ViolationSetRole).toInt()));
    const QFont font = scaledFont(option.font, SmallText * SmallText);
    const QSizeF size = tagSize(tag, font);
    const int end = text.left() + 8 + cell.fontMetrics.horizontalAdvance(cell.text) + Padding;
    if (end + size.width() > option.rect.right())
        return; // no room: the name comes first
    paintTag(painter, QRectF(QPointF(end, option.rect.center().y() - size.height() / 2 + 1), size), tag, font,
        TagStyle::Plain, themeOf(option.palette));
}

} // namespace spectap
