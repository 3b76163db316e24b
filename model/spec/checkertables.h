// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/blockedids.h"
#include "model/spec/catalogue.h"
#include "model/spec/checker.h"
#include "model/spec/nearmiss.h"
#include "model/support/keytable.h"

#include <array>

namespace spectap {

/// Members of a call that have rules of their own beside the catalogue's.
enum class Special : quint8
{
    None,
    Type,
    Event,
    UserId,
    AnonymousId,
    PreviousId,
    GroupId,
    Timestamp,
    OriginalTimestamp,
    SentAt,
    Context,
    Integrations,
    Properties,
};

/// One key of an object, as the catalogue knows it.
struct Member
{
    enum class Role : quint8
    {
        Field,      ///< documented under this very name
        Alias,      ///< another name that is just as good
        Deprecated, ///< the name in an older version
        Reserved,   ///< a name that is taken
    };
    // What every call looks at comes first: it fits into one line of the cache.
    const FieldSpec *field = nullptr; ///< null: nothing is said of it but what may be inside, or Reserved
    int object = -1;                  ///< table of its members, -1: nothing is documented inside
    int items = -1;                   ///< the same for the objects in an array
    int limits = -1;                  ///< index into SpecTables::fieldLimits
    int canonical = -1;               ///< Alias, Deprecated: the Field in the same object, -1: elsewhere
    JsonTypes types = TypeAny;
    Role role = Role::Field;
    Special special = Special::None;
    bool own = false;          ///< of the call's or the event's own page, not of the common fields
    bool required = false;     ///< missing is an error
    bool demands = false;      ///< something inside is required even when this is not sent
    bool boundsText = false;   ///< `field` asks more of a string than that it is one
    bool boundsNumber = false; ///< likewise of a number
    QByteArray key;
    QByteArray canonicalPath; ///< Deprecated: what to write instead
    QByteArray doc;
};

/// The documented members of one object.
struct ObjectTable
{
    std::vector<Member> members; ///< in the order of the catalogue
    std::vector<int> required;   ///< members that are required or demand something
    int star = -1;               ///< member that stands for any other key
    bool anyCase = false;        ///< upper and lower case do not matter
    std::vector<int> aliases;    ///< members that are a second good name of another
    KeyTable keys;
    NameIndex names;

    [[nodiscard]] int find(QByteArrayView key) const { return keys.find(key); }
};

/// What an event's name turned out to be.
struct EventMatch
{
    int event = -1;         ///< checked as this one
    int hint = -1;          ///< only looks like this one
    Rule rule = Rule::None; ///< None: exactly the documented name
};

/// The catalogue as the checker wants it: a table per object, joined by numbers. Tables are shared between
/// calls and events until one of them says something else, so a hundred events stay small.
class SpecTables
{
public:
    explicit SpecTables(Catalogue catalogue);
    Q_DISABLE_COPY_MOVE(SpecTables)

    [[nodiscard]] const Catalogue &catalogue() const { return m_catalogue; }
    [[nodiscard]] const ObjectTable &table(int index) const
    {
        return m_tables[static_cast<std::size_t>(index)];
    }
    /// Table of a whole call: that of the event where there is one.
    [[nodiscard]] const ObjectTable &root(CallType type, int event) const;
    [[nodiscard]] EventMatch matchEvent(CallType type, QByteArrayView name) const;
    [[nodiscard]] bool isBlocked(QByteArrayView id) const { return m_blocked.contains(id); }
    [[nodiscard]] const std::vector<const LimitSpec *> &limitsOfField(int index) const
    {
        return m_fieldLimits[static_cast<std::size_t>(index)];
    }
    /// The limit on whole calls or requests, null when the catalogue has none.
    [[nodiscard]] const LimitSpec *limit(LimitSpec::Counts counts) const;
    /// Documentation of where a call says `name`, for findings on what is not there.
    [[nodiscard]] QByteArray docOf(CallType type, QByteArrayView name) const;

private:
    struct Place
    {
        int table = -1;
        int member = -1;
    };
    int clone(int table);
    Place place(int root, QByteArrayView path, int shared);
    void add(int root, const FieldSpec &field, int shared, bool own, bool ofEvent);
    void addOtherNames(int root, const FieldSpec &field, int shared);
    void addLimits(int root, CallType type, int shared);
    void addReserved(int root, CallType type, int shared);
    void demand(int root, QByteArrayView path);
    void finish(ObjectTable &table);
    void buildEventNames();

    Catalogue m_catalogue;
    std::vector<ObjectTable> m_tables;
    std::array<int, CallTypeCount> m_callRoots{};
    std::vector<int> m_eventRoots;
    std::vector<std::vector<const LimitSpec *>> m_fieldLimits;
    std::array<const LimitSpec *, 3> m_callLimits{};
    struct EventName
    {
        int event = -1;
        Rule rule = Rule::None;
    };
    struct EventNames
    {
        std::vector<EventName> all;
        KeyTable exact;
        NameIndex near;
    };
    std::array<EventNames, CallTypeCount> m_eventNames;
    BlockedIds m_blocked;
};

struct Checker::Tables
{
    explicit Tables(Catalogue catalogue)
        : spec(std::move(catalogue))
    {
    }
    SpecTables spec;
};

} // namespace spectap
