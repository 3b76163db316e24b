// SPDX-License-Identifier: MIT
// What the rows of the violations stand for: findings to mute, calls to look for.
#include "model/items/violationmodel.h"

#include <algorithm>

namespace spectap {

namespace {

using NodeKind = ViolationNode::Kind;

} // namespace

void ViolationModel::mute(const Mute &mute)
{
    std::vector<Mute> mutes = m_scan->mutes();
    if (std::find(mutes.begin(), mutes.end(), mute) == mutes.end())
        mutes.push_back(mute);
    setMutes(std::move(mutes));
}

void ViolationModel::unmute(const Mute &mute)
{
    std::vector<Mute> mutes = m_scan->mutes();
    std::erase(mutes, mute);
    setMutes(std::move(mutes));
}

/// Nothing happens where they are the same.
void ViolationModel::setMutes(std::vector<Mute> mutes)
{
    if (mutes == m_scan->mutes())
        return;
    m_scan->setMutes(std::move(mutes));
    syncAll();
    emit mutesChanged();
}

quint64 ViolationModel::mutedFindings(const Mute &mute) const
{
    if (!m_snapshot)
        return 0;
    for (std::size_t i = 0; i < m_snapshot->mutes.size(); ++i) {
        if (m_snapshot->mutes[i] == mute)
            return m_snapshot->muted[i];
    }
    return 0;
}

Mute ViolationModel::muteOf(int number) const
{
    Mute mute;
    if (const ViolationNode *rule = nearest(number, NodeKind::Rule))
        mute.rule = rule->rule;
    if (const ViolationNode *event = nearest(number, NodeKind::Event))
        mute.event = EventKey{event->type, m_document->strings().at(event->name).toByteArray()};
    if (const ViolationNode *field = nearest(number, NodeKind::Field))
        mute.pattern = m_snapshot->patterns[field->pattern];
    return mute;
}

/// Hidden already, though still counted: a changed mute takes a moment to be counted through.
bool ViolationModel::isMuted(int number) const
{
    const std::vector<Mute> &mutes = m_scan->mutes();
    if (mutes.empty())
        return false;
    const Mute whole = muteOf(number);
    return std::any_of(mutes.begin(), mutes.end(), [&](const Mute &mute) { return mute.covers(whole); });
}

std::optional<Mute> ViolationModel::muteFor(const QModelIndex &index, bool always) const
{
    if (!index.isValid())
        return std::nullopt;
    Mute mute = muteOf(nodeAt(index));
    mute.always = always;
    return mute.rule == Rule::None ? std::nullopt : std::make_optional(std::move(mute));
}

FindingSelection ViolationModel::selectionFor(const QModelIndex &index) const
{
    FindingSelection selection;
    selection.atLeast = m_least;
    if (!index.isValid())
        return selection;
    const int number = nodeAt(index);
    Mute whole = muteOf(number);
    if (whole.rule != Rule::None)
        selection.rule = whole.rule;
    selection.event = std::move(whole.event);
    selection.pattern = std::move(whole.pattern);
    if (const ViolationNode *source = nearest(number, NodeKind::Source))
        selection.source = source->source;
    return selection;
}

/// Whether the group is one that the selection goes through.
bool ViolationModel::fits(const ViolationNode &at, const FindingSelection &selection) const
{
    switch (at.kind) {
    case ViolationNode::Kind::Root:
        return true;
    case ViolationNode::Kind::Rule:
        return selection.rule == at.rule;
    case ViolationNode::Kind::Event:
        return selection.event && selection.event->type == at.type &&
               QByteArrayView(selection.event->name) == m_document->strings().at(at.name);
    case ViolationNode::Kind::Source:
        return selection.source == at.source;
    case ViolationNode::Kind::Field:
        return selection.pattern && *selection.pattern == m_snapshot->patterns[at.pattern];
    }
    return false;
}

Sightings ViolationModel::seen(const FindingSelection &selection) const
{
    if (!m_snapshot || m_snapshot->nodes.empty())
        return {};
    const ViolationGrouping grouping = selection.source ? ViolationGrouping::Source
                                       : selection.rule ? ViolationGrouping::Rule
                                                        : ViolationGrouping::Event;
    int wanted = 0;
    for (const bool set : {selection.rule.has_value(), selection.event.has_value(),
             selection.source.has_value(), selection.pattern.has_value()})
        wanted += set;
    // Parents come before their children: one pass finds the way down.
    int at = static_cast<int>(grouping);
    for (int i = at + 1; wanted > 0 && i < static_cast<int>(m_snapshot->nodes.size()); ++i) {
        if (node(i).parent == at && fits(node(i), selection)) {
            at = i;
            --wanted;
        }
    }
    return wanted > 0 ? Sightings() : node(at).calls[ViolationNode::level(selection.atLeast)];
}

} // namespace spectap
