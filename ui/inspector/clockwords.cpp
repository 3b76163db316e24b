// SPDX-License-Identifier: MIT
#include "ui/inspector/clockwords.h"

#include "ui/timereading.h"

#include <QCoreApplication>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::RequestPage)
};

constexpr int MostShown = 100; ///< characters of what was sent as a time

/// As SDKs write it.
QString utc(Micros time)
{
    return TimeReading{.mode = TimeMode::Utc}.exact(time).replace(u' ', u'T') + u'Z';
}

/// A time as sent, and what is the matter with it.
ClockLine sentLine(const JsonTape &tape, quint32 node, const QString &name, Micros time)
{
    if (node == JsonTape::None)
        return {name, Words::tr("not sent")};
    const QString value =
        QString::fromUtf8(tape.string(node).first(qMin(tape.string(node).size(), MostShown)));
    return {name, value, time == NoTime ? Words::tr("not ISO 8601") : QString()};
}

} // namespace

ClockWords clockWords(const CallDocument &call)
{
    const CallFacts &facts = call.facts;
    const JsonTape &tape = *call.view.tape;
    const Micros received = call.stored.request.receivedAt;
    const bool original =
        facts.timestampNode != JsonTape::None && tape.key(facts.timestampNode) != "timestamp";
    const QString name = original ? u"originalTimestamp"_s : u"timestamp"_s;
    ClockWords words;
    words.lines.push_back(sentLine(tape, facts.timestampNode, name, facts.timestamp));
    words.lines.push_back(sentLine(tape, facts.sentAtNode, u"sentAt"_s, facts.sentAt));
    if (facts.sentAtNode != JsonTape::None && call.view.own("sentAt") == JsonTape::None)
        words.lines.back().note +=
            (words.lines.back().note.isEmpty() ? QString() : u", "_s) + Words::tr("of the batch");
    words.lines.push_back({Words::tr("Received"), received == NoTime ? Words::tr("unknown") : utc(received)});

    if (facts.timestamp == NoTime) {
        words.sentence =
            facts.timestampNode == JsonTape::None
                ? Words::tr("Without a timestamp the call counts as of when it was received.")
                : Words::tr("A %1 that cannot be read does not count: the call is taken as of when "
                            "it was received.")
                      .arg(name);
        return words;
    }
    if (received == NoTime || facts.sentAt == NoTime) {
        words.sentence =
            received == NoTime
                ? Words::tr("When it was received is not known, so %1 counts as it is.").arg(name)
            : facts.sentAtNode == JsonTape::None
                ? Words::tr("Without sentAt the sender's clock cannot be told from ours: %1 counts "
                            "as it is.")
                      .arg(name)
                : Words::tr("A sentAt that cannot be read corrects nothing: %1 counts as it is.").arg(name);
        return words;
    }
    const Micros behind = received - facts.sentAt;
    const QString sign = behind < 0 ? u"\u2212"_s : u"+"_s;
    words.lines.push_back(
        {Words::tr("Received \u2212 sentAt"), sign + durationText(behind), Words::tr("difference")});
    words.lines.push_back({Words::tr("%1 %2 %3", "timestamp + 3.2 s").arg(name, sign, durationText(behind)),
        utc(facts.eventTime(received)), Words::tr("corrected")});
    if (behind == 0)
        words.sentence = Words::tr("The sender's clock agrees with ours.");
    else
        words.sentence =
            behind < 0
                ? Words::tr("The sender's clock is ahead by %1.").arg(durationText(behind))
                : Words::tr("The sender's clock is behind by %1, less what the request took to arrive.")
                      .arg(durationText(behind));
    return words;
}

} // namespace spectap
