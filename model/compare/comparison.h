// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/sessiontally.h"

#include <optional>
#include <vector>

namespace spectap {

/// What became of a field from session A to session B.
enum class FieldNews : quint8
{
    Same,
    Gone,        ///< never sent in B
    Added,       ///< never sent in A
    TypeChanged, ///< sent as other JSON types
    NewValues,   ///< values out of the few that A has
    SentLess,    ///< in a smaller share of the calls
    SentMore,
    Unseen, ///< not sent in B so far, which may be chance
};
inline constexpr std::size_t FieldNewsCount = 8;
/// "same", "gone", "added", "type", "values", "less", "more", "unseen".
[[nodiscard]] QByteArrayView fieldNewsName(FieldNews news);

struct FieldComparison
{
    FieldNews news = FieldNews::Same;
    Severity level = Severity::Ok; ///< how much it matters
    int a = SentFields::None;      ///< index into the fields of A
    int b = SentFields::None;
    QByteArray path;
    double shareA = 0; ///< 0 to 1, of the objects it could be in
    double shareB = 0;
    std::vector<QByteArray> newValues; ///< as sent
    bool inside = false;               ///< of something that is gone or added as a whole: counted with it
};

/// In how many calls a rule spoke, then and now.
struct RuleComparison
{
    RuleTally rule; ///< of B, or of A where B lacks it; its `calls` are 0 there
    quint32 a = 0;
    quint32 b = 0;
    Severity level = Severity::Ok; ///< Ok: as often as before, or less
};

/// The event that comes right before this one for most people.
struct OrderComparison
{
    QByteArray before; ///< label of the event in A; empty: it was people's first
    QByteArray now;
    double shareBefore = 0; ///< of the calls in A
    double shareNow = 0;    ///< of the calls in B, of `now`
    Severity level = Severity::Warning;
};

/// How many calls Segment would refuse or drop, then and now.
struct LossComparison
{
    quint32 a = 0;
    quint32 b = 0;
    Severity level = Severity::Error; ///< Ok: fewer than before
};

enum class EventNews : quint8
{
    Gone,
    New,
    Changed,
    Volume, ///< only the number of calls differs
    Same,
    Unseen ///< not sent in B so far
};
/// "gone", "new", "changed", "volume", "same", "unseen".
[[nodiscard]] QByteArrayView eventNewsName(EventNews news);

struct EventComparison
{
    EventNews news = EventNews::Same;
    Severity level = Severity::Ok;
    CallType type = CallType::Unknown;
    QByteArray name;
    int a = -1; ///< index into the events of A
    int b = -1;
    quint32 callsA = 0;
    quint32 callsB = 0;
    std::vector<FieldComparison> fields; ///< parents before what is inside them, Same ones too
    std::vector<RuleComparison> rules;   ///< that speak more often, or no longer
    std::optional<OrderComparison> order;
    std::optional<LossComparison> loss;
    QByteArray suggested; ///< of a new event: the one its name comes near to

    [[nodiscard]] quint32 count(FieldNews which) const;
};

/// A library in both sessions, with what it puts into every call.
struct SourceComparison
{
    EventNews news = EventNews::Same;
    Severity level = Severity::Ok;
    QByteArray library;
    int a = -1;
    int b = -1;
    quint32 callsA = 0;
    quint32 callsB = 0;
    std::vector<QByteArray> versionsA; ///< where they differ
    std::vector<QByteArray> versionsB;
    std::vector<QByteArray> writeKeysA; ///< likewise, and only when asked for
    std::vector<QByteArray> writeKeysB;
    std::vector<FieldComparison> fields;
};

/// A mistake with ids that calls of one session make and those of the other do not, or more often.
struct IdentityComparison
{
    Rule rule = Rule::None;
    Severity level = Severity::Ok;
    quint32 a = 0; ///< calls
    quint32 b = 0;
};

struct ComparisonOptions
{
    /// Paths of fields that are not compared, nor what is inside them, nor what rules say of either.
    std::vector<QByteArray> ignored = usuallyIgnored();
    quint32 minCalls = 1;     ///< events with fewer calls in both are left out
    bool compareKeys = false; ///< a source with other write keys has changed
    bool compareOrder = true;
    /// B is still being captured: what it lacks is not gone but unseen, and worth no word until B has had its
    /// chances.
    bool unfinished = false;

    /// What differs between any two calls: messageId and the moments of the call itself.
    [[nodiscard]] static std::vector<QByteArray> usuallyIgnored();
};

/// What is different in session B, seen from session A. Shares are only said to differ when chance would
/// hardly make it so. A value: needs neither tally any more, but the indexes into them.
class SessionComparison
{
public:
    SessionComparison() = default;
    SessionComparison(const SessionTally &a, const SessionTally &b, const ComparisonOptions &options = {});

    /// Gone, new, changed, volume only, same, unseen; within each those first that matter more, then by
    /// calls.
    [[nodiscard]] const std::vector<EventComparison> &events() const { return m_events; }
    [[nodiscard]] const std::vector<SourceComparison> &sources() const { return m_sources; }
    [[nodiscard]] const std::vector<IdentityComparison> &identity() const { return m_identity; }
    /// The worst of everything above.
    [[nodiscard]] Severity level() const { return m_level; }
    /// Nothing but numbers of calls differs.
    [[nodiscard]] bool isSame() const { return m_level == Severity::Ok; }
    /// How many events are so.
    [[nodiscard]] quint32 count(EventNews news) const;
    /// How many fields of events are so.
    [[nodiscard]] quint32 count(FieldNews news) const;
    /// Error when B has texts that are no calls, and more of them than A; how many is the tallies' to tell.
    [[nodiscard]] Severity unreadable() const { return m_unreadable; }
    /// Events left out because of minCalls.
    [[nodiscard]] quint32 rare() const { return m_rare; }

private:
    void compareEvents(const SessionTally &a, const SessionTally &b, const ComparisonOptions &options);
    void compareSources(const SessionTally &a, const SessionTally &b, const ComparisonOptions &options);
    void compareIdentity(const SessionTally &a, const SessionTally &b, bool unfinished);

    std::vector<EventComparison> m_events;
    std::vector<SourceComparison> m_sources;
    std::vector<IdentityComparison> m_identity;
    Severity m_level = Severity::Ok;
    Severity m_unreadable = Severity::Ok;
    quint32 m_rare = 0;
};

} // namespace spectap
