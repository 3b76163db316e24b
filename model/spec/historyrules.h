// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"

#include <unordered_map>

namespace spectap {

/// Rules that need the calls before this one: repeated messageIds (a retry with the same body, or another
/// call under a used id). Fed in arrival order they give the same result on every re-check. One thread.
class HistoryRules
{
public:
    struct Outcome
    {
        quint32 retryOf = 0; ///< seq of the first call with this messageId, 0: first of its id
        bool otherBody = false;
    };
    /// Adds to `result` what history says of call `seq`; a repeat is answered 200 and dropped by Segment.
    Outcome add(quint32 seq, const CallView &call, const CallFacts &facts, CheckResult &result);
    void clear();

private:
    struct Seen
    {
        quint32 seq = 0;
        quint64 body = 0;
    };
    std::unordered_map<quint64, Seen> m_byMessageId; ///< 128-bit-safe enough: keyed by a 64-bit hash
};

} // namespace spectap
