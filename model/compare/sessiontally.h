// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/compare/fieldtally.h"
#include "model/identity/identitygraph.h"
#include "model/spec/finding.h"
#include "model/support/stringpool.h"

#include <array>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace spectap {

/// In how many calls a rule spoke, of one field.
struct RuleTally
{
    Rule rule = Rule::None;
    RuleSet set = RuleSet::Spec;
    Severity severity = Severity::Info; ///< the worst
    QByteArray pattern;                 ///< of the pointer, see pointerPattern()
    quint32 calls = 0;
    quint32 firstSeq = 0;
    QByteArray expected; ///< of the first of them, with what was sent
    QByteArray actual;
    quint32 lastSeq = 0;
};

/// What came before an event in the calls of the same person.
struct BeforeTally
{
    static constexpr int First = -1; ///< nothing: the person's first call
    int event = First;               ///< index into SessionTally::events()
    quint32 calls = 0;
};

/// The calls of one event or page, or those of identify, group and alias.
struct EventTally
{
    CallType type = CallType::Unknown;
    QByteArray name; ///< empty for a call without one
    quint32 calls = 0;
    quint32 firstSeq = 0;
    std::array<quint32, 4> worst{};  ///< calls by their worst Severity
    QByteArray suggested;            ///< the event its name comes near to, as the checker has it
    SentFields fields;               ///< of the calls; without what every call of a source carries
    std::vector<RuleTally> rules;    ///< in the order they spoke
    std::vector<quint32> minutes;    ///< calls by minute since the session's first
    std::vector<BeforeTally> before; ///< the most frequent first
};

/// Who sends: a library.
struct SourceTally
{
    QByteArray library; ///< empty: the calls name none
    quint32 calls = 0;
    std::map<QByteArray, quint32> versions;  ///< calls by version of the library
    std::map<QByteArray, quint32> writeKeys; ///< calls by write key
    SentFields fields; ///< context, integrations and ids: the SDK's doing, whatever the event
};

/// A call with what is known of it.
struct TalliedCall
{
    quint32 seq = 0;
    const CallView *call = nullptr; ///< null: its body is no JSON
    CallType type = CallType::Unknown;
    QByteArrayView name = {};
    QByteArrayView writeKey = {}; ///< of the request, where the call has none
    Severity worst = Severity::Ok;
    std::span<const Finding> findings = {};
    Micros time = NoTime; ///< received or, in a file of calls, sent
};

/// What two sessions are compared by. Grows call by call, in ascending seqs; one thread.
///
/// Memory is bounded by MaxEvents, MaxSources and those of SentFields, and 12 bytes per call beside.
class SessionTally
{
public:
    static constexpr std::size_t MaxEvents = 2000;
    static constexpr std::size_t MaxSources = 500;
    static constexpr std::size_t MaxMinutes = 24 * 60;

    SessionTally();
    Q_DISABLE_COPY_MOVE(SessionTally)

    void add(const TalliedCall &call);
    /// After the last call: puts the persons' calls one after the other.
    void finish();

    [[nodiscard]] const std::vector<EventTally> &events() const { return m_events; }
    [[nodiscard]] const std::vector<SourceTally> &sources() const { return m_sources; }
    /// One of them; -1: one without calls.
    [[nodiscard]] const EventTally &event(int index) const;
    [[nodiscard]] const SourceTally &source(int index) const;
    [[nodiscard]] quint32 calls() const { return m_calls; }
    [[nodiscard]] quint32 unreadable() const { return m_unreadable; }
    [[nodiscard]] const std::array<quint32, 4> &worst() const { return m_worst; }
    [[nodiscard]] quint32 people() const { return m_people.profileCount(); }
    [[nodiscard]] Micros firstTime() const { return m_firstTime; }
    [[nodiscard]] Micros lastTime() const { return m_lastTime; }
    /// Events and fields that were over a bound, once per sighting.
    [[nodiscard]] quint64 unlisted() const;

private:
    struct Step
    {
        StringId user = 0;
        StringId anonymous = 0;
        quint32 event = 0;
    };
    EventTally *eventOf(const TalliedCall &call);
    SourceTally *sourceOf(const TalliedCall &call, const CallFacts &facts);
    void addRules(EventTally &event, const TalliedCall &call);
    void addMinute(EventTally &event, Micros time);
    void addPerson(const TalliedCall &call, const CallFacts &facts, const EventTally &event);
    void addFields(EventTally &event, SourceTally &source, const TalliedCall &call);

    std::vector<EventTally> m_events;
    std::vector<SourceTally> m_sources;
    std::unordered_map<std::string, std::size_t> m_eventOf;
    std::unordered_map<std::string, std::size_t> m_sourceOf;
    std::string m_key; ///< kept for its memory
    StringPool m_ids;
    IdentityGraph m_people;
    std::vector<Step> m_steps;
    std::array<quint32, 4> m_worst{};
    Micros m_firstTime = NoTime;
    Micros m_lastTime = NoTime;
    quint32 m_calls = 0;
    quint32 m_unreadable = 0;
    quint64 m_unlisted = 0;
};

} // namespace spectap
