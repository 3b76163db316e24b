// SPDX-License-Identifier: MIT
#include "model/call/plaintext.h"
#include "model/compare/comparisonsections.h"
#include "model/compare/fieldcomparison.h"
#include "model/session/exports/htmlhead.h"
#include "model/support/counted.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr std::size_t MostBars = 60;
constexpr int BarWidth = 10;
constexpr int BarsHeight = 48;

void appendTop(QByteArray &out, const ComparedSessions &sessions)
{
    appendHtmlHead(out, QByteArray(sessions.nameA + " and " + sessions.nameB));
    out += "<div><h1>" + xmlText(sessions.nameA) + " and " + xmlText(sessions.nameB) + "</h1><p>" +
           xmlText(comparisonSummary(sessions.comparison)) + "</p></div></header></div>\n<main>\n";
    out += "<section aria-label=\"Summary\"><div class=\"tiles\">";
    const auto tile = [&out](const QByteArray &mark, quint64 before, quint64 now, const char *words) {
        out += "<div><b>" + mark + groupedNumber(before) + " to " + groupedNumber(now) + "</b><span>" +
               words + "</span></div>\n";
    };
    const auto worst = [](const SessionTally &tally, Severity severity) {
        return tally.worst()[static_cast<std::size_t>(severity)];
    };
    tile({}, sessions.a.calls(), sessions.b.calls(), "calls");
    tile(severityGlyph(Severity::Error), worst(sessions.a, Severity::Error),
        worst(sessions.b, Severity::Error), "with errors");
    tile(severityGlyph(Severity::Warning), worst(sessions.a, Severity::Warning),
        worst(sessions.b, Severity::Warning), "with warnings");
    tile({}, sessions.a.people(), sessions.b.people(), "people");
    out += "</div></section>\n";
}

QByteArray lineOf(const ComparisonLine &line)
{
    return "<p style=\"margin:2px 0\">" + severityGlyph(line.level) + ' ' +
           (line.field.isEmpty() ? QByteArray() : "<code>" + xmlText(line.field) + "</code> ") +
           xmlText(line.words) + "</p>";
}

QByteArray sent(const SentFields &tree, int field, double share)
{
    if (field == SentFields::None)
        return "not sent";
    return tree[field].key == "[]" ? QByteArray() : percent(share);
}

/// Of a few words of ours, in one line.
QByteArray cellOf(const QByteArray &words)
{
    return "<td style=\"white-space:nowrap\">" + words + "</td>";
}

/// Every field with its types and shares, those that are the same too.
void appendFields(
    QByteArray &out, const std::vector<FieldComparison> &fields, const SentFields &a, const SentFields &b)
{
    constexpr std::array<const char *, FieldNewsCount> Words{"Same", "Gone", "Added", "Type changed",
        "New values", "Sent less often", "Sent more often", "Not seen yet"};
    QByteArray rows;
    for (const FieldComparison &field : fields) {
        if (isAround(field))
            continue;
        const bool told = field.news != FieldNews::Same && !field.inside;
        const char *mark = !told                              ? ""
                           : field.level == Severity::Error   ? " class=\"e\""
                           : field.level == Severity::Warning ? " class=\"w\""
                                                              : "";
        rows += QByteArray("<tr") + mark + "><td><code>" + xmlText(field.path) + "</code></td>" +
                cellOf(sentTypes(a, field.a)) + cellOf(sent(a, field.a, field.shareA)) +
                cellOf(sentTypes(b, field.b)) + cellOf(sent(b, field.b, field.shareB)) +
                "<td style=\"white-space:nowrap\">" +
                (told ? severityGlyph(field.level) + ' ' : QByteArray()) +
                Words[static_cast<std::size_t>(field.news)] + "</td><td class=\"m\">" +
                xmlText(exampleNow(field, a, b)) + "</td></tr>\n";
    }
    if (rows.isEmpty())
        return;
    out += "<div class=\"wide\"><table class=\"fields\"><tr><th>Property</th><th>A type</th><th>A sent</th>"
           "<th>B type</th><th>B sent</th><th>Change</th><th>Example in B</th></tr>\n" +
           rows + "</table></div>\n";
}

