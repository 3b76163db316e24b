// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <algorithm>
#include <bitset>
#include <vector>

namespace spectap {

/// The values of Catalogue::blockedIds, ready to be looked up: plain texts, and "^[…]*$" for any mix of the
/// characters between the brackets.
class BlockedIds
{
public:
    BlockedIds() = default;
    explicit BlockedIds(const std::vector<QByteArray> &values)
    {
        for (const QByteArray &value : values) {
            if (!value.startsWith("^[")) {
                m_texts.push_back(value);
                m_longest = std::max(m_longest, value.size());
                continue;
            }
            std::bitset<256> mix;
            for (const char c : value.sliced(2, value.size() - 5))
                mix.set(static_cast<unsigned char>(c));
            m_mixes.push_back(mix);
        }
    }
    [[nodiscard]] bool contains(QByteArrayView id) const
    {
        if (id.size() <= m_longest && std::find(m_texts.begin(), m_texts.end(), id) != m_texts.end())
            return true;
        return std::any_of(m_mixes.begin(), m_mixes.end(), [&](const std::bitset<256> &mix) {
            return std::all_of(
                id.begin(), id.end(), [&](char c) { return mix.test(static_cast<unsigned char>(c)); });
        });
    }

private:
    std::vector<QByteArray> m_texts;
    qsizetype m_longest = 0;
    std::vector<std::bitset<256>> m_mixes;
};

} // namespace spectap
