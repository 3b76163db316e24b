// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"

#include <QHash>

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
        quint64 body = 0; ///< of the call's own bytes, without sentAt and _metadata

        static Digest of(const CallView &call, const CallFacts &facts);
    };

    explicit HistoryRules(Micros dedupeWindow)
        : m_window(dedupeWindow)
    {
    }

    /// Adds to `result` what history says of call `seq`; a repeat is answered 200 and dropped by Segment.
    /// Bodies are compared by the call's own bytes; sentAt and _metadata change with every retry.
    Outcome add(
        quint32 seq, const CallFacts &facts, const Digest &digest, Micros receivedAt, CheckResult &result);
    void clear();

private:
    struct Seen
    {
        quint32 seq = 0;
        bool kept = false; ///< Segment took it
        Micros receivedAt = NoTime;
        quint64 body = 0;
    };

    Micros m_window;
    QHash<quint64, Seen> m_byMessageId; ///< by a 64-bit hash: no two of a million ids meet
};

} // namespace spectap
