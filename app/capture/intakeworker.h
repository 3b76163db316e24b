// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/callstoring.h"
#include "app/capture/intake.h"
#include "app/capture/intakequeue.h"
#include "app/capture/preparation.h"
#include "app/capture/recheck.h"
#include "app/capture/sessionsaver.h"
#include "model/call/callview.h"
#include "model/doctor/clienttally.h"
#include "model/session/sessionwriter.h"

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

namespace spectap {

/// The intake thread's side: takes groups from the queue and stores each in one transaction. Everything but
/// queue, setReplySink() and the constructor belongs to that thread.
class Intake::Worker
{
public:
    Worker(Intake &owner, std::shared_ptr<const Checker> checker, RowFeed *feed);
    ~Worker();
    Q_DISABLE_COPY_MOVE(Worker)

    IntakeQueue queue;
    void setReplySink(ReplySink sink);

    // Run through the queue.
    void saveAs(const QString &from, const QString &to);
    void cancelSave();
    void limitFile(qint64 bytes);
    void keepMeta(const QString &path, const QByteArray &key, const QByteArray &value);
    void keepMarks(const QString &path, std::span<const MarkedCall> marks);
    void setChecker(std::shared_ptr<const Checker> checker);

    // Any thread.
    std::unique_ptr<RecheckSink> recheckSink(const QString &path);
    void setAnswerPolicy(AnswerPolicy policy) { m_policy = policy; }
    [[nodiscard]] AnswerPolicy answerPolicy() const { return m_policy; }
    [[nodiscard]] CaptureTally tally() const;
    [[nodiscard]] std::vector<ClientFacts> clients() const;

private:
    class CaptureSink;
    void run();
    void obey(IntakeCommand &command);
    void open(const QString &path, std::shared_ptr<StringPool> pool, const CarriedCalls &carried);
    void close();

    void process(std::vector<QueuedRequest> &group);
    Result<void> storeGroup(std::vector<QueuedRequest> &group);
    Result<void> storeRequest(QueuedRequest &item, PreparedRequest &prepared);
    Result<void> storeCalls(QueuedRequest &item, PreparedRequest &prepared);
    Result<void> storeWithoutCalls(Request &request);
    /// Marks the request as refused; what was received is stored all the same.
    void refuse(QueuedRequest &item, int status, QByteArrayView code, const QByteArray &message);

    void failGroup(std::vector<QueuedRequest> &group, const QString &reason);
    void publish();
    void count();
    /// Whether a transaction can be committed again after a failure.
    [[nodiscard]] Result<void> tryWriting();
    void probe();
    void finishSaving();
    void keepSaved(Result<SessionWriter::LeftFile> moved, const QString &from, const QString &to);
    Result<void> rebuildHistory();
    void markVersion();
    Result<bool> finishRecheck(RecheckPass &pass, std::vector<RecheckedCall> &changed);

    Intake &m_owner;
    std::shared_ptr<const Checker> m_checker;
    RowFeed *m_feed;
    std::shared_ptr<StringPool> m_pool;
    std::unique_ptr<SessionWriter> m_writer;
    std::unique_ptr<Assessor> m_assessor;
    Preparation m_preparation;

    RowBatch m_batch;                   ///< of the transaction under way
    std::vector<IntakeReply> m_replies; ///< likewise
    CallStoring m_storing;              ///< the calls of the request under way
    quint32 m_nextSeq = 1;
    quint32 m_generation = 0; ///< counts start()
    bool m_failing = false;      ///< the last transaction could not be committed
    bool m_historyStale = false; ///< the assessor has seen calls that were rolled back
    std::chrono::steady_clock::time_point m_sizeTold;

    void noteSource(const CallStoring::LastSource &source);
    void noteClient(const Request &request, const PreparedRequest *prepared);
    std::vector<bool> m_talliedSources; ///< by source of the session

    std::atomic<AnswerPolicy> m_policy = AnswerPolicy::Segment;
    mutable std::mutex m_tallyMutex;
    CaptureTally m_tally;  ///< guarded
    ClientTally m_clients; ///< likewise

    std::unique_ptr<SessionSaver> m_saver; ///< a copy being made
    std::future<void> m_closing;           ///< the file that was left for it; waits for it when destroyed

    std::mutex m_sinkMutex;
    ReplySink m_sink;
    std::thread m_thread; ///< last: starts when everything above stands
};

} // namespace spectap
