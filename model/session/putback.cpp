// SPDX-License-Identifier: MIT
#include "model/session/putback.h"

#include "model/session/sessioncopy.h"
#include "model/session/sessionschema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace spectap {

namespace {

/// By the file itself: with the session's log still beside it, SQLite would see the session in any file.
bool isDatabase(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3\0", 16);
}

/// It has come back: the drive was put in again, or the folder was copied to its place.
Result<void> isSameSession(const QString &path, const WrittenSoFar &written)
{
    const Error another{ErrorCode::Io,
        QStringLiteral("Another file is at %1 now. Move it away, or save the session under another name.")
            .arg(path)};
    if (!isDatabase(path))
        return another;
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    const auto seq = database->number("SELECT max(seq) FROM calls");
    const auto request = database->number(
        "SELECT max(ifnull((SELECT max(id) FROM requests), 0), ifnull((SELECT max(id) FROM rejected), 0))");
    if (!seq || !request)
        return !seq ? seq.error() : request.error();
    if (*seq == written.lastSeq && *request == written.lastRequest)
        return {};
    return another;
}

} // namespace

Result<std::unique_ptr<SessionOutput>> putBack(SessionOutput &gone, const WrittenSoFar &written)
{
    const QString path = gone.database.path();
    const QFileInfo file(path);
    if (!file.dir().exists())
        return gone.inPlace().error();
    const bool isBack = file.exists();
    if (isBack) {
        if (const auto same = isSameSession(path, written); !same)
            return same.error();
    }
    gone.lock.reset(); // it would take the new one with it
    std::unique_ptr<SessionLock> lock;
    if (isBack) {
        auto taken = SessionLock::take(path);
        if (!taken)
            return taken.error();
        lock = std::move(*taken);
    } else {
        auto copy = SessionCopy::begin(path, path);
        if (!copy)
            return copy.error();
        if (auto copied = (*copy)->copyOpen(gone.database); !copied)
            return copied.error();
        auto placed = (*copy)->putInPlace();
        if (!placed)
            return placed.error();
        lock = std::move(*placed);
    }
    auto output = SessionOutput::open(std::move(lock));
    if (!output)
        return output.error();
    if (const auto marked = (*output)->putMetaValue("state", "open"); !marked)
        return marked.error();
    return output;
}

} // namespace spectap
