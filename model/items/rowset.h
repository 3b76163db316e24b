// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

namespace spectap {

/// Indexes of rows, ascending, each once. A bit for every row of the session: showing all of a million calls
/// takes 128 KB, where a list of them takes 4 MB. One thread.
class RowSet
{
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    void clear();

    /// The one at place `at`, less than size().
    [[nodiscard]] quint32 operator[](std::size_t at) const;
    /// How many are less than `index`: its place when it is among them.
    [[nodiscard]] std::size_t countBelow(quint32 index) const;
    [[nodiscard]] bool contains(quint32 index) const
    {
        return index < m_end && (m_words[index / WordBits] >> (index % WordBits) & 1U) != 0;
    }
    /// Those not less than `first`, as a list.
    [[nodiscard]] std::vector<quint32> from(quint32 first = 0) const;

    /// Adds those that are greater than all there ever were, ascending: the quick way.
    void append(std::span<const quint32> indexes);
    /// Adds or takes away any, ascending.
    void insert(std::span<const quint32> indexes);
    void erase(std::span<const quint32> indexes);

private:
    static constexpr quint32 WordBits = 64;
    static constexpr quint32 BlockWords = 64; ///< for which the rows before are counted
    static constexpr quint32 BlockBits = WordBits * BlockWords;

    void reach(quint32 index);
    void count();

    std::vector<quint64> m_words;
    std::vector<quint32> m_before; ///< by block: how many are in those before
    std::size_t m_size = 0;
    quint32 m_end = 0; ///< one past the greatest there ever was
};

} // namespace spectap
