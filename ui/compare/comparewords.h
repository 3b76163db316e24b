// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparison.h"
#include "model/diff/calldiff.h"
#include "model/items/sessioncomparer.h"

#include <QString>

namespace spectap {

/// The words of a comparison, for people.
[[nodiscard]] QString eventText(CallType type, const QByteArray &name);
/// "Sent less often"
[[nodiscard]] QString newsWord(FieldNews news);
/// "not sent in B", "+19 %, same properties"; empty where fields have changed: they are counted instead. Of
/// an unfinished session no smaller count is told.
[[nodiscard]] QString eventWords(const EventComparison &event, bool unfinished = false);
[[nodiscard]] QString sourceWords(const SourceComparison &source);
[[nodiscard]] QString identityWords(const IdentityComparison &mistake);
/// "2 events not seen yet, 1 new, 3 properties changed since baseline"
[[nodiscard]] QString baselineWords(const ComparedFiles &files);
/// "number, string"; empty for what was not sent.
[[nodiscard]] QString typesText(const SentFields &tree, int field);
/// "42 number, 2 string"
[[nodiscard]] QString countedTypes(const SentFields &tree, int field);
/// What is to be said of a field that has changed, and why it matters.
[[nodiscard]] QString fieldSentence(const FieldComparison &field, const SentFields &a, const SentFields &b);

/// The sign of a change that looks most like this one.
[[nodiscard]] FieldChange signOf(FieldNews news);
[[nodiscard]] FieldChange signOf(EventNews news);

/// How many calls more (or less) B has of the worst severity that differs; 0: as many.
struct ProblemGrowth
{
    Severity severity = Severity::Ok;
    qint64 calls = 0;
};
[[nodiscard]] ProblemGrowth problemGrowth(const EventTally &a, const EventTally &b);

} // namespace spectap
