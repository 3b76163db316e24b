// SPDX-License-Identifier: MIT
#include "model/session/rowbatch.h"

#include <iterator>
#include <utility>

namespace spectap {

namespace {

template <typename T> void moveInto(std::vector<T> &to, std::vector<T> &&from)
{
    if (to.empty())
        to = std::move(from);
    else
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

void RowFeed::put(RowBatch &&batch)
{
    bool wake = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (batch.generation != m_pending.generation)
            m_pending = {}; // what waits belongs to a session that was left, and is in its file
        m_pending.generation = batch.generation;
        if (m_pending.rows.empty())
            m_pending.firstSeq = batch.firstSeq;
        if (m_pending.sources.empty())
            m_pending.firstSource = batch.firstSource;
        moveInto(m_pending.rows, std::move(batch.rows));
        moveInto(m_pending.requests, std::move(batch.requests));
        moveInto(m_pending.sources, std::move(batch.sources));
        if (batch.fileBytes != 0)
            m_pending.fileBytes = batch.fileBytes;
        wake = !std::exchange(m_waiting, true);
    }
    if (wake)
        emit ready();
}

RowBatch RowFeed::take()
{
    const std::scoped_lock lock(m_mutex);
    m_waiting = false;
    return std::exchange(m_pending, {});
}

} // namespace spectap

#include "moc_rowbatch.cpp"
