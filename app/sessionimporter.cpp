// SPDX-License-Identifier: MIT
#include "app/sessionimporter.h"

#include "model/session/imports/textkind.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace spectap {

SessionImporter::SessionImporter(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("import"));
    m_thread.start();
}

SessionImporter::~SessionImporter()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

quint32 SessionImporter::import(const ImportSource &source, const QString &session,
    std::shared_ptr<StringPool> pool, std::shared_ptr<const Checker> checker)
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const quint32 run = ++m_runs;
    SessionImport::Job job;
    job.session = session;
    job.pool = std::move(pool);
    job.checker = std::move(checker);
    QMetaObject::invokeMethod(
        m_worker,
        [this, run, source, job, cancelled = m_cancelled]() mutable {
            job.cancelled = cancelled.get();
            read(run, source, std::move(job));
        },
        Qt::QueuedConnection);
    return run;
}

void SessionImporter::cancel()
{
    *m_cancelled = true;
}

void SessionImporter::read(quint32 run, const ImportSource &source, SessionImport::Job job)
{
    const QString session = job.session;
    if (!readFrom(run, source, std::move(job)))
        QFile::remove(session);
}

/// Whether anything was stored.
bool SessionImporter::readFrom(quint32 run, const ImportSource &source, SessionImport::Job job)
{
    const QString name = source.path.isEmpty() ? tr("The clipboard")
                         : source.path == u"-" ? tr("Standard input")
                                               : QFileInfo(source.path).fileName();
    if (source.damaged) {
        return store(run, name, QFileInfo(source.path).size(), std::move(job),
            [&source](SessionImport &import) { return import.recover(source.path); });
    }
    QByteArray text = source.text;
    QBuffer pasted(&text);
    QFile file(source.path);
    const bool opened = source.path.isEmpty() ? pasted.open(QIODevice::ReadOnly)
                        : source.path == u"-" ? file.open(stdin, QIODevice::ReadOnly)
                                              : file.open(QIODevice::ReadOnly);
    if (!opened) {
        emit failed(run, tr("%1 cannot be opened: %2.").arg(source.path, file.errorString()));
        return false;
    }
    QIODevice &device = source.path.isEmpty() ? static_cast<QIODevice &>(pasted) : file;
    const InputKind kind = recogniseInput(device.peek(RecognisedBytes));
    const bool isFile = &device == &file && source.path != u"-";
    if (isFile && kind == InputKind::Session) {
        emit isSession(run, source.path);
        return false;
    }
    if (isFile && kind == InputKind::Plan) {
        emit isPlan(run, source.path);
        return false;
    }

    return store(run, name, device.isSequential() ? 0 : device.size(), std::move(job),
        [&device](SessionImport &import) { return import.run(device); });
}

bool SessionImporter::store(quint32 run, const QString &name, qint64 total, SessionImport::Job job,
    const std::function<Result<ImportReport>(SessionImport &)> &way)
{
    job.now = QDateTime::currentMSecsSinceEpoch() * 1000;
    bool any = false;
    job.progress = [&](RowBatch &&rows, qint64 done) {
        if (rows.rows.empty() && rows.requests.empty())
            return;
        any = true;
        emit batchReady(run, std::make_shared<RowBatch>(std::move(rows)), done, total);
    };
    SessionImport import(std::move(job));
    auto report = way(import);
    if (report)
        emit finished(run, std::make_shared<ImportReport>(std::move(*report)));
    else
        emit failed(run, tr("%1 was not imported to its end. %2").arg(name, report.error().message));
    return any;
}

} // namespace spectap
