// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exportpreview.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <memory>
#include <optional>

namespace spectap {

/// Makes previews of exports on a thread of its own, the newest wish only.
class ExportPreviewer final : public QObject
{
    Q_OBJECT

public:
    explicit ExportPreviewer(QObject *parent = nullptr);
    /// Cancels, and waits for the few calls that are being written.
    ~ExportPreviewer() override;

    /// Gives up what is being made, if anything.
    void show(const QString &sessionPath, const ExportJob &job);
    /// Gives it up, and says stopped() once nothing of the job is used any more.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    void ready(const spectap::ExportPreview &preview);
    void failed(const QString &reason);
    void stopped();

private:
    struct Wish
    {
        QString sessionPath;
        ExportJob job;
    };
    using Outcome = std::shared_ptr<const Result<ExportPreview>>;
    void run(Wish wish);
    void take(const Outcome &outcome);

    std::unique_ptr<QThread> m_thread;
    std::optional<Wish> m_next;
    bool m_running = false;
    bool m_stopping = false;
    std::atomic<bool> m_cancelled = false;
};

} // namespace spectap
