// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityfacts.h"
#include "model/identity/unifypolicy.h"
#include "model/session/callrow.h"
#include "model/support/sharedlist.h"

#include <memory>
#include <span>
#include <vector>

namespace spectap {

/// What a call's body says of who it belongs to, beside what its row has: external ids, and what hints look
/// at. Most calls say what one before them said.
struct SentIdentity
{
    std::vector<ExternalId> externals;
    IdentityFacts facts; ///< without the name, which the row has

    bool operator==(const SentIdentity &) const = default;
};

/// That of the calls of a session, from the first on as far as they have been read: 4 bytes for each, and
/// what it says once. Copies share it, and may be read on any thread.
class SentIdentities
{
public:
    /// So many calls have been read: those with seqs 1…size().
    [[nodiscard]] quint32 size() const { return m_numbers.size(); }
    [[nodiscard]] std::span<const ExternalId> externals(quint32 seq) const { return of(seq).externals; }
    /// As IdentityFacts::of() has them of the call behind `row`.
    [[nodiscard]] IdentityFacts facts(const CallRow &row, quint32 seq) const
    {
        IdentityFacts facts = of(seq).facts;
        if (row.type == CallType::Track && row.user == 0)
            facts.name = row.name;
        return facts;
    }
    /// The email that an identify gives its user; 0: none.
    [[nodiscard]] StringId email(quint32 seq) const
    {
        for (const ExternalId &id : externals(seq)) {
            if (m_policy->types[id.type].name == "email")
                return id.value;
        }
        return 0;
    }
    /// With the types of ids that these calls have; what Unify joins by.
    [[nodiscard]] const UnifyPolicy &policy() const { return *m_policy; }
    [[nodiscard]] const std::shared_ptr<const UnifyPolicy> &sharedPolicy() const { return m_policy; }
    void setPolicy(UnifyPolicy policy) { m_policy = std::make_shared<const UnifyPolicy>(std::move(policy)); }

    /// The next call says what the one with this number among those that differ said.
    void append(quint32 number) { m_numbers.append(number); }
    /// Its number.
    quint32 appendDifferent(SentIdentity identity)
    {
        m_different.append(std::move(identity));
        return m_different.size() - 1;
    }
    [[nodiscard]] const SentIdentity &different(quint32 number) const { return m_different[number]; }

private:
    [[nodiscard]] const SentIdentity &of(quint32 seq) const
    {
        static const SentIdentity nothing;
        return seq - 1 < size() ? m_different[m_numbers[seq - 1]] : nothing;
    }

    SharedList<quint32> m_numbers; ///< by seq, from 0
    SharedList<SentIdentity> m_different;
    std::shared_ptr<const UnifyPolicy> m_policy = std::make_shared<const UnifyPolicy>(UnifyPolicy::idsOnly());
};

} // namespace spectap
