// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// "2026-01-31T08:15:00.123Z", with six digits where there are microseconds; empty for NoTime.
[[nodiscard]] QByteArray exportTime(Micros time);

/// Appends JSON as received on one line: a line break becomes a space, nothing else changes. In JSON a raw
/// one can only stand between tokens: inside strings it is escaped.
void appendOnOneLine(QByteArray &out, QByteArrayView json);

/// `,"name":"text"`, or `,"nameBase64":…` for bytes that are no text.
void appendBytesMember(QByteArray &out, const char *name, const QByteArray &bytes);

} // namespace spectap
