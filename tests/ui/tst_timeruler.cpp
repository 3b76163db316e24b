// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "ui/timeline/timeruler.h"

#include <algorithm>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr Micros Second = 1000000;
constexpr Micros Hour = 3600 * Second;
constexpr Micros Day = 24 * Hour;
constexpr Micros Start = 1763116600LL * Second; ///< 2025-11-14T10:36:40Z

int widthOf(const QString &label)
{
    return 8 * static_cast<int>(label.size()) + 12;
}

TimeScale scaleOf(Micros from, double microsPerPixel, int width = 1000)
{
    TimeScale scale;
    scale.from = from;
    scale.left = 174;
    scale.width = width;
    scale.microsPerPixel = microsPerPixel;
    return scale;
}

TimeReading reading(TimeMode mode, int zone = 0)
{
    return {.mode = mode, .zero = Start, .zoneAt = [zone](Micros) { return zone; }};
}

/// Central Europe around the end of summer time: +2 h until 2025-10-26T01:00Z, +1 h after it.
constexpr Micros Autumn = 1761440400LL * Second;
/// And around its beginning: +1 h until 2025-03-30T01:00Z, +2 h after it.
constexpr Micros Spring = 1743296400LL * Second;

TimeReading jumping(Micros change, int before, int after)
{
    return {.zero = Start, .zoneAt = [=](Micros time) { return time < change ? before : after; }};
}

QStringList labelsOf(const std::vector<RulerMark> &marks, const TimeScale &scale)
{
    QStringList labels;
    for (const RulerMark &mark : marks) {
        if (mark.major && mark.x >= scale.left - 0.01)
            labels << mark.label;
    }
    return labels;
}

} // namespace

class TestTimeRuler : public QObject
{
    Q_OBJECT

private slots:
    void roundTimes_data()
    {
        QTest::addColumn<TimeMode>("mode");
        QTest::addColumn<int>("zone");
        QTest::addColumn<double>("microsPerPixel");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        const TimeMode local = TimeMode::Local;
        const TimeMode utc = TimeMode::Utc;
        const TimeMode since = TimeMode::SinceFirst;
        QTest::newRow("microseconds") << utc << 0 << 1.0 << u"10:36:40.000000"_s << u"10:36:40.000200"_s;
        QTest::newRow("milliseconds") << utc << 0 << 100.0 << u"10:36:40.000"_s << u"10:36:40.020"_s;
        QTest::newRow("seconds") << utc << 0 << 100000.0 << u"10:36:40"_s << u"10:36:50"_s;
        QTest::newRow("hours") << utc << 0 << 1e8 << u"12:00:00"_s << u"15:00:00"_s;
        QTest::newRow("hours of a half-hour zone") << local << 19800 << 1e8 << u"18:00:00"_s << u"21:00:00"_s;
        QTest::newRow("UTC whatever the zone") << utc << 19800 << 1e8 << u"12:00:00"_s << u"15:00:00"_s;
        QTest::newRow("days") << utc << 0 << 1e9 << u"2025-11-16"_s << u"2025-11-18"_s;
        QTest::newRow("days begin at local midnight")
            << local << -36000 << 8e8 << u"2025-11-15"_s << u"2025-11-16"_s;
        QTest::newRow("weeks") << utc << 0 << 5e9 << u"2025-11-20"_s << u"2025-11-27"_s;
        QTest::newRow("months") << utc << 0 << 3e10 << u"2025-12"_s << u"2026-01"_s;
        QTest::newRow("quarters") << utc << 0 << 8e10 << u"2026-01"_s << u"2026-04"_s;
        QTest::newRow("years") << utc << 0 << 5e11 << u"2026"_s << u"2027"_s;
        QTest::newRow("decades") << utc << 0 << 2e12 << u"2030"_s << u"2035"_s;
        QTest::newRow("from the first call, seconds") << since << 0 << 1e5 << u"0:00"_s << u"+0:10"_s;
        QTest::newRow("from the first call, milliseconds")
            << since << 0 << 100.0 << u"0:00.000"_s << u"+0:00.010"_s;
        QTest::newRow("from the first call, hours") << since << 0 << 1e8 << u"0:00"_s << u"+6:00:00"_s;
        QTest::newRow("from the first call, days") << since << 0 << 1e9 << u"0:00"_s << u"+1 d"_s;
        QTest::newRow("from the first call, years") << since << 0 << 1e12 << u"0:00"_s << u"+1000 d"_s;
    }
    void roundTimes()
    {
        QFETCH(TimeMode, mode);
        QFETCH(int, zone);
        QFETCH(double, microsPerPixel);
        const TimeScale scale = scaleOf(Start, microsPerPixel);
        const QStringList labels = labelsOf(rulerMarks(scale, reading(mode, zone), widthOf), scale);
        QVERIFY2(labels.size() >= 2, qPrintable(labels.join(u' ')));
        QTEST(labels[0], "first");
        QTEST(labels[1], "second");
    }

