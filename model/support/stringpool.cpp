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

std::string_view StringPool::keep(std::string_view text)
{
    if (text.size() > m_arena->left) {
        const std::size_t size = std::max(BlockSize, text.size());
        m_arena->blocks.push_back(std::make_unique<char[]>(size));
        m_arena->next = m_arena->blocks.back().get();
        m_arena->left = size;
    }
    char *at = m_arena->next;
    if (!text.empty())
        std::memcpy(at, text.data(), text.size());
    m_arena->next += text.size();
    m_arena->left -= text.size();
    return {at, text.size()};
}

StringId StringPool::intern(QByteArrayView text)
{
    const std::string_view key(text.data(), static_cast<std::size_t>(text.size()));
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_ids.find(key); known != m_ids.end())
        return known->second;
    const quint32 index = m_size.load(std::memory_order_relaxed);
    const quint32 chunk = index >> ChunkBits;
    if (chunk >= MaxChunks)
        return 0; // 134 million different strings: rows past that show none
    Chunk *strings = m_chunks[chunk].load(std::memory_order_relaxed);
    if (!strings) {
        strings = new Chunk;
        m_chunks[chunk].store(strings, std::memory_order_release);
    }
    const std::string_view kept = keep(key);
    (*strings)[index & (ChunkSize - 1)] = kept;
    m_size.store(index + 1, std::memory_order_release);
    m_ids.emplace(kept, index + 1);
    return index + 1;
}

StringId StringPool::find(QByteArrayView text) const
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_ids.find({text.data(), static_cast<std::size_t>(text.size())});
    return known == m_ids.end() ? 0 : known->second;
}

QByteArrayView StringPool::at(StringId id) const
{
    if (id == 0)
        return {};
    const quint32 index = id - 1;
    const Chunk *strings = m_chunks[index >> ChunkBits].load(std::memory_order_acquire);
    const std::string_view text = (*strings)[index & (ChunkSize - 1)];
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace spectap
