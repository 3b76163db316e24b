// SPDX-License-Identifier: MIT
#include "model/items/violationtally.h"

#include "model/spec/pointerpattern.h"

#include <algorithm>
#include <span>

namespace spectap {

namespace {

using NodeKind = ViolationNode::Kind;

constexpr std::array ByRule{NodeKind::Rule, NodeKind::Event, NodeKind::Field};
constexpr std::array ByEvent{NodeKind::Event, NodeKind::Rule, NodeKind::Field};
constexpr std::array BySource{NodeKind::Source, NodeKind::Rule, NodeKind::Event, NodeKind::Field};
/// In the order of ViolationGrouping, which is also that of the root nodes.
constexpr std::array<std::span<const NodeKind>, ViolationGroupings> Levels{ByRule, ByEvent, BySource};

} // namespace

std::size_t ViolationTally::KeyHash::operator()(const Key &key) const
{
    constexpr quint64 Mix = 0x9e3779b97f4a7c15ULL;
    quint64 hash = (key.value ^ (static_cast<quint64>(key.kind) << 61)) * Mix;
    hash = (hash ^ (hash >> 31) ^ static_cast<quint64>(key.parent)) * Mix;
    return static_cast<std::size_t>(hash ^ (hash >> 29));
}

ViolationTally::ViolationTally()
{
    addRoots();
}

void ViolationTally::addRoots()
{
    m_counts.nodes.resize(ViolationGroupings);
    m_counts.patterns.assign(1, QByteArray()); // the call itself
    m_patterns.emplace(std::string(), 0);
}

quint32 ViolationTally::pattern(QByteArrayView pointer)
{
    return patternNumber(pointerPattern(pointer));
}

quint32 ViolationTally::patternNumber(const QByteArray &pattern)
{
    std::string key = pattern.toStdString();
    if (const auto known = m_patterns.find(key); known != m_patterns.end())
        return known->second;
    if (m_counts.patterns.size() >= MaxPatterns)
        return NoPattern;
    const auto number = static_cast<quint32>(m_counts.patterns.size());
    m_counts.patterns.push_back(pattern);
    m_patterns.emplace(std::move(key), number);
    return number;
}

int ViolationTally::muteOf(const CallRow &row, const Kind &kind) const
{
    for (std::size_t i = 0; i < m_mutes.size(); ++i) {
        const Muted &muted = m_mutes[i];
        const Mute &mute = *muted.mute;
        const bool event =
            !mute.event || (muted.named && mute.event->type == row.type && muted.name == row.name);
        if (mute.rule == kind.rule && event && (!mute.pattern || muted.pattern == kind.pattern))
            return static_cast<int>(i);
    }
    return -1;
}

bool ViolationTally::add(quint32 seq, const CallRow &row, const Kind &kind)
{
    if (kind.severity < Severity::Info)
        return true;
    if (const int muted = m_mutes.empty() ? -1 : muteOf(row, kind); muted >= 0) {
        ++m_counts.muted[static_cast<std::size_t>(muted)];
        ++m_counts.mutedFindings;
        return false;
    }
    bool whole = true;
    for (int grouping = 0; grouping < ViolationGroupings; ++grouping) {
        int node = grouping;
        count(node, seq, kind.severity);
        for (const NodeKind level : Levels[static_cast<std::size_t>(grouping)]) {
            node = childOf(node, level, row, kind);
            if (node < 0) {
                whole = false;
                break;
            }
            count(node, seq, kind.severity);
        }
    }
    m_counts.unlisted += !whole;
    return true;
}

/// The group below `parent` that the finding belongs to; -1 when there is no room for it.
int ViolationTally::childOf(int parent, NodeKind level, const CallRow &row, const Kind &kind)
{
    Key key{parent, level, 0};
    switch (level) {
    case NodeKind::Root:
        break;
    case NodeKind::Rule:
        key.value = static_cast<quint64>(kind.rule);
        break;
    case NodeKind::Event:
        key.value = quint64{row.name} << 8 | static_cast<quint64>(row.type);
        break;
    case NodeKind::Source:
        key.value = row.source;
        break;
    case NodeKind::Field:
        if (kind.pattern == NoPattern)
            return -1;
        key.value = kind.pattern;
        break;
    }
    if (const auto known = m_nodes.find(key); known != m_nodes.end())
        return known->second;
    if (m_counts.nodes.size() >= MaxNodes)
        return -1;
    ViolationNode node;
    node.kind = level;
    node.parent = parent;
    node.rule = level == NodeKind::Rule ? kind.rule : Rule::None;
    node.set = kind.set;
    node.source = level == NodeKind::Source ? row.source : quint16(0);
    node.pattern = level == NodeKind::Field ? kind.pattern : 0;
    if (level == NodeKind::Event) {
        node.type = row.type;
        node.name = row.name;
    }
    const int number = static_cast<int>(m_counts.nodes.size());
    m_counts.nodes.push_back(node);
    m_nodes.emplace(key, number);
    return number;
}

void ViolationTally::count(int number, quint32 seq, Severity severity)
{
    ViolationNode &node = m_counts.nodes[static_cast<std::size_t>(number)];
    for (std::size_t level = 0; level <= ViolationNode::level(severity); ++level) {
        node.calls[level].see(seq);
        ++node.findings[level];
    }
}

void ViolationTally::restart(std::vector<Mute> mutes)
{
    for (ViolationNode &node : m_counts.nodes) {
        node.calls = {};
        node.findings = {};
    }
    m_counts.lastSeq = 0;
    m_counts.unlisted = 0;
    m_counts.mutedFindings = 0;
    m_counts.mutes = std::move(mutes);
    m_counts.muted.assign(m_counts.mutes.size(), 0);
    m_mutes.clear();
    for (const Mute &mute : m_counts.mutes) {
        Muted muted;
        muted.mute = &mute;
        muted.named = !mute.event || mute.event->name.isEmpty();
        muted.pattern = mute.pattern ? patternNumber(*mute.pattern) : 0;
        m_mutes.push_back(muted);
    }
}

void ViolationTally::learnNames(const StringPool &strings)
{
    for (Muted &muted : m_mutes) {
        if (muted.named)
            continue;
        muted.name = strings.find(muted.mute->event->name);
        muted.named = muted.name != 0;
    }
}

void ViolationTally::clear()
{
    const quint32 generation = m_counts.generation + 1;
    std::vector<Mute> mutes = std::move(m_counts.mutes);
    m_counts = {};
    m_counts.generation = generation;
    m_nodes.clear();
    m_patterns.clear();
    addRoots();
    restart(std::move(mutes));
}

std::shared_ptr<const ViolationSnapshot> ViolationTally::snapshot() const
{
    return std::make_shared<const ViolationSnapshot>(m_counts);
}

} // namespace spectap
