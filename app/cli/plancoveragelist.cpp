// SPDX-License-Identifier: MIT
#include "app/cli/coveragelist.h"
#include "model/spec/plan/planshapes.h"

#include <algorithm>
#include <set>

namespace spectap::cli {

namespace {

QByteArray labelOf(const PlanRule &rule, bool isVersioned)
{
    QByteArray label = rule.isCommon() ? QByteArrayLiteral("any call") : rule.name;
    if (!rule.isCommon() && rule.call != CallType::Track)
        label = callTypeName(rule.call) + (rule.name.isEmpty() ? "" : " ") + rule.name;
    if (isVersioned)
        label += " (version " + QByteArray::number(rule.version) + ')';
    return label;
}

bool isSameEvent(const PlanRule &a, const PlanRule &b)
{
    return a.call == b.call && a.name == b.name;
}

} // namespace

PlanCoverageList::PlanCoverageList(const PlanCoverage &coverage)
    : m_coverage(coverage)
    , m_children(coverage.children())
{
    for (const TrackingPlan &plan : coverage.checker().plans())
        m_plans.emplace_back().name = plan.name;
    for (const bool events : {true, false}) {
        for (const PlanCoverage::Subject &subject : coverage.subjects()) {
            if (events == (subject.rule->call == CallType::Track))
                addRule(subject);
        }
    }
    for (CoveredPlan &plan : m_plans) {
        std::set<QByteArray> events;
        std::set<QByteArray> seen;
        for (const CoveredRule &rule : plan.rules) {
            if (rule.subject->rule->call != CallType::Track)
                continue;
            events.insert(rule.subject->rule->name);
            if (rule.subject->seen.calls > 0)
                seen.insert(rule.subject->rule->name);
        }
        plan.events = events.size();
        plan.seen = seen.size();
    }
    for (const PlanCoverage::UnplannedEvent &event : coverage.unplannedEvents())
        m_unplanned.push_back(&event);
    std::stable_sort(m_unplanned.begin(), m_unplanned.end(),
        [](const auto *a, const auto *b) { return a->seen.calls > b->seen.calls; });
}

void PlanCoverageList::addRule(const PlanCoverage::Subject &subject)
{
    const std::vector<PlanRule> &rules = m_coverage.checker().plans()[subject.plan].rules;
    const bool isVersioned = std::any_of(rules.begin(), rules.end(),
        [&](const PlanRule &other) { return &other != subject.rule && isSameEvent(other, *subject.rule); });
    m_plans[subject.plan].rules.push_back({&subject, labelOf(*subject.rule, isVersioned)});
}

std::vector<CoveredField> PlanCoverageList::fieldsOf(const PlanCoverage::Subject &subject) const
{
    std::vector<CoveredField> fields;
    const auto childrenOf = [this](int node) -> const std::vector<int> & {
        return m_children[static_cast<std::size_t>(node)];
    };
    std::vector<int> open(childrenOf(subject.root).rbegin(), childrenOf(subject.root).rend());
    while (!open.empty()) {
        const int at = open.back();
        open.pop_back();
        const PlanCoverage::Node &node = m_coverage.node(at);
        open.insert(open.end(), childrenOf(at).rbegin(), childrenOf(at).rend());
        if (!m_coverage.isField(at))
            continue;
        const auto status = !node.planned         ? CoveredField::Status::Unplanned
                            : node.seen.calls > 0 ? CoveredField::Status::Seen
                                                  : CoveredField::Status::Never;
        fields.push_back(
            {m_coverage.path(at), node.seen, status, node.member != nullptr && node.member->required});
    }
    return fields;
}

} // namespace spectap::cli
