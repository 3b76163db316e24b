// SPDX-License-Identifier: MIT
#include "app/capture/answers.h"
#include "app/capture/statuspage.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace spectap;

namespace {

constexpr AnswerFacts Facts{8787, false};
const QByteArray Date = "Sun, 06 Nov 1994 08:49:37 GMT";

HttpRequest request(const QByteArray &method, const QByteArray &target, std::vector<Header> headers = {})
{
    HttpRequest made;
    made.method = method;
    made.target = target;
    made.headers = std::move(headers);
    return made;
}

Answer answerOf(const HttpRequest &made)
{
    const Route route = routeRequest(made.method, made.target);
    return routeAnswer(route, made, requestKey(made, route).key, Facts);
}

QByteArray wireOf(const HttpRequest &made)
{
    QByteArray out;
    appendAnswer(out, answerOf(made), AnswerContext::of(made), Date);
    return out;
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestAnswers : public QObject
{
    Q_OBJECT

private slots:
    void successIsWholeAndExact()
    {
        QCOMPARE(wireOf(request("POST", "/v1/batch")),
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
            "Content-Length: 16\r\nAccess-Control-Allow-Origin: *\r\nVary: Origin\r\n\r\n{\"success\":true}");
    }

    void dateIsRfc9110() { QCOMPARE(httpDate(784111777), Date); }

    void everyAnswerButTheStatusPageHasCors_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        const auto row = [](const char *method, const char *target, int status) {
            QTest::addRow("%s %s", method, target) << QByteArray(method) << QByteArray(target) << status;
        };
        row("POST", "/v1/t", 200);
        row("POST", "/api/s/track", 200);
        row("POST", "/v1/m", 200);
        row("GET", "/v1/pixel/track", 200);
        row("GET", "/v1/projects/K/settings", 200);
        row("GET", "/sourceConfig", 200);
        row("GET", "/cluster-info", 200);
        row("POST", "/token", 200);
        row("OPTIONS", "/v1/t", 204);
        row("GET", "/nothing", 404);
        row("GET", "/analytics.js/v1/K/analytics.min.js", 404);
        row("GET", "/v1/batch", 405);
    }

    void everyAnswerButTheStatusPageHasCors()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        const QByteArray wire = wireOf(request(method, target, {{"Origin", "http://app.test:3000"}}));
        QVERIFY2(wire.startsWith(QByteArray("HTTP/1.1 " + QByteArray::number(status) + ' ')), wire);
        QVERIFY(wire.contains("\r\nAccess-Control-Allow-Origin: http://app.test:3000\r\n"));
        QVERIFY(wire.contains("\r\nAccess-Control-Allow-Credentials: true\r\n"));
        QVERIFY(wire.contains("\r\nVary: Origin\r\n"));
        if (status >= 400) {
            const QJsonObject body = objectOf(wire.mid(wire.indexOf("\r\n\r\n") + 4));
            QVERIFY(body[QStringLiteral("code")].isString()); // Python wants both
            QVERIFY(body[QStringLiteral("message")].isString());
        }
        QCOMPARE(wire.contains("\r\nAllow: POST, OPTIONS\r\n"), status == 405);
    }

    void settingsSayHttpsOverTls()
    {
        const HttpRequest made = request("GET", "/v1/projects/K/settings", {{"Host", "localhost:8787"}});
        const Route route = routeRequest(made.method, made.target);
        QVERIFY(routeAnswer(route, made, {}, {8787, true}).body.contains(R"("protocol":"https")"));
        QVERIFY(routeAnswer(route, made, {}, {8787, false}).body.contains(R"("protocol":"http")"));
    }

