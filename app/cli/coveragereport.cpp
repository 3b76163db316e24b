// SPDX-License-Identifier: MIT
#include "app/cli/coveragereport.h"

#include "app/cli/coveragelist.h"
#include "model/call/plaintext.h"
#include "model/support/counted.h"
#include "model/support/jsontext.h"

namespace spectap::cli {

namespace {

using Status = CoveredField::Status;
using Subject = Coverage::Subject;

/// Undocumented fields of a subject that the text lists; the rest are counted.
constexpr std::size_t UnplannedLines = 50;

/// `where` is what does not have the unplanned: "the spec".
void appendFields(QByteArray &out, const std::vector<CoveredField> &fields, const QByteArray &where)
{
    QByteArray never;
    std::size_t unplanned = 0;
    for (const CoveredField &field : fields) {
        if (field.status == Status::Never) {
            never += (never.isEmpty() ? "" : ", ") + plainText(field.path);
            continue;
        }
        if (field.status == Status::Unplanned && ++unplanned > UnplannedLines)
            continue;
        out += QByteArray::number(field.seen.calls).rightJustified(10) + "  " + plainText(field.path);
        out += field.status == Status::Unplanned ? "  (not in " + where + ")\n" : QByteArray("\n");
    }
    if (unplanned > UnplannedLines)
        out += "            and " + counted(unplanned - UnplannedLines, "more field") + " not in " + where +
               '\n';
    if (!never.isEmpty())
        out += "     never  " + never + '\n';
}

/// The line of a subject; false when there is no more to say of it.
bool appendName(QByteArray &out, const Sightings &seen, const QByteArray &name)
{
    if (seen.calls == 0) {
        out += "   never    " + plainText(name) + '\n';
        return false;
    }
    out += QByteArray::number(seen.calls).rightJustified(8) + "    " + plainText(name) + "  (#" +
           QByteArray::number(seen.firstSeq) +
           (seen.lastSeq == seen.firstSeq ? QByteArray() : " to #" + QByteArray::number(seen.lastSeq)) +
           ")\n";
    return true;
}

void appendSubject(QByteArray &out, const CoverageList &list, const Subject &subject, const QByteArray &name)
{
    if (appendName(out, subject.seen, name))
        appendFields(out, list.fieldsOf(subject), "the spec");
}

void appendPlans(QByteArray &out, const PlanCoverage &coverage)
{
    const PlanCoverageList list(coverage);
    for (const CoveredPlan &plan : list.plans()) {
        out += "\nPlan " + plainText(plan.name);
        if (plan.events > 0) {
            out += ": " + QByteArray::number(static_cast<quint64>(plan.seen)) + " of " +
                   counted(plan.events, "event") + " seen";
        }
        out += '\n';
        for (const CoveredRule &rule : plan.rules) {
            if (appendName(out, rule.subject->seen, rule.label))
                appendFields(out, list.fieldsOf(*rule.subject), "the plan");
        }
    }
    if (!list.unplanned().empty())
        out += "\n" + counted(list.unplanned().size(), "event") + " in no plan\n";
    for (const PlanCoverage::UnplannedEvent *event : list.unplanned())
        appendName(out, event->seen, event->name);
}

/// Sightings that had no place in memory.
quint64 unlistedIn(const Coverage &coverage)
{
    return coverage.unlisted() + (coverage.plans() ? coverage.plans()->unlisted() : 0);
}

QByteArrayView statusName(Status status)
{
    switch (status) {
    case Status::Seen:
        return "seen";
    case Status::Never:
        return "never";
    case Status::Unplanned:
        return "unplanned";
    }
    return {};
}

void appendSightings(QByteArray &out, const Sightings &seen)
{
    appendJsonMember(out, "calls", qint64{seen.calls});
    if (seen.calls == 0)
        return;
    appendJsonMember(out, "firstSeq", qint64{seen.firstSeq});
    appendJsonMember(out, "lastSeq", qint64{seen.lastSeq});
}

/// Where and how often a subject was seen; `sources` are the names of all.
void appendSeen(QByteArray &out, const Sightings &seen, const std::vector<quint16> &numbers,
    const std::vector<QByteArray> &sources, bool unplanned)
{
    const Status status = unplanned ? Status::Unplanned : seen.calls == 0 ? Status::Never : Status::Seen;
    appendJsonMember(out, "status", statusName(status));
    appendSightings(out, seen);
    out += ",\"sources\":[";
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0)
            out += ',';
        appendJsonString(
            out, numbers[i] < sources.size() ? QByteArrayView(sources[numbers[i]]) : QByteArrayView());
    }
    out += ']';
}

