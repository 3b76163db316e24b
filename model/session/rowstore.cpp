// SPDX-License-Identifier: MIT
#include "model/session/rowstore.h"

namespace spectap {

// Why a snapshot may be read while the store grows, without a lock: chunks never move and are never reused, a
// snapshot has its own list of them, and append() writes only rows at or past m_size, which no snapshot taken
// before reaches. Different rows are different objects, so reading one while its neighbour is written is no
// race. The rows below a snapshot's size were written before it was taken; whatever carries the snapshot to
// the other thread (queued signal, mutex, queue) orders them before the reading. replace() puts a changed
// copy of a chunk in its place; append() goes on in that copy.

void RowStore::append(std::span<const CallRow> rows)
{
    for (const CallRow &row : rows) {
        const quint32 at = m_size % RowChunk::Size;
        if (at == 0)
            m_chunks.push_back(std::make_shared<RowChunk>(row));
        m_chunks.back()->set(at, row);
        ++m_size;
    }
}

void RowStore::replace(std::span<const RowChange> changes)
{
    std::size_t copied = m_chunks.size();
    for (const RowChange &change : changes) {
        if (change.seq == 0 || change.seq > m_size)
            continue;
        const quint32 index = change.seq - 1;
        const std::size_t chunk = index / RowChunk::Size;
        if (chunk != copied) {
            m_chunks[chunk] = std::make_shared<RowChunk>(*m_chunks[chunk]);
            copied = chunk;
        }
        m_chunks[chunk]->set(index % RowChunk::Size, change.row);
    }
}

void RowStore::clear()
{
    m_chunks.clear();
    m_size = 0;
}

RowStore::Snapshot RowStore::snapshot() const
{
    Snapshot snapshot;
    snapshot.m_chunks.assign(m_chunks.begin(), m_chunks.end());
    snapshot.m_size = m_size;
    return snapshot;
}

} // namespace spectap
