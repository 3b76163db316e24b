// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/call/request.h"

#include <QString>

namespace spectap {

/// Reads requests that a file tells of (HAR, .http) the way the endpoint reads those that come to it. One
/// thread.
class RecordedRequests
{
public:
    enum class Found : quint8
    {
        Calls,
        Nothing, ///< no call: a page, a picture, somebody else's API
        Broken,  ///< went where calls go, and cannot be read: see reason()
    };

    /// Undoes a content encoding that the recording kept, reads a pixel's query, finds the write key and
    /// masks secrets. Calls are known by their shape, at whatever host; the path then says how they are read.
    [[nodiscard]] Found take(Request &request);
    /// A sentence.
    [[nodiscard]] const QString &reason() const { return m_reason; }

private:
    bool decode(Request &request);
    Found broken(const Request &request, const QString &why);

    JsonTape m_tape;
    QString m_reason;
};

} // namespace spectap
