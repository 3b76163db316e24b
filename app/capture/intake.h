// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/answerpolicy.h"
#include "app/capture/assessor.h"
#include "app/capture/tally.h"
#include "model/doctor/clientfacts.h"
#include "model/session/carriedcalls.h"
#include "model/session/rowbatch.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace spectap {

class RecheckSink;

/// Identifies the connection and the pipelined request an answer belongs to; opaque to the intake.
struct ReplyTicket
{
    quint64 connection = 0;
    quint64 request = 0;
};

/// How a request was taken: the endpoint turns it into an HTTP answer.
struct IntakeReply
{
    ReplyTicket ticket;
    enum class Outcome : quint8
    {
        Stored,  ///< committed: may be answered with success
        Refused, ///< stored as rejected; status, code and message say why
        Failed,  ///< could not be stored: 503, so that SDKs keep and retry
    };
    Outcome outcome = Outcome::Stored;
    int status = 200;
    QByteArray code;
    QByteArray message;
};

/// From requests to stored, checked calls: slices, assesses and stores whatever is queued in one transaction,
/// then lets the answers go (DESIGN §3.4: no timer, group commit when drained). Runs on a thread of its own;
/// the queue in front is bounded by bytes, and a full queue makes the endpoint stop reading its sockets.
class Intake : public QObject
{
    Q_OBJECT

public:
    /// Bodies waiting, above which offer() says no.
    static constexpr qint64 MaxQueuedBytes = 64LL * 1024 * 1024;

    /// `feed` gets the rows; it must outlive the intake. `replies` is called on the intake thread, once per
    /// commit.
    Intake(std::shared_ptr<const Checker> checker, RowFeed *feed, QObject *parent = nullptr);
    ~Intake() override;

    /// Begins writing to `session` with `pool` (the one the writer was opened with). Ends and closes the one
    /// before. Only hands over; sessionChanged() or failed() follows. A file with calls in it is read first,
    /// so that the rules over earlier calls go on where they stopped.
    /// It begins with the calls `carried`; carryingFailed() when they cannot be copied, and it begins empty.
    void start(const QString &path, std::shared_ptr<StringPool> pool, CarriedCalls carried = {});
    /// Finishes what is queued, commits, closes the session. Blocks until done.
    void stop();
    /// Copies the session at `from` to `to` beside everything else; if it is the one being written, writing
    /// goes on there. saving() follows now and then, at last saved(), saveFailed() or saveCancelled().
    void saveAs(const QString &from, const QString &to);
    void cancelSave();
    /// From now on, for all sessions to come, and for new calls of the one being written. Calls that it holds
    /// keep their findings until they are checked again: recheckSink().
    void setChecker(std::shared_ptr<const Checker> checker);
    /// For a Recheck of the session that is written to `path`; must not outlive the intake.
    std::unique_ptr<RecheckSink> recheckSink(const QString &path);
    /// Keeps a value of the session at `path`, whether it is being written or only looked at; metaFailed()
    /// when it cannot be.
    void keepMeta(const QString &path, const QByteArray &key, const QByteArray &value);
    /// Keeps what calls of the session at `path` are marked with, likewise; marksFailed() when it cannot be.
    void keepMarks(const QString &path, std::vector<MarkedCall> marks);
    /// What would make the session's file larger than `bytes` fails from now on as on a full disk.
    void limitFile(qint64 bytes);

    // Any thread.
    void setAnswerPolicy(AnswerPolicy policy);
    [[nodiscard]] AnswerPolicy answerPolicy() const;
    [[nodiscard]] CaptureTally tally() const;
    /// What was seen of each client since the program started: for diagnose().
    [[nodiscard]] std::vector<ClientFacts> clients() const;

    using ReplySink = std::function<void(std::vector<IntakeReply> &&)>;
    void setReplySink(ReplySink sink);

    /// Takes the request, or says no because the queue is full (then nothing was taken: ask again after
    /// drained()). Any thread. `isCallRoute`: see sliceBody. The request comes with the status and answer
    /// that success would have; requests of any other kind than Calls are stored as they are, without a
    /// reply.
    [[nodiscard]] bool offer(Request &&request, ReplyTicket ticket, bool isCallRoute);

signals:
    void drained();
    /// The session is open; its rows carry this generation (RowBatch::generation), one more with every
    /// start().
    void sessionChanged(const QString &path, quint32 generation);
    void saving(qint64 donePages, qint64 totalPages);
    void saved(const QString &from, const QString &to);
    void saveFailed(const QString &reason);
    void saveCancelled();
    /// After saved(), when `from` is closed: it is one whole file and may be removed.
    void released(const QString &from);
    void carryingFailed(const QString &reason);
    /// start() could not be done: what happened, where, what to do.
    void failed(const QString &reason);
    /// Storing fails from now on (disk full, file gone). Tried again with every request and every second;
    /// storingRecovered() when it works.
    void storingFailed(const QString &reason);
    void storingRecovered();
    /// The file of the session was gone and is back in its place, written anew: who reads it opens it again.
    void putBack(const QString &path);
    void metaFailed(const QByteArray &key, const QString &reason);
    void marksFailed(const QString &path, const QString &reason);

private:
    class Worker;
    std::unique_ptr<Worker> d;
};

} // namespace spectap
