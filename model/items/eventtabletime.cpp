// SPDX-License-Identifier: MIT
// Filters that count from a moment ("time:-5m"): from that of the newest call or, while calls are captured,
// from now. As it moves on, rows are tested again.
#include "model/items/eventtablemodel.h"
#include "model/items/rowfacts.h"
#include "model/items/rowfilter.h"

#include <QDateTime>

#include <algorithm>

namespace spectap {

namespace {

constexpr int LiveMs = 1000;   ///< the filter's moment is at most so old
constexpr int GrownMs = 100;   ///< rows of a file that is being read are gathered for so long
constexpr qint64 RestFor = 20; ///< times as long as it took to test all rows, before that is done again

} // namespace

void EventTableModel::setLive(bool live)
{
    if (live == m_live)
        return;
    m_live = live;
    if (m_query.isRelative())
        m_moveOn.start(0);
}

Micros EventTableModel::moment()
{
    const RowStore &rows = m_document->rows();
    for (; m_newestRead < m_limit; ++m_newestRead)
        m_newest = std::max(m_newest, happenedBy(rows[m_newestRead]));
    return m_live ? QDateTime::currentMSecsSinceEpoch() * 1000 : m_newest;
}

/// From now on rows are tested against the filter as of this moment.
void EventTableModel::bindQuery()
{
    m_bound = m_query;
    m_moveOn.stop();
    if (!m_query.isRelative())
        return;
    m_boundTo = moment();
    m_bound = m_query.relativeTo(m_boundTo);
    if (m_live)
        m_moveOn.start(LiveMs);
}

void EventTableModel::awaitMoment()
{
    if (m_query.isRelative() && !m_live && !m_moveOn.isActive() && moment() != m_boundTo)
        m_moveOn.start(GrownMs);
}

void EventTableModel::moveOn()
{
    if (m_filter->isRunning() || m_refresh->isRunning() || m_held) {
        m_moveOn.start(LiveMs);
        return;
    }
    if (moment() == m_boundTo && !m_live)
        return;
    bindQuery();
    m_testing.start();
    refresh();
}

void EventTableModel::rest()
{
    if (m_live && m_moveOn.isActive() && m_testing.isValid())
        m_moveOn.start(
            static_cast<int>(std::clamp(RestFor * m_testing.elapsed(), qint64{LiveMs}, 60 * qint64{LiveMs})));
    m_testing.invalidate();
}

} // namespace spectap
