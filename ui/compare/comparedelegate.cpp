// SPDX-License-Identifier: MIT
#include "ui/compare/comparedelegate.h"

#include "ui/compare/compareeventsmodel.h"
#include "ui/compare/comparefieldsmodel.h"
#include "ui/compare/comparewords.h"
#include "ui/inspector/fielddelegate.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QApplication>
#include <QPainter>

#include <array>

namespace spectap {

namespace {

constexpr int Padding = 6;
constexpr int BarWidth = 44;
constexpr int BarHeight = 8;

/// The ground of the cell: selection, hover, stripes.
void paintGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
}

int signSize(const QFont &font)
{
    return qMax(11, QFontMetrics(font).height() - 2);
}

QRectF signBox(const QRect &cell, int left, int side)
{
    return QRectF(left, cell.top() + (cell.height() - side) / 2.0, side, side);
}

/// What is gone or new stands on its tint.
const QColor *tintOf(FieldChange sign, const Theme &theme)
{
    return sign == FieldChange::Gone    ? &theme.gone.tint
           : sign == FieldChange::Added ? &theme.added.tint
                                        : nullptr;
}

} // namespace

CompareEventsDelegate::CompareEventsDelegate(const CompareEventsModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize CompareEventsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 8};
}

void CompareEventsDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const CompareEventsModel::Row *row = m_model->rowAt(index);
    painter->save();
    if (const QColor *tint = row ? tintOf(m_model->signAt(*row), theme) : nullptr; tint && !theme.plain)
        painter->fillRect(option.rect, *tint);
    paintGround(painter, option);
    const QRect cell = option.rect.adjusted(Padding, 0, -Padding, 0);
    painter->setPen(theme.text);
    painter->setFont(option.font);
    if (!row) {
        painter->setFont(scaledFont(option.font, 1.0, QFont::DemiBold));
        drawElided(*painter, cell, index.data().toString());
    } else if (index.column() == CompareNameColumn) {
        paintName(*painter, cell, index, option.font, theme);
    } else if (index.column() == CompareChangesColumn) {
        paintChanges(*painter, cell, index, option.font, theme);
    } else if (index.column() == CompareProblemsColumn) {
        paintProblems(*painter, cell, index, option.font, theme);
    } else {
        painter->setFont(monoFont(option.font, SmallText));
        painter->drawText(
            cell, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, index.data().toString());
    }
    painter->restore();
}

