// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <utility>
#include <vector>

namespace spectap {

/// Room for one entry more, by a quarter instead of doubling as std::vector does: where there is an entry for
/// every id, what lies unused is most of what an id costs. `some` is room for short lists.
template <typename T> void makeRoom(std::vector<T> &list, std::size_t some = 16)
{
    if (list.size() == list.capacity())
        list.reserve(list.size() + list.size() / 4 + some);
}

/// Names a list in Rings; 4 bytes, since a profile has four of them.
struct Ring
{
    quint32 last = 0xffffffff;
    [[nodiscard]] bool empty() const { return last == 0xffffffff; }
};

/// Many lists that only grow and merge, all in one vector. Each is a ring known by its last entry, so that
/// two become one in constant time, however long they are.
template <typename T> class Rings
{
public:
    void append(Ring &ring, const T &value)
    {
        const auto entry = static_cast<quint32>(m_entries.size());
        makeRoom(m_entries);
        m_entries.push_back({value, ring.empty() ? entry : m_entries[ring.last].next});
        if (!ring.empty())
            m_entries[ring.last].next = entry;
        ring.last = entry;
    }
    /// Moves all of `from` behind those of `into`.
    void join(Ring &into, Ring &from)
    {
        if (!into.empty() && !from.empty())
            std::swap(m_entries[into.last].next, m_entries[from.last].next);
        if (!from.empty())
            into = std::exchange(from, Ring());
    }
    [[nodiscard]] std::vector<T> values(Ring ring) const
    {
        std::vector<T> found;
        if (ring.empty())
            return found;
        quint32 entry = ring.last;
        do {
            entry = m_entries[entry].next;
            found.push_back(m_entries[entry].value);
        } while (entry != ring.last);
        return found;
    }

private:
    struct Entry
    {
        T value;
        quint32 next;
    };
    std::vector<Entry> m_entries;
};

} // namespace spectap
