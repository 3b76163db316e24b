// SPDX-License-Identifier: MIT
// Of what a tracking plan asks for beyond types and formats.
#include "ui/inspector/callwords.h"
#include "ui/inspector/findingwording.h"

namespace spectap {

using namespace Qt::StringLiterals;

void FindingWording::plan(FindingWords &w) const
{
    const QString subject = m_name.isEmpty() ? tr("this call") : m_name;
    switch (m_finding.rule) {
    case Rule::PlanRequired:
        w.verdict = tr("Missing, in the plan");
        w.title = tr("Missing, required by the plan");
        w.note = tr("%1 is missing, the plan requires it").arg(subject);
        w.actual = tr("not sent");
        w.sentence = m_subject.event.isEmpty()
                         ? tr("%1 is missing. The plan requires it here.").arg(subject)
                         : tr("%1 is missing. The plan requires it on %2.").arg(subject, m_subject.event);
        w.fix = tr("Add %1 to the call.").arg(pathOfPointer(m_finding.pointer));
        break;
    case Rule::PlanEnum:
        w.verdict = tr("Not a planned value");
        w.note = tr("The plan allows: %1").arg(m_expected);
        w.sentence = tr("The plan allows only %1 for %2. Got %3.").arg(m_expected, subject, shownValue());
        w.fix = tr("Send one of: %1.").arg(m_expected);
        break;
    case Rule::PlanPattern:
        w.verdict = tr("Not the planned form");
        w.note = tr("The plan's pattern: %1").arg(m_expected);
        w.sentence =
            tr("%1 does not match the plan's pattern %2. Got %3.").arg(subject, m_expected, shownValue());
        w.fix = tr("Send a value that matches %1.").arg(m_expected);
        break;
    case Rule::PlanUnplannedEvent:
    case Rule::PlanUnplannedProperty:
        unplanned(w);
        break;
    default: // Rule::PlanSchema
        w.verdict = tr("Not as planned");
        w.note = tr("The plan asks for %1").arg(m_expected);
        w.actual = m_actual;
        w.sentence = m_actual.isEmpty()
                         ? tr("The plan asks %1 for %2.").arg(subject, m_expected)
                         : tr("The plan asks %1 for %2. Got %3.").arg(subject, m_expected, m_actual);
        w.fix = tr("Send what the plan asks for, or change the plan.");
        break;
    }
}

/// Its name is compared letter by letter: an event that differs by case is another event.
void FindingWording::unplanned(FindingWords &w) const
{
    const bool event = m_finding.rule == Rule::PlanUnplannedEvent;
    const QString sent = event ? m_actual : m_name;
    w.actual = sent;
    w.verdict = tr("Not in the plan");
    w.title = event ? tr("Unplanned event") : tr("Unplanned property");
    if (m_expected.isEmpty()) {
        w.note = w.title;
        w.sentence = tr("The plan has no %1.").arg(sent);
        w.fix = tr("Add it to the plan, or stop sending it.");
        return;
    }
    w.note = tr("Not in the plan. Did you mean \"%1\"?").arg(m_expected);
    w.sentence = tr("The plan has no %1. Did you mean %2?").arg(sent, m_expected);
    fixName(w);
}

} // namespace spectap
