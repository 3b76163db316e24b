// SPDX-License-Identifier: MIT
#include "model/call/plaintext.h"
#include "model/compare/comparisonsections.h"

namespace spectap {

namespace {

constexpr qsizetype LabelWidth = 36;
constexpr qsizetype NumberWidth = 8;

void appendRow(QByteArray &out, const ComparisonRow &row)
{
    const QByteArray label = plainText(row.label);
    const QByteArray grown = growth(row.callsA, row.callsB);
    out += "  " + label + QByteArray(std::max<qsizetype>(1, LabelWidth - label.size()), ' ') +
           QByteArray::number(row.callsA).rightJustified(NumberWidth) + "  to" +
           QByteArray::number(row.callsB).rightJustified(NumberWidth) +
           (grown.isEmpty() ? QByteArray() : "  (" + grown + ')') + '\n';
    for (const ComparisonLine &line : row.lines) {
        const QByteArray level =
            line.level == Severity::Ok ? QByteArray("better") : severityName(line.level).toByteArray();
        out += "      " + level.leftJustified(NumberWidth) + ' ' +
               (line.field.isEmpty() ? QByteArray() : plainText(line.field) + ": ") + plainText(line.words) +
               '\n';
    }
}

} // namespace

QByteArray comparisonText(const ComparedSessions &sessions)
{
    QByteArray out = "A  " + plainText(sessions.nameA) + ": " + sessionWords(sessions.a) + "\nB  " +
                     plainText(sessions.nameB) + ": " + sessionWords(sessions.b) + '\n';
    for (const ComparisonSection &section : comparisonSections(sessions)) {
        out += '\n' + section.title + " (" + QByteArray::number(qsizetype(section.rows.size())) + ")\n";
        for (const ComparisonRow &row : section.rows)
            appendRow(out, row);
    }
    for (const QByteArray &note : comparisonNotes(sessions))
        out += '\n' + plainText(note) + '\n';
    return out;
}

} // namespace spectap
