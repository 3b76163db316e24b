// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/identity/identitygraph.h"
#include "model/identity/traithistory.h"

#include <QByteArray>

#include <map>
#include <span>
#include <utility>
#include <vector>

namespace spectap {

/// Traits of live profiles, in the order in which they were first sent.
using TraitsByProfile = std::map<quint32, std::vector<SentTrait>>;

/// The traits that identify calls gave each person; of several values the last one sent counts. Values stay
/// the bytes they were. Feed it each call right after the graph, in arrival order.
class ProfileTraits
{
public:
    explicit ProfileTraits(const IdentityGraph &graph)
        : m_graph(&graph)
    {
    }

    void add(const IdentityInput &ids, const CallView &call) { add(ids, traitsOf(ids.type, call)); }
    void add(const IdentityInput &ids, std::span<const SentTrait> traits);
    /// Those that an identify gives its user; none of any other call.
    [[nodiscard]] static std::vector<SentTrait> traitsOf(CallType type, const CallView &call);
    /// By the profiles there are now: traits follow their ids when profiles merge.
    [[nodiscard]] TraitsByProfile byProfile() const;

private:
    struct Entry
    {
        QByteArray name;
        QByteArray value;
        quint32 firstSeq = 0;
        quint32 seq = 0;
    };
    /// By the id that was identified and the span it was in: a handed-over id leaves its traits behind.
    using Holder = std::pair<IdIndex, quint32>;

    static void set(std::vector<Entry> &entries, Entry entry);

    const IdentityGraph *m_graph;
    std::map<Holder, std::vector<Entry>> m_entries;
};

} // namespace spectap
