// SPDX-License-Identifier: MIT
#include "model/support/stringpool.h"

#include <cstring>
#include <vector>

namespace spectap {

namespace {
constexpr std::size_t BlockSize = 256 * 1024;
}

struct StringPool::Arena
{
    std::vector<std::unique_ptr<char[]>> blocks;
    char *next = nullptr;
    std::size_t left = 0;
};

StringPool::StringPool()
    : m_chunks(std::make_unique<std::atomic<Chunk *>[]>(MaxChunks))
    , m_arena(std::make_unique<Arena>())
{
}

StringPool::~StringPool()
{
    for (quint32 i = 0; i < MaxChunks; ++i)
        delete m_chunks[i].load(std::memory_order_relaxed);
}

QByteArrayView StringPool::keep(QByteArrayView text)
{
    const auto bytes = static_cast<std::size_t>(text.size());
    if (bytes > m_arena->left) {
        const std::size_t size = std::max(BlockSize, bytes);
        m_arena->blocks.push_back(std::make_unique<char[]>(size));
        m_arena->next = m_arena->blocks.back().get();
        m_arena->left = size;
    }
    char *at = m_arena->next;
    if (!text.empty())
        std::memcpy(at, text.data(), bytes);
    m_arena->next += bytes;
    m_arena->left -= bytes;
    return {at, text.size()};
}

StringId StringPool::intern(QByteArrayView text)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_ids.constFind(text); known != m_ids.cend())
        return *known;
    const quint32 index = m_size.load(std::memory_order_relaxed);
    const quint32 chunk = index >> ChunkBits;
    if (chunk >= MaxChunks)
        return 0; // 134 million different strings: rows past that show none
    Chunk *strings = m_chunks[chunk].load(std::memory_order_relaxed);
    if (!strings) {
        strings = new Chunk;
        m_chunks[chunk].store(strings, std::memory_order_release);
    }
    const QByteArrayView kept = keep(text);
    (*strings)[index & (ChunkSize - 1)] = kept;
    m_size.store(index + 1, std::memory_order_release);
    m_ids.insert(kept, index + 1);
    return index + 1;
}

StringId StringPool::find(QByteArrayView text) const
{
    const std::scoped_lock lock(m_mutex);
    return m_ids.value(text, 0);
}

QByteArrayView StringPool::at(StringId id) const
{
    if (id == 0)
        return {};
    const quint32 index = id - 1;
    const Chunk *strings = m_chunks[index >> ChunkBits].load(std::memory_order_acquire);
    return (*strings)[index & (ChunkSize - 1)];
}

} // namespace spectap
