// SPDX-License-Identifier: MIT
#include "model/session/sessioncopy.h"

#include "model/session/sessionschema.h"

#include <QFile>

#include <filesystem>
#include <system_error>
#include <utility>

namespace spectap {

namespace {

/// 4 MB: a few milliseconds, so that progress is smooth and cancelling quick.
constexpr int PagesPerStep = 1024;

/// Everything but `meta` only grows at its end: what the copy lacks is what lies past its last row. Findings
/// that re-checking changed meanwhile are not taken over: then the copy is one whose findings are of several
/// versions.
constexpr const char *AddWhatIsNew = R"sql(
INSERT INTO main.strings SELECT * FROM source.strings WHERE id > (SELECT ifnull(max(id), -1) FROM main.strings);
INSERT INTO main.sources SELECT * FROM source.sources WHERE id > (SELECT ifnull(max(id), -1) FROM main.sources);
INSERT INTO main.requests SELECT * FROM source.requests WHERE id > (SELECT ifnull(max(id), -1) FROM main.requests);
INSERT INTO main.rejected SELECT * FROM source.rejected WHERE id > (SELECT ifnull(max(id), -1) FROM main.rejected);
INSERT INTO main.calls SELECT * FROM source.calls WHERE seq > (SELECT ifnull(max(seq), -1) FROM main.calls);
INSERT INTO main.finding_kinds SELECT * FROM source.finding_kinds
    WHERE id > (SELECT ifnull(max(id), -1) FROM main.finding_kinds);
INSERT INTO main.findings SELECT * FROM source.findings WHERE id > (SELECT ifnull(max(id), -1) FROM main.findings);
INSERT OR REPLACE INTO main.meta SELECT key, CASE
    WHEN key = 'checked_with' AND value IS NOT (SELECT value FROM main.meta WHERE key = 'checked_with')
    THEN x'' ELSE value END FROM source.meta;
)sql";

/// Marks change in the middle, and there are few of them: all anew. An older source may have none yet.
constexpr const char *TakeMarks = R"sql(
DELETE FROM main.marks;
INSERT INTO main.marks SELECT * FROM source.marks;
)sql";
constexpr const char *CountMarkTables =
    "SELECT count(*) FROM source.sqlite_master WHERE type='table' AND name='marks'";

std::filesystem::path native(const QString &path)
{
    return {path.toStdU16String()};
}

Result<void> copyPages(sqlite::Database &from, sqlite::Database &to, const SessionCopy::Progress &progress)
{
    sqlite3_backup *backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!backup)
        return to.error();
    int code = SQLITE_OK;
    bool wanted = true;
    while (code == SQLITE_OK && wanted) {
        code = sqlite3_backup_step(backup, PagesPerStep);
        const qint64 total = sqlite3_backup_pagecount(backup);
        wanted = !progress || progress(total - sqlite3_backup_remaining(backup), total);
    }
    const int finished = sqlite3_backup_finish(backup);
    if (code == SQLITE_OK)
        return Error{ErrorCode::Cancelled, QStringLiteral("%1 was not saved.").arg(from.path())};
    if (code != SQLITE_DONE || finished != SQLITE_OK)
        return to.error(code != SQLITE_DONE ? code : finished);
    return {};
}

} // namespace

SessionCopy::SessionCopy(QString from, std::unique_ptr<SessionLock> lock)
    : m_from(std::move(from))
    , m_lock(std::move(lock))
{
}

SessionCopy::~SessionCopy()
{
    m_database = {};
    if (m_created)
        QFile::remove(part());
}

QString SessionCopy::part() const
{
    return m_lock->session() + QStringLiteral(".part");
}

Result<std::unique_ptr<SessionCopy>> SessionCopy::begin(const QString &from, const QString &to)
{
    auto lock = SessionLock::take(to);
    if (!lock)
        return lock.error();
    std::unique_ptr<SessionCopy> copy(new SessionCopy(from, std::move(*lock)));
    const QString part = copy->part();
    QFile file(part);
    file.remove();
    if (!file.open(
            QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return Error{
            ErrorCode::Io, QStringLiteral("%1 cannot be created: %2. Choose a folder that you may write.")
                               .arg(part, file.errorString())};
    }
    copy->m_created = true;
    file.close();
    auto database = sqlite::Database::open(part, sqlite::Access::ReadWrite);
    if (!database)
        return database.error();
    copy->m_database = std::move(*database);
    return copy;
}

Result<void> SessionCopy::copy(const Progress &progress)
{
    auto source = openSessionForReading(m_from);
    if (!source)
        return source.error();
    {
        // One snapshot for all steps, or every commit of the writer would make the copying start over.
        sqlite::Transaction snapshot(*source);
        if (!snapshot.begun())
            return snapshot.begun();
        if (const auto taken = source->number("SELECT count(*) FROM sqlite_master"); !taken)
            return taken.error();
        if (auto copied = copyPages(*source, m_database, progress); !copied)
            return copied;
    }
    return settle();
}

Result<void> SessionCopy::copyOpen(sqlite::Database &source)
{
    if (auto copied = copyPages(source, m_database, {}); !copied)
        return copied;
    return settle();
}

Result<void> SessionCopy::settle()
{
    // WAL mode came with the pages. The part is nobody's yet: a journal of its own is simpler to move.
    if (const auto migrated = migrate(m_database, sessionMigrations()); !migrated)
        return migrated;
    return m_database.run("PRAGMA journal_mode=DELETE;PRAGMA synchronous=NORMAL;"
                          "UPDATE meta SET value=CAST('closed' AS BLOB) WHERE key='state'");
}

Result<void> SessionCopy::attachSource()
{
    if (m_attached)
        return {};
    auto attach = m_database.prepare("ATTACH DATABASE ? AS source");
    if (!attach)
        return attach.error();
    const QByteArray name = m_from.toUtf8();
    attach->bindText(1, name);
    auto attached = attach->run();
    m_attached = attached.ok();
    return attached;
}

Result<quint32> SessionCopy::catchUp()
{
    if (const auto attached = attachSource(); !attached)
        return attached.error();
    sqlite::Transaction transaction(m_database);
    if (!transaction.begun())
        return transaction.begun().error();
    const auto before = m_database.number("SELECT max(seq) FROM main.calls");
    if (!before)
        return before.error();
    if (const auto added = m_database.run(AddWhatIsNew); !added)
        return added.error();
    const auto marked = m_database.number(CountMarkTables);
    if (!marked)
        return marked.error();
    if (*marked != 0) {
        if (const auto taken = m_database.run(TakeMarks); !taken)
            return taken.error();
    }
    const auto after = m_database.number("SELECT max(seq) FROM main.calls");
    if (!after)
        return after.error();
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return static_cast<quint32>(*after - *before);
}

Result<std::unique_ptr<SessionLock>> SessionCopy::putInPlace()
{
    if (const auto closed =
            m_database.run("UPDATE main.meta SET value=CAST('closed' AS BLOB) WHERE key='state'");
        !closed)
        return closed.error();
    m_database = {};
    // A WAL that an older file left here would be read into the new one.
    const QString path = to();
    QFile::remove(path + QStringLiteral("-wal"));
    QFile::remove(path + QStringLiteral("-shm"));
    std::error_code failed;
    std::filesystem::rename(native(part()), native(path), failed);
    if (failed) {
        return Error{ErrorCode::Io, QStringLiteral("%1 cannot be replaced: %2. Choose another name.")
                                        .arg(path, QString::fromLocal8Bit(failed.message().c_str()))};
    }
    m_created = false;
    return std::move(m_lock);
}

} // namespace spectap
