// SPDX-License-Identifier: MIT
#include "model/items/eventtablemodel.h"

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
{
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
    connect(m_filter.get(), &RowFilter::failed, this, &EventTableModel::filterFailed);
    m_moveOn.setSingleShot(true);
    connect(&m_moveOn, &QTimer::timeout, this, &EventTableModel::moveOn);
    m_limit = m_document->rows().size();
    advance();
}

EventTableModel::~EventTableModel() = default;

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : EventColumnCount;
}

void EventTableModel::onReset()
{
    m_filter->cancel();
    m_refresh->cancel();
    beginResetModel();
    m_shown.clear();
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
    bindQuery();
    m_typeCounts.fill(0);
    m_severityCounts.fill(0);
    endResetModel();
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
    bindQuery();
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
           (m_live || !m_moveOn.isActive());
}

/// Brings the tested rows up to the limit: at once when that is little work, else on the worker. Called
/// whenever there may be something to do; while the worker runs it waits for finished().
void EventTableModel::advance()
{
    if (m_filter->isRunning())
        return;
    if (m_tested < m_limit) {
        if (m_bound.needsBody() || m_limit - m_tested > RowsAtOnce) {
            m_filter->start(m_bound, m_tested, m_limit);
            return;
        }
        StoredRowFacts facts(m_document->strings(), m_document->sources());
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
    beginResetModel();
    m_shown.clear();
    m_folded.clear();
    m_typeCounts.fill(0);
    m_severityCounts.fill(0);
    endResetModel();
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
        const bool folded = isFolded(index, m_shown) || isFolded(index, fresh);
        (folded ? m_folded : fresh).push_back(index);
    }
    if (!fresh.empty()) {
        const int first = static_cast<int>(m_shown.size());
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        m_shown.insert(m_shown.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    emit countsChanged();
}

/// Whether the row is a copy that one of `shown` stands for.
bool EventTableModel::isFolded(quint32 index, const std::vector<quint32> &shown) const
{
    const quint32 first = m_document->rows()[index].retryOf;
    return !m_showRetries && first != 0 && std::binary_search(shown.begin(), shown.end(), first - 1);
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
            emit dataChanged(this->index(row, 0), this->index(row, EventColumnCount - 1), {RetryCountRole});
    }
}

int EventTableModel::rowOfIndex(quint32 index) const
{
    const auto found = std::lower_bound(m_shown.begin(), m_shown.end(), index);
    return found != m_shown.end() && *found == index ? static_cast<int>(found - m_shown.begin()) : -1;
}

quint32 EventTableModel::copiesOf(quint32 index) const
{
    const CallRow &row = m_document->rows()[index];
    const auto found = m_copies.find(row.retryOf ? row.retryOf - 1 : index);
    return found == m_copies.end() ? 1 : found->second + 1;
}

quint32 EventTableModel::seqAt(int row) const
{
    return m_shown[static_cast<std::size_t>(row)] + 1;
}

int EventTableModel::rowOf(quint32 seq) const
{
    return seq == 0 ? -1 : rowOfIndex(seq - 1);
}

const CallRow &EventTableModel::rowAt(int row) const
{
    return m_document->rows()[m_shown[static_cast<std::size_t>(row)]];
}

quint32 EventTableModel::shownCalls() const
{
    return static_cast<quint32>(m_shown.size() + m_folded.size());
}

std::vector<quint32> EventTableModel::shownSeqs() const
{
    std::vector<quint32> seqs(m_shown.size() + m_folded.size());
    std::merge(m_shown.begin(), m_shown.end(), m_folded.begin(), m_folded.end(), seqs.begin());
    for (quint32 &seq : seqs)
        ++seq;
    return seqs;
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const quint32 at = m_shown[static_cast<std::size_t>(index.row())];
    const CallRow &row = m_document->rows()[at];
    const auto text = [this](StringId id) { return QString::fromUtf8(m_document->strings().at(id)); };
    if (role == Qt::DisplayRole) {
        switch (static_cast<EventColumn>(index.column())) {
        case SeqColumn:
            return at + 1;
        case TimeColumn:
            return row.receivedAt;
        case DeltaColumn:
            return data(index, DeltaRole);
        case TypeColumn:
            return QString::fromUtf8(callTypeName(row.type));
        case NameColumn:
            return text(row.name);
        case IdColumn:
            return text(row.user ? row.user : row.anonymous);
        case SourceColumn:
            return data(index, SourceNameRole);
        case VerdictColumn:
            return QString::fromUtf8(severityName(row.worst()));
        case SizeColumn:
            return row.size;
        case EventColumnCount:
            break;
        }
        return {};
    }
    switch (role) {
    case SeqRole:
        return at + 1;
    case ReceivedAtRole:
        return row.receivedAt;
    case EventTimeRole:
        return row.eventTime;
    case DeltaRole:
        return at == 0 ? qint64(-1) : row.receivedAt - m_document->rows()[at - 1].receivedAt;
    case TypeRole:
        return static_cast<int>(row.type);
    case NameRole:
        return text(row.name);
    case UserIdRole:
        return text(row.user);
    case AnonymousIdRole:
        return text(row.anonymous);
    case OtherIdRole:
        return text(row.other);
    case SourceNameRole: {
        const auto &sources = m_document->sources();
        if (row.source >= sources.size())
            return QString();
        const Source &source = sources[row.source];
        return QString::fromUtf8(source.library.isEmpty() ? source.writeKey : source.library);
    }
    case ErrorsRole:
        return static_cast<int>(row.errors);
    case WarningsRole:
        return static_cast<int>(row.warnings);
    case InfosRole:
        return static_cast<int>(row.infos);
    case SeverityRole:
        return static_cast<int>(row.worst());
    case IngestRole:
        return static_cast<int>(row.ingest);
    case RetryCountRole:
        return copiesOf(at);
    case FlagsRole:
        return static_cast<int>(row.flags);
    case SizeRole:
        return row.size;
    default:
        return {};
    }
}

} // namespace spectap
