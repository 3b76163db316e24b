// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <memory>

namespace spectap {

/// Writes one export on a thread of its own, through a reader of its own. The file appears when it is whole,
/// or not at all.
class ExportWorker final : public QObject
{
    Q_OBJECT

public:
    explicit ExportWorker(QObject *parent = nullptr);
    /// Cancels and waits.
    ~ExportWorker() override;

    /// `job.progress` is the worker's own.
    void start(const QString &sessionPath, const QString &filePath, ExportJob job);
    void cancel() { m_cancelled = true; }
    [[nodiscard]] bool isRunning() const { return m_thread && m_thread->isRunning(); }

signals:
    void progressed(quint32 done, quint32 total);
    void finished(quint32 written);
    void cancelled();
    void failed(const QString &reason);

private:
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancelled = false;
};

} // namespace spectap
