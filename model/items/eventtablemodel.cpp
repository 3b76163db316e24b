// SPDX-License-Identifier: MIT
#include "model/items/eventtablemodel.h"

#include "model/items/callcells.h"
#include "model/items/rowfacts.h"
#include "model/items/rowfilter.h"

#include <algorithm>

namespace spectap {

namespace {

/// So many rows are tested at once on the UI thread when the filter reads columns only: well under a
/// millisecond.
constexpr quint32 RowsAtOnce = 8192;

} // namespace

EventTableModel::EventTableModel(SessionDocument *document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
    , m_filter(std::make_unique<RowFilter>(*document))
    , m_refresh(std::make_unique<RowFilter>(*document))
    , m_sorter(std::make_unique<RowSorter>(*document))
    , m_cells(std::make_unique<CallCellReader>(document))
    , m_retest(std::make_unique<RowFilter>(*document))
{
    setUpOrder();
    connect(m_document, &SessionDocument::reset, this, &EventTableModel::onReset);
    connect(m_document, &SessionDocument::rowsAppended, this, &EventTableModel::onRowsAppended);
    connect(m_document, &SessionDocument::rowsChanged, this, &EventTableModel::onRowsChanged);
    connect(m_document, &SessionDocument::rowsMuted, this, &EventTableModel::refresh);
    connect(m_document, &SessionDocument::rechecked, this, &EventTableModel::refresh);
    connect(m_filter.get(), &RowFilter::advanced, this, &EventTableModel::takeHits);
    connect(m_filter.get(), &RowFilter::finished, this, &EventTableModel::advance);
    connect(m_refresh.get(), &RowFilter::advanced, this, [this](quint32, const std::vector<quint32> &hits) {
        m_refreshed.insert(m_refreshed.end(), hits.begin(), hits.end());
    });
    connect(m_refresh.get(), &RowFilter::finished, this, &EventTableModel::takeRefreshed);
    connect(&m_document->marks(), &CallMarks::changed, this, &EventTableModel::onMarked);
    connect(m_retest.get(), &RowFilter::advanced, this, [this](quint32, const std::vector<quint32> &hits) {
        m_retestHits.insert(m_retestHits.end(), hits.begin(), hits.end());
    });
    connect(m_retest.get(), &RowFilter::finished, this, &EventTableModel::takeRetested);
    connect(m_filter.get(), &RowFilter::failed, this, &EventTableModel::filterFailed);
    connect(m_filter.get(), &RowFilter::gaveUp, this, [this](quint32 rows) {
        m_gaveUp += rows;
        emit filterGaveUp(m_gaveUp);
    });
    connect(m_cells.get(), &CallCellReader::read, this, &EventTableModel::onCellsRead);
    m_moveOn.setSingleShot(true);
    connect(&m_moveOn, &QTimer::timeout, this, &EventTableModel::moveOn);
    m_limit = m_document->rows().size();
    advance();
}

EventTableModel::~EventTableModel() = default;

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sorted ? m_sorted->order.size() : m_shown.size());
}

void EventTableModel::onReset()
{
    m_filter->cancel();
    m_refresh->cancel();
    m_cells->forget();
    m_sorter->cancel();
    m_join.stop();
    m_retest->cancel();
    m_remarked.clear();
    beginResetModel();
    m_shown.clear();
    m_unsorted.clear();
    m_resort = false;
    if (m_sorted)
        m_sorted = SortedRows::of({});
    m_folded.clear();
    m_copies.clear();
    m_retriesRead = 0;
    m_limit = 0;
    m_tested = 0;
    m_stale = false;
    m_announce = true;
    m_only.reset();
    m_newest = NoTime;
    m_newestRead = 0;
    m_gaveUp = 0;
    bindQuery();
    m_typeCounts.fill(0);
    m_severityCounts.fill(0);
    endResetModel();
    emit matchesReset();
    emit countsChanged();
    if (m_held)
        emit heldCountChanged(0);
    advance();
}

void EventTableModel::onRowsAppended()
{
    if (m_held) {
        emit heldCountChanged(heldCount());
        return;
    }
    m_limit = m_document->rows().size();
    awaitMoment();
    advance();
}

void EventTableModel::setQuery(const Query &query)
{
    m_query = query;
    restart();
}

void EventTableModel::setShowRetries(bool show)
{
    if (show == m_showRetries)
        return;
    m_showRetries = show;
    restart();
}

void EventTableModel::restart()
{
    m_filter->cancel();
    m_refresh->cancel();
    m_retest->cancel();
    m_remarked.clear();
    bindQuery();
    m_gaveUp = 0;
    m_tested = 0;
    m_stale = true;
    m_announce = true;
    advance();
}

void EventTableModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held)
        showHeld();
}

quint32 EventTableModel::heldCount() const
{
    return m_document->rows().size() - m_limit;
}

void EventTableModel::showHeld()
{
    const bool any = heldCount() > 0;
    m_limit = m_document->rows().size();
    if (any)
        emit heldCountChanged(0);
    awaitMoment();
    advance();
}

bool EventTableModel::isComplete() const
{
    return m_tested == m_limit && !m_stale && !m_filter->isRunning() && !m_refresh->isRunning() &&
           !m_retest->isRunning() && !isSorting() && (m_live || !m_moveOn.isActive());
}

