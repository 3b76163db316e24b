// SPDX-License-Identifier: MIT
#include "ui/navigator/navigatordelegate.h"

#include "model/items/navigatormodel.h"
#include "ui/navigator/navigatorwords.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QPainter>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int Margin = 6;
constexpr int MarkSide = 14;
constexpr int GlyphSide = 11;
constexpr double StrongShare = 0.25; ///< from here on the number is in the error's ink

} // namespace

NavigatorDelegate::NavigatorDelegate(std::function<bool(const QModelIndex &)> isAsked, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_isAsked(std::move(isAsked))
{
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, qMax(20, option.fontMetrics.height() + Margin)};
}

void NavigatorDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const auto list = static_cast<NavigatorList>(index.data(NavigatorListRole).toInt());
    const auto type = static_cast<CallType>(index.data(NavigatorTypeRole).toInt());
    const bool isType = list == NavigatorList::Events && index.data(NavigatorNameRole).toString().isEmpty();
    painter->save();
    if (m_isAsked(index))
        painter->fillRect(option.rect, option.state & QStyle::State_Active ? theme.sel : theme.selInactive);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme.hover);

    QRect room = option.rect.adjusted(list == NavigatorList::Events ? 2 : Margin, 0, -Margin, 0);
    const QRect mark(room.left(), room.center().y() - MarkSide / 2 + 1, MarkSide, MarkSide);
    if (isType)
        paintTypeBadge(painter, mark, type, scaledFont(option.font, SmallText), theme);
    else if (list == NavigatorList::Users)
        paintLineIcon(painter, mark, u"user"_s, theme.text2);
    if (isType || list == NavigatorList::Users)
        room.setLeft(mark.right() + Margin);

    const QFont small = scaledFont(option.font, SmallText);
    const QFontMetrics metrics(small);
    const quint32 calls = index.data(NavigatorCallsRole).toUInt();
    if (list != NavigatorList::Users) {
        const quint32 problems = index.data(NavigatorProblemsRole).toUInt();
        const double share = calls == 0 ? 0 : double(problems) / calls;
        const bool strong = share >= StrongShare;
        const QFont strongFont = scaledFont(small, 1.0, QFont::DemiBold);
        const int width = QFontMetrics(strongFont).horizontalAdvance(u"100%"_s) + Margin;
        const QRect cell(room.right() - width, room.top() + 3, width, room.height() - 6);
        const Ink &ink = theme.of(strong ? Severity::Error : Severity::Warning);
        if (problems > 0) {
            painter->fillRect(cell, theme.plain ? theme.hover : theme.line);
            painter->fillRect(
                QRect(cell.topLeft(), QSize(qMax(2, qRound(cell.width() * share)), cell.height())), ink.tint);
            painter->fillRect(QRect(cell.topLeft(), QSize(2, cell.height())), ink.fill);
        }
        painter->setFont(strong ? strongFont : small);
        painter->setPen(strong ? ink.text : theme.text2);
        painter->drawText(
            cell.adjusted(0, 0, -3, 0), Qt::AlignRight | Qt::AlignVCenter, navigatorShare(problems, calls));
        room.setRight(cell.left() - Margin);
    }
    painter->setFont(isType ? scaledFont(small, 1.0, QFont::DemiBold) : small);
    painter->setPen(isType ? theme.text : theme.text2);
    const QString count = countText(calls);
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, count);
    room.setRight(room.right() - QFontMetrics(painter->font()).horizontalAdvance(count) - Margin);
    if (index.data(NavigatorConflictRole).toBool()) {
        const QRect glyph(
            room.right() - GlyphSide, room.center().y() - GlyphSide / 2 + 1, GlyphSide, GlyphSide);
        paintSeverityGlyph(painter, glyph, Severity::Error, theme);
        room.setRight(glyph.left() - Margin);
    }

    const QString name = navigatorName(index);
    painter->setFont(isType ? scaledFont(option.font, 1.0, QFont::Medium) : option.font);
    painter->setPen(theme.text);
    const QFontMetrics names(painter->font());
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        names.elidedText(name, Qt::ElideRight, room.width()));
    if (index.data(NavigatorNearMissRole).toBool()) {
        const int y = room.center().y() + names.height() / 2;
        paintWave(painter, room.left(), room.left() + qMin(names.horizontalAdvance(name), room.width()), y,
            theme.of(Severity::Warning).fill);
    }
    const QString note = list == NavigatorList::Users ? index.data(NavigatorNoteRole).toString() : QString();
    room.setLeft(room.left() + names.horizontalAdvance(name) + Margin);
    if (!note.isEmpty() && room.width() > metrics.averageCharWidth() * 3) {
        painter->setFont(monoFont(option.font, SmallText));
        painter->setPen(theme.text3);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(note, Qt::ElideRight, room.width()));
    }
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)) {
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace spectap
