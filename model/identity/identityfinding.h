// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

namespace spectap {

/// What only the body of the call tells that shows a conflict.
struct ConflictBody
{
    QByteArrayView email;  ///< that it gives its user
    bool isNumber = false; ///< its userId was sent as a number
};

/// A conflict of `graph`, shown by a call of this type, as a finding of that call. expected and actual hold
/// the ids that are at odds: what was before, and what came with this call.
[[nodiscard]] Finding identityFinding(const IdentityConflict &conflict, const IdentityGraph &graph,
    const StringPool &strings, CallType type, const ConflictBody &body = {});

} // namespace spectap
