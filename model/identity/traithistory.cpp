// SPDX-License-Identifier: MIT
#include "model/identity/traithistory.h"

#include <algorithm>

namespace spectap {

std::vector<SentTrait> sentTraits(const CallView &call)
{
    std::vector<SentTrait> sent;
    if (!call.tape || !call.isObject())
        return sent;
    const JsonTape &tape = *call.tape;
    const quint32 traits = call.own("traits");
    if (traits == JsonTape::None || tape[traits].kind != JsonKind::Object)
        return sent;
    for (quint32 node = traits + 1; node < tape[traits].next; node = tape[node].next)
        sent.emplace_back(tape.key(node).toByteArray(), tape.raw(node).toByteArray());
    return sent;
}

int TraitHistory::at(quint32 seq) const
{
    const auto later = std::find_if(
        values.begin(), values.end(), [seq](const TraitValue &value) { return value.seq > seq; });
    return static_cast<int>(later - values.begin()) - 1;
}

void TraitHistories::add(quint32 seq, const CallView &call)
{
    for (const auto &[name, json] : sentTraits(call)) {
        auto known = std::find_if(m_traits.begin(), m_traits.end(),
            [&name = name](const TraitHistory &trait) { return trait.name == name; });
        if (known == m_traits.end())
            known = m_traits.insert(m_traits.end(), {name, {}});
        if (known->values.empty() || known->values.back().json != json)
            known->values.push_back({seq, json});
    }
}

} // namespace spectap
