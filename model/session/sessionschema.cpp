// SPDX-License-Identifier: MIT
#include "model/session/sessionschema.h"

#include <QFile>
#include <QFileInfo>

#include <array>

namespace spectap {

namespace {

// The columns the table of calls in the window needs come first: SQLite decodes a row from the left and stops
// at the last column asked for, which is what makes opening a large session quick. Documented in README.md.
constexpr const char *Version100 = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE strings(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE sources(id INTEGER PRIMARY KEY, write_key TEXT NOT NULL, library TEXT NOT NULL,
    version TEXT NOT NULL);
CREATE TABLE requests(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, received_at INTEGER NOT NULL,
    method TEXT NOT NULL, target TEXT NOT NULL, path_type INTEGER NOT NULL, status INTEGER NOT NULL,
    wire_bytes INTEGER NOT NULL, encoding TEXT NOT NULL, write_key TEXT NOT NULL, peer TEXT NOT NULL,
    code TEXT NOT NULL, reason TEXT NOT NULL, headers BLOB NOT NULL, answer BLOB NOT NULL, body BLOB NOT NULL);
CREATE INDEX requests_service ON requests(id) WHERE kind <> 0;
CREATE TABLE rejected(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, received_at INTEGER NOT NULL,
    method TEXT NOT NULL, target TEXT NOT NULL, path_type INTEGER NOT NULL, status INTEGER NOT NULL,
    wire_bytes INTEGER NOT NULL, encoding TEXT NOT NULL, write_key TEXT NOT NULL, peer TEXT NOT NULL,
    code TEXT NOT NULL, reason TEXT NOT NULL, headers BLOB NOT NULL, answer BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE calls(seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, event_time INTEGER NOT NULL,
    type INTEGER NOT NULL, name INTEGER NOT NULL, user INTEGER NOT NULL, anonymous INTEGER NOT NULL,
    other INTEGER NOT NULL, length INTEGER NOT NULL, retry_of INTEGER NOT NULL, source INTEGER NOT NULL,
    errors INTEGER NOT NULL, warnings INTEGER NOT NULL, infos INTEGER NOT NULL, ingest INTEGER NOT NULL,
    flags INTEGER NOT NULL, request INTEGER NOT NULL, offset INTEGER NOT NULL, batch_index INTEGER NOT NULL,
    ingest_rule INTEGER NOT NULL, spec_event INTEGER NOT NULL);
CREATE TABLE finding_kinds(id INTEGER PRIMARY KEY, pointer TEXT NOT NULL, rule_set INTEGER NOT NULL,
    severity INTEGER NOT NULL, rule INTEGER NOT NULL, expected TEXT NOT NULL, doc TEXT NOT NULL);
CREATE TABLE findings(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, actual TEXT NOT NULL);
)sql";

/// What people mark calls with.
constexpr const char *Version101 = R"sql(
CREATE TABLE marks(seq INTEGER PRIMARY KEY, flags INTEGER NOT NULL, colour INTEGER NOT NULL, note TEXT NOT NULL);
)sql";

constexpr std::array Migrations{Migration{100, Version100}, Migration{101, Version101}};

Error notASession(const QString &path)
{
    return {ErrorCode::NotASession,
        QStringLiteral("%1 is not a Spectap session. Nothing was changed; choose a .spectap file.")
            .arg(path)};
}

Error newerVersion(const QString &path, qint64 version)
{
    return {ErrorCode::NewerVersion,
        QStringLiteral("%1 was written by a newer Spectap (session format %2.%3, this program knows %4.%5). "
                       "Nothing was changed; open it with a newer Spectap.")
            .arg(path)
            .arg(version / 100)
            .arg(version % 100)
            .arg(SessionVersion / 100)
            .arg(SessionVersion % 100)};
}

/// The format version of a file that says it is ours.
Result<qint64> sessionVersion(sqlite::Database &database)
{
    const auto application = database.number("PRAGMA application_id");
    if (!application)
        return application.error();
    if (*application != SessionApplicationId)
        return notASession(database.path());
    return database.number("PRAGMA user_version");
}

/// Journal and cache of a writer. synchronous=NORMAL in WAL mode: a commit is a write to the system, not a
/// sync of the disk, so it survives the process (DESIGN §3.4).
Result<void> tune(sqlite::Database &database)
{
    return database.run("PRAGMA journal_mode=WAL;"
                        "PRAGMA synchronous=NORMAL;"
                        "PRAGMA cache_size=-4096;"
                        "PRAGMA temp_store=MEMORY");
}

Result<void> createFile(const QString &path)
{
    QFile file(path);
    const auto mode = QIODevice::WriteOnly | QIODevice::NewOnly;
    if (file.open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return {};
    return Error{
        ErrorCode::Io, QStringLiteral("%1 cannot be created: %2. Choose a folder that you may write.")
                           .arg(path, file.errorString())};
}

/// Bringing a file up to date changes it: programs of its time, and a mistake of ours, need it as it was.
Result<void> keepOlder(sqlite::Database &database, qint64 version)
{
    const QString kept = olderSessionCopy(database.path(), static_cast<int>(version));
    if (QFileInfo::exists(kept))
        return {};
    if (auto created = createFile(kept); !created)
        return created;
    auto copy = database.prepare("VACUUM INTO ?");
    if (!copy)
        return copy.error();
    const QByteArray name = kept.toUtf8();
    copy->bindText(1, name);
    auto copied = copy->run();
    if (!copied)
        QFile::remove(kept);
    return copied;
}

} // namespace

QString olderSessionCopy(const QString &path, int version)
{
    const QFileInfo file(path);
    return file.path() + QStringLiteral("/%1 (format %2.%3).spectap")
                             .arg(file.completeBaseName())
                             .arg(version / 100)
                             .arg(version % 100, 2, 10, QLatin1Char('0'));
}

std::span<const Migration> sessionMigrations()
{
    return Migrations;
}

Result<void> migrate(sqlite::Database &database, std::span<const Migration> migrations)
{
    const auto version = database.number("PRAGMA user_version");
    if (!version)
        return version.error();
    if (migrations.empty() || *version >= migrations.back().version)
        return {};
    sqlite::Transaction transaction(database, "BEGIN IMMEDIATE");
    if (!transaction.begun())
        return transaction.begun();
    for (const Migration &migration : migrations) {
        if (migration.version <= *version)
            continue;
        if (const auto step = database.run(migration.sql); !step)
            return step;
    }
    const QByteArray mark = "PRAGMA user_version=" + QByteArray::number(migrations.back().version) +
                            ";PRAGMA application_id=" + QByteArray::number(SessionApplicationId);
    if (const auto marked = database.run(mark.constData()); !marked)
        return marked;
    return transaction.commit();
}

Result<sqlite::Database> openSessionForWriting(const QString &path)
{
    // An empty file is what an interrupted creation or a temporary file leaves: there is nothing in it to
    // lose.
    const bool fresh = !QFileInfo::exists(path) || QFileInfo(path).size() == 0;
    if (!QFileInfo::exists(path)) {
        if (const auto created = createFile(path); !created)
            return created.error();
    }
    auto database = sqlite::Database::open(path, sqlite::Access::ReadWrite);
    if (!database)
        return database;
    if (fresh) {
        if (const auto sized = database->run("PRAGMA page_size=4096"); !sized)
            return sized.error();
    } else {
        const auto version = sessionVersion(*database);
        if (!version)
            return version.error();
        if (*version > SessionVersion)
            return newerVersion(path, *version);
        if (*version < SessionVersion) {
            if (const auto kept = keepOlder(*database, *version); !kept)
                return kept.error();
        }
    }
    if (const auto tuned = tune(*database); !tuned)
        return tuned.error();
    if (const auto migrated = migrate(*database, sessionMigrations()); !migrated)
        return migrated.error();
    return database;
}

Result<void> checkIsWhole(const QString &path)
{
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    auto check = database->prepare("PRAGMA quick_check(1)");
    if (!check)
        return check.error();
    const QString found = check->next() ? QString::fromUtf8(check->bytes(0)) : QString();
    if (const auto status = check->status(); !status)
        return status;
    if (found == QLatin1StringView("ok"))
        return {};
    return Error{ErrorCode::Database,
        QStringLiteral("%1 is damaged and was not changed: %2.").arg(path, found.simplified())};
}

Result<sqlite::Database> openSessionForReading(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists()) {
        return Error{ErrorCode::NotFound,
            QStringLiteral("%1 does not exist. Check the name of the session.").arg(path)};
    }
    if (file.isDir() || file.size() == 0)
        return notASession(path);
    auto database = sqlite::Database::open(path, sqlite::Access::Read);
    if (!database)
        return database;
    const auto version = sessionVersion(*database);
    if (!version)
        return version.error();
    if (*version / 100 > SessionVersion / 100)
        return newerVersion(path, *version);
    return database;
}

} // namespace spectap
