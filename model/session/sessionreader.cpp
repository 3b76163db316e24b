// SPDX-License-Identifier: MIT
#include "model/session/sessionreader.h"

#include "model/session/sessioncolumns.h"
#include "model/session/sessioncopy.h"
#include "model/session/sessionmarks.h"
#include "model/session/sessionschema.h"

#include <QFileInfo>

#include <optional>
#include <utility>

namespace spectap {

namespace {

constexpr const char *WithoutCalls = "FROM requests WHERE kind <> 0 UNION ALL SELECT ";

Error damaged(const QString &path, const QString &what)
{
    return {ErrorCode::Database,
        QStringLiteral("%1 is damaged: %2. Open it in the window to recover what can be read.")
            .arg(path, what)};
}

Error noCall(const QString &path, quint32 seq)
{
    return {ErrorCode::NotFound, QStringLiteral("%1 holds no call %2.").arg(path).arg(seq)};
}

/// A statement prepared at its first use and kept.
class Lazy
{
public:
    explicit Lazy(const char *sql)
        : m_sql(sql)
    {
    }
    Result<sqlite::Statement *> in(sqlite::Database &database)
    {
        if (!m_statement.prepared()) {
            auto prepared = database.prepare(m_sql);
            if (!prepared)
                return prepared.error();
            m_statement = std::move(*prepared);
        }
        return &m_statement;
    }

private:
    const char *m_sql;
    sqlite::Statement m_statement;
};

} // namespace

struct SessionReader::Private
{
    sqlite::Database database;
    std::shared_ptr<StringPool> pool = std::make_shared<StringPool>();
    std::vector<StringId> poolIds; ///< by the file's number, 0: not looked up yet

    Lazy selectCalls{"SELECT " SPECTAP_CALL_COLUMNS " FROM calls WHERE seq BETWEEN ? AND ? ORDER BY seq"};
    Lazy selectFindings{"SELECT findings.id, actual, " SPECTAP_KIND_COLUMNS
                        " FROM findings CROSS JOIN finding_kinds ON finding_kinds.id = kind"
                        " WHERE findings.id BETWEEN ? AND ? ORDER BY findings.id"};
    Lazy selectRequest{"SELECT " SPECTAP_REQUEST_COLUMNS " FROM requests WHERE id=?"};
    Lazy selectRejected{"SELECT " SPECTAP_REQUEST_COLUMNS " FROM rejected WHERE id=?"};
    Lazy selectString{"SELECT text FROM strings WHERE id=?"};
    Lazy selectMeta{"SELECT value FROM meta WHERE key=?"};

