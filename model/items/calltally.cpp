// SPDX-License-Identifier: MIT
#include "model/items/calltally.h"

#include "model/items/refreshslot.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 RowsAtOnce = 100'000; ///< some milliseconds

} // namespace

CallTally::CallTally(SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &CallTally::count);
    connect(document, &SessionDocument::reset, this, [this] {
        m_shown = {};
        m_next = {};
        m_again = false;
        m_timer.start(0);
        emit reset();
    });
    connect(document, &SessionDocument::rowsAppended, this, [this] {
        if (!m_timer.isActive())
            m_timer.start(untilRefresh(RefreshSlot::Navigator));
    });
    connect(document, &SessionDocument::rowsChanged, this, &CallTally::startOver);
    m_timer.start(0);
}

void CallTally::startOver()
{
    m_again = true;
    m_next = {};
    m_next.events = m_shown.events; // keep their numbers
    m_next.numbers = m_shown.numbers;
    for (Event &event : m_next.events) {
        event.count = {};
        event.nearMiss = false;
    }
    if (!m_timer.isActive())
        m_timer.start(untilRefresh(RefreshSlot::Navigator));
}

void CallTally::count()
{
    const RowStore &rows = m_document->rows();
    Counts &counts = m_again ? m_next : m_shown;
    const quint32 end = std::min(rows.size(), counts.size + RowsAtOnce);
    while (counts.size < end)
        counts.add(rows[counts.size]);
    if (end < rows.size()) {
        m_timer.start(0);
        return;
    }
    if (std::exchange(m_again, false))
        m_shown = std::exchange(m_next, {});
    emit changed();
}

void CallTally::Counts::add(const CallRow &row)
{
    ++size;
    const quint32 problem = row.worst() >= Severity::Warning ? 1 : 0;
    const auto one = [problem](CallCount &count) {
        ++count.calls;
        count.problems += problem;
    };
    if (row.source >= sources.size())
        sources.resize(row.source + std::size_t(1));
    one(sources[row.source]);
    one(types[static_cast<std::size_t>(row.type)]);
    const quint64 key = (quint64(row.type) << 32) | row.name;
    const bool nearMiss = (row.flags & CallRow::NearMissName) != 0;
    const auto known = numbers.constFind(key);
    if (known != numbers.cend()) {
        Event &event = events[*known];
        one(event.count);
        event.nearMiss = event.nearMiss || nearMiss;
        return;
    }
    numbers.insert(key, static_cast<quint32>(events.size()));
    events.push_back({row.type, row.name, {1, problem}, nearMiss});
}

} // namespace spectap
