// SPDX-License-Identifier: MIT
#include "model/session/imports/salvagereader.h"

#include "model/session/sessioncolumns.h"
#include "model/session/sessionmarks.h"
#include "model/session/sessionschema.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace spectap {

namespace {

constexpr qint64 PageBytes = 4096; ///< as openSessionForWriting() makes them
constexpr qint64 BlockBytes = 1 << 20;
constexpr qint64 LeastRowBytes = 8; ///< no row is smaller: so many can be in a file at most
constexpr qint64 ExactSteps = 1024; ///< ids that are tried one by one behind a damaged place
constexpr int MaxStrayRows = 1000;  ///< rows out of order, after which a place counts as damaged
// SQLite's header.
constexpr int ModeOffset = 18; ///< two bytes: 1 rollback journal, 2 WAL
constexpr int PageCountOffset = 28;
constexpr int ApplicationIdOffset = 68;
constexpr int WrongBitsAtMost = 8; ///< in a damaged application id: a byte
constexpr const char *CountTables = "SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN "
                                    "('requests', 'rejected', 'calls', 'findings', 'finding_kinds')";
constexpr qint64 OurTables = 5;

QByteArray firstPage(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(PageBytes) : QByteArray();
}

quint32 numberAt(const QByteArray &page, int offset)
{
    return qFromBigEndian<quint32>(page.constData() + offset);
}

/// Whether pages of SQLite's trees begin behind the first one, where a session's tables have theirs.
bool hasTreePages(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    for (qint64 page = 1; page <= 3; ++page) {
        char kind = 0;
        if (!file.seek(page * PageBytes) || !file.getChar(&kind) ||
            (kind != 2 && kind != 5 && kind != 10 && kind != 13))
            return false;
    }
    return true;
}

QString rangeWords(const char *table, qint64 first, qint64 behind)
{
    const bool refused = QLatin1StringView(table) == QLatin1StringView("rejected");
    if (behind - first == 1) {
        return refused ? QStringLiteral("Refused request %1 cannot be read.").arg(first)
                       : QStringLiteral("Request %1 cannot be read; its calls are lost.").arg(first);
    }
    const QString range = behind == std::numeric_limits<qint64>::max()
                              ? QStringLiteral("from %1 on").arg(first)
                              : QStringLiteral("%1 to %2").arg(first).arg(behind - 1);
    return refused ? QStringLiteral("Refused requests %1 cannot be read, where there were any.").arg(range)
                   : QStringLiteral("Requests %1 cannot be read, where there were any; their calls are lost.")
                         .arg(range);
}

} // namespace

bool maybeDamagedSession(const QString &path)
{
    const QByteArray head = firstPage(path);
    if (head.size() < PageBytes)
        return false;
    if (!head.startsWith("SQLite format 3"))
        return hasTreePages(path);
    const quint32 wrong = numberAt(head, ApplicationIdOffset) ^ quint32 { SessionApplicationId };
    return std::popcount(wrong) <= WrongBitsAtMost;
}

SalvageReader::SalvageReader(QString damaged, QString workFolder, ImportSink &sink)
    : m_path(std::move(damaged))
    , m_workFolder(std::move(workFolder))
    , m_sink(sink)
    , m_fileBytes(QFileInfo(m_path).size())
{
}

Result<void> SalvageReader::read()
{
    const QTemporaryDir folder(m_workFolder + QStringLiteral("/recovering-XXXXXX"));
    const QString copy = folder.filePath(QStringLiteral("copy.spectap"));
    if (!folder.isValid() || !copyFile(copy)) {
        return Error{ErrorCode::Io,
            QStringLiteral(
                "%1 cannot be copied to %2. Check that it can be read and that there is space for a "
                "copy.")
                .arg(m_path, m_workFolder)};
    }
    if (auto opened = openCopy(copy); !opened)
        return opened;
    readMeta();
    readMarks();
    if (readRequests("requests") && readRequests("rejected"))
        tellWhatItHeld();
    m_database = {};
    return {};
}

