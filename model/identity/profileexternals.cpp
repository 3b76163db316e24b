// SPDX-License-Identifier: MIT
#include "model/identity/profileexternals.h"

#include <algorithm>

namespace spectap {

void ProfileExternals::add(const IdentityInput &call, std::span<const ExternalId> externals)
{
    const IdentityGraph::Latest &latest = m_graph->latest();
    const IdIndex holder = latest.user != NoId ? latest.user : latest.anonymous;
    if (holder == NoId)
        return;
    const auto span = static_cast<quint32>(m_graph->ids()[holder].spans.size() - 1);
    for (const ExternalId &external : externals) {
        ProfileExternal &seen = m_seen[{holder, span, external.type, external.value}];
        if (seen.lastSeq == call.seq)
            continue; // named twice in one call
        if (seen.calls++ == 0) {
            seen.id = external;
            seen.firstSeq = call.seq;
        }
        seen.lastSeq = call.seq;
    }
}

ExternalsByProfile ProfileExternals::byProfile() const
{
    ExternalsByProfile result;
    for (const auto &[key, seen] : m_seen) {
        const IdSpan &span = m_graph->ids()[std::get<0>(key)].spans[std::get<1>(key)];
        std::vector<ProfileExternal> &list = result[m_graph->resolve(span.profile)];
        const auto known = std::find_if(
            list.begin(), list.end(), [&](const ProfileExternal &other) { return other.id == seen.id; });
        if (known == list.end()) {
            list.push_back(seen);
            continue;
        }
        known->firstSeq = std::min(known->firstSeq, seen.firstSeq);
        known->lastSeq = std::max(known->lastSeq, seen.lastSeq);
        known->calls += seen.calls;
    }
    for (auto &[profile, list] : result) {
        std::sort(list.begin(), list.end(), [](const ProfileExternal &a, const ProfileExternal &b) {
            return std::tuple(a.firstSeq, a.id.type, a.id.value) <
                   std::tuple(b.firstSeq, b.id.type, b.id.value);
        });
    }
    return result;
}

} // namespace spectap
