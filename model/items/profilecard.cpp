// SPDX-License-Identifier: MIT
#include "model/items/profilecard.h"

#include "model/call/jsonescape.h"
#include "model/identity/identitywords.h"
#include "model/identity/personnames.h"
#include "model/support/jsontext.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace spectap {

namespace {

/// The text of trait `name` as of `cursor`, if it is a string with something in it.
QByteArray textOf(const TraitHistories &traits, QByteArrayView name, quint32 cursor)
{
    for (const TraitHistory &trait : traits.traits()) {
        const int at = trait.name == name ? trait.at(cursor) : -1;
        if (at < 0)
            continue;
        const QByteArray &json = trait.values[static_cast<std::size_t>(at)].json;
        if (json.startsWith('"'))
            return unescapeJson(QByteArrayView(json).sliced(1, json.size() - 2)).trimmed();
    }
    return {};
}

void appendTraits(QByteArray &out, const TraitHistories &traits, const ProfileCard &card)
{
    char before = '{';
    for (const TraitHistory &trait : traits.traits()) {
        const int at = trait.at(card.cursor);
        if (at < 0)
            continue;
        out += std::exchange(before, ',');
        appendJsonString(out, trait.name);
        out += ":{\"value\":" + trait.values[static_cast<std::size_t>(at)].json + ",\"history\":";
        char comma = '[';
        for (int i = 0; i <= at; ++i) {
            const TraitValue &value = trait.values[static_cast<std::size_t>(i)];
            out += std::exchange(comma, ',');
            out += "{\"seq\":" + QByteArray::number(card.order.seqOf(value.seq)) +
                   ",\"value\":" + value.json + '}';
        }
        out += "]}";
    }
    out += before == '{' ? "{}" : "}";
}

void appendFacts(QByteArray &out, const ProfileCard &card, const StringPool &strings)
{
    const ProfileFacts &facts = *card.facts;
    appendJsonMember(out, "calls", facts.calls);
    out += ",\"types\":{";
    QByteArray types;
    for (std::size_t type = 0; type < facts.types.size(); ++type) {
        if (facts.types[type] > 0)
            appendJsonMember(types, callTypeName(static_cast<CallType>(type)), facts.types[type]);
    }
    out += types.mid(1) + "},\"severities\":{";
    QByteArray severities;
    for (std::size_t severity = 0; severity < facts.severities.size(); ++severity)
        appendJsonMember(
            severities, severityName(static_cast<Severity>(severity)), facts.severities[severity]);
    out += severities.mid(1) + "},\"traits\":";
    appendTraits(out, facts.traits, card);
    out += ",\"groups\":[";
    bool first = true;
    for (const ProfileGroup &group : facts.groups) {
        if (group.firstSeq > card.cursor)
            continue;
        out += first ? "{\"groupId\":" : ",{\"groupId\":";
        first = false;
        appendJsonString(out, strings.at(group.id));
        appendJsonMember(out, "firstSeq", card.order.seqOf(group.firstSeq));
        out += ",\"traits\":";
        appendTraits(out, group.traits, card);
        out += '}';
    }
    out += "],\"externalIds\":[";
    first = true;
    for (const ProfileExternal &external : facts.externals) {
        if (!card.policy || external.id.type >= card.policy->types.size())
            continue;
        out += first ? "{\"type\":" : ",{\"type\":";
        first = false;
        appendJsonString(out, card.policy->types[external.id.type].name);
        appendJsonMember(out, "value", strings.at(external.id.value));
        appendJsonMember(out, "calls", external.calls);
        appendJsonMember(out, "firstSeq", card.order.seqOf(external.firstSeq));
        appendJsonMember(out, "lastSeq", card.order.seqOf(external.lastSeq));
        out += external.id.blocked ? ",\"blocked\":true}" : "}";
    }
    out += ']';
}

void appendConflicts(QByteArray &out, const ProfileCard &card)
{
    out += ",\"conflicts\":[";
    for (const PeopleConflict &conflict : card.conflicts) {
        out += &conflict == card.conflicts.data() ? "{\"rule\":" : ",{\"rule\":";
        appendJsonString(out, ruleName(conflict.finding.rule));
        appendJsonMember(out, "seq", conflict.seq);
        if (conflict.earlierSeq != 0)
            appendJsonMember(out, "earlierSeq", conflict.earlierSeq);
        out += isHint(conflict.finding.rule) ? ",\"hint\":true}" : "}";
    }
    out += ']';
}

} // namespace

