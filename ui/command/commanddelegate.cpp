// SPDX-License-Identifier: MIT
#include "ui/command/commanddelegate.h"

#include "ui/command/commandmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {
constexpr int Margin = 8;
constexpr int Gap = 12;
} // namespace

void CommandDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    painter->save();
    painter->fillRect(option.rect, option.state & QStyle::State_Selected ? theme.sel : theme.base);
    QRect rest = option.rect.adjusted(Margin, 0, -Margin, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.column() == CommandModel::KeysColumn) {
        painter->setFont(monoFont(option.font, SmallText));
        painter->setPen(enabled ? theme.text2 : theme.lineInput);
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
        painter->restore();
        return;
    }
    const int check = option.fontMetrics.height();
    if (index.data(Qt::CheckStateRole).isValid()) {
        const QRect box(rest.left(), option.rect.center().y() - check / 2, check, check);
        lineIcon(u"check"_s).paint(painter, box);
    }
    rest.setLeft(rest.left() + check + Margin);
    painter->setFont(option.font);
    painter->setPen(enabled ? theme.text : theme.lineInput);
    const QString name = option.fontMetrics.elidedText(text, Qt::ElideRight, rest.width());
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
    rest.setLeft(rest.left() + option.fontMetrics.horizontalAdvance(name) + Gap);
    const QFont small = scaledFont(option.font, SmallText);
    painter->setFont(small);
    painter->setPen(enabled ? theme.text3 : theme.lineInput);
    const QString menu = QFontMetrics(small).elidedText(
        index.data(CommandModel::MenuRole).toString(), Qt::ElideRight, qMax(0, rest.width()));
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, menu);
    painter->restore();
}

} // namespace spectap
