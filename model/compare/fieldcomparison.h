// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparison.h"

namespace spectap {

/// The fields of two trees side by side: those of B in its order, those that are gone where A has them. The
/// worst of their levels goes into `level`.
[[nodiscard]] std::vector<FieldComparison> compareFields(
    const SentFields &a, const SentFields &b, const ComparisonOptions &options, Severity &level);

/// Of an array's items when nothing of them is new: they are told by what is in them.
[[nodiscard]] bool isAround(const FieldComparison &field);

/// How B sends it: a value that is new, else one of a type that is new, else of the usual type, as sent and
/// cut; empty for what it does not send.
[[nodiscard]] QByteArray exampleNow(const FieldComparison &field, const SentFields &a, const SentFields &b);

/// Whether `hits` of `calls` are a larger share than `otherHits` of `otherCalls`, by more than a few points
/// and by more than chance makes likely (two proportions, 99 of 100).
[[nodiscard]] bool isMoreOften(quint32 hits, quint32 calls, quint32 otherHits, quint32 otherCalls);

} // namespace spectap
