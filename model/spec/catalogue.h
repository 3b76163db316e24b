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
    std::vector<QByteArray> values;     ///< enum, numbers as JSON text; for an array of its items
    std::vector<QByteArray> aliases;    ///< other paths of the same field that are just as good
    std::vector<QByteArray> deprecated; ///< paths it had in an older version
    std::optional<double> minimum, maximum;
    std::optional<qint64> minLength, maxLength; ///< characters
    quint8 calls = AllCalls;                    ///< bit per CallType
    bool rejects = false; ///< Segment drops a call in which this field is missing or wrong
    bool anyCase = false; ///< upper and lower case of the keys inside do not matter
    QByteArray when;      ///< Presence::Conditional: the condition in words
    QByteArray means;     ///< our own short words
    QByteArray note;      ///< what is easily got wrong, or where the docs disagree
    QByteArray example;   ///< JSON text
    QByteArray preset;    ///< JSON text of what holds when it is left out
    std::vector<QByteArray>
        addedBy; ///< who fills it in unasked: library, segment, analytics.js, ios, android
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
    QByteArray note; ///< what is easily got wrong, or where the docs disagree
    QByteArray doc;
    std::vector<QByteArray> sentBy;     ///< who sends it unasked: ios, kotlin, email tools
    std::vector<QByteArray> aliases;    ///< names that mean this event: checked as it, with a hint
    bool aliasesAllowed = false;        ///< the docs allow the aliases, though they are other events to tools
    std::vector<QByteArray> deprecated; ///< names of an older version
    std::vector<FieldSpec> properties;
};

/// A documented bound on a call or a field, which a call can break.
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

/// A documented bound that no single call can break: rates, time windows, sizes of what is made of calls. To
/// be read, not checked.
struct QuotaSpec
{
    QByteArray name;  ///< "dedupeWindow"
    QByteArray scope; ///< what it holds for: "workspace", "warehouse"
    LimitSpec::Bound bound = LimitSpec::Bound::AtMost;
    double value = 0;
    QByteArray unit;
    QByteArray beyond; ///< what happens to what is over
    QByteArray means;
    QByteArray doc;
};

/// A bound people ask for that the docs do not give: said, so that nobody takes silence for a promise.
struct UnknownBound
{
    QByteArray path; ///< of the field, empty: none
    QByteArray means;
};

/// A kind of identifier that profiles are joined by.
struct IdentifierSpec
{
    /// A value that must be in the call for the identifier to be taken.
    struct Condition
    {
        QByteArray path;
        QByteArray value; ///< JSON text
    };
    struct Source
    {
        QByteArray path;
        std::vector<Condition> where; ///< all of them
    };
    QByteArray name; ///< "user_id", "ios.idfa"
    std::vector<Source> from;
    std::optional<qint64> priority; ///< 1 is kept longest; those without follow, in the order of their names
    qint64 limit = 0;               ///< values on one profile
    std::optional<qint64> otherLimit; ///< the same in the other preset the docs offer
    std::optional<qint64> advisedLimit;
    std::vector<QByteArray> advisedPer; ///< windows that go with it: ever, annually, monthly, weekly
    std::vector<QByteArray> listedOn;   ///< which of the docs' lists have it
    QByteArray means;
    QByteArray note;
    QByteArray doc;
};

/// A remark on a page of the spec that is about no single field.
struct SpecNote
{
    QByteArray means;
    QByteArray doc;
};

/// A page of the spec: one catalogue file.
struct SpecPage
{
    QByteArray spec;  ///< "ecommerce": first half of EventSpec::id
    QByteArray title; ///< "E-commerce"
    QByteArray page;
    std::vector<SpecNote> notes;
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
    std::vector<SpecPage> pages;
    std::vector<FieldSpec> fields; ///< common fields and those of single calls (FieldSpec::calls)
    std::vector<EventSpec> events;
    std::vector<LimitSpec> limits;
    std::vector<QuotaSpec> quotas;
    std::vector<UnknownBound> undocumented;
    std::vector<IdentifierSpec> identifiers;
    std::vector<ReservedName> reserved;
    std::vector<QByteArray>
        blockedIds; ///< values that must not be ids; "^[0-]*$" is any mix of those characters
    QByteArray blockedDoc;
    QByteArray version;        ///< hash over the files: findings are re-made when it changes
    QByteArray builtInVersion; ///< likewise, over those that came with the program alone
    QByteArray snapshot;       ///< "2025-11": the state of the spec the files describe

    /// Reads `files` in order; a mistake is an Error naming file, JSON pointer and what is wrong.
    static Result<Catalogue> load(const QStringList &files);
    /// The catalogue that ships inside the program, plus `extra` (--spec FILE).
    static Result<Catalogue> bundled(const QStringList &extra = {});
    /// Adds the *.json of `folder`, in the order of their names. A file with a mistake is left out and its
    /// Error returned: what somebody keeps there must not stop the program. `known` files are not read twice.
    std::vector<Error> addFolder(const QString &folder, const QStringList &known = {});
};

} // namespace spectap
