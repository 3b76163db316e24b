// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>
#include <memory>
#include <vector>

namespace spectap {

/// A list that grows at its end. Its copies share what they have in common: one that another thread holds may
/// be read while the list itself, which belongs to one thread, grows on.
template <typename T> class SharedList
{
    static constexpr quint32 ChunkBits = 10;
    static constexpr quint32 ChunkSize = 1U << ChunkBits;
    using Chunk = std::array<T, ChunkSize>;

public:
    [[nodiscard]] quint32 size() const { return m_size; }
    [[nodiscard]] const T &operator[](quint32 index) const
    {
        return (*m_chunks[index >> ChunkBits])[index & (ChunkSize - 1)];
    }
    void append(T value)
    {
        if ((m_size & (ChunkSize - 1)) == 0)
            m_chunks.push_back(std::make_shared<Chunk>());
        (*m_chunks.back())[m_size & (ChunkSize - 1)] = std::move(value);
        ++m_size;
    }

private:
    std::vector<std::shared_ptr<Chunk>> m_chunks;
    quint32 m_size = 0;
};

} // namespace spectap
