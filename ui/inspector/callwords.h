// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/jsontape.h"
#include "model/spec/finding.h"

#include <QString>

namespace spectap {

/// "properties.products[1].quantity" for "/properties/products/1/quantity"; empty for the call itself.
[[nodiscard]] QString pathOfPointer(QByteArrayView pointer);
/// The last token of a pointer, unescaped.
[[nodiscard]] QString nameOfPointer(QByteArrayView pointer);
/// "Segment: refused with 400".
[[nodiscard]] QString ingestWords(Ingest ingest);
/// The same where there is no room: nothing when the call goes through.
[[nodiscard]] QString ingestShortWords(Ingest ingest);
/// "3 errors, 3 warnings, 1 info", without those there are none of; "passes" when there are none at all.
[[nodiscard]] QString countWords(int errors, int warnings, int infos);
/// "number", "string"… as people see JSON types.
[[nodiscard]] QString kindWord(JsonKind kind);
/// "{8}", "[2]", and for an object inside another one what names it: "{6} Rain Shell".
[[nodiscard]] QString containerWords(const JsonTape &tape, quint32 node, bool isInside);
/// "error", translated, for assistive technology.
[[nodiscard]] QString severityWord(Severity severity);

} // namespace spectap
