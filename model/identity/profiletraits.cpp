// SPDX-License-Identifier: MIT
#include "model/identity/profiletraits.h"

#include <algorithm>

namespace spectap {

/// Keeps the later value under a name and the earlier place in the order.
void ProfileTraits::set(std::vector<Entry> &entries, Entry entry)
{
    const auto known = std::find_if(
        entries.begin(), entries.end(), [&](const Entry &other) { return other.name == entry.name; });
    if (known == entries.end()) {
        entries.push_back(std::move(entry));
        return;
    }
    known->firstSeq = std::min(known->firstSeq, entry.firstSeq);
    if (entry.seq >= known->seq) {
        known->value = std::move(entry.value);
        known->seq = entry.seq;
    }
}

void ProfileTraits::add(const IdentityInput &ids, const CallView &call)
{
    if (ids.type != CallType::Identify || !call.tape || !call.isObject())
        return;
    IdIndex id = m_graph->find(IdKind::User, ids.user);
    if (id == NoId)
        id = m_graph->find(IdKind::Anonymous, ids.anonymous);
    const quint32 traits = call.own("traits");
    if (id == NoId || traits == JsonTape::None)
        return;
    const JsonTape &tape = *call.tape;
    if (tape[traits].kind != JsonKind::Object)
        return;
    std::vector<Entry> &entries = m_entries[{id, m_graph->spanAt(id, ids.seq)}];
    for (quint32 node = traits + 1; node < tape[traits].next; node = tape[node].next)
        set(entries, {tape.key(node).toByteArray(), tape.raw(node).toByteArray(), ids.seq, ids.seq});
}

TraitsByProfile ProfileTraits::byProfile() const
{
    std::map<quint32, std::vector<Entry>> merged;
    for (const auto &[holder, entries] : m_entries) {
        const IdSpan &span = m_graph->ids()[holder.first].spans[holder.second];
        std::vector<Entry> &into = merged[m_graph->resolve(span.profile)];
        for (const Entry &entry : entries)
            set(into, entry);
    }
    TraitsByProfile result;
    for (auto &[profile, entries] : merged) {
        std::stable_sort(entries.begin(), entries.end(),
            [](const Entry &a, const Entry &b) { return a.firstSeq < b.firstSeq; });
        std::vector<Trait> &traits = result[profile];
        for (Entry &entry : entries)
            traits.emplace_back(std::move(entry.name), std::move(entry.value));
    }
    return result;
}

} // namespace spectap
