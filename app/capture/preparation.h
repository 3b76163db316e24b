// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/assessor.h"
#include "app/capture/intakequeue.h"
#include "model/call/callview.h"
#include "model/spec/checker.h"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace spectap {

/// Where the receive time of a request comes from.
enum class ReceiveTime : quint8
{
    Told,    ///< it was captured, or the file says it
    OfCalls, ///< the latest sentAt of its calls, else the latest timestamp
    Unknown, ///< none of those
};

/// A request divided into calls, each with what the per-call rules say of it.
struct PreparedRequest
{
    Micros receivedAt = NoTime; ///< the request's own, else what its calls tell, else the time now
    ReceiveTime receiveTime = ReceiveTime::Told;
    JsonTape tape;
    SlicedBody sliced;                ///< views into the tape and the request's body
    std::vector<ReadCall> calls;      ///< the same calls, read
    std::vector<CheckResult> results; ///< by call; longer when an earlier request had more calls
    std::exception_ptr failure;       ///< memory, mostly
};

/// The part of the intake that needs no call before it, for a group of requests: slicing and per-call rules.
/// Large groups are prepared on a thread of its own while the intake stores the requests before; a few small
/// calls are not worth waking one.
class Preparation
{
public:
    /// Bodies of a group in all, above which the second thread takes part.
    static constexpr qsizetype WorthAThread = 64 * 1024;

    explicit Preparation(std::shared_ptr<const Checker> checker);
    ~Preparation();
    Q_DISABLE_COPY_MOVE(Preparation)

    /// Not between begin() and end().
    void setChecker(std::shared_ptr<const Checker> checker) { m_checker = std::move(checker); }
    /// What requests without any time are received at; captured ones always have one. Not between begin() and
    /// end().
    void setNow(Micros now) { m_now = now; }
    /// Bodies smaller than this on average are prepared by who asks for them: handing each over to the second
    /// thread and back costs more than preparing it where other programs want the processors. 0: never.
    /// Not between begin() and end().
    void setLeastBody(qsizetype bytes) { m_leastBody = bytes; }
    /// Starts over with `group`, which must stay as it is until end().
    void begin(std::span<const QueuedRequest> group);
    /// Request `index` of the group, asked for in order; waits until it is prepared. Good until the next call
    /// of at() or end(). Throws what preparing threw.
    PreparedRequest &at(std::size_t index);
    /// Returns when nothing of the group is looked at any more.
    void end();

private:
    /// So far the second thread may be ahead: it bounds what prepared requests hold in memory.
    static constexpr std::size_t Slots = 8;

    void run();
    void prepare(const QueuedRequest &item, PreparedRequest &slot) const;

    std::shared_ptr<const Checker> m_checker;
    Micros m_now = NoTime;
    qsizetype m_leastBody = 0;
    std::vector<std::unique_ptr<PreparedRequest>> m_slots;
    std::span<const QueuedRequest> m_group;
    bool m_ahead = false; ///< the second thread works on the group

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_started = false; ///< a group is there to be worked on
    bool m_quit = false;
    std::atomic<std::size_t> m_ready = 0; ///< requests prepared
    std::atomic<std::size_t> m_taken = 0; ///< requests done with: their slots may be used again
    std::atomic<bool> m_stop = false;     ///< end() does not want the rest
    std::atomic<bool> m_busy = false;
    std::thread m_thread; ///< last: starts when everything above stands
};

} // namespace spectap
