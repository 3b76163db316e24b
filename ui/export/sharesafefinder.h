// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/sharesafeedits.h"
#include "model/support/result.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace spectap {

/// What there is to replace in one place, and what stands for the first value of it.
struct ShareSafeFinding
{
    FoundValues values;
    QByteArray standsFor; ///< as in the file; only where the choices replace it
};

/// What a share-safe export needs to know of the whole session.
struct ShareSafeKnowledge
{
    std::vector<ShareSafeFinding> found; ///< whatever is chosen
    std::shared_ptr<ShareSafeEdits> edits;
};

/// Reads the session on a thread of its own for what is sensitive in it, once more whenever the choices
/// change; the newest wish only. What it finds has the same pseudonyms each time: it is one export that is
/// tried out.
class ShareSafeFinder final : public QObject
{
    Q_OBJECT

public:
    explicit ShareSafeFinder(QString sessionPath, QObject *parent = nullptr);
    /// Cancels and waits for the request that is being read.
    ~ShareSafeFinder() override;

    /// Gives up what is being read, if anything.
    void find(const RedactionProfile &profile);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    void progressed(int permille);
    void ready(const spectap::ShareSafeKnowledge &knowledge);
    void cancelled();
    void failed(const QString &reason);

private:
    using Found = std::shared_ptr<const std::vector<FoundValues>>;
    struct Outcome
    {
        Found found; ///< with everything replaced
        ShareSafeKnowledge knowledge;
    };
    using SharedOutcome = std::shared_ptr<const Result<Outcome>>;
    void run(const RedactionProfile &profile);
    [[nodiscard]] Result<Outcome> read(const RedactionProfile &profile, Found found);
    void take(const SharedOutcome &outcome);

    const QString m_sessionPath;
    const QByteArray m_key = Pseudonyms::randomKey();
    std::unique_ptr<QThread> m_thread;
    std::optional<RedactionProfile> m_next;
    Found m_found;
    bool m_running = false;
    std::atomic<bool> m_cancelled = false;
};

} // namespace spectap
