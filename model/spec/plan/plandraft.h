// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"

#include <map>
#include <memory>

namespace spectap {

struct DraftValue;

/// Drafts a tracking plan from calls: which events there are, which properties each has, which of them
/// always, of what types, and the values where few repeat. The same calls checked by the draft give no
/// finding.
class PlanDraft
{
public:
    PlanDraft();
    ~PlanDraft();
    Q_DISABLE_COPY_MOVE(PlanDraft)

    void add(const CallView &call);

    /// The plan as the Public API writes it, to be loaded by us and imported by others.
    [[nodiscard]] QByteArray json(const QByteArray &name) const;

    [[nodiscard]] std::size_t rules() const { return m_rules.size(); }
    [[nodiscard]] quint64 calls() const { return m_calls; }
    /// Calls that no rule was drafted from: without a type or an event's name, alias, or of an event beyond
    /// MaxEvents.
    [[nodiscard]] quint64 passedOver() const { return m_passedOver; }

    /// A plan holds no more rules.
    static constexpr std::size_t MaxEvents = 2000;

private:
    using Key = std::pair<CallType, QByteArray>;
    std::map<Key, std::unique_ptr<DraftValue>> m_rules; ///< the properties (traits) of each event
    std::map<Key, quint64> m_counts;
    quint64 m_calls = 0;
    quint64 m_passedOver = 0;
};

} // namespace spectap
