// SPDX-License-Identifier: MIT
#include "ui/diff/diffdelegate.h"

#include "ui/diff/difftreemodel.h"
#include "ui/inspector/fielddelegate.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QPainter>

namespace spectap {

namespace {

constexpr int CellPadding = 6;
constexpr int LongestText = 300; ///< no cell is wider

/// The order in which counts and kinds of change are listed.
constexpr std::array Listed{FieldChange::Gone, FieldChange::TypeChanged, FieldChange::FormatChanged,
    FieldChange::Renamed, FieldChange::ValueChanged, FieldChange::Added};

DiffSide sideOf(int column)
{
    return column == DiffAColumn || column == DiffATypeColumn ? DiffSide::A : DiffSide::B;
}

} // namespace

DiffDelegate::DiffDelegate(const DiffTreeModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize DiffDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, option.fontMetrics.height() + 6};
}

void DiffDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const QRect cell = option.rect.adjusted(CellPadding - 2, 0, -CellPadding / 2, 0);
    painter->save();
    // JSON stays left to right, whatever the language of the window.
    painter->setLayoutDirection(Qt::LeftToRight);
    switch (static_cast<DiffColumn>(index.column())) {
    case DiffNameColumn:
        paintName(*painter, cell, index, option.font, theme);
        break;
    case DiffAColumn:
    case DiffBColumn:
        paintValue(*painter, cell, index, option.font, theme);
        break;
    case DiffATypeColumn:
    case DiffBTypeColumn:
        paintType(*painter, cell, index, option.font, theme);
        break;
    case DiffChangeColumn:
        paintChange(*painter, cell, index, option.font, theme);
        break;
    case DiffColumnCount:
        break;
    }
    painter->restore();
}

void DiffDelegate::paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const bool section = !index.parent().isValid() && m_model->rowCount(index.siblingAtColumn(0)) > 0;
    painter.setFont(monoFont(font, 0.96, section ? QFont::DemiBold : QFont::Normal));
    painter.setPen(theme.text);
    drawElided(painter, cell, index.data().toString());
}

void DiffDelegate::paintValue(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const DiffField &field = m_model->field(index);
    const DiffSide side = sideOf(index.column());
    const quint32 node = field.node(side);
    QFont mono = monoFont(font, 0.92);
    const QString text = index.data().toString().left(LongestText).simplified();
    if (node == JsonTape::None) {
        mono.setItalic(true);
        painter.setFont(mono);
        painter.setPen(theme.text3);
        drawElided(painter, cell, text);
        return;
    }
    painter.setFont(mono);
    const JsonKind kind = m_model->calls()->diff.tape(side)[node].kind;
    if (field.isChange()) {
        const QFontMetrics metrics(mono);
        const int width = qMin(metrics.horizontalAdvance(text), cell.width());
        painter.setPen(Qt::NoPen);
        painter.setBrush(changeInk(field.change, theme).tint);
        painter.drawRoundedRect(QRect(cell.left() - 2, cell.top() + 2, width + 4, cell.height() - 4), 2, 2);
    }
    painter.setPen(jsonColor(kind, theme));
    drawElided(painter, cell, text);
}

void DiffDelegate::paintType(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const bool told = m_model->field(index).change == FieldChange::TypeChanged;
    painter.setFont(scaledFont(font, SmallText, told ? QFont::DemiBold : QFont::Normal));
    painter.setPen(told ? theme.changed.text : theme.text3);
    drawElided(painter, cell, index.data().toString());
}

void DiffDelegate::paintChange(
    QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const
{
    const DiffField &field = m_model->field(index);
    const int side = qMax(11, QFontMetrics(font).height() - 2);
    const auto middle = [side](const QRect &within) { return within.top() + (within.height() - side) / 2.0; };
    const Severity worst = m_model->verdicts().worst(m_model->fieldAt(index), DiffSide::B);
    if (worst != Severity::Ok && (field.isChange() || !m_model->hidesSame())) {
        paintSeverityGlyph(&painter, QRectF(cell.right() - side, middle(cell), side, side), worst, theme);
        cell.setRight(cell.right() - side - 6);
    }
    if (field.change == FieldChange::Same || field.ignored) {
        const bool leaf = field.next == quint32(m_model->fieldAt(index)) + 1;
        if (!leaf) {
            paintCounts(painter, cell, index, font, theme);
            return;
        }
        painter.setFont(scaledFont(font, 0.96));
        painter.setPen(theme.text3);
        drawElided(painter, cell.adjusted(side + 6, 0, 0, 0), index.data().toString());
        return;
    }
    if (!field.part)
        paintChangeRing(&painter, QRectF(cell.left(), middle(cell), side, side), field.change, theme);
    painter.setFont(scaledFont(font, 0.96, field.part ? QFont::Normal : QFont::Medium));
    painter.setPen(field.part ? theme.text3 : changeInk(field.change, theme).text);
    drawElided(painter, cell.adjusted(side + 6, 0, 0, 0), index.data().toString());
}

/// What a parent sums up.
void DiffDelegate::paintCounts(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const DiffField &field = m_model->field(index);
    const int side = qMax(10, QFontMetrics(font).height() - 4);
    painter.setFont(scaledFont(font, SmallText));
    int left = cell.left();
    for (const FieldChange change : Listed) {
        const quint32 count = field.counts[std::size_t(change)];
        if (count == 0 || left + side > cell.right())
            continue;
        paintChangeRing(
            &painter, QRectF(left, cell.top() + (cell.height() - side) / 2.0, side, side), change, theme);
        painter.setPen(changeInk(change, theme).text);
        left += side + 2;
        left = drawElided(painter, QRect(left, cell.top(), cell.right() - left, cell.height()),
                   QString::number(count)) +
               6;
    }
}

} // namespace spectap