void appendFieldsJson(QByteArray &out, const std::vector<CoveredField> &fields)
{
    out += ",\"fields\":[";
    bool first = true;
    for (const CoveredField &field : fields) {
        out += first ? "\n   {\"path\":" : ",\n   {\"path\":";
        first = false;
        appendJsonString(out, field.path);
        appendJsonMember(out, "status", statusName(field.status));
        if (field.required)
            out += ",\"required\":true";
        appendSightings(out, field.seen);
        out += '}';
    }
    out += ']';
}

/// Members after the first of a subject's object, and its end.
void appendSubjectJson(QByteArray &out, const CoverageList &list, const Subject &subject,
    const std::vector<QByteArray> &sources, bool custom)
{
    appendJsonMember(out, "call", callTypeName(subject.call));
    appendSeen(out, subject.seen, subject.sources, sources, custom);
    appendFieldsJson(out, list.fieldsOf(subject));
    out += '}';
}

void appendRuleJson(QByteArray &out, const PlanCoverageList &list, const PlanCoverage::Subject &subject,
    const std::vector<QByteArray> &sources)
{
    const PlanRule &rule = *subject.rule;
    out += "{\"name\":";
    if (rule.name.isEmpty())
        out += "null";
    else
        appendJsonString(out, rule.name);
    if (rule.isCommon())
        appendJsonNull(out, "call");
    else
        appendJsonMember(out, "call", callTypeName(rule.call));
    appendJsonMember(out, "version", rule.version);
    appendSeen(out, subject.seen, subject.sources, sources, false);
    appendFieldsJson(out, list.fieldsOf(subject));
    out += '}';
}

void appendPlansJson(QByteArray &out, const PlanCoverage &coverage, const std::vector<QByteArray> &sources)
{
    const PlanCoverageList list(coverage);
    out += "],\"plans\":[";
    bool firstPlan = true;
    for (const CoveredPlan &plan : list.plans()) {
        out += firstPlan ? "\n {\"plan\":" : ",\n {\"plan\":";
        firstPlan = false;
        appendJsonString(out, plan.name);
        appendJsonMember(out, "events", static_cast<qint64>(plan.events));
        appendJsonMember(out, "seen", static_cast<qint64>(plan.seen));
        out += ",\"rules\":[";
        for (std::size_t i = 0; i < plan.rules.size(); ++i) {
            out += i == 0 ? "\n  " : ",\n  ";
            appendRuleJson(out, list, *plan.rules[i].subject, sources);
        }
        out += "]}";
    }
    out += "],\"unplanned\":[";
    for (std::size_t i = 0; i < list.unplanned().size(); ++i) {
        const PlanCoverage::UnplannedEvent &event = *list.unplanned()[i];
        out += i == 0 ? "\n {\"name\":" : ",\n {\"name\":";
        appendJsonString(out, event.name);
        appendJsonMember(out, "call", callTypeName(CallType::Track));
        appendSeen(out, event.seen, event.sources, sources, true);
        out += '}';
    }
}

} // namespace

