// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessioncomparer.h"

#include <QObject>

#include <functional>
#include <list>

namespace spectap {

class SessionReader;
class SessionTallier;

/// A question on its way to the thread that answers it.
struct ComparisonTask
{
    ComparisonQuestion question;
    QString growing = {};  ///< this file is being captured: what is counted of it is gone on with
    QString followed = {}; ///< this one may have changed since, the others are as they were
    bool again = false;    ///< the same question as before
    std::function<bool()> isWanted = {};
    std::function<void(quint32 done, quint32 total)> progressed = {};
};

/// Reads session files through and compares them. Opens a file for each reading, so that it is never in the
/// way of a session that is being saved. Lives in a thread of its own.
class ComparisonWorker : public QObject
{
public:
    ComparisonWorker();
    ~ComparisonWorker() override;

    /// ErrorCode::Cancelled when it is wanted no longer.
    Result<std::shared_ptr<const ComparedFiles>> answer(const ComparisonTask &task);

private:
    /// One of the two files.
    struct Side;
    /// What is known of a file, also of one that was not read to its end.
    struct Known;
    using Tallied = std::shared_ptr<const TalliedSession>;

    Result<Side> open(const QString &path, const ComparisonTask &task);
    Known &knownOf(Side &side);
    Result<Tallied> tally(Side &side, const ComparisonTask &task);

    std::list<Known> m_known; ///< asked for last in front
    quint32 m_done = 0;
    quint32 m_total = 0;
};

} // namespace spectap
