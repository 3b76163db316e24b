// SPDX-License-Identifier: MIT
#include "model/items/profilecard.h"

#include "model/call/jsonescape.h"
#include "model/identity/identitywords.h"
#include "model/support/jsontext.h"

#include <QStringList>

#include <algorithm>
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
    out += ']';
}

} // namespace

QByteArray ProfileCard::name() const
{
    if (facts) {
        const auto text = [this](QByteArrayView trait) { return textOf(facts->traits, trait, cursor); };
        const auto joined = [&](QByteArrayView first, QByteArrayView last) {
            return QByteArray(text(first) + ' ' + text(last)).trimmed();
        };
        for (const QByteArray &name : {text("name"), joined("firstName", "lastName"),
                 joined("first_name", "last_name"), text("username"), text("email")}) {
            if (!name.isEmpty())
                return name;
        }
    }
    return id;
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
        appendJsonString(out, idKindName(id.kind));
        appendJsonMember(out, "value", id.value);
        appendJsonMember(out, "calls", id.calls);
        appendJsonMember(out, "firstSeq", card.order.seqOf(id.firstSeq));
        appendJsonMember(out, "lastSeq", card.order.seqOf(id.lastSeq));
        appendJsonMember(out, id.linked ? "linkedBy" : "broughtBy", card.order.seqOf(id.broughtBy));
        out += id.left ? ",\"handedOver\":true}" : "}";
    }
    out += ']';
    if (card.facts)
        appendFacts(out, card, strings);
    return out += '}';
}

QString profileFilter(const ProfileCard &card)
{
    std::map<QStringView, QStringList> values;
    for (const ProfileId &id : card.ids) {
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
