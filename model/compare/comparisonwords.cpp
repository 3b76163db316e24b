// SPDX-License-Identifier: MIT
#include "model/compare/comparisonwords.h"

#include "model/call/plaintext.h"
#include "model/spec/pointerpattern.h"
#include "model/support/counted.h"

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

constexpr std::size_t ValuesTold = 4;

/// "number (100 %)"
QByteArray sentWords(const SentFields &tree, int field, double share)
{
    return sentTypes(tree, field) + ", in " + percent(share);
}

/// Where a type of B that A never sent was first seen, and how it looks.
QByteArray freshType(const SentFields &a, const SentFields &b, const FieldComparison &field)
{
    for (std::size_t i = 0; i < SentKindCount; ++i) {
        const FieldTally::Kind &now = b[field.b].kinds[i];
        if (now.values > 0 && a[field.a].kinds[i].values == 0 && i != std::size_t(SentKind::Null))
            return "; " + counted(now.values, "value") + ", first " + now.example + " in #" +
                   QByteArray::number(now.firstSeq);
    }
    return {};
}

QByteArray fieldWords(const FieldComparison &field, const SentFields &a, const SentFields &b)
{
    switch (field.news) {
    case FieldNews::Gone:
        return "gone (was " + sentWords(a, field.a, field.shareA) + ')';
    case FieldNews::Added:
        return "new (" + sentWords(b, field.b, field.shareB) + ')';
    case FieldNews::TypeChanged:
        return sentTypes(a, field.a) + " became " + sentTypes(b, field.b) + freshType(a, b, field);
    case FieldNews::NewValues: {
        QByteArray values;
        for (std::size_t i = 0; i < std::min(field.newValues.size(), ValuesTold); ++i)
            values += (i == 0 ? QByteArray() : QByteArray(", ")) + field.newValues[i];
        if (field.newValues.size() > ValuesTold)
            values += " and " + QByteArray::number(qsizetype(field.newValues.size() - ValuesTold)) + " more";
        return "new among " + counted(a[field.a].values.size(), "known value") + ": " + values;
    }
    case FieldNews::SentLess:
        return "sent less often: in " + percent(field.shareB) + " instead of " + percent(field.shareA);
    case FieldNews::SentMore:
        return "sent more often: in " + percent(field.shareB) + " instead of " + percent(field.shareA);
    case FieldNews::Unseen:
        return "not seen yet (was " + sentWords(a, field.a, field.shareA) + ')';
    case FieldNews::Same:
        break;
    }
    return "same";
}

void addFields(std::vector<ComparisonLine> &lines, const std::vector<FieldComparison> &fields,
    const SentFields &a, const SentFields &b)
{
    for (const FieldComparison &field : fields) {
        if (field.news != FieldNews::Same && !field.inside)
            lines.push_back({field.level, field.path, fieldWords(field, a, b)});
    }
}

QByteArray joined(const std::vector<QByteArray> &words)
{
    QByteArray text;
    for (const QByteArray &word : words)
        text += (text.isEmpty() ? "" : ", ") + word;
    return text.isEmpty() ? QByteArray("none") : text;
}

void sortByLevel(std::vector<ComparisonLine> &lines)
{
    std::stable_sort(lines.begin(), lines.end(),
        [](const ComparisonLine &x, const ComparisonLine &y) { return x.level > y.level; });
}

QByteArray ruleWords(const RuleComparison &rule)
{
    QByteArray words = severityName(rule.rule.severity).toByteArray() + ' ' + ruleName(rule.rule.rule) +
                       ": " + counted(rule.b, "call") + " instead of " + QByteArray::number(rule.a);
    if (rule.b > 0 && !rule.rule.expected.isEmpty())
        words += " (expected " + rule.rule.expected +
                 (rule.rule.actual.isEmpty() ? QByteArray() : ", sent " + rule.rule.actual) + ')';
    return words;
}

} // namespace

