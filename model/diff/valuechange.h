// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/diff/calldiff.h"
#include "model/spec/catalogue.h"

namespace spectap {

/// Whether two JSON numbers are of one value, however they are written: 1, 1.0 and 10e-1 are. Exact at any
/// length, since nothing is converted: 2^53 and 2^53 + 1 differ.
[[nodiscard]] bool isSameNumber(QByteArrayView a, QByteArrayView b);

/// Whether both are of the same type as people see it: true and false are.
[[nodiscard]] bool isSameType(JsonKind a, JsonKind b);

/// The format a text is unmistakably written in: a moment, UUID, email address, IP address or whole URL.
[[nodiscard]] Format evidentFormat(QByteArrayView text);

/// One string of each call. `format`: what the Spec asks of the field; None where it asks nothing.
[[nodiscard]] bool isFormatChange(QByteArrayView a, QByteArrayView b, Format format);

/// The change from one value to another that are no two objects and no two arrays. Strings are compared
/// with their escapes resolved; `format` finds out what the Spec asks of the field, for strings that differ
/// only.
template <typename FindFormat>
[[nodiscard]] FieldChange changeOfValue(
    const JsonTape &tapeA, quint32 a, const JsonTape &tapeB, quint32 b, FindFormat &&format);

[[nodiscard]] bool isSameString(const JsonTape &tapeA, quint32 a, const JsonTape &tapeB, quint32 b);

template <typename FindFormat>
FieldChange changeOfValue(
    const JsonTape &tapeA, quint32 a, const JsonTape &tapeB, quint32 b, FindFormat &&format)
{
    const JsonKind kind = tapeA[a].kind;
    if (!isSameType(kind, tapeB[b].kind))
        return FieldChange::TypeChanged;
    if (kind == JsonKind::Number)
        return isSameNumber(tapeA.raw(a), tapeB.raw(b)) ? FieldChange::Same : FieldChange::ValueChanged;
    if (kind != JsonKind::String)
        return kind == tapeB[b].kind ? FieldChange::Same : FieldChange::ValueChanged;
    if (isSameString(tapeA, a, tapeB, b))
        return FieldChange::Same;
    return isFormatChange(tapeA.string(a), tapeB.string(b), format()) ? FieldChange::FormatChanged
                                                                      : FieldChange::ValueChanged;
}

} // namespace spectap
