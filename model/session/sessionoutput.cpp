// SPDX-License-Identifier: MIT
#include "model/session/sessionoutput.h"

#include "model/session/sessioncolumns.h"
#include "model/session/sessionschema.h"

#include <utility>

namespace spectap {

namespace {

constexpr int ClosePatienceMs = 200;
constexpr int CallColumns = 21;

} // namespace

Result<std::unique_ptr<SessionOutput>> SessionOutput::open(std::unique_ptr<SessionLock> lock)
{
    auto database = openSessionForWriting(lock->session());
    if (!database)
        return database.error();
    auto output = std::make_unique<SessionOutput>();
    output->lock = std::move(lock);
    output->database = std::move(*database);
    output->place = FilePlace(output->database.path());
    if (const auto prepared = output->prepare(); !prepared)
        return prepared.error();
    output->checkpointer = std::make_unique<Checkpointer>(output->database);
    return output;
}

Result<void> SessionOutput::prepare()
{
    const std::pair<sqlite::Statement *, const char *> statements[] = {
        {&begin, "BEGIN IMMEDIATE"},
        {&commit, "COMMIT"},
        {&insertRequest,
            "INSERT INTO requests(" SPECTAP_REQUEST_COLUMNS ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
        {&insertRejected,
            "INSERT INTO rejected(" SPECTAP_REQUEST_COLUMNS ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
        {&insertKind, "INSERT INTO finding_kinds(id, " SPECTAP_KIND_COLUMNS ") VALUES(?,?,?,?,?,?,?)"},
        {&insertSource, "INSERT INTO sources(id, write_key, library, version) VALUES(?,?,?,?)"},
        {&updateCall, "UPDATE calls SET " SPECTAP_VERDICT_SET " WHERE seq=?1"},
        {&deleteFindings, "DELETE FROM findings WHERE id BETWEEN ? AND ?"},
        {&putMeta,
            "INSERT INTO meta(key, value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"},
        {&pageCount, "PRAGMA page_count"},
    };
    for (const auto &[statement, sql] : statements) {
        auto prepared = database.prepare(sql);
        if (!prepared)
            return prepared.error();
        *statement = std::move(*prepared);
    }
    auto bulk = calls.prepare(database, "INSERT INTO calls(" SPECTAP_CALL_COLUMNS ") VALUES", CallColumns);
    if (bulk)
        bulk = findings.prepare(database, "INSERT INTO findings(id, kind, actual) VALUES", 3);
    if (bulk)
        bulk = strings.prepare(database, "INSERT INTO strings(id, text) VALUES", 2);
    return bulk;
}

Result<void> SessionOutput::flush()
{
    auto flushed = strings.flush([](sqlite::Statement &statement, int before, const StringLine &line) {
        statement.bind(before + 1, line.id);
        statement.bindText(before + 2, line.text);
    });
    if (flushed) {
        flushed = calls.flush([](sqlite::Statement &statement, int before, const CallLine &line) {
            bindCall(statement, before, line.seq, line.call);
        });
    }
    if (flushed) {
        flushed = findings.flush([](sqlite::Statement &statement, int before, const FindingLine &line) {
            statement.bind(before + 1, line.id);
            statement.bind(before + 2, line.kind);
            statement.bindText(before + 3, line.actual);
        });
    }
    return flushed;
}

void SessionOutput::clear()
{
    strings.clear();
    calls.clear();
    findings.clear();
}

Result<void> SessionOutput::putMetaValue(QByteArrayView key, QByteArrayView value)
{
    putMeta.bindText(1, key);
    putMeta.bindBlob(2, value);
    return putMeta.run();
}

Result<void> SessionOutput::inPlace() const
{
    if (place.isSame())
        return {};
    return Error{ErrorCode::Io,
        QStringLiteral(
            "%1 is gone: it was deleted or moved, or its drive was taken away. Bring back its folder, "
            "or save the session under another name.")
            .arg(database.path())};
}

SessionOutput::~SessionOutput()
{
    if (!database.handle())
        return;
    checkpointer.reset();
    if (!place.isSame())
        return; // SQLite would remove the log by its name, which may be another file's now
    if (!database.idle())
        (void)database.run("ROLLBACK");
    // Nobody is left to hear of a failure here; what is committed stays in the WAL and is read from there.
    if (putMeta.prepared())
        (void)putMetaValue("state", "closed");
    putMeta = {}; // the journal mode changes only when no statement is under way
    pageCount = {};
    // A reader that is busy now keeps the WAL; the last connection to leave removes it.
    sqlite3_busy_timeout(database.handle(), ClosePatienceMs);
    (void)database.run("PRAGMA wal_checkpoint(TRUNCATE)");
    (void)database.run("PRAGMA journal_mode=DELETE");
}

} // namespace spectap
