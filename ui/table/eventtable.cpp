// SPDX-License-Identifier: MIT
#include "ui/table/eventtable.h"

#include "model/items/eventtablemodel.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventdelegate.h"
#include "ui/table/eventwords.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int FreshMilliseconds = 600;
constexpr int MaxFreshRows = 5;
constexpr int ClockMilliseconds = 1000;

} // namespace

EventTable::EventTable(EventTableModel *model, QWidget *parent)
    : QTableView(parent)
    , m_calls(model)
    , m_words(new EventWords(this))
    , m_delegate(new EventDelegate(this))
    , m_columns(nullptr)
    , m_newButton(new QPushButton(this))
{
    setObjectName(u"eventTable"_s);
    setAccessibleName(tr("Calls"));
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setCornerButtonEnabled(false);
    setItemDelegate(m_delegate);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(DragOnly);

    m_newButton->setObjectName(u"newCallsButton"_s);
    m_newButton->setProperty("primary", true);
    m_newButton->setAccessibleName(tr("New calls"));
    m_newButton->setFocusPolicy(Qt::NoFocus); // End does the same from the keyboard
    m_newButton->hide();
    connect(m_newButton, &QPushButton::clicked, this, [this] { setFollowing(true); });

    m_words->setSourceModel(model);
    setModel(m_words);
    connect(m_words, &QAbstractItemModel::rowsAboutToBeInserted, this, &EventTable::onRowsAboutToBeInserted);
    connect(m_words, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { onRowsInserted(first, last); });
    connect(m_words, &QAbstractItemModel::modelReset, this, &EventTable::onModelReset);
    connect(model, &EventTableModel::aboutToRearrange, this, [this] {
        m_rearranging = true;
        m_adjusting = true;
        holdPlace();
    });
    connect(model, &EventTableModel::rearranged, this, [this] {
        m_rearranging = false;
        keepPlace();
    });
    connect(model, &EventTableModel::orderChanged, this, &EventTable::showOrder);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EventTable::onScrolled);

    m_freshTimer.setSingleShot(true);
    m_freshTimer.setInterval(FreshMilliseconds);
    connect(&m_freshTimer, &QTimer::timeout, this, [this] {
        m_delegate->setFreshFrom(0);
        viewport()->update();
    });

    m_clock.setInterval(ClockMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, &EventTable::readTimes);

    setUpHeaders();
    m_columns = new EventColumns(this, model);
    applyMetrics();
    readTimes();
    showOrder();
    markSeen();
}

void EventTable::setUpHeaders()
{
    QHeaderView *rows = verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *columns = horizontalHeader();
    columns->setSectionsMovable(true);
    columns->setHighlightSections(false);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setSectionsClickable(true);
    columns->setSortIndicatorShown(true);
    connect(columns, &QHeaderView::sectionClicked, this, &EventTable::onHeaderClicked);
    columns->setMinimumSectionSize(28);
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    columns->setSectionResizeMode(QHeaderView::Interactive);
}

void EventTable::applyMetrics()
{
    m_delegate->setBaseFont(font());
    verticalHeader()->setMinimumSectionSize(m_delegate->rowHeight());
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
    if (m_columns)
        m_columns->fit();
}

/// What is painted is what is in sight: of these rows the bodies are read.
void EventTable::paintEvent(QPaintEvent *event)
{
    const std::vector<int> columns = m_columns->shown();
    if (std::any_of(columns.begin(), columns.end(), &EventTableModel::isReadFromFile))
        m_calls->wantCells(rowAt(0), lastRowInSight());
    QTableView::paintEvent(event);
}

int EventTable::lastRowInSight() const
{
    const int last = rowAt(viewport()->height() - 1);
    return last < 0 ? m_words->rowCount() - 1 : last;
}

bool EventTable::selectSeq(quint32 seq)
{
    const int row = m_calls->rowOf(seq);
    if (row < 0)
        return false;
    if (m_currentSeq != seq && row != m_calls->newestRow())
        setFollowing(false);
    setCurrentIndex(m_words->index(row, 0));
    scrollTo(m_words->index(row, 0));
    return true;
}

void EventTable::setMoment(quint32 lastSeq, const CallOrder &order)
{
    m_delegate->setMoment(lastSeq, order);
    viewport()->update();
}

void EventTable::forget()
{
    m_currentSeq = 0;
    clearSelection();
    setCurrentIndex({});
    m_orderChosen = false;
    if (canFollow())
        setFollowing(true);
    markSeen();
}

std::vector<quint32> EventTable::selectedInOrder() const
{
    std::vector<int> rows;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<quint32> seqs;
    for (const int row : rows)
        seqs.push_back(m_calls->seqAt(row));
    return seqs;
}

