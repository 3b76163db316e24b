// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessionlock.h"
#include "model/session/sqlite.h"

#include <QtGlobal>

#include <functional>
#include <memory>

namespace spectap {

/// A copy of a session on its way to another file, made while the session may go on being written: first the
/// pages of one moment, then, as often as one likes, the calls that came since. It is made beside its place
/// and put there when it is whole, so an older file is either kept or replaced. One thread at a time.
class SessionCopy
{
public:
    /// Takes the lock of `to` and begins a file beside it (mode 0600).
    static Result<std::unique_ptr<SessionCopy>> begin(const QString &from, const QString &to);
    /// Removes what was not put in place.
    ~SessionCopy();
    Q_DISABLE_COPY_MOVE(SessionCopy)

    /// After each step, in pages; false stops, and copy() answers Cancelled.
    using Progress = std::function<bool(qint64 done, qint64 total)>;
    /// Copies the session as it is at this moment. It is read from a snapshot: its writer is never waited for
    /// and never waits.
    Result<void> copy(const Progress &progress = {});
    /// The same from a connection whose file may be gone; no transaction is under way in it.
    Result<void> copyOpen(sqlite::Database &source);
    /// Adds what was committed to the session since; how many calls that were.
    Result<quint32> catchUp();
    /// Puts the copy in place. Who goes on writing there gets its lock.
    Result<std::unique_ptr<SessionLock>> putInPlace();

    [[nodiscard]] const QString &from() const { return m_from; }
    [[nodiscard]] const QString &to() const { return m_lock->session(); }

private:
    SessionCopy(QString from, std::unique_ptr<SessionLock> lock);
    [[nodiscard]] QString part() const;
    Result<void> attachSource();
    Result<void> settle();

    QString m_from;
    std::unique_ptr<SessionLock> m_lock;
    sqlite::Database m_database; ///< of the part
    bool m_created = false;      ///< the part is ours to remove
    bool m_attached = false;     ///< the session, as `source`
};

} // namespace spectap
