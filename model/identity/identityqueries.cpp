// SPDX-License-Identifier: MIT
// What is asked of an IdentityGraph; what builds it is in identitygraph.cpp and unifymatch.cpp.
#include "model/identity/identitygraph.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

std::vector<quint32> sortedOnce(std::vector<quint32> list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

} // namespace

IdIndex IdentityGraph::find(IdKind kind, StringId value) const
{
    const std::vector<IdIndex> &byValue = m_byValue[static_cast<std::size_t>(kind)];
    return value != 0 && value < byValue.size() ? byValue[value] : NoId;
}

IdIndex IdentityGraph::findPrevious(StringId value) const
{
    if (value < m_named.size() && m_named[value] != NoId)
        return m_named[value];
    for (const IdKind kind : {IdKind::Anonymous, IdKind::User, IdKind::Previous}) {
        if (const IdIndex id = find(kind, value); id != NoId)
            return id;
    }
    return NoId;
}

quint32 IdentityGraph::profileOf(StringId user, StringId anonymous) const
{
    IdIndex id = find(IdKind::User, user);
    if (id == NoId)
        id = find(IdKind::Anonymous, anonymous);
    return id == NoId ? NoProfile : ownerOf(id);
}

quint32 IdentityGraph::spanAt(IdIndex id, quint32 seq) const
{
    const auto &spans = m_ids[id].spans;
    const auto after = std::upper_bound(spans.begin() + 1, spans.end(), seq,
        [](quint32 value, const IdSpan &span) { return value < span.firstSeq; });
    return static_cast<quint32>(after - spans.begin()) - 1;
}

std::vector<IdIndex> IdentityGraph::idsOf(quint32 profile) const
{
    return sortedOnce(m_listed.values(m_profiles[profile].ids));
}

std::vector<quint32> IdentityGraph::linksOf(quint32 profile) const
{
    return sortedOnce(m_listed.values(m_profiles[profile].links));
}

std::vector<quint32> IdentityGraph::conflictsOf(quint32 profile) const
{
    return sortedOnce(m_listed.values(m_profiles[profile].conflicts));
}

std::vector<GroupMembership> IdentityGraph::groupsOf(quint32 profile) const
{
    std::vector<GroupMembership> groups = m_groups.values(m_profiles[profile].groups);
    const auto byGroup = [](const GroupMembership &a, const GroupMembership &b) {
        return std::pair(a.group, a.firstSeq) < std::pair(b.group, b.firstSeq);
    };
    std::sort(groups.begin(), groups.end(), byGroup);
    groups.erase(std::unique(groups.begin(), groups.end(),
                     [](const auto &a, const auto &b) { return a.group == b.group; }),
        groups.end());
    std::sort(groups.begin(), groups.end(),
        [](const GroupMembership &a, const GroupMembership &b) { return a.firstSeq < b.firstSeq; });
    return groups;
}

} // namespace spectap
