// SPDX-License-Identifier: MIT
#include "model/compare/sessiontally.h"

namespace spectap {

const EventTally &SessionTally::event(int index) const
{
    static const EventTally none;
    return index < 0 ? none : m_events[static_cast<std::size_t>(index)];
}

const SourceTally &SessionTally::source(int index) const
{
    static const SourceTally none;
    return index < 0 ? none : m_sources[static_cast<std::size_t>(index)];
}

quint64 SessionTally::unlisted() const
{
    quint64 sum = m_unlisted;
    for (const EventTally &event : m_events)
        sum += event.fields.unlisted();
    for (const SourceTally &source : m_sources)
        sum += source.fields.unlisted();
    return sum;
}

} // namespace spectap