/// Brings the tested rows up to the limit: at once when that is little work, else on the worker. Called
/// whenever there may be something to do; while the worker runs it waits for finished().
void EventTableModel::advance()
{
    if (m_filter->isRunning())
        return;
    if (m_tested < m_limit) {
        if (m_bound.isSlow() || m_limit - m_tested > RowsAtOnce) {
            m_filter->start(m_bound, m_tested, m_limit);
            return;
        }
        StoredRowFacts facts(m_document->strings(), m_document->sources(), m_document->marks().set());
        const RowStore &rows = m_document->rows();
        std::vector<quint32> hits;
        for (quint32 i = m_tested; i < m_limit; ++i) {
            if (m_bound.matches(facts.at(rows[i], i + 1)))
                hits.push_back(i);
        }
        takeHits(m_limit, hits);
    }
    if (m_stale)
        beginFresh();
    if (std::exchange(m_announce, false))
        emit filterFinished();
    retest();
}

void EventTableModel::takeHits(quint32 upTo, const std::vector<quint32> &found)
{
    std::vector<quint32> hits = found;
    keepOnly(hits);
    if (m_stale && !hits.empty())
        beginFresh();
    m_tested = upTo;
    show(hits);
    countRetries(upTo);
}

/// Lets go of the rows of the filter before.
void EventTableModel::beginFresh()
{
    m_stale = false;
    const bool atOnce = !m_sorted; // else they stay until the others are sorted
    if (atOnce)
        beginResetModel();
    m_shown.clear();
    m_folded.clear();
    m_typeCounts.fill(0);
    m_severityCounts.fill(0);
    if (atOnce)
        endResetModel();
    else
        sortAnew();
    emit matchesReset();
    emit countsChanged();
}

void EventTableModel::show(const std::vector<quint32> &hits)
{
    if (hits.empty())
        return;
    const RowStore &rows = m_document->rows();
    std::vector<quint32> fresh;
    fresh.reserve(hits.size());
    for (const quint32 index : hits) {
        const CallRow &row = rows[index];
        ++m_typeCounts[static_cast<std::size_t>(row.type)];
        ++m_severityCounts[static_cast<std::size_t>(row.worst())];
        const auto into = foldsInto(index);
        const bool folded =
            into && (m_shown.contains(*into) || std::binary_search(fresh.begin(), fresh.end(), *into));
        (folded ? m_folded : fresh).push_back(index);
    }
    if (!fresh.empty() && m_sorted) {
        m_shown.append(fresh);
        m_unsorted.insert(m_unsorted.end(), fresh.begin(), fresh.end());
        joinLater();
    } else if (!fresh.empty()) {
        const auto [first, last] = rowsAt(m_shown.size(), fresh.size(), m_shown.size() + fresh.size());
        beginInsertRows({}, first, last);
        m_shown.append(fresh);
        endInsertRows();
    }
    emit callsMatched(hits);
    emit countsChanged();
}

/// The row that stands for this copy, if it is shown.
std::optional<quint32> EventTableModel::foldsInto(quint32 index) const
{
    const quint32 first = m_document->rows()[index].retryOf;
    return m_showRetries || first == 0 ? std::nullopt : std::optional(first - 1);
}

/// Counts copies of messageIds in rows up to `upTo`, shown or not, and tells the rows whose counter grew.
void EventTableModel::countRetries(quint32 upTo)
{
    const RowStore &rows = m_document->rows();
    std::vector<quint32> grown;
    for (; m_retriesRead < upTo; ++m_retriesRead) {
        if (const quint32 first = rows[m_retriesRead].retryOf) {
            ++m_copies[first - 1];
            grown.push_back(first - 1);
        }
    }
    std::sort(grown.begin(), grown.end());
    grown.erase(std::unique(grown.begin(), grown.end()), grown.end());
    for (const quint32 index : grown) {
        const int row = rowOfIndex(index);
        if (row >= 0)
            emit dataChanged(this->index(row, 0), this->index(row, columnCount() - 1), {RetryCountRole});
    }
}

quint32 EventTableModel::copiesOf(quint32 index) const
{
    const CallRow &row = m_document->rows()[index];
    const auto found = m_copies.find(row.retryOf ? row.retryOf - 1 : index);
    return found == m_copies.end() ? 1 : found->second + 1;
}

quint32 EventTableModel::shownCalls() const
{
    return static_cast<quint32>(m_shown.size() + m_folded.size());
}

std::vector<quint32> EventTableModel::shownSeqs() const
{
    std::vector<quint32> seqs = matchingFrom(0);
    for (quint32 &seq : seqs)
        ++seq;
    return seqs;
}

/// All that match from index `first` on, with a row of their own or folded.
std::vector<quint32> EventTableModel::matchingFrom(quint32 first) const
{
    const std::vector<quint32> shown = m_shown.from(first);
    std::vector<quint32> matching;
    matching.reserve(shown.size() + m_folded.size());
    std::merge(shown.begin(), shown.end(), std::lower_bound(m_folded.begin(), m_folded.end(), first),
        m_folded.end(), std::back_inserter(matching));
    return matching;
}

} // namespace spectap
