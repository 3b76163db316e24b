// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace spectap {

/// Number of a string in a StringPool. 0 is "none"; equal strings have equal numbers.
using StringId = quint32;

/// Append-only store of the strings that rows repeat: event names, ids, sources.
/// Rows carry 4-byte numbers, so a million of them stay light (DESIGN §3.5).
///
/// Threads: intern() from any thread (one lock); at() from any thread without a lock, for every
/// id that reached that thread through a queue, signal or mutex. Strings never move or die
/// before the pool does.
class StringPool
{
public:
    StringPool();
    ~StringPool();
    Q_DISABLE_COPY_MOVE(StringPool)

    /// The number of `text`, new or known. An empty text is a string of its own, not "none".
    StringId intern(QByteArrayView text);
    /// The same for many: `ids[i]` becomes the number of `texts[i]`. Memory is asked for all of them at once,
    /// and the lock is taken once.
    void intern(std::span<const QByteArrayView> texts, std::span<StringId> ids);
    /// The number of `text` if it is known, else 0.
    [[nodiscard]] StringId find(QByteArrayView text) const;
    /// The UTF-8 text of `id`; empty for 0.
    [[nodiscard]] QByteArrayView at(StringId id) const;
    /// How many strings there are; valid ids are 1…size().
    [[nodiscard]] quint32 size() const { return m_size.load(std::memory_order_acquire); }

private:
    static constexpr quint32 ChunkBits = 13;
    static constexpr quint32 ChunkSize = 1U << ChunkBits;
    static constexpr quint32 MaxChunks = 1U << 14;
    using Chunk = std::array<QByteArrayView, ChunkSize>;

    /// Where to find a string: the texts themselves are looked at only where the hashes agree, so that a
    /// look-up reads two lines of memory more often than not.
    struct Slot
    {
        const char *text = nullptr; ///< its bytes, behind their number; null: free
        quint32 hash = 0;
        StringId id = 0;
    };

    [[nodiscard]] std::size_t slotOf(QByteArrayView text, quint32 hash) const;
    StringId internHashed(QByteArrayView text, quint32 hash);
    void grow();
    QByteArrayView keep(QByteArrayView text);

    mutable std::mutex m_mutex;
    std::vector<Slot> m_slots; ///< open addressing, a power of two, at most half full
    std::unique_ptr<std::atomic<Chunk *>[]> m_chunks;
    std::atomic<quint32> m_size = 0;
    struct Arena;
    std::unique_ptr<Arena> m_arena;
};

} // namespace spectap
