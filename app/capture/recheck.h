// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/assessor.h"
#include "model/session/callfinder.h"
#include "model/session/rowbatch.h"
#include "model/session/sessionreader.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace spectap {

/// A stored call whose findings or verdict are others now.
struct RecheckedCall
{
    quint32 seq = 0;
    StoredCall call;
    std::vector<Finding> findings;
};

/// Goes over a stored session in order of arrival as the intake once did: same slicing, same Assessor, same
/// result as if every call had just come in. One thread at a time.
class RecheckPass
{
public:
    RecheckPass(std::shared_ptr<const Checker> checker, std::shared_ptr<StringPool> pool);

    Result<void> open(const QString &path);
    /// Checks the calls after the last one, up to `last`, and adds those that changed. Ends early, with
    /// Cancelled, when `cancelled` becomes true.
    Result<void> advance(
        quint32 last, const std::atomic<bool> &cancelled, std::vector<RecheckedCall> &changed);
    [[nodiscard]] Result<quint32> callCount() { return m_reader->callCount(); }
    [[nodiscard]] quint32 last() const { return m_last; }
    [[nodiscard]] const std::shared_ptr<const Checker> &checker() const { return m_checker; }
    /// What it knows of the calls so far, to go on capturing with.
    [[nodiscard]] std::unique_ptr<Assessor> takeAssessor() { return std::move(m_assessor); }

private:
    void assess(const StoredCallDetail &stored, std::vector<RecheckedCall> &changed);

    std::shared_ptr<const Checker> m_checker;
    std::shared_ptr<StringPool> m_pool;
    std::unique_ptr<Assessor> m_assessor;
    std::unique_ptr<SessionReader> m_reader;
    quint32 m_last = 0;

    CallFinder m_finder;
    CheckResult m_result;
};

/// Where a re-check puts what it found: the file itself, or the intake that writes it. Called on the
/// re-check's thread; each call is one transaction at most.
class RecheckSink
{
public:
    virtual ~RecheckSink() = default;
    /// Marks the findings as being of several versions: whoever opens the file after a crash starts over.
    virtual Result<void> begin() = 0;
    virtual Result<void> store(std::span<const RecheckedCall> calls) = 0;
    /// Marks them as those of the pass's checker if the pass has seen every call, else answers false. Calls
    /// that came last may be checked here; they are added to `changed`, stored.
    virtual Result<bool> finish(RecheckPass &pass, std::vector<RecheckedCall> &changed) = 0;
};

/// Stores them in one transaction.
Result<void> replaceFindings(SessionWriter &writer, std::span<const RecheckedCall> calls);
/// Writes into a session that nobody else writes.
std::unique_ptr<RecheckSink> recheckFile(const QString &path, std::shared_ptr<StringPool> pool);

/// Makes the findings of a stored session anew, on a thread of its own and in many small transactions, so
/// that capturing into the same session goes on beside it. Until it is through the file says that its
/// findings are of several versions.
class Recheck : public QObject
{
    Q_OBJECT

public:
    Recheck(const QString &path, std::shared_ptr<const Checker> checker, std::shared_ptr<StringPool> pool,
        std::unique_ptr<RecheckSink> sink);
    /// Cancels and waits: at most for one transaction.
    ~Recheck() override;

    void start();
    void cancel() { m_cancelled = true; }

signals:
    void progressed(quint32 done, quint32 total);
    /// These are stored. Only rows that changed, ascending.
    void rowsChanged(std::shared_ptr<const std::vector<spectap::RowChange>> rows);
    /// Every call there is has been checked, and the file says so.
    void finished();
    /// What was done so far stays; the file is checked again when it is opened next.
    void cancelled();
    /// `damaged`: the file itself is.
    void failed(const QString &reason, bool damaged);

private:
    Result<void> run();
    Result<void> keep(std::vector<RecheckedCall> &changed);
    void tell(const std::vector<RecheckedCall> &changed);

    QString m_path;
    RecheckPass m_pass;
    std::unique_ptr<RecheckSink> m_sink;
    std::atomic<bool> m_cancelled = false;
    std::thread m_thread;
};

} // namespace spectap
