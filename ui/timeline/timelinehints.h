// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"
#include "ui/timereading.h"

#include <QStringList>

#include <vector>

namespace spectap {

class IdentityTimeline;
class SessionDocument;
struct Theme;

/// What there is to tell of a call on the timeline: when, whose, what it joined, what it should not have. The
/// one place where the timeline's facts become words: for the card, to be copied, to be read out.
struct TimelineHint
{
    struct Id
    {
        QString tag; ///< "anon", "user", "prev", "group"
        QString value;
    };
    /// A call that has a part in a conflict.
    struct Part
    {
        quint32 seq = 0;
        CallType type = CallType::Unknown;
        QString time;
        QString ids; ///< "3b7e52aa → u_4217"
    };
    /// A conflict, or a hint at one.
    struct Trouble
    {
        Severity severity = Severity::Error;
        QString title;
        QString sentence;
        QString fix;
        QString fixCode;
        QString doc;             ///< address of the page that says so
        std::vector<Part> parts; ///< in order; empty when it is the call alone
        QString gap;             ///< the time between the parts
    };

    quint32 seq = 0; ///< 0: nothing to tell
    CallType type = CallType::Unknown;
    QString name;
    QString time;      ///< exact, of the call itself
    QString timeWords; ///< what time that is
    QString arrived;   ///< how much later or earlier it arrived, as a sentence; empty: at that time
    QString verdict;   ///< "2 errors, 1 warning"
    Severity worst = Severity::Ok;
    std::vector<Id> ids;
    QStringList joins; ///< what it joined, a sentence each
    std::vector<Trouble> troubles;
    quint32 beside = 0; ///< other calls in the same pixel

    /// "Order Completed", else the type: what the call is called.
    [[nodiscard]] QString title() const;
    /// One fact a line.
    [[nodiscard]] QString text() const;
    /// One line, for assistive technology.
    [[nodiscard]] QString spoken() const;
    /// What stands below the title: everything but the names of the call and of what is wrong first.
    [[nodiscard]] QString html(const Theme &theme) const;
};

/// What there is to tell of call `seq` as the timeline shows it.
[[nodiscard]] TimelineHint hintOfCall(const IdentityTimeline &timeline, const SessionDocument &document,
    const TimeReading &reading, quint32 seq);

} // namespace spectap
