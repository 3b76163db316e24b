// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace spectap {

/// What follows the calls at most four times a second. Each has a moment of its own in that quarter, so that
/// no two of them work in the same frame (DESIGN §3.6).
enum class RefreshSlot : int
{
    Figures,
    Volume,
    Navigator,
    Timeline,
    Overview,
    Count
};

/// Milliseconds until `slot` is due next; not at once when it was only just.
[[nodiscard]] inline int untilRefresh(RefreshSlot slot)
{
    constexpr int Period = 250;
    constexpr int Apart = Period / int(RefreshSlot::Count);
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::steady_clock;
    const auto now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    const int wait = int((int(slot) * Apart - now % Period + Period) % Period);
    return wait < Apart / 2 ? wait + Period : wait;
}

} // namespace spectap
