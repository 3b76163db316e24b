// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "model/spec/checkvalues.h"
#include "model/spec/formats.h"
#include "tests/support/testmain.h"

using namespace spectap;

class TestFormats : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void amounts();
};

void TestFormats::matches_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("fine");
    const auto rows = [](const char *name, Format format, std::initializer_list<const char *> good,
                          std::initializer_list<const char *> bad) {
        for (const char *value : good)
            QTest::newRow(
                qPrintable(QLatin1String("%1: %2").arg(QLatin1String(name), QString::fromUtf8(value))))
                << static_cast<int>(format) << QByteArray(value) << true;
        for (const char *value : bad)
            QTest::newRow(qPrintable(
                QLatin1String("%1 refuses: %2").arg(QLatin1String(name), QString::fromUtf8(value))))
                << static_cast<int>(format) << QByteArray(value) << false;
    };
    rows("time", Format::IsoTime, {"2025-11-14T10:42:07Z", "2025-11-14T10:42:07.412+01:00", "1989-12-10"},
        {"2025-11-14 10:42:07", "14.11.2025", "1700000000", "", "2015-2-02T00:00:00Z"});
    rows("email", Format::Email,
        {"ada@example.com", "a.b+c@sub.example.co.uk", "o'neil@example.com", "jürgen@exämple.de",
            "root@localhost", "\"a b\"@example.com", "x@[127.0.0.1]"},
        {"", "ada", "@example.com", "ada@", "maya.okafor@example,com", "a b@example.com", "a..b@example.com",
            "a@@example.com", "a@example..com", "a@-example.com", "Ada <ada@example.com>"});
    rows("currency", Format::Currency, {"USD", "EUR", "usd", "Jpy", "XAU", "HRK"},
        {"", "US", "USDT", "BTC", "$", "ABC", "U S"});
    rows("url", Format::Uri,
        {"", "https://shop.example/p/1042", "http://localhost:8080", "android-app://com.example", "/p/1042",
            "//cdn.example/a.png", "?a=1", "#top", "../x", "acme.example", "127.0.0.1:80/x", "mailto:a@b.c",
            "https://exämple.de/ü"},
        {"shoes", "http:/x", "https://", "http:///x", "my shop.example", "https://a b", "http:"});
    rows("ip", Format::Ip,
        {"203.0.113.7", "::1", "2001:db8::8a2e:370:7334", "::ffff:10.0.0.1", "fe80::1%eth0",
            "1:2:3:4:5:6:7:8"},
        {"", "256.1.1.1", "1.2.3", "1.2.3.4.5", "localhost", "1::2::3", "12345::", "1:2:3:4:5:6:7",
            "10.0.0.1::"});
    rows("locale", Format::Locale, {"en", "en-GB", "zh-Hans-CN", "en_US", "es-419", "en-US-u-hc-h12"},
        {"", "e", "englishlanguage", "en-", "12", "en US"});
    rows("zone", Format::TimeZone, {"Europe/London", "UTC", "EST5EDT", "America/Port-au-Prince", "Etc/GMT+5"},
        {"", "GMT+02:00", "+0200", "Europe/", "UTC+2", "Central European Time"});
    rows("uuid", Format::Uuid, {"7f3c1c8e-2f0c-4f0e-9a57-1f3f5b8b6a10"},
        {"", "7f3c1c8e", "7f3c1c8e-2f0c-4f0e-9a57-1f3f5b8b6a1g"});
    rows("country", Format::Country, {"GB", "us"}, {"UK2", "", "44"});
    rows("version", Format::Semver, {"1.2.3", "1.2.3-rc.1+5"}, {"1.2", "", "v1.2.3", "1..3"});
}

void TestFormats::matches()
{
    QFETCH(const int, format);
    QFETCH(const QByteArray, value);
    QFETCH(const bool, fine);
    QCOMPARE(matchesFormat(static_cast<Format>(format), value), fine);
}

void TestFormats::amounts()
{
    QCOMPARE(amount(32, "KB"), QByteArray("32 KB"));
    QCOMPARE(amount(32.001, "KB"), QByteArray("32.1 KB"));
    QCOMPARE(amount(2501, "events"), QByteArray("2,501 events"));
    QCOMPARE(amount(1234567, "x"), QByteArray("1,234,567 x"));
    QCOMPARE(amount(999, "x"), QByteArray("999 x"));
}

SPECTAP_TEST_MAIN(TestFormats)
#include "tst_formats.moc"
