// SPDX-License-Identifier: MIT
#include "model/items/rowsorter.h"

#include "model/items/eventtablemodel.h"

#include <QCollator>
#include <QElapsedTimer>
#include <QLocale>

#include <algorithm>
#include <atomic>
#include <functional>
#include <unordered_map>
#include <utility>

namespace spectap {

namespace {

constexpr std::size_t RowsPerPiece = 1U << 16; ///< sorted between two looks at the cancel flag
constexpr qint64 QuickMs = 250;                ///< what takes no longer tells of no progress
constexpr qint64 ReportEveryMs = 50;
/// So many rows more than a share of those there are better sorted with them than one by one.
constexpr std::size_t MergeAtMost = 4096;

/// What rows are sorted by, as a number: equal ones stay in order of arrival.
struct Keyed
{
    quint64 key = 0;
    quint32 index = 0;

    bool operator<(const Keyed &other) const
    {
        return key != other.key ? key < other.key : index < other.index;
    }
};

quint64 inOrder(qint64 number)
{
    return static_cast<quint64>(number) ^ (quint64{1} << 63);
}

/// Of "@segment/analytics-node" the package says it, as in the column.
QByteArrayView shownSource(const Source &source)
{
    const QByteArrayView name = source.library.isEmpty() ? source.writeKey : source.library;
    return name.sliced(name.lastIndexOf('/') + 1);
}

/// The rows as a worker sees them, and what of them an order goes by.
class RowValues
{
public:
    RowValues(const SessionDocument &document, EventColumn by)
        : m_rows(document.rows().snapshot())
        , m_strings(document.sharedStrings())
        , m_sources(document.sources())
        , m_by(by)
    {
    }

    [[nodiscard]] bool isText() const { return m_by == NameColumn || m_by == IdColumn || isOfSource(); }

    [[nodiscard]] quint64 number(quint32 index) const
    {
        const CallRow &row = m_rows[index];
        switch (m_by) {
        case DeltaColumn:
            return index == 0 ? 0 : inOrder(row.receivedAt - m_rows[index - 1].receivedAt);
        case TypeColumn:
            return static_cast<quint64>(row.type);
        case VerdictColumn:
            return quint64{row.errors} << 16U | quint64{row.warnings} << 8U | row.infos;
        case SizeColumn:
            return row.size;
        case TimestampColumn:
            return inOrder(row.eventTime);
        case IngestColumn:
            return static_cast<quint64>(row.ingest);
        default:
            return index;
        }
    }

    /// Number of its text, for text().
    [[nodiscard]] quint32 textId(quint32 index) const
    {
        const CallRow &row = m_rows[index];
        if (isOfSource())
            return row.source;
        if (m_by == IdColumn)
            return row.user ? row.user : row.anonymous;
        // What stands first in the cell: a name where the call has one, else whom it is about.
        switch (row.type) {
        case CallType::Alias:
        case CallType::Group:
            return row.other;
        case CallType::Identify:
            return row.anonymous ? row.anonymous : row.user;
        default:
            return row.name;
        }
    }

    [[nodiscard]] QByteArrayView text(quint32 id) const
    {
        if (!isOfSource())
            return m_strings->at(id);
        if (id >= m_sources.size())
            return {};
        const Source &source = m_sources[id];
        if (m_by == WriteKeyColumn)
            return source.writeKey;
        if (m_by == LibraryColumn)
            return source.library;
        return shownSource(source);
    }

private:
    [[nodiscard]] bool isOfSource() const
    {
        return m_by == SourceColumn || m_by == LibraryColumn || m_by == WriteKeyColumn;
    }

