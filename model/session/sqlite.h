// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <sqlite3.h>

#include <memory>

namespace spectap::sqlite {

/// How a database file is opened.
enum class Access : quint8
{
    ReadWrite, ///< the file must exist
    Read,      ///< never writes a page; works beside a living writer and on read-only media
};

class Statement;

/// One connection, used by one thread at a time. Errors carry SQLite's words and the path.
class Database
{
public:
    static Result<Database> open(const QString &path, Access access);

    /// Runs one or more statements that return nothing of interest.
    Result<void> run(const char *sql);
    Result<Statement> prepare(const char *sql);
    /// The first column of the first row, 0 when there is none: for PRAGMA and aggregates.
    Result<qint64> number(const char *sql);
    /// What the connection complains about now, as an Error for people.
    [[nodiscard]] Error error() const;
    [[nodiscard]] Error error(int code) const;

    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// No transaction is open, also when SQLite itself rolled one back (disk full).
    [[nodiscard]] bool idle() const { return sqlite3_get_autocommit(m_handle.get()) != 0; }

private:
    struct Close
    {
        void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
    };
    static Result<Database> openUri(const QString &path, const QByteArray &name, int flags);

    std::unique_ptr<sqlite3, Close> m_handle;
    QString m_path;
};

/// A prepared statement. Parameters count from 1, columns from 0. Bound bytes are not copied: they must live
/// until run() returns or the rows are read. Must not outlive the connection's use.
class Statement
{
public:
    Statement() = default;

    void bind(int parameter, qint64 value) { sqlite3_bind_int64(m_handle.get(), parameter, value); }
    void bindText(int parameter, QByteArrayView text);
    void bindBlob(int parameter, QByteArrayView bytes);

    /// Executes a statement without rows and makes it ready for the next bind.
    Result<void> run();
    /// Steps to the next row. False at the end and on an error: ask status() after the loop.
    [[nodiscard]] bool next() { return (m_code = sqlite3_step(m_handle.get())) == SQLITE_ROW; }
    /// Why next() said false, and makes the statement ready for use again.
    Result<void> status();
    void reset() { sqlite3_reset(m_handle.get()); }
    [[nodiscard]] bool prepared() const { return m_handle != nullptr; }

    [[nodiscard]] qint64 integer(int column) const { return sqlite3_column_int64(m_handle.get(), column); }
    /// The bytes of a text or blob, valid until the next step.
    [[nodiscard]] QByteArrayView view(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const { return view(column).toByteArray(); }
    [[nodiscard]] bool isNull(int column) const
    {
        return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL;
    }

private:
    friend class Database;
    struct Finalize
    {
        void operator()(sqlite3_stmt *handle) const { sqlite3_finalize(handle); }
    };
    [[nodiscard]] Error error(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
    QString m_path;
    int m_code = SQLITE_OK;
};

/// Rolls back at the end of its scope unless commit() succeeded.
class Transaction
{
public:
    explicit Transaction(Database &database, const char *begin = "BEGIN");
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)

    [[nodiscard]] const Result<void> &begun() const { return m_begun; }
    Result<void> commit();

private:
    Database &m_database;
    Result<void> m_begun;
};

} // namespace spectap::sqlite