void CompareEventsDelegate::paintName(
    QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const
{
    const int side = signSize(font);
    paintChangeRing(
        &painter, signBox(cell, cell.left(), side), m_model->signAt(*m_model->rowAt(index)), theme);
    cell.setLeft(cell.left() + side + Padding);
    const EventComparison *event = m_model->eventAt(index);
    if (event) {
        paintTypeBadge(&painter, signBox(cell, cell.left(), side), event->type, font, theme);
        cell.setLeft(cell.left() + side + Padding);
    }
    painter.setFont(font);
    painter.setPen(theme.text);
    const QString text = index.data().toString();
    drawElided(painter, cell, text);
    if (event && !event->suggested.isEmpty()) {
        const int width = qMin(painter.fontMetrics().horizontalAdvance(text), cell.width());
        paintWave(&painter, cell.left(), cell.left() + width,
            cell.center().y() + painter.fontMetrics().descent() + 5.0, theme.of(Severity::Warning).fill);
    }
}

void CompareEventsDelegate::paintChanges(
    QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const
{
    const CompareEventsModel::Row &row = *m_model->rowAt(index);
    const int side = signSize(font);
    const QFont small = scaledFont(font, SmallText);
    painter.setFont(small);
    bool any = false;
    for (const FieldChange sign :
        {FieldChange::TypeChanged, FieldChange::Gone, FieldChange::Added, FieldChange::ValueChanged}) {
        quint32 count = 0;
        for (const FieldComparison &field : m_model->fieldsAt(row))
            count += !field.inside && field.news != FieldNews::Same && signOf(field.news) == sign ? 1U : 0U;
        if (count == 0 || cell.width() < side * 3)
            continue;
        any = true;
        paintChangeRing(&painter, signBox(cell, cell.left(), side), sign, theme);
        const QString text = QString::number(count);
        painter.setPen(theme.text);
        cell.setLeft(cell.left() + side + 3);
        drawElided(painter, cell, text);
        cell.setLeft(cell.left() + painter.fontMetrics().horizontalAdvance(text) + Padding + 2);
    }
    QString words = index.data().toString();
    if (any) { // those the rings say already
        const EventComparison *event = m_model->eventAt(index);
        const SourceComparison *source = m_model->sourceAt(index);
        words = event ? eventWords(*event) : source ? sourceWords(*source) : QString();
    }
    painter.setPen(theme.text2);
    drawElided(painter, cell, words);
}

void CompareEventsDelegate::paintProblems(
    QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const
{
    const QString text = index.data().toString();
    if (text.isEmpty())
        return;
    const ProblemGrowth growth = m_model->growthAt(*m_model->rowAt(index));
    const int side = signSize(font);
    // Fewer of them is no problem.
    const Severity shown = growth.calls > 0 ? growth.severity : Severity::Ok;
    paintSeverityGlyph(&painter, signBox(cell, cell.left(), side), shown, theme);
    painter.setFont(scaledFont(font, SmallText, QFont::DemiBold));
    painter.setPen(theme.of(shown).text);
    cell.setLeft(cell.left() + side + 4);
    drawElided(painter, cell, text);
}

CompareFieldsDelegate::CompareFieldsDelegate(const CompareFieldsModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize CompareFieldsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 8};
}

void CompareFieldsDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const FieldComparison &field = *m_model->fieldAt(index);
    const FieldChange sign = signOf(field.news);
    painter->save();
    if (const QColor *tint = tintOf(sign, theme); tint && !theme.plain)
        painter->fillRect(option.rect, *tint);
    paintGround(painter, option);
    QRect cell = option.rect.adjusted(Padding, 0, -Padding, 0);
    const QString text = index.data().toString();
    painter->setPen(theme.text);
    painter->setFont(scaledFont(option.font, SmallText));
    const auto paintShare = [&](double share, bool sent) {
        if (sent && !text.isEmpty()) {
            const QRect bar(cell.left(), cell.center().y() - BarHeight / 2 + 1, BarWidth, BarHeight);
            paintShareBar(painter, bar, share, theme.of(Severity::Info).fill, theme);
            cell.setLeft(bar.right() + Padding);
        } else {
            painter->setPen(theme.text3);
        }
        drawElided(*painter, cell, text);
    };
    switch (static_cast<CompareFieldColumn>(index.column())) {
    case CompareFieldNameColumn:
        painter->setFont(monoFont(option.font, SmallText));
        drawElided(*painter, cell, text);
        break;
    case CompareFieldASentColumn:
        paintShare(field.shareA, field.a != SentFields::None);
        break;
    case CompareFieldBSentColumn:
        paintShare(field.shareB, field.b != SentFields::None);
        break;
    case CompareFieldChangeColumn: {
        const int side = signSize(option.font);
        if (sign != FieldChange::Same) {
            paintChangeRing(painter, signBox(cell, cell.left(), side), sign, theme);
            cell.setLeft(cell.left() + side + Padding);
            if (field.level >= Severity::Warning && !field.inside) {
                paintSeverityGlyph(painter, signBox(cell, cell.right() - side, side), field.level, theme);
                cell.setRight(cell.right() - side - Padding);
            }
            painter->setPen(changeInk(sign, theme).text);
            painter->setFont(scaledFont(option.font, SmallText, QFont::Medium));
        } else {
            painter->setPen(theme.text3);
        }
        drawElided(*painter, cell, text);
        break;
    }
    case CompareFieldBTypeColumn:
        if (field.news == FieldNews::TypeChanged) {
            painter->setPen(theme.changed.text);
            painter->setFont(scaledFont(option.font, SmallText, QFont::DemiBold));
        }
        drawElided(*painter, cell, text);
        break;
    case CompareFieldExampleColumn:
        painter->setFont(monoFont(option.font, SmallText));
        painter->setPen(text.startsWith(u'"') ? theme.jsonString : theme.jsonNumber);
        drawElided(*painter, cell, text);
        break;
    case CompareFieldATypeColumn:
    case CompareFieldColumnCount:
        drawElided(*painter, cell, text);
        break;
    }
    painter->restore();
}

} // namespace spectap