    void statusPageHasNoCors()
    {
        const HttpRequest made = request("GET", "/", {{"Origin", "http://evil.test"}});
        QByteArray wire;
        appendAnswer(wire, statusPage({}, "http://127.0.0.1:8787"), AnswerContext::of(made), Date);
        QVERIFY(wire.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(!wire.contains("Access-Control"));
        QVERIFY(wire.contains("text/html"));
        QVERIFY(wire.contains("default-src 'none'"));
    }

    void headHasLengthAndNoBody()
    {
        const QByteArray wire = wireOf(request("HEAD", "/cluster-info"));
        QVERIFY(wire.contains("\r\nContent-Length: 15\r\n"));
        QVERIFY(wire.endsWith("\r\n\r\n"));
    }

    void preflightEchoesWhatIsAsked()
    {
        const QByteArray wire = wireOf(request("OPTIONS", "/v1/t",
            {{"origin", "null"}, {"access-control-request-headers", "authorization,x-retry-count"},
                {"Access-Control-Request-Private-Network", "true"}}));
        QVERIFY(wire.startsWith("HTTP/1.1 204 No Content\r\n"));
        QVERIFY(wire.contains("\r\nAccess-Control-Allow-Origin: null\r\n"));
        QVERIFY(wire.contains("\r\nAccess-Control-Allow-Headers: authorization,x-retry-count\r\n"));
        QVERIFY(wire.contains("\r\nAccess-Control-Allow-Methods: GET, POST, OPTIONS, HEAD\r\n"));
        QVERIFY(wire.contains("\r\nAccess-Control-Allow-Private-Network: true\r\n"));
        QVERIFY(wire.contains("\r\nAccess-Control-Max-Age: "));
        QVERIFY(!wire.contains("Content-Length")); // RFC 9110: not with 204
    }

    void closeIsAnnounced()
    {
        HttpRequest last = request("POST", "/v1/t");
        last.keepAlive = false;
        QVERIFY(wireOf(last).contains("\r\nConnection: close\r\n"));
        HttpRequest old = request("POST", "/v1/t");
        old.http11 = false;
        QVERIFY(wireOf(old).contains("\r\nConnection: keep-alive\r\n"));
    }

    void settingsFitEverySdk()
    {
        const HttpRequest made = request("GET", "/v1/projects/wk_\"1/settings", {{"Host", "10.0.2.2:8787"}});
        const Answer answer = answerOf(made);
        QVERIFY(answer.fields.contains("Cache-Control: no-store\r\n"));
        const QJsonObject settings = objectOf(answer.body);
        const QJsonObject integrations = settings[QStringLiteral("integrations")].toObject();
        QCOMPARE(
            integrations.keys(), QStringList{QStringLiteral("Segment.io")}); // exactly one: sdk-wire fact 7
        const QJsonObject segment = integrations[QStringLiteral("Segment.io")].toObject();
        QCOMPARE(segment[QStringLiteral("apiKey")].toString(), QStringLiteral("wk_\"1"));
        QCOMPARE(segment[QStringLiteral("apiHost")].toString(), QStringLiteral("10.0.2.2:8787/v1"));
        QCOMPARE(segment[QStringLiteral("protocol")].toString(), QStringLiteral("http"));
        QCOMPARE(settings[QStringLiteral("metrics")].toObject()[QStringLiteral("sampleRate")].toInt(-1), 0);
        for (const QString &name : {QStringLiteral("plan"), QStringLiteral("edgeFunction"),
                 QStringLiteral("middlewareSettings"), QStringLiteral("metrics")})
            QVERIFY(settings[name].isObject());
        QVERIFY(settings[QStringLiteral("remotePlugins")].toArray().isEmpty());
    }

    void customerioPrefixSelectsItsKey()
    {
        const QJsonObject integrations =
            objectOf(answerOf(request("GET", "/customerio/v1/projects/K/settings"))
                         .body)[QStringLiteral("integrations")]
                .toObject();
        QCOMPARE(integrations.keys(), QStringList{QStringLiteral("Customer.io Data Pipelines")});
    }

    void sourceConfigHasWhatTheSdkChecks()
    {
        const QJsonObject source =
            objectOf(answerOf(request("GET", "/sourceConfig/?writeKey=K")).body)[QStringLiteral("source")]
                .toObject();
        QVERIFY(source[QStringLiteral("id")].isString());
        QVERIFY(source[QStringLiteral("config")].isObject());
        QVERIFY(source[QStringLiteral("destinations")].isArray());
        QCOMPARE(source[QStringLiteral("writeKey")].toString(), QStringLiteral("K"));
    }

    void hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("safe");
        const auto row = [](const char *host, bool safe) {
            QTest::addRow("'%s'", host) << QByteArray(host) << safe;
        };
        row("localhost:8787", true);
        row("127.0.0.1", true);
        row("[::1]:8787", true);
        row("my_machine.local", true);
        row("10.0.2.2:80", true);
        row("", false);
        row(":8787", false);
        row("a:0", false);
        row("a:99999", false);
        row("a:80:80", false);
        row("a/b", false);
        row("a\"b", false);
        row("user@a", false);
        row("a b", false);
        row("[::1", false);
        row("[]:1", false);
        row("[x]:1", false);
        row("<script>", false);
    }

    void hosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, safe);
        QCOMPARE(safeHost(host, Facts.port), safe ? host : QByteArray("127.0.0.1:8787"));
    }

    void errorBodiesAreJsonWhateverIsInThem()
    {
        const QJsonObject body = objectOf(errorBody("x", "a \"quote\"\n\xff\x01"));
        QCOMPARE(body[QStringLiteral("code")].toString(), QStringLiteral("x"));
        QVERIFY(body[QStringLiteral("message")].toString().startsWith(QStringLiteral("a \"quote\"\n")));
    }
};

SPECTAP_TEST_MAIN(TestAnswers)
#include "tst_answers.moc"
