// SPDX-License-Identifier: MIT
#include "model/identity/identityjson.h"

#include "model/identity/identitywords.h"

#include <map>
#include <utility>

namespace spectap {

namespace {

constexpr qsizetype LongestLabel = 120;

/// A quoted string of the DOT language that shows `text` as it is: in labels a backslash begins an escape.
QByteArray quoted(QByteArrayView text)
{
    QByteArray out = "\"";
    for (const char c : printable(text, LongestLabel)) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out += '"';
}

/// Ids do not name nodes: numbers need no quoting, and one id may stand in several profiles.
QByteArray nodeName(IdIndex id, quint32 profile)
{
    return 'n' + QByteArray::number(id) + '_' + QByteArray::number(profile);
}

} // namespace

QByteArray identitiesDot(const ResolvedIdentities &resolved, const StringPool &strings)
{
    const IdentityGraph &graph = resolved.graph;
    QByteArray out = "digraph identities {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n";
    for (const quint32 profile : liveProfiles(graph)) {
        QByteArray title = "Never identified";
        QByteArray nodes;
        for (const IdIndex id : graph.idsOf(profile)) {
            const QByteArrayView value = strings.at(graph.ids()[id].value);
            if (graph.ids()[id].kind == IdKind::User && title == "Never identified")
                title = value.toByteArray();
            const bool gone = graph.ownerOf(id) != profile;
            nodes += "    " + nodeName(id, profile) + " [label=" + quoted(value) +
                     ", xlabel=" + quoted(idKindName(graph, id)) + (gone ? ", style=dashed];\n" : "];\n");
        }
        out += "  subgraph cluster_" + QByteArray::number(profile) + " {\n    label=" + quoted(title) +
               ";\n" + nodes + "  }\n";
    }
    for (const IdentityLink &link : graph.links()) {
        const auto owner = [&](IdIndex id) { return graph.ownerAt(id, link.seq); };
        const QByteArray label =
            linkKindName(link.kind).toByteArray() + " #" + QByteArray::number(resolved.seqOf(link.seq));
        const bool joined = owner(link.from) == owner(link.to);
        out += "  " + nodeName(link.from, owner(link.from)) + " -> " + nodeName(link.to, owner(link.to)) +
               " [label=" + quoted(label) + (joined ? "" : ", style=dashed") +
               (link.handOver ? ", color=red];\n" : "];\n");
    }
    return out + "}\n";
}

} // namespace spectap
