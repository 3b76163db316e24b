// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/compare/sessiontally.h"
#include "model/identity/identitygraph.h"
#include "model/support/stringpool.h"

#include <span>
#include <string>
#include <unordered_map>

namespace spectap {

/// A call with what is known of it.
struct TalliedCall
{
    quint32 seq = 0;
    const CallView *call = nullptr; ///< null: its body is no JSON
    CallType type = CallType::Unknown;
    QByteArrayView name = {};
    QByteArrayView writeKey = {}; ///< of the request, where the call has none
    Severity worst = Severity::Ok;
    bool lost = false; ///< see isLost()
    std::span<const Finding> findings = {};
    Micros time = NoTime; ///< received or, in a file of calls, sent
};

/// Whether Segment would refuse or drop a call with these, and not for being a repetition: nothing is lost
/// with one.
[[nodiscard]] inline bool isLost(Ingest ingest, Rule because)
{
    return ingest != Ingest::Accepted && because != Rule::Duplicate;
}

/// Counts a session call by call, in ascending seqs, also one that goes on growing: what is counted stays
/// true after each call. One thread.
///
/// Memory is bounded by what SessionTally and SentFields bound; nothing is kept of single calls.
class SessionTallier
{
public:
    SessionTallier() = default;
    Q_DISABLE_COPY_MOVE(SessionTallier)

    void add(const TalliedCall &call);
    [[nodiscard]] const SessionTally &tally() const { return m_tally; }

private:
    /// A person's call that was counted last.
    struct Last
    {
        int event = BeforeTally::First;
        quint32 seq = 0;
    };
    EventTally *eventOf(const TalliedCall &call);
    SourceTally *sourceOf(const TalliedCall &call, const CallFacts &facts);
    void addRules(EventTally &event, const TalliedCall &call);
    void addMinute(EventTally &event, Micros time);
    void addPerson(const TalliedCall &call, const CallFacts &facts, EventTally &event);
    void addFields(EventTally &event, SourceTally &source, const TalliedCall &call);

    SessionTally m_tally;
    std::unordered_map<std::string, std::size_t> m_eventOf;
    std::unordered_map<std::string, std::size_t> m_sourceOf;
    std::string m_key; ///< kept for its memory
    StringPool m_ids;
    IdentityGraph m_people;
    std::vector<Last> m_last; ///< by profile
    std::size_t m_fields = 0;
    std::size_t m_rules = 0;
};

} // namespace spectap
