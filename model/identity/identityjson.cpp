// SPDX-License-Identifier: MIT
#include "model/identity/identityjson.h"

#include "model/identity/identitywords.h"
#include "model/support/jsontext.h"

namespace spectap {

namespace {

/// Appends one profile after another to `out`.
class JsonWriter
{
public:
    JsonWriter(const ResolvedIdentities &resolved, const StringPool &strings, QByteArray &out)
        : m_resolved(resolved)
        , m_graph(resolved.graph)
        , m_strings(strings)
        , m_out(out)
    {
    }

    template <typename List, typename Write> void list(const List &items, Write &&write)
    {
        bool first = true;
        for (const auto &item : items) {
            if (!first)
                m_out += ',';
            first = false;
            write(item);
        }
    }
    void profile(quint32 profile)
    {
        m_out += "{\"ids\":[";
        list(staysIn(m_graph, profile), [this](const IdStay &stay) {
            openId(stay.id);
            seqs(stay.firstSeq, stay.lastSeq);
            m_out += '}';
        });
        m_out += "],\"links\":[";
        list(m_graph.linksOf(profile), [this](quint32 index) { link(m_graph.links()[index]); });
        m_out += "],\"conflicts\":[";
        list(m_graph.conflictsOf(profile), [this](quint32 index) { conflict(m_graph.conflicts()[index]); });
        m_out += "],\"calls\":" + QByteArray::number(m_graph.profiles()[profile].calls) + ",\"traits\":{";
        if (const auto found = m_resolved.traits.find(profile); found != m_resolved.traits.end()) {
            list(found->second, [this](const SentTrait &trait) {
                appendJsonString(m_out, trait.first);
                m_out += ':';
                m_out += trait.second;
            });
        }
        m_out += "},\"groups\":[";
        list(m_graph.groupsOf(profile),
            [this](const GroupMembership &group) { appendJsonString(m_out, m_strings.at(group.group)); });
        m_out += "],\"externalIds\":[";
        if (const auto found = m_resolved.externals.find(profile); found != m_resolved.externals.end())
            list(found->second, [this](const ProfileExternal &external) { this->external(external); });
        m_out += "]}";
    }
    void difference(const ReadingDifference &difference)
    {
        m_out += "{\"seq\":" + QByteArray::number(difference.seq);
        m_out += difference.joined ? ",\"joined\":true,\"a\":" : ",\"joined\":false,\"a\":";
        name(difference.a);
        m_out += ",\"b\":";
        name(difference.b);
        m_out += ",\"why\":";
        appendJsonString(m_out, differenceText(difference, m_resolved, m_strings));
        m_out += '}';
    }

private:
    void openName(QByteArrayView kind, StringId value)
    {
        m_out += "{\"kind\":";
        appendJsonString(m_out, kind);
        m_out += ",\"value\":";
        appendJsonString(m_out, m_strings.at(value));
    }
    void openId(IdIndex id) { openName(idKindName(m_graph, id), m_graph.ids()[id].value); }
    void id(IdIndex index)
    {
        openId(index);
        m_out += '}';
    }
    void name(const IdName &name)
    {
        openName(name.kind == IdKind::External ? QByteArrayView(m_graph.policy().types[name.type].name)
                                               : idKindName(name.kind),
            name.value);
        m_out += '}';
    }
    void seqs(quint32 first, quint32 last)
    {
        m_out += ",\"firstSeq\":" + QByteArray::number(m_resolved.seqOf(first)) +
                 ",\"lastSeq\":" + QByteArray::number(m_resolved.seqOf(last));
    }
    void external(const ProfileExternal &external)
    {
        m_out += "{\"type\":";
        appendJsonString(m_out, m_graph.policy().types[external.id.type].name);
        m_out += ",\"value\":";
        appendJsonString(m_out, m_strings.at(external.id.value));
        seqs(external.firstSeq, external.lastSeq);
        m_out += ",\"calls\":" + QByteArray::number(external.calls);
        m_out += external.id.blocked ? ",\"blocked\":true}" : "}";
    }
    void link(const IdentityLink &link)
    {
        m_out += "{\"seq\":" + QByteArray::number(m_resolved.seqOf(link.seq)) + ",\"call\":";
        appendJsonString(m_out, linkKindName(link.kind));
        m_out += ",\"from\":";
        id(link.from);
        m_out += ",\"to\":";
        id(link.to);
        m_out += link.handOver ? ",\"handOver\":true}" : "}";
    }
    void conflict(const IdentityConflict &conflict)
    {
        m_out += "{\"seq\":" + QByteArray::number(m_resolved.seqOf(conflict.seq)) + ",\"rule\":";
        appendJsonString(m_out, ruleName(conflict.rule));
        m_out += ",\"severity\":";
        appendJsonString(m_out, severityName(identityRule(conflict.rule).severity));
        if (const quint32 earlier = m_resolved.seqOf(conflict.earlierSeq); earlier != 0)
            m_out += ",\"earlierSeq\":" + QByteArray::number(earlier);
        m_out += ",\"ids\":[";
        list(conflict.ids, [this](IdIndex index) { id(index); });
        m_out += "]}";
    }

    const ResolvedIdentities &m_resolved;
    const IdentityGraph &m_graph;
    const StringPool &m_strings;
    QByteArray &m_out;
};

} // namespace

QByteArray identitiesJson(const ResolvedIdentities &resolved, const StringPool &strings,
    std::span<const ReadingDifference> differences)
{
    QByteArray out = "{\"profiles\":[";
    JsonWriter writer(resolved, strings, out);
    writer.list(liveProfiles(resolved.graph), [&](quint32 profile) { writer.profile(profile); });
    out += "],\"reading\":\"" + readingName(resolved.choice.reading) + "\",\"order\":\"" +
           readingOrderName(resolved.choice.order) + "\",\"differences\":[";
    writer.list(differences, [&](const ReadingDifference &difference) { writer.difference(difference); });
    return out += "]}";
}

} // namespace spectap
