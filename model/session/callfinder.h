// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/session/sessionreader.h"

#include <optional>

namespace spectap {

/// Finds stored calls in the parsed body of their request, which is parsed once for neighbouring calls.
class CallFinder
{
public:
    /// The call as it was checked, or nothing if its body cannot be read as JSON. Valid until the next
    /// find().
    std::optional<CallView> find(const StoredCallDetail &detail);

private:
    qint64 m_request = 0;
    QByteArray m_body;
    JsonTape m_tape;
    SlicedBody m_sliced;
};

/// Appends the call with what its batch says for all calls put into it, as one JSON object without line
/// breaks that any parser reads: lone surrogates become U+FFFD, numbers beyond the range of a double become
/// strings.
void appendMergedCall(QByteArray &out, const CallView &call);

} // namespace spectap
