// SPDX-License-Identifier: MIT
#include "ui/inspector/fieldtree.h"

#include "ui/drag/begindrag.h"
#include "ui/inspector/fielddelegate.h"
#include "ui/inspector/fieldwordsmodel.h"
#include "ui/theme/tokens.h"

#include <QEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>
#include <vector>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int StripeWidth = 3;
constexpr int BaseLineHeight = 15; ///< of the font the column widths of ui.md are given for
constexpr int NarrowWidth = 440;   ///< below it there is no room for the types
constexpr int ShortArray = 10;     ///< arrays up to this many items open by themselves

bool isText(const QModelIndex &index)
{
    return static_cast<JsonKind>(index.data(FieldKindRole).toInt()) == JsonKind::String;
}

} // namespace

FieldTree::FieldTree(FieldWordsModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_delegate(new FieldDelegate(this))
{
    setObjectName(u"fieldTree"_s);
    setAccessibleName(tr("Fields of the call"));
    setModel(model);
    setItemDelegate(m_delegate);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(DragOnly);
    // The selected field stays what is explained below, wherever the focus is.
    QPalette colors;
    colors.setBrush(QPalette::Highlight, Qt::transparent);
    setPalette(colors);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setSectionResizeMode(FieldValueColumn, QHeaderView::Stretch);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setMinimumSectionSize(40);
    sizeColumns();
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (m_restoring)
            return;
        m_choices[index.data(FieldPlaceRole).toString()] = true;
        const QScopedValueRollback guard(m_restoring, true);
        restoreBelow(index); // what comes to light the first time
    });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!m_restoring)
            m_choices[index.data(FieldPlaceRole).toString()] = false;
    });
}

void FieldTree::sizeColumns()
{
    const auto scaled = [this](int pixels) {
        return pixels * qMax(BaseLineHeight, fontMetrics().height()) / BaseLineHeight;
    };
    setIndentation(scaled(12));
    // A narrow tree says the types in its tooltips only, so that values can be read.
    m_narrow = viewport()->width() < scaled(NarrowWidth);
    setColumnHidden(FieldTypeColumn, m_narrow);
    header()->resizeSection(FieldNameColumn, scaled(m_narrow ? 114 : 128));
    header()->resizeSection(FieldTypeColumn, scaled(58));
    header()->resizeSection(FieldVerdictColumn, scaled(m_narrow ? 134 : 166));
}

void FieldTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    const int height = qMax(BaseLineHeight, fontMetrics().height());
    if ((viewport()->width() < NarrowWidth * height / BaseLineHeight) != m_narrow)
        sizeColumns();
}

void FieldTree::startDrag(Qt::DropActions)
{
    std::unique_ptr<QMimeData> carried(m_model->mimeData({currentIndex()}));
    if (!carried)
        return;
    const QString path = carried->text();
    beginDrag(this, std::move(carried), path);
}

void FieldTree::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        sizeColumns();
}

bool FieldTree::opensByItself(const QModelIndex &index) const
{
    if (isText(index))
        return false; // it was sent as a string
    if (index.data(FieldInnerRole).toBool())
        return index.data(FieldChildrenRole).toInt() <= ShortArray;
    if (index.data(FieldErrorsRole).toInt() + index.data(FieldWarningsRole).toInt() > 0)
        return true;
    const QString pointer = index.data(FieldPointerRole).toString();
    if (pointer == u"/properties" || pointer == u"/traits")
        return true;
    const bool array = static_cast<JsonKind>(index.data(FieldKindRole).toInt()) == JsonKind::Array;
    return array && index.data(FieldChildrenRole).toInt() <= ShortArray && !pointer.startsWith(u"/context");
}

void FieldTree::restoreExpansion()
{
    const QScopedValueRollback guard(m_restoring, true);
    restoreBelow({});
}

void FieldTree::restoreBelow(const QModelIndex &parent)
{
    const int rows = m_model->rowCount(parent);
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        const auto choice = m_choices.constFind(index.data(FieldPlaceRole).toString());
        // Asking what is below a string would read it.
        if (!(choice == m_choices.constEnd() ? opensByItself(index) : *choice) ||
            m_model->rowCount(index) == 0)
            continue;
        setExpanded(index, true);
        restoreBelow(index);
    }
}

bool FieldTree::showField(const QByteArray &pointer)
{
    QModelIndex index = m_model->indexOf(pointer);
    for (QByteArray up = pointer; !index.isValid() && !up.isEmpty();) {
        up.truncate(up.lastIndexOf('/'));
        index = m_model->indexOf(up);
    }
    if (!index.isValid())
        return false;
    showIndex(index);
    return true;
}

void FieldTree::showIndex(const QModelIndex &index)
{
    const QScopedValueRollback guard(m_restoring, true);
    for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
        setExpanded(up, true);
    setCurrentIndex(index);
    scrollTo(index);
}

void FieldTree::setFind(const FindText &find)
{
    m_delegate->setFind(find);
    viewport()->update();
}

QModelIndex FieldTree::problem(const QModelIndex &from, int direction) const
{
    Severity worst = Severity::Ok;
    if (const CallDocument *call = m_model->call()) {
        for (const FieldVerdict &field : call->fields)
            worst = std::max(worst, field.worst);
    }
    if (worst == Severity::Ok)
        return {};
    const Severity least = std::min(worst, Severity::Warning);
    const auto isProblem = [least](const QModelIndex &index) {
        return static_cast<Severity>(index.data(FieldSeverityRole).toInt()) >= least;
    };
    // Depth first, in the order of the rows.
    std::vector<QModelIndex> all;
    const auto visit = [&](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            all.push_back(index);
            if (!isText(index)) // there are no verdicts in strings
                self(self, index);
        }
    };
    visit(visit, {});
    const int count = static_cast<int>(all.size());
    const auto here = std::ranges::find(all, from.siblingAtColumn(0));
    int at = here == all.end() ? (direction > 0 ? -1 : count) : static_cast<int>(here - all.begin());
    for (int step = 0; step < count; ++step) {
        at = (at + direction + count) % count;
        if (isProblem(all[std::size_t(at)]))
            return all[std::size_t(at)];
    }
    return {};
}

void FieldTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const QModelIndex first = index.siblingAtColumn(0);
    const auto severity = static_cast<Severity>(first.data(FieldSeverityRole).toInt());
    const bool marked = severity >= Severity::Warning;
    const bool selected = selectionModel() && selectionModel()->isRowSelected(index.row(), index.parent());
    if (selected)
        painter->fillRect(option.rect, theme.sel);
    else if (marked)
        painter->fillRect(option.rect, theme.of(severity).tint);
    QTreeView::drawRow(painter, option, index);
    if (selected) {
        painter->save();
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        painter->restore();
    }
    if (marked)
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(StripeWidth, option.rect.height())), theme.of(severity).fill);
}

} // namespace spectap
