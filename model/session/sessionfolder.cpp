// SPDX-License-Identifier: MIT
#include "model/session/sessionfolder.h"

#include "model/session/sessionlock.h"
#include "model/session/sessionreader.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr Micros DayMicros = 86'400'000'000;
constexpr qint64 ClaimSeconds = 3600;

Micros now()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

void removeSession(const QString &path)
{
    // The session itself first: a WAL without its file holds nothing, the other way round would lose calls.
    for (const QString &suffix :
        {QString(), QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral(".lock")})
        QFile::remove(path + suffix);
}

} // namespace

SessionFolder::SessionFolder(QString folder)
    : m_folder(std::move(folder))
{
    if (QDir(m_folder).exists())
        return;
    QDir().mkpath(m_folder);
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QString SessionFolder::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/sessions");
}

Result<QString> SessionFolder::newPath()
{
    const QString stem =
        QDir(m_folder).filePath(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss")));
    // The empty file is the claim: NewOnly fails for whoever comes second.
    for (int n = 1; n < 1000; ++n) {
        const QString path =
            (n == 1 ? stem : QStringLiteral("%1 %2").arg(stem).arg(n)) + QStringLiteral(".spectap");
        QFile file(path);
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
            return path;
        if (!QFile::exists(path)) {
            return Error{ErrorCode::Io,
                QStringLiteral("%1 cannot be created: %2. Check that the folder can be written.")
                    .arg(path, file.errorString())};
        }
    }
    return Error{ErrorCode::Io, QStringLiteral("%1 has no free name left; tidy it up.").arg(m_folder)};
}

bool SessionFolder::holds(const QString &path) const
{
    return QFileInfo(QFileInfo(path).path()) == QFileInfo(m_folder);
}

std::vector<SessionFolder::Entry> SessionFolder::entries() const
{
    std::vector<Entry> entries;
    const QStringList names = QDir(m_folder).entryList({QStringLiteral("*.spectap")}, QDir::Files);
    for (const QString &name : names) {
        const QString path = QDir(m_folder).filePath(name);
        if (SessionLock::isTaken(path))
            continue;
        const auto reader = SessionReader::open(path);
        if (!reader)
            continue; // not a session, or one we cannot read: neither offered nor deleted
        Entry entry;
        entry.path = path;
        entry.startedAt = (*reader)->meta("started_at").toLongLong();
        entry.calls = (*reader)->callCount() ? *(*reader)->callCount() : 0;
        entry.crashed = (*reader)->meta("state") != "closed";
        entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, [](const Entry &a, const Entry &b) {
        return std::pair(a.startedAt, a.path) > std::pair(b.startedAt, b.path);
    });
    return entries;
}

SessionFolder::Retention SessionFolder::Retention::remembered()
{
    const QSettings settings;
    const auto number = [&settings](QLatin1StringView key, int fallback) {
        bool ok = false;
        const int value = settings.value(key).toInt(&ok);
        return ok && value > 0 ? value : fallback;
    };
    return {number(SessionsKey, DefaultSessions), number(DaysKey, DefaultDays),
        settings.value(BaselineKey).toString()};
}

void SessionFolder::prune(const Retention &retention)
{
    // Names that were claimed and never written to. Not at once: their program may be about to.
    for (const QFileInfo &file : QDir(m_folder).entryInfoList({QStringLiteral("*.spectap")}, QDir::Files)) {
        const bool idle = file.lastModified().secsTo(QDateTime::currentDateTime()) > ClaimSeconds;
        if (file.size() == 0 && idle && !SessionLock::isTaken(file.filePath()))
            removeSession(file.filePath());
    }
    const Micros oldest = now() - retention.days * DayMicros;
    int kept = 0;
    for (const Entry &entry : entries()) {
        if (!retention.baseline.isEmpty() && QFileInfo(entry.path) == QFileInfo(retention.baseline))
            continue;
        if (!entry.crashed && (kept >= retention.sessions || entry.startedAt < oldest))
            removeSession(entry.path);
        else
            ++kept;
    }
}

} // namespace spectap
