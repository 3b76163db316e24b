// SPDX-License-Identifier: MIT
#include "ui/inspector/findingwords.h"

#include "ui/inspector/callwords.h"

#include <QCoreApplication>
#include <QDateTime>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxShownValue = 80;

/// Makes the words of one finding; a class only for the sake of tr()'s context.
class Wording
{
    Q_DECLARE_TR_FUNCTIONS(spectap::FindingWords)

public:
    Wording(const Finding &finding, const FindingSubject &subject)
        : m_finding(finding)
        , m_subject(subject)
        , m_name(nameOfPointer(finding.pointer))
        , m_expected(QString::fromUtf8(finding.expected))
        , m_actual(QString::fromUtf8(finding.actual))
    {
    }

    FindingWords make() const
    {
        FindingWords w;
        switch (m_finding.rule) {
        case Rule::Type:
            type(w);
            break;
        case Rule::Required:
            required(w);
            break;
        case Rule::Format:
            format(w);
            break;
        case Rule::NameCase:
        case Rule::NearMiss:
        case Rule::Deprecated:
            nameHint(w);
            break;
        case Rule::Enum:
        case Rule::Limit:
        case Rule::Reserved:
        case Rule::BlockedId:
        case Rule::CustomEvent:
        case Rule::CustomProperty:
        case Rule::Clock:
            value(w);
            break;
        case Rule::Json:
        case Rule::CallType:
        case Rule::Identity:
        case Rule::Duplicate:
            call(w);
            break;
        case Rule::SharedAnonymousId:
        case Rule::AliasReversed:
        case Rule::AliasSelf:
        case Rule::AliasCycle:
        case Rule::ConstantId:
        case Rule::RotatingId:
        case Rule::LateIdentify:
        case Rule::GroupBeforeUser:
            identity(w);
            break;
        case Rule::None:
            break;
        }
        if (w.expected.isEmpty())
            w.expected = m_expected;
        if (w.actual.isEmpty())
            w.actual = shownValue();
        if (w.note.isEmpty())
            w.note = w.verdict;
        if (w.title.isEmpty())
            w.title = w.verdict;
        return w;
    }

private:
    QString shownValue() const
    {
        QString value = m_subject.value.isEmpty() ? m_actual : m_subject.value.simplified();
        if (value.size() > MaxShownValue)
            value = value.first(MaxShownValue) + u"…"_s;
        return value;
    }

    /// The text of a JSON string without quotes, as sent; the value itself for other kinds.
    QString bareValue() const
    {
        QString value = m_subject.value;
        if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"'))
            value = value.sliced(1, value.size() - 2);
        return value;
    }

    static QString article(const QString &kind)
    {
        if (kind.contains(u" or "))
            return kind;
        if (kind.startsWith(u"non-empty"))
            return tr("a non-empty string");
        if (kind.startsWith(u"string"))
            return tr("a string");
        if (kind.startsWith(u"number"))
            return tr("a number");
        if (kind.startsWith(u"integer"))
            return tr("a whole number");
        if (kind.startsWith(u"boolean"))
            return tr("true or false");
        if (kind.startsWith(u"array"))
            return tr("an array");
        if (kind.startsWith(u"object"))
            return tr("an object");
        return kind;
    }

    void type(FindingWords &w) const
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

