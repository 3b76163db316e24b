// SPDX-License-Identifier: MIT
#include "model/call/plaintext.h"
#include "model/compare/comparisonsections.h"

namespace spectap {

namespace {

void appendSection(QByteArray &out, const ComparisonSection &section)
{
    out += "\n#### " + section.title + " (" + QByteArray::number(qsizetype(section.rows.size())) +
           ")\n\n| | A | B | |\n|---|--:|--:|---|\n";
    for (const ComparisonRow &row : section.rows) {
        QByteArray lines;
        for (const ComparisonLine &line : row.lines) {
            lines += lines.isEmpty() ? "" : "<br>";
            if (line.level >= Severity::Warning)
                lines += "**" + severityName(line.level).toByteArray() + "** ";
            if (!line.field.isEmpty())
                lines += markdownCode(line.field) + ' ';
            lines += markdownText(line.words);
        }
        if (lines.isEmpty())
            lines = growth(row.callsA, row.callsB);
        out += "| " + markdownText(row.label) + " | " + QByteArray::number(row.callsA) + " | " +
               QByteArray::number(row.callsB) + " | " + lines + " |\n";
    }
}

} // namespace

QByteArray comparisonMarkdown(const ComparedSessions &sessions)
{
    QByteArray out = "### " + comparisonSummary(sessions.comparison) +
                     "\n\n- A: " + markdownCode(sessions.nameA) + ", " + sessionWords(sessions.a) +
                     "\n- B: " + markdownCode(sessions.nameB) + ", " + sessionWords(sessions.b) + '\n';
    for (const ComparisonSection &section : comparisonSections(sessions))
        appendSection(out, section);
    for (const QByteArray &note : comparisonNotes(sessions))
        out += '\n' + markdownText(note) + '\n';
    return out;
}

} // namespace spectap
