// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/lansecrets.h"

namespace spectap {

/// How others of the network are let in.
struct LanAccess
{
    LanSecrets secrets;
    /// One address of this machine; "0.0.0.0" or "::": every one it has; empty: those that a phone in the
    /// same network is likely to reach.
    QString host;

    friend bool operator==(const LanAccess &, const LanAccess &) = default;
};

/// What others of the network most likely reach this machine at, ready for a URL; empty: nothing.
[[nodiscard]] QString likelyLanHost();

/// The value of --host: an address of this machine, "0.0.0.0" or "::" for every one it has. Empty for
/// loopback, which is listened to anyway.
[[nodiscard]] Result<QString> readLanHost(const QString &text);

} // namespace spectap
