// SPDX-License-Identifier: MIT
#include "ui/inspector/findingwords.h"

#include "ui/inspector/callwords.h"
#include "ui/inspector/findingwording.h"

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxShownValue = 80;

} // namespace

FindingWording::FindingWording(const Finding &finding, const FindingSubject &subject)
    : m_finding(finding)
    , m_subject(subject)
    , m_name(nameOfPointer(finding.pointer))
    , m_expected(QString::fromUtf8(finding.expected))
    , m_actual(QString::fromUtf8(finding.actual))
    , m_correction(subject.isCut ? std::nullopt : correctionOf(finding, subject.value.toUtf8()))
{
}

FindingWords FindingWording::make() const
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
    case Rule::Enum:
    case Rule::Limit:
    case Rule::BlockedId:
    case Rule::Clock:
        value(w);
        break;
    case Rule::NameCase:
        nameCase(w);
        break;
    case Rule::NearMiss:
    case Rule::Deprecated:
        similarName(w);
        break;
    case Rule::Reserved:
        reserved(w);
        break;
    case Rule::CustomEvent:
    case Rule::CustomProperty:
        custom(w);
        break;
    case Rule::Identity:
        identity(w);
        break;
    case Rule::Json:
    case Rule::CallType:
    case Rule::Duplicate:
        call(w);
        break;
    case Rule::SharedAnonymousId:
    case Rule::AliasReversed:
    case Rule::AliasSelf:
    case Rule::AliasCycle:
    case Rule::AliasUnknown:
    case Rule::AliasLate:
    case Rule::ConstantId:
    case Rule::RotatingId:
    case Rule::ChangedAnonymousId:
    case Rule::LateIdentify:
    case Rule::GroupBeforeUser:
    case Rule::EmailAsId:
    case Rule::SharedEmail:
    case Rule::UserIdSpelling:
        history(w);
        break;
    case Rule::PlanType:
        type(w);
        break;
    case Rule::PlanFormat:
        format(w);
        break;
    case Rule::PlanRequired:
    case Rule::PlanEnum:
    case Rule::PlanPattern:
    case Rule::PlanSchema:
    case Rule::PlanUnplannedEvent:
    case Rule::PlanUnplannedProperty:
        plan(w);
        break;
    case Rule::None:
        break;
    }
    if (m_correction)
        correct(w);
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

void FindingWording::correct(FindingWords &w) const
{
    switch (m_correction->how) {
    case Correction::How::WithoutQuotes:
        w.fix = tr("Send it without quotes:");
        break;
    case Correction::How::InQuotes:
        w.fix = tr("Send it in quotes:");
        break;
    case Correction::How::InArray:
        w.fix = tr("Put it in an array:");
        break;
    case Correction::How::AsTime:
        w.fix = tr("Send it as:");
        break;
    case Correction::How::Capitals:
        w.fix = tr("Send it in capitals:");
        break;
    case Correction::How::Trimmed:
        w.fix = tr("Send it without the spaces around it:");
        break;
    case Correction::How::Spelled:
        w.fix = isName() ? tr("Send the name as:") : tr("Send it as:");
        break;
    case Correction::How::Renamed:
        w.fix = tr("Rename it:");
        break;
    }
    const QString name = m_correction->name.isEmpty() ? m_name : QString::fromUtf8(m_correction->name);
    w.fixCode = name + u": "_s + QString::fromUtf8(m_correction->value);
}

QString FindingWording::shownValue() const
{
    QString value = m_subject.value.isEmpty() ? m_actual : m_subject.value.simplified();
    if (value.size() > MaxShownValue)
        value = value.first(MaxShownValue) + u"…"_s;
    return value;
}

QString FindingWording::bareValue() const
{
    QString value = m_subject.value;
    if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"'))
        value = value.sliced(1, value.size() - 2);
    return value;
}

QString FindingWording::article(const QString &kind)
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

QString FindingWording::kindAndValue() const
{
    // The checker's own words for a value have its kind before it already.
    return m_subject.value.isEmpty() || !m_subject.valueKind
               ? m_actual
               : tr("%1 %2", "JSON type, value").arg(kindWord(*m_subject.valueKind), shownValue());
}

FindingWords wordsFor(const Finding &finding, const FindingSubject &subject)
{
    return FindingWording(finding, subject).make();
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
