// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessioncopy.h"

#include <atomic>
#include <functional>
#include <thread>

namespace spectap {

/// Save as, on a thread of its own, while the session goes on being written: copies it and catches up until
/// the copy lacks so little that the intake can add the rest between two transactions.
class SessionSaver
{
public:
    using Progress = std::function<void(qint64 done, qint64 total)>; ///< pages
    /// Starts copying. `progress` and, at the end, whatever it was, `ready` are called on the saver's thread.
    SessionSaver(QString from, QString to, Progress progress, std::function<void()> ready);
    /// Cancels and waits.
    ~SessionSaver();
    Q_DISABLE_COPY_MOVE(SessionSaver)

    void cancel() { m_cancelled = true; }
    /// Waits for the copy and hands it over, or says why there is none. Once.
    Result<std::unique_ptr<SessionCopy>> take();
    [[nodiscard]] const QString &from() const { return m_from; }
    [[nodiscard]] const QString &to() const { return m_to; }

private:
    Result<std::unique_ptr<SessionCopy>> copy(const Progress &progress);

    QString m_from;
    QString m_to;
    std::atomic<bool> m_cancelled = false;
    Result<std::unique_ptr<SessionCopy>> m_result = Error{ErrorCode::Cancelled, {}};
    std::thread m_thread; ///< last: starts when everything above stands
};

} // namespace spectap
