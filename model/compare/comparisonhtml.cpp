// SPDX-License-Identifier: MIT
#include "model/call/plaintext.h"
#include "model/compare/comparisonsections.h"
#include "model/session/exports/htmlhead.h"

namespace spectap {

namespace {

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
    return "<p style=\"margin:0\">" + severityGlyph(line.level) + ' ' +
           (line.field.isEmpty() ? QByteArray() : "<code>" + xmlText(line.field) + "</code> ") +
           xmlText(line.words) + "</p>";
}

void appendSection(QByteArray &out, const ComparisonSection &section)
{
    out += "<section><h2>" + section.title + "<small>" + groupedNumber(section.rows.size()) +
           "</small></h2><div class=\"wide\"><table><tr><th></th><th class=\"r\">A</th><th class=\"r\">B</th>"
           "<th>What is different</th></tr>\n";
    for (const ComparisonRow &row : section.rows) {
        out += "<tr>" + htmlCell(row.label) + htmlCell(row.callsA) + htmlCell(row.callsB) + "<td>";
        for (const ComparisonLine &line : row.lines)
            out += lineOf(line);
        if (row.lines.empty())
            out += xmlText(growth(row.callsA, row.callsB));
        out += "</td></tr>\n";
    }
    out += "</table></div></section>\n";
}

} // namespace

QByteArray comparisonHtml(const ComparedSessions &sessions)
{
    QByteArray out;
    appendTop(out, sessions);
    const std::vector<ComparisonSection> sections = comparisonSections(sessions);
    for (const ComparisonSection &section : sections)
        appendSection(out, section);
    QByteArray ignored;
    for (const QByteArray &path : sessions.options.ignored)
        ignored += (ignored.isEmpty() ? "" : ", ") + xmlText(path);
    if (!ignored.isEmpty())
        out += "<p class=\"note\">Not compared: " + ignored + ".</p>\n";
    return out + "</main></body></html>\n";
}

} // namespace spectap
