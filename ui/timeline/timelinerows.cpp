// SPDX-License-Identifier: MIT
// Which row of the timeline a lane has, and what lies beside it.
#include "ui/timeline/timelinelayout.h"

#include <algorithm>

namespace spectap {

void TimelineLayout::toggleCollapsed(quint32 headerLane)
{
    const PersonKey key = PersonKey::ofLane(*m_timeline, headerLane);
    if (!m_collapsed.erase(key))
        m_collapsed.insert(key);
    rebuildRows();
}

bool TimelineLayout::isCollapsed(quint32 headerLane) const
{
    return !m_collapsed.empty() && m_collapsed.contains(PersonKey::ofLane(*m_timeline, headerLane));
}

int TimelineLayout::heightOf(quint32 lane) const
{
    return m_timeline->lanes()[lane].isHeader() ? m_metrics.header : m_metrics.lane;
}

void TimelineLayout::rebuildRows()
{
    const auto &lanes = m_timeline->lanes();
    m_rows.clear();
    m_rowOf.assign(lanes.size(), NoRow);
    int top = 0;
    bool folded = false;
    m_shown = m_arrangement.lanes(*m_timeline);
    for (const quint32 lane : m_shown) {
        const bool header = lanes[lane].isHeader();
        if (header || !folded) {
            m_rows.push_back({lane, top});
            top += heightOf(lane);
        }
        m_rowOf[lane] = static_cast<quint32>(m_rows.size()) - 1;
        if (header)
            folded = isCollapsed(lane);
    }
    m_contentHeight = top;
    countProfiles();
}

void TimelineLayout::countProfiles()
{
    const auto &lanes = m_timeline->lanes();
    std::vector<bool> seen(m_timeline->graph().profiles().size());
    m_profilesShown = 0;
    for (quint32 lane = 0; lane < lanes.size(); ++lane) {
        const quint32 profile = lanes[lane].profile;
        if (m_rowOf[lane] == NoRow || profile >= seen.size() || seen[profile])
            continue;
        seen[profile] = true;
        ++m_profilesShown;
    }
}

int TimelineLayout::topOf(quint32 lane) const
{
    return lane < m_rowOf.size() && m_rowOf[lane] != NoRow ? m_rows[m_rowOf[lane]].top : -1;
}

quint32 TimelineLayout::laneBeside(quint32 lane, int direction) const
{
    if (m_rows.empty())
        return TimelineConnector::NoLane;
    if (lane >= m_rowOf.size() || m_rowOf[lane] == NoRow)
        return direction > 0 ? m_rows.front().lane : m_rows.back().lane;
    const qint64 row = qint64(m_rowOf[lane]) + direction;
    return row >= 0 && row < qint64(m_rows.size()) ? m_rows[static_cast<std::size_t>(row)].lane
                                                   : TimelineConnector::NoLane;
}

quint32 TimelineLayout::profileBeside(quint32 header, int direction) const
{
    if (topOf(header) < 0)
        return TimelineConnector::NoLane;
    quint32 lane = laneBeside(header, direction);
    while (lane != TimelineConnector::NoLane && m_timeline->lanes()[lane].kind != TimelineLane::Kind::Profile)
        lane = laneBeside(lane, direction);
    return lane;
}

quint32 TimelineLayout::headerOfPerson(const PersonKey &person) const
{
    const IdentityGraph &graph = m_timeline->graph();
    const auto &lanes = m_timeline->lanes();
    const quint32 profile = person.profileIn(graph);
    for (quint32 lane = 0; lane < lanes.size(); lane += 1 + lanes[lane].children) {
        if (lanes[lane].kind == TimelineLane::Kind::Profile && graph.resolve(lanes[lane].profile) == profile)
            return lane;
    }
    return TimelineConnector::NoLane;
}

/// The gap nearest to `y` between two profiles: above one in its upper half, below it in its lower half. The
/// unresolved ids stay at the end.
DropPlace TimelineLayout::dropAt(int y) const
{
    DropPlace place;
    const int at = std::clamp(y - m_metrics.ruler + m_scrollY, 0, std::max(0, m_contentHeight - 1));
    auto row = std::ranges::upper_bound(m_rows, at, {}, &Row::top);
    const auto isHeader = [this](const Row &one) { return m_timeline->lanes()[one.lane].isHeader(); };
    const auto end = std::find_if(row, m_rows.end(), isHeader);
    while (row != m_rows.begin() && !isHeader(*(row - 1)))
        --row;
    if (row == m_rows.begin())
        return place; // there are no rows
    --row;
    const int bottom = end == m_rows.end() ? m_contentHeight : end->top;
    place.beside = row->lane;
    place.below = at >= (row->top + bottom) / 2;
    place.y = (place.below ? bottom : row->top) - m_scrollY + m_metrics.ruler;
    if (m_timeline->lanes()[row->lane].kind != TimelineLane::Kind::Profile) {
        place.beside = profileBeside(row->lane, -1);
        place.below = true;
        place.y = row->top - m_scrollY + m_metrics.ruler;
    }
    return place;
}

} // namespace spectap
