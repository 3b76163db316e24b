// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"

#include <optional>
#include <vector>

namespace spectap {

/// One of several times the same messageId arrived.
struct CallCopy
{
    quint32 seq = 0;
    Micros receivedAt = NoTime;
    int status = 0; ///< what it was answered
    std::vector<Header> headers;
};

/// A header that is not the same in all copies.
struct HeaderDifference
{
    QByteArray name;                               ///< as the first copy that has it spells it
    std::vector<std::optional<QByteArray>> values; ///< by copy; none: it has no such header
};

/// In the order in which they are met. What says how a message travels (Content-Length, Connection…) is left
/// out: it differs without meaning.
[[nodiscard]] std::vector<HeaderDifference> differingHeaders(const std::vector<CallCopy> &copies);

} // namespace spectap
