// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/session/sessionreader.h"

namespace spectap {

/// Finds stored calls in the parsed body of their request, which is parsed once for neighbouring calls. What
/// it gives is valid until it is asked for a call of another request.
class CallFinder
{
public:
    /// The call as it was checked, or null if its body cannot be read as JSON or was cut into calls by other
    /// rules than today's.
    const CallView *find(const StoredCallDetail &detail);

    /// The same in steps, for whoever reads the body from elsewhere and only when it is not the one at hand.
    [[nodiscard]] bool holds(qint64 request) const { return request == m_request; }
    void load(qint64 request, const QByteArray &body, CallType pathType);
    /// Lets go of the body at hand; memory is kept.
    void clear();
    /// `offset` is where the call begins in the body.
    [[nodiscard]] const CallView *at(std::size_t batchIndex, quint32 offset) const;

    /// The body at hand.
    [[nodiscard]] const SlicedBody &sliced() const { return m_sliced; }
    [[nodiscard]] qsizetype bodyBytes() const { return m_body.size(); }

private:
    qint64 m_request = -1;
    QByteArray m_body; ///< what the views point into
    JsonTape m_tape;
    SlicedBody m_sliced;
};

/// Appends the call with what its batch says for all calls put into it, as one JSON object without line
/// breaks that any parser reads: lone surrogates become U+FFFD, numbers beyond the range of a double become
/// strings.
void appendMergedCall(QByteArray &out, const CallView &call);

} // namespace spectap