QByteArray coverageText(const Coverage &coverage)
{
    const CoverageList list(coverage);
    QByteArray out = counted(coverage.calls() + coverage.unreadable(), "call");
    if (coverage.unreadable() > 0)
        out += ", " + QByteArray::number(coverage.unreadable()) + " of them not JSON";
    if (coverage.unknownCalls() > 0)
        out += ", " + QByteArray::number(coverage.unknownCalls()) + " of no known type";
    out += '\n';

    if (coverage.plans())
        appendPlans(out, *coverage.plans());
    QByteArray unseen;
    for (const CoveredSpec &spec : list.specs()) {
        if (spec.seen == 0) {
            unseen += (unseen.isEmpty() ? "" : ", ") + spec.name + " (" +
                      QByteArray::number(static_cast<quint64>(spec.events.size())) + ')';
            continue;
        }
        out += "\n" + spec.name + ": " + QByteArray::number(static_cast<quint64>(spec.seen)) + " of " +
               counted(spec.events.size(), "event") + " seen\n";
        for (const Subject *event : spec.events)
            appendSubject(out, list, *event, event->name);
    }
    if (!unseen.isEmpty())
        out += "\nSpecs of which no event was seen: " + unseen + '\n';
    if (!list.customEvents().empty()) {
        out += "\n" + counted(list.customEvents().size(), "event") + " not in the spec\n";
        for (const Subject *event : list.customEvents())
            appendSubject(out, list, *event, event->name);
    }
    out += "\nCalls\n";
    for (int type = 1; type < CallTypeCount; ++type) {
        const Subject &call =
            coverage
                .subjects()[static_cast<std::size_t>(coverage.subjectOfCall(static_cast<CallType>(type)))];
        appendSubject(out, list, call, callTypeName(call.call).toByteArray());
    }
    if (unlistedIn(coverage) > 0)
        out += "\nToo many different names: " + counted(unlistedIn(coverage), "sighting") + " not listed.\n";
    return out;
}

QByteArray coverageJson(const Coverage &coverage, const std::vector<QByteArray> &sources)
{
    const CoverageList list(coverage);
    QByteArray out = "{\"calls\":" + QByteArray::number(coverage.calls());
    appendJsonMember(out, "unreadable", qint64{coverage.unreadable()});
    appendJsonMember(out, "unknown", qint64{coverage.unknownCalls()});
    appendJsonMember(out, "unlisted", static_cast<qint64>(unlistedIn(coverage)));
    out += ",\"specs\":[";
    bool first = true;
    for (const CoveredSpec &spec : list.specs()) {
        out += first ? "\n {\"spec\":" : ",\n {\"spec\":";
        first = false;
        appendJsonString(out, spec.name);
        appendJsonMember(out, "events", static_cast<qint64>(spec.events.size()));
        appendJsonMember(out, "seen", static_cast<qint64>(spec.seen));
        out += '}';
    }
    out += "],\"events\":[";
    first = true;
    for (const CoveredSpec &spec : list.specs()) {
        for (std::size_t i = 0; spec.seen > 0 && i < spec.events.size(); ++i) {
            out += first ? "\n {\"name\":" : ",\n {\"name\":";
            first = false;
            appendJsonString(out, spec.events[i]->name);
            appendJsonMember(out, "spec", list.idOf(*spec.events[i]));
            appendSubjectJson(out, list, *spec.events[i], sources, false);
        }
    }
    for (const Subject *event : list.customEvents()) {
        out += first ? "\n {\"name\":" : ",\n {\"name\":";
        first = false;
        appendJsonString(out, event->name);
        appendJsonNull(out, "spec");
        appendSubjectJson(out, list, *event, sources, true);
    }
    out += "],\"types\":[";
    for (int type = 1; type < CallTypeCount; ++type) {
        const Subject &call =
            coverage
                .subjects()[static_cast<std::size_t>(coverage.subjectOfCall(static_cast<CallType>(type)))];
        out += type == 1 ? "\n {\"name\":" : ",\n {\"name\":";
        appendJsonString(out, callTypeName(call.call));
        appendSubjectJson(out, list, call, sources, false);
    }
    if (coverage.plans())
        appendPlansJson(out, *coverage.plans(), sources);
    out += "]}\n";
    return out;
}

} // namespace spectap::cli
