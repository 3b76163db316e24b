// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/verdictline.h"
#include "model/spec/sightings.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace spectap::cli {

/// Errors and warnings that are one thing to say: the same rule on the same field of the same event.
struct Problem
{
    Severity severity = Severity::Warning;
    Rule rule = Rule::None;
    QByteArray event;   ///< as people call it
    QByteArray pattern; ///< pointerPattern()
    QByteArray example; ///< findingMessage() of the first
    QByteArray doc;
    Sightings seen;
    quint64 findings = 0;
};

/// Sums a run up by problem. Bounded: what comes after MaxProblems kinds is only counted.
class ProblemTally
{
public:
    static constexpr std::size_t MaxProblems = 5'000;

    /// The problem that `finding` is one of, null for an info or when there are too many.
    const Problem *add(const Verdict &verdict, const Finding &finding);

    /// Worst and most frequent first.
    [[nodiscard]] std::vector<const Problem *> sorted() const;
    /// Findings that found no room.
    [[nodiscard]] quint64 unlisted() const { return m_unlisted; }

private:
    std::unordered_map<std::string, Problem> m_problems;
    std::string m_key;
    quint64 m_unlisted = 0;
};

/// What a rule is about, in a few words, and the page of the docs that speaks of it (without host).
struct RuleWords
{
    QByteArrayView title;
    QByteArrayView doc;
};
[[nodiscard]] RuleWords ruleWords(Rule rule);

/// The address of a page of the docs.
[[nodiscard]] QByteArray docUrl(QByteArrayView doc);

} // namespace spectap::cli
