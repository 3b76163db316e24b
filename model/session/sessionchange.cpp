// SPDX-License-Identifier: MIT
#include "model/session/sessionchange.h"

#include "model/session/sessionlock.h"
#include "model/session/sessionschema.h"

namespace spectap {

namespace {

constexpr int Patience = 2000; ///< ms that a reader may be in the way

} // namespace

Result<void> changeSession(const QString &path, const std::function<Result<void>(sqlite::Database &)> &change)
{
    const auto lock = SessionLock::take(path);
    if (!lock)
        return lock.error();
    auto database = openSessionForWriting(path);
    if (!database)
        return database.error();
    sqlite3_busy_timeout(database->handle(), Patience);
    Result<void> changed = change(*database);
    // One whole file again, as the writer of a session leaves it.
    (void)database->run("PRAGMA wal_checkpoint(TRUNCATE)");
    (void)database->run("PRAGMA journal_mode=DELETE");
    return changed;
}

} // namespace spectap
