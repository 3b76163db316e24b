// SPDX-License-Identifier: MIT
#include "ui/filter/completiondelegate.h"

#include "ui/filter/completionmodel.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/severityglyphs.h"

#include <QPainter>

#include <algorithm>

namespace spectap {

namespace {

constexpr int TextLeft = 30;
constexpr int Right = 10;
constexpr int CallsWidth = 44;
constexpr int Gap = 10;

} // namespace

QSize CompletionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + 7};
}

void CompletionDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const bool chosen = option.state & QStyle::State_Selected;
    const QColor back = chosen                                   ? theme.sel
                        : option.state & QStyle::State_MouseOver ? theme.hover
                                                                 : theme.base;
    painter->save();
    painter->fillRect(option.rect, back);
    const auto worst = static_cast<Severity>(index.data(CompletionModel::WorstRole).toInt());
    if (worst != Severity::Ok) {
        const QRectF box(
            option.rect.left() + 8, option.rect.center().y() + 0.5 - GlyphSize / 2.0, GlyphSize, GlyphSize);
        painter->setRenderHint(QPainter::Antialiasing);
        paintSeverityGlyph(painter, box, worst, theme);
    }

    int right = option.rect.right() - Right;
    const QFont small = scaledFont(option.font, SmallText);
    const QFontMetrics smallMetrics(small);
    const quint32 calls = index.data(CompletionModel::CallsRole).toUInt();
    painter->setFont(small);
    painter->setPen(theme.text2);
    if (calls > 0) {
        painter->drawText(
            QRect(option.rect.left(), option.rect.top(), right - option.rect.left(), option.rect.height()),
            Qt::AlignVCenter | Qt::AlignRight, countText(calls));
        right -= std::max(CallsWidth, smallMetrics.horizontalAdvance(countText(calls)) + Gap);
    }
    const QFont mono = monoFont(option.font, SmallText);
    const QFontMetrics metrics(mono);
    const QString text = index.data().toString();
    const int left = option.rect.left() + TextLeft;
    const QString types = index.data(CompletionModel::TypesRole).toString();
    const int wanted = metrics.horizontalAdvance(text);
    const int forTypes = std::max(0, right - left - wanted - Gap);
    painter->setPen(theme.text3);
    painter->drawText(QRect(right - forTypes, option.rect.top(), forTypes, option.rect.height()),
        Qt::AlignVCenter | Qt::AlignRight, smallMetrics.elidedText(types, Qt::ElideRight, forTypes));

    painter->setFont(mono);
    painter->setPen(theme.text);
    const QRect room(left, option.rect.top(), right - left, option.rect.height());
    painter->drawText(room, Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideMiddle, room.width()));
    const qsizetype found = text.indexOf(m_typed, 0, Qt::CaseInsensitive);
    if (found >= 0 && !m_typed.isEmpty() && wanted <= room.width()) {
        const QString part = text.sliced(found, m_typed.size());
        painter->fillRect(QRect(left + metrics.horizontalAdvance(text.first(found)), room.top() + 1,
                              metrics.horizontalAdvance(part), room.height() - 2),
            back);
        painter->setPen(theme.accent);
        painter->drawText(
            room.adjusted(metrics.horizontalAdvance(text.first(found)), 0, 0, 0), Qt::AlignVCenter, part);
    }
    painter->restore();
}

} // namespace spectap
