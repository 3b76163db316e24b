// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <span>

namespace spectap {

/// Where the run of ascending `seqs` that starts at `at` ends, one past its last index: neighbours no further
/// apart than `gap` are quicker read in one go, skipping those between, than looked up one by one.
[[nodiscard]] inline std::size_t endOfRun(std::span<const quint32> seqs, std::size_t at, quint32 gap)
{
    std::size_t end = at + 1;
    while (end < seqs.size() && seqs[end] - seqs[end - 1] <= gap)
        ++end;
    return end;
}

} // namespace spectap
