// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/imports/importsink.h"
#include "model/session/sqlite.h"

#include <QHash>

#include <functional>
#include <vector>

namespace spectap {

/// Reads what is left of a session file that is damaged or was cut short: requests with their bodies, from
/// which calls are made anew, and marks, mutes and what else `meta` holds. Works on a copy of the file, so
/// that the original keeps every byte. What cannot be read is told as problems. One thread.
class SalvageReader
{
public:
    /// The copy is made in a folder of its own inside `workFolder`, and removed in the end.
    SalvageReader(QString damaged, QString workFolder, ImportSink &sink);

    /// Up to the end, or to where the sink had enough. An error when there is nothing that could be read.
    Result<void> read();
    /// Bytes of bodies read so far.
    [[nodiscard]] qint64 progress() const { return m_progress; }

private:
    bool copyFile(const QString &to);
    Result<void> openCopy(const QString &copy);
    bool replaceFirstPage(const QString &copy);
    void readMeta();
    void readMarks();
    bool readRequests(const char *table);
    void tellWhatItHeld();
    bool giveRequest(const sqlite::Statement &row);
    bool complain(const QString &reason);
    /// Rows in the order of their ids, whatever lies between them. False when the sink had enough.
    bool walk(const char *select, const std::function<bool(const sqlite::Statement &)> &row,
        const std::function<bool(qint64 first, qint64 behind)> &gap);

    QString m_path;
    QString m_workFolder;
    ImportSink &m_sink;
    sqlite::Database m_database;
    qint64 m_fileBytes = 0;
    qint64 m_progress = 0;
    QHash<qint64, std::vector<std::pair<quint32, CallMark>>> m_marks; ///< by request
};

/// Whether a file that cannot be opened may be a session all the same, so that recovering is worth offering.
[[nodiscard]] bool maybeDamagedSession(const QString &path);

} // namespace spectap