    void labelsNeverTouch_data()
    {
        QTest::addColumn<TimeMode>("mode");
        QTest::addColumn<Micros>("from");
        QTest::addColumn<int>("characterWidth");
        for (const auto &[name, mode] : {std::pair("local", TimeMode::Local), std::pair("UTC", TimeMode::Utc),
                 std::pair("since the first call", TimeMode::SinceFirst)}) {
            for (const int width : {6, 16}) { // 16: twice the text size
                const auto row = [&, name = name, mode = mode](const char *where, Micros from) {
                    QTest::addRow("%s %s, %d per character", name, where, width) << mode << from << width;
                };
                row("at the first call", Start);
                row("before it", Start - 3 * Day);
                row("long after it", Start + 9999 * Day);
                row("long before it", -9999 * Day);
            }
        }
    }
    void labelsNeverTouch()
    {
        QFETCH(TimeMode, mode);
        QFETCH(Micros, from);
        QFETCH(int, characterWidth);
        const auto width = [=](const QString &label) { return characterWidth * int(label.size()) + 12; };
        for (double perPixel = TimeScale::MinMicrosPerPixel; perPixel <= TimeScale::MaxMicrosPerPixel;
             perPixel *= 1.09) {
            const TimeScale scale = scaleOf(from, perPixel, 1200);
            const auto marks = rulerMarks(scale, reading(mode, 3600), width);
            const QByteArray where = QByteArray::number(perPixel) + " per pixel";
            double free = -1e300;
            double last = -1e300;
            int labels = 0;
            for (const RulerMark &mark : marks) {
                QVERIFY2(mark.x > last, where.constData());
                last = mark.x;
                QVERIFY2(mark.major == !mark.label.isEmpty(), where.constData());
                if (!mark.major)
                    continue;
                QVERIFY2(mark.x >= free, QByteArray(where + ' ' + mark.label.toUtf8()).constData());
                free = mark.x + width(mark.label);
                ++labels;
            }
            QVERIFY2(labels >= 2 && marks.size() < 1200, where.constData());
        }
    }

    void neighboursHaveDifferentLabels()
    {
        for (const TimeMode mode : {TimeMode::Local, TimeMode::Utc, TimeMode::SinceFirst}) {
            for (double perPixel = TimeScale::MinMicrosPerPixel; perPixel <= TimeScale::MaxMicrosPerPixel;
                 perPixel *= 1.3) {
                const TimeScale scale = scaleOf(Start, perPixel, 1200);
                const QStringList labels = labelsOf(rulerMarks(scale, reading(mode), widthOf), scale);
                QVERIFY(labels.size() > 1);
                QVERIFY(std::ranges::adjacent_find(labels) == labels.end());
            }
        }
    }

    void aNewDaySaysWhich()
    {
        const TimeScale scale = scaleOf(Start, 6e7); // 16 hours
        const auto marks = rulerMarks(scale, reading(TimeMode::Local, 3600), widthOf);
        const auto day = std::ranges::find(marks, true, &RulerMark::newDay);
        QVERIFY(day != marks.end());
        QCOMPARE(day->label, u"2025-11-15"_s);
        QVERIFY(qAbs(scale.timeAt(day->x) - (Start + 44600 * Second)) < 60 * Second); // 23:00 UTC
        QCOMPARE(std::ranges::count(marks, true, &RulerMark::newDay), 1);
        const auto since = rulerMarks(scale, reading(TimeMode::SinceFirst), widthOf);
        QCOMPARE(std::ranges::count(since, true, &RulerMark::newDay), 0);
    }

    void theClockIsPutBack()
    {
        // 02:00 to 03:00 happens twice; marks are 15 minutes apart.
        const TimeScale scale = scaleOf(Autumn - 4 * 900 * Second, 9e6);
        const QStringList labels = labelsOf(rulerMarks(scale, jumping(Autumn, 7200, 3600), widthOf), scale);
        const QStringList expected{u"02:00:00"_s, u"02:15:00"_s, u"02:30:00"_s, u"02:45:00"_s, u"02:00:00"_s,
            u"02:15:00"_s, u"02:30:00"_s, u"02:45:00"_s, u"03:00:00"_s};
        QCOMPARE(labels.first(9), expected);
    }

    void theClockIsPutForward()
    {
        const TimeScale scale = scaleOf(Spring - 2 * 900 * Second, 9e6);
        const QStringList labels = labelsOf(rulerMarks(scale, jumping(Spring, 3600, 7200), widthOf), scale);
        const QStringList expected{u"01:30:00"_s, u"01:45:00"_s, u"03:00:00"_s, u"03:15:00"_s};
        QCOMPARE(labels.first(4), expected);
    }

