// SPDX-License-Identifier: MIT
#include "model/support/stringpool.h"

#include "model/support/prefetch.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cstring>

namespace spectap {

namespace {
constexpr std::size_t BlockSize = 256 * 1024;
constexpr std::size_t FirstSlots = 1024;
/// A text is kept behind its length.
constexpr std::size_t LengthBytes = sizeof(quint32);
/// So many texts are looked for side by side.
constexpr std::size_t SideBySide = 32;

quint32 hashOf(QByteArrayView text)
{
    const quint64 hash = qHashBits(text.data(), static_cast<std::size_t>(text.size()));
    return static_cast<quint32>(hash ^ (hash >> 32));
}

bool isText(const char *kept, QByteArrayView text)
{
    quint32 length = 0;
    std::memcpy(&length, kept - LengthBytes, LengthBytes);
    return length == static_cast<std::size_t>(text.size()) &&
           (length == 0 || std::memcmp(kept, text.data(), length) == 0);
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
    const auto length = static_cast<quint32>(text.size());
    const std::size_t bytes = LengthBytes + length;
    if (bytes > m_arena->left) {
        const std::size_t size = std::max(BlockSize, bytes);
        m_arena->blocks.push_back(std::make_unique<char[]>(size));
        m_arena->next = m_arena->blocks.back().get();
        m_arena->left = size;
    }
    char *at = m_arena->next + LengthBytes;
    std::memcpy(m_arena->next, &length, LengthBytes);
    if (!text.empty())
        std::memcpy(at, text.data(), length);
    m_arena->next += bytes;
    m_arena->left -= bytes;
    return {at, text.size()};
}

/// The slot of `text`, or the free one where it belongs.
std::size_t StringPool::slotOf(QByteArrayView text, quint32 hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        const Slot &known = m_slots[slot];
        if (!known.text || (known.hash == hash && isText(known.text, text)))
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
        while (known.text && m_slots[slot].text)
            slot = (slot + 1) & mask;
        if (known.text)
            m_slots[slot] = known;
    }
}

StringId StringPool::intern(QByteArrayView text)
{
    const quint32 hash = hashOf(text);
    const std::scoped_lock lock(m_mutex);
    return internHashed(text, hash);
}

void StringPool::intern(std::span<const QByteArrayView> texts, std::span<StringId> ids)
{
    std::array<quint32, SideBySide> hashes{};
    const std::scoped_lock lock(m_mutex);
    for (std::size_t from = 0; from < texts.size(); from += SideBySide) {
        const std::size_t count = std::min(SideBySide, texts.size() - from);
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t i = 0; i < count; ++i) {
            hashes[i] = hashOf(texts[from + i]);
            prefetch(&m_slots[hashes[i] & mask]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (const Slot &slot = m_slots[hashes[i] & mask]; slot.text)
                prefetch(slot.text - LengthBytes);
        }
        for (std::size_t i = 0; i < count; ++i)
            ids[from + i] = internHashed(texts[from + i], hashes[i]);
    }
}

StringId StringPool::internHashed(QByteArrayView text, quint32 hash)
{
    const std::size_t slot = slotOf(text, hash);
    if (m_slots[slot].text)
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
    m_slots[slot] = {kept.data(), hash, index + 1};
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
