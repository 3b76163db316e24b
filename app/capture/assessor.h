// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"
#include "model/identity/identitygraph.h"
#include "model/identity/identityhints.h"
#include "model/session/sessionwriter.h"
#include "model/spec/checker.h"
#include "model/spec/historyrules.h"

#include <memory>
#include <span>
#include <vector>

namespace spectap {

/// A call with what the intake needs to know of it, all of it found from its bytes alone.
struct ReadCall
{
    CallView view;
    CallFacts facts; ///< views into the tape
    HistoryRules::Digest digest;
    /// Numbers of its texts, 0: not sent. Assessor::meet() fills them in.
    struct Names
    {
        StringId name = 0;
        StringId user = 0;
        StringId anonymous = 0;
        StringId other = 0; ///< previousId of an alias, else groupId
    };
    Names names;

    static ReadCall of(const CallView &call)
    {
        const CallFacts facts = CallFacts::of(call);
        return {call, facts, HistoryRules::Digest::of(call, facts), {}};
    }
};

/// Everything Spectap concludes about a call, in one place for live capture, `check` and re-checking: the
/// per-call rules, then the rules over the calls before it, then identity. Calls must come in arrival order.
/// One thread.
///
/// Findings keep that order: those of the checker by document order, then history's, then identity's. An id
/// that the checker calls blocked ("null", all zeros) is not linked by and is none in the row: it would make
/// one person of all who send it. The call keeps its finding, and its bytes.
class Assessor
{
public:
    Assessor(std::shared_ptr<const Checker> checker, std::shared_ptr<StringPool> pool);

    /// Fills `stored` (row, verdict columns; not request, offset or source) and `result`.
    void assess(quint32 seq, const CallView &call, const CheckContext &context, StoredCall &stored,
        CheckResult &result);
    /// Comes before conclude() for the same calls, as many as are at hand: what is known of their ids is
    /// looked for side by side, while memory takes its time.
    void meet(std::span<ReadCall> calls);
    /// The same as assess() for a call that Checker::check() has seen already: `result` comes with what it
    /// said. Per-call rules need no call before them, so they may run ahead on another thread.
    void conclude(quint32 seq, const ReadCall &read, const CheckContext &context, StoredCall &stored,
        CheckResult &result);
    [[nodiscard]] const IdentityGraph &identity() const { return m_identity; }
    [[nodiscard]] const Checker &checker() const { return *m_checker; }
    [[nodiscard]] const StringPool &strings() const { return *m_pool; }
    /// Goes on with other rules; what is known of earlier calls stays.
    void setChecker(std::shared_ptr<const Checker> checker);
    void clear();

private:
    void fillRow(
        const ReadCall &read, const CheckContext &context, const CheckResult &result, CallRow &row) const;
    [[nodiscard]] StringId specEventOf(int event);
    void addIdentity(quint32 seq, const ReadCall &read, CallRow &row, CheckResult &result);

    std::shared_ptr<const Checker> m_checker;
    std::shared_ptr<StringPool> m_pool;
    HistoryRules m_history;
    IdentityGraph m_identity;
    IdentityHints m_hints;
    std::vector<QByteArrayView> m_texts; ///< of meet(), kept for their memory
    std::vector<StringId> m_numbers;
    std::vector<IdentityGraph::Pair> m_pairs;
    std::vector<StringId> m_specEvents; ///< by event of the catalogue, 0: not asked for yet
};

} // namespace spectap
