// SPDX-License-Identifier: MIT
#include "model/session/sessionwriter.h"

#include "model/session/putback.h"
#include "model/session/sessioncolumns.h"
#include "model/session/sessioncopy.h"
#include "model/session/sessionmarks.h"
#include "model/session/sessionoutput.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <optional>
#include <utility>

namespace spectap {

namespace {

constexpr qsizetype MaxSources = 65536;
constexpr qsizetype MaxKnownKinds = 65536;

} // namespace

struct SessionWriter::Private
{
    std::shared_ptr<StringPool> pool;
    std::unique_ptr<SessionOutput> out;

    quint32 lastSeq = 0;
    quint32 lastReplaced = 0; ///< since begin(), by replaceFindings()
    qint64 lastRequest = 0;
    qint64 pageSize = 0;

    // Strings are numbered densely in the file; the pool may be shared with other sessions and know more.
    std::vector<quint32> fileIds; ///< by pool number, 0: not in the file
    quint32 lastString = 0;
    QHash<QByteArray, quint16> sources;
    QByteArray sourceKey;
    qsizetype sourceCount = 0;
    // What findings have in common is stored once; forgetting a kind only costs a second row of it.
    QHash<QByteArray, qint64> kinds;
    QByteArray kindKey;
    qint64 lastKind = 0;

    /// What rollback() returns to.
    struct Mark
    {
        quint32 lastSeq = 0;
        qint64 lastRequest = 0;
        quint32 lastString = 0;
        qint64 lastKind = 0;
        std::vector<StringId> strings;
        std::vector<QByteArray> sources;
    } mark;
    /// The first failure since begin(): nothing more is taken, commit() answers with it.
    std::optional<Error> failure;

