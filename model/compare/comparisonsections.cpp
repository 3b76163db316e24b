// SPDX-License-Identifier: MIT
#include "model/compare/comparisonsections.h"

#include "model/call/plaintext.h"
#include "model/support/counted.h"

#include <cmath>

namespace spectap {

namespace {

ComparisonSection eventSection(const ComparedSessions &sessions, EventNews news, const char *title)
{
    ComparisonSection section{title, {}};
    for (const EventComparison &event : sessions.comparison.events()) {
        if (event.news != news)
            continue;
        section.rows.push_back({eventLabel(event.type, event.name, false), event.callsA, event.callsB,
            event.level, comparisonLines(event, sessions.a, sessions.b)});
    }
    return section;
}

ComparisonSection sourceSection(const ComparedSessions &sessions)
{
    ComparisonSection section{"Sources", {}};
    for (const SourceComparison &source : sessions.comparison.sources()) {
        if (source.news == EventNews::Same || source.news == EventNews::Volume)
            continue;
        section.rows.push_back({source.library.isEmpty() ? QByteArray("no library named") : source.library,
            source.callsA, source.callsB, source.level, comparisonLines(source, sessions.a, sessions.b)});
    }
    return section;
}

} // namespace

ComparisonSection identitySection(const ComparedSessions &sessions)
{
    ComparisonSection section{"Identity", {}};
    for (const IdentityComparison &mistake : sessions.comparison.identity()) {
        section.rows.push_back(
            {ruleName(mistake.rule).toByteArray(), mistake.a, mistake.b, mistake.level, {}});
    }
    return section;
}

ComparisonSection unreadableSection(const ComparedSessions &sessions)
{
    if (sessions.comparison.unreadable() == Severity::Ok)
        return {"No calls", {}};
    return {"No calls", {{"not JSON, or no object", sessions.a.unreadable(), sessions.b.unreadable(),
                            sessions.comparison.unreadable(), {}}}};
}

std::vector<QByteArray> comparisonNotes(const ComparedSessions &sessions)
{
    std::vector<QByteArray> notes;
    QByteArray ignored;
    for (const QByteArray &path : sessions.options.ignored)
        ignored += (ignored.isEmpty() ? "" : ", ") + path;
    if (!ignored.isEmpty())
        notes.push_back("Not compared: " + ignored + '.');
    if (sessions.comparison.rare() > 0)
        notes.push_back(counted(sessions.comparison.rare(), "event") + " with fewer than " +
                        counted(sessions.options.minCalls, "call") + " left out.");
    if (const quint64 beyond = sessions.a.unlisted() + sessions.b.unlisted(); beyond > 0)
        notes.push_back("Too many different events, fields or rules to list them all: " +
                        QByteArray::number(beyond) + " were passed over.");
    return notes;
}

std::vector<ComparisonSection> comparisonSections(const ComparedSessions &sessions)
{
    std::vector<ComparisonSection> sections;
    sections.push_back(eventSection(sessions, EventNews::Gone, "Gone from B"));
    sections.push_back(eventSection(sessions, EventNews::Unseen, "Not seen yet in B"));
    sections.push_back(eventSection(sessions, EventNews::New, "New in B"));
    sections.push_back(eventSection(sessions, EventNews::Changed, "Changed"));
    sections.push_back(unreadableSection(sessions));
    sections.push_back(sourceSection(sessions));
    sections.push_back(identitySection(sessions));
    sections.push_back(eventSection(sessions, EventNews::Volume, "Volume only"));
    std::erase_if(sections, [](const ComparisonSection &section) { return section.rows.empty(); });
    return sections;
}

QByteArray sessionWords(const SessionTally &tally)
{
    const quint32 errors = tally.worst()[static_cast<std::size_t>(Severity::Error)];
    QByteArray words = counted(tally.calls(), "call");
    if (errors > 0)
        words += ", " + QByteArray::number(errors) + " with errors";
    if (tally.unreadable() > 0)
        words += ", " + QByteArray::number(tally.unreadable()) + " that are no calls";
    return words;
}

QByteArray growth(quint32 before, quint32 now)
{
    if (before == 0 || now == 0 || before == now)
        return {};
    const double points = (double(now) / before - 1) * 100;
    const qint64 whole = std::llround(points);
    if (whole == 0)
        return points > 0 ? QByteArray("+< 1 %") : QByteArray("-< 1 %");
    return (whole > 0 ? "+" : "") + QByteArray::number(whole) + " %";
}

} // namespace spectap
