// SPDX-License-Identifier: MIT
#include "model/identity/identitywords.h"

#include <algorithm>

namespace spectap {

QByteArrayView idKindName(IdKind kind)
{
    switch (kind) {
    case IdKind::User:
        return "userId";
    case IdKind::Anonymous:
        return "anonymousId";
    case IdKind::Previous:
        return "previousId";
    case IdKind::External:
        break;
    }
    return {};
}

QByteArrayView idKindName(const IdentityGraph &graph, IdIndex id)
{
    const IdentityId &entry = graph.ids()[id];
    return entry.kind == IdKind::External ? QByteArrayView(graph.policy().types[entry.type].name)
                                          : idKindName(entry.kind);
}

QByteArrayView linkKindName(IdentityLink::Kind kind)
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

QByteArray printable(QByteArrayView text, qsizetype longest)
{
    QByteArray clean = text.first(std::min(text.size(), longest)).toByteArray();
    if (text.size() > longest) {
        while (!clean.isEmpty() && (static_cast<uchar>(text[clean.size()]) & 0xC0) == 0x80)
            clean.chop(1); // inside a character
        clean += "…";
    }
    for (qsizetype i = 0; i < clean.size(); ++i) {
        const auto byte = static_cast<uchar>(clean[i]);
        if (byte < 0x20 || byte == 0x7f)
            clean[i] = '?';
        else if (byte == 0xC2 && i + 1 < clean.size() && static_cast<uchar>(clean[i + 1]) < 0xA0)
            clean.replace(i, 2, "?"); // U+0080…U+009F steer terminals as well
    }
    return clean;
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

std::vector<IdStay> staysIn(const IdentityGraph &graph, quint32 profile)
{
    std::vector<IdStay> stays;
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

} // namespace spectap
