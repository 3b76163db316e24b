// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityfacts.h"
#include "model/identity/identitygraph.h"
#include "model/identity/profileexternals.h"
#include "model/identity/profiletraits.h"

#include <limits>
#include <span>
#include <vector>

namespace spectap {

/// What the identities of calls are found from, kept so that it can be read again in another way: another
/// reading, another order, or only up to some call.
class IdentityRecord
{
public:
    /// `externals` and `traits` may be empty; without them the Unify reading joins by userId and anonymousId
    /// alone. Seqs ascend.
    void add(const IdentityInput &call, const IdentityFacts &facts,
        std::span<const ExternalId> externals = {}, std::vector<SentTrait> traits = {});

    [[nodiscard]] std::size_t size() const { return m_calls.size(); }
    [[nodiscard]] const IdentityInput &call(std::size_t index) const { return m_calls[index].input; }
    [[nodiscard]] const IdentityFacts &facts(std::size_t index) const { return m_calls[index].facts; }
    [[nodiscard]] std::span<const ExternalId> externals(std::size_t index) const;
    [[nodiscard]] std::span<const SentTrait> traits(std::size_t index) const;

private:
    struct Call
    {
        IdentityInput input;
        IdentityFacts facts;
        quint32 externals = 0; ///< where its own begin; they end where the next call's begin
        quint32 traits = 0;
    };
    std::vector<Call> m_calls;
    std::vector<ExternalId> m_externals;
    std::vector<SentTrait> m_traits;
};

/// One way to read a record.
struct ReadingChoice
{
    IdentityReading reading = IdentityReading::Spec;
    ReadingOrder order = ReadingOrder::Arrival;
    /// The last call that counts, in that order: what arrived up to it, or what had happened up to it.
    quint32 asOf = std::numeric_limits<quint32>::max();
};

/// Who is who after the calls that were chosen. The graph counts calls in the order they were read: the call
/// at its seq 1 is the first one read, and seqOf() says which that was.
struct ResolvedIdentities
{
    ReadingChoice choice;
    IdentityGraph graph;
    TraitsByProfile traits;
    ExternalsByProfile externals;
    std::vector<quint32> seqs; ///< by position, from 0

    [[nodiscard]] quint32 seqOf(quint32 position) const
    {
        return position == 0 || position > seqs.size() ? 0 : seqs[position - 1];
    }
};

/// Builds the graph anew, hints included. `strings` are those of the record.
[[nodiscard]] ResolvedIdentities resolveIdentities(const IdentityRecord &record, const StringPool &strings,
    const ReadingChoice &choice, const UnifyPolicy &policy);

/// In which order to read the calls of a record, as indexes into it. A call without a time of its own stays
/// behind the one it arrived after.
[[nodiscard]] std::vector<quint32> readingOrder(const IdentityRecord &record, const ReadingChoice &choice);

} // namespace spectap
