// SPDX-License-Identifier: MIT
#include "model/compare/comparisonsections.h"
#include "model/support/jsontext.h"

namespace spectap {

namespace {

/// Appends `,"name":[...]` with `append` called for each of `list`.
template <typename List, typename Append>
void appendList(QByteArray &out, QByteArrayView name, const List &list, Append &&append)
{
    out += ",\"";
    out += name;
    out += "\":[";
    const char *separator = "";
    for (const auto &each : list) {
        out += separator;
        append(each);
        separator = ",";
    }
    out += ']';
}

void appendTexts(QByteArray &out, QByteArrayView name, const std::vector<QByteArray> &texts)
{
    appendList(out, name, texts, [&out](const QByteArray &text) { appendJsonString(out, text); });
}

void appendShare(QByteArray &out, QByteArrayView name, double share)
{
    out += ",\"";
    out += name;
    out += "\":" + QByteArray::number(share, 'g', 4);
}

void appendTypes(QByteArray &out, QByteArrayView name, const SentFields &tree, int field)
{
    appendList(
        out, name, tree.kindsOf(field), [&out](SentKind kind) { appendJsonString(out, sentKindName(kind)); });
}

void appendFields(
    QByteArray &out, const std::vector<FieldComparison> &fields, const SentFields &a, const SentFields &b)
{
    std::vector<const FieldComparison *> news;
    for (const FieldComparison &field : fields) {
        if (field.news != FieldNews::Same && !field.inside)
            news.push_back(&field);
    }
    appendList(out, "fields", news, [&](const FieldComparison *field) {
        out += "{\"path\":" + jsonString(field->path);
        appendJsonMember(out, "change", fieldNewsName(field->news));
        appendJsonMember(out, "level", severityName(field->level));
        appendTypes(out, "typesA", a, field->a);
        appendTypes(out, "typesB", b, field->b);
        appendShare(out, "shareA", field->shareA);
        appendShare(out, "shareB", field->shareB);
        if (!field->newValues.empty())
            appendTexts(out, "newValues", field->newValues);
        out += '}';
    });
}

void appendSession(QByteArray &out, const QByteArray &name, const SessionTally &tally)
{
    out += "{\"name\":" + jsonString(name);
    appendJsonMember(out, "calls", qint64(tally.calls()));
    appendJsonMember(out, "callsWithErrors", qint64(tally.worst()[std::size_t(Severity::Error)]));
    appendJsonMember(out, "callsWithWarnings", qint64(tally.worst()[std::size_t(Severity::Warning)]));
    appendJsonMember(out, "unreadable", qint64(tally.unreadable()));
    appendJsonMember(out, "people", qint64(tally.people()));
    out += '}';
}

void appendHead(QByteArray &out, EventNews news, Severity level, quint32 callsA, quint32 callsB)
{
    appendJsonMember(out, "change", eventNewsName(news));
    appendJsonMember(out, "level", severityName(level));
    appendJsonMember(out, "callsA", qint64(callsA));
    appendJsonMember(out, "callsB", qint64(callsB));
}

void appendEvent(QByteArray &out, const EventComparison &event, const ComparedSessions &sessions)
{
    out += "{\"type\":" + jsonString(callTypeName(event.type)) + ",\"name\":" + jsonString(event.name);
    appendHead(out, event.news, event.level, event.callsA, event.callsB);
    if (!event.suggested.isEmpty())
        appendJsonMember(out, "suggested", event.suggested);
    appendFields(out, event.fields, sessions.a.event(event.a).fields, sessions.b.event(event.b).fields);
    appendList(out, "rules", event.rules, [&out](const RuleComparison &rule) {
        out += "{\"rule\":" + jsonString(ruleName(rule.rule.rule));
        appendJsonMember(out, "set", ruleSetName(rule.rule.set));
        appendJsonMember(out, "severity", severityName(rule.rule.severity));
        appendJsonMember(out, "pointer", rule.rule.pattern);
        appendJsonMember(out, "level", severityName(rule.level));
        appendJsonMember(out, "callsA", qint64(rule.a));
        appendJsonMember(out, "callsB", qint64(rule.b));
        out += '}';
    });
    if (event.loss) {
        out += ",\"lost\":{\"level\":" + jsonString(severityName(event.loss->level));
        appendJsonMember(out, "callsA", qint64(event.loss->a));
        appendJsonMember(out, "callsB", qint64(event.loss->b));
        out += '}';
    }
    if (event.order) {
        out += ",\"order\":{\"before\":" + jsonString(event.order->before);
        appendJsonMember(out, "now", event.order->now);
        appendShare(out, "shareBefore", event.order->shareBefore);
        appendShare(out, "shareNow", event.order->shareNow);
        appendJsonMember(out, "level", severityName(event.order->level));
        out += '}';
    }
    out += '}';
}

void appendSource(QByteArray &out, const SourceComparison &source, const ComparedSessions &sessions)
{
    out += "{\"library\":" + jsonString(source.library);
    appendHead(out, source.news, source.level, source.callsA, source.callsB);
    appendTexts(out, "versionsA", source.versionsA);
    appendTexts(out, "versionsB", source.versionsB);
    appendTexts(out, "writeKeysA", source.writeKeysA);
    appendTexts(out, "writeKeysB", source.writeKeysB);
    appendFields(out, source.fields, sessions.a.source(source.a).fields, sessions.b.source(source.b).fields);
    out += '}';
}

} // namespace

QByteArray comparisonJson(const ComparedSessions &sessions)
{
    const SessionComparison &comparison = sessions.comparison;
    QByteArray out = "{\"a\":";
    appendSession(out, sessions.nameA, sessions.a);
    out += ",\"b\":";
    appendSession(out, sessions.nameB, sessions.b);
    appendJsonMember(out, "level", severityName(comparison.level()));
    appendJsonMember(out, "rare", qint64(comparison.rare()));
    appendJsonMember(out, "unlisted", qint64(sessions.a.unlisted() + sessions.b.unlisted()));
    appendTexts(out, "ignored", sessions.options.ignored);
    appendList(out, "events", comparison.events(),
        [&](const EventComparison &event) { appendEvent(out, event, sessions); });
    appendList(out, "sources", comparison.sources(),
        [&](const SourceComparison &source) { appendSource(out, source, sessions); });
    appendList(out, "identity", comparison.identity(), [&out](const IdentityComparison &mistake) {
        out += "{\"rule\":" + jsonString(ruleName(mistake.rule));
        appendJsonMember(out, "level", severityName(mistake.level));
        appendJsonMember(out, "callsA", qint64(mistake.a));
        appendJsonMember(out, "callsB", qint64(mistake.b));
        out += '}';
    });
    return out + "}\n";
}

} // namespace spectap
