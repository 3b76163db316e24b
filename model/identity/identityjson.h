// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"
#include "model/identity/profiletraits.h"

namespace spectap {

/// What `identities --format json` prints (DESIGN §4), in one line without a line end. Written by hand rather
/// than through a JSON library, so that trait values stay the bytes that were sent. An id that went to
/// another profile and came back stands once per stay; a link that was a hand-over says "handOver":true.
[[nodiscard]] QByteArray identitiesJson(
    const IdentityGraph &graph, const StringPool &strings, const TraitsByProfile &traits);

/// The same for people: a paragraph per profile.
[[nodiscard]] QByteArray identitiesText(
    const IdentityGraph &graph, const StringPool &strings, const TraitsByProfile &traits);

} // namespace spectap
