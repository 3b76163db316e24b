// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/callrow.h"
#include "model/spec/mutes.h"
#include "model/spec/sightings.h"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace spectap {

/// Which question the violations answer first.
enum class ViolationGrouping : quint8
{
    Rule,   ///< rule → event → field
    Event,  ///< event → rule → field
    Source, ///< source → rule → event → field
};
inline constexpr int ViolationGroupings = 3;

/// A group of findings, in one of the three trees.
struct ViolationNode
{
    enum class Kind : quint8
    {
        Root, ///< one per grouping: nodes 0, 1 and 2
        Rule,
        Event,
        Source,
        Field
    };
    Kind kind = Kind::Root;
    Rule rule = Rule::None;
    RuleSet set = RuleSet::Spec;
    CallType type = CallType::Unknown; ///< Event
    quint16 source = 0;                ///< Source: index
    StringId name = 0;                 ///< Event: in the session's strings
    quint32 pattern = 0;               ///< Field: index into ViolationSnapshot::patterns
    int parent = -1;
    /// Calls with findings of at least Info, Warning, Error; and the findings.
    std::array<Sightings, 3> calls{};
    std::array<quint64, 3> findings{};

    [[nodiscard]] static constexpr std::size_t level(Severity atLeast)
    {
        return atLeast < Severity::Info ? 0 : static_cast<std::size_t>(atLeast) - 1;
    }
    [[nodiscard]] Severity worst() const
    {
        return findings[2] ? Severity::Error : findings[1] ? Severity::Warning : Severity::Info;
    }
};

/// What the tally knew at one moment. Immutable, shared between threads. Nodes keep their numbers from one
/// snapshot to the next of the same `generation`; parents come before their children.
struct ViolationSnapshot
{
    quint32 generation = 0;
    quint32 lastSeq = 0; ///< calls up to here are in it
    std::vector<ViolationNode> nodes;
    std::vector<QByteArray> patterns;
    std::vector<Mute> mutes;    ///< those that were in force
    std::vector<quint64> muted; ///< findings that each of them took
    quint64 mutedFindings = 0;
    quint64 unlisted = 0; ///< findings that only their upper groups count: too many groups
};

/// Counts findings by rule, event, source and field as calls go by, and keeps none of them: a million calls
/// with three findings each cost what their kinds cost. Calls in ascending seqs; one thread.
class ViolationTally
{
public:
    /// Groups above this are counted in the group around them only.
    static constexpr std::size_t MaxNodes = 30'000;
    static constexpr std::size_t MaxPatterns = 10'000;

    ViolationTally();

    /// A finding's share of what is counted: what it has in common with others like it.
    struct Kind
    {
        Rule rule = Rule::None;
        RuleSet set = RuleSet::Spec;
        Severity severity = Severity::Info;
        quint32 pattern = 0; ///< from pattern()
        bool name = false;   ///< that the name of the call is nearly a documented one
    };
    /// The number of the pattern of `pointer`, for Kind.
    quint32 pattern(QByteArrayView pointer);
    /// False when it is muted.
    bool add(quint32 seq, const CallRow &row, const Kind &kind);
    /// Calls up to `seq` have been looked at, also those without findings.
    void setLastSeq(quint32 seq) { m_counts.lastSeq = seq; }

    /// Starts the counts over, without the findings that `mutes` cover: they are counted apart. Groups keep
    /// their numbers.
    void restart(std::vector<Mute> mutes);
    /// Mutes name events by text: finds those that became known since. Call before adding.
    void learnNames(const StringPool &strings);
    /// Another session: groups are forgotten too, mutes stay.
    void clear();

    [[nodiscard]] std::shared_ptr<const ViolationSnapshot> snapshot() const;

private:
    static constexpr quint32 NoPattern = 0xffffffff;

    /// A mute in the numbers of the rows.
    struct Muted
    {
        const Mute *mute = nullptr;
        StringId name = 0;
        bool named = true; ///< false: no call has had that name so far
        quint32 pattern = 0;
    };
    struct Key
    {
        int parent = -1;
        ViolationNode::Kind kind = ViolationNode::Kind::Root;
        quint64 value = 0;
        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        std::size_t operator()(const Key &key) const;
    };
    [[nodiscard]] int muteOf(const CallRow &row, const Kind &kind) const;
    quint32 patternNumber(const QByteArray &pattern);
    void addRoots();
    int childOf(int parent, ViolationNode::Kind level, const CallRow &row, const Kind &kind);
    void count(int node, quint32 seq, Severity severity);

    ViolationSnapshot m_counts;
    std::unordered_map<Key, int, KeyHash> m_nodes;
    std::unordered_map<std::string, quint32> m_patterns;
    std::vector<Muted> m_mutes;
};

} // namespace spectap
