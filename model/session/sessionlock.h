// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace spectap {

/// The right to write one session file, held by a file "NAME.lock" beside it. One writer at a time, over all
/// programs; a lock whose program has died is taken over.
class SessionLock
{
public:
    static Result<std::unique_ptr<SessionLock>> take(const QString &session);
    /// Whether a living program holds the lock of `session` now.
    static bool isTaken(const QString &session);

    [[nodiscard]] const QString &session() const { return m_session; }

private:
    explicit SessionLock(const QString &session);

    QString m_session;
    QLockFile m_file;
};

} // namespace spectap
