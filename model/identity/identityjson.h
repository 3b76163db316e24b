// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/readingdifferences.h"

#include <QByteArray>

#include <span>

namespace spectap {

/// `spectap identities` in its three formats; `differences` are those from the Spec reading, if any.

/// --format json: {"profiles":[{"ids":…,"links":…,"conflicts":…,"calls":…,"traits":…,"groups":…,
/// "externalIds":…}],"reading":…,"order":…,"differences":…} on one line.
[[nodiscard]] QByteArray identitiesJson(const ResolvedIdentities &resolved, const StringPool &strings,
    std::span<const ReadingDifference> differences);
/// --format text.
[[nodiscard]] QByteArray identitiesText(const ResolvedIdentities &resolved, const StringPool &strings,
    std::span<const ReadingDifference> differences);
/// --format dot: the graph for Graphviz. A cluster per profile, a node per stay of an id in it, an edge per
/// link, dashed where it joined nothing, red where it took an id from another user.
[[nodiscard]] QByteArray identitiesDot(const ResolvedIdentities &resolved, const StringPool &strings);

} // namespace spectap
