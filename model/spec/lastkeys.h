// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <memory>
#include <string_view>
#include <unordered_map>

namespace spectap {

/// Of several members with one key the last counts, as in JSON.parse. Tells which that is; objects of hostile
/// size are indexed once instead of being searched again and again.
class LastKeys
{
public:
    LastKeys(const JsonTape &tape, quint32 object)
        : m_tape(tape)
        , m_object(object)
    {
    }

    [[nodiscard]] bool isLast(quint32 child, QByteArrayView key)
    {
        if (m_tape[m_object].children > FewMembers)
            return last(key) == child;
        for (quint32 later = m_tape[child].next; later < m_tape[m_object].next; later = m_tape[later].next) {
            if (m_tape.key(later) == key)
                return false;
        }
        return true;
    }

    /// The member that counts for `key`, or JsonTape::None.
    [[nodiscard]] quint32 last(QByteArrayView key)
    {
        if (m_tape[m_object].kind != JsonKind::Object)
            return JsonTape::None;
        if (m_tape[m_object].children <= FewMembers)
            return m_tape.find(m_object, key);
        if (!m_last) {
            m_last = std::make_unique<Index>();
            for (quint32 child = m_object + 1; child < m_tape[m_object].next; child = m_tape[child].next)
                m_last->insert_or_assign(viewOf(m_tape.key(child)), child);
        }
        const auto found = m_last->find(viewOf(key));
        return found == m_last->end() ? JsonTape::None : found->second;
    }

private:
    static constexpr quint32 FewMembers = 32;

    static std::string_view viewOf(QByteArrayView key)
    {
        return {key.data(), static_cast<std::size_t>(key.size())};
    }

    const JsonTape &m_tape;
    quint32 m_object;
    using Index = std::unordered_map<std::string_view, quint32>;
    std::unique_ptr<Index> m_last; ///< only for big objects
};

} // namespace spectap
