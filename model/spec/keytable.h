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

    /// `keys` must outlive the table; of equal keys the first wins.
    void build(std::vector<QByteArrayView> keys)
    {
        m_keys = std::move(keys);
        std::size_t size = 4;
        while (size < m_keys.size() * 2 + 1)
            size *= 2;
        m_slots.assign(size, 0);
        m_mask = size - 1;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            std::size_t slot = hash(m_keys[i]) & m_mask;
            while (m_slots[slot] != 0)
                slot = (slot + 1) & m_mask;
            m_slots[slot] = static_cast<quint32>(i + 1);
        }
    }

    [[nodiscard]] int find(QByteArrayView key) const
    {
        if (m_slots.empty())
            return None;
        for (std::size_t slot = hash(key) & m_mask; m_slots[slot] != 0; slot = (slot + 1) & m_mask) {
            const QByteArrayView &known = m_keys[m_slots[slot] - 1];
            if (known.size() == key.size() &&
                std::memcmp(known.data(), key.data(), static_cast<std::size_t>(key.size())) == 0)
                return static_cast<int>(m_slots[slot] - 1);
        }
        return None;
    }

private:
    template <typename Word> static quint64 load(const char *at)
    {
        Word word;
        std::memcpy(&word, at, sizeof word);
        return word;
    }

    /// Mixes both ends and the length; what is between may collide, the comparison then decides.
    static std::size_t hash(QByteArrayView key)
    {
        const char *const begin = key.data();
        const auto size = static_cast<std::size_t>(key.size());
        quint64 head = 0;
        quint64 tail = 0;
        if (size >= 8) {
            head = load<quint64>(begin);
            tail = load<quint64>(begin + size - 8);
        } else if (size >= 4) {
            head = load<quint32>(begin);
            tail = load<quint32>(begin + size - 4);
        } else if (size > 0) {
            head = static_cast<quint8>(begin[0]) | quint64(static_cast<quint8>(begin[size / 2])) << 8 |
                   quint64(static_cast<quint8>(begin[size - 1])) << 16;
        }
        quint64 mixed = (head ^ (size * 0x9e3779b97f4a7c15ULL)) * 0xbf58476d1ce4e5b9ULL;
        mixed ^= (tail + (mixed >> 29)) * 0x94d049bb133111ebULL;
        return static_cast<std::size_t>(mixed ^ (mixed >> 32));
    }

    std::vector<QByteArrayView> m_keys;
    std::vector<quint32> m_slots; ///< 0: free, else the number of the key plus one
    std::size_t m_mask = 0;
};

} // namespace spectap
