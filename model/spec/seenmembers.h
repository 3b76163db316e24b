// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <vector>

#include <QtGlobal>

namespace spectap {

/// Which members of an object were sent. Objects of the usual size cost no memory from the heap.
class SeenMembers
{
public:
    explicit SeenMembers(std::size_t members)
    {
        if (members > Inline * 64)
            m_more.resize(members / 64 + 1 - Inline);
    }
    /// Whether `member` was there before.
    bool add(int member)
    {
        quint64 &bits = word(member);
        const quint64 bit = quint64(1) << (static_cast<unsigned>(member) % 64);
        const bool before = (bits & bit) != 0;
        bits |= bit;
        return before;
    }
    [[nodiscard]] bool has(int member) const
    {
        const quint64 bit = quint64(1) << (static_cast<unsigned>(member) % 64);
        return (const_cast<SeenMembers *>(this)->word(member) & bit) != 0;
    }

private:
    static constexpr std::size_t Inline = 2;

    quint64 &word(int member)
    {
        const std::size_t index = static_cast<std::size_t>(member) / 64;
        return index < Inline ? m_inline[index] : m_more[index - Inline];
    }

    std::array<quint64, Inline> m_inline{};
    std::vector<quint64> m_more;
};

} // namespace spectap
