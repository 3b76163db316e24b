// SPDX-License-Identifier: MIT
#include "model/items/rowfacts.h"

#include "model/items/markset.h"
#include "model/spec/plan/plantables.h"
#include "model/spec/pointerpattern.h"

namespace spectap {

StoredRowFacts::StoredRowFacts(const StringPool &strings, const std::vector<Source> &sources,
    const MarkSet &marks, const PlanTables *plans)
    : m_strings(strings)
    , m_sources(sources)
    , m_marks(marks)
    , m_plans(plans)
{
}

StoredRowFacts &StoredRowFacts::at(const CallRow &row, quint32 seq, const ScannedCall *stored)
{
    m_row = row;
    m_seq = seq;
    m_stored = stored;
    m_bodyAsked = false;
    return *this;
}

const CallMark *StoredRowFacts::mark() const
{
    return m_marks.find(m_seq);
}

bool StoredRowFacts::isUnread() const
{
    return !m_marks.isRead(m_seq);
}

bool StoredRowFacts::isStored() const
{
    m_bodyAsked = true;
    return m_stored != nullptr;
}

QByteArrayView StoredRowFacts::body() const
{
    return isStored() ? m_stored->raw() : QByteArrayView();
}

const CallView *StoredRowFacts::call() const
{
    return isStored() ? m_stored->view() : nullptr;
}

int StoredRowFacts::status() const
{
    return isStored() ? m_stored->status() : 0;
}

bool StoredRowFacts::anyFinding(const std::function<bool(const FoundFact &)> &fits) const
{
    if (!isStored())
        return false;
    const std::vector<Finding> &findings = m_stored->findings();
    return std::any_of(findings.begin(), findings.end(), [&fits](const Finding &finding) {
        const QByteArray path = dottedPath(finding.pointer);
        const QByteArray pattern = dottedPath(pointerPattern(finding.pointer));
        return fits({ruleName(finding.rule), path, pattern});
    });
}

/// The plans in force; where they cannot tell, what was found when the call was checked.
std::optional<bool> StoredRowFacts::isPlanned() const
{
    const auto isUnplanned = [](const Finding &finding) { return finding.rule == Rule::PlanUnplannedEvent; };
    if (!isStored())
        return std::nullopt;
    const std::vector<Finding> &findings = m_stored->findings();
    if (std::any_of(findings.begin(), findings.end(), isUnplanned))
        return false;
    const CallView *view = m_plans ? call() : nullptr;
    return view && view->isObject() && m_plans->match(*view).planned ? std::optional(true) : std::nullopt;
}

} // namespace spectap