    void daysAcrossAJumpStandAtMidnight()
    {
        const TimeScale scale = scaleOf(Autumn - 3 * Day, 8e8);
        const TimeReading jump = jumping(Autumn, 7200, 3600);
        int seen = 0;
        for (const RulerMark &mark : rulerMarks(scale, jump, widthOf)) {
            if (!mark.major)
                continue;
            const Micros time = scale.timeAt(mark.x);
            QVERIFY2(jump.clock(time + Second, 0) < u"00:30:00"_s ||
                         jump.clock(time - 900 * Second, 0) > u"23:30:00"_s,
                qPrintable(jump.exact(time)));
            ++seen;
        }
        QVERIFY(seen > 5);
    }

    void moments_data()
    {
        QTest::addColumn<TimeReading>("how");
        QTest::addColumn<Micros>("time");
        QTest::addColumn<QString>("exact");
        QTest::addColumn<QString>("clock");
        QTest::addColumn<QString>("words");
        const TimeReading local = reading(TimeMode::Local, 3600);
        const TimeReading west = reading(TimeMode::Local, -12600);
        const TimeReading utc = reading(TimeMode::Utc, 3600);
        const TimeReading since = reading(TimeMode::SinceFirst);
        QTest::newRow("local") << local << Start + 412345 << u"2025-11-14 11:36:40.412345"_s
                               << u"11:36:40.412"_s << u"Local, UTC+01:00"_s;
        QTest::newRow("west of UTC, half an hour") << west << Start << u"2025-11-14 07:06:40.000000"_s
                                                   << u"07:06:40.000"_s << u"Local, UTC\u221203:30"_s;
        QTest::newRow("UTC") << utc << Start + 1 << u"2025-11-14 10:36:40.000001"_s << u"10:36:40.000"_s
                             << u"UTC"_s;
        QTest::newRow("before 1970") << utc << Micros(-1) << u"1969-12-31 23:59:59.999999"_s
                                     << u"23:59:59.999"_s << u"UTC"_s;
        QTest::newRow("the first call")
            << since << Start << u"0:00.000000"_s << u"0:00.000"_s << u"Since first call"_s;
        QTest::newRow("later") << since << Start + 67 * Second + 5 << u"+1:07.000005"_s << u"+1:07.000"_s
                               << u"Since first call"_s;
        QTest::newRow("before the first call")
            << since << Start - 2 * Hour - 500000 << u"\u22122:00:00.500000"_s << u"\u22122:00:00.500"_s
            << u"Since first call"_s;
        QTest::newRow("days later") << since << Start + 50 * Hour << u"+2 d 02:00:00.000000"_s
                                    << u"+2 d 02:00:00.000"_s << u"Since first call"_s;
        QTest::newRow("no time") << local << NoTime << QString() << QString() << u"Local, UTC+01:00"_s;
    }
    void moments()
    {
        QFETCH(TimeReading, how);
        QFETCH(Micros, time);
        QTEST(how.exact(time), "exact");
        QTEST(how.clock(time), "clock");
        QTEST(how.words(time == NoTime ? Start : time), "words");
    }

    void modesAreRememberedByName()
    {
        for (const TimeMode mode : {TimeMode::Local, TimeMode::Utc, TimeMode::SinceFirst})
            QCOMPARE(timeModeFrom(timeModeName(mode)), mode);
        QCOMPARE(timeModeFrom(u"sidereal"_s), TimeMode::Local);
    }

    void durations_data()
    {
        QTest::addColumn<Micros>("duration");
        QTest::addColumn<QString>("text");
        QTest::newRow("microseconds") << Micros(999) << u"999 µs"_s;
        QTest::newRow("milliseconds") << Micros(1500) << u"1.5 ms"_s;
        QTest::newRow("seconds") << 12'340'000LL << u"12.34 s"_s;
        QTest::newRow("not sixty seconds") << 59'999'999LL << u"59.99 s"_s;
        QTest::newRow("minutes") << 406 * Second << u"6 min 46 s"_s;
        QTest::newRow("whole hours") << 2 * Hour << u"2 h"_s;
        QTest::newRow("days") << 3 * Day + 5 * Hour << u"3 d 5 h"_s;
        QTest::newRow("backwards") << -406 * Second << u"6 min 46 s"_s;
    }
    void durations()
    {
        QFETCH(Micros, duration);
        QTEST(durationText(duration), "text");
    }
};

SPECTAP_TEST_MAIN(TestTimeRuler)
#include "tst_timeruler.moc"
