// SPDX-License-Identifier: MIT
// Of the call as a whole, and of whom it belongs to.
#include "ui/inspector/findingwording.h"

namespace spectap {

using namespace Qt::StringLiterals;

void FindingWording::call(FindingWords &w) const
{
    switch (m_finding.rule) {
    case Rule::Json:
        w.verdict = tr("Not JSON");
        w.note = m_actual.isEmpty() ? w.verdict : tr("Not JSON: %1").arg(m_actual);
        w.sentence = m_actual.isEmpty() ? tr("This is not JSON.") : tr("This is not JSON. %1.").arg(m_actual);
        w.fix = tr("Send the body as JSON. The mark in Raw shows where it ends being JSON.");
        break;
    case Rule::CallType:
        w.verdict = tr("Unknown call type");
        w.sentence = shownValue().isEmpty() ? tr("This call has no type.")
                                            : tr("%1 is not one of the six call types.").arg(shownValue());
        w.fix = tr("Send identify, track, page, screen, group or alias as type.");
        // One name instead of the list of all: what was meant is known.
        if (!m_expected.isEmpty() && !m_expected.contains(u' ')) {
            w.fix = tr("Send the type as:");
            w.fixCode = u"type: \"%1\""_s.arg(m_expected);
        }
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
            w.sentence = tr("Sent again with the same messageId. The SDK retried; Segment keeps the first.");
            w.fix = tr("Nothing: retries are how SDKs survive a bad network.");
        }
        w.note = w.verdict;
        break;
    }
}

/// An id that is empty or no string stands in `actual`; without it the call has none at all.
void FindingWording::identity(FindingWords &w) const
{
    if (m_actual.isEmpty()) {
        w.verdict = tr("userId or anonymousId needed");
        w.title = tr("No ID");
        w.actual = m_subject.value.isEmpty() ? tr("neither was sent") : shownValue();
        w.sentence = tr("This call has no userId and no anonymousId. Segment answers 200 and drops it.");
        w.fix = tr("Send anonymousId until the person is known, userId from then on.");
        return;
    }
    w.verdict = tr("Expected %1").arg(m_expected);
    w.title = tr("No usable ID");
    w.sentence = tr("%1 must be %2. Got the %3. Segment answers 200 and drops the call.")
                     .arg(m_name, article(m_expected), kindAndValue());
    if (m_subject.valueKind == JsonKind::Number && !m_subject.value.isEmpty()) {
        w.fix = tr("Send it in quotes:");
        w.fixCode = m_name + u": \"" + bareValue() + u'"';
    } else {
        w.fix = tr("Send the real ID, or leave %1 out.").arg(m_name);
    }
}

void FindingWording::history(FindingWords &w) const
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
    case Rule::AliasUnknown:
        w.verdict = tr("No call had this ID");
        w.title = tr("Alias of an unknown ID");
        w.sentence = tr("No earlier call of this session carries the previousId %1.").arg(m_actual);
        w.fix = tr("Send the ID that the earlier calls carried as previousId.");
        break;
    case Rule::AliasLate:
        w.verdict = tr("Alias after identify");
        w.sentence = tr("Identify has joined %1 to %2 already.").arg(m_actual, m_expected);
        w.fix = tr("Where a destination needs alias, call it before identify.");
        break;
    case Rule::ConstantId:
        w.verdict = tr("Same ID for everyone");
        w.sentence =
            m_name == u"userId"
                ? tr("%1 devices take turns with this userId: they become one person.").arg(m_expected)
                : tr("%1 users share this anonymousId: their calls cannot be told apart.").arg(m_expected);
        w.fix = tr("Send an ID that belongs to one person.");
        break;
    case Rule::RotatingId:
        w.verdict = tr("ID changes each call");
        w.sentence =
            tr("%1 calls in a row each had a new anonymousId, so no visit can be followed.").arg(m_expected);
        w.fix = tr("Keep the anonymousId on the device.");
        break;
    case Rule::ChangedAnonymousId:
        w.verdict = tr("Changed without reset");
        w.title = tr("anonymousId changed without reset");
        w.sentence = tr("It was %1 on this device, and the user has not changed.").arg(m_expected);
        w.fix =
            tr("Keep the anonymousId until reset(). To set one of your own, do so before the first call.");
        break;
    case Rule::LateIdentify:
        w.verdict = tr("Not identified");
        w.title = tr("No identify after sign-in");
        w.sentence =
            tr("\"%1\" was sent, and the calls after it still do not say who it is.").arg(m_expected);
        w.fix = tr("Call identify as soon as the person is known, before the page changes.");
        break;
    case Rule::EmailAsId:
        w.verdict = tr("An email address");
        w.title = tr("Email address as userId");
        w.sentence = tr("People change their email address; a userId cannot be changed.");
        w.fix = tr("Send the ID of your database as userId, and the email as a trait.");
        break;
    case Rule::SharedEmail:
        w.verdict = tr("Email of two users");
        w.title = tr("One email, two users");
        w.sentence = tr("%1 is the email of user %2 too.").arg(m_actual, m_expected);
        w.fix = tr("If it is one person, send one userId. If it is two, send each one's own email.");
        break;
    case Rule::UserIdSpelling:
        w.verdict = tr("Spelled otherwise before");
        w.title = tr("userId spelled in two ways");
        w.sentence = tr("It was %1 before and is %2 now: these are two people.").arg(m_expected, m_actual);
        w.fix = tr("Send the userId as the same text everywhere.");
        break;
    default: // Rule::GroupBeforeUser
        w.verdict = tr("Group before user");
        w.sentence = tr("Group was called before the person was identified.");
        w.fix = tr("Call identify first.");
        break;
    }
}

} // namespace spectap