/// Calls by minute, both sessions from their own start.
void appendMinutes(QByteArray &out, const std::vector<quint32> &a, const std::vector<quint32> &b)
{
    const std::size_t minutes = std::max(a.size(), b.size());
    if (minutes < 2)
        return;
    const std::size_t each = (minutes + MostBars - 1) / MostBars;
    const std::size_t bars = (minutes + each - 1) / each;
    std::array<std::vector<quint64>, 2> sums{std::vector<quint64>(bars), std::vector<quint64>(bars)};
    quint64 most = 1;
    for (std::size_t i = 0; i < minutes; ++i) {
        for (const auto &[side, counts] : {std::pair(&sums[0], &a), std::pair(&sums[1], &b)}) {
            quint64 &sum = (*side)[i / each];
            sum += i < counts->size() ? (*counts)[i] : 0;
            most = std::max(most, sum);
        }
    }
    out += "<p class=\"note\">Calls by " +
           (each == 1 ? QByteArray("minute") : QByteArray::number(qulonglong(each)) + " minutes") +
           " from the start of each session, A grey, B in colour; the highest bar is " + groupedNumber(most) +
           ".</p>\n<svg role=\"img\" aria-label=\"Calls by minute\" height=\"" +
           QByteArray::number(BarsHeight) + "\" viewBox=\"0 0 " +
           QByteArray::number(qulonglong(bars) * BarWidth) + ' ' + QByteArray::number(BarsHeight) + "\">";
    for (std::size_t side = 0; side < 2; ++side) {
        for (std::size_t i = 0; i < bars; ++i) {
            if (sums[side][i] == 0)
                continue;
            const quint64 height = std::max<quint64>(1, sums[side][i] * BarsHeight / most);
            out += "<rect x=\"" + QByteArray::number(qulonglong(i * BarWidth + side * 4)) + "\" y=\"" +
                   QByteArray::number(BarsHeight - qulonglong(height)) + "\" width=\"4\" height=\"" +
                   QByteArray::number(qulonglong(height)) + "\" fill=\"var(" +
                   (side == 0 ? "--lineInput" : "--accent") + ")\"/>";
        }
    }
    out += "</svg>\n";
}

/// One that opens: what it is and how often it was sent.
void appendSummary(QByteArray &out, Severity level, bool open, const QByteArray &badge,
    const QByteArray &label, quint32 callsA, quint32 callsB)
{
    const QByteArray grown = growth(callsA, callsB);
    out += QByteArray("<details class=\"rule\"") + (open ? " open" : "") + "><summary>" +
           severityGlyph(level) + badge + "<b>" + xmlText(label) + "</b><span class=\"x\">" +
           groupedNumber(callsA) + " to " + groupedNumber(callsB) +
           (grown.isEmpty() ? QByteArray() : " (" + grown + ')') + "</span></summary><div class=\"in\">\n";
}

void openSection(QByteArray &out, const QByteArray &title, std::size_t count)
{
    out += "<section><h2>" + title + "<small>" + groupedNumber(count) + "</small></h2>\n";
}

void appendEvents(QByteArray &out, const ComparedSessions &sessions, EventNews news, const char *title)
{
    const std::size_t count = sessions.comparison.count(news);
    if (count == 0)
        return;
    openSection(out, title, count);
    for (const EventComparison &event : sessions.comparison.events()) {
        if (event.news != news)
            continue;
        const EventTally &a = sessions.a.event(event.a);
        const EventTally &b = sessions.b.event(event.b);
        appendSummary(out, event.level, news == EventNews::Changed, typeBadge(event.type),
            eventLabel(event.type, event.name, false), event.callsA, event.callsB);
        for (const ComparisonLine &line : comparisonLines(event, sessions.a, sessions.b))
            out += lineOf(line);
        appendFields(out, event.fields, a.fields, b.fields);
        appendMinutes(out, a.minutes, b.minutes);
        out += "</div></details>\n";
    }
    out += "</section>\n";
}

void appendSources(QByteArray &out, const ComparedSessions &sessions)
{
    const std::vector<SourceComparison> &sources = sessions.comparison.sources();
    if (sources.empty())
        return;
    openSection(out, "Sources", sources.size());
    for (const SourceComparison &source : sources) {
        appendSummary(out, source.level, source.news == EventNews::Changed, {},
            source.library.isEmpty() ? QByteArray("no library named") : source.library, source.callsA,
            source.callsB);
        for (const ComparisonLine &line : comparisonLines(source, sessions.a, sessions.b))
            out += lineOf(line);
        appendFields(
            out, source.fields, sessions.a.source(source.a).fields, sessions.b.source(source.b).fields);
        out += "</div></details>\n";
    }
    out += "</section>\n";
}

/// Those that are a number before and one now.
void appendTable(QByteArray &out, const ComparisonSection &section)
{
    openSection(out, section.title, section.rows.size());
    out += "<div class=\"wide\"><table><tr><th></th><th class=\"r\">A</th><th class=\"r\">B</th></tr>\n";
    for (const ComparisonRow &row : section.rows)
        out += "<tr><td>" + severityGlyph(row.level) + ' ' + xmlText(row.label) + "</td>" +
               htmlCell(row.callsA) + htmlCell(row.callsB) + "</tr>\n";
    out += "</table></div></section>\n";
}

} // namespace

QByteArray comparisonHtml(const ComparedSessions &sessions)
{
    QByteArray out;
    appendTop(out, sessions);
    appendEvents(out, sessions, EventNews::Gone, "Gone from B");
    appendEvents(out, sessions, EventNews::Unseen, "Not seen yet in B");
    appendEvents(out, sessions, EventNews::New, "New in B");
    appendEvents(out, sessions, EventNews::Changed, "Changed");
    appendSources(out, sessions);
    for (const ComparisonSection &section : {unreadableSection(sessions), identitySection(sessions)}) {
        if (!section.rows.empty())
            appendTable(out, section);
    }
    appendEvents(out, sessions, EventNews::Volume, "Volume only");
    appendEvents(out, sessions, EventNews::Same, "Same");
    for (const QByteArray &note : comparisonNotes(sessions))
        out += "<p class=\"note\">" + xmlText(note) + "</p>\n";
    return out + "</main></body></html>\n";
}

} // namespace spectap
