// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/identity/callorder.h"
#include "model/identity/identitygraph.h"

#include <array>
#include <span>
#include <unordered_map>
#include <vector>

namespace spectap {

/// The traits that name a person, the better before the worse; two names of one form stand together.
inline constexpr std::array<QByteArrayView, 7> NameTraits{
    "name", "firstName", "lastName", "first_name", "last_name", "username", "email"};

/// What to call a person whose NameTraits are these texts; empty: they tell nothing.
[[nodiscard]] QByteArray personName(const std::array<QByteArray, NameTraits.size()> &texts);

/// One of NameTraits as an identify sent it.
struct SentName
{
    quint32 seq = 0;
    IdKind kind = IdKind::User; ///< of the id that was identified
    quint8 trait = 0;           ///< index into NameTraits
    StringId id = 0;
    StringId text = 0; ///< without blanks around it; 0: it is no text any more
};

/// What `call`, an identify of `id`, tells, appended to `names`.
void appendSentNames(std::vector<SentName> &names, const CallView &call, quint32 seq, IdKind kind,
    StringId id, StringPool &strings);

/// What people are called, by the newest identify of any of their ids that says so.
class PersonNames
{
public:
    /// Seqs ascend.
    void add(const SentName &name);
    void clear() { m_names.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_names.empty(); }
    /// Of the person with these ids, who is live profile `profile` of a graph that met the calls in `order`;
    /// empty: no call has said.
    [[nodiscard]] QByteArray nameOf(const IdentityGraph &graph, const CallOrder &order, quint32 profile,
        std::span<const IdIndex> ids, const StringPool &strings) const;

private:
    struct Text
    {
        quint32 seq = 0;
        StringId text = 0;
        quint8 trait = 0;
    };
    static quint64 keyOf(IdKind kind, StringId id) { return quint64{id} << 2 | static_cast<quint64>(kind); }

    std::unordered_map<quint64, std::vector<Text>> m_names; ///< by id, one of each trait
};

} // namespace spectap
