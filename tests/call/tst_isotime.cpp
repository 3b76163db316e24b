// SPDX-License-Identifier: MIT
#include "model/call/isotime.h"
#include "tests/support/testmain.h"

#include <QDateTime>
#include <QTimeZone>

using namespace spectap;

/// Timestamps as SDKs write them, and what is none.
class IsoTimeTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void agreesWithTheCalendar();
};

void IsoTimeTest::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Micros>("time");
    constexpr Micros base = 1'795'290'615'000'000; // 2026-11-21T19:50:15Z
    const auto row = [](const char *name, const char *text, Micros time) {
        QTest::newRow(name) << QByteArray(text) << time;
    };
    row("browser, Node: milliseconds and Z", "2026-11-21T19:50:15.123Z", base + 123'000);
    row("Go: nine digits are cut to microseconds", "2026-11-21T19:50:15.123456789Z", base + 123'456);
    row("Go: trailing zeros left out", "2026-11-21T19:50:15.12345678Z", base + 123'456);
    row("C#: seven digits", "2026-11-21T19:50:15.1234567Z", base + 123'456);
    row("Python: microseconds and an offset", "2026-11-21T19:50:15.123456+00:00", base + 123'456);
    row("Python: naive", "2026-11-21T19:50:15.123456", base + 123'456);
    row("Ruby: milliseconds and an offset", "2026-11-21T19:50:15.123+00:00", base + 123'000);
    row("PHP: seconds and an offset", "2026-11-21T19:50:15+00:00", base);
    row("Java: offset without a colon", "2026-11-21T19:50:15.123+0000", base + 123'000);
    row("east of Greenwich", "2026-11-22T01:20:15.123+05:30", base + 123'000);
    row("west of Greenwich", "2026-11-21T11:50:15-0800", base);
    row("no fraction", "2026-11-21T19:50:15Z", base);
    row("one digit", "2026-11-21T19:50:15.1Z", base + 100'000);
    row("no seconds", "2026-11-21T19:50Z", base - 15'000'000);
    row("date alone is midnight", "2026-11-21", base - ((19 * 60 + 50) * 60 + 15) * 1'000'000LL);
    row("epoch", "1970-01-01T00:00:00Z", 0);
    row("just before the epoch", "1969-12-31T23:59:59.999Z", -1'000);
    row("leap day", "2024-02-29T00:00:00Z", 1'709'164'800'000'000);
    row("leap day of a century", "2000-02-29", 951'782'400'000'000);
    row("first year", "0000-01-01", -62'167'219'200'000'000);
    row("last year", "9999-12-31T23:59:59Z", 253'402'300'799'000'000);
}

void IsoTimeTest::reads()
{
    QFETCH(QByteArray, text);
    const std::optional<Micros> time = parseIsoTime(text);
    QVERIFY(time);
    QTEST(*time, "time");
    for (qsizetype cut = 0; cut < text.size(); ++cut) // never past the end; some cuts are times of their own
        (void)parseIsoTime(QByteArrayView(text).first(cut));
}

void IsoTimeTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("empty", "");
    row("space for T", "2026-11-21 19:50:15Z");
    row("lower-case t", "2026-11-21t19:50:15Z");
    row("lower-case z", "2026-11-21T19:50:15z");
    row("month 0", "2026-00-21");
    row("month 13", "2026-13-21");
    row("day 0", "2026-11-00");
    row("31 November", "2026-11-31");
    row("30 February", "2024-02-30T00:00:00Z");
    row("29 February of a common year", "2026-02-29");
    row("29 February of a common century", "1900-02-29");
    row("hour 24", "2026-11-21T24:00:00Z");
    row("minute 60", "2026-11-21T19:60:00Z");
    row("second 60", "2026-11-21T23:59:60Z");
    row("point without digits", "2026-11-21T19:50:15.Z");
    row("ten digits", "2026-11-21T19:50:15.1234567890Z");
    row("comma for the point", "2026-11-21T19:50:15,123Z");
    row("offset hour alone", "2026-11-21T19:50:15+00");
    row("offset past a day", "2026-11-21T19:50:15+24:00");
    row("offset minute 60", "2026-11-21T19:50:15+00:60");
    row("date with Z", "2026-11-21Z");
    row("T and nothing", "2026-11-21T");
    row("hour alone", "2026-11-21T19");
    row("two-digit year", "26-11-21");
    row("five-digit year", "12026-11-21");
    row("year with a sign", "+002026-11-21");
    row("no leading zero", "2026-1-2");
    row("basic format", "20261121T195015Z");
    row("blank in front", " 2026-11-21");
    row("blank behind", "2026-11-21T19:50:15Z ");
    row("null byte behind", QByteArray("2026-11-21T19:50:15Z\0", 21));
    row("words", "Sat Nov 21 2026 19:50:15 GMT+0000");
    row("Unix seconds", "1763754615");
    row("Unix milliseconds", "1763754615123");
    row("toISOString of an invalid date", "Invalid Date");
    row("full-width digits", "２０２６-11-21");
}

void IsoTimeTest::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseIsoTime(text));
}

void IsoTimeTest::agreesWithTheCalendar()
{
    for (QDate day(1599, 12, 1); day.year() < 2401; day = day.addDays(1)) {
        const QByteArray text = day.toString(Qt::ISODate).toLatin1();
        const std::optional<Micros> time = parseIsoTime(text);
        QVERIFY2(time, text.constData());
        QCOMPARE(*time / 1000, day.startOfDay(Qt::UTC).toMSecsSinceEpoch());
    }
}

SPECTAP_TEST_MAIN(IsoTimeTest)
#include "tst_isotime.moc"
