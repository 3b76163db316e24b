// SPDX-License-Identifier: MIT
#include "model/identity/identityrecord.h"

#include "model/identity/callorder.h"
#include "model/identity/identityhints.h"

#include <algorithm>
#include <numeric>

namespace spectap {

void IdentityRecord::add(const IdentityInput &call, const IdentityFacts &facts,
    std::span<const ExternalId> externals, std::vector<SentTrait> traits)
{
    m_calls.push_back(
        {call, facts, static_cast<quint32>(m_externals.size()), static_cast<quint32>(m_traits.size())});
    m_externals.insert(m_externals.end(), externals.begin(), externals.end());
    std::move(traits.begin(), traits.end(), std::back_inserter(m_traits));
}

std::span<const ExternalId> IdentityRecord::externals(std::size_t index) const
{
    const std::size_t end = index + 1 < m_calls.size() ? m_calls[index + 1].externals : m_externals.size();
    return std::span(m_externals).subspan(m_calls[index].externals, end - m_calls[index].externals);
}

std::span<const SentTrait> IdentityRecord::traits(std::size_t index) const
{
    const std::size_t end = index + 1 < m_calls.size() ? m_calls[index + 1].traits : m_traits.size();
    return std::span(m_traits).subspan(m_calls[index].traits, end - m_calls[index].traits);
}

std::vector<quint32> readingOrder(const IdentityRecord &record, const ReadingChoice &choice)
{
    std::vector<quint32> order(record.size());
    std::iota(order.begin(), order.end(), 0U);
    if (choice.order == ReadingOrder::EventTime) {
        CallSorter sorter;
        for (std::size_t i = 0; i < record.size(); ++i)
            sorter.add(record.call(i).time);
        while (sorter.settle())
            ;
        const CallOrder byTime = sorter.order();
        for (quint32 &index : order)
            index = byTime.seqOf(index + 1) - 1;
    }
    std::size_t arrived = record.size();
    while (arrived > 0 && record.call(arrived - 1).seq > choice.asOf)
        --arrived;
    if (choice.order == ReadingOrder::Arrival || arrived == 0) {
        order.resize(arrived);
    } else if (choice.asOf <= record.call(record.size() - 1).seq) {
        const auto itself = std::find(order.begin(), order.end(), static_cast<quint32>(arrived - 1));
        order.erase(itself + 1, order.end());
    }
    return order;
}

ResolvedIdentities resolveIdentities(const IdentityRecord &record, const StringPool &strings,
    const ReadingChoice &choice, const UnifyPolicy &policy)
{
    ResolvedIdentities resolved{choice, IdentityGraph(choice.reading, policy), {}, {}, {}};
    IdentityHints hints(strings);
    ProfileTraits traits(resolved.graph);
    ProfileExternals externals(resolved.graph);
    std::vector<quint32> conflicts;
    for (const quint32 index : readingOrder(record, choice)) {
        IdentityInput call = record.call(index);
        resolved.seqs.push_back(call.seq);
        call.seq = static_cast<quint32>(resolved.seqs.size());
        conflicts = resolved.graph.add(call, record.externals(index));
        hints.add(resolved.graph, call, record.facts(index), conflicts);
        traits.add(call, record.traits(index));
        externals.add(call, record.externals(index));
    }
    resolved.traits = traits.byProfile();
    resolved.externals = externals.byProfile();
    return resolved;
}

} // namespace spectap
