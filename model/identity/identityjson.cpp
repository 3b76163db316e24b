// SPDX-License-Identifier: MIT
#include "model/identity/identityjson.h"

#include "model/support/counted.h"
#include "model/support/jsontext.h"

#include <algorithm>

namespace spectap {

namespace {

QByteArrayView kindName(IdKind kind)
{
    switch (kind) {
    case IdKind::User:
        return "userId";
    case IdKind::Anonymous:
        return "anonymousId";
    case IdKind::Previous:
        return "previousId";
    }
    return {};
}

QByteArrayView linkName(IdentityLink::Kind kind)
{
    switch (kind) {
    case IdentityLink::Kind::Identify:
        return "identify";
    case IdentityLink::Kind::Alias:
        return "alias";
    case IdentityLink::Kind::Observed:
        return "observed";
    }
    return {};
}

struct Stay
{
    IdIndex id = NoId;
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;
};

/// The ids of a profile with the calls from first to last during which each belonged to it.
std::vector<Stay> staysIn(const IdentityGraph &graph, quint32 profile)
{
    std::vector<Stay> stays;
    for (const IdIndex id : graph.idsOf(profile)) {
        bool within = false;
        for (const IdSpan &span : graph.ids()[id].spans) {
            const bool here = graph.resolve(span.profile) == profile;
            if (here && within)
                stays.back().lastSeq = span.lastSeq;
            else if (here)
                stays.push_back({id, span.firstSeq, span.lastSeq});
            within = here;
        }
    }
    return stays;
}

std::vector<quint32> liveProfiles(const IdentityGraph &graph)
{
    const auto &profiles = graph.profiles();
    std::vector<quint32> live;
    for (quint32 p = 0; p < profiles.size(); ++p) {
        if (!profiles[p].merged)
            live.push_back(p);
    }
    std::stable_sort(live.begin(), live.end(),
        [&](quint32 a, quint32 b) { return profiles[a].firstSeq < profiles[b].firstSeq; });
    return live;
}

/// Appends one profile after another to `out`.
class JsonWriter
{
public:
    JsonWriter(const IdentityGraph &graph, const StringPool &strings, QByteArray &out)
        : m_graph(graph)
        , m_strings(strings)
        , m_out(out)
    {
    }

    void profile(quint32 profile, const TraitsByProfile &traits)
    {
        m_out += "{\"ids\":[";
        list(staysIn(m_graph, profile), [this](const Stay &stay) {
            openId(stay.id);
            m_out += ",\"firstSeq\":" + QByteArray::number(stay.firstSeq) +
                     ",\"lastSeq\":" + QByteArray::number(stay.lastSeq) + '}';
        });
        m_out += "],\"links\":[";
        list(m_graph.linksOf(profile), [this](quint32 index) { link(m_graph.links()[index]); });
        m_out += "],\"conflicts\":[";
        list(m_graph.conflictsOf(profile), [this](quint32 index) { conflict(m_graph.conflicts()[index]); });
        m_out += "],\"calls\":" + QByteArray::number(m_graph.profiles()[profile].calls) + ",\"traits\":{";
        if (const auto found = traits.find(profile); found != traits.end()) {
            list(found->second, [this](const Trait &trait) {
                appendJsonString(m_out, trait.first);
                m_out += ':';
                m_out += trait.second;
            });
        }
        m_out += "},\"groups\":[";
        list(m_graph.groupsOf(profile),
            [this](const GroupMembership &group) { appendJsonString(m_out, m_strings.at(group.group)); });
        m_out += "]}";
    }

private:
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
    void openId(IdIndex id)
    {
        m_out += "{\"kind\":";
        appendJsonString(m_out, kindName(m_graph.ids()[id].kind));
        m_out += ",\"value\":";
        appendJsonString(m_out, m_strings.at(m_graph.ids()[id].value));
    }
    void id(IdIndex index)
    {
        openId(index);
        m_out += '}';
    }
    void link(const IdentityLink &link)
    {
        m_out += "{\"seq\":" + QByteArray::number(link.seq) + ",\"call\":";
        appendJsonString(m_out, linkName(link.kind));
        m_out += ",\"from\":";
        id(link.from);
        m_out += ",\"to\":";
        id(link.to);
        m_out += link.handOver ? ",\"handOver\":true}" : "}";
    }
    void conflict(const IdentityConflict &conflict)
    {
        m_out += "{\"seq\":" + QByteArray::number(conflict.seq) + ",\"rule\":";
        appendJsonString(m_out, ruleName(conflict.rule));
        m_out += ",\"ids\":[";
        list(conflict.ids, [this](IdIndex index) { id(index); });
        m_out += "]}";
    }

