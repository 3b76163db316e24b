// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/spec/catalogue.h"

namespace spectap {

/// Whether the value is of one of `types`. An integer is a number without a fraction: 29, 29.0 and 2.9e1.
[[nodiscard]] bool hasType(JsonTypes types, const JsonTape &tape, quint32 node);

/// "number", "string or number", "any type".
[[nodiscard]] QByteArray typeNames(JsonTypes types);

/// The documented type of a field with what its items are: "array of objects".
[[nodiscard]] QByteArray typeNames(const FieldSpec &field);

/// Type and bytes of a value as a finding shows them: string "25.00".
[[nodiscard]] QByteArray shownValue(const JsonTape &tape, quint32 node);

/// At most Finding::MaxActual bytes of `text`, never half a character.
[[nodiscard]] QByteArray shortened(QByteArrayView text);

/// Characters (code points) of UTF-8.
[[nodiscard]] qsizetype characterCount(QByteArrayView utf8);

/// "a, b or c".
[[nodiscard]] QByteArray joinedByOr(const std::vector<QByteArray> &words);

/// "32 KB", "41.3 KB", "2,500 events", for people.
[[nodiscard]] QByteArray amount(double value, QByteArrayView unit);

} // namespace spectap
