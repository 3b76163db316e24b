// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/intake.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

namespace spectap {

/// A request on its way to the session.
struct QueuedRequest
{
    Request request;
    ReplyTicket ticket;
    bool isCallRoute = false;
};

/// What the intake is told to do between two transactions, in order with the requests around it.
struct IntakeCommand
{
    enum class Kind : quint8
    {
        Start,
        Stop,
        Run,
        Quit
    };
    Kind kind = Kind::Stop;
    QString path;
    std::shared_ptr<StringPool> pool;
    std::function<void()> work;               ///< what to run, on the intake's thread
    std::shared_ptr<std::promise<void>> done; ///< set when somebody waits
    CarriedCalls carried = {};                ///< what a session that starts begins with
};

/// The bounded queue between the endpoint's thread and the intake's. Requests and commands keep their order.
class IntakeQueue
{
public:
    /// False when the queue is full; then `request` is untouched.
    [[nodiscard]] bool offer(Request &&request, ReplyTicket ticket, bool isCallRoute);
    void command(IntakeCommand &&command);
    void run(std::function<void()> work) { command({IntakeCommand::Kind::Run, {}, {}, std::move(work), {}}); }

    /// Waits for work, at most `patience`. Fills `group` with what is queued, up to the limits of one
    /// transaction, or returns the command whose turn it is. `hasRoom` says whether offer() had refused and
    /// would take again now. Neither when there was no work.
    [[nodiscard]] std::optional<IntakeCommand> take(std::vector<QueuedRequest> &group, bool &hasRoom,
        std::optional<std::chrono::milliseconds> patience = {});

private:
    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<std::variant<QueuedRequest, IntakeCommand>> m_work;
    qint64 m_bytes = 0;
    bool m_refused = false;
    bool m_waiting = false;
};

} // namespace spectap
