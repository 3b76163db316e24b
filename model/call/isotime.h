// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <optional>

namespace spectap {

/// Microseconds since 1970-01-01T00:00:00Z, the one unit of time in the model.
using Micros = qint64;
inline constexpr Micros NoTime = INT64_MIN;

/// An ISO 8601 date or date-time as SDKs really write them: with Z, ±hh:mm or ±hhmm, none to nine
/// fraction digits, a space is not a T. A date alone is midnight UTC; a date-time without an offset is
/// read as UTC. Impossible dates (month 13, 30 February) are refused. Segment spec: Common, timestamps.
[[nodiscard]] std::optional<Micros> parseIsoTime(QByteArrayView text);

} // namespace spectap
