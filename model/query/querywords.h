// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/querynode.h"

#include <optional>

/// The words of the filter language: its keys, the values of those keys that take fixed ones, and what to say
/// when a word is not among them.
namespace spectap::querywords {

[[nodiscard]] std::optional<QueryKey> keyFromName(QStringView name);
[[nodiscard]] QString noSuchKey(QStringView name);
/// Whether the key takes fixed words: type, has, is, ingest.
[[nodiscard]] bool takesWords(QueryKey key);
/// The bit of Query::Node::types or words for a value of such a key.
[[nodiscard]] std::optional<quint32> wordBit(QueryKey key, const QString &word);
[[nodiscard]] QString noSuchWord(QStringView keyName, QueryKey key, const QString &word);
/// A complete clause to show, with the operator that was typed.
[[nodiscard]] QString example(QueryKey key, QStringView op);

} // namespace spectap::querywords
