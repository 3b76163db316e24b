// SPDX-License-Identifier: MIT
#include "model/items/rowset.h"

#include <algorithm>
#include <bit>

namespace spectap {

void RowSet::clear()
{
    *this = {};
}

quint32 RowSet::operator[](std::size_t at) const
{
    if (m_size == m_end) // all of them
        return static_cast<quint32>(at);
    const auto block = std::upper_bound(m_before.begin(), m_before.end(), static_cast<quint32>(at)) - 1;
    auto left = static_cast<int>(static_cast<quint32>(at) - *block);
    auto word = static_cast<std::size_t>(block - m_before.begin()) * BlockWords;
    for (; std::popcount(m_words[word]) <= left; ++word)
        left -= std::popcount(m_words[word]);
    quint64 bits = m_words[word];
    for (; left > 0; --left)
        bits &= bits - 1;
    return static_cast<quint32>(word * WordBits) + static_cast<quint32>(std::countr_zero(bits));
}

std::size_t RowSet::countBelow(quint32 index) const
{
    if (index >= m_end)
        return m_size;
    if (m_size == m_end)
        return index;
    const std::size_t last = index / WordBits;
    std::size_t below = m_before[index / BlockBits];
    for (std::size_t word = index / BlockBits * BlockWords; word < last; ++word)
        below += static_cast<std::size_t>(std::popcount(m_words[word]));
    return below +
           static_cast<std::size_t>(std::popcount(m_words[last] & ((quint64{1} << (index % WordBits)) - 1)));
}

std::vector<quint32> RowSet::from(quint32 first) const
{
    std::vector<quint32> list;
    list.reserve(m_size - countBelow(first));
    for (std::size_t word = first / WordBits; word < m_words.size(); ++word) {
        quint64 bits = m_words[word];
        if (word == first / WordBits)
            bits &= ~quint64{0} << (first % WordBits);
        for (; bits != 0; bits &= bits - 1)
            list.push_back(
                static_cast<quint32>(word * WordBits) + static_cast<quint32>(std::countr_zero(bits)));
    }
    return list;
}

/// Makes room for `index`, which is past the end.
void RowSet::reach(quint32 index)
{
    m_end = index + 1;
    m_words.resize(index / WordBits + std::size_t{1});
    m_before.resize(index / BlockBits + std::size_t{1}, static_cast<quint32>(m_size));
}

void RowSet::append(std::span<const quint32> indexes)
{
    for (const quint32 index : indexes) {
        reach(index);
        m_words[index / WordBits] |= quint64{1} << (index % WordBits);
        ++m_size;
    }
}

void RowSet::insert(std::span<const quint32> indexes)
{
    if (!indexes.empty() && indexes.back() >= m_end)
        reach(indexes.back());
    for (const quint32 index : indexes)
        m_words[index / WordBits] |= quint64{1} << (index % WordBits);
    count();
}

void RowSet::erase(std::span<const quint32> indexes)
{
    for (const quint32 index : indexes) {
        if (index < m_end)
            m_words[index / WordBits] &= ~(quint64{1} << (index % WordBits));
    }
    count();
}

void RowSet::count()
{
    m_size = 0;
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        if (word % BlockWords == 0)
            m_before[word / BlockWords] = static_cast<quint32>(m_size);
        m_size += static_cast<std::size_t>(std::popcount(m_words[word]));
    }
}

} // namespace spectap