std::vector<quint32> EventTable::selectedSeqs() const
{
    std::vector<quint32> seqs = selectedInOrder();
    std::sort(seqs.begin(), seqs.end());
    return seqs;
}

void EventTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    takeCurrent();
}

/// A click makes a row current first and selects it then.
void EventTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    takeCurrent();
}

void EventTable::takeCurrent()
{
    const QModelIndex current = currentIndex();
    // Focus alone makes a row current without selecting it, and rows that come and go are not the person's
    // choice.
    if (m_adjusting || !current.isValid() || !selectionModel()->isSelected(current))
        return;
    const quint32 seq = m_calls->seqAt(current.row());
    if (seq == m_currentSeq)
        return;
    m_currentSeq = seq;
    emit currentSeqChanged(seq);
}

void EventTable::onRowsAboutToBeInserted()
{
    if (m_rearranging)
        return;
    m_adjusting = true; // scroll bars move while the view takes the rows in
    holdPlace();
}

void EventTable::onRowsInserted(int first, int last)
{
    if (timeReading().zero != m_calls->firstArrival())
        readTimes();
    if (m_rearranging)
        return;
    // A few rows are news; a flood, a file or a new filter is not.
    const int count = last - first + 1;
    if (m_following && !m_freshTimer.isActive() && count <= MaxFreshRows && count < m_words->rowCount()) {
        m_delegate->setFreshFrom(std::min(m_calls->seqAt(first), m_calls->seqAt(last)));
        m_freshTimer.start();
    }
    keepPlace();
}

void EventTable::onModelReset()
{
    if (timeReading().zero != m_calls->firstArrival())
        readTimes();
    // The scroll bars have been reset with the model; the selected call may come back with the new rows.
    m_delegate->setFreshFrom(0);
    setHoverRow(-1);
    reselect();
    if (m_following) {
        const QScopedValueRollback guard(m_adjusting, true);
        scrollToNewest();
        markSeen();
    }
    updateNewButton();
}

void EventTable::reselect()
{
    const int row = m_currentSeq ? m_calls->rowOf(m_currentSeq) : -1;
    if (row < 0)
        return;
    const QScopedValueRollback guard(m_adjusting, true);
    setCurrentIndex(m_words->index(row, 0));
    if (!m_following)
        scrollTo(m_words->index(row, 0));
}

void EventTable::onScrolled()
{
    if (m_adjusting)
        return;
    const QScrollBar *bar = verticalScrollBar();
    const bool atEnd =
        canFollow() && bar->value() == (m_calls->order().isNewestFirst() ? bar->minimum() : bar->maximum());
    if (atEnd != m_following)
        setFollowing(atEnd);
}

void EventTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (plain && event->key() == Qt::Key_Home && m_words->rowCount() > 0) {
        setFollowing(false);
        const int row = canFollow() ? m_calls->oldestRow() : 0;
        setCurrentIndex(m_words->index(row, 0));
        scrollTo(m_words->index(row, 0));
        return;
    }
    if (plain && event->key() == Qt::Key_End && m_words->rowCount() > 0) {
        goToNewest();
        if (canFollow())
            setFollowing(true);
        return;
    }
    QTableView::keyPressEvent(event);
}

bool EventTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        setHoverRow(rowAt(static_cast<QMouseEvent *>(event)->position().toPoint().y()));
    else if (event->type() == QEvent::Leave)
        setHoverRow(-1);
    return QTableView::viewportEvent(event);
}

void EventTable::setHoverRow(int row)
{
    if (row == m_hoverRow)
        return;
    for (const int changed : {m_hoverRow, row}) {
        if (changed >= 0)
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), m_delegate->rowHeight());
    }
    m_hoverRow = row;
    m_delegate->setHoverRow(row);
}

void EventTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyMetrics();
}

void EventTable::updateGeometries()
{
    QTableView::updateGeometries();
    alignRows();
}

void EventTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    alignRows();
}

/// At its end a table view lines up the last row with the bottom and cuts the first; here the rows stay
/// whole at the top.
void EventTable::alignRows()
{
    QHeaderView *rows = verticalHeader();
    const int over = rows->offset() % m_delegate->rowHeight();
    if (over == 0 || verticalScrollBar()->maximum() == 0)
        return;
    rows->setOffset(rows->offset() + m_delegate->rowHeight() - over);
    viewport()->update();
}

void EventTable::resizeEvent(QResizeEvent *event)
{
    {
        const QScopedValueRollback guard(m_adjusting, true);
        QTableView::resizeEvent(event);
        m_columns->fit();
        if (m_following)
            scrollToNewest();
    }
    updateNewButton();
}

} // namespace spectap
