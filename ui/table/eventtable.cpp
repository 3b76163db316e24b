// SPDX-License-Identifier: MIT
#include "ui/table/eventtable.h"

#include "model/items/eventtablemodel.h"
#include "ui/numbers.h"
#include "ui/table/eventdelegate.h"
#include "ui/table/eventwords.h"
#include "ui/theme/icons.h"

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
constexpr int NewButtonMargin = 12;
constexpr int MaxFreshRows = 5;
constexpr int NameMinimum = 120;

} // namespace

EventTable::EventTable(EventTableModel *model, QWidget *parent)
    : QTableView(parent)
    , m_calls(model)
    , m_words(new EventWords(this))
    , m_delegate(new EventDelegate(this))
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

    m_newButton->setObjectName(u"newCallsButton"_s);
    m_newButton->setProperty("primary", true);
    m_newButton->setAccessibleName(tr("New calls below"));
    m_newButton->setIcon(lineIcon(u"follow"_s, IconInk::OnAccent));
    m_newButton->setToolTip(tr("Go to the newest call and follow (End)"));
    m_newButton->setFocusPolicy(Qt::NoFocus); // End does the same from the keyboard
    m_newButton->hide();
    connect(m_newButton, &QPushButton::clicked, this, [this] { setFollowing(true); });

    m_words->setSourceModel(model);
    setModel(m_words);
    connect(m_words, &QAbstractItemModel::rowsAboutToBeInserted, this, &EventTable::onRowsAboutToBeInserted);
    connect(m_words, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int) { onRowsInserted(first); });
    connect(m_words, &QAbstractItemModel::modelReset, this, &EventTable::onModelReset);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EventTable::onScrolled);

    m_freshTimer.setSingleShot(true);
    m_freshTimer.setInterval(FreshMilliseconds);
    connect(&m_freshTimer, &QTimer::timeout, this, [this] {
        m_delegate->setFreshFrom(-1);
        viewport()->update();
    });

    setUpColumns();
    applyMetrics();
    m_seenRows = model->rowCount();
}

void EventTable::setUpColumns()
{
    QHeaderView *rows = verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *columns = horizontalHeader();
    columns->setSectionsMovable(true);
    columns->setHighlightSections(false);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setSectionsClickable(false);
    columns->setMinimumSectionSize(28);
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    columns->setSectionResizeMode(QHeaderView::Interactive);
    connect(columns, &QHeaderView::sectionResized, this, &EventTable::stretchName);
    connect(columns, &QHeaderView::sectionCountChanged, this, &EventTable::stretchName);
}

void EventTable::applyMetrics()
{
    m_delegate->setBaseFont(font());
    verticalHeader()->setMinimumSectionSize(m_delegate->rowHeight());
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
    // Widths of the design are for a 12 pixel font; they grow with it.
    const double unit = fontInfo().pixelSize() / 12.0;
    const std::pair<EventColumn, int> widths[] = {{SeqColumn, 42}, {TimeColumn, 92}, {DeltaColumn, 42},
        {TypeColumn, 74}, {NameColumn, NameMinimum}, {IdColumn, 90}, {SourceColumn, 88}, {VerdictColumn, 90},
        {SizeColumn, 42}};
    for (const auto &[column, width] : widths) {
        if (column != NameColumn)
            setColumnWidth(column, qRound(width * unit));
    }
    stretchName();
}

/// The name takes what the other columns leave, but never less than can be read: then the table scrolls
/// sideways.
void EventTable::stretchName()
{
    const double unit = fontInfo().pixelSize() / 12.0;
    int others = 0;
    for (int column = 0; column < EventColumnCount; ++column) {
        if (column != NameColumn && !isColumnHidden(column))
            others += columnWidth(column);
    }
    const int width = qMax(qRound(NameMinimum * unit), viewport()->width() - others);
    if (width != columnWidth(NameColumn))
        setColumnWidth(NameColumn, width);
}

