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

std::vector<SentTrait> ProfileTraits::traitsOf(CallType type, const CallView &call)
{
    return type == CallType::Identify ? sentTraits(call) : std::vector<SentTrait>();
}

void ProfileTraits::add(const IdentityInput &ids, std::span<const SentTrait> traits)
{
    if (traits.empty())
        return;
    IdIndex id = m_graph->find(IdKind::User, ids.user);
    if (id == NoId)
        id = m_graph->find(IdKind::Anonymous, ids.anonymous);
    if (id == NoId)
        return;
    std::vector<Entry> &entries = m_entries[{id, m_graph->spanAt(id, ids.seq)}];
    for (const SentTrait &trait : traits)
        set(entries, {trait.first, trait.second, ids.seq, ids.seq});
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
        std::vector<SentTrait> &traits = result[profile];
        for (Entry &entry : entries)
            traits.emplace_back(std::move(entry.name), std::move(entry.value));
    }
    return result;
}

} // namespace spectap
