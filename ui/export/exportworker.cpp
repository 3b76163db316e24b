// SPDX-License-Identifier: MIT
#include "ui/export/exportworker.h"

#include <QElapsedTimer>
#include <QSaveFile>

namespace spectap {

namespace {

constexpr qint64 ProgressMilliseconds = 100;

Result<quint32> writeExport(const QString &sessionPath, const QString &filePath, const ExportJob &job)
{
    auto reader = SessionReader::open(sessionPath);
    if (!reader)
        return reader.error();
    QSaveFile file(filePath);
    if (!file.open(QIODevice::WriteOnly)) {
        return Error{
            ErrorCode::Io, ExportWorker::tr("%1 cannot be written: %2").arg(filePath, file.errorString())};
    }
    Result<quint32> written = exportSession(**reader, file, job);
    if (!written) {
        file.cancelWriting();
        return written;
    }
    if (!file.commit()) {
        return Error{ErrorCode::Io,
            ExportWorker::tr("%1 could not be written to the end: %2").arg(filePath, file.errorString())};
    }
    return written;
}

} // namespace

ExportWorker::ExportWorker(QObject *parent)
    : QObject(parent)
{
}

ExportWorker::~ExportWorker()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void ExportWorker::start(const QString &sessionPath, const QString &filePath, ExportJob job)
{
    m_cancelled = false;
    m_thread.reset(QThread::create([this, sessionPath, filePath, job = std::move(job)]() mutable {
        // On the worker's thread: signals reach the window through its queue.
        QElapsedTimer sinceTold;
        sinceTold.start();
        job.progress = [this, &sinceTold](quint32 done, quint32 total) {
            if (sinceTold.elapsed() >= ProgressMilliseconds || done == total) {
                sinceTold.restart();
                emit progressed(done, total);
            }
            return !m_cancelled;
        };
        const Result<quint32> written = writeExport(sessionPath, filePath, job);
        if (written)
            emit finished(*written);
        else if (written.error().code == ErrorCode::Cancelled)
            emit cancelled();
        else
            emit failed(written.error().message);
    }));
    m_thread->start();
}

} // namespace spectap
