// SPDX-License-Identifier: MIT
#include "model/spec/correction.h"

#include "tests/support/testmain.h"

using namespace spectap;

using How = Correction::How;

class TestCorrection : public QObject
{
    Q_OBJECT

private slots:
    void corrections_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("how");
        QTest::addColumn<QByteArray>("corrected");
        const auto row = [](const char *name, Rule rule, const char *expected, const char *value, How how,
                             const char *corrected) {
            QTest::newRow(name) << int(rule) << QByteArray(expected) << QByteArray(value) << int(how)
                                << QByteArray(corrected);
        };
        row("type: number in quotes", Rule::Type, "number", R"("25.00")", How::WithoutQuotes, "25.00");
        row("type: negative number", Rule::Type, "number", R"("-3")", How::WithoutQuotes, "-3");
        row("type: integer in quotes", Rule::Type, "integer or null", R"("2")", How::WithoutQuotes, "2");
        row("plan-type: number in quotes", Rule::PlanType, "number", R"("0.5")", How::WithoutQuotes, "0.5");
        row("type: boolean in quotes", Rule::Type, "boolean", R"("True")", How::WithoutQuotes, "true");
        row("type: number for a text", Rule::Type, "string", "123", How::InQuotes, R"("123")");
        row("type: one for several", Rule::Type, "array of objects", R"({"id":1})", How::InArray,
            R"([{"id":1}])");
        row("type: one text for several", Rule::Type, "array of strings", R"("a")", How::InArray, R"(["a"])");
        row("identity: number", Rule::Identity, "non-empty string", "42", How::InQuotes, R"("42")");
        row("format: space for T", Rule::Format, "ISO 8601", R"("2025-11-14 10:42:07")", How::AsTime,
            R"("2025-11-14T10:42:07Z")");
        row("format: seconds", Rule::Format, "ISO 8601", "1763116927", How::AsTime,
            R"("2025-11-14T10:42:07Z")");
        row("plan-format: milliseconds", Rule::PlanFormat, "date-time", R"("1763116927412")", How::AsTime,
            R"("2025-11-14T10:42:07.412Z")");
        row("format: currency", Rule::Format, "ISO 4217 currency", R"("eur")", How::Capitals, R"("EUR")");
        row("format: country", Rule::Format, "ISO 3166 country", R"("de")", How::Capitals, R"("DE")");
        row("format: spaces around an email", Rule::Format, "email address", R"(" a@b.org ")", How::Trimmed,
            R"("a@b.org")");
        row("format: locale with underscore", Rule::Format, "BCP 47 locale", R"("en_US")", How::Spelled,
            R"("en-US")");
        row("enum: case", Rule::Enum, "free, basic or enterprise", R"("Basic")", How::Spelled, R"("basic")");
        row("enum: spelling", Rule::Enum, "in-store or online", R"("IN STORE")", How::Spelled,
            R"("in-store")");
        row("plan-enum: typo", Rule::PlanEnum, "free, basic or enterprise", R"("entreprise")", How::Spelled,
            R"("enterprise")");
        row("plan-enum: quoted list", Rule::PlanEnum, R"("free" or "basic")", R"("FREE")", How::Spelled,
            R"("free")");
        row("call-type: case", Rule::CallType, "track", R"("Track")", How::Spelled, R"("track")");
    }
    void corrections()
    {
        QFETCH(int, rule);
        QFETCH(QByteArray, expected);
        QFETCH(QByteArray, value);
        QFETCH(int, how);
        QFETCH(QByteArray, corrected);
        Finding finding;
        finding.pointer = "/properties/x";
        finding.rule = static_cast<Rule>(rule);
        finding.expected = expected;
        const auto correction = correctionOf(finding, value);
        QVERIFY(correction);
        QCOMPARE(int(correction->how), how);
        QCOMPARE(correction->value, corrected);
    }

    void silence_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *name, Rule rule, const char *expected, const char *value) {
            QTest::newRow(name) << int(rule) << QByteArray(expected) << QByteArray(value);
        };
        row("type: no number at all", Rule::Type, "number", R"("free")");
        row("type: with its currency", Rule::Type, "number", R"("$25.00")");
        row("type: comma", Rule::Type, "number", R"("1,234")");
        row("type: leading zero is a code", Rule::Type, "number", R"("007")");
        row("type: spaces", Rule::Type, "number", R"(" 25")");
        row("type: a fraction for an integer", Rule::Type, "integer", R"("2.5")");
        row("type: yes is not true", Rule::Type, "boolean", R"("yes")");
        row("type: one is not true", Rule::Type, "boolean", "1");
        row("type: null", Rule::Type, "string", "null");
        row("type: object for a text", Rule::Type, "string", R"({"a":1})");
        row("type: one of another kind for several", Rule::Type, "array of numbers", R"("a")");
        row("type: array of unknown elements", Rule::Type, "array", R"("a")");
        row("identity: boolean", Rule::Identity, "non-empty string", "true");
        row("format: day or month first", Rule::Format, "ISO 8601", R"("11/12/2025")");
        row("format: another century", Rule::Format, "ISO 8601", "42");
        row("format: no date", Rule::Format, "ISO 8601", R"("soon")");
        row("format: currency by name", Rule::Format, "ISO 4217 currency", R"("euro")");
        row("format: email with a comma", Rule::Format, "email address", R"("a@b,org")");
        row("enum: another word", Rule::Enum, "free or basic", R"("pro")");
        row("enum: short words are close by chance", Rule::Enum, "cat or dog", R"("car")");
        row("enum: two are as close", Rule::Enum, "planA or planB", R"("planC")");
        row("limit: nobody knows what to cut", Rule::Limit, "at most 32 KB", R"("long")");
    }
    void silence()
    {
        QFETCH(int, rule);
        QFETCH(QByteArray, expected);
        QFETCH(QByteArray, value);
        Finding finding;
        finding.pointer = "/properties/x";
        finding.rule = static_cast<Rule>(rule);
        finding.expected = expected;
        QVERIFY(!correctionOf(finding, value));
    }

    void names()
    {
        Finding finding;
        finding.rule = Rule::NearMiss;
        finding.pointer = "/properties/curency";
        finding.expected = "currency";
        QCOMPARE(correctionOf(finding, R"("EUR")"),
            (Correction{How::Renamed, QByteArray("currency"), QByteArray(R"("EUR")")}));
        finding.pointer = "/event";
        finding.rule = Rule::NameCase;
        finding.expected = "Order Completed";
        QCOMPARE(correctionOf(finding, R"("order completed")"),
            (Correction{How::Spelled, {}, QByteArray(R"("Order Completed")")}));
    }

    void times_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("time");
        const auto row = [](const char *name, const char *text, const char *time) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(time);
        };
        row("sql", "2025-11-14 10:42:07", "2025-11-14T10:42:07Z");
        row("sql with milliseconds", "2025-11-14 10:42:07.412", "2025-11-14T10:42:07.412Z");
        row("ruby", "2025-11-14 10:42:07 +0100", "2025-11-14T09:42:07Z");
        row("with UTC", "2025-11-14 10:42:07 UTC", "2025-11-14T10:42:07Z");
        row("year first, slashes", "2025/11/14 10:42:07", "2025-11-14T10:42:07Z");
        row("http", "Fri, 14 Nov 2025 10:42:07 GMT", "2025-11-14T10:42:07Z");
        row("mail", "Fri, 14 Nov 2025 10:42:07 +0100", "2025-11-14T09:42:07Z");
        row("javascript", "Fri Nov 14 2025 10:42:07 GMT+0100 (CET)", "2025-11-14T09:42:07Z");
        row("seconds", "1763116927", "2025-11-14T10:42:07Z");
        row("silence: american", "11/14/2025", "");
        row("silence: month 13", "2025-13-14 10:42:07", "");
        row("silence: small number", "17", "");
        row("silence: empty", "", "");
    }
    void times()
    {
        QFETCH(QByteArray, text);
        QTEST(isoTimeFrom(text), "time");
    }
};

SPECTAP_TEST_MAIN(TestCorrection)
#include "tst_correction.moc"
