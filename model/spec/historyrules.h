// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

namespace spectap {

/// Rules that need the calls before this one: repeated messageIds (a retry with the same body, or another
/// call under a used id). Fed in arrival order they give the same result on every re-check. One thread.
///
/// Segment remembers a messageId for at least 24 hours, across all sources (limits: dedupeWindow); after that
/// the id is new again. A call that it refused was not remembered: its repeat is a retry that may succeed.
class HistoryRules
{
public:
    struct Outcome
    {
        quint32 retryOf = 0; ///< seq of the first call with this messageId, 0: first of its id
        bool otherBody = false;
    };

    /// What history remembers a call by. Made from the call alone, so ahead of time and on any thread.
    struct Digest
    {
        quint64 messageId = 0;
        quint32 body = 0; ///< of the call's own bytes, without sentAt and _metadata; 31 bits

        static Digest of(const CallView &call, const CallFacts &facts);
    };

    explicit HistoryRules(Micros dedupeWindow);

    /// Has memory fetch what add() will look at; a hint, in two steps with other work between them.
    void expect(const Digest &digest) const;
    void expectSeen(const Digest &digest) const;

    /// Adds to `result` what history says of call `seq`; a repeat is answered 200 and dropped by Segment.
    /// Bodies are compared by the call's own bytes; sentAt and _metadata change with every retry.
    Outcome add(
        quint32 seq, const CallFacts &facts, const Digest &digest, Micros receivedAt, CheckResult &result);
    void clear();

private:
    /// By a 64-bit hash: no two of a million ids meet. Kept small, there is one for every call.
    struct Seen
    {
        quint32 idLow = 0;
        quint32 idHigh = 0;
        quint32 body : 31 = 0;
        quint32 kept : 1 = 0; ///< Segment took it

        [[nodiscard]] quint64 messageId() const { return quint64{idHigh} << 32 | idLow; }
    };
    /// Which call and when: of all from number `first` on, each the next call of one request.
    struct Stretch
    {
        quint32 first = 0;
        quint32 seq = 0;
        Micros receivedAt = NoTime;
    };
    static constexpr quint32 ChunkBits = 12;
    using Chunk = std::array<Seen, 1U << ChunkBits>;

    [[nodiscard]] std::size_t homeOf(quint64 messageId) const;
    [[nodiscard]] std::size_t slotOf(quint64 messageId) const;
    [[nodiscard]] Seen &at(quint32 number) const
    {
        return (*m_chunks[(number - 1) >> ChunkBits])[(number - 1) & ((1U << ChunkBits) - 1)];
    }
    [[nodiscard]] Stretch whenSeen(quint32 number) const;
    void append(std::size_t slot, const Seen &seen, quint32 seq, Micros receivedAt);
    void grow();

    Micros m_window;
    /// Only these small numbers are hashed and doubled: most of a table of the calls themselves would be
    /// free.
    std::vector<quint32> m_slots;                 ///< of at(), 0: free; open addressing, at most 3/4 full
    std::vector<std::unique_ptr<Chunk>> m_chunks; ///< by order of arrival
    std::deque<Stretch> m_stretches;              ///< ascending
    quint32 m_count = 0;
};

} // namespace spectap
