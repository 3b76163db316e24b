// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/support/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace spectap {

/// The JSON types a field may have, one bit each.
enum JsonTypeBit : quint8 {
    TypeNull = 1,
    TypeBoolean = 2,
    TypeInteger = 4, ///< a number without a fraction: 29 and 29.0
    TypeNumber = 8 | TypeInteger,
    TypeString = 16,
    TypeArray = 32,
    TypeObject = 64,
    TypeAny = 127,
};
using JsonTypes = quint8;

enum class Presence : quint8 { Unstated, Never, Recommended, Conditional, Always };

enum class Format : quint8 { None, IsoTime, Email, Currency, Uri, Ip, Locale, TimeZone, Uuid, Country, Semver, Other };

/// A field the spec documents: one entry of a catalogue file (shape: resources/spec/README.md).
struct FieldSpec
{
    QByteArray path;  ///< dotted from the call's root, [] for array elements: properties.products[].price
    JsonTypes types = TypeAny;
    JsonTypes itemTypes = TypeAny;
    Presence presence = Presence::Unstated;
    Format format = Format::None;
    std::vector<QByteArray> values; ///< enum; for an array of its items
    std::vector<QByteArray> aliases; ///< other paths of the same field that are just as good
    std::optional<double> minimum, maximum;
    std::optional<qint64> maxLength; ///< characters
    quint8 calls = 0xff; ///< bit per CallType
    QByteArray means;    ///< our own short words
    QByteArray example;  ///< JSON text
    QByteArray doc;
};

/// An event of a semantic spec.
struct EventSpec
{
    QByteArray name;
    QByteArray id; ///< "ecommerce/order-completed"
    CallType call = CallType::Track;
    QByteArray means;
    QByteArray doc;
    std::vector<QByteArray> aliases;    ///< names that mean this event: checked as it, with a hint
    std::vector<QByteArray> deprecated; ///< names of an older version
    std::vector<FieldSpec> properties;
};

/// A documented bound on a call or a field.
struct LimitSpec
{
    QByteArray name; ///< "eventSize"
    double value = 0;
    QByteArray unit;
    QByteArray path;
    QByteArray effect;
    QByteArray doc;
};

/// The Segment Spec as read from catalogue files; plain data, compiled into a Checker.
struct Catalogue
{
    std::vector<FieldSpec> fields; ///< common fields and those of single calls (FieldSpec::calls)
    std::vector<EventSpec> events;
    std::vector<LimitSpec> limits;
    std::vector<QByteArray> blockedIds; ///< patterns of id values that must not be ids
    QByteArray version; ///< hash over the files: findings are re-made when it changes
    QByteArray snapshot; ///< "2025-11": the state of the spec the files describe

    /// Reads `files` in order; a mistake is an Error naming file, JSON pointer and what is wrong.
    static Result<Catalogue> load(const QStringList &files);
    /// The catalogue that ships inside the program, plus `extra` (--spec FILE).
    static Result<Catalogue> bundled(const QStringList &extra = {});
};

} // namespace spectap