    RowStore::Snapshot m_rows;
    std::shared_ptr<const StringPool> m_strings;
    std::vector<Source> m_sources;
    EventColumn m_by;
};

/// Where there is no language there are no rules of one either: then those of English.
QLocale collationLocale()
{
    const QLocale locale = QLocale().collation();
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

/// Texts by the rules of the language; those that it holds for equal by their bytes, so that different ones
/// never mix.
class Collation
{
public:
    explicit Collation(const RowValues &values)
        : m_values(values)
        , m_collator(collationLocale())
    {
        m_collator.setCaseSensitivity(Qt::CaseInsensitive);
        m_collator.setNumericMode(true);
    }

    [[nodiscard]] bool isLess(quint32 a, quint32 b)
    {
        if (a == b)
            return false;
        const int order = keyOf(a).compare(keyOf(b));
        return order != 0 ? order < 0 : m_values.text(a) < m_values.text(b);
    }

private:
    const QCollatorSortKey &keyOf(quint32 id)
    {
        const auto known = m_keys.find(id);
        if (known != m_keys.end())
            return known->second;
        return m_keys.emplace(id, m_collator.sortKey(QString::fromUtf8(m_values.text(id)))).first->second;
    }

    const RowValues &m_values;
    QCollator m_collator;
    std::unordered_map<quint32, QCollatorSortKey> m_keys;
};

} // namespace

bool isSortable(int column)
{
    return column >= 0 && column < EventColumnCount && !EventTableModel::isReadFromFile(column);
}

std::shared_ptr<const SortedRows> SortedRows::of(std::vector<quint32> order)
{
    auto rows = std::make_shared<SortedRows>();
    rows->order = std::move(order);
    const auto last = std::max_element(rows->order.begin(), rows->order.end());
    rows->places.resize(last == rows->order.end() ? 0 : std::size_t{*last} + 1);
    for (std::size_t row = 0; row < rows->order.size(); ++row)
        rows->places[rows->order[row]] = static_cast<quint32>(row);
    return rows;
}

Rearrangement Rearrangement::between(const SortedRows &from, std::vector<quint32> to)
{
    Rearrangement way;
    way.target = SortedRows::of(std::move(to));
    std::vector<quint32> rows;
    std::vector<quint32> gone;
    for (const quint32 index : from.order)
        (way.target->rowOf(index) >= 0 ? rows : gone).push_back(index);
    if (!gone.empty()) {
        way.staying = SortedRows::of(rows);
        gone.insert(gone.begin(), rows.begin(), rows.end());
        way.leaving = SortedRows::of(std::move(gone));
    }
    if (rows.size() < way.target->order.size()) {
        for (const quint32 index : way.target->order) {
            if (from.rowOf(index) < 0)
                rows.push_back(index);
        }
        way.joined = SortedRows::of(std::move(rows));
    }
    return way;
}

/// Shared with the worker, which reads all of it; only `cancelled` changes.
struct RowSorter::Run
{
    EventOrder order;
    RowValues values;
    std::vector<quint32> rows;
    std::shared_ptr<const SortedRows> shown;
    bool merging = false; ///< `rows` belong among those shown
    std::function<void(std::size_t done, std::size_t total)> tell = {};
    std::atomic<bool> cancelled = false;

    Run(const EventOrder &by, const SessionDocument &document)
        : order(by)
        , values(document, by.by)
    {
    }

