// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/session/sessionreader.h"

namespace spectap {

/// The view of `stored` in its parsed body, or null. The batch position names it; the offset decides, in case
/// a newer reader divides the body in another way than the one that stored it.
[[nodiscard]] const CallView *storedCallView(const SlicedBody &body, const StoredCallDetail &stored);

} // namespace spectap
