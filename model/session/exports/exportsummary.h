// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exportsource.h"
#include "model/spec/problemtally.h"

#include <array>
#include <map>
#include <unordered_map>
#include <vector>

namespace spectap {

/// What the head of a report says of the exported calls. Bounded, whatever they are.
class ExportSummary
{
public:
    static constexpr std::size_t MaxEvents = 5'000;

    struct SourceShare
    {
        quint16 index = 0;
        quint32 calls = 0;
        quint32 withErrors = 0;
    };
    struct RuleShare
    {
        Rule rule = Rule::None;
        Severity worst = Severity::Ok;
        Sightings seen;
        quint64 findings = 0;
    };
    struct EventShare
    {
        CallType type = CallType::Unknown;
        StringId name = 0;
        quint32 calls = 0;
        quint32 withErrors = 0;
        quint32 withWarnings = 0;
    };

    void add(const StoredCallDetail &detail, const ExportSource &source);
    /// Requests that were refused, of a whole session.
    Result<void> addRejected(ExportSource &source);

    quint32 calls = 0;
    std::array<quint32, CallTypeCount> byType{};
    std::array<quint32, 4> byWorst{};  ///< calls, by Severity
    std::array<quint64, 4> findings{}; ///< by Severity
    std::array<quint32, 3> byIngest{}; ///< calls, by Ingest
    quint32 retries = 0;
    quint64 rejected = 0; ///< requests
    Micros firstReceived = NoTime;
    Micros lastReceived = NoTime;
    ProblemTally problems;

    /// Most calls first.
    [[nodiscard]] std::vector<SourceShare> sources() const;
    /// Worst first, then most calls.
    [[nodiscard]] std::vector<RuleShare> rules() const;
    /// Most calls first.
    [[nodiscard]] std::vector<EventShare> events() const;
    /// Calls of events beyond MaxEvents.
    [[nodiscard]] quint32 unlistedEvents() const { return m_unlistedEvents; }

private:
    std::map<quint16, SourceShare> m_sources;
    std::map<Rule, RuleShare> m_rules;
    std::unordered_map<quint64, EventShare> m_events;
    quint32 m_unlistedEvents = 0;
};

/// "2 min 5 s", "3 h 20 min", "4 d 2 h": the two largest parts.
[[nodiscard]] QByteArray durationWords(Micros duration);

} // namespace spectap