    const IdentityGraph &m_graph;
    const StringPool &m_strings;
    QByteArray &m_out;
};

/// Ids are what SDKs sent: on a terminal they must stay on their line and must not steer it.
QByteArray shown(QByteArrayView text)
{
    QByteArray clean = text.toByteArray();
    for (char &c : clean) {
        if (static_cast<uchar>(c) < 0x20 || c == 0x7f)
            c = '?';
    }
    return clean;
}

} // namespace

QByteArray identitiesJson(
    const IdentityGraph &graph, const StringPool &strings, const TraitsByProfile &traits)
{
    QByteArray out = "{\"profiles\":[";
    JsonWriter writer(graph, strings, out);
    bool first = true;
    for (const quint32 profile : liveProfiles(graph)) {
        if (!first)
            out += ',';
        first = false;
        writer.profile(profile, traits);
    }
    return out += "]}";
}

QByteArray identitiesText(
    const IdentityGraph &graph, const StringPool &strings, const TraitsByProfile &traits)
{
    const auto value = [&](IdIndex id) { return shown(strings.at(graph.ids()[id].value)); };
    const auto seqs = [](quint32 first, quint32 last) {
        QByteArray text = '#' + QByteArray::number(first);
        if (last != first)
            text += " to #" + QByteArray::number(last);
        return text;
    };
    QByteArray out;
    for (const quint32 profile : liveProfiles(graph)) {
        const std::vector<Stay> stays = staysIn(graph, profile);
        const auto user = std::find_if(stays.begin(), stays.end(),
            [&](const Stay &stay) { return graph.ids()[stay.id].kind == IdKind::User; });
        if (!out.isEmpty())
            out += '\n';
        out += user == stays.end() ? QByteArray("Never identified") : value(user->id);
        out += ", " + counted(graph.profiles()[profile].calls, "call") + '\n';
        for (const Stay &stay : stays) {
            out += "  " + kindName(graph.ids()[stay.id].kind).toByteArray().leftJustified(13) +
                   value(stay.id) + "  " + seqs(stay.firstSeq, stay.lastSeq) + '\n';
        }
        for (const quint32 index : graph.linksOf(profile)) {
            const IdentityLink &link = graph.links()[index];
            out += "  " + linkName(link.kind).toByteArray().leftJustified(13) + value(link.from) + " -> " +
                   value(link.to) + "  #" + QByteArray::number(link.seq) +
                   (link.handOver ? ", taken from another user\n" : "\n");
        }
        for (const quint32 index : graph.conflictsOf(profile)) {
            const IdentityConflict &conflict = graph.conflicts()[index];
            out += "  conflict     " + ruleName(conflict.rule).toByteArray() + "  #" +
                   QByteArray::number(conflict.seq) + ':';
            for (const IdIndex id : conflict.ids)
                out += ' ' + value(id);
            out += '\n';
        }
        for (const GroupMembership &group : graph.groupsOf(profile))
            out += "  group        " + shown(strings.at(group.group)) + "  #" +
                   QByteArray::number(group.firstSeq) + '\n';
        if (const auto found = traits.find(profile); found != traits.end()) {
            for (const Trait &trait : found->second)
                out += "  trait        " + shown(trait.first) + ": " + shown(trait.second) + '\n';
        }
    }
    return out;
}

} // namespace spectap
