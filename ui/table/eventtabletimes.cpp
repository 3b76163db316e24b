// SPDX-License-Identifier: MIT
// How the table tells times.
#include "ui/table/eventtable.h"

#include "model/items/eventtablemodel.h"
#include "ui/table/eventwords.h"

#include <QDateTime>

namespace spectap {

void EventTable::setTimeMode(TimeMode mode)
{
    TimeReading reading = timeReading();
    reading.mode = mode;
    m_words->setTimeReading(reading);
    watchClock();
    readTimes();
    viewport()->update();
}

const TimeReading &EventTable::timeReading() const
{
    return m_words->timeReading();
}

void EventTable::watchClock()
{
    if (timeReading().mode == TimeMode::Ago && isVisible())
        m_clock.start();
    else
        m_clock.stop();
}

/// Tells times from where they count now. Only cells in sight are painted anew.
void EventTable::readTimes()
{
    TimeReading reading = timeReading();
    reading.zero = m_calls->firstArrival();
    if (reading.mode == TimeMode::Ago)
        reading.now = QDateTime::currentMSecsSinceEpoch() * 1000;
    m_words->setTimeReading(reading);
    for (const int column : {int(TimeColumn), int(TimestampColumn)}) {
        if (!isColumnHidden(column))
            viewport()->update(columnViewportPosition(column), 0, columnWidth(column), viewport()->height());
    }
    emit timeReadingChanged();
}

void EventTable::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    watchClock();
    if (m_clock.isActive())
        readTimes();
}

void EventTable::hideEvent(QHideEvent *event)
{
    QTableView::hideEvent(event);
    watchClock();
}

} // namespace spectap
