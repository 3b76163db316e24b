// SPDX-License-Identifier: MIT
#include "app/capture/router.h"
#include "tests/support/testmain.h"

using namespace spectap;
using Kind = RequestKind;
using Reply = Route::Reply;

Q_DECLARE_METATYPE(spectap::RequestKind)
Q_DECLARE_METATYPE(spectap::Route::Reply)
Q_DECLARE_METATYPE(spectap::CallType)

class TestRouter : public QObject
{
    Q_OBJECT

private slots:
    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Reply>("reply");
        QTest::addColumn<CallType>("type");
        const auto row = [](const char *method, const char *target, Kind kind, Reply reply,
                             CallType type = CallType::Unknown) {
            QTest::addRow("%s %s", method, target)
                << QByteArray(method) << QByteArray(target) << kind << reply << type;
        };
        for (const char *batch :
            {"/v1/batch", "/v1/b", "/v1/import", "/batch", "/b", "/import", "/v1/import/", "/batch/",
                "//v1/import/", "/v1//batch", "/proxy/v1/batch", "/a/b/v1/import", "/customerio/v1/batch",
                "/customerio/batch", "/v1/v1/batch", "/v1/batch?x=/v1/t", "http://localhost:8787/v1/batch",
                "/v1/b%61tch", "/%76%31/batch", "/beacon/v1/batch?writeKey=K"})
            row("POST", batch, Kind::Calls, Reply::Success);
        const struct
        {
            const char *letter;
            const char *name;
            CallType type;
        } types[] = {{"i", "identify", CallType::Identify}, {"t", "track", CallType::Track},
            {"p", "page", CallType::Page}, {"s", "screen", CallType::Screen}, {"g", "group", CallType::Group},
            {"a", "alias", CallType::Alias}};
        for (const auto &type : types) {
            for (const char *prefix : {"/v1/", "/", "/proxy/v1/"}) {
                row("POST", QByteArray(QByteArray(prefix) + type.letter).constData(), Kind::Calls,
                    Reply::Success, type.type);
                row("POST", QByteArray(QByteArray(prefix) + type.name).constData(), Kind::Calls,
                    Reply::Success, type.type);
            }
            row("POST", QByteArray(QByteArray("/api/s/") + type.name).constData(), Kind::Calls,
                Reply::JitsuOk, type.type);
            row("POST", QByteArray(QByteArray("/api/s/s2s/") + type.name).constData(), Kind::Calls,
                Reply::JitsuOk, type.type);
            row("GET", QByteArray(QByteArray("/v1/pixel/") + type.name + "?data=e30").constData(),
                Kind::Calls, Reply::Gif, type.type);
        }
        row("POST", "/api/s/event", Kind::Calls, Reply::JitsuOk);
        row("POST", "/v1/m", Kind::Metrics, Reply::Success);
        row("POST", "/m", Kind::Metrics, Reply::Success);
        row("POST", "/rsaMetrics", Kind::Metrics, Reply::Success);
        row("GET", "/v1/projects/KEY/settings", Kind::Settings, Reply::Settings);
        row("GET", "/projects/KEY/settings", Kind::Settings, Reply::Settings);
        row("HEAD", "/projects/KEY/settings", Kind::Settings, Reply::Settings);
        row("GET", "/customerio/v1/projects/KEY/settings", Kind::Settings, Reply::Settings);
        row("GET", "/sourceConfig", Kind::Settings, Reply::SourceConfig);
        row("GET", "/sourceConfig/?p=npm&writeKey=K", Kind::Settings, Reply::SourceConfig);
        row("GET", "/cluster-info", Kind::Service, Reply::ClusterInfo);
        row("POST", "/token", Kind::Service, Reply::Token);
        row("GET", "/analytics.js/v1/KEY/analytics.min.js", Kind::Rejected, Reply::ScriptHint);
        row("OPTIONS", "/v1/batch", Kind::Preflight, Reply::Preflight);
        row("OPTIONS", "/anything/at/all", Kind::Preflight, Reply::Preflight);
        row("OPTIONS", "*", Kind::Preflight, Reply::Preflight);
        row("GET", "/", Kind::Status, Reply::StatusPage);
        row("HEAD", "/", Kind::Status, Reply::StatusPage);
        row("GET", "http://localhost:8787", Kind::Status, Reply::StatusPage);
        row("GET", "/?health", Kind::Status, Reply::StatusPage);
        // by shape: the intake decides
        row("POST", "/", Kind::Calls, Reply::Success);
        row("POST", "/v1", Kind::Calls, Reply::Success);
        row("POST", "/some/where", Kind::Calls, Reply::Success);
        row("POST", "/v1/batchx", Kind::Calls, Reply::Success);
        row("POST", "/V1/Track", Kind::Calls, Reply::Success);
        // neither
        row("GET", "/some/where", Kind::Rejected, Reply::NotFound);
        row("PUT", "/some/where", Kind::Rejected, Reply::NotFound);
        row("GET", "/v1", Kind::Rejected, Reply::NotFound);
        row("GET", "/v1/pixel/nonsense", Kind::Rejected, Reply::NotFound);
        row("GET", "/v1/projects/settings", Kind::Rejected, Reply::NotFound);
        row("GET", "/v1/batch", Kind::Rejected, Reply::MethodNotAllowed);
        row("PUT", "/v1/track", Kind::Rejected, Reply::MethodNotAllowed);
        row("GET", "/token", Kind::Rejected, Reply::MethodNotAllowed);
        row("POST", "/v1/projects/KEY/settings", Kind::Rejected, Reply::MethodNotAllowed);
        row("POST", "/cluster-info", Kind::Rejected, Reply::MethodNotAllowed);
        row("DELETE", "/", Kind::Rejected, Reply::MethodNotAllowed);
        row("CONNECT", "example.com:443", Kind::Rejected, Reply::NotFound);
    }

    void routes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        const Route route = routeRequest(method, target);
        QTEST(route.kind, "kind");
        QTEST(route.reply, "reply");
        QTEST(route.pathType, "type");
        if (route.reply == Reply::MethodNotAllowed)
            QVERIFY(!route.allow.isEmpty() && !route.allow.contains(method));
    }

    void onlyDocumentedPathsAreCallRoutes()
    {
        QVERIFY(routeRequest("POST", "/v1/batch").isCallRoute);
        QVERIFY(routeRequest("POST", "/api/s/event").isCallRoute);
        QVERIFY(!routeRequest("POST", "/some/where").isCallRoute);
        QVERIFY(!routeRequest("POST", "/").isCallRoute);
        QVERIFY(!routeRequest("POST", "/v1/m").isCallRoute);
    }

    void settingsPathGivesKeyAndFork()
    {
        QCOMPARE(routeRequest("GET", "/v1/projects/a%20b/settings").settingsKey, "a b");
        QVERIFY(!routeRequest("GET", "/v1/projects/K/settings").customerio);
        QVERIFY(routeRequest("GET", "/customerio/v1/projects/K/settings").customerio);
    }

    void writeKeys_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("basic");
        const auto row = [](const char *name, const char *target, const char *authorization,
                             const char *header, const char *key, bool basic = false) {
            QTest::newRow(name) << QByteArray(target) << QByteArray(authorization) << QByteArray(header)
                                << QByteArray(key) << basic;
        };
        row("basic user", "/v1/batch", "Basic S0VZOg==", "", "KEY", true);
        row("basic user with password", "/v1/batch", "basic S0VZOnB3", "", "KEY", true);
        row("basic user without colon", "/v1/batch", "Basic S0VZ", "", "KEY", true);
        row("basic before header and query", "/v1/batch?writeKey=Q", "Basic S0VZOg==", "H:S", "KEY", true);
        row("empty basic user", "/v1/batch?writeKey=Q", "Basic Og==", "", "Q");
        row("bearer is no key", "/v1/batch", "Bearer S0VZOg==", "", "");
        row("x-write-key before the colon", "/v1/batch", "", "KEY:SECRET", "KEY");
        row("x-write-key without secret", "/v1/batch", "", "KEY", "KEY");
        row("header before query", "/v1/batch?writeKey=Q", "", "H:S", "H");
        row("query", "/beacon/v1/batch?a=b&writeKey=a%2Bb", "", "", "a+b");
        row("settings path", "/v1/projects/KEY/settings", "", "", "KEY");
        row("none", "/v1/batch?writeKeys=x", "", "", "");
    }

    void writeKeys()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, header);
        HttpRequest request;
        request.method = target.contains("settings") ? "GET" : "POST";
        request.target = target;
        if (!authorization.isEmpty())
            request.headers.push_back({"authorization", authorization});
        if (!header.isEmpty())
            request.headers.push_back({"X-Write-Key", header});
        const RequestKey key = requestKey(request, routeRequest(request.method, target));
        QTEST(key.key, "key");
        QTEST(key.fromBasic, "basic");
    }

    void pixelCalls_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("call");
        const QByteArray call = R"({"userId":"ü?>","event":"A b"})";
        QTest::newRow("base64") << "/v1/pixel/track?data=" + call.toBase64().toPercentEncoding() << call;
        QTest::newRow("base64, plus not encoded") << "/v1/pixel/track?data=" + call.toBase64() << call;
        QTest::newRow("base64 url-safe without padding")
            << "/v1/pixel/track?data=" +
                   call.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
            << call;
        QTest::newRow("plain keys")
            << QByteArray("/v1/pixel/track?userId=1&properties.subject=Hi+you%21&event=Email+Opened"
                          "&properties.a.b=c")
            << QByteArray(R"({"userId":"1","properties":{"subject":"Hi you!","a":{"b":"c"}},)"
                          R"("event":"Email Opened"})");
        QTest::newRow("nothing") << QByteArray("/v1/pixel/track") << QByteArray("{}");
    }

    void pixelCalls()
    {
        QFETCH(QByteArray, target);
        QTEST(pixelCall(target), "call");
    }
};

SPECTAP_TEST_MAIN(TestRouter)
#include "tst_router.moc"
