// SPDX-License-Identifier: MIT
#include "model/identity/readingdifferences.h"

#include "model/identity/identityjoining.h"
#include "model/identity/identitywords.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace spectap {

namespace {

constexpr qsizetype LongestShown = 60;

using Reason = ReadingDifference::Reason;

IdName nameOf(const IdentityGraph &graph, IdIndex id)
{
    const IdentityId &entry = graph.ids()[id];
    return {entry.kind, entry.type, entry.value};
}

/// The same id in another reading; a previousId nobody had before is none where aliases are not read.
IdIndex findIn(const IdentityGraph &graph, const IdName &name)
{
    return name.kind == IdKind::External ? graph.findExternal(name.type, name.value)
                                         : graph.find(name.kind, name.value);
}

bool together(const IdentityGraph &graph, IdIndex a, IdIndex b)
{
    return a != NoId && b != NoId && graph.ownerOf(a) == graph.ownerOf(b);
}

/// Why a reading keeps ids apart, by id: there may be as many refusals as there are links to explain.
class Refusals
{
public:
    explicit Refusals(const ResolvedIdentities &reading)
        : m_reading(reading)
    {
        const auto &refusals = reading.graph.refusals();
        for (std::size_t i = 0; i < refusals.size(); ++i) {
            m_byId[refusals[i].id].push_back(i);
            m_byId[refusals[i].kept].push_back(i);
        }
    }
    /// Why `link`, which joined difference.a elsewhere, has joined nothing here.
    void explain(ReadingDifference &difference, const IdentityLink &link) const
    {
        difference.reason = Reason::OtherOwner;
        if (link.kind == IdentityLink::Kind::Alias && m_reading.choice.reading == IdentityReading::Unify) {
            difference.reason = Reason::AliasJoinsNothing;
            return;
        }
        if (link.kind == IdentityLink::Kind::Observed && m_reading.choice.reading == IdentityReading::Spec) {
            difference.reason = Reason::NotLinked;
            return;
        }
        const auto found = m_byId.constFind(findIn(m_reading.graph, difference.a));
        if (found == m_byId.cend())
            return;
        // That of the very call if there is one, else the last before it.
        const auto &refusals = m_reading.graph.refusals();
        const auto late = std::find_if(
            found->begin(), found->end(), [&](std::size_t i) { return refusals[i].seq >= link.seq; });
        const IdentityRefusal &refusal = refusals[late == found->end() ? found->back() : *late];
        difference.reason = refusal.reason == IdentityRefusal::Reason::Limit    ? Reason::Limit
                            : refusal.reason == IdentityRefusal::Reason::Merges ? Reason::Merges
                                                                                : Reason::Mappings;
        difference.type = refusal.type;
        difference.limit = refusal.limit;
        difference.seq = m_reading.seqOf(refusal.seq);
    }

private:
    const ResolvedIdentities &m_reading;
    QHash<IdIndex, std::vector<std::size_t>> m_byId;
};

/// Calls `found` with each pair of ids that a link of `graph` has joined to this day, once.
template <typename Found> void eachJoin(const IdentityGraph &graph, const Found &found)
{
    QSet<quint64> seen;
    for (const IdentityLink &link : graph.links()) {
        const quint64 pair = pairKey(link.from, link.to);
        if (seen.contains(pair) || !together(graph, link.from, link.to))
            continue;
        seen.insert(pair);
        found(link);
    }
}

/// Which ids have come together by links, emails and devices between them or not.
class Joins
{
public:
    explicit Joins(const IdentityGraph &graph)
        : m_graph(graph)
        , m_parent(graph.ids().size())
        , m_core(graph.ids().size())
    {
        for (IdIndex id = 0; id < m_parent.size(); ++id) {
            m_parent[id] = id;
            m_core[id] = graph.ids()[id].kind == IdKind::External ? NoId : id;
        }
    }
    /// The two ids, none of them external, that only this link brings together.
    std::optional<std::pair<IdIndex, IdIndex>> add(const IdentityLink &link)
    {
        const IdIndex from = root(link.from);
        const IdIndex to = root(link.to);
        if (from == to)
            return std::nullopt;
        const auto nearest = [&](IdIndex id, IdIndex set) {
            return m_graph.ids()[id].kind == IdKind::External ? m_core[set] : id;
        };
        const std::pair pair(nearest(link.from, from), nearest(link.to, to));
        m_parent[from] = to;
        if (m_core[to] == NoId)
            m_core[to] = m_core[from];
        return pair.first == NoId || pair.second == NoId ? std::nullopt : std::optional(pair);
    }

private:
    IdIndex root(IdIndex id)
    {
        while (m_parent[id] != id)
            id = m_parent[id] = m_parent[m_parent[id]];
        return id;
    }

