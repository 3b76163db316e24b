// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"
#include "model/spec/plan/planshapes.h"
#include "model/spec/plan/trackingplan.h"

#include <array>

namespace spectap {

/// The rules that hold for one call.
struct PlanMatch
{
    struct Rule
    {
        const TrackingPlan *plan = nullptr;
        const PlanRule *rule = nullptr;
    };
    std::vector<Rule> rules;
    CallType type = CallType::Unknown;
    QByteArrayView event;   ///< of a track call
    bool planned = false;   ///< a rule is about this very event or call type, not only common
    bool unplanned = false; ///< a track call whose event no plan has
};

/// What a schema names at one place of a call, over all rules that hold: walks down beside the call.
class PlanPlace
{
public:
    static PlanPlace root(const PlanMatch &match);

    [[nodiscard]] PlanPlace member(QByteArrayView key) const;
    [[nodiscard]] PlanPlace item() const;
    [[nodiscard]] bool isEmpty() const { return m_at.empty(); }
    /// Some rule lists the members here.
    [[nodiscard]] bool lists() const;
    /// Some rule names `key`, or says that any may come.
    [[nodiscard]] bool plans(QByteArrayView key) const;
    /// Some rule names it, itself or by a pattern.
    [[nodiscard]] bool names(QByteArrayView key) const;
    /// A name that `key` is like, empty when there is none.
    [[nodiscard]] QByteArray similar(QByteArrayView key) const;
    /// What led here; null at the root and in arrays.
    [[nodiscard]] const PlanMember *knownAs() const { return m_member; }
    /// "plan:NAME#/pointer" of that.
    [[nodiscard]] QByteArray reference() const;
    /// Members that the first rule to list any lists.
    [[nodiscard]] const std::vector<PlanMember> *members() const;

private:
    struct At
    {
        const PlanShape *shape = nullptr;
        PlanMatch::Rule source;
        const PlanShape *alone = nullptr; ///< the shape of the properties, for a rule without the envelope
        QByteArrayView only;              ///< and the key it stands for
    };
    std::vector<At> m_at;
    const PlanMember *m_member = nullptr;
    PlanMatch::Rule m_source;
};

/// All plans as the checker wants them: rules by event name.
class PlanTables
{
public:
    explicit PlanTables(std::vector<TrackingPlan> plans);

    [[nodiscard]] const std::vector<TrackingPlan> &plans() const { return m_plans; }
    [[nodiscard]] PlanMatch match(const CallView &call) const;
    /// Adds what the plans say; what the Spec calls custom or a likely misspelling, and a plan names, goes.
    void check(const CallView &call, CheckResult &result) const;
    /// Tells the rows what plans know of them, and adds rows for planned fields that were not sent.
    void annotate(const CallView &call, std::vector<FieldVerdict> &rows) const;

private:
    struct Versions
    {
        std::vector<const PlanRule *> rules; ///< of one event, the oldest first
    };
    struct Index
    {
        const TrackingPlan *plan = nullptr;
        std::vector<QByteArrayView> names;
        std::vector<Versions> versions; ///< by number of the name
        KeyTable keys;
    };
    using Indexes = std::vector<Index>;

    void add(const TrackingPlan &plan);
    static const PlanRule *pick(const Versions &versions, const CallView &call);

    std::vector<TrackingPlan> m_plans;
    std::array<Indexes, CallTypeCount> m_byName; ///< one for each plan; Unknown: common rules, name empty
    NameIndex m_eventNames;
    std::vector<QByteArrayView> m_events;

    friend class PlanCheck;
};

/// "plan:NAME#/pointer": where a plan says it, in the place of a page of the docs.
[[nodiscard]] QByteArray planReference(const TrackingPlan &plan, const QByteArray &pointer);

} // namespace spectap
