// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/finding.h"

#include <optional>

namespace spectap {

/// What to send instead of what was sent.
struct Correction
{
    enum class How : quint8
    {
        WithoutQuotes, ///< a number or boolean was sent as text
        InQuotes,      ///< a text was sent as a number or boolean
        InArray,       ///< one element was sent instead of the array
        AsTime,        ///< a time, in ISO 8601
        Capitals,
        Trimmed, ///< without the spaces around it
        Spelled, ///< in the documented spelling: a listed value, the name of an event
        Renamed, ///< the same value under another key
    };
    How how = How::Spelled;
    QByteArray name;  ///< Renamed: the key
    QByteArray value; ///< JSON text

    bool operator==(const Correction &) const = default;
};

/// The corrected value, where there is no doubt what was meant; none otherwise. `value` is the JSON text as
/// sent, whole. Pure: nothing but the finding and the value is looked at.
[[nodiscard]] std::optional<Correction> correctionOf(const Finding &finding, QByteArrayView value);

/// The time that `text` says in one of the forms that languages and databases write it in, as ISO 8601 in
/// UTC; empty when that is not clear: 11/12/2025 is no date.
[[nodiscard]] QByteArray isoTimeFrom(QByteArrayView text);

} // namespace spectap
