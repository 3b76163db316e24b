// SPDX-License-Identifier: MIT
#include "app/capture/masking.h"
#include "tests/support/testmain.h"

using namespace spectap;

class TestMasking : public QObject
{
    Q_OBJECT

private slots:
    void headers_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char *name, const char *value, const char *masked) {
            QTest::addRow("%s: %s", name, value)
                << QByteArray(name) << QByteArray(value) << QByteArray(masked);
        };
        row("Authorization", "Basic d2s6", "Basic ***");
        row("authorization", "Bearer eyJhbGciOi.x.y", "Bearer ***");
        row("AUTHORIZATION", "opaque", "***");
        row("Proxy-Authorization", "Digest a=b, c=d", "Digest ***");
        row("Cookie", "session=1; b=2", "***");
        row("Set-Cookie", "a=b", "***");
        row("X-Write-Key", "KEY:SECRET", "KEY:***");
        row("x-write-key", "KEY", "KEY");
        row("X-Api-Key", "k", "***");
        row("User-Agent", "analytics-node/1", "analytics-node/1");
        row("X-Authorization-Hint", "none", "none");
        row("X-CSRF-Token", "t", "***");
        row("apikey", "k", "***");
        row("Referer", "http://a/b?token=t&x=1", "http://a/b?token=***&x=1");
    }

    void headers()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        std::vector<Header> list{{"Host", "a"}, {name, value}};
        maskHeaders(list);
        QCOMPARE(list[0].value, "a");
        QCOMPARE(list[1].name, name);
        QTEST(list[1].value, "masked");
    }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char *target, const char *masked) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(masked);
        };
        row("/v1/batch", "/v1/batch");
        row("/beacon/v1/batch?writeKey=KEY", "/beacon/v1/batch?writeKey=KEY");
        row("/t?access_token=abc&x=1", "/t?access_token=***&x=1");
        row("/t?x=1&Client_Secret=abc", "/t?x=1&Client_Secret=***");
        row("/t?to%6Ben=abc", "/t?to%6Ben=***");
        row("/t?token", "/t?token");
        row("/t?a=b&&=c&", "/t?a=b&&=c&");
        row("http://user:pass@host:1/v1/t?x=1", "http://***@host:1/v1/t?x=1");
        row("http://host/a@b", "http://host/a@b");
        row("/a?next=http://user:pass@host", "/a?next=http://user:pass@host");
    }

    void targets()
    {
        QFETCH(QByteArray, target);
        QTEST(maskedTarget(target), "masked");
    }

    void otherBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("masked");
        const auto row = [](const char *name, const char *body, const char *masked) {
            QTest::newRow(name) << QByteArray(body) << QByteArray(masked);
        };
        row("form", "a=b&client_assertion=x.y", "a=b&client_assertion=***");
        row("form behind blanks", " \r\n\tpassword=x", " \r\n\tpassword=***");
        row("a call is left alone", R"({"password":"a=b&token=c"})", R"({"password":"a=b&token=c"})");
        row("broken JSON too", R"([{"token=x")", R"([{"token=x")");
        row("no form", "hello", "hello");
        row("nothing", "", "");
    }

    void otherBodies()
    {
        QFETCH(QByteArray, body);
        QTEST(maskedBody(body), "masked");
    }

    void tokenBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("masked");
        QTest::newRow("form as the SDKs send it")
            << QByteArray("grant_type=client_credentials&client_assertion_type=urn:x&client_assertion=eyJ.a."
                          "b&scope=s")
            << QByteArray(
                   "grant_type=client_credentials&client_assertion_type=urn:x&client_assertion=***&scope=s");
        QTest::newRow("json") << QByteArray(R"({"client_secret":"x=1"})") << QByteArray("***");
        QTest::newRow("bare token") << QByteArray("eyJhbGciOi") << QByteArray("***");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }

    void tokenBodies()
    {
        QFETCH(QByteArray, body);
        QTEST(maskedTokenBody(body), "masked");
    }
};

SPECTAP_TEST_MAIN(TestMasking)
#include "tst_masking.moc"
