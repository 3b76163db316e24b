// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparisonreport.h"
#include "model/compare/comparisonwords.h"

namespace spectap {

/// One line of a report with what is below it.
struct ComparisonRow
{
    QByteArray label;
    quint32 callsA = 0;
    quint32 callsB = 0;
    Severity level = Severity::Ok;
    std::vector<ComparisonLine> lines;
};

struct ComparisonSection
{
    QByteArray title;
    std::vector<ComparisonRow> rows;
};

/// What every report tells, in its order: gone, new, changed, volume only, sources, identity. Sections
/// without rows are left out, and so are rows with nothing to tell.
[[nodiscard]] std::vector<ComparisonSection> comparisonSections(const ComparedSessions &sessions);

/// Texts of B that are no calls, when that is news.
[[nodiscard]] ComparisonSection unreadableSection(const ComparedSessions &sessions);
/// Mistakes with ids.
[[nodiscard]] ComparisonSection identitySection(const ComparedSessions &sessions);
/// What to know besides, a sentence each: what was not compared, and what is not listed.
[[nodiscard]] std::vector<QByteArray> comparisonNotes(const ComparedSessions &sessions);

/// "38 calls, 4 with errors"
[[nodiscard]] QByteArray sessionWords(const SessionTally &tally);
/// "+19 %", "-4 %"; empty where A has none.
[[nodiscard]] QByteArray growth(quint32 before, quint32 now);

} // namespace spectap
