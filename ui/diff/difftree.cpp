// SPDX-License-Identifier: MIT
#include "ui/diff/difftree.h"

#include "ui/diff/diffdelegate.h"
#include "ui/diff/difftreemodel.h"
#include "ui/theme/marks.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int BaseLineHeight = 15; ///< of the font the column widths are given for
constexpr int NarrowWidth = 640;   ///< below it there is no room for the types
constexpr int MostOpened = 3000;   ///< rows: opening more takes longer than a frame
constexpr float RowTint = 0.45F;   ///< of the tint of the value in it

QColor blended(const QColor &over, const QColor &base, float share)
{
    const auto mix = [share](float a, float b) { return a * share + b * (1 - share); };
    return QColor::fromRgbF(
        mix(over.redF(), base.redF()), mix(over.greenF(), base.greenF()), mix(over.blueF(), base.blueF()));
}

} // namespace

DiffTree::DiffTree(DiffTreeModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(u"diffTree"_s);
    setAccessibleName(tr("Fields that differ"));
    setModel(model);
    setItemDelegate(new DiffDelegate(model, this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::CustomContextMenu);
    // The selected field stays what is explained beside it, wherever the focus is.
    QPalette colors;
    colors.setBrush(QPalette::Highlight, Qt::transparent);
    setPalette(colors);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setSectionResizeMode(DiffAColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(DiffBColumn, QHeaderView::Stretch);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setMinimumSectionSize(40);
    sizeColumns();
}

void DiffTree::sizeColumns()
{
    const auto scaled = [this](int pixels) {
        return pixels * qMax(BaseLineHeight, fontMetrics().height()) / BaseLineHeight;
    };
    setIndentation(scaled(12));
    m_narrow = viewport()->width() < scaled(NarrowWidth);
    for (const DiffColumn column : {DiffATypeColumn, DiffBTypeColumn}) {
        setColumnHidden(column, m_narrow);
        header()->resizeSection(column, scaled(58));
    }
    header()->resizeSection(DiffNameColumn, scaled(m_narrow ? 132 : 200));
    header()->resizeSection(DiffChangeColumn, scaled(m_narrow ? 128 : 172));
}

void DiffTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    const int height = qMax(BaseLineHeight, fontMetrics().height());
    if ((viewport()->width() < NarrowWidth * height / BaseLineHeight) != m_narrow)
        sizeColumns();
}

void DiffTree::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        sizeColumns();
}

void DiffTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    emit fieldPicked(currentField());
}

int DiffTree::currentField() const
{
    return currentIndex().isValid() ? m_model->fieldAt(currentIndex()) : -1;
}

void DiffTree::openChanges()
{
    int left = MostOpened;
    const auto open = [&](const auto &self, const QModelIndex &parent) -> void {
        const int rows = m_model->rowCount(parent);
        for (int row = 0; row < rows && left > 0; ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            const int inside = m_model->rowCount(index);
            const DiffField &field = m_model->field(index);
            const bool holds = field.change == FieldChange::Same || field.change == FieldChange::Renamed;
            const auto changed = [&field] {
                for (std::size_t i = 1; i < FieldChangeCount; ++i) {
                    if (field.counts[i] > 0)
                        return true;
                }
                return false;
            };
            if (inside == 0 || inside > left || !holds || !changed())
                continue;
            left -= inside;
            setExpanded(index, true);
            self(self, index);
        }
    };
    open(open, {});
}

void DiffTree::showField(int field)
{
    const QModelIndex index = m_model->indexOf(field);
    if (!index.isValid())
        return;
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
        setExpanded(up, true);
    setCurrentIndex(index);
    scrollTo(index);
}

void DiffTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const DiffField &field = m_model->field(index);
    const bool selected = selectionModel() && selectionModel()->isRowSelected(index.row(), index.parent());
    if (selected)
        painter->fillRect(option.rect, theme.sel);
    else if (field.change == FieldChange::Gone || field.change == FieldChange::Added)
        painter->fillRect(option.rect, blended(changeInk(field.change, theme).tint, theme.base, RowTint));
    QTreeView::drawRow(painter, option, index);
    if (!selected)
        return;
    painter->save();
    painter->setPen(theme.accent);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

} // namespace spectap
