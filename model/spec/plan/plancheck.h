// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/plantables.h"

namespace spectap {

/// What the plans say of one call: lives as long as it takes.
class PlanCheck
{
public:
    PlanCheck(const PlanTables &tables, const CallView &call, CheckResult &result);
    void run();

private:
    void dropPlannedFromSpec();
    [[nodiscard]] bool isPlanned(const QByteArray &pointer) const;
    void checkEvent();
    void checkSchema(const PlanMatch::Rule &source);
    void checkWithoutProperties(const PlanMatch::Rule &source);
    void checkNames(quint32 node, const PlanPlace &place, const QByteArray &pointer);
    void add(Finding finding);

    const PlanTables &m_tables;
    const CallView &m_call;
    const JsonTape &m_tape;
    CheckResult &m_result;
    const PlanMatch m_match;
    const PlanPlace m_root;
    std::size_t m_first = 0; ///< of the plans' findings
};

} // namespace spectap
