// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/catalogue.h"
#include "model/spec/finding.h"
#include "model/spec/plan/trackingplan.h"

#include <memory>
#include <vector>

namespace spectap {

/// What is known of a call beyond its bytes. There is no clock in the checker: the receive time is given.
struct CheckContext
{
    Micros receivedAt = NoTime; ///< NoTime: unknown (a file), then no time is compared with it
    qint64 requestBytes = 0;    ///< decoded body the call came in, for the batch limit; 0: unknown
};

/// What the checker says of one call.
struct CheckResult
{
    std::vector<Finding> findings; ///< in document order of their pointers; missing fields after the
                                   ///< present, plans after the Spec
    Ingest ingest = Ingest::Accepted;
    Rule ingestRule = Rule::None; ///< why not accepted
    int event = -1;               ///< index into Catalogue::events, -1: none, or a custom event

    void clear();
    [[nodiscard]] Severity worst() const;
};

/// One row of the inspector's field tree: a field that was sent, or one that was not.
struct FieldVerdict
{
    enum class State : quint8
    {
        Conforms, ///< the spec documents it and it is as documented
        Custom,   ///< allowed, not documented
        Problem,  ///< has findings of its own
        Missing,  ///< required and not sent: a ghost row
        NotSent,  ///< documented, not required, not sent: shown by a toggle
    };
    int parent = -1;               ///< index into the same list, -1 at the top; parents come first
    quint32 node = JsonTape::None; ///< value in the tape, None when not sent
    QByteArray name;               ///< key, or the index in an array
    QByteArray pointer;
    State state = State::Conforms;
    bool fromBatch = false;        ///< inherited from the batch around the call
    bool insideCustom = false;     ///< somewhere below a custom field
    bool planned = false;          ///< a tracking plan names it
    Severity worst = Severity::Ok; ///< of its own findings
    std::vector<quint32> findings; ///< indexes into CheckResult::findings
    QByteArray expected;           ///< documented type, empty for custom fields
    QByteArray means;
    QByteArray doc;
};

class PlanTables;

/// The catalogue and the tracking plans compiled into tables, and the per-call rules. Immutable: one instance
/// serves all threads. Per-call rules are pure: the same call and context give the same result, always
/// (DESIGN §3.8).
class Checker
{
public:
    static std::shared_ptr<const Checker> compile(Catalogue catalogue);
    static std::shared_ptr<const Checker> compile(Catalogue catalogue, std::vector<TrackingPlan> plans);
    ~Checker();
    Q_DISABLE_COPY_MOVE(Checker)

    [[nodiscard]] const Catalogue &catalogue() const;
    [[nodiscard]] const std::vector<TrackingPlan> &plans() const;
    /// The plans compiled; null without any.
    [[nodiscard]] const PlanTables *planTables() const { return m_plans.get(); }
    /// Raise it with every change to what the rules in code find, those of history and identity too: sessions
    /// checked before are then checked again. The test `rules` knows when it was forgotten.
    static constexpr int RulesVersion = 2;

    /// Changes when the rules, the catalogue or a plan do: findings made by another version are re-made.
    [[nodiscard]] const QByteArray &version() const;
    /// Whether `made`, another checker's version(), is of this program's rules and catalogue; files and plans
    /// that were added there may differ.
    [[nodiscard]] bool isOfThisProgram(QByteArrayView made) const;
    /// The event a call of `type` named `name` is checked as: index into Catalogue::events, -1 for none.
    [[nodiscard]] int eventNamed(CallType type, QByteArrayView name) const;
    /// The hot path: findings and the ingest verdict. `result` is cleared first and keeps its memory.
    void check(const CallView &call, const CheckContext &context, CheckResult &result) const;
    /// The same for a call whose facts have been found already.
    void check(
        const CallView &call, const CallFacts &facts, const CheckContext &context, CheckResult &result) const;
    /// Every field with its verdict, in the order it was sent, ghosts in schema order after it. `result` is
    /// what check() said of the same call, history and identity findings may have been added.
    [[nodiscard]] std::vector<FieldVerdict> fields(const CallView &call, const CheckResult &result) const;

private:
    Checker();
    struct Tables;
    std::unique_ptr<const Tables> m_tables;
    std::unique_ptr<const PlanTables> m_plans; ///< null: none, and nothing to pay for it
    QByteArray m_version;
};

} // namespace spectap
