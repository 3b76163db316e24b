// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"

#include <chrono>

namespace spectap {

/// Bytes Qt may read ahead of us; without it an unread socket buffers hundreds of megabytes.
inline constexpr qint64 SocketReadBuffer = 64 * 1024;

/// For time-outs: goes on evenly whatever is done to the clock.
[[nodiscard]] inline qint64 steadyMillis()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

/// When something was received.
[[nodiscard]] inline Micros wallMicros()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace spectap
