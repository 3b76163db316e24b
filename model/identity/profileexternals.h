// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

#include <map>
#include <span>
#include <tuple>
#include <vector>

namespace spectap {

/// An external id as a profile has it.
struct ProfileExternal
{
    ExternalId id;
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;
    quint32 calls = 0;
};

/// Of live profiles, by first call.
using ExternalsByProfile = std::map<quint32, std::vector<ProfileExternal>>;

/// The emails, devices, push tokens, advertising ids… that calls carried, by person. They are shown and join
/// nothing here: in the Unify reading the graph joins by them itself. Feed it each call right after the
/// graph.
class ProfileExternals
{
public:
    explicit ProfileExternals(const IdentityGraph &graph)
        : m_graph(&graph)
    {
    }

    void add(const IdentityInput &call, std::span<const ExternalId> externals);
    /// By the profiles there are now.
    [[nodiscard]] ExternalsByProfile byProfile() const;

private:
    /// The id of the call and its span (a handed-over id leaves what it came with behind), type and value.
    using Key = std::tuple<IdIndex, quint32, quint8, StringId>;

    const IdentityGraph *m_graph;
    std::map<Key, ProfileExternal> m_seen;
};

} // namespace spectap
