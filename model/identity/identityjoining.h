// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

#include <vector>

namespace spectap {

/// A call on its way in, and the conflicts it made.
struct IdentityGraph::Joining
{
    const IdentityInput &call;
    std::vector<quint32> conflicts;
};

inline quint64 pairKey(quint32 a, quint32 b)
{
    return (static_cast<quint64>(a) << 32) | b;
}

} // namespace spectap
