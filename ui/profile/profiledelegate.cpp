// SPDX-License-Identifier: MIT
#include "ui/profile/profiledelegate.h"

#include "ui/profile/profilerows.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QPainter>

namespace spectap {

namespace {

constexpr int RowMargin = 6;
constexpr int Gap = 6;
constexpr int Padding = 4;

using Kind = ProfileRows::Kind;

Kind kindOf(const QModelIndex &index)
{
    return static_cast<Kind>(index.data(ProfileKindRole).toInt());
}

/// What a value's first byte says of it.
QColor jsonColor(const QString &json, const Theme &theme)
{
    const QChar first = json.isEmpty() ? QChar() : json.front();
    if (first == u'"')
        return theme.jsonString;
    if (first == u'-' || first.isDigit())
        return theme.jsonNumber;
    return first == u'{' || first == u'[' ? theme.text2 : theme.jsonLiteral;
}

void drawGround(QPainter *painter, QStyleOptionViewItem cell)
{
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
}

/// Draws `text` elided from `left` on; returns the x behind it.
int drawElided(QPainter *painter, QRect room, const QString &text, Qt::TextElideMode mode)
{
    const QFontMetrics metrics(painter->font());
    const QString shown = metrics.elidedText(text, mode, room.width());
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    return room.left() + metrics.horizontalAdvance(shown);
}

} // namespace

void ProfileDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme &theme = themeOf(option->palette);
    // The selected row keeps its inks: it is a lighter ground, not an inverted one.
    option->palette.setColor(QPalette::HighlightedText, theme.text);
    option->decorationSize = {12, 12};
    const Kind kind = kindOf(index);
    if (kind == Kind::Section) {
        option->font = scaledFont(option->font, SmallText, QFont::DemiBold);
        option->backgroundBrush = theme.header;
        return;
    }
    const bool mono = kind == Kind::Trait || kind == Kind::Group;
    if (index.column() == ProfileWhenColumn)
        option->font = monoFont(option->font, SmallText);
    else if (index.column() == ProfileNameColumn && mono)
        option->font = monoFont(option->font, SmallText);
    if (index.column() == ProfileWhenColumn || kind == Kind::Earlier) {
        option->palette.setColor(QPalette::Text, theme.text2);
        option->palette.setColor(QPalette::HighlightedText, theme.text2);
    }
}

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width(), qMax(20, option.fontMetrics.height() + RowMargin)};
}

void ProfileDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Kind kind = kindOf(index);
    if (kind != Kind::Section && index.data(ProfileWideRole).toBool() && index.column() == ProfileNameColumn)
        paintWide(painter, option, index);
    else if ((kind == Kind::Trait || kind == Kind::Earlier) && index.column() == ProfileValueColumn)
        paintValue(painter, option, index);
    else
        QStyledItemDelegate::paint(painter, option, index);
}

void ProfileDelegate::paintWide(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString name = cell.text;
    const QIcon icon = cell.icon;
    cell.icon = {};
    cell.features &= ~QStyleOptionViewItem::HasDecoration;
    drawGround(painter, cell);
    const Theme &theme = themeOf(option.palette);
    QRect room = option.rect.adjusted(Padding, 0, -Padding, 0);
    painter->save();
    const QString value = index.siblingAtColumn(ProfileValueColumn).data().toString();
    painter->setPen(theme.text2);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, value);
    room.setRight(room.right() - cell.fontMetrics.horizontalAdvance(value) - Gap);

    const QString tag = index.data(ProfileTagRole).toString();
    if (tag.isEmpty() && !icon.isNull()) {
        const QRect box(QPoint(room.left(), room.center().y() - cell.decorationSize.height() / 2 + 1),
            cell.decorationSize);
        icon.paint(painter, box);
        room.setLeft(box.right() + Gap);
    } else if (!tag.isEmpty()) {
        const QRectF box = paintIdTag(painter, room.left(), room.center().y() + 1, tag, option.font, theme);
        painter->setFont(monoFont(option.font, SmallText));
        room.setLeft(static_cast<int>(box.right()) + Gap);
    }
    painter->setPen(kindOf(index) == Kind::Detail ? theme.text2 : theme.text);
    drawElided(painter, room, name, tag.isEmpty() ? Qt::ElideRight : Qt::ElideMiddle);
    painter->restore();
}

void ProfileDelegate::paintValue(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    drawGround(painter, cell);
    const Theme &theme = themeOf(option.palette);
    QRect room = option.rect.adjusted(Padding, 0, -Padding, 0);
    painter->save();
    painter->setFont(monoFont(option.font, SmallText));
    painter->setPen(kindOf(index) == Kind::Earlier ? theme.text2 : jsonColor(cell.text, theme));
    room.setLeft(drawElided(painter, room, cell.text, Qt::ElideRight) + Gap);
    const QString before = index.data(ProfileBeforeRole).toString();
    if (!before.isEmpty() && room.width() > 40) {
        painter->setPen(theme.text2);
        painter->setFont(scaledFont(option.font, SmallText));
        drawElided(painter, room, ProfileRows::tr("was %1").arg(before), Qt::ElideRight);
    }
    painter->restore();
}

} // namespace spectap