    Result<void> load();
    Result<void> check(Result<void> outcome);
    quint32 fileId(StringId id);
    qint64 kindOf(const Finding &finding);
    Result<void> addFindings(quint32 seq, std::span<const Finding> findings);
    void setMark();
};

Result<void> SessionWriter::Private::load()
{
    auto &database = out->database;
    auto strings = database.prepare("SELECT id, text FROM strings");
    if (!strings)
        return strings.error();
    while (strings->next()) {
        const StringId id = pool->intern(strings->view(1));
        if (id >= fileIds.size())
            fileIds.resize(id + id / 2 + 64);
        fileIds[id] = static_cast<quint32>(strings->integer(0));
        lastString = std::max(lastString, fileIds[id]);
    }
    if (const auto status = strings->status(); !status)
        return status;

    auto rows = database.prepare("SELECT write_key, library FROM sources ORDER BY id");
    if (!rows)
        return rows.error();
    while (rows->next())
        sources.insert(rows->bytes(0) + '\0' + rows->bytes(1), static_cast<quint16>(sourceCount++));
    if (const auto status = rows->status(); !status)
        return status;

    const auto seq = database.number("SELECT max(seq) FROM calls");
    const auto request = database.number(
        "SELECT max(ifnull((SELECT max(id) FROM requests), 0), ifnull((SELECT max(id) FROM rejected), 0))");
    const auto kind = database.number("SELECT max(id) FROM finding_kinds");
    const auto size = database.number("PRAGMA page_size");
    for (const auto *read : {&seq, &request, &kind, &size}) {
        if (!*read)
            return read->error();
    }
    lastKind = *kind;
    lastSeq = static_cast<quint32>(*seq);
    lastRequest = *request;
    pageSize = *size;
    return {};
}

Result<void> SessionWriter::Private::check(Result<void> outcome)
{
    if (!outcome && !failure)
        failure = outcome.error();
    return outcome;
}

/// The file's number of a pool string, stored with the calls if it is new.
quint32 SessionWriter::Private::fileId(StringId id)
{
    if (id == 0)
        return 0;
    if (id >= fileIds.size())
        fileIds.resize(id + id / 2 + 64);
    quint32 &known = fileIds[id];
    if (known != 0)
        return known;
    out->strings.add() = {++lastString, pool->at(id)};
    mark.strings.push_back(id);
    return known = lastString;
}

qint64 SessionWriter::Private::kindOf(const Finding &finding)
{
    kindKey.resize(0);
    for (const QByteArray *part : {&finding.pointer, &finding.expected, &finding.doc})
        kindKey.append(*part).append('\0');
    for (const int part : {int(finding.set), int(finding.severity), int(finding.rule)})
        kindKey.append(static_cast<char>(part));
    if (const auto kind = kinds.constFind(kindKey); kind != kinds.cend())
        return *kind;
    if (kinds.size() >= MaxKnownKinds)
        kinds.clear();
    bindFindingKind(out->insertKind, ++lastKind, finding);
    (void)check(out->insertKind.run());
    kinds.insert(QByteArray(kindKey.constData(), kindKey.size()), lastKind);
    return lastKind;
}

Result<void> SessionWriter::Private::addFindings(quint32 seq, std::span<const Finding> findings)
{
    const auto count = std::min<std::size_t>(findings.size(), 1U << FindingBits);
    for (quint32 n = 0; n < count; ++n) {
        out->findings.add() = {findingId(seq, n), kindOf(findings[n]), findings[n].actual};
        if (!out->findings.full())
            continue;
        if (auto flushed = out->flush(); !flushed)
            return check(std::move(flushed));
    }
    if (failure)
        return *failure;
    return {};
}

void SessionWriter::Private::setMark()
{
    mark.lastSeq = lastSeq;
    mark.lastRequest = lastRequest;
    mark.lastString = lastString;
    mark.lastKind = lastKind;
    mark.strings.clear();
    mark.sources.clear();
    lastReplaced = 0;
    failure.reset();
}

SessionWriter::SessionWriter()
    : d(std::make_unique<Private>())
{
}

SessionWriter::~SessionWriter() = default;

Result<std::unique_ptr<SessionWriter>> SessionWriter::open(
    const QString &path, std::shared_ptr<StringPool> pool)
{
    auto lock = SessionLock::take(path);
    if (!lock)
        return lock.error();
    auto output = SessionOutput::open(std::move(*lock));
    if (!output)
        return output.error();
    std::unique_ptr<SessionWriter> writer(new SessionWriter);
    writer->d->pool = std::move(pool);
    writer->d->out = std::move(*output);
    if (const auto loaded = writer->d->load(); !loaded)
        return loaded.error();

    const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
    sqlite::Transaction transaction(writer->d->out->database, "BEGIN IMMEDIATE");
    const auto started = writer->d->out->database.number("SELECT count(*) FROM meta WHERE key='started_at'");
    if (!started)
        return started.error();
    if (*started == 0) {
        if (const auto set = writer->setMeta("started_at", QByteArray::number(now)); !set)
            return set.error();
    }
    for (const auto &[key, value] :
        {std::pair{"writer", "Spectap " SPECTAP_VERSION}, std::pair{"state", "open"}}) {
        if (const auto set = writer->setMeta(key, value); !set)
            return set.error();
    }
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return writer;
}

Result<void> SessionWriter::begin()
{
    d->setMark();
    return d->check(d->out->begin.run());
}

Result<void> SessionWriter::addRequest(Request &request)
{
    if (d->failure)
        return *d->failure;
    request.id = d->lastRequest + 1;
    return addRequestAs(request);
}

Result<void> SessionWriter::addRequestAs(Request &request)
{
    if (d->failure)
        return *d->failure;
    d->lastRequest = std::max(d->lastRequest, request.id);
    const QByteArray headers = encodeHeaders(request.headers);
    auto &insert = request.kind == RequestKind::Rejected ? d->out->insertRejected : d->out->insertRequest;
    bindRequest(insert, request, headers);
    return d->check(insert.run());
}

Result<void> SessionWriter::addCall(quint32 seq, const StoredCall &call, std::span<const Finding> findings)
{
    if (d->failure)
        return *d->failure;
    if (seq != d->lastSeq + 1) {
        return d->check(Error{ErrorCode::Database,
            QStringLiteral("%1: call %2 cannot follow call %3.").arg(path()).arg(seq).arg(d->lastSeq)});
    }
    auto &[number, stored] = d->out->calls.add();
    number = seq;
    stored = call;
    for (StringId *id :
        {&stored.row.name, &stored.row.user, &stored.row.anonymous, &stored.row.other, &stored.specEvent})
        *id = d->fileId(*id);
    if (auto added = d->addFindings(seq, findings); !added)
        return added;
    if (d->out->calls.full()) {
        if (auto flushed = d->out->flush(); !flushed)
            return d->check(std::move(flushed));
    }
    d->lastSeq = seq;
    return {};
}

Result<quint16> SessionWriter::source(QByteArrayView writeKey, QByteArrayView library, QByteArrayView version)
{
    d->sourceKey.resize(0);
    d->sourceKey.append(writeKey).append('\0').append(library);
    if (const auto known = d->sources.constFind(d->sourceKey); known != d->sources.cend())
        return *known;
    if (d->failure)
        return *d->failure;
    // A row has 16 bits for its source; whoever invents a key per call shares the last one.
    if (d->sourceCount == MaxSources)
        return static_cast<quint16>(MaxSources - 1);
    const auto index = static_cast<quint16>(d->sourceCount);
    auto &insert = d->out->insertSource;
    insert.bind(1, index);
    insert.bindText(2, writeKey);
    insert.bindText(3, library);
    insert.bindText(4, version);
    if (const auto inserted = d->check(insert.run()); !inserted)
        return inserted.error();
    const QByteArray key(d->sourceKey.constData(), d->sourceKey.size());
    d->sources.insert(key, index);
    d->mark.sources.push_back(key);
    ++d->sourceCount;
    return index;
}

Result<void> SessionWriter::commit()
{
    if (!d->failure)
        (void)d->check(d->out->flush());
    if (!d->failure)
        (void)d->check(d->out->inPlace());
    if (!d->failure) {
        if (const auto committed = d->check(d->out->commit.run()); committed) {
            d->setMark();
            return {};
        }
    }
    const Error failure = *d->failure;
    rollback();
    return failure;
}

void SessionWriter::rollback()
{
    if (!d->out->database.idle())
        (void)d->out->database.run("ROLLBACK");
    d->out->clear();
    if (d->lastKind != d->mark.lastKind)
        d->kinds.clear();
    d->lastKind = d->mark.lastKind;
    d->lastSeq = d->mark.lastSeq;
    d->lastRequest = d->mark.lastRequest;
    d->lastString = d->mark.lastString;
    for (const StringId id : d->mark.strings)
        d->fileIds[id] = 0;
    for (const QByteArray &source : d->mark.sources)
        d->sources.remove(source);
    d->sourceCount -= static_cast<qsizetype>(d->mark.sources.size());
    d->setMark();
}

Result<void> SessionWriter::replaceFindings(
    quint32 seq, const StoredCall &call, std::span<const Finding> findings)
{
    if (d->failure)
        return *d->failure;
    // The call itself may still be waiting, or findings of it. Re-checking goes upwards over calls stored
    // long ago, and then findings are worth collecting.
    if (d->lastSeq != d->mark.lastSeq || seq <= d->lastReplaced) {
        if (auto flushed = d->out->flush(); !flushed)
            return d->check(std::move(flushed));
    }
    d->lastReplaced = seq;
    StoredCall stored = call;
    for (StringId *id :
        {&stored.row.name, &stored.row.user, &stored.row.anonymous, &stored.row.other, &stored.specEvent})
        *id = d->fileId(*id);
    auto &update = d->out->updateCall;
    bindVerdict(update, seq, stored);
    if (auto updated = update.run(); !updated)
        return d->check(std::move(updated));
    auto &remove = d->out->deleteFindings;
    remove.bind(1, findingId(seq, 0));
    remove.bind(2, findingId(seq, (1U << FindingBits) - 1));
    if (auto deleted = remove.run(); !deleted)
        return d->check(std::move(deleted));
    return d->addFindings(seq, findings);
}

Result<void> SessionWriter::setMeta(QByteArrayView key, QByteArrayView value)
{
    if (d->failure)
        return *d->failure;
    auto put = d->out->putMetaValue(key, value);
    return d->out->database.idle() ? put : d->check(std::move(put));
}

Result<void> SessionWriter::setMarks(std::span<const MarkedCall> marks)
{
    return writeMarks(d->out->database, marks);
}

quint32 SessionWriter::lastSeq() const
{
    return d->lastSeq;
}

QString SessionWriter::path() const
{
    return d->out->database.path();
}

qint64 SessionWriter::fileBytes() const
{
    auto &count = d->out->pageCount;
    const qint64 pages = count.next() ? count.integer(0) : 0;
    count.reset();
    return pages * d->pageSize;
}

Result<void> SessionWriter::limitSize(qint64 bytes)
{
    const QByteArray limit = "PRAGMA max_page_count=" + QByteArray::number(bytes / d->pageSize);
    return d->out->database.run(limit.constData());
}

Result<void> SessionWriter::inPlace() const
{
    return d->out->inPlace();
}

Result<void> SessionWriter::putBack()
{
    if (d->out->inPlace())
        return {};
    auto output = spectap::putBack(*d->out, {d->lastSeq, d->lastRequest});
    if (!output)
        return output.error();
    d->out = std::move(*output);
    return {};
}

Result<void> SessionWriter::saveAs(const QString &path)
{
    if (!d->out->database.idle())
        return Error{
            ErrorCode::Database, QStringLiteral("%1: saving needs a committed session.").arg(this->path())};
    const bool gone = !d->out->inPlace();
    if (gone && QFileInfo(path).absoluteFilePath() == QFileInfo(this->path()).absoluteFilePath())
        return putBack();
    if (!gone && QFileInfo(path) == QFileInfo(this->path()))
        return {};
    auto copy = SessionCopy::begin(this->path(), path);
    if (!copy)
        return copy.error();
    if (auto copied = gone ? (*copy)->copyOpen(d->out->database) : (*copy)->copy(); !copied)
        return copied;
    const auto left = gone ? goOnIn(**copy) : moveTo(**copy);
    if (!left)
        return left.error();
    return {};
}

Result<SessionWriter::LeftFile> SessionWriter::moveTo(SessionCopy &copy)
{
    if (const auto added = copy.catchUp(); !added)
        return added.error();
    return goOnIn(copy);
}

Result<SessionWriter::LeftFile> SessionWriter::goOnIn(SessionCopy &copy)
{
    auto lock = copy.putInPlace();
    if (!lock)
        return lock.error();
    auto output = SessionOutput::open(std::move(*lock));
    if (!output)
        return output.error();
    if (const auto marked = (*output)->putMetaValue("state", "open"); !marked)
        return marked.error();
    return LeftFile(std::exchange(d->out, std::move(*output)));
}

} // namespace spectap