QByteArray sentTypes(const SentFields &tree, int field)
{
    QByteArray types;
    for (const SentKind kind : tree.kindsOf(field))
        types += (types.isEmpty() ? "" : ", ") + sentKindName(kind).toByteArray();
    return types;
}

QByteArray percent(double share)
{
    const double points = share * 100;
    if (points > 0 && points < 1)
        return "< 1 %";
    return QByteArray::number(points > 99 && points < 100 ? 99 : qint64(std::lround(points))) + " %";
}

std::vector<ComparisonLine> comparisonLines(
    const EventComparison &event, const SessionTally &a, const SessionTally &b)
{
    std::vector<ComparisonLine> lines;
    if (event.news == EventNews::Gone) {
        lines.push_back({event.level, {}, "not sent any more"});
        return lines;
    }
    if (event.news == EventNews::Unseen) {
        lines.push_back({event.level, {}, "not seen yet"});
        return lines;
    }
    if (event.news == EventNews::New) {
        lines.push_back({Severity::Info, {},
            event.suggested.isEmpty() ? QByteArray("new") : "new; did you mean " + event.suggested + '?'});
    }
    addFields(lines, event.fields, a.event(event.a).fields, b.event(event.b).fields);
    for (const RuleComparison &rule : event.rules)
        lines.push_back({rule.level, dottedPath(rule.rule.pattern), ruleWords(rule)});
    if (event.loss)
        lines.push_back({event.loss->level, {},
            "Segment would refuse or drop " + counted(event.loss->b, "call") + " instead of " +
                QByteArray::number(event.loss->a)});
    if (event.order) {
        const auto label = [](const QByteArray &name) {
            return name.isEmpty() ? QByteArray("nothing") : name;
        };
        lines.push_back({event.order->level, {},
            "used to come after " + label(event.order->before) + " (" + percent(event.order->shareBefore) +
                "), now after " + label(event.order->now) + " (" + percent(event.order->shareNow) + ')'});
    }
    sortByLevel(lines);
    return lines;
}

std::vector<ComparisonLine> comparisonLines(
    const SourceComparison &source, const SessionTally &a, const SessionTally &b)
{
    std::vector<ComparisonLine> lines;
    if (source.news == EventNews::Gone)
        lines.push_back({source.level, {}, "sends nothing any more"});
    if (source.news == EventNews::Unseen)
        lines.push_back({source.level, {}, "has sent nothing yet"});
    if (source.news == EventNews::New)
        lines.push_back({source.level, {}, "new"});
    if (source.versionsA != source.versionsB && source.a >= 0 && source.b >= 0)
        lines.push_back({Severity::Info, {},
            "version " + joined(source.versionsB) + " instead of " + joined(source.versionsA)});
    if (source.writeKeysA != source.writeKeysB)
        lines.push_back({Severity::Warning, {},
            "write key " + joined(source.writeKeysB) + " instead of " + joined(source.writeKeysA)});
    addFields(lines, source.fields, a.source(source.a).fields, b.source(source.b).fields);
    sortByLevel(lines);
    return lines;
}

QByteArray comparisonSummary(const SessionComparison &comparison)
{
    QByteArray text;
    const auto add = [&text](quint32 count, const QByteArray &words) {
        if (count > 0)
            text += (text.isEmpty() ? "" : ", ") + words;
    };
    const quint32 gone = comparison.count(EventNews::Gone);
    const quint32 fresh = comparison.count(EventNews::New);
    const quint32 changed = comparison.count(EventNews::Changed);
    const quint32 unseen = comparison.count(EventNews::Unseen);
    add(gone, counted(gone, "event") + " gone");
    add(unseen, counted(unseen, "event") + " not seen yet");
    add(fresh, counted(fresh, "event") + " new");
    add(changed, counted(changed, "event") + " changed");
    if (!text.isEmpty())
        return text;
    if (comparison.unreadable() != Severity::Ok)
        return "events are the same; more texts are no calls";
    return comparison.isSame() ? QByteArray("nothing but the number of calls is different")
                               : QByteArray("events are the same; sources or ids are not");
}

} // namespace spectap
