// SPDX-License-Identifier: MIT
#include "model/items/callvolume.h"

#include "model/items/eventtablemodel.h"
#include "model/items/refreshslot.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 RowsAtOnce = 100'000;             ///< some milliseconds
constexpr Micros RightClock = 86'400LL * 1'000'000; ///< a call this near to its arrival is believed

} // namespace

void CallVolume::Counted::startOver()
{
    again = true;
    next.clear();
}

void CallVolume::Counted::finish()
{
    if (std::exchange(again, false))
        shown = std::exchange(next, {});
}

CallVolume::CallVolume(const SessionDocument *document, const EventTableModel *table, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_table(table)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &CallVolume::count);
    connect(document, &SessionDocument::reset, this, [this] {
        m_all = {};
        m_matching = {};
        m_trusted = {};
        m_read = 0;
        rereadMatches();
        emit changed();
    });
    connect(document, &SessionDocument::rowsAppended, this,
        [this] { schedule(untilRefresh(RefreshSlot::Volume)); });
    connect(document, &SessionDocument::rechecked, this, &CallVolume::startOver);
    connect(document, &SessionDocument::rowsMuted, this, &CallVolume::startOver);
    connect(table, &EventTableModel::callsMatched, this, [this](const std::vector<quint32> &indexes) {
        if (!m_reread)
            m_pending.insert(m_pending.end(), indexes.begin(), indexes.end());
        schedule(untilRefresh(RefreshSlot::Volume));
    });
    connect(table, &EventTableModel::matchesReset, this, &CallVolume::rereadMatches);
    m_timer.start(0);
}

/// Verdicts are others now.
void CallVolume::startOver()
{
    m_all.startOver();
    m_read = 0;
    rereadMatches();
}

void CallVolume::rereadMatches()
{
    m_reread = true;
    m_pending.clear();
    m_taken = 0;
    schedule(untilRefresh(RefreshSlot::Volume));
}

void CallVolume::schedule(int ms)
{
    if (!m_timer.isActive())
        m_timer.start(ms);
}

void CallVolume::count()
{
    const quint32 rest = countMatching(countAll(RowsAtOnce));
    if (rest == 0) {
        m_timer.start(0);
        return;
    }
    m_all.finish();
    m_matching.finish();
    emit changed();
}

/// Returns how many of `most` rows it left to others.
quint32 CallVolume::countAll(quint32 most)
{
    const RowStore &rows = m_document->rows();
    const quint32 end = std::min(rows.size(), m_read + most);
    for (quint32 i = m_read; i < end; ++i) {
        add(m_all.counting(), i);
        const CallRow &row = rows[i];
        if (row.eventTime == NoTime || row.receivedAt == NoTime ||
            row.eventTime < row.receivedAt - RightClock || row.eventTime > row.receivedAt + RightClock)
            continue;
        m_trusted.begin =
            m_trusted.begin == NoTime ? row.eventTime : std::min(m_trusted.begin, row.eventTime);
        m_trusted.end = std::max(m_trusted.end, row.eventTime);
    }
    const quint32 left = most - (end - m_read);
    m_read = end;
    return left;
}

quint32 CallVolume::countMatching(quint32 most)
{
    if (most == 0)
        return 0;
    if (std::exchange(m_reread, false)) {
        m_matching.startOver();
        m_pending = m_table->shownSeqs();
        for (quint32 &index : m_pending)
            --index;
    }
    const std::size_t end = std::min(m_pending.size(), m_taken + most);
    const auto left = static_cast<quint32>(most - (end - m_taken));
    for (; m_taken < end; ++m_taken)
        add(m_matching.counting(), m_pending[m_taken]);
    if (m_taken == m_pending.size()) {
        m_pending = {};
        m_taken = 0;
    }
    return left;
}

void CallVolume::add(CallDensity &density, quint32 index) const
{
    const CallRow &row = m_document->rows()[index];
    density.add(row.eventTime, row.worst(), row.retryOf != 0);
}

TimeRange CallVolume::extent() const
{
    const TimeRange most = all().extent();
    if (m_trusted.begin == NoTime || most.begin == NoTime)
        return most;
    const Micros width = all().binWidth();
    return {std::min(most.begin, flooredTo(m_trusted.begin, width)),
        std::max(most.end, flooredTo(m_trusted.end, width) + width - 1)};
}

quint32 CallVolume::firstShownIn(Micros first, Micros last) const
{
    quint32 seq = 0;
    Micros earliest = NoTime;
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const CallRow &row = m_table->rowAt(i);
        if (row.eventTime == NoTime || row.eventTime < first || row.eventTime > last)
            continue;
        const quint32 here = m_table->seqAt(i);
        if (seq == 0 || row.eventTime < earliest || (row.eventTime == earliest && here < seq)) {
            seq = here;
            earliest = row.eventTime;
        }
    }
    return seq;
}

} // namespace spectap