QByteArray ProfileCard::name() const
{
    if (!facts)
        return id;
    std::array<QByteArray, NameTraits.size()> texts;
    std::ranges::transform(NameTraits, texts.begin(),
        [this](QByteArrayView trait) { return textOf(facts->traits, trait, cursor); });
    const QByteArray name = personName(texts);
    return name.isEmpty() ? id : name;
}

quint32 profileOfCall(const IdentityGraph &graph, const CallRow &row, quint32 position)
{
    IdIndex id = row.user != 0 ? graph.find(IdKind::User, row.user) : NoId;
    if (id == NoId && row.anonymous != 0)
        id = graph.find(IdKind::Anonymous, row.anonymous);
    return id == NoId ? IdentityGraph::NoProfile : graph.ownerAt(id, position);
}

ProfileCard profileCard(const IdentityGraph &graph, const StringPool &strings, quint32 profile)
{
    ProfileCard card;
    card.profile = profile;
    std::optional<IdKind> named;
    for (const IdIndex index : graph.idsOf(profile)) {
        const IdentityId &id = graph.ids()[index];
        std::optional<ProfileId> line;
        for (const IdSpan &span : id.spans) {
            if (graph.resolve(span.profile) != profile)
                continue;
            if (!line)
                line = ProfileId{.kind = id.kind,
                    .type = id.kind == IdKind::External ? graph.policy().types[id.type].name : QByteArray(),
                    .value = strings.at(id.value).toByteArray(),
                    .firstSeq = span.firstSeq,
                    .broughtBy = span.linkedSeq != 0 ? span.linkedSeq : span.firstSeq,
                    .linked = span.linkedSeq != 0};
            line->lastSeq = span.lastSeq;
            line->calls += span.calls;
            line->left = &span != &id.spans.back();
        }
        if (!line)
            continue;
        if (!named || (id.kind == IdKind::User && !line->left)) {
            card.id = line->value;
            named = id.kind;
        }
        card.ids.push_back(std::move(*line));
    }
    return card;
}

QByteArray profileCardJson(const ProfileCard &card, const StringPool &strings)
{
    QByteArray out = "{\"id\":";
    appendJsonString(out, card.id);
    appendJsonMember(out, "name", card.name());
    appendJsonMember(out, "asOf", card.order.seqOf(card.cursor));
    out += ",\"ids\":[";
    for (std::size_t i = 0; i < card.ids.size(); ++i) {
        const ProfileId &id = card.ids[i];
        out += i == 0 ? "{\"kind\":" : ",{\"kind\":";
        appendJsonString(out, id.kind == IdKind::External ? QByteArrayView(id.type) : idKindName(id.kind));
        appendJsonMember(out, "value", id.value);
        appendJsonMember(out, "calls", id.calls);
        appendJsonMember(out, "firstSeq", card.order.seqOf(id.firstSeq));
        appendJsonMember(out, "lastSeq", card.order.seqOf(id.lastSeq));
        appendJsonMember(out, id.linked ? "linkedBy" : "broughtBy", card.order.seqOf(id.broughtBy));
        out += id.left ? ",\"handedOver\":true}" : "}";
    }
    out += ']';
    appendConflicts(out, card);
    if (card.facts)
        appendFacts(out, card, strings);
    return out += '}';
}

QString profileFilter(const ProfileCard &card)
{
    std::map<QStringView, QStringList> values;
    for (const ProfileId &id : card.ids) {
        if (id.kind == IdKind::External)
            continue; // it stands in bodies, which are not searched for every person
        // A quote ends a quoted value of the filter language, which has no escape for it.
        if (!id.value.contains('"'))
            values[id.kind == IdKind::Anonymous ? u"anon" : u"user"] +=
                u'"' + QString::fromUtf8(id.value) + u'"';
    }
    QStringList clauses;
    for (const auto &[key, list] : values)
        clauses += key.toString() + u':' + list.join(u',');
    return clauses.size() > 1 ? u'(' + clauses.join(QStringLiteral(" OR ")) + u')' : clauses.join(QString());
}

} // namespace spectap
