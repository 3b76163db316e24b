// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/answers.h"
#include "app/capture/tally.h"

namespace spectap {

/// The page at `/`: that Spectap listens here, and how much has arrived from which write keys. No call data,
/// nothing loaded from elsewhere, no CORS headers: pages of other origins must not read it.
[[nodiscard]] Answer statusPage(const CaptureTally &tally, const QByteArray &address);

/// The page that the QR code leads to, for people of the network who were let in: a button that sends a test
/// call from their device. Tells nothing of what others sent. `writeKey` goes with the call where the address
/// does not hold the secret.
[[nodiscard]] Answer visitorPage(const QByteArray &address, const QByteArray &writeKey);

} // namespace spectap
