// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinetable.h"

#include "ui/timeline/timelinetablemodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int RefreshMs = 1000; ///< a table that changes faster cannot be read

} // namespace

TimelineTable::TimelineTable(const TimelineLayout &layout, const SessionDocument *document, QWidget *parent)
    : QDialog(parent)
    , m_model(new TimelineTableModel(layout, document, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_table(new QTableView(this))
{
    setObjectName(u"timelineTable"_s);
    setWindowTitle(tr("Identity timeline as a table"));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(TimelineTableModel::SortRole);
    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    auto *rows = new QVBoxLayout(this);
    m_search->setObjectName(u"timelineTableSearch"_s);
    m_search->setPlaceholderText(tr("Search IDs and profiles"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    rows->addWidget(m_search);

    m_table->setObjectName(u"timelineTableView"_s);
    m_table->setAccessibleName(windowTitle());
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(TimelineTableModel::LaneColumn, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    const int character = fontMetrics().averageCharWidth();
    constexpr int Widths[] = {6, 14, 26, 22, 17, 17, 8, 16, 10};
    for (int column = 0; column < TimelineTableModel::ColumnCount; ++column)
        header->resizeSection(column, Widths[column] * character + 12);
    header->setSectionResizeMode(TimelineTableModel::IdColumn, QHeaderView::Stretch);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const quint32 seq = index.data(TimelineTableModel::SeqRole).toUInt())
            emit callActivated(seq, index.data(TimelineTableModel::ValueRole).toUInt());
    });
    rows->addWidget(m_table);
    resize(150 * character + 40, 26 * (fontMetrics().height() + 8));
    setTabOrder(m_search, m_table);
    m_table->setFocus();

    m_soon.setSingleShot(true);
    m_soon.setInterval(RefreshMs);
    connect(&m_soon, &QTimer::timeout, this, &TimelineTable::takeAnew);
}

void TimelineTable::refresh(const TimeReading &reading)
{
    m_reading = reading;
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void TimelineTable::showEvent(QShowEvent *event)
{
    takeAnew();
    QDialog::showEvent(event);
}

void TimelineTable::takeAnew()
{
    m_soon.stop();
    const QModelIndex before = m_table->currentIndex();
    const QVariant value = before.data(TimelineTableModel::ValueRole);
    const int column = before.column();
    m_model->rebuild(m_reading);
    if (!before.isValid() || m_table->currentIndex().isValid())
        return;
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const QModelIndex index = m_sorted->index(row, column);
        if (index.data(TimelineTableModel::ValueRole) == value) {
            m_table->setCurrentIndex(index);
            return;
        }
    }
}

void TimelineTable::copy() const
{
    QStringList lines;
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        if (!m_table->selectionModel()->isRowSelected(row, {}))
            continue;
        QStringList cells;
        for (int column = 0; column < TimelineTableModel::ColumnCount; ++column)
            cells += m_sorted->index(row, column).data().toString();
        lines += cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void TimelineTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) // the table's
        QDialog::keyPressEvent(event);
}

} // namespace spectap
