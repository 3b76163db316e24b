// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/rowbatch.h"
#include "model/spec/checker.h"
#include "model/support/result.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace spectap {

/// Reads a session file's rows on a thread of its own and hands them over in batches, so that the first rows
/// show at once and the window never waits. One file at a time; the newest open() wins.
class SessionOpener : public QObject
{
    Q_OBJECT

public:
    explicit SessionOpener(QObject *parent = nullptr);
    ~SessionOpener() override;

    enum class Manner : quint8
    {
        Read,
        Recover, ///< first closes what a program that died left open, so that it is offered no more
    };
    /// Reads `path`, strings into `pool`. At least one batchReady(), unless cancelled, then finished(), or
    /// failed() at any point, all with `run`, the number this call returns.
    /// `checker`: what calls are checked with here; a session's own plans are compiled with its catalogue
    /// when it has none.
    quint32 open(const QString &path, std::shared_ptr<StringPool> pool,
        std::shared_ptr<const Checker> checker, Manner manner = Manner::Read);
    /// Ends the reading under way; finished() follows, what was read stays.
    void cancel();

signals:
    void batchReady(quint32 run, std::shared_ptr<spectap::RowBatch> batch, quint32 total);
    /// `checkedWith`: version of the rules that made the findings, empty when there is no one version.
    /// `own`: with the plans stored in the session; null: it has none, or there are others here.
    void finished(quint32 run, const QByteArray &checkedWith, std::shared_ptr<const spectap::Checker> own);
    /// `damaged`: it is a session, of which a part may be readable.
    void failed(quint32 run, const QString &reason, bool damaged);

private:
    void read(quint32 run, const QString &path, StringPool &pool, const Checker &checker, Manner manner);
    void fail(quint32 run, const QString &path, const Error &error);

    QThread m_thread;
    QObject *m_worker = nullptr; ///< lives in m_thread
    std::atomic<quint32> m_current = 0;
    std::atomic<quint32> m_cancelled = 0; ///< runs up to this one stop
    quint32 m_runs = 0;
};

} // namespace spectap
