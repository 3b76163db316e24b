// SPDX-License-Identifier: MIT
#include "app/capture/preparation.h"

#include <algorithm>

namespace spectap {

namespace {

/// A tape or a list of results as large as this is not kept for the next request.
constexpr std::size_t MaxKeptResults = 4096;

/// A call that went through Segment says when it was received; others at least when they were sent.
void tellReceiveTime(PreparedRequest &slot, Micros now)
{
    Micros told = NoTime;
    Micros sent = NoTime;
    Micros happened = NoTime;
    for (const ReadCall &call : slot.calls) {
        if (call.view.isObject()) {
            if (const quint32 node = call.view.own("receivedAt"); node != JsonTape::None)
                told = std::max(told, parseIsoTime(call.view.tape->string(node)).value_or(NoTime));
        }
        sent = std::max(sent, call.facts.sentAt);
        happened = std::max(happened, call.facts.timestamp);
    }
    slot.receiveTime = told != NoTime                         ? ReceiveTime::Told
                       : sent != NoTime || happened != NoTime ? ReceiveTime::OfCalls
                                                              : ReceiveTime::Unknown;
    slot.receivedAt = told != NoTime ? told : sent != NoTime ? sent : happened != NoTime ? happened : now;
}

} // namespace

Preparation::Preparation(std::shared_ptr<const Checker> checker)
    : m_checker(std::move(checker))
    , m_thread([this] { run(); })
{
    for (std::size_t i = 0; i < Slots; ++i)
        m_slots.push_back(std::make_unique<PreparedRequest>());
}

Preparation::~Preparation()
{
    end();
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Preparation::prepare(const QueuedRequest &item, PreparedRequest &slot) const
{
    slot.failure = nullptr;
    if (item.request.kind != RequestKind::Calls)
        return;
    try {
        if (slot.results.size() > MaxKeptResults) {
            slot.results = {};
            slot.calls = {};
        }
        slot.sliced = sliceBody(slot.tape, item.request.body, item.request.pathType, item.isCallRoute);
        if (slot.results.size() < slot.sliced.calls.size())
            slot.results.resize(slot.sliced.calls.size());
        slot.calls.clear();
        for (const CallView &call : slot.sliced.calls)
            slot.calls.push_back(ReadCall::of(call));
        slot.receivedAt = item.request.receivedAt;
        slot.receiveTime = ReceiveTime::Told;
        if (slot.receivedAt == NoTime)
            tellReceiveTime(slot, m_now);
        const CheckContext context{slot.receivedAt, item.request.body.size()};
        for (std::size_t i = 0; i < slot.sliced.calls.size(); ++i) {
            m_checker->check(slot.sliced.calls[i], slot.calls[i].facts, context, slot.results[i]);
        }
    } catch (...) {
        slot.failure = std::current_exception();
    }
}

void Preparation::begin(std::span<const QueuedRequest> group)
{
    m_group = group;
    qsizetype bytes = 0;
    for (const QueuedRequest &item : group)
        bytes += item.request.body.size();
    m_ahead = group.size() > 1 && bytes > WorthAThread &&
              bytes >= m_leastBody * static_cast<qsizetype>(group.size());
    if (!m_ahead)
        return;
    m_ready = 0;
    m_taken = 0;
    m_stop = false;
    m_busy = true;
    {
        const std::scoped_lock lock(m_mutex);
        m_started = true;
    }
    m_wake.notify_one();
}

PreparedRequest &Preparation::at(std::size_t index)
{
    PreparedRequest &slot = *m_slots[index % Slots];
    if (m_ahead) {
        m_taken = index; // those before it are done with
        m_taken.notify_one();
        for (std::size_t ready = m_ready; ready <= index; ready = m_ready)
            m_ready.wait(ready);
    } else {
        prepare(m_group[index], slot);
    }
    if (slot.failure)
        std::rethrow_exception(slot.failure);
    return slot;
}

void Preparation::end()
{
    if (!std::exchange(m_ahead, false))
        return;
    m_stop = true;
    m_taken = m_group.size();
    m_taken.notify_one();
    m_busy.wait(true);
}

void Preparation::run()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_started || m_quit; });
            if (m_quit)
                return;
            m_started = false;
        }
        for (std::size_t i = 0; i < m_group.size() && !m_stop; ++i) {
            for (std::size_t taken = m_taken; i >= taken + Slots; taken = m_taken)
                m_taken.wait(taken);
            if (m_stop)
                break;
            prepare(m_group[i], *m_slots[i % Slots]);
            m_ready = i + 1;
            m_ready.notify_one();
        }
        m_busy = false;
        m_busy.notify_one();
    }
}

} // namespace spectap