bool EventTable::selectSeq(quint32 seq)
{
    const int row = m_calls->rowOf(seq);
    if (row < 0)
        return false;
    if (m_currentSeq != seq && row < m_words->rowCount() - 1)
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
    setFollowing(true);
}

void EventTable::resetColumns()
{
    for (int column = 0; column < EventColumnCount; ++column) {
        setColumnHidden(column, false);
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), column);
    }
    applyMetrics();
}

std::vector<quint32> EventTable::selectedSeqs() const
{
    std::vector<quint32> seqs;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            seqs.push_back(m_calls->seqAt(row));
    }
    std::sort(seqs.begin(), seqs.end());
    seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
    return seqs;
}

QString EventTable::selectedText() const
{
    QStringList lines;
    for (const quint32 seq : selectedSeqs())
        lines << m_words->rowText(m_calls->rowOf(seq));
    return lines.join(u'\n');
}

void EventTable::setFollowing(bool follow)
{
    if (follow) {
        const QScopedValueRollback guard(m_adjusting, true);
        scrollToBottom();
        m_seenRows = m_words->rowCount();
    }
    if (m_following != follow) {
        m_following = follow;
        m_seenRows = m_words->rowCount();
        emit followingChanged(follow);
    }
    updateNewButton();
}

void EventTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
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
    m_adjusting = true; // scroll bars move while the view takes the rows in
    const int top = rowAt(0);
    m_topSeq = top < 0 ? 0 : m_calls->seqAt(top);
}

void EventTable::onRowsInserted(int first)
{
    const bool above = first < m_seenRows;
    if (m_following) {
        scrollToBottom();
        m_seenRows = m_words->rowCount();
        // A few rows are news; a flood, a file or a new filter is not.
        if (!m_freshTimer.isActive() && m_seenRows - first <= MaxFreshRows && first > 0) {
            m_delegate->setFreshFrom(first);
            m_freshTimer.start();
        }
    } else if (above && m_topSeq) {
        if (const int row = m_calls->rowOf(m_topSeq); row >= 0)
            verticalScrollBar()->setValue(row);
    }
    m_adjusting = false;
    if (m_currentSeq && !currentIndex().isValid())
        reselect();
    updateNewButton();
}

void EventTable::onModelReset()
{
    // The scroll bars have been reset with the model; the selected call may come back with the new rows.
    m_seenRows = m_words->rowCount();
    m_delegate->setFreshFrom(-1);
    setHoverRow(-1);
    reselect();
    if (m_following) {
        const QScopedValueRollback guard(m_adjusting, true);
        scrollToBottom();
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
    const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    if (atEnd != m_following)
        setFollowing(atEnd);
}

void EventTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (plain && event->key() == Qt::Key_Home && m_words->rowCount() > 0) {
        setFollowing(false);
        setCurrentIndex(m_words->index(0, 0));
        scrollToTop();
        return;
    }
    if (plain && event->key() == Qt::Key_End && m_words->rowCount() > 0) {
        setCurrentIndex(m_words->index(m_words->rowCount() - 1, 0));
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
        stretchName();
        if (m_following)
            scrollToBottom();
    }
    updateNewButton();
}

void EventTable::updateNewButton()
{
    const int fresh = m_following ? 0 : m_words->rowCount() - m_seenRows;
    if (fresh <= 0) {
        m_newButton->hide();
        return;
    }
    m_newButton->setText(tr("%1 new", "calls below the visible part").arg(countText(fresh)));
    m_newButton->setAccessibleName(tr("%n new call(s) below", nullptr, fresh));
    m_newButton->resize(m_newButton->sizeHint());
    const QRect area = viewport()->geometry();
    m_newButton->move(area.right() - m_newButton->width() - NewButtonMargin,
        area.bottom() - m_newButton->height() - NewButtonMargin);
    m_newButton->show();
}

} // namespace spectap
