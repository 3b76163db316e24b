// SPDX-License-Identifier: MIT
#include "app/cli/coveragelist.h"

#include <algorithm>

namespace spectap::cli {

CoverageList::CoverageList(const Coverage &coverage)
    : m_coverage(coverage)
    , m_children(coverage.children())
{
    for (const Coverage::Subject &subject : coverage.subjects()) {
        if (subject.kind == Coverage::Subject::Kind::Custom)
            m_custom.push_back(&subject);
        if (subject.kind != Coverage::Subject::Kind::Event)
            continue;
        const QByteArray &id = idOf(subject);
        const QByteArray name = id.first(std::max<qsizetype>(id.indexOf('/'), 0));
        const auto same = std::find_if(
            m_specs.begin(), m_specs.end(), [&](const CoveredSpec &spec) { return spec.name == name; });
        CoveredSpec &spec = same == m_specs.end() ? m_specs.emplace_back() : *same;
        spec.name = name;
        spec.events.push_back(&subject);
        spec.seen += subject.seen.calls > 0;
    }
    std::stable_sort(m_custom.begin(), m_custom.end(),
        [](const auto *a, const auto *b) { return a->seen.calls > b->seen.calls; });
}

const QByteArray &CoverageList::idOf(const Coverage::Subject &event) const
{
    return m_coverage.checker().catalogue().events[static_cast<std::size_t>(event.event)].id;
}

std::vector<CoveredField> CoverageList::fieldsOf(const Coverage::Subject &subject) const
{
    std::vector<CoveredField> fields;
    collect(subject.root, subject.kind == Coverage::Subject::Kind::Call, fields);
    return fields;
}

void CoverageList::collect(int parent, bool isCall, std::vector<CoveredField> &fields) const
{
    for (const int child : m_children[static_cast<std::size_t>(parent)]) {
        const Coverage::Node &node = m_coverage.node(child);
        const bool seen = node.seen.calls > 0;
        // Of the six calls, what all have in common is listed only where it was seen.
        const bool common = isCall && node.field && node.field->calls == AllCalls;
        const bool isWay = node.documented && !node.field; // an object around fields, or "[]"
        const bool isOtherName = node.canonical != Coverage::None;
        if (!isWay && !isOtherName && (seen || !common)) {
            const auto status = !node.documented ? CoveredField::Status::Unplanned
                                : seen           ? CoveredField::Status::Seen
                                                 : CoveredField::Status::Never;
            fields.push_back({m_coverage.path(child), node.seen, status});
        }
        collect(child, isCall, fields);
    }
}

} // namespace spectap::cli
