// SPDX-License-Identifier: MIT
#pragma once

#include "model/code/codecall.h"
#include "model/support/reach.h"

#include <span>

namespace spectap {

/// The calls as a programmer writes them with the SDK, each below comments that say what the SDK cannot send.
/// With set-up it is a whole program that sends them to `reach`, under the write key of the first call.
[[nodiscard]] QString codeText(
    std::span<const CodeCall> calls, const CodeSdk &sdk, const Reach &reach, bool withSetUp);

} // namespace spectap
