// SPDX-License-Identifier: MIT
#include "model/session/sessioncopy.h"

#include <QFile>

#include <filesystem>
#include <system_error>

namespace spectap {

namespace {

constexpr int PagesPerStep = 4096;

std::filesystem::path native(const QString &path)
{
    return {path.toStdU16String()};
}

Result<void> copyPages(sqlite::Database &from, sqlite::Database &to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!backup)
        return to.error();
    int code = SQLITE_OK;
    while (code == SQLITE_OK)
        code = sqlite3_backup_step(backup, PagesPerStep);
    const int finished = sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE || finished != SQLITE_OK)
        return to.error(code != SQLITE_DONE ? code : finished);
    return {};
}

Result<void> writeCopy(sqlite::Database &from, const QString &path)
{
    QFile file(path);
    file.remove();
    if (!file.open(
            QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return Error{
            ErrorCode::Io, QStringLiteral("%1 cannot be created: %2. Choose a folder that you may write.")
                               .arg(path, file.errorString())};
    }
    file.close();
    auto to = sqlite::Database::open(path, sqlite::Access::ReadWrite);
    if (!to)
        return to.error();
    if (const auto copied = copyPages(from, *to); !copied)
        return copied;
    return to->run("PRAGMA journal_mode=DELETE;" // the copy has WAL mode from its source
                   "UPDATE meta SET value=CAST('closed' AS BLOB) WHERE key='state'");
}

} // namespace

Result<void> copySession(sqlite::Database &from, const QString &path)
{
    const QString part = path + QStringLiteral(".part");
    if (const auto written = writeCopy(from, part); !written) {
        QFile::remove(part);
        return written;
    }
    // A WAL that an older file left here would be read into the new one.
    QFile::remove(path + QStringLiteral("-wal"));
    QFile::remove(path + QStringLiteral("-shm"));
    std::error_code failed;
    std::filesystem::rename(native(part), native(path), failed);
    if (failed) {
        QFile::remove(part);
        return Error{ErrorCode::Io, QStringLiteral("%1 cannot be replaced: %2. Choose another name.")
                                        .arg(path, QString::fromLocal8Bit(failed.message().c_str()))};
    }
    return {};
}

} // namespace spectap
