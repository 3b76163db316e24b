// SPDX-License-Identifier: MIT
// Of a value: its type, that it is missing, its form, its limits.
#include "ui/inspector/callwords.h"
#include "ui/inspector/findingwording.h"

namespace spectap {

using namespace Qt::StringLiterals;

void FindingWording::type(FindingWords &w) const
{
    const QString got = m_subject.valueKind ? kindWord(*m_subject.valueKind) : m_actual;
    w.verdict = tr("Expected %1").arg(m_expected);
    w.title = tr("Wrong type");
    w.note = tr("Expected %1, got %2").arg(m_expected, got);
    w.actual = m_subject.value.isEmpty() ? got : tr("%1 %2", "JSON type, value").arg(got, shownValue());
    const bool scalar = m_subject.valueKind != JsonKind::Object && m_subject.valueKind != JsonKind::Array;
    w.sentence =
        m_subject.value.isEmpty() || !scalar
            ? tr("%1 must be %2. Got %3.").arg(m_name, article(m_expected), article(got))
            : tr("%1 must be %2. Got the %3 %4.").arg(m_name, article(m_expected), got, shownValue());

    if (m_subject.valueKind == JsonKind::Null) {
        w.fix = tr("Leave it out when there is no value, or send %1.").arg(article(m_expected));
    } else {
        w.fix = tr("Send %1.").arg(article(m_expected));
    }
}

void FindingWording::required(FindingWords &w) const
{
    // A null and an empty text are sent and still count for nothing.
    if (!m_subject.value.isEmpty() || !m_actual.isEmpty()) {
        const QString sent =
            m_subject.value.isEmpty() && m_actual == u"string \"\""_s ? u"\"\""_s : shownValue();
        w.verdict = tr("Empty, required");
        w.title = w.verdict;
        w.note = tr("%1 is empty and required").arg(m_name);
        w.actual = sent;
        w.sentence = tr("%1 is %2, which counts as not sent.").arg(m_name, sent);
        w.fix = tr("Send a value for %1.").arg(pathOfPointer(m_finding.pointer));
        return;
    }
    w.actual = tr("not sent");
    if (m_finding.severity == Severity::Warning && m_finding.pointer == "/previousId") {
        w.verdict = tr("Missing");
        w.title = tr("Missing previousId");
        w.note = tr("%1 is missing").arg(m_name);
        w.sentence = tr("%1 is missing. Only browser libraries can leave it out.").arg(m_name);
        w.fix = tr("Send the old ID as previousId.");
        return;
    }
    w.verdict = tr("Missing, required");
    w.title = w.verdict;
    w.note = tr("%1 is missing and required").arg(m_name);
    w.sentence = m_subject.event.isEmpty() ? tr("%1 is missing. It is required here.").arg(m_name)
                 : m_finding.set == RuleSet::Plan
                     ? tr("%1 is missing. The plan requires it on %2.").arg(m_name, m_subject.event)
                     : tr("%1 is missing. The Spec requires it on %2.").arg(m_name, m_subject.event);
    w.fix = tr("Add %1 to the call.").arg(pathOfPointer(m_finding.pointer));
}

void FindingWording::format(FindingWords &w) const
{
    const QString format = m_expected.toLower();
    if (format.contains(u"8601") || format.contains(u"time") || format.contains(u"date")) {
        w.verdict = tr("Not ISO 8601");
        const QByteArray better = m_correction ? m_correction->value : QByteArray();
        w.note = better.isEmpty()
                     ? w.verdict
                     : tr("Not ISO 8601. Use %1").arg(QString::fromUtf8(better.sliced(1, better.size() - 2)));
        w.sentence = tr("%1 is not ISO 8601. Got %2.").arg(m_name, shownValue());
        w.fix = tr("Send the date as ISO 8601, in UTC, such as 2025-11-14T10:42:07Z.");
    } else if (format.contains(u"mail")) {
        w.verdict = tr("Malformed email");
        w.title = tr("Malformed email address");
        w.sentence =
            tr("%1 is not an email address. Got %2.").arg(pathOfPointer(m_finding.pointer), shownValue());
        w.fix = tr("Send an address such as name@example.com, or leave the field out.");
    } else if (format.contains(u"currency") || format.contains(u"4217")) {
        w.verdict = tr("Not a currency code");
        w.sentence = tr("%1 is not an ISO 4217 code. Got %2.").arg(m_name, shownValue());
        w.fix = tr("Send three capital letters, for example USD or EUR.");
    } else {
        w.verdict = tr("Expected %1").arg(m_expected);
        w.title = tr("Bad format");
        w.sentence = tr("%1 must be %2. Got %3.").arg(m_name, m_expected, shownValue());
        w.fix = tr("Send %1 in the documented form.").arg(m_name);
    }
}

void FindingWording::value(FindingWords &w) const
{
    switch (m_finding.rule) {
    case Rule::Enum:
        w.verdict = tr("Not a listed value");
        w.note = tr("Expected one of: %1").arg(m_expected);
        w.sentence = tr("%1 must be one of: %2. Got %3.").arg(m_name, m_expected, shownValue());
        w.fix = tr("Send one of: %1.").arg(m_expected);
        break;
    case Rule::Limit:
        if (m_expected.endsWith(u" findings")) {
            w.verdict = tr("More findings");
            w.title = tr("Not all findings are kept");
            w.sentence = tr("This call has more than %1; the rest is left out.").arg(m_expected);
            w.fix = tr("Correct some of them to see the others.");
            break;
        }
        w.verdict = tr("Over the limit");
        w.note = tr("Over the limit of %1").arg(m_expected);
        w.actual = m_actual;
        w.sentence = m_name.isEmpty()
                         ? tr("This call has %1. Segment accepts %2.").arg(m_actual, m_expected)
                         : tr("%1 has %2. Segment accepts %3.").arg(m_name, m_actual, m_expected);
        w.fix = m_name.isEmpty() ? tr("Send less in this call.") : tr("Send a shorter %1.").arg(m_name);
        break;
    case Rule::BlockedId:
        w.verdict = tr("Not usable as an ID");
        w.title = tr("Blocked ID value");
        w.sentence = tr("%1 is %2: a placeholder, not an ID. Everyone who gets it becomes one person.")
                         .arg(m_name, shownValue());
        w.fix = tr("Send the real ID, or leave %1 out.").arg(m_name);
        break;
    default: // Rule::Clock, the only other one that comes here
        if (m_finding.severity == Severity::Info) {
            w.verdict = tr("No sentAt");
            w.title = tr("An old time without sentAt");
            w.sentence =
                tr("%1 is %2, long before this call arrived. Without sentAt a slow clock looks like a "
                   "late call.")
                    .arg(m_name, shownValue());
            w.fix = tr("Send sentAt with the request. On an import of old calls it is fine as it is.");
            break;
        }
        w.verdict = tr("Clock differs");
        w.title = tr("The sender's clock differs");
        w.sentence = m_expected.isEmpty()
                         ? tr("%1 is far from the time this call arrived. Got %2.").arg(m_name, shownValue())
                         : tr("%1 should be %2. Got %3.").arg(m_name, m_expected, shownValue());
        w.fix = tr("Set the clock of the device; send sentAt so that Segment can correct the time.");
        break;
    }
}

} // namespace spectap
