// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/compare/fieldtally.h"
#include "model/spec/finding.h"

#include <array>
#include <map>
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
    quint32 lost = 0;                ///< calls that Segment would refuse or drop, repetitions aside
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

/// What two sessions are compared by. A value; a SessionTallier makes it.
class SessionTally
{
public:
    static constexpr std::size_t MaxEvents = 2000;
    static constexpr std::size_t MaxSources = 500;
    static constexpr std::size_t MaxFields = 40'000; ///< of all events and sources
    static constexpr std::size_t MaxRules = 20'000;  ///< likewise
    static constexpr std::size_t MaxMinutes = 24 * 60;
    static constexpr quint32 MaxIds =
        250'000; ///< of people; the order of calls is told by those who have them

    [[nodiscard]] const std::vector<EventTally> &events() const { return m_events; }
    [[nodiscard]] const std::vector<SourceTally> &sources() const { return m_sources; }
    /// One without calls for a negative number.
    [[nodiscard]] const EventTally &event(int index) const;
    [[nodiscard]] const SourceTally &source(int index) const;
    [[nodiscard]] quint32 calls() const { return m_calls; }
    [[nodiscard]] quint32 unreadable() const { return m_unreadable; }
    [[nodiscard]] const std::array<quint32, 4> &worst() const { return m_worst; }
    [[nodiscard]] quint32 people() const { return m_people; }
    [[nodiscard]] Micros firstTime() const { return m_firstTime; }
    [[nodiscard]] Micros lastTime() const { return m_lastTime; }
    /// Events, fields and rules that were over a bound, once per sighting.
    [[nodiscard]] quint64 unlisted() const;

private:
    friend class SessionTallier;

    std::vector<EventTally> m_events;
    std::vector<SourceTally> m_sources;
    std::array<quint32, 4> m_worst{};
    Micros m_firstTime = NoTime;
    Micros m_lastTime = NoTime;
    quint32 m_calls = 0;
    quint32 m_unreadable = 0;
    quint32 m_people = 0;
    quint64 m_unlisted = 0;
};

} // namespace spectap