    const IdentityGraph &m_graph;
    std::vector<IdIndex> m_parent;
    std::vector<IdIndex> m_core; ///< by root: an id of the set that is not external
};

} // namespace

std::vector<ReadingDifference> readingDifferences(
    const ResolvedIdentities &base, const ResolvedIdentities &other)
{
    std::vector<ReadingDifference> differences;
    const auto differs = [](const IdentityGraph &graph, const IdentityGraph &elsewhere,
                             const IdentityLink &link) {
        return !together(elsewhere, findIn(elsewhere, nameOf(graph, link.from)),
            findIn(elsewhere, nameOf(graph, link.to)));
    };
    const auto externalOf = [](const IdentityGraph &graph, const IdentityLink &link) {
        const auto external = [&](IdIndex id) { return graph.ids()[id].kind == IdKind::External; };
        return external(link.from) ? link.from : external(link.to) ? link.to : NoId;
    };
    const Refusals refusals(other);
    Joins baseJoins(base.graph);
    eachJoin(base.graph, [&](const IdentityLink &link) {
        const auto joined = baseJoins.add(link);
        if (const IdIndex via = externalOf(base.graph, link); via != NoId) {
            // What is told is whom it brings together; no other reading has such ids.
            if (!joined)
                return;
            const IdName a = nameOf(base.graph, joined->first);
            const IdName b = nameOf(base.graph, joined->second);
            if (!together(other.graph, findIn(other.graph, a), findIn(other.graph, b)))
                differences.push_back({.reason = Reason::NotLinked,
                    .link = link.kind,
                    .seq = base.seqOf(link.seq),
                    .a = a,
                    .b = b,
                    .via = nameOf(base.graph, via)});
            return;
        }
        if (!differs(base.graph, other.graph, link))
            return;
        ReadingDifference difference{.link = link.kind,
            .seq = base.seqOf(link.seq),
            .a = nameOf(base.graph, link.from),
            .b = nameOf(base.graph, link.to)};
        refusals.explain(difference, link);
        differences.push_back(difference);
    });
    Joins joins(other.graph);
    eachJoin(other.graph, [&](const IdentityLink &link) {
        const auto joined = joins.add(link);
        if (!joined)
            return;
        const IdName a = nameOf(other.graph, joined->first);
        const IdName b = nameOf(other.graph, joined->second);
        if (together(base.graph, findIn(base.graph, a), findIn(base.graph, b)))
            return;
        const IdIndex via = externalOf(other.graph, link);
        differences.push_back({.joined = true,
            .link = link.kind,
            .seq = other.seqOf(link.seq),
            .a = a,
            .b = b,
            .via = via == NoId ? IdName() : nameOf(other.graph, via)});
    });
    std::stable_sort(differences.begin(), differences.end(),
        [](const ReadingDifference &a, const ReadingDifference &b) { return a.seq < b.seq; });
    return differences;
}

QByteArray differenceText(
    const ReadingDifference &difference, const ResolvedIdentities &other, const StringPool &strings)
{
    const UnifyPolicy &policy = other.graph.policy();
    const auto shown = [&](const IdName &name) -> QByteArray {
        return '"' + printable(strings.at(name.value), LongestShown) + '"';
    };
    const QByteArray limit = QByteArray::number(difference.limit);
    QByteArray text = readingName(other.choice.reading).toByteArray() +
                      (difference.joined ? " joins " : " keeps apart ") + shown(difference.a) + " and " +
                      shown(difference.b) + ": ";
    switch (difference.reason) {
    case Reason::AliasJoinsNothing:
        text += "alias joins nothing";
        break;
    case Reason::Limit:
        text += "limit " + limit + ' ' + policy.types[difference.type].name + " per profile";
        break;
    case Reason::Merges:
        text += "limit " + limit + " merges per profile";
        break;
    case Reason::Mappings:
        text += "limit " + limit + " identifiers per profile";
        break;
    case Reason::NotLinked:
        text += "one call carries both, none links them";
        break;
    case Reason::OtherOwner:
        text += "a call gave the one to another user";
        break;
    case Reason::Together:
        text += difference.via.value == 0
                    ? QByteArray("one call carries both")
                    : "both have the " + policy.types[difference.via.type].name + ' ' + shown(difference.via);
        break;
    }
    return text;
}

} // namespace spectap
