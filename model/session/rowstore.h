// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/rowchunk.h"

#include <memory>
#include <span>
#include <vector>

namespace spectap {

/// A write key and the library that used it: what the window calls a source (DESIGN §3.12).
struct Source
{
    QByteArray writeKey;
    QByteArray library;
    QByteArray version; ///< of the first call seen
};

/// Where a call came from; nothing is known of one whose source is not among these.
[[nodiscard]] inline const Source &sourceOf(const CallRow &row, const std::vector<Source> &sources)
{
    static const Source none;
    return row.source < sources.size() ? sources[row.source] : none;
}

/// A row that is another now: its call was checked again.
struct RowChange
{
    quint32 seq = 0;
    CallRow row;
};

/// Rows of a session in arrival order; they grow at the end. A Snapshot shares the rows and may be read on
/// another thread while the store grows. The store itself belongs to one thread.
class RowStore
{
public:
    class Snapshot
    {
    public:
        [[nodiscard]] quint32 size() const { return m_size; }
        [[nodiscard]] CallRow operator[](quint32 index) const
        {
            return m_chunks[index / RowChunk::Size]->at(index % RowChunk::Size);
        }

    private:
        friend class RowStore;
        std::vector<std::shared_ptr<const RowChunk>> m_chunks;
        quint32 m_size = 0;
    };

    void append(std::span<const CallRow> rows);
    /// Changes rows that are there already, ascending; snapshots keep the old ones.
    void replace(std::span<const RowChange> changes);
    void clear();
    [[nodiscard]] quint32 size() const { return m_size; }
    /// Made from what is kept: cheap, but not a thing to take the address of.
    [[nodiscard]] CallRow operator[](quint32 index) const
    {
        return m_chunks[index / RowChunk::Size]->at(index % RowChunk::Size);
    }
    [[nodiscard]] Snapshot snapshot() const;

private:
    std::vector<std::shared_ptr<RowChunk>> m_chunks;
    quint32 m_size = 0;
};

} // namespace spectap