        const QString bare = bareValue();
        bool isNumber = false;
        bare.toDouble(&isNumber);
        const bool wantsNumber = m_expected.startsWith(u"number") || m_expected.startsWith(u"integer");
        const bool isString = m_subject.valueKind == JsonKind::String;
        if (isString && ((wantsNumber && isNumber) ||
                            (m_expected == u"boolean" && (bare == u"true" || bare == u"false")))) {
            w.fix = tr("Send it without quotes:");
            w.fixCode = m_name + u": " + bare;
        } else if (m_expected == u"string" && scalar && !isString && m_subject.valueKind != JsonKind::Null &&
                   !m_subject.value.isEmpty()) {
            w.fix = tr("Send it in quotes:");
            w.fixCode = m_name + u": \"" + bare + u'"';
        } else if (m_expected.startsWith(u"array") && !m_subject.value.isEmpty()) {
            w.fix = tr("Put it in an array:");
            w.fixCode = m_name + u": [" + shownValue() + u']';
        } else if (m_subject.valueKind == JsonKind::Null) {
            w.fix = tr("Leave it out when there is no value, or send %1.").arg(article(m_expected));
        } else {
            w.fix = tr("Send %1.").arg(article(m_expected));
        }
    }

    void required(FindingWords &w) const
    {
        w.verdict = tr("Missing, required");
        w.title = w.verdict;
        w.note = tr("%1 is missing and required").arg(m_name);
        w.actual = m_subject.value.isEmpty() ? tr("not sent") : shownValue();
        w.sentence = !m_subject.value.isEmpty()
                         ? tr("%1 is %2, which counts as not sent.").arg(m_name, shownValue())
                     : m_subject.event.isEmpty() ? tr("%1 is missing. It is required here.").arg(m_name)
                     : m_finding.set == RuleSet::Plan
                         ? tr("%1 is missing. The plan requires it on %2.").arg(m_name, m_subject.event)
                         : tr("%1 is missing. The Spec requires it on %2.").arg(m_name, m_subject.event);
        w.fix = tr("Add %1 to the call.").arg(pathOfPointer(m_finding.pointer));
    }

    void format(FindingWords &w) const
    {
        const QString format = m_expected.toLower();
        if (format.contains(u"8601") || format.contains(u"time") || format.contains(u"date")) {
            w.verdict = tr("Not ISO 8601");
            const QString better = isoTime();
            w.note = better.isEmpty() ? w.verdict : tr("Not ISO 8601. Use %1").arg(better);
            w.sentence = tr("%1 is not ISO 8601. Got %2.").arg(m_name, shownValue());
            w.fix = better.isEmpty() ? tr("Send the date as ISO 8601, in UTC:") : tr("Send it as:");
            w.fixCode = u"%1: \"%2\""_s.arg(m_name, better.isEmpty() ? u"2025-11-14T10:42:07Z"_s : better);
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
            const QString upper = bareValue().toUpper();
            if (upper.size() == 3 && upper != bareValue()) {
                w.fix = tr("Send it in capitals:");
                w.fixCode = u"%1: \"%2\""_s.arg(m_name, upper);
            }
        } else {
            w.verdict = tr("Expected %1").arg(m_expected);
            w.title = tr("Bad format");
            w.sentence = tr("%1 must be %2. Got %3.").arg(m_name, m_expected, shownValue());
            w.fix = tr("Send %1 in the documented form.").arg(m_name);
        }
    }

    /// The value as ISO 8601 when it is a date in one of the forms that SDKs and databases write.
    QString isoTime() const
    {
        const QString text = bareValue().trimmed();
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        QDateTime time;
        if (isNumber && number > 0) {
            time = text.size() >= 13 ? QDateTime::fromMSecsSinceEpoch(number, Qt::UTC)
                                     : QDateTime::fromSecsSinceEpoch(number, Qt::UTC);
        } else {
            for (const auto &form :
                {u"yyyy-MM-dd HH:mm:ss"_s, u"yyyy-MM-dd HH:mm"_s, u"yyyy/MM/dd HH:mm:ss"_s}) {
                time = QDateTime::fromString(text, form);
                if (time.isValid())
                    break;
            }
            time.setTimeSpec(Qt::UTC);
        }
        return time.isValid() ? time.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u'Z' : QString();
    }

    void nameHint(FindingWords &w) const
    {
        const QString sent = isName() ? bareValue().isEmpty() ? m_actual : bareValue() : m_name;
        w.actual = sent;
        if (m_finding.rule == Rule::NameCase) {
            w.verdict = tr("Case differs");
            w.title = tr("Name differs by case");
            w.note = tr("Did you mean \"%1\"?").arg(m_expected);
            w.sentence = isName() ? tr("\"%1\" differs from \"%2\" only by case. They count as two events.")
                                        .arg(sent, m_expected)
                                  : tr("\"%1\" differs from \"%2\" only by case. They count as two fields.")
                                        .arg(sent, m_expected);
        } else if (m_finding.rule == Rule::Deprecated) {
            w.verdict = tr("Older name");
            w.note = tr("Older name of \"%1\"").arg(m_expected);
            w.sentence = tr("%1 is an older name of %2.").arg(sent, m_expected);
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
        w.fix = isName() ? tr("Send the name as:") : tr("Rename it:");
        w.fixCode = isName() ? u"%1: \"%2\""_s.arg(m_name, m_expected) : m_expected + u": " + shownValue();
    }

    bool isName() const
    {
        return m_finding.pointer == "/event" || m_finding.pointer == "/name" ||
               m_finding.pointer == "/category";
    }

    void value(FindingWords &w) const
    {
        switch (m_finding.rule) {
        case Rule::Enum:
            w.verdict = tr("Not a listed value");
            w.note = tr("Expected one of: %1").arg(m_expected);
            w.sentence = tr("%1 must be one of: %2. Got %3.").arg(m_name, m_expected, shownValue());
            w.fix = tr("Send one of: %1.").arg(m_expected);
            break;
        case Rule::Limit:
            w.verdict = tr("Over the limit");
            w.note = tr("Over the limit of %1").arg(m_expected);
            w.actual = m_actual;
            w.sentence = m_name.isEmpty()
                             ? tr("This call has %1. Segment accepts %2.").arg(m_actual, m_expected)
                             : tr("%1 has %2. Segment accepts %3.").arg(m_name, m_actual, m_expected);
            w.fix = m_name.isEmpty() ? tr("Send less in this call.") : tr("Send a shorter %1.").arg(m_name);
            break;
        case Rule::Reserved:
            w.verdict = tr("Reserved name");
            w.sentence = tr("%1 is reserved by Segment.").arg(m_name);
            w.fix = tr("Choose another name.");
            break;
        case Rule::BlockedId:
            w.verdict = tr("Not usable as an ID");
            w.title = tr("Blocked ID value");
            w.sentence = tr("%1 is %2: a placeholder, not an ID. Everyone who gets it becomes one person.")
                             .arg(m_name, shownValue());
            w.fix = tr("Send the real ID, or leave %1 out.").arg(m_name);
            break;
        case Rule::CustomEvent:
            w.verdict = tr("Custom");
            w.title = tr("Custom event");
            w.note = tr("Custom event");
            w.sentence = tr("The Spec has no event %1. It is passed on as it is.").arg(shownValue());
            w.fix = tr("Nothing, if it is meant so.");
            break;
        case Rule::CustomProperty:
            w.verdict = tr("Custom");
            w.title = tr("Custom property");
            w.note = tr("Custom property");
            w.sentence = tr("The Spec does not document %1. It is passed on as it is.").arg(m_name);
            w.fix = tr("Nothing, if it is meant so.");
            break;
        default: // Rule::Clock, the only other one that comes here
            w.verdict = tr("Clock differs");
            w.title = tr("The sender's clock differs");
            w.sentence =
                m_expected.isEmpty()
                    ? tr("%1 is far from the time this call arrived. Got %2.").arg(m_name, shownValue())
                    : tr("%1 should be %2. Got %3.").arg(m_name, m_expected, shownValue());
            w.fix = tr("Set the clock of the device; send sentAt so that Segment can correct the time.");
            break;
        }
    }

    void call(FindingWords &w) const
    {
        switch (m_finding.rule) {
        case Rule::Json:
            w.verdict = tr("Not JSON");
            w.note = m_actual.isEmpty() ? w.verdict : tr("Not JSON: %1").arg(m_actual);
            w.sentence =
                m_actual.isEmpty() ? tr("This is not JSON.") : tr("This is not JSON. %1.").arg(m_actual);
            w.fix = tr("Send the body as JSON. The mark in Raw shows where it ends being JSON.");
            break;
        case Rule::CallType:
            w.verdict = tr("Unknown call type");
            w.sentence = shownValue().isEmpty()
                             ? tr("This call has no type.")
                             : tr("%1 is not one of the six call types.").arg(shownValue());
            w.fix = tr("Send identify, track, page, screen, group or alias as type.");
            // One name instead of the list of all: what was meant is known.
            if (!m_expected.isEmpty() && !m_expected.contains(u' ')) {
                w.fix = tr("Send the type as:");
                w.fixCode = u"type: \"%1\""_s.arg(m_expected);
            }
            break;
        case Rule::Identity:
            if (!m_subject.value.isEmpty()) {
                w.verdict = tr("Expected %1").arg(m_expected);
                w.title = tr("No usable ID");
                w.note = w.verdict;
                w.sentence = tr("%1 must be %2. Got %3. Segment answers 200 and drops the call.")
                                 .arg(m_name, article(m_expected), shownValue());
                w.fix = tr("Send the real ID, or leave %1 out.").arg(m_name);
                break;
            }
            w.verdict = tr("userId or anonymousId needed");
            w.title = tr("No ID");
            w.note = w.verdict;
            w.actual = tr("neither was sent");
            w.sentence = tr("This call has no userId and no anonymousId. Segment answers 200 and drops it.");
            w.fix = tr("Send anonymousId until the person is known, userId from then on.");
            break;
        default: // Rule::Duplicate
            if (m_finding.severity >= Severity::Warning) {
                w.verdict = tr("Reused, other body");
                w.title = tr("messageId reused");
                w.sentence = tr("Another call with another body was sent under this messageId. "
                                "Segment keeps the first and drops this one.");
                w.fix = tr("Give every call a messageId of its own.");
            } else {
                w.verdict = tr("Retry");
                w.title = tr("Retry of an earlier call");
                w.sentence =
                    tr("Sent again with the same messageId. The SDK retried; Segment keeps the first.");
                w.fix = tr("Nothing: retries are how SDKs survive a bad network.");
            }
            w.note = w.verdict;
            break;
        }
    }

    void identity(FindingWords &w) const
    {
        switch (m_finding.rule) {
        case Rule::SharedAnonymousId:
            w.verdict = tr("Two userIds share it");
            w.title = tr("One anonymousId, two userIds");
            w.sentence = tr("This anonymousId was linked to %1, then to %2. Likely a shared device.")
                             .arg(m_expected, m_actual);
            w.actual = m_actual;
            w.fix = tr("Call reset() on sign-out so that the next person gets a new anonymousId:");
            w.fixCode = u"analytics.reset()"_s;
            break;
        case Rule::AliasReversed:
            w.verdict = tr("Alias reversed");
            w.sentence = tr("Alias looks reversed: userId should be the new ID and previousId the old one.");
            w.fix = tr("Swap userId and previousId.");
            break;
        case Rule::AliasSelf:
            w.verdict = tr("Alias to itself");
            w.sentence = tr("userId and previousId are the same, so nothing is joined.");
            w.fix = tr("Send the old ID as previousId.");
            break;
        case Rule::AliasCycle:
            w.verdict = tr("Alias in a circle");
            w.sentence = tr("Earlier calls already lead from this userId to this previousId.");
            w.fix = tr("Alias each old ID once, to the ID that stays.");
            break;
        case Rule::ConstantId:
            w.verdict = tr("Same ID for everyone");
            w.sentence = tr("Many people share this ID, so they become one person.");
            w.fix = tr("Send an ID that belongs to one person.");
            break;
        case Rule::RotatingId:
            w.verdict = tr("ID changes each call");
            w.sentence = tr("Every call has a new anonymousId, so no visit can be followed.");
            w.fix = tr("Keep the anonymousId on the device.");
            break;
        case Rule::LateIdentify:
            w.verdict = tr("Identified late");
            w.sentence = tr("userId was used before an Identify call named it.");
            w.fix = tr("Call identify as soon as the person is known.");
            break;
        default: // Rule::GroupBeforeUser
            w.verdict = tr("Group before user");
            w.sentence = tr("Group was called before the person was identified.");
            w.fix = tr("Call identify first.");
            break;
        }
    }

    const Finding &m_finding;
    const FindingSubject &m_subject;
    QString m_name;
    QString m_expected;
    QString m_actual;
};

} // namespace

FindingWords wordsFor(const Finding &finding, const FindingSubject &subject)
{
    return Wording(finding, subject).make();
}

QString tagOf(RuleSet set)
{
    switch (set) {
    case RuleSet::Spec:
        return u"SPEC"_s;
    case RuleSet::Plan:
        return u"PLAN"_s;
    case RuleSet::Identity:
        return u"ID"_s;
    case RuleSet::Sdk:
        return u"SDK"_s;
    }
    return {};
}

} // namespace spectap
