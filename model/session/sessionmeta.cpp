// SPDX-License-Identifier: MIT
#include "model/session/sessionmeta.h"

#include "model/session/sessionchange.h"
#include "model/session/sessionreader.h"

namespace spectap {

namespace {

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
    return changeSession(
        path, [&key, &value](sqlite::Database &database) { return put(database, key, value); });
}

QByteArray sessionMeta(const QString &path, const QByteArray &key)
{
    const auto reader = SessionReader::open(path);
    return reader ? (*reader)->meta(key) : QByteArray();
}

} // namespace spectap
