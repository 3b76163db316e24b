// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/querynode.h"

#include <QStringList>

#include <optional>

/// The words of the filter language: its keys, the values of those keys that take fixed ones, and what to say
/// when a word is not among them.
namespace spectap::querywords {

[[nodiscard]] std::optional<QueryKey> keyFromName(QStringView name);
/// The first name of a key.
[[nodiscard]] QString nameOf(QueryKey key);
[[nodiscard]] QString noSuchKey(QStringView name);
[[nodiscard]] QString noPath();
/// All keys, in the order people are told of them.
[[nodiscard]] QStringList keyNames();

/// What a key may be compared with, beside ":".
struct Operators
{
    bool equal = true;  ///< = and !=
    bool order = false; ///< < <= > >=
    bool regex = false; ///< ~
};
[[nodiscard]] Operators operatorsOf(QueryKey key);
[[nodiscard]] QString listed(Operators operators);

/// Whether the key takes fixed words: type, has, is, mark, ingest, plan, and the types of typeof.
[[nodiscard]] bool takesWords(QueryKey key);
[[nodiscard]] QStringList words(QueryKey key);
/// The bit of Query::Node::types, words or kinds for a value of such a key.
[[nodiscard]] std::optional<quint32> wordBit(QueryKey key, const QString &word);
[[nodiscard]] QString noSuchWord(QStringView keyName, QueryKey key, const QString &word);
/// A complete clause to show, with the operator that was typed.
[[nodiscard]] QString example(QueryKey key, QStringView op);
/// Error texts stay one line whatever was typed.
[[nodiscard]] QString shortened(QStringView text);

} // namespace spectap::querywords
