// SPDX-License-Identifier: MIT
// Of a name: it is like another one, taken, or of the sender's own making.
#include "ui/inspector/findingwording.h"

namespace spectap {

using namespace Qt::StringLiterals;

bool FindingWording::isName() const
{
    return m_finding.pointer == "/event" || m_finding.pointer == "/name" || m_finding.pointer == "/category";
}

QString FindingWording::sentName() const
{
    if (!isName())
        return m_name;
    const QString bare = bareValue();
    return bare.isEmpty() ? m_actual : bare;
}

void FindingWording::fixName(FindingWords &w) const
{
    w.fix = isName() ? tr("Send the name as:") : tr("Rename it:"); // correct() says more when it knows more
    w.fixCode = m_expected;
}

void FindingWording::nameCase(FindingWords &w) const
{
    const QString sent = sentName();
    const bool caseOnly = sent.compare(m_expected, Qt::CaseInsensitive) == 0;
    w.actual = sent;
    w.verdict = caseOnly ? tr("Case differs") : tr("Spelling differs");
    w.title = caseOnly ? tr("Name differs by case") : tr("Name differs by spelling");
    w.note = tr("Did you mean \"%1\"?").arg(m_expected);
    const QString differs = caseOnly ? tr("\"%1\" differs from \"%2\" only by case.")
                                     : tr("\"%1\" is another spelling of \"%2\".");
    const QString count = isName() ? tr("They count as two events.") : tr("They count as two fields.");
    w.sentence = differs.arg(sent, m_expected) + u' ' + count;
    fixName(w);
}

void FindingWording::similarName(FindingWords &w) const
{
    const QString sent = sentName();
    w.actual = sent;
    if (m_finding.rule == Rule::Deprecated) {
        w.verdict = tr("Older name");
        w.note = tr("Older name of \"%1\"").arg(m_expected);
        w.sentence = tr("%1 is an older name of %2.").arg(sent, m_expected);
    } else if (m_finding.severity == Severity::Info) {
        w.verdict = tr("another name of %1").arg(m_expected);
        w.title = tr("Allowed name");
        w.note = tr("The Spec's own name is \"%1\"").arg(m_expected);
        w.sentence =
            tr("The Spec allows %1 and itself calls it %2. They count as two events.").arg(sent, m_expected);
    } else {
        w.verdict = tr("did you mean %1").arg(m_expected);
        w.title = tr("Near-miss name");
        w.note = tr("Did you mean \"%1\"?").arg(m_expected);
        w.sentence = isName() ? tr("The Spec has no %1. Did you mean %2?").arg(sent, m_expected)
                     : m_subject.event.isEmpty()
                         ? tr("The Spec has no field %1. Did you mean %2?").arg(sent, m_expected)
                         : tr("%1 has no property %2 in the Spec. Did you mean %3?")
                               .arg(m_subject.event, sent, m_expected);
    }
    fixName(w);
}

/// Either the other spelling of one trait that was sent as well, or the name of a column that warehouses
/// fill.
void FindingWording::reserved(FindingWords &w) const
{
    if (!m_expected.isEmpty()) {
        w.verdict = tr("Sent in two spellings");
        w.title = tr("One trait, two spellings");
        w.sentence = tr("%1 and %2 are one trait in two spellings. Both were sent.").arg(m_name, m_expected);
        w.fix = tr("Send only %1.").arg(m_expected);
        return;
    }
    w.verdict = tr("Reserved name");
    w.title = tr("Name of a warehouse column");
    w.sentence = tr("Warehouses keep the column %1 for themselves. This value is lost there.").arg(m_name);
    w.fix = tr("Choose another name.");
}

void FindingWording::custom(FindingWords &w) const
{
    w.verdict = tr("Custom");
    if (m_finding.rule == Rule::CustomEvent) {
        w.title = tr("Custom event");
        w.sentence = tr("The Spec has no event %1. It is passed on as it is.").arg(shownValue());
    } else {
        w.title = tr("Custom property");
        w.sentence = tr("The Spec does not document %1. It is passed on as it is.").arg(m_name);
    }
    w.note = w.title;
    w.fix = tr("Nothing, if it is meant so.");
}

} // namespace spectap
