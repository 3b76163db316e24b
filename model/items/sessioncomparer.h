// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparison.h"
#include "model/support/result.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace spectap {

/// Which session files to compare, and how.
struct ComparisonQuestion
{
    QString a;
    QString b;
    ComparisonOptions options = {};
};

/// A session file as it was when it was read through. Immutable.
struct TalliedSession
{
    QString path;
    quint32 calls = 0;      ///< in the file then
    QByteArray checkedWith; ///< version of the rules behind its findings, empty: of several
    SessionTally tally;
};

/// Two of them and what is different. Immutable.
struct ComparedFiles
{
    std::shared_ptr<const TalliedSession> a;
    std::shared_ptr<const TalliedSession> b;
    ComparisonOptions options;
    SessionComparison comparison;

    /// Findings were made by different rules: they differ for that alone.
    [[nodiscard]] bool isUneven() const
    {
        return a->checkedWith.isEmpty() || a->checkedWith != b->checkedWith;
    }
};

/// Reads and compares session files on a thread of its own, also while they are written. What was read of a file
/// that has no more calls since is not read again. Lives in the UI thread.
class SessionComparer : public QObject
{
    Q_OBJECT

public:
    explicit SessionComparer(QObject *parent = nullptr);
    /// Cancels and waits.
    ~SessionComparer() override;

    /// compared() or failed() follows, unless another question or cancel() comes first: only the newest counts.
    void ask(ComparisonQuestion question);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

signals:
    /// Now and then, calls of both files.
    void progressed(quint32 done, quint32 total);
    void compared(std::shared_ptr<const spectap::ComparedFiles> files);
    void failed(const QString &reason);

private:
    class Worker;

    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
    bool m_busy = false;
};

} // namespace spectap
