// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparison.h"

namespace spectap {

/// A comparison with what it was made from; all outlive it.
struct ComparedSessions
{
    const SessionTally &a;
    const SessionTally &b;
    QByteArray nameA; ///< of the files
    QByteArray nameB;
    const SessionComparison &comparison;
    const ComparisonOptions &options;
};

/// For a terminal or a log.
[[nodiscard]] QByteArray comparisonText(const ComparedSessions &sessions);
/// For an issue or a pull request. Nothing in the calls can act there.
[[nodiscard]] QByteArray comparisonMarkdown(const ComparedSessions &sessions);
/// One page for a browser, without anything fetched or run.
[[nodiscard]] QByteArray comparisonHtml(const ComparedSessions &sessions);
/// For programs: {"a","b","level","events","sources","identity","ignored"}.
[[nodiscard]] QByteArray comparisonJson(const ComparedSessions &sessions);

} // namespace spectap
