// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"
#include "model/spec/sightings.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace spectap {

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

/// What a tally reads of a call.
struct CallLabel
{
    quint32 seq = 0;
    CallType type = CallType::Unknown;
    QByteArrayView name;     ///< empty: none
    bool unreadable = false; ///< not JSON at all
};

/// Sums calls up by problem. Bounded: what comes after MaxProblems kinds is only counted.
class ProblemTally
{
public:
    static constexpr std::size_t MaxProblems = 5'000;

    /// The problem that `finding` of `call` is one of, null for an info or when there are too many.
    const Problem *add(const CallLabel &call, const Finding &finding);

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
[[nodiscard]] QByteArray docAddress(QByteArrayView doc);

} // namespace spectap
