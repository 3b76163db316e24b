// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/coverage.h"

#include <vector>

namespace spectap::cli {

/// A field of the coverage, as it is listed.
struct CoveredField
{
    enum class Status : quint8
    {
        Seen,
        Never,     ///< documented or planned, not seen
        Unplanned, ///< seen, not documented or planned
    };
    QByteArray path;
    Sightings seen;
    Status status = Status::Seen;
    bool required = false; ///< by the plan
};

/// The events of one spec.
struct CoveredSpec
{
    QByteArray name; ///< "ecommerce"
    std::vector<const Coverage::Subject *> events;
    std::size_t seen = 0;
};

/// A coverage put in order for people and programs.
class CoverageList
{
public:
    explicit CoverageList(const Coverage &coverage);

    /// In the catalogue's order.
    [[nodiscard]] const std::vector<CoveredSpec> &specs() const { return m_specs; }
    /// Events nobody documents, the most frequent first.
    [[nodiscard]] const std::vector<const Coverage::Subject *> &customEvents() const { return m_custom; }
    [[nodiscard]] const QByteArray &idOf(const Coverage::Subject &event) const;
    /// Fields of the subject: documented ones in the catalogue's order, others after their siblings. For one
    /// of the six calls, those of its own page and what was sent beyond them.
    [[nodiscard]] std::vector<CoveredField> fieldsOf(const Coverage::Subject &subject) const;

private:
    void collect(int node, bool isCall, std::vector<CoveredField> &fields) const;

    const Coverage &m_coverage;
    std::vector<std::vector<int>> m_children;
    std::vector<CoveredSpec> m_specs;
    std::vector<const Coverage::Subject *> m_custom;
};

/// A rule of a tracking plan.
struct CoveredRule
{
    const PlanCoverage::Subject *subject = nullptr;
    QByteArray label; ///< for people: "Order Completed (version 2)", "identify", "any call"
};

struct CoveredPlan
{
    QByteArray name;
    std::vector<CoveredRule> rules; ///< events first, else in the plan's order
    std::size_t events = 0;         ///< an event with several versions is one
    std::size_t seen = 0;
};

/// The same for a coverage of tracking plans.
class PlanCoverageList
{
public:
    explicit PlanCoverageList(const PlanCoverage &coverage);

    [[nodiscard]] const std::vector<CoveredPlan> &plans() const { return m_plans; }
    /// Events that no plan has, the most frequent first.
    [[nodiscard]] const std::vector<const PlanCoverage::UnplannedEvent *> &unplanned() const
    {
        return m_unplanned;
    }
    /// What the plan names in the plan's order, unplanned fields after their siblings. The objects that
    /// every call has are named by no plan.
    [[nodiscard]] std::vector<CoveredField> fieldsOf(const PlanCoverage::Subject &subject) const;

private:
    void addRule(const PlanCoverage::Subject &subject);

    const PlanCoverage &m_coverage;
    std::vector<std::vector<int>> m_children;
    std::vector<CoveredPlan> m_plans;
    std::vector<const PlanCoverage::UnplannedEvent *> m_unplanned;
};

} // namespace spectap::cli
