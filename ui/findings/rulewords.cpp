// SPDX-License-Identifier: MIT
#include "ui/findings/rulewords.h"

#include "model/spec/pointerpattern.h"
#include "ui/table/eventwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::RuleWords)
};

QString placeWords(
    const QString &what, const std::optional<QByteArray> &pattern, const std::optional<EventKey> &event)
{
    const QString path = pattern ? QString::fromUtf8(dottedPath(*pattern)) : QString();
    if (!path.isEmpty() && event)
        return Words::tr("%1 on %2 of %3", "rule, field, event").arg(what, path, eventWords(*event));
    if (!path.isEmpty())
        return Words::tr("%1 on %2", "rule, field").arg(what, path);
    return event ? Words::tr("%1 on %2", "rule, event").arg(what, eventWords(*event)) : what;
}

} // namespace

QString ruleTitle(Rule rule)
{
    switch (rule) {
    case Rule::None:
        break;
    case Rule::Json:
        return Words::tr("Not JSON");
    case Rule::CallType:
        return Words::tr("Unknown call type");
    case Rule::Required:
        return Words::tr("Missing, required");
    case Rule::Identity:
        return Words::tr("No userId and no anonymousId");
    case Rule::Type:
        return Words::tr("Wrong type");
    case Rule::Format:
        return Words::tr("Bad format");
    case Rule::Enum:
        return Words::tr("Not a listed value");
    case Rule::Limit:
        return Words::tr("Over a limit");
    case Rule::NameCase:
        return Words::tr("Name differs by case or spelling");
    case Rule::NearMiss:
        return Words::tr("Near-miss name");
    case Rule::Reserved:
        return Words::tr("Reserved name");
    case Rule::BlockedId:
        return Words::tr("Blocked ID value");
    case Rule::Deprecated:
        return Words::tr("Older name");
    case Rule::Duplicate:
        return Words::tr("messageId sent before");
    case Rule::Clock:
        return Words::tr("Clock differs");
    case Rule::CustomEvent:
        return Words::tr("Custom event");
    case Rule::CustomProperty:
        return Words::tr("Custom property");
    case Rule::SharedAnonymousId:
        return Words::tr("One anonymousId, two userIds");
    case Rule::AliasReversed:
        return Words::tr("Alias reversed");
    case Rule::AliasSelf:
        return Words::tr("Alias of an ID to itself");
    case Rule::AliasCycle:
        return Words::tr("Aliases in a circle");
    case Rule::ConstantId:
        return Words::tr("One ID for everyone");
    case Rule::RotatingId:
        return Words::tr("New anonymousId with every call");
    case Rule::LateIdentify:
        return Words::tr("No identify after sign-in");
    case Rule::GroupBeforeUser:
        return Words::tr("Group before the user is known");
    case Rule::PlanRequired:
        return Words::tr("Missing, required by the plan");
    case Rule::PlanType:
        return Words::tr("Wrong type, by the plan");
    case Rule::PlanEnum:
        return Words::tr("Not a planned value");
    case Rule::PlanPattern:
        return Words::tr("Not the planned form");
    case Rule::PlanFormat:
        return Words::tr("Bad format, by the plan");
    case Rule::PlanSchema:
        return Words::tr("Not as planned");
    case Rule::PlanUnplannedEvent:
        return Words::tr("Unplanned event");
    case Rule::PlanUnplannedProperty:
        return Words::tr("Unplanned property");
    case Rule::AliasUnknown:
        return Words::tr("Alias of an ID nobody had");
    case Rule::AliasLate:
        return Words::tr("Alias after identify");
    case Rule::ChangedAnonymousId:
        return Words::tr("anonymousId changed without reset");
    case Rule::EmailAsId:
        return Words::tr("Email address as userId");
    case Rule::SharedEmail:
        return Words::tr("One email, two users");
    case Rule::UserIdSpelling:
        return Words::tr("userId spelled in two ways");
    }
    return {};
}

QString eventWords(const EventKey &event)
{
    return event.name.isEmpty() ? typeWord(event.type) : QString::fromUtf8(event.name);
}

QString muteWords(const Mute &mute)
{
    return placeWords(ruleTitle(mute.rule), mute.pattern, mute.event);
}

QString selectionWords(const FindingSelection &selection, const QString &source)
{
    QString words;
    if (selection.rule)
        words = placeWords(ruleTitle(*selection.rule), selection.pattern, selection.event);
    else if (selection.event)
        words = Words::tr("findings on %1", "%1: event").arg(eventWords(*selection.event));
    else
        words = Words::tr("findings");
    return source.isEmpty() ? words : Words::tr("%1, from %2", "findings, source").arg(words, source);
}

} // namespace spectap