/// Blocks that a failing medium does not give become empty pages.
bool SalvageReader::copyFile(const QString &to)
{
    for (const char *suffix : {"", "-wal"}) {
        QFile from(m_path + QLatin1StringView(suffix));
        QFile copy(to + QLatin1StringView(suffix));
        if (!from.exists() && *suffix)
            continue;
        if (!from.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ||
            !copy.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return false;
        const qint64 size = from.size();
        for (qint64 at = 0; at < size;) {
            QByteArray block = from.seek(at) ? from.read(std::min(BlockBytes, size - at)) : QByteArray();
            if (block.isEmpty())
                block.fill('\0', std::min(PageBytes, size - at));
            if (copy.write(block) != block.size())
                return false;
            at += block.size();
        }
        if (!copy.flush())
            return false;
    }
    return true;
}

Result<void> SalvageReader::openCopy(const QString &copy)
{
    const QByteArray head = firstPage(copy);
    for (const bool again : {false, true}) {
        if (again && !replaceFirstPage(copy))
            break;
        m_database = {};
        auto database = sqlite::Database::open(copy, sqlite::Access::ReadWrite);
        // Without it SQLite refuses a file that is shorter than its header says.
        if (!database || !database->run("PRAGMA writable_schema=ON; PRAGMA cell_size_check=ON"))
            continue;
        const auto tables = database->number(CountTables);
        // One transaction, or each of many small questions would lock the file anew.
        if (!tables || *tables != OurTables || !database->run("BEGIN"))
            continue;
        m_database = std::move(*database);
        const qint64 pages = again || head.size() < PageBytes ? 0 : numberAt(head, PageCountOffset);
        const qint64 left = m_fileBytes / PageBytes;
        if (again)
            (void)complain(QStringLiteral("The first page, which says where everything is, was damaged."));
        else if (pages > left)
            (void)complain(QStringLiteral("The file was cut short: %1 of %2 pages are missing.")
                               .arg(pages - left)
                               .arg(pages));
        return {};
    }
    return Error{ErrorCode::Database,
        QStringLiteral("Nothing of %1 can be recovered: too little of it is left. The file was not changed.")
            .arg(m_path)};
}

/// A session's tables are always made in the same order, so the first page of a new one fits.
bool SalvageReader::replaceFirstPage(const QString &copy)
{
    const QString fresh = copy + QStringLiteral(".new");
    {
        auto database = openSessionForWriting(fresh);
        if (!database || !database->run("PRAGMA journal_mode=DELETE"))
            return false;
    }
    QByteArray page = firstPage(fresh);
    QFile file(copy);
    if (page.size() != PageBytes || !file.open(QIODevice::ReadWrite))
        return false;
    qToBigEndian(static_cast<quint32>(file.size() / PageBytes), page.data() + PageCountOffset);
    if (QFile::exists(copy + QStringLiteral("-wal")))
        page[ModeOffset] = page[ModeOffset + 1] = 2;
    return file.write(page) == page.size();
}

bool SalvageReader::walk(const char *select, const std::function<bool(const sqlite::Statement &)> &row,
    const std::function<bool(qint64, qint64)> &gap)
{
    constexpr qint64 open = std::numeric_limits<qint64>::max();
    auto statement = m_database.prepare(select);
    if (!statement)
        return gap(1, open);
    const qint64 last = m_fileBytes / LeastRowBytes;
    qint64 next = 1;
    qint64 damagedFrom = 0;
    while (next <= last) {
        statement->bind(1, next);
        int strays = 0; // a damaged tree may lead anywhere, also in circles
        while (strays < MaxStrayRows && statement->next()) {
            const qint64 id = statement->integer(0);
            if (id < next || id > last) {
                ++strays;
                continue;
            }
            const qint64 from = std::exchange(damagedFrom, 0);
            if ((from != 0 && !gap(from, id)) || !row(*statement)) {
                statement->reset();
                return false;
            }
            next = id + 1;
        }
        const bool atEnd = strays < MaxStrayRows && statement->status().ok();
        statement->reset();
        if (atEnd)
            break;
        if (damagedFrom == 0)
            damagedFrom = next;
        next += std::max<qint64>(1, (next - damagedFrom) / ExactSteps);
    }
    return damagedFrom == 0 || gap(damagedFrom, open);
}

void SalvageReader::readMeta()
{
    auto rows = m_database.prepare("SELECT key, value FROM meta");
    if (!rows)
        return;
    while (rows->next())
        m_sink.sessionMeta(rows->bytes(0), rows->bytes(1));
    if (!rows->status())
        (void)complain(QStringLiteral("What is noted of the whole session cannot be read to its end."));
}

void SalvageReader::readMarks()
{
    auto calls = m_database.prepare("SELECT request, batch_index FROM calls WHERE seq=?");
    const auto lost = [this](qint64 seq) {
        return complain(QStringLiteral("The mark of call %1 is lost.").arg(seq));
    };
    (void)walk(
        "SELECT seq, flags, colour, note FROM marks WHERE seq >= ? AND typeof(flags)='integer' AND "
        "typeof(colour)='integer' AND typeof(note)='text' ORDER BY seq",
        [&](const sqlite::Statement &row) {
            const auto marked = readMark(row);
            if (!marked)
                return true;
            if (!calls)
                return lost(marked->seq);
            calls->bind(1, marked->seq);
            const bool found = calls->next();
            if (found)
                m_marks[calls->integer(0)].push_back({static_cast<quint32>(calls->integer(1)), marked->mark});
            calls->reset();
            return found || lost(marked->seq);
        },
        [this](qint64, qint64) { return complain(QStringLiteral("Some marks cannot be read.")); });
}

bool SalvageReader::readRequests(const char *table)
{
    const QByteArray select =
        QByteArray("SELECT " SPECTAP_REQUEST_COLUMNS " FROM ") + table + " WHERE id >= ? ORDER BY id";
    return walk(
        select.constData(), [this](const sqlite::Statement &row) { return giveRequest(row); },
        [&](qint64 first, qint64 behind) { return complain(rangeWords(table, first, behind)); });
}

bool SalvageReader::giveRequest(const sqlite::Statement &row)
{
    ImportedRequest found;
    found.origin = ImportOrigin::Exported;
    found.request = readRequest(row);
    found.place.line = 0;
    found.marks = m_marks.take(found.request.id);
    m_progress += found.request.body.size();
    return m_sink.request(std::move(found));
}

/// So that what is missing can be counted. Calls at the end of a file that was cut short have left no trace.
void SalvageReader::tellWhatItHeld()
{
    qint64 highest = 0;
    (void)walk(
        "SELECT seq FROM calls WHERE seq >= ? ORDER BY seq",
        [&highest](const sqlite::Statement &row) {
            highest = row.integer(0);
            return true;
        },
        [](qint64, qint64) { return true; });
    const auto finding = m_database.number("SELECT max(id) FROM findings");
    if (finding && *finding >> FindingBits <= m_fileBytes / LeastRowBytes)
        highest = std::max(highest, *finding >> FindingBits);
    m_sink.sessionHeld(static_cast<quint32>(std::min<qint64>(highest, std::numeric_limits<quint32>::max())));
}

bool SalvageReader::complain(const QString &reason)
{
    return m_sink.problem({0, 0, reason, {}});
}

} // namespace spectap
