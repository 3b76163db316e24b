// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/rowstore.h"

#include <vector>

namespace spectap {

/// What the intake has stored since the program started, whichever session it went to: for the status page.
struct CaptureTally
{
    static constexpr std::size_t MaxSources = 100;

    quint64 calls = 0;
    quint64 refused = 0;         ///< requests
    quint64 metrics = 0;         ///< requests with an SDK's own telemetry
    std::vector<Source> sources; ///< the first of them, in the order they were seen
};

} // namespace spectap
