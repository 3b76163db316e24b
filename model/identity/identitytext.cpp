// SPDX-License-Identifier: MIT
#include "model/identity/identityjson.h"

#include "model/identity/identitywords.h"
#include "model/support/counted.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr qsizetype Column = 13;

class TextWriter
{
public:
    TextWriter(const ResolvedIdentities &resolved, const StringPool &strings, QByteArray &out)
        : m_resolved(resolved)
        , m_graph(resolved.graph)
        , m_strings(strings)
        , m_out(out)
    {
    }

    void profile(quint32 profile)
    {
        const std::vector<IdStay> stays = staysIn(m_graph, profile);
        const auto user = std::find_if(stays.begin(), stays.end(),
            [&](const IdStay &stay) { return m_graph.ids()[stay.id].kind == IdKind::User; });
        m_out += user == stays.end() ? QByteArray("Never identified") : value(user->id);
        m_out += ", " + counted(m_graph.profiles()[profile].calls, "call") + '\n';
        for (const IdStay &stay : stays)
            line(idKindName(m_graph, stay.id), value(stay.id) + "  " + seqs(stay.firstSeq, stay.lastSeq));
        for (const quint32 index : m_graph.linksOf(profile)) {
            const IdentityLink &link = m_graph.links()[index];
            line(linkKindName(link.kind), value(link.from) + " -> " + value(link.to) + "  " +
                                              seqs(link.seq, link.seq) +
                                              (link.handOver ? ", taken from another user" : ""));
        }
        for (const quint32 index : m_graph.conflictsOf(profile))
            conflict(m_graph.conflicts()[index]);
        for (const GroupMembership &group : m_graph.groupsOf(profile))
            line("group", printable(m_strings.at(group.group)) + "  " + seqs(group.firstSeq, group.firstSeq));
        // In the Unify reading they are among the ids, but for those that join nothing.
        if (const auto found = m_resolved.externals.find(profile); found != m_resolved.externals.end()) {
            for (const ProfileExternal &external : found->second) {
                if (m_graph.reading() == IdentityReading::Unify && !external.id.blocked)
                    continue;
                line(m_graph.policy().types[external.id.type].name,
                    printable(m_strings.at(external.id.value)) + "  " +
                        seqs(external.firstSeq, external.lastSeq) +
                        (external.id.blocked ? ", a placeholder" : ""));
            }
        }
        if (const auto found = m_resolved.traits.find(profile); found != m_resolved.traits.end()) {
            for (const SentTrait &trait : found->second)
                line("trait", printable(trait.first) + ": " + printable(trait.second));
        }
    }

private:
    [[nodiscard]] QByteArray value(IdIndex id) const
    {
        return printable(m_strings.at(m_graph.ids()[id].value));
    }
    [[nodiscard]] QByteArray seqs(quint32 first, quint32 last) const
    {
        QByteArray text = '#' + QByteArray::number(m_resolved.seqOf(first));
        if (last != first)
            text += " to #" + QByteArray::number(m_resolved.seqOf(last));
        return text;
    }
    void line(QByteArrayView what, const QByteArray &text)
    {
        m_out += "  " + what.toByteArray().leftJustified(Column - 1) + ' ' + text + '\n';
    }
    void conflict(const IdentityConflict &conflict)
    {
        QByteArray text = ruleName(conflict.rule).toByteArray() + "  " + seqs(conflict.seq, conflict.seq);
        if (const quint32 earlier = m_resolved.seqOf(conflict.earlierSeq); earlier != 0)
            text += " after #" + QByteArray::number(earlier);
        text += ':';
        for (const IdIndex id : conflict.ids)
            text += ' ' + value(id);
        line(isHint(conflict.rule) ? "hint" : "conflict", text);
    }

    const ResolvedIdentities &m_resolved;
    const IdentityGraph &m_graph;
    const StringPool &m_strings;
    QByteArray &m_out;
};

} // namespace

QByteArray identitiesText(const ResolvedIdentities &resolved, const StringPool &strings,
    std::span<const ReadingDifference> differences)
{
    QByteArray out;
    TextWriter writer(resolved, strings, out);
    for (const quint32 profile : liveProfiles(resolved.graph)) {
        if (!out.isEmpty())
            out += '\n';
        writer.profile(profile);
    }
    if (!differences.empty())
        out += "\nOther than by the spec\n";
    for (const ReadingDifference &difference : differences)
        out += "  #" + QByteArray::number(difference.seq) + "  " +
               differenceText(difference, resolved, strings) + '\n';
    return out;
}

} // namespace spectap
