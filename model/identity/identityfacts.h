// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"

namespace spectap {

/// What IdentityHints reads of a call beside its ids. Hashes are of folded texts (foldedHash), 0: not there.
struct IdentityFacts
{
    quint32 name = 0;        ///< StringId of a track call's event
    quint64 email = 0;       ///< that an identify gives its user
    quint64 device = 0;      ///< of what tells the device the call came from
    quint64 numericUser = 0; ///< of a userId that was sent as a number
    bool ownDevice = false;  ///< `device` is an id, and not a description that many devices share

    bool operator==(const IdentityFacts &) const = default;
    /// Without device and numericUser, which take time and are rarely asked for: readDevice(),
    /// numericUserOf(). `user` and `name` are StringIds, `user` 0 when the call has no usable userId.
    static IdentityFacts of(const CallView &call, CallType type, quint32 user, quint32 name);
};

/// The address an identify gives its user, as sent; empty without one. A group's email is not its members'.
[[nodiscard]] QByteArrayView emailOf(const CallView &call);
/// Fills in `device`: context.device.id, else the browser as it describes itself.
void readDevice(const CallView &call, IdentityFacts &facts);
/// Of a userId that is a number.
[[nodiscard]] quint64 numericUserOf(const CallView &call);

/// Equal for texts that differ by ASCII case and outer blanks only; never 0, the same on every machine.
[[nodiscard]] quint64 foldedHash(QByteArrayView text);

} // namespace spectap
