// SPDX-License-Identifier: MIT
#include "model/session/sessionmeta.h"

#include "model/session/sessionlock.h"
#include "model/session/sessionreader.h"
#include "model/session/sessionschema.h"

namespace spectap {

namespace {

constexpr int Patience = 2000; ///< ms that a reader may be in the way

Result<void> put(sqlite::Database &database, const QByteArray &key, const QByteArray &value)
{
    auto statement = database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
    if (!statement)
        return statement.error();
    statement->bindText(1, key);
    statement->bindBlob(2, value);
    return statement->run();
}

} // namespace

Result<void> setSessionMeta(const QString &path, const QByteArray &key, const QByteArray &value)
{
    const auto lock = SessionLock::take(path);
    if (!lock)
        return lock.error();
    auto database = openSessionForWriting(path);
    if (!database)
        return database.error();
    sqlite3_busy_timeout(database->handle(), Patience);
    Result<void> written = put(*database, key, value);
    // One whole file again, as the writer of a session leaves it.
    (void)database->run("PRAGMA wal_checkpoint(TRUNCATE)");
    (void)database->run("PRAGMA journal_mode=DELETE");
    return written;
}

QByteArray sessionMeta(const QString &path, const QByteArray &key)
{
    const auto reader = SessionReader::open(path);
    return reader ? (*reader)->meta(key) : QByteArray();
}

} // namespace spectap
