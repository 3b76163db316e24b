// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/answers.h"
#include "app/capture/tally.h"

namespace spectap {

/// The page at `/`: that Spectap listens here, and how much has arrived from which write keys. No call data,
/// nothing loaded from elsewhere, no CORS headers: pages of other origins must not read it.
[[nodiscard]] Answer statusPage(const CaptureTally &tally, const QByteArray &address);

} // namespace spectap
