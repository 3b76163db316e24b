// SPDX-License-Identifier: MIT
#include "model/spec/finding.h"

#include "model/spec/pointerpattern.h"

#include <QString>

namespace spectap {

namespace {

QByteArray lastName(const QByteArray &path)
{
    return path.sliced(path.lastIndexOf('.') + 1);
}

QByteArray withArticle(const QByteArray &noun)
{
    if (noun == "any type" || noun.startsWith("at ") || noun.isEmpty())
        return noun;
    const bool vowel = QByteArrayView("aeioAEIO").contains(noun.front()); // a URL, an ISO 4217 currency
    return QByteArray(vowel ? "an " : "a ") + noun;
}

/// The value inside `string "25.00"` without type and quotes; empty when it is no string.
QByteArray stringInside(const QByteArray &shown)
{
    constexpr QByteArrayView Prefix = "string \"";
    return shown.startsWith(Prefix) && shown.endsWith('"') && shown.size() > Prefix.size()
               ? shown.sliced(Prefix.size(), shown.size() - Prefix.size() - 1)
               : QByteArray();
}

QByteArray typeMessage(const Finding &finding, const QByteArray &path)
{
    if (path.isEmpty())
        return "A call must be an object. Got the " + finding.actual + ". Send an object with a type.";
    const QByteArray got =
        finding.actual.isEmpty() ? QByteArray() : QByteArray(" Got the " + finding.actual + '.');
    QByteArray message = path + " must be " + withArticle(finding.expected) + '.' + got;
    const QByteArray text = stringInside(finding.actual);
    bool isNumber = false;
    text.toDouble(&isNumber);
    if (isNumber && (finding.expected == "number" || finding.expected == "integer"))
        message += " Send it without quotes: " + lastName(path) + ": " + text + '.';
    else if (finding.expected == "non-empty string")
        message += " Send a text or leave it out.";
    return message;
}

QByteArray requiredMessage(const Finding &finding, const QByteArray &path)
{
    if (finding.actual.isEmpty())
        return path + " is missing. Send " + withArticle(finding.expected) + '.';
    return path + " is required. Got " + finding.actual + "; send " + withArticle(finding.expected) + '.';
}

QByteArray formatMessage(const Finding &finding, const QByteArray &path)
{
    const QByteArray start =
        path + " is not " +
        (finding.expected == "ISO 8601" ? finding.expected : withArticle(finding.expected)) + ". Got " +
        finding.actual + '.';
    if (finding.expected == "ISO 8601")
        return start + " Use a form like 2025-11-14T10:42:07Z.";
    if (finding.expected == "ISO 4217 currency")
        return start + " Use a code like USD.";
    return start;
}

QByteArray nameMessage(const Finding &finding, const QByteArray &path)
{
    const bool event = finding.pointer == "/event" || finding.pointer == "/name";
    const QByteArray sent = finding.actual.isEmpty() ? lastName(path) : finding.actual;
    switch (finding.rule) {
    case Rule::NameCase:
        return '"' + sent +
               (sent.compare(finding.expected, Qt::CaseInsensitive) == 0
                       ? QByteArray("\" differs from \"" + finding.expected + "\" only by case.")
                       : QByteArray("\" is another spelling of \"" + finding.expected + "\".")) +
               " They count as two " + (event ? "events." : "fields.");
    case Rule::Deprecated:
        return '"' + sent + "\" is the name of an older version. Send " + finding.expected + " instead.";
    case Rule::CustomEvent:
        return '"' + sent + "\" is a custom event: the Spec does not describe it.";
    case Rule::CustomProperty:
        return path + " is a custom field: the Spec does not describe it.";
    case Rule::Reserved:
        if (finding.expected.isEmpty())
            return path +
                   " has a name that warehouses keep for themselves. Rename it or its value is lost there.";
        return path + " and " + finding.expected + " are one field in two spellings. Send one of them.";
    default:
        if (event && finding.severity == Severity::Info)
            return "The Spec allows \"" + sent + "\" and itself calls it " + finding.expected +
                   ". They count as two events.";
        if (event)
            return "The Spec has no event \"" + sent + "\". Did you mean " + finding.expected + '?';
        return path + " is not in the Spec. Did you mean " + finding.expected + '?';
    }
}

QByteArray limitMessage(const Finding &finding, const QByteArray &path)
{
    if (finding.expected.endsWith(" findings"))
        return "This call has more than " + finding.expected + "; the rest is left out.";
    if (!path.isEmpty())
        return path + " has " + finding.actual + ". Segment takes " + finding.expected + '.';
    if (finding.actual.endsWith("events"))
        return "This is call number " + finding.actual.chopped(7) + " of its batch. Segment takes " +
               finding.expected + ", answers 200 and drops the rest.";
    return "This is " + finding.actual + ". Segment takes " + finding.expected + " and answers 400 to more.";
}

QByteArray callTypeMessage(const Finding &finding)
{
    if (finding.actual.isEmpty())
        return "This call has no type. Send " + finding.expected + '.';
    return "type is the " + finding.actual + ". Send " + finding.expected + ", spelled exactly so.";
}

QByteArray identityMessage(const Finding &finding, const QByteArray &path)
{
    if (finding.actual.isEmpty())
        return "This call has no userId and no anonymousId. Segment answers 200 and drops it.";
    return path + " must be a non-empty string. Got the " + finding.actual +
           ". Segment answers 200 and drops the call.";
}

QByteArray planMessage(const Finding &finding, const QByteArray &path)
{
    const QByteArray &expected = finding.expected;
    const QByteArray &actual = finding.actual;
    const QByteArray subject = path.isEmpty() ? QByteArray("The call") : path;
    switch (finding.rule) {
    case Rule::PlanRequired:
        return subject + " is missing, the plan requires it. Send " +
               (expected.isEmpty() ? QByteArray("a value") : withArticle(expected)) + '.';
    case Rule::PlanEnum:
        return "The plan allows only " + expected + " for " + subject + ". Got " + actual + '.';
    case Rule::PlanPattern:
        return subject + " does not match the plan's pattern " + expected + ". Got " + actual + '.';
    case Rule::PlanFormat:
        return subject + " is not " + withArticle(expected) + ", as the plan asks. Got " + actual + '.';
    case Rule::PlanUnplannedEvent:
        return "The plan has no event \"" + actual + "\"." +
               (expected.isEmpty() ? QByteArray(" Add it to the plan or stop sending it.")
                                   : QByteArray(" Did you mean " + expected + '?'));
    case Rule::PlanUnplannedProperty:
        return subject + " is not in the plan." +
               (expected.isEmpty() ? QByteArray(" Add it to the plan or stop sending it.")
                                   : QByteArray(" Did you mean " + expected + '?'));
    default: // PlanSchema
        return "The plan asks " + subject + " for " + expected + '.' +
               (actual.isEmpty() ? QByteArray() : QByteArray(" Got " + actual + '.'));
    }
}

/// Of the rules over ids, whose strings are ids: see Assessor::describe() and IdentityHints.
QByteArray personMessage(const Finding &finding, const QByteArray &path)
{
    const QByteArray &expected = finding.expected;
    const QByteArray &actual = finding.actual;
    switch (finding.rule) {
    case Rule::SharedAnonymousId:
        return "anonymousId was linked to " + expected + ", then to " + actual +
               ". Call analytics.reset() on sign-out.";
    case Rule::AliasReversed:
        return "Alias looks reversed: userId should be the new ID and previousId the old one.";
    case Rule::AliasSelf:
        return "Alias names the same ID twice. Send the old one as previousId.";
    case Rule::AliasCycle:
        return "Alias leads back to an ID it came from. Alias each ID once.";
    case Rule::AliasUnknown:
        return "previousId " + actual + " was in no call before. Send the ID the earlier calls carried.";
    case Rule::AliasLate:
        return "identify has joined " + actual + " to " + expected +
               " already. Where a destination needs alias, send it before identify.";
    case Rule::ConstantId:
        return path + " is the same for " + expected + (path == "userId" ? " devices" : " users") +
               ". Send an ID of each one's own.";
    case Rule::RotatingId:
        return "anonymousId is new with every call, " + expected + " in a row. Keep one per device.";
    case Rule::ChangedAnonymousId:
        return "anonymousId was " + expected +
               " on this device, and the user has not changed. Keep it until "
               "analytics.reset().";
    case Rule::LateIdentify:
        return "No identify followed \"" + expected + "\". Call it as soon as the user is known.";
    case Rule::GroupBeforeUser:
        return "group came before its user was identified. Send identify first.";
    case Rule::EmailAsId:
        return "userId looks like an email address. Send an ID that never changes, and the email as a trait.";
    case Rule::SharedEmail:
        return actual + " is the email of user " + expected + " too. Check that they are two people.";
    case Rule::UserIdSpelling:
        return "userId is " + actual + ", before it was " + expected + ". Write it the same way everywhere.";
    default:
        return {};
    }
}

} // namespace

QByteArray findingMessage(const Finding &finding)
{
    const QByteArray path = dottedPath(finding.pointer);
    const QByteArray &actual = finding.actual;
    switch (finding.rule) {
    case Rule::None:
        return {};
    case Rule::Json:
        return actual.isEmpty() ? QByteArray("This is not JSON.")
                                : QByteArray("This is not JSON. " + actual + '.');
    case Rule::CallType:
        return callTypeMessage(finding);
    case Rule::Required:
        return requiredMessage(finding, path);
    case Rule::Identity:
        return identityMessage(finding, path);
    case Rule::Type:
        return typeMessage(finding, path);
    case Rule::Format:
        return formatMessage(finding, path);
    case Rule::Enum:
        return path + " must be " + finding.expected + ". Got " + actual + '.';
    case Rule::Limit:
        return limitMessage(finding, path);
    case Rule::NameCase:
    case Rule::NearMiss:
    case Rule::Reserved:
    case Rule::Deprecated:
    case Rule::CustomEvent:
    case Rule::CustomProperty:
        return nameMessage(finding, path);
    case Rule::BlockedId:
        return path + " is \"" + actual +
               "\", a placeholder that many users share. Send a real id or leave it out.";
    case Rule::Duplicate:
        return finding.severity >= Severity::Warning
                   ? QByteArray("Another call came with this messageId. Segment keeps the first; give each "
                                "call its own.")
                   : QByteArray("Sent before with the same messageId. Segment keeps the first.");
    case Rule::Clock:
        return path + " is " + actual + ", it should be " + finding.expected +
               (finding.severity == Severity::Info
                       ? QByteArray(": without it a slow clock looks like a late call.")
                       : QByteArray(". Check the clock of the sender."));
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
        return personMessage(finding, path);
    case Rule::PlanType:
        return typeMessage(finding, path);
    case Rule::PlanRequired:
    case Rule::PlanEnum:
    case Rule::PlanPattern:
    case Rule::PlanFormat:
    case Rule::PlanSchema:
    case Rule::PlanUnplannedEvent:
    case Rule::PlanUnplannedProperty:
        return planMessage(finding, path);
    }
    return {};
}

} // namespace spectap
