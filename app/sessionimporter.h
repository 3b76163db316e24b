// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/sessionimport.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace spectap {

/// What is to be imported: a file, "-" for standard input, or text from the clipboard.
struct ImportSource
{
    QString path; ///< empty: `text`
    QByteArray text;
    bool damaged = false; ///< the file is a session that cannot be opened: what can be read of it
};

/// Makes a session of what is no session, on a thread of its own, and hands its rows over as they are stored.
/// One at a time; the newest import() wins.
class SessionImporter : public QObject
{
    Q_OBJECT

public:
    explicit SessionImporter(QObject *parent = nullptr);
    /// Cancels and waits: at most for one transaction.
    ~SessionImporter() override;

    /// Writes the calls of `source` into a new session at `session`, strings into `pool`. Then batchReady()
    /// as often as there is something, and finished() at last; or failed(), or isSession() or isPlan() alone.
    /// All with `run`, the number this call returns. A session that would be empty is removed.
    quint32 import(const ImportSource &source, const QString &session, std::shared_ptr<StringPool> pool,
        std::shared_ptr<const Checker> checker);
    /// finished() follows; what was stored stays.
    void cancel();

signals:
    /// `done` of `total` bytes have been read; total 0: nobody knows.
    void batchReady(quint32 run, std::shared_ptr<spectap::RowBatch> batch, qint64 done, qint64 total);
    void finished(quint32 run, std::shared_ptr<const spectap::ImportReport> report);
    void failed(quint32 run, const QString &reason);
    /// The file is something else: a session already, or a tracking plan. Nothing was made.
    void isSession(quint32 run, const QString &path);
    void isPlan(quint32 run, const QString &path);

private:
    void read(quint32 run, const ImportSource &source, SessionImport::Job job);
    bool readFrom(quint32 run, const ImportSource &source, SessionImport::Job job);
    bool store(quint32 run, const QString &name, qint64 total, SessionImport::Job job,
        const std::function<Result<ImportReport>(SessionImport &)> &way);

    QThread m_thread;
    QObject *m_worker = nullptr;                    ///< lives in m_thread
    std::shared_ptr<std::atomic<bool>> m_cancelled; ///< of the newest run
    quint32 m_runs = 0;
};

} // namespace spectap
