// SPDX-License-Identifier: MIT
#include "app/capture/intakequeue.h"

#include <utility>

namespace spectap {

namespace {

/// One transaction takes no more than this, so that the first answer of a full queue does not wait for the
/// last body.
constexpr std::size_t MaxGroupRequests = 1024;
constexpr qint64 MaxGroupBytes = 4LL * 1024 * 1024;
/// What a request costs beside its body, roughly: headers and bookkeeping.
constexpr qint64 RequestOverhead = 1024;

qint64 costOf(const Request &request)
{
    return request.body.size() + RequestOverhead;
}

} // namespace

bool IntakeQueue::offer(Request &&request, ReplyTicket ticket, bool isCallRoute)
{
    const qint64 cost = costOf(request);
    bool wake = false;
    {
        const std::scoped_lock lock(m_mutex);
        // an empty queue takes anything, or a body of the largest size could wait for ever
        if (m_bytes > 0 && m_bytes + cost > Intake::MaxQueuedBytes) {
            m_refused = true;
            return false;
        }
        m_bytes += cost;
        m_work.emplace_back(QueuedRequest{std::move(request), ticket, isCallRoute});
        wake = std::exchange(m_waiting, false);
    }
    if (wake)
        m_filled.notify_one();
    return true;
}

void IntakeQueue::command(IntakeCommand &&command)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_work.emplace_back(std::move(command));
        m_waiting = false;
    }
    m_filled.notify_one();
}

std::optional<IntakeCommand> IntakeQueue::take(
    std::vector<QueuedRequest> &group, bool &hasRoom, std::optional<std::chrono::milliseconds> patience)
{
    group.clear();
    hasRoom = false;
    std::unique_lock lock(m_mutex);
    while (m_work.empty()) {
        m_waiting = true;
        if (!patience)
            m_filled.wait(lock);
        else if (m_filled.wait_for(lock, *patience) == std::cv_status::timeout)
            break;
    }
    m_waiting = false;
    if (m_work.empty())
        return std::nullopt;

    if (auto *command = std::get_if<IntakeCommand>(&m_work.front())) {
        std::optional<IntakeCommand> next(std::move(*command));
        m_work.pop_front();
        return next;
    }
    qint64 bytes = 0;
    while (!m_work.empty() && group.size() < MaxGroupRequests && bytes < MaxGroupBytes) {
        auto *queued = std::get_if<QueuedRequest>(&m_work.front());
        if (!queued)
            break;
        bytes += costOf(queued->request);
        group.push_back(std::move(*queued));
        m_work.pop_front();
    }
    m_bytes -= bytes;
    hasRoom = m_refused && m_bytes < Intake::MaxQueuedBytes / 2;
    if (hasRoom)
        m_refused = false;
    return std::nullopt;
}

} // namespace spectap
