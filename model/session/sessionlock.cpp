// SPDX-License-Identifier: MIT
#include "model/session/sessionlock.h"

#include <QFile>

namespace spectap {

SessionLock::SessionLock(const QString &session)
    : m_session(session)
    , m_file(session + QStringLiteral(".lock"))
{
    m_file.setStaleLockTime(0); // a capture may run for days: only the death of its program frees the lock
}

Result<std::unique_ptr<SessionLock>> SessionLock::take(const QString &session)
{
    std::unique_ptr<SessionLock> lock(new SessionLock(session));
    if (lock->m_file.tryLock(0))
        return lock;
    switch (lock->m_file.error()) {
    case QLockFile::LockFailedError: {
        qint64 process = 0;
        QString host;
        QString program;
        lock->m_file.getLockInfo(&process, &host, &program);
        return Error{ErrorCode::Io,
            QStringLiteral(
                "%1 is being written by %2 (process %3 on %4). Close it there or choose another file; "
                "if that program is gone, delete %1.lock.")
                .arg(session, program)
                .arg(process)
                .arg(host)};
    }
    case QLockFile::NoError:
    case QLockFile::PermissionError:
    case QLockFile::UnknownError:
        break;
    }
    return Error{ErrorCode::Io,
        QStringLiteral(
            "%1 cannot be written: no file can be created in its folder. Choose a folder that exists "
            "and that you may write.")
            .arg(session)};
}

bool SessionLock::isTaken(const QString &session)
{
    SessionLock lock(session);
    if (!QFile::exists(lock.m_file.fileName()))
        return false;
    return !lock.m_file.tryLock(0) && lock.m_file.error() == QLockFile::LockFailedError;
}

} // namespace spectap
