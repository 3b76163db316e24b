// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/checkertables.h"
#include "model/spec/lastkeys.h"
#include "model/spec/seenmembers.h"

namespace spectap {

/// What an undocumented key turned out to be.
struct KeyMatch
{
    int member =
        -1; ///< documented after all: the object does not mind upper and lower case, or takes any key
    Rule rule = Rule::None; ///< NameCase or NearMiss: `suggested` was probably meant
    int suggested = -1;
};

/// Judges `key`, which is not in `table`, of the object whose members `siblings` knows. `guess`: misspellings
/// count, not only other spellings.
[[nodiscard]] KeyMatch matchKey(const ObjectTable &table, const JsonTape &tape, quint32 child,
    QByteArrayView key, LastKeys &siblings, bool guess);

/// The path from the call down to a value, on the stack of the functions that walk it: text is made of it
/// only when there is something to say.
struct FieldPath
{
    const FieldPath *up = nullptr;
    QByteArrayView name;
    qint64 index = -1; ///< in an array, name is then empty

    [[nodiscard]] QByteArray pointer() const;
};

/// Facts of a call that decide which tables it is checked with.
struct CallShape
{
    CallType type = CallType::Unknown;
    EventMatch event;
    /// Properties nobody documents need no word on a custom event: the event has said it.
    [[nodiscard]] bool isCustomEvent() const { return type == CallType::Track && event.event < 0; }

    static CallShape of(const SpecTables &tables, const JsonTape &tape, const CallFacts &facts);
};

/// One check of one call: lives as long as it takes.
class CallCheck
{
public:
    CallCheck(const SpecTables &tables, const CallView &call, const CallFacts &facts,
        const CheckContext &context, CheckResult &result);
    void run();

    /// More findings than this on one call help nobody: one last finding says that the rest is left out. The
    /// ingest verdict is made in full.
    static constexpr std::size_t MaxFindings = 1000;

private:
    void report(Severity severity, Rule rule, const FieldPath &path, QByteArray expected, QByteArray actual,
        const QByteArray &doc);
    void reportMissing(
        Severity severity, Rule rule, const FieldPath &path, QByteArray expected, const QByteArray &doc);
    void reject(Ingest ingest, Rule rule);

    void checkSizes();
    void walkObject(
        const ObjectTable &table, quint32 object, const FieldPath &path, quint32 inherited, bool free);
    bool walkMembers(const ObjectTable &table, quint32 object, const FieldPath &path, quint32 inherited,
        bool free, bool duplicates, SeenMembers &seen);
    void walkInherited(const ObjectTable &table, quint32 object, const FieldPath &path, quint32 inherited,
        SeenMembers &seen);
    void checkMissing(const ObjectTable &table, const FieldPath &path, const SeenMembers *seen);
    void checkBothNames(const ObjectTable &table, const FieldPath &path, const SeenMembers &seen);
    void unknownKey(
        const ObjectTable &table, quint32 child, const FieldPath &path, LastKeys &siblings, bool free);
    void visit(const Member &member, quint32 node, const FieldPath &path, quint32 inherited);
    void checkValue(const Member &member, quint32 node, const FieldPath &path, quint32 inherited);
    void checkScalar(const Member &member, quint32 node, const FieldPath &path);
    void checkItems(const Member &member, quint32 node, const FieldPath &path);
    void checkLimits(const Member &member, quint32 node, const FieldPath &path);
    bool visitSpecial(const Member &member, quint32 node, const FieldPath &path);

    void checkType(const Member &member, quint32 node, const FieldPath &path);
    void checkMissingType();
    void checkEventName(const Member &member, quint32 node, const FieldPath &path);
    void checkId(const Member &member, quint32 node, const FieldPath &path);
    void checkBlocked(quint32 node, const FieldPath &path);
    void checkIdentity();
    void checkClock(const Member &member, quint32 node, const FieldPath &path);
    [[nodiscard]] bool isSentAtSent() const;
    [[nodiscard]] std::optional<Micros> timeOf(quint32 node) const;

    const SpecTables &m_tables;
    const JsonTape &m_tape;
    const CallView &m_call;
    const CallFacts &m_facts;
    const CheckContext &m_context;
    CheckResult &m_result;
    CallShape m_shape;
    bool m_tooMany = false; ///< findings were left out
    bool m_hasId = false;   ///< userId or anonymousId was sent, good or bad
    bool m_hasType = false;
    std::vector<Finding> m_missing; ///< of fields that were not sent: they come last
};

} // namespace spectap
