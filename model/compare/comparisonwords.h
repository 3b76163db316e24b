// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparison.h"

namespace spectap {

/// One thing that is different, in English, for reports and the command line; the window makes its own words.
/// Nothing here is escaped: it may hold what the calls hold.
struct ComparisonLine
{
    Severity level = Severity::Ok; ///< Ok: better than before, or of no matter
    QByteArray field;              ///< path, empty: the event itself
    QByteArray words;
};

/// What is different of an event, the worst first.
[[nodiscard]] std::vector<ComparisonLine> comparisonLines(
    const EventComparison &event, const SessionTally &a, const SessionTally &b);
[[nodiscard]] std::vector<ComparisonLine> comparisonLines(
    const SourceComparison &source, const SessionTally &a, const SessionTally &b);
/// "number", "number, string"; empty for what was not sent.
[[nodiscard]] QByteArray sentTypes(const SentFields &tree, int field);
/// "100 %", "< 1 %".
[[nodiscard]] QByteArray percent(double share);
/// "2 events gone, 3 new, 4 changed", or that nothing is different.
[[nodiscard]] QByteArray comparisonSummary(const SessionComparison &comparison);

} // namespace spectap
