// SPDX-License-Identifier: MIT
#include "ui/timereading.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct TimeWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::TimeReading)
};

constexpr Micros Millisecond = 1000;
constexpr Micros Second = 1000 * Millisecond;
constexpr Micros Minute = 60 * Second;
constexpr Micros Hour = 60 * Minute;
constexpr Micros Day = 24 * Hour;

int systemZone(Micros time)
{
    return QDateTime::fromMSecsSinceEpoch(time / Millisecond).offsetFromUtc();
}

/// What is below the second: `digits` of it, with the point.
QString fraction(Micros time, int digits)
{
    const Micros below = ((time % Second) + Second) % Second;
    return digits == 0 ? QString() : QString(u'.' + u"%1"_s.arg(below, 6, 10, QChar(u'0')).first(digits));
}

/// `shifted`: a moment with its offset added. QDateTime ends at milliseconds, and rounds towards 1970.
QString calendar(Micros shifted, const QString &format, int digits = 0)
{
    const Micros below = ((shifted % Second) + Second) % Second;
    const QDateTime second = QDateTime::fromSecsSinceEpoch((shifted - below) / Second, Qt::UTC);
    return second.toString(format) + fraction(shifted, digits);
}

QString sinceText(Micros since, int digits)
{
    const Micros length = since < 0 ? -since : since;
    const Micros days = length / Day;
    const Micros hours = length / Hour % 24;
    const auto two = [](Micros value) { return u"%1"_s.arg(value, 2, 10, QChar(u'0')); };
    QString text = since < 0 ? u"\u2212"_s : since > 0 ? u"+"_s : QString();
    if (days > 0)
        text += TimeWords::tr("%1 d ", "days, before hours").arg(days) + two(hours) + u':';
    else if (hours > 0)
        text += QString::number(hours) + u':';
    const Micros minutes = length / Minute % 60;
    text += days > 0 || hours > 0 ? two(minutes) : QString::number(minutes);
    text += u':' + two(length / Second % 60);
    return text + fraction(length, digits);
}

QString zoneText(int seconds)
{
    const int minutes = qAbs(seconds) / 60;
    return u"UTC%1%2:%3"_s.arg(seconds < 0 ? QChar(u'\u2212') : QChar(u'+'))
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

/// In whole units, so that it changes no more often than it must. A clock that is ahead is ahead by nothing.
QString agoText(Micros passed)
{
    if (passed < Second)
        return TimeWords::tr("now");
    if (passed < Minute)
        return TimeWords::tr("%1 s ago").arg(passed / Second);
    if (passed < Hour)
        return TimeWords::tr("%1 min ago").arg(passed / Minute);
    return passed < Day ? TimeWords::tr("%1 h ago").arg(passed / Hour)
                        : TimeWords::tr("%L1 d ago").arg(passed / Day);
}

} // namespace

Micros TimeReading::offsetAt(Micros time) const
{
    switch (mode) {
    case TimeMode::Local:
    case TimeMode::Ago:
        return Second * (zoneAt ? zoneAt(time) : systemZone(time));
    case TimeMode::Utc:
        return 0;
    case TimeMode::SinceFirst:
        return -zero;
    }
    return 0;
}

QString TimeReading::exact(Micros time) const
{
    if (time == NoTime)
        return {};
    const Micros shifted = time + offsetAt(time);
    return mode == TimeMode::SinceFirst ? sinceText(shifted, 6)
                                        : calendar(shifted, u"yyyy-MM-dd HH:mm:ss"_s, 6);
}

QString TimeReading::clock(Micros time, int digits) const
{
    if (time == NoTime)
        return {};
    if (mode == TimeMode::Ago)
        return agoText(now - time);
    const Micros shifted = time + offsetAt(time);
    return mode == TimeMode::SinceFirst ? sinceText(shifted, digits)
                                        : calendar(shifted, u"HH:mm:ss"_s, digits);
}

QString TimeReading::date(Micros time) const
{
    return mode == TimeMode::SinceFirst || time == NoTime ? QString()
                                                          : calendar(time + offsetAt(time), u"yyyy-MM-dd"_s);
}

QString TimeReading::words(Micros time) const
{
    switch (mode) {
    case TimeMode::Local:
        return TimeWords::tr("Local, %1", "offset from UTC")
            .arg(zoneText(static_cast<int>(offsetAt(time) / Second)));
    case TimeMode::Utc:
        return u"UTC"_s;
    case TimeMode::SinceFirst:
        return TimeWords::tr("Since first call");
    case TimeMode::Ago:
        return TimeWords::tr("How long ago");
    }
    return {};
}

QString TimeReading::label(Micros time, Micros step) const
{
    const Micros shifted = time + offsetAt(time);
    const int digits = step < Millisecond ? 6 : step < Second ? 3 : 0;
    if (mode == TimeMode::SinceFirst) {
        if (step < Day || shifted == 0)
            return sinceText(shifted, digits);
        return (shifted < 0 ? u'\u2212' : u'+') + TimeWords::tr("%1 d").arg(qAbs(shifted) / Day);
    }
    if (step < Day)
        return calendar(shifted, u"HH:mm:ss"_s, digits);
    return calendar(shifted, step < 28 * Day ? u"yyyy-MM-dd"_s : step < 365 * Day ? u"yyyy-MM"_s : u"yyyy"_s);
}

QString timeModeTitle(TimeMode mode)
{
    switch (mode) {
    case TimeMode::Local:
        return TimeWords::tr("&Local time");
    case TimeMode::Utc:
        return TimeWords::tr("&UTC");
    case TimeMode::SinceFirst:
        return TimeWords::tr("&Since the first call");
    case TimeMode::Ago:
        return TimeWords::tr("&How long ago");
    }
    return {};
}

QString timeModeName(TimeMode mode)
{
    switch (mode) {
    case TimeMode::Local:
        return u"local"_s;
    case TimeMode::Utc:
        return u"utc"_s;
    case TimeMode::SinceFirst:
        return u"since-first"_s;
    case TimeMode::Ago:
        return u"ago"_s;
    }
    return {};
}

TimeMode timeModeFrom(const QString &name)
{
    for (const TimeMode mode : {TimeMode::Utc, TimeMode::SinceFirst, TimeMode::Ago}) {
        if (name == timeModeName(mode))
            return mode;
    }
    return TimeMode::Local;
}

QString durationText(Micros duration)
{
    const Micros length = duration < 0 ? -duration : duration;
    const QLocale locale;
    if (length < Millisecond)
        return TimeWords::tr("%1 µs").arg(length);
    if (length < Second)
        return TimeWords::tr("%1 ms").arg(locale.toString(double(length) / 1e3, 'g', 3));
    if (length < Minute)
        return TimeWords::tr("%1 s").arg(
            locale.toString(double(length / (10 * Millisecond)) / 100, 'g', 4));
    struct Unit
    {
        Micros length;
        QString text;
    };
    const std::array<Unit, 4> units{{{Day, TimeWords::tr("%1 d")}, {Hour, TimeWords::tr("%1 h")},
        {Minute, TimeWords::tr("%1 min")}, {Second, TimeWords::tr("%1 s")}}};
    for (std::size_t i = 0; i + 1 < units.size(); ++i) {
        if (length < units[i].length)
            continue;
        const QString whole = units[i].text.arg(locale.toString(length / units[i].length));
        const Micros rest = length % units[i].length / units[i + 1].length;
        return rest == 0 ? whole : QString(whole + u' ' + units[i + 1].text.arg(rest));
    }
    return {};
}

} // namespace spectap