    [[nodiscard]] std::vector<quint32> ranks();
    [[nodiscard]] std::vector<Keyed> keys();
    [[nodiscard]] std::vector<quint32> sort();
    [[nodiscard]] std::vector<quint32> merge();
};

/// By number of a text its place among them. Each is looked at once, however many rows have it.
std::vector<quint32> RowSorter::Run::ranks()
{
    std::vector<quint32> ranks;
    std::vector<quint32> texts;
    for (const quint32 index : rows) {
        const quint32 id = values.textId(index);
        if (id >= ranks.size())
            ranks.resize(std::size_t{id} + 1);
        if (ranks[id] == 0) {
            ranks[id] = 1;
            texts.push_back(id);
        }
    }
    Collation collation(values);
    std::sort(texts.begin(), texts.end(),
        [&](quint32 a, quint32 b) { return !cancelled && collation.isLess(a, b); });
    quint32 rank = 0;
    for (std::size_t at = 0; at < texts.size(); ++at) {
        // Several numbers may stand for one text: none and an empty one, sources of one library.
        if (at > 0 && values.text(texts[at]) != values.text(texts[at - 1]))
            ++rank;
        ranks[texts[at]] = rank;
    }
    return ranks;
}

std::vector<Keyed> RowSorter::Run::keys()
{
    std::vector<Keyed> keys;
    keys.reserve(rows.size());
    const std::vector<quint32> texts = values.isText() ? ranks() : std::vector<quint32>();
    for (const quint32 index : rows) {
        const quint64 key = values.isText() ? texts[values.textId(index)] : values.number(index);
        keys.push_back({order.descending ? ~key : key, index});
    }
    return keys;
}

std::vector<quint32> RowSorter::Run::sort()
{
    std::vector<Keyed> all = keys();
    const std::size_t size = all.size();
    const auto at = [&all, size](std::size_t place) {
        return all.begin() + static_cast<std::ptrdiff_t>(std::min(place, size));
    };
    std::size_t passes = 1;
    for (std::size_t piece = RowsPerPiece; piece < size; piece *= 2)
        ++passes;
    std::size_t done = 0;
    for (std::size_t from = 0; from < size && !cancelled; from += RowsPerPiece) {
        std::sort(at(from), at(from + RowsPerPiece));
        tell(done += RowsPerPiece, passes * size);
    }
    for (std::size_t piece = RowsPerPiece; piece < size; piece *= 2) {
        for (std::size_t from = 0; from + piece < size && !cancelled; from += 2 * piece) {
            std::inplace_merge(at(from), at(from + piece), at(from + 2 * piece));
            tell(done += 2 * piece, passes * size);
        }
    }
    std::vector<quint32> sortedRows;
    sortedRows.reserve(size);
    for (const Keyed &row : all)
        sortedRows.push_back(row.index);
    return sortedRows;
}

std::vector<quint32> RowSorter::Run::merge()
{
    const std::vector<quint32> &old = shown->order;
    if (rows.size() > MergeAtMost + old.size() / 16) {
        rows.insert(rows.end(), old.begin(), old.end());
        return sort();
    }
    Collation collation(values);
    const auto isLess = [&](quint32 a, quint32 b) {
        if (values.isText()) {
            const quint32 left = values.textId(a);
            const quint32 right = values.textId(b);
            if (collation.isLess(left, right))
                return !order.descending;
            if (collation.isLess(right, left))
                return order.descending;
        } else if (const quint64 left = values.number(a), right = values.number(b); left != right) {
            return order.descending ? right < left : left < right;
        }
        return a < b;
    };
    std::sort(rows.begin(), rows.end(), isLess);
    std::vector<quint32> merged;
    merged.reserve(old.size() + rows.size());
    auto next = old.begin();
    for (const quint32 index : rows) {
        const auto place = std::upper_bound(next, old.end(), index, isLess);
        merged.insert(merged.end(), next, place);
        merged.push_back(index);
        next = place;
    }
    merged.insert(merged.end(), next, old.end());
    return merged;
}

RowSorter::RowSorter(const SessionDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spectap-sort"));
}

RowSorter::~RowSorter()
{
    cancel();
    m_pool.waitForDone();
}

void RowSorter::sort(
    const EventOrder &order, std::shared_ptr<const SortedRows> shown, std::vector<quint32> rows)
{
    auto run = std::make_shared<Run>(order, m_document);
    run->rows = std::move(rows);
    run->shown = std::move(shown);
    start(std::move(run));
}

void RowSorter::merge(
    const EventOrder &order, std::shared_ptr<const SortedRows> shown, std::vector<quint32> more)
{
    auto run = std::make_shared<Run>(order, m_document);
    run->rows = std::move(more);
    run->shown = std::move(shown);
    run->merging = true;
    start(std::move(run));
}

void RowSorter::start(std::shared_ptr<Run> run)
{
    cancel();
    m_run = std::move(run);
    m_pool.start([this, mine = m_run] { work(mine); });
}

void RowSorter::cancel()
{
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
}

/// On the worker, which this outlives.
void RowSorter::work(const std::shared_ptr<Run> &run)
{
    QElapsedTimer sinceBegun;
    sinceBegun.start();
    qint64 next = QuickMs;
    run->tell = [&](std::size_t done, std::size_t total) {
        if (sinceBegun.elapsed() < next)
            return;
        next = sinceBegun.elapsed() + ReportEveryMs;
        QMetaObject::invokeMethod(
            this,
            [this, run, done, total] {
                if (m_run == run)
                    emit advanced(static_cast<quint32>(std::min(done, total)), static_cast<quint32>(total));
            },
            Qt::QueuedConnection);
    };
    std::vector<quint32> rows = run->merging ? run->merge() : run->sort();
    if (run->cancelled)
        return;
    auto way = Rearrangement::between(*run->shown, std::move(rows));
    QMetaObject::invokeMethod(
        this,
        [this, run, way = std::move(way)] {
            if (m_run != run)
                return;
            m_run.reset();
            emit finished(way);
        },
        Qt::QueuedConnection);
}

} // namespace spectap
