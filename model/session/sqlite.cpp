// SPDX-License-Identifier: MIT
#include "model/session/sqlite.h"

#include <QFileInfo>
#include <QUrl>

namespace spectap::sqlite {

namespace {

constexpr int BusyTimeoutMs = 5000;
const char NoBytes[] = "";

/// SQLite's codes as an Error that says what happened, where, and what to do.
Error describe(int code, const char *words, const QString &path)
{
    const QString said = QString::fromUtf8(words);
    const auto with = [&](ErrorCode kind, QStringView advice) {
        return Error{kind, QStringLiteral("%1: %2. %3").arg(path, said, advice)};
    };
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return {ErrorCode::NotASession,
            QStringLiteral("%1 is not a Spectap session. Nothing was changed; choose a .spectap file.")
                .arg(path)};
    case SQLITE_CORRUPT:
        return with(ErrorCode::Database, u"The file is damaged or was cut short. Open it in the window to "
                                         u"recover what can be read.");
    case SQLITE_FULL:
        return with(ErrorCode::Io, u"Free some space on that disk and try again.");
    case SQLITE_IOERR:
        return with(ErrorCode::Io, u"Check that the disk is still there and try again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return with(
            ErrorCode::Io, u"Check the permissions of the file and its folder, or choose another place.");
    case SQLITE_CANTOPEN:
        return with(ErrorCode::Io, u"Check that the file exists and that its folder can be written.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return with(ErrorCode::Io, u"Another program is using the file; close it there and try again.");
    default:
        return {ErrorCode::Database, QStringLiteral("%1: %2 (SQLite code %3).").arg(path, said).arg(code)};
    }
}

} // namespace

Result<Database> Database::openUri(const QString &path, const QByteArray &name, int flags)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_handle.reset(handle);
    database.m_path = path;
    if (code != SQLITE_OK)
        return handle ? database.error() : describe(code, sqlite3_errstr(code), path);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, BusyTimeoutMs);
    return database;
}

Result<Database> Database::open(const QString &path, Access access)
{
    const QByteArray name = path.toUtf8();
    if (access == Access::ReadWrite)
        return openUri(path, name, SQLITE_OPEN_READWRITE);

    // With write access to the files, the last connection that closes also tidies up a WAL left behind;
    // query_only keeps the contents from being changed. Without it, plain reading must do.
    const char *firstLook = "SELECT count(*) FROM sqlite_master";
    auto opened = openUri(path, name, SQLITE_OPEN_READWRITE);
    if (opened) {
        const auto works = opened->run("PRAGMA query_only=ON");
        if (!works)
            return works.error();
        if (sqlite3_db_readonly(opened->handle(), "main") == 0) {
            if (const auto tables = opened->number(firstLook); tables || tables.error().code != ErrorCode::Io)
                return opened;
        }
    }
    opened = openUri(path, name, SQLITE_OPEN_READONLY);
    if (!opened)
        return opened;
    const auto readable = opened->number(firstLook);
    if (readable || readable.error().code != ErrorCode::Io)
        return opened;
    // A file in WAL mode on media where SQLite can create no files beside it.
    if (QFileInfo(path + QStringLiteral("-wal")).size() > 0) {
        return Error{ErrorCode::Io,
            QStringLiteral("%1 was not closed by its writer, and its folder cannot be written. Copy the file "
                           "together with %2 to a folder of your own and open it there.")
                .arg(path, QFileInfo(path).fileName() + QStringLiteral("-wal"))};
    }
    const QByteArray uri =
        QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toEncoded() + "?immutable=1";
    return openUri(path, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

Result<void> Database::run(const char *sql)
{
    const int code = sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return error(code);
    return {};
}

Result<Statement> Database::prepare(const char *sql)
{
    sqlite3_stmt *handle = nullptr;
    const int code = sqlite3_prepare_v3(m_handle.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK)
        return error(code);
    Statement statement;
    statement.m_handle.reset(handle);
    statement.m_path = m_path;
    return statement;
}

Result<qint64> Database::number(const char *sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return statement.error();
    const qint64 value = statement->next() ? statement->integer(0) : 0;
    if (const auto status = statement->status(); !status)
        return status.error();
    return value;
}

Error Database::error() const
{
    return error(sqlite3_extended_errcode(m_handle.get()));
}

Error Database::error(int code) const
{
    return describe(code, sqlite3_errmsg(m_handle.get()), m_path);
}

void Statement::bindText(int parameter, QByteArrayView text)
{
    // A null pointer would bind NULL; an empty text is a text.
    sqlite3_bind_text64(m_handle.get(), parameter, text.isNull() ? NoBytes : text.data(),
        static_cast<sqlite3_uint64>(text.size()), nullptr, SQLITE_UTF8);
}

void Statement::bindBlob(int parameter, QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_handle.get(), parameter, bytes.isNull() ? NoBytes : bytes.data(),
        static_cast<sqlite3_uint64>(bytes.size()), nullptr);
}

Result<void> Statement::run()
{
    const int code = sqlite3_step(m_handle.get());
    if (code == SQLITE_DONE || code == SQLITE_ROW) {
        sqlite3_reset(m_handle.get());
        return {};
    }
    Error failure = error(code);
    sqlite3_reset(m_handle.get());
    return failure;
}

Result<void> Statement::status()
{
    if (m_code == SQLITE_DONE || m_code == SQLITE_ROW || m_code == SQLITE_OK) {
        sqlite3_reset(m_handle.get());
        return {};
    }
    Error failure = error(m_code);
    sqlite3_reset(m_handle.get());
    return failure;
}

QByteArrayView Statement::view(int column) const
{
    // Texts are stored as UTF-8, so asking for a blob never converts.
    const void *data = sqlite3_column_blob(m_handle.get(), column);
    const int size = sqlite3_column_bytes(m_handle.get(), column);
    return {static_cast<const char *>(data), static_cast<qsizetype>(size)};
}

Error Statement::error(int code) const
{
    return describe(code, sqlite3_errmsg(sqlite3_db_handle(m_handle.get())), m_path);
}

Transaction::Transaction(Database &database, const char *begin)
    : m_database(database)
    , m_begun(database.run(begin))
{
}

Transaction::~Transaction()
{
    if (m_begun && !m_database.idle())
        (void)m_database.run("ROLLBACK");
}

Result<void> Transaction::commit()
{
    if (!m_begun)
        return m_begun;
    return m_database.run("COMMIT");
}

} // namespace spectap::sqlite
