// SPDX-License-Identifier: MIT
#include "app/cli/coveragereport.h"

#include "app/cli/coveragelist.h"
#include "app/cli/plaintext.h"
#include "model/support/jsontext.h"

namespace spectap::cli {

namespace {

using Status = CoveredField::Status;
using Subject = Coverage::Subject;

/// Undocumented fields of a subject that the text lists; the rest are counted.
constexpr std::size_t UnplannedLines = 50;

QByteArray counted(quint64 count, const QByteArray &one)
{
    return QByteArray::number(count) + ' ' + one + (count == 1 ? "" : "s");
}

void appendFields(QByteArray &out, const std::vector<CoveredField> &fields)
{
    QByteArray never;
    std::size_t unplanned = 0;
    for (const CoveredField &field : fields) {
        if (field.status == Status::Never) {
            never += (never.isEmpty() ? "" : ", ") + field.path;
            continue;
        }
        if (field.status == Status::Unplanned && ++unplanned > UnplannedLines)
            continue;
        out += QByteArray::number(field.node->seen.calls).rightJustified(10) + "  " + plainText(field.path);
        out += field.status == Status::Unplanned ? "  (not in the spec)\n" : "\n";
    }
    if (unplanned > UnplannedLines)
        out += "            and " + counted(unplanned - UnplannedLines, "more field") + " not in the spec\n";
    if (!never.isEmpty())
        out += "     never  " + never + '\n';
}

void appendSubject(QByteArray &out, const CoverageList &list, const Subject &subject, const QByteArray &name)
{
    const Sightings &seen = subject.seen;
    if (seen.calls == 0) {
        out += "   never    " + name + '\n';
        return;
    }
    out += QByteArray::number(seen.calls).rightJustified(8) + "    " + plainText(name) + "  (#" +
           QByteArray::number(seen.firstSeq) +
           (seen.lastSeq == seen.firstSeq ? QByteArray() : " to #" + QByteArray::number(seen.lastSeq)) +
           ")\n";
    appendFields(out, list.fieldsOf(subject));
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

/// Members after the first of a subject's object, and its end.
void appendSubjectJson(QByteArray &out, const CoverageList &list, const Subject &subject,
    const std::vector<QByteArray> &sources, bool custom)
{
    appendJsonMember(out, "call", callTypeName(subject.call));
    appendJsonMember(out, "status",
        QByteArrayView(custom                    ? "unplanned"
                       : subject.seen.calls == 0 ? "never"
                                                 : "seen"));
    appendSightings(out, subject.seen);
    out += ",\"sources\":[";
    for (std::size_t i = 0; i < subject.sources.size(); ++i) {
        if (i > 0)
            out += ',';
        const quint16 source = subject.sources[i];
        appendJsonString(out, source < sources.size() ? QByteArrayView(sources[source]) : QByteArrayView());
    }
    out += "],\"fields\":[";
    bool first = true;
    for (const CoveredField &field : list.fieldsOf(subject)) {
        out += first ? "\n   {\"path\":" : ",\n   {\"path\":";
        first = false;
        appendJsonString(out, field.path);
        appendJsonMember(out, "status", statusName(field.status));
        appendSightings(out, field.node->seen);
        out += '}';
    }
    out += "]}";
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
    if (coverage.unlisted() > 0)
        out += "\nToo many different names: " + counted(coverage.unlisted(), "sighting") + " not listed.\n";
    return out;
}

QByteArray coverageJson(const Coverage &coverage, const std::vector<QByteArray> &sources)
{
    const CoverageList list(coverage);
    QByteArray out = "{\"calls\":" + QByteArray::number(coverage.calls());
    appendJsonMember(out, "unreadable", qint64{coverage.unreadable()});
    appendJsonMember(out, "unknown", qint64{coverage.unknownCalls()});
    appendJsonMember(out, "unlisted", static_cast<qint64>(coverage.unlisted()));
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
    out += "]}\n";
    return out;
}

} // namespace spectap::cli
