// SPDX-License-Identifier: MIT
#include "model/support/stringpool.h"

#include <QHash>

#include <cstring>

namespace spectap {

namespace {
constexpr std::size_t BlockSize = 256 * 1024;
constexpr std::size_t FirstSlots = 1024;

quint32 hashOf(QByteArrayView text)
{
    const quint64 hash = qHashBits(text.data(), static_cast<std::size_t>(text.size()));
    return static_cast<quint32>(hash ^ (hash >> 32));
}

} // namespace

struct StringPool::Arena
{
    std::vector<std::unique_ptr<char[]>> blocks;
    char *next = nullptr;
    std::size_t left = 0;
};

StringPool::StringPool()
    : m_slots(FirstSlots)
    , m_chunks(std::make_unique<std::atomic<Chunk *>[]>(MaxChunks))
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

/// The slot of `text`, or the free one where it belongs.
std::size_t StringPool::slotOf(QByteArrayView text, quint32 hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        if (m_slots[slot].id == 0 || (m_slots[slot].hash == hash && at(m_slots[slot].id) == text))
            return slot;
    }
}

void StringPool::grow()
{
    std::vector<Slot> old(2 * m_slots.size());
    old.swap(m_slots);
    const std::size_t mask = m_slots.size() - 1;
    for (const Slot &known : old) {
        std::size_t slot = known.hash & mask;
        while (known.id != 0 && m_slots[slot].id != 0)
            slot = (slot + 1) & mask;
        if (known.id != 0)
            m_slots[slot] = known;
    }
}

StringId StringPool::intern(QByteArrayView text)
{
    const quint32 hash = hashOf(text);
    const std::scoped_lock lock(m_mutex);
    const std::size_t slot = slotOf(text, hash);
    if (m_slots[slot].id != 0)
        return m_slots[slot].id;
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
    m_slots[slot] = {hash, index + 1};
    if (2 * std::size_t(index + 1) > m_slots.size())
        grow();
    return index + 1;
}

StringId StringPool::find(QByteArrayView text) const
{
    const quint32 hash = hashOf(text);
    const std::scoped_lock lock(m_mutex);
    return m_slots[slotOf(text, hash)].id;
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
