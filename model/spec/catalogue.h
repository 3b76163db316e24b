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
enum JsonTypeBit : quint8
{
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

enum class Presence : quint8
{
    Unstated,
    Never,
    Recommended,
    Conditional,
    Always
};

enum class Format : quint8
{
    None,
    IsoTime,
    Email,
    Currency,
    Uri,
    Ip,
    Locale,
    TimeZone,
    Uuid,
    Country,
    Semver,
    Other
};

/// The bit of `type` in FieldSpec::calls.
[[nodiscard]] constexpr quint8 callBit(CallType type)
{
    return static_cast<quint8>(1U << static_cast<unsigned>(type));
}
inline constexpr quint8 AllCalls = 0xff;

/// A field the spec documents: one entry of a catalogue file (shape: resources/spec/README.md).
struct FieldSpec
{
    QByteArray path; ///< dotted from the call's root, [] for array elements: properties.products[].price;
                     ///< a last step * stands for any other key
    JsonTypes types = TypeAny;
    JsonTypes itemTypes = TypeAny;
    Presence presence = Presence::Unstated;
    Format format = Format::None;
    std::vector<QByteArray> values;     ///< enum; for an array of its items
    std::vector<QByteArray> aliases;    ///< other paths of the same field that are just as good
    std::vector<QByteArray> deprecated; ///< paths it had in an older version
    std::optional<double> minimum, maximum;
    std::optional<qint64> minLength, maxLength; ///< characters
    quint8 calls = AllCalls;                    ///< bit per CallType
    bool rejects = false; ///< Segment drops a call in which this field is missing or wrong
    bool anyCase = false; ///< upper and lower case of the keys inside do not matter
    QByteArray when;      ///< Presence::Conditional: the condition in words
    QByteArray means;     ///< our own short words
    QByteArray example;   ///< JSON text
    QByteArray doc;
};

/// An event of a semantic spec.
struct EventSpec
{
    QByteArray name;
    QByteArray id;    ///< "ecommerce/order-completed"
    QByteArray group; ///< heading it stands under
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
    enum class Counts : quint8
    {
        CallBytes,    ///< the call as sent
        RequestBytes, ///< the whole batch as sent
        BatchCalls,   ///< calls in the batch
        Members,      ///< members of the object at `path`
        Characters,   ///< of the string at `path`
        Seconds,      ///< since 1970, of the time at `path`
    };
    enum class Bound : quint8
    {
        AtMost,
        Below,
        AtLeast
    };
    enum class Effect : quint8
    {
        Refused, ///< answered 400
        Dropped, ///< answered 200 and dropped
        Cut,     ///< what is over is cut off
        Unify,   ///< taken by ingest, refused later by Unify or Engage
    };
    QByteArray name; ///< "eventSize"
    Counts counts = Counts::CallBytes;
    Bound bound = Bound::AtMost;
    Effect effect = Effect::Unify;
    double value = 0;
    QByteArray unit; ///< "KB": value counts 1024 bytes
    QByteArray path;
    quint8 calls = AllCalls;
    QByteArray means;
    QByteArray doc;
};

/// A name that is taken: a field of that name is lost in warehouses.
struct ReservedName
{
    QByteArray path;
    quint8 calls = AllCalls;
    QByteArray doc;
};

/// The Segment Spec as read from catalogue files; plain data, compiled into a Checker.
struct Catalogue
{
    std::vector<FieldSpec> fields; ///< common fields and those of single calls (FieldSpec::calls)
    std::vector<EventSpec> events;
    std::vector<LimitSpec> limits;
    std::vector<ReservedName> reserved;
    std::vector<QByteArray>
        blockedIds; ///< values that must not be ids; "^[0-]*$" is any mix of those characters
    QByteArray blockedDoc;
    QByteArray version;  ///< hash over the files: findings are re-made when it changes
    QByteArray snapshot; ///< "2025-11": the state of the spec the files describe

    /// Reads `files` in order; a mistake is an Error naming file, JSON pointer and what is wrong.
    static Result<Catalogue> load(const QStringList &files);
    /// The catalogue that ships inside the program, plus `extra` (--spec FILE).
    static Result<Catalogue> bundled(const QStringList &extra = {});
};

} // namespace spectap
