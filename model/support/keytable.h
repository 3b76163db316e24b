// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <cstring>
#include <vector>

namespace spectap {

/// Finds the number of a short byte string in constant time and without allocating. Filled once, then only
/// read: the look-up stands on the path of every field of every call.
class KeyTable
{
public:
    static constexpr int None = -1;

    KeyTable() = default;
    explicit KeyTable(const std::vector<QByteArrayView> &keys) { build(keys); }

    /// `keys` must outlive the table; of equal keys the first wins.
    void build(const std::vector<QByteArrayView> &keys)
    {
        std::size_t size = 4;
        while (size < keys.size() * 2 + 1)
            size *= 2;
        m_slots.assign(size, Slot());
        m_mask = size - 1;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const Slot fresh(keys[i], static_cast<int>(i));
            std::size_t at = fresh.hash() & m_mask;
            while (m_slots[at].number != None)
                at = (at + 1) & m_mask;
            m_slots[at] = fresh;
        }
    }

    [[nodiscard]] int find(QByteArrayView key) const
    {
        if (m_slots.empty())
            return None;
        const Slot wanted(key, None);
        for (std::size_t at = wanted.hash() & m_mask; m_slots[at].number != None; at = (at + 1) & m_mask) {
            if (m_slots[at].sameKey(wanted))
                return m_slots[at].number;
        }
        return None;
    }

private:
    /// A key by its ends: up to 16 bytes they are all of it, so that comparing needs no loop.
    struct Slot
    {
        Slot() = default;
        Slot(QByteArrayView text, int index)
            : key(text.data())
            , size(static_cast<quint32>(text.size()))
            , number(index)
        {
            if (size >= 8) {
                head = load<quint64>(key);
                tail = load<quint64>(key + size - 8);
            } else if (size >= 4) {
                head = load<quint32>(key);
                tail = load<quint32>(key + size - 4);
            } else if (size > 0) {
                head = load<quint8>(key) | load<quint8>(key + size / 2) << 8 |
                       load<quint8>(key + size - 1) << 16;
            }
        }

        template <typename Word> static quint64 load(const char *at)
        {
            Word word;
            std::memcpy(&word, at, sizeof word);
            return word;
        }

        [[nodiscard]] std::size_t hash() const
        {
            quint64 mixed =
                (head ^ (size * 0x9e3779b97f4a7c15ULL)) * 0xbf58476d1ce4e5b9ULL;
            mixed ^= (tail + (mixed >> 29)) * 0x94d049bb133111ebULL;
            return static_cast<std::size_t>(mixed ^ (mixed >> 32));
        }

        [[nodiscard]] bool sameKey(const Slot &other) const
        {
            return head == other.head && tail == other.tail && size == other.size &&
                   (size <= 16 || std::memcmp(key, other.key, size) == 0);
        }

        quint64 head = 0;
        quint64 tail = 0;
        const char *key = nullptr;
        quint32 size = 0;  ///< JSON texts are shorter than 4 GiB
        int number = None; ///< None: a free slot
    };
    static_assert(sizeof(Slot) <= 32); // two to a cache line

    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
};

} // namespace spectap