    Result<std::vector<StringId>> internAll(StringPool &into);
    Result<std::vector<RequestRow>> requestRows();
    Result<std::optional<Request>> requestIn(Lazy &table, qint64 id);
    Result<void> translate(StringId &id);
    Result<void> translate(StoredCall &call);
};

SessionReader::SessionReader()
    : d(std::make_unique<Private>())
{
}

SessionReader::~SessionReader() = default;

Result<std::unique_ptr<SessionReader>> SessionReader::open(const QString &path)
{
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    std::unique_ptr<SessionReader> reader(new SessionReader);
    reader->d->database = std::move(*database);
    return reader;
}

Result<void> SessionReader::copy(const QString &from, const QString &to)
{
    if (const auto readable = openSessionForReading(from); !readable)
        return readable.error();
    if (QFileInfo(from) == QFileInfo(to))
        return {};
    auto copy = SessionCopy::begin(from, to);
    if (!copy)
        return copy.error();
    if (auto copied = (*copy)->copy(); !copied)
        return copied;
    const auto lock = (*copy)->putInPlace();
    if (!lock)
        return lock.error();
    return {};
}

Result<std::vector<StringId>> SessionReader::Private::internAll(StringPool &into)
{
    auto strings = database.prepare("SELECT id, text FROM strings ORDER BY id");
    if (!strings)
        return strings.error();
    std::vector<StringId> ids(1, 0);
    while (strings->next()) {
        if (strings->integer(0) != static_cast<qint64>(ids.size()))
            return damaged(database.path(), QStringLiteral("string %1 is missing").arg(ids.size()));
        ids.push_back(into.intern(strings->view(1)));
    }
    if (const auto status = strings->status(); !status)
        return status.error();
    return ids;
}

Result<std::vector<Source>> SessionReader::sources()
{
    auto rows = d->database.prepare("SELECT write_key, library, version FROM sources ORDER BY id");
    if (!rows)
        return rows.error();
    std::vector<Source> sources;
    while (rows->next())
        sources.push_back({rows->bytes(0), rows->bytes(1), rows->bytes(2)});
    if (const auto status = rows->status(); !status)
        return status.error();
    return sources;
}

Result<std::vector<RequestRow>> SessionReader::Private::requestRows()
{
    const QByteArray columns = "id, kind, received_at, method, target, status, code, reason, length(body) ";
    auto rows = database.prepare(
        QByteArray("SELECT " + columns + WithoutCalls + columns + "FROM rejected ORDER BY id").constData());
    if (!rows)
        return rows.error();
    std::vector<RequestRow> requests;
    while (rows->next()) {
        RequestRow request;
        request.id = rows->integer(0);
        request.kind = requestKind(rows->integer(1));
        request.receivedAt = rows->integer(2);
        request.method = rows->bytes(3);
        request.target = rows->bytes(4);
        request.status = static_cast<int>(rows->integer(5));
        request.code = rows->bytes(6);
        request.reason = rows->bytes(7);
        request.bytes = rows->integer(8);
        requests.push_back(std::move(request));
    }
    if (const auto status = rows->status(); !status)
        return status.error();
    return requests;
}

Result<void> SessionReader::rows(StringPool &pool, quint32 firstSeq, quint32 batchSize,
    const std::function<bool(RowBatch &&, quint32 total)> &sink)
{
    // One transaction: strings, rows and sources of the same moment, also while somebody writes.
    sqlite::Transaction transaction(d->database);
    if (!transaction.begun())
        return transaction.begun();
    const auto total = callCount();
    if (!total)
        return total.error();
    const auto ids = d->internAll(pool);
    if (!ids)
        return ids.error();
    auto sourceList = sources();
    if (!sourceList)
        return sourceList.error();
    auto marked = marks();
    if (!marked)
        return marked.error();
    auto rows = d->database.prepare("SELECT " SPECTAP_ROW_COLUMNS " FROM calls WHERE seq >= ? ORDER BY seq");
    if (!rows)
        return rows.error();

    const auto translated = [&ids](StringId id) { return id < ids->size() ? (*ids)[id] : 0; };
    const auto full = std::max(batchSize, 1U);
    quint32 seq = std::max(firstSeq, 1U);
    RowBatch batch;
    batch.firstSeq = seq;
    batch.sources = std::move(*sourceList);
    batch.marks = std::move(*marked);
    rows->bind(1, seq);
    while (rows->next()) {
        if (rows->integer(0) != seq)
            return damaged(path(), QStringLiteral("call %1 is missing").arg(seq));
        if (batch.rows.empty())
            batch.rows.reserve(std::min(full, *total - seq + 1));
        CallRow &row = batch.rows.emplace_back();
        readRow(*rows, row);
        row.name = translated(row.name);
        row.user = translated(row.user);
        row.anonymous = translated(row.anonymous);
        row.other = translated(row.other);
        ++seq;
        if (batch.rows.size() == full && seq <= *total) {
            if (!sink(std::exchange(batch, {}), *total))
                return {};
            batch.firstSeq = seq;
        }
    }
    if (auto status = rows->status(); !status)
        return status;
    auto requests = d->requestRows();
    if (!requests)
        return requests.error();
    batch.requests = std::move(*requests);
    batch.fileBytes = fileBytes();
    sink(std::move(batch), *total);
    return {};
}

const std::shared_ptr<StringPool> &SessionReader::strings() const
{
    return d->pool;
}

void SessionReader::setStrings(std::shared_ptr<StringPool> pool)
{
    d->pool = std::move(pool);
    d->poolIds.clear();
}

/// From the file's number of a string to the pool's. One by one: a single call needs few of a million
/// strings.
Result<void> SessionReader::Private::translate(StringId &id)
{
    if (id == 0)
        return {};
    if (id < poolIds.size() && poolIds[id] != 0) {
        id = poolIds[id];
        return {};
    }
    const auto select = selectString.in(database);
    if (!select)
        return select.error();
    sqlite::Statement &strings = **select;
    strings.bind(1, id);
    if (!strings.next()) {
        const auto status = strings.status();
        return status ? damaged(database.path(), QStringLiteral("string %1 is missing").arg(id)) : status;
    }
    if (id >= poolIds.size())
        poolIds.resize(id + id / 2 + 64);
    id = poolIds[id] = pool->intern(strings.view(0));
    strings.reset();
    return {};
}

Result<void> SessionReader::Private::translate(StoredCall &call)
{
    for (StringId *id :
        {&call.row.name, &call.row.user, &call.row.anonymous, &call.row.other, &call.specEvent}) {
        if (const auto found = translate(*id); !found)
            return found;
    }
    return {};
}

Result<StoredCallDetail> SessionReader::call(quint32 seq)
{
    std::optional<StoredCallDetail> found;
    const auto read = calls(seq, seq, [&found](const StoredCallDetail &detail) {
        found = detail;
        return true;
    });
    if (!read)
        return read.error();
    if (!found)
        return noCall(path(), seq);
    return std::move(*found);
}

Result<void> SessionReader::calls(
    quint32 firstSeq, quint32 lastSeq, const std::function<bool(const StoredCallDetail &)> &sink)
{
    const auto selectCalls = d->selectCalls.in(d->database);
    const auto selectFindings = d->selectFindings.in(d->database);
    if (!selectCalls || !selectFindings)
        return !selectCalls ? selectCalls.error() : selectFindings.error();
    sqlite::Statement &rows = **selectCalls;
    sqlite::Statement &found = **selectFindings;
    // Both cursors run side by side in the order of calls; whatever ends the loop, none may stay open.
    const auto closed = [&rows, &found](Result<void> outcome) {
        rows.reset();
        found.reset();
        return outcome;
    };
    sqlite::Transaction transaction(d->database);
    if (!transaction.begun())
        return transaction.begun();
    rows.bind(1, firstSeq);
    rows.bind(2, lastSeq);
    found.bind(1, findingId(firstSeq, 0));
    found.bind(2, findingId(lastSeq, (1U << FindingBits) - 1));

    StoredCallDetail detail;
    bool more = found.next();
    while (rows.next()) {
        detail.seq = static_cast<quint32>(rows.integer(0));
        detail.call = readCall(rows);
        if (const auto named = d->translate(detail.call); !named)
            return closed(named);
        if (detail.request.id != detail.call.request) {
            auto carrier = request(detail.call.request);
            if (!carrier)
                return closed(carrier.error());
            detail.request = std::move(*carrier);
        }
        if (quint64{detail.call.offset} + detail.call.length >
            static_cast<quint64>(detail.request.body.size())) {
            return closed(
                damaged(path(), QStringLiteral("call %1 lies outside its request").arg(detail.seq)));
        }
        detail.findings.clear();
        for (; more && found.integer(0) >> FindingBits <= detail.seq; more = found.next()) {
            if (found.integer(0) >> FindingBits == detail.seq)
                detail.findings.push_back(readFinding(found));
        }
        if (!sink(std::as_const(detail)))
            return closed({});
    }
    const auto rowsStatus = rows.status();
    const auto findingsStatus = more ? Result<void>() : found.status();
    return closed(rowsStatus ? findingsStatus : rowsStatus);
}

Result<std::vector<Request>> SessionReader::requestsWithoutCalls()
{
    auto rows =
        d->database.prepare(QByteArray(QByteArray("SELECT " SPECTAP_REQUEST_COLUMNS " ") + WithoutCalls +
                                       SPECTAP_REQUEST_COLUMNS " FROM rejected ORDER BY id")
                                .constData());
    if (!rows)
        return rows.error();
    std::vector<Request> requests;
    while (rows->next())
        requests.push_back(readRequest(*rows));
    if (const auto status = rows->status(); !status)
        return status.error();
    return requests;
}

Result<void> SessionReader::rejectedRequests(const std::function<bool(const Request &)> &sink)
{
    auto rows = d->database.prepare("SELECT " SPECTAP_REQUEST_COLUMNS " FROM rejected ORDER BY id");
    if (!rows)
        return rows.error();
    while (rows->next()) {
        if (!sink(readRequest(*rows)))
            return {};
    }
    return rows->status();
}

Result<std::optional<Request>> SessionReader::Private::requestIn(Lazy &table, qint64 id)
{
    const auto select = table.in(database);
    if (!select)
        return select.error();
    sqlite::Statement &rows = **select;
    rows.bind(1, id);
    std::optional<Request> found;
    if (rows.next())
        found = readRequest(rows);
    if (const auto status = rows.status(); !status)
        return status.error();
    return found;
}

Result<Request> SessionReader::request(qint64 id)
{
    for (Lazy *table : {&d->selectRequest, &d->selectRejected}) {
        auto found = d->requestIn(*table, id);
        if (!found)
            return found.error();
        if (*found)
            return std::move(**found);
    }
    return Error{ErrorCode::NotFound, QStringLiteral("%1 holds no request %2.").arg(path()).arg(id)};
}

Result<quint32> SessionReader::callCount()
{
    const auto count = d->database.number("SELECT max(seq) FROM calls");
    if (!count)
        return count.error();
    return static_cast<quint32>(*count);
}

Result<std::vector<MarkedCall>> SessionReader::marks()
{
    return readMarks(d->database);
}

QByteArray SessionReader::meta(QByteArrayView key)
{
    const auto select = d->selectMeta.in(d->database);
    if (!select)
        return {};
    sqlite::Statement &rows = **select;
    rows.bindText(1, key);
    const QByteArray value = rows.next() ? rows.bytes(0) : QByteArray();
    rows.reset();
    return value;
}

QString SessionReader::path() const
{
    return d->database.path();
}

qint64 SessionReader::fileBytes()
{
    const auto pages = d->database.number("PRAGMA page_count");
    const auto size = d->database.number("PRAGMA page_size");
    return pages && size ? *pages * *size : 0;
}

} // namespace spectap
