// SPDX-License-Identifier: MIT
// What SDKs expect of the endpoint, ticked one by one over a real socket: rows are named after the list's
// chapters (5.1 connection, 5.2 routes, 5.3 CORS, 5.4 settings, 5.5 after decoding).
#include "app/capture/assessor.h"
#include "tests/capture/captureclient.h"
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

#include <QFile>

using namespace spectap;
using namespace spectap::test;

namespace {

using Words = QByteArrayList;

const QByteArray Success = R"({"success":true})";
const QByteArray Call = R"({"type":"track","event":"A","userId":"u"})";
const QByteArray Batch = R"({"batch":[)" + Call + R"(,{"type":"identify","userId":"v"}]})";
const QByteArray Line = "track A u - -";
const Words BatchLines{Line, "identify - v - -"};
const QByteArray Page = "Origin: http://shop.test:3000\r\n";

QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: 10.0.2.2:8787\r\n" + fields + "\r\n";
}

QByteArray deflated(const QByteArray &body)
{
    return qCompress(body).mid(4);
}

QByteArray orDash(QByteArrayView text)
{
    return text.isEmpty() ? QByteArray("-") : text.toByteArray();
}

/// A row's expectations; what is not set is not looked at.
struct Expect
{
    QByteArray wire;
    QList<int> statuses{200};
    Words body;        ///< of the last answer: parts that are in it, or, with ! in front, are not
    Words head;        ///< likewise, in lower case, of its head
    Words calls{};     ///< stored by it: type, name, userId, write key and library of each, or -
    int kind = -1;     ///< RequestKind of the one request stored without calls
    QByteArray then{}; ///< sent after the first answer
    bool ipv6 = false;
    bool closes = false;
};

} // namespace

Q_DECLARE_METATYPE(Expect)

class TestSdkWire : public QObject
{
    Q_OBJECT

    CaptureRig m_rig;

    [[nodiscard]] std::unique_ptr<SessionReader> session() const
    {
        auto opened = SessionReader::open(m_rig.path());
        return opened ? std::move(*opened) : nullptr;
    }

    /// The calls from `first` on, as lines of Expect::calls.
    [[nodiscard]] static Words callsFrom(SessionReader &reader, quint32 first)
    {
        const auto sources = reader.sources();
        Words lines;
        (void)reader.calls(first, *reader.callCount(), [&](const StoredCallDetail &detail) {
            JsonTape tape;
            const SlicedBody sliced = sliceBody(tape, detail.request.body, detail.request.pathType, true);
            const CallFacts facts = CallFacts::of(sliced.calls[detail.call.batchIndex]);
            const Source &source = (*sources)[detail.call.row.source];
            lines << callTypeName(detail.call.row.type).toByteArray() + ' ' + orDash(facts.name) + ' ' +
                         orDash(facts.userId) + ' ' + orDash(source.writeKey) + ' ' + orDash(source.library);
            return true;
        });
        return lines;
    }

private slots:
    void initTestCase() { QVERIFY(m_rig.start()); }

    void answers_data()
    {
        QTest::addColumn<Expect>("expect");
        const auto row = [](const QByteArray &name, const Expect &expect) {
            QTest::newRow(name.constData()) << expect;
        };
        const QByteArray one = post("/v1/track", Call);

        row("5.1 listens on 127.0.0.1", {one, {200}, {Success}, {}, {Line}});
        Expect v6{one, {200}, {Success}, {}, {Line}};
        v6.ipv6 = true;
        row("5.1 listens on ::1", v6);
        row("5.1 keep-alive",
            {one + one + one, {200, 200, 200}, {Success}, {"!connection: close"}, {Line, Line, Line}});
        row("5.1 pipelined bytes after a body",
            {one + get("/cluster-info"), {200, 200}, {R"({"nodeCount":1})"}, {}, {Line}});
        Expect close{post("/v1/track", Call, "Connection: close\r\n"), {200}, {Success},
            {"\r\nconnection: close\r\n"}, {Line}};
        close.closes = true;
        row("5.1 Connection: close", close);
        Expect interim{one.chopped(Call.size()).chopped(2) + "Expect: 100-continue\r\n\r\n", {100, 200},
            {Success}, {}, {Line}};
        interim.then = Call;
        row("5.1 Expect: 100-continue", interim);
        row("5.1 chunked, with extensions and trailers",
            {"POST /v1/track HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;a=b\r\n" +
                    Call.left(5) + "\r\n" + QByteArray::number(Call.size() - 5, 16) + "\r\n" + Call.mid(5) +
                    "\r\n0\r\nX-Sum: 1\r\n\r\n",
                {200}, {Success}, {}, {Line}});
        row("5.1 over the limit: 413 with JSON",
            {"POST /v1/batch HTTP/1.1\r\nContent-Length: 40000000\r\n\r\n", {413},
                {"\"code\":\"", "\"message\":\""}, {}, {}, int(RequestKind::Rejected)});
        QFile gzip(QStringLiteral(SPECTAP_TEST_DATA "/captures/rudder-sdk-node-3.0.13/001.http"));
        QVERIFY(gzip.open(QIODevice::ReadOnly));
        row("5.1 gzip, whatever Content-Type says",
            {gzip.readAll(), {200}, {Success}, {},
                {"identify - u_48213 wk_lab_0123456789abcdef analytics-node"}});
        row("5.1 deflate", {post("/v1/track", deflated(Call), "Content-Encoding: deflate\r\n"), {200},
                               {Success}, {}, {Line}});
        row("5.1 unknown encoding is said",
            {post("/v1/track", Call, "Content-Encoding: br\r\n"), {415}, {"\"message\":"},
                {"accept-encoding: gzip, deflate, identity"}, {}, int(RequestKind::Rejected)});
        row("5.1 status line with a phrase, Date, Content-Length, Content-Type",
            {one, {200}, {Success},
                {"http/1.1 200 ok\r\n", "\r\ndate: ", " gmt\r\n", "\r\ncontent-length: 16\r\n",
                    "\r\ncontent-type: application/json\r\n"},
                {Line}});
        for (const char *target : {"http://localhost:8787/v1/track", "/v1/tr%61ck", "//v1//track",
                 "/v1/track/", "/team/shop/v1/track", "/v1/v1/track"})
            row(QByteArray("5.1 target ") + target, {post(target, Call), {200}, {Success}, {}, {Line}});

        for (const char *target : {"/v1/batch", "/v1/b", "/v1/import", "/batch", "/b", "/import"}) {
            row(QByteArray("5.2 POST ") + target, {post(target, Batch), {200}, {Success}, {}, BatchLines});
            row(QByteArray("5.2 POST ") + target + "/",
                {post(QByteArray(target) + '/', Batch), {200}, {Success}, {}, BatchLines});
        }
        for (const char *type : {"t track", "i identify", "p page", "s screen", "g group", "a alias"}) {
            const QByteArray name = QByteArray(type).mid(2);
            for (const QByteArray &target : Words{QByteArray("/v1/") + type[0], QByteArray("/v1/" + name)})
                row("5.2 POST " + target + ": type from the path",
                    {post(target, R"({"userId":"u"})"), {200}, {Success}, {}, {name + " - u - -"}});
            for (const QByteArray &target :
                Words{QByteArray("/api/s/" + name), QByteArray("/api/s/s2s/" + name)})
                row("5.2 POST " + target, {post(target, R"({"userId":"u"})"), {200},
                                              {R"({"ok":true,)", "!destinations"}, {}, {name + " - u - -"}});
            row("5.2 GET /v1/pixel/" + name, {get("/v1/pixel/" + name + "?userId=u"), {200}, {"GIF89a"},
                                                 {"content-type: image/gif"}, {name + " - u - -"}});
        }
        row("5.2 pixel with ?data=", {get("/v1/pixel/track?data=" + Call.toBase64().toPercentEncoding()),
                                         {200}, {"GIF89a"}, {}, {Line}});
        row("5.2 POST /beacon/v1/batch?writeKey=",
            {post("/beacon/v1/batch?writeKey=BK", Batch), {200}, {Success}, {},
                {"track A u BK -", "identify - v BK -"}});
        row("5.2 POST / by shape", {post("/", Call), {200}, {Success}, {}, {Line}});
        row("5.2 POST / by shape: a batch", {post("/", Batch), {200}, {Success}, {}, BatchLines});
        for (const char *shape :
            {R"({"type":"track","event":"A","userId":"u"})", R"({"event":"A","userId":"u"})"})
            row(QByteArray("5.2 POST anywhere by shape ") + shape,
                {post("/collect/here", shape), {200}, {Success}, {}, {Line}});
        for (const char *target : {"/v1/m", "/rsaMetrics"})
            row(QByteArray("5.2 metrics kept apart ") + target,
                {post(target, R"({"series":[{"type":"Counter","metric":"a","value":1}]})"), {200}, {Success},
                    {}, {}, int(RequestKind::Metrics)});
        for (const char *target : {"/v1/projects/K1/settings", "/projects/K1/settings"})
            row(QByteArray("5.2 GET ") + target,
                {get(target), {200}, {R"("apiKey":"K1")"}, {}, {}, int(RequestKind::Settings)});
        for (const char *target : {"/sourceConfig?writeKey=K1", "/sourceConfig/?p=npm&writeKey=K1"})
            row(QByteArray("5.2 GET ") + target,
                {get(target), {200},
                    {"{\"source\":{\"id\":\"", R"("writeKey":"K1")",
                        R"("config":{"statsCollection":{"errors":{"enabled":false},"metrics":{"enabled":false}}})",
                        R"("destinations":[])", R"("updatedAt":)"},
                    {}, {}, int(RequestKind::Settings)});
        row("5.2 GET /cluster-info",
            {get("/cluster-info"), {200}, {R"({"nodeCount":1})"}, {}, {}, int(RequestKind::Service)});
        for (const char *target : {"/token", "/oauth2/token"})
            row(QByteArray("5.2 POST ") + target,
                {post(target, "grant_type=client_credentials&client_assertion=x",
                     "Content-Type: application/x-www-form-urlencoded\r\n"),
                    {200}, {"\"access_token\":\"", R"("expires_in":86400)", R"("token_type":"Bearer")"},
                    {"\r\ndate: "}, {}, int(RequestKind::Service)});
        row("5.2 GET analytics.min.js is a 404 with a hint",
            {get("/analytics.js/v1/K/analytics.min.js"), {404}, {R"("code":"not_found")", "_cdn"}, {}, {},
                int(RequestKind::Rejected)});
        row("5.2 OPTIONS any path",
            {"OPTIONS /any/path HTTP/1.1\r\n" + Page + "\r\n", {204}, {},
                {"access-control-allow-origin: http://shop.test:3000"}, {}, int(RequestKind::Preflight)});
        row("5.2 GET / is the status page",
            {get("/"), {200},
                {"Spectap " SPECTAP_VERSION, "http://10.0.2.2:8787", "Calls</th><td", "!src=", "!href=\"http",
                    "!<script"},
                {"content-type: text/html", "!access-control"}, {}, int(RequestKind::Status)});
        row("5.2 HEAD / is a health check", {"HEAD / HTTP/1.1\r\n\r\n", {200}, {},
                                                {"content-type: text/html"}, {}, int(RequestKind::Status)});
        row("5.2 anything else: 404 with CORS and JSON",
            {get("/nothing", Page), {404}, {R"("code":"not_found")", "\"message\":\""},
                {"access-control-allow-origin: http://shop.test:3000"}, {}, int(RequestKind::Rejected)});
        row("5.2 POST elsewhere that is no call",
            {post("/nothing", R"({"a":1})", Page), {404}, {R"("code":"not_found")"},
                {"access-control-allow-origin: http://shop.test:3000"}, {}, int(RequestKind::Rejected)});
        row("5.2 broken JSON: 400 with code and message",
            {post("/v1/track", R"({"type":)"), {400},
                {R"("code":"invalid_json")", "\"message\":\"The body is not JSON: "}, {}, {},
                int(RequestKind::Rejected)});
        row("5.2 call over 32 KB: 400, and kept",
            {post("/v1/track", "{\"event\":\"A\",\"userId\":\"u\",\"properties\":{\"x\":\"" +
                                   QByteArray(33'000, 'x') + "\"}}"),
                {400}, {R"("code":"call_too_large")"}, {}, {Line}});

        const QByteArray cors = "access-control-allow-origin: http://shop.test:3000\r\nvary: "
                                "origin\r\naccess-control-allow-credentials: true\r\n";
        row("5.3 origin echoed on calls",
            {post("/v1/track", Call, Page), {200}, {Success},
                {cors, "access-control-expose-headers: retry-after, x-ratelimit-reset"}, {Line}});
        row("5.3 origin echoed on errors", {post("/v1/track", "{", Page), {400}, {}, {cors}});
        row("5.3 origin echoed on protocol errors",
            {"POST /v1/b HTTP/1.1\r\n" + Page + "Content-Length: 40000000\r\n\r\n", {413}, {}, {cors}});
        row("5.3 preflight: requested headers echoed, methods, age, no call",
            {"OPTIONS /v1/t HTTP/1.1\r\n" + Page +
                    "Access-Control-Request-Headers: authorization,x-retry-count,x-mine\r\n\r\n",
                {204}, {},
                {cors, "access-control-allow-headers: authorization,x-retry-count,x-mine\r\n",
                    "access-control-allow-methods: get, post, options, head\r\n",
                    "access-control-max-age: 7200\r\n"},
                {}, int(RequestKind::Preflight)});
        row("5.3 private network",
            {"OPTIONS /v1/t HTTP/1.1\r\n" + Page + "Access-Control-Request-Private-Network: true\r\n\r\n",
                {204}, {}, {"access-control-allow-private-network: true"}});

        const QByteArray settings = get("/v1/projects/K1/settings");
        row("5.4 exactly one integration",
            {settings, {200},
                {R"({"integrations":{"Segment.io":{"apiKey":"K1","apiHost":"10.0.2.2:8787/v1","protocol":"http",)",
                    "!Customer.io"},
                {"cache-control: no-store"}});
        row("5.4 metrics off, objects where Kotlin wants them",
            {settings, {200},
                {R"("metrics":{"sampleRate":0})", R"("plan":{})", R"("edgeFunction":{})",
                    R"("middlewareSettings":{"routingRules":[]})", R"("remotePlugins":[])"},
                {}});
        row("5.4 a hostile Host is not repeated",
            {"GET /v1/projects/K/settings HTTP/1.1\r\nHost: a\"b\r\n\r\n", {200},
                {"\"apiHost\":\"127.0.0.1:", "!a\\\"b"}, {}});
        row("5.4 Customer.io by its prefix",
            {get("/customerio/v1/projects/K1/settings"), {200},
                {R"({"integrations":{"Customer.io Data Pipelines":{"apiKey":"K1")", "!Segment.io\""}, {}});

        row("5.5 batch-level fields hold for each call",
            {post("/v1/batch", R"({"writeKey":"BK","context":{"library":{"name":"lib"}},"batch":[)" + Call +
                                   R"(,{"type":"page","userId":"v","context":{"library":{"name":"own"}}}]})"),
                {200}, {Success}, {}, {"track A u BK lib", "page - v BK own"}});
        row("5.5 type from type before the path",
            {post("/v1/track", R"({"type":"identify","userId":"u"})"), {200}, {}, {}, {"identify - u - -"}});
        row("5.5 an event makes it a track",
            {post("/v1/batch", R"({"batch":[{"event":"A","userId":"u"}]})"), {200}, {}, {}, {Line}});
        row("5.5 key: Basic user", {post("/v1/track", R"({"event":"A","userId":"u","writeKey":"BODY"})",
                                        "Authorization: Basic " + QByteArray("BASIC:").toBase64() + "\r\n"),
                                       {200}, {}, {}, {"track A u BASIC -"}});
        row("5.5 key: body",
            {post("/v1/track?writeKey=QUERY", R"({"event":"A","userId":"u","writeKey":"BODY"})",
                 "X-Write-Key: HEADER:S\r\n"),
                {200}, {}, {}, {"track A u BODY -"}});
        row("5.5 key: X-Write-Key before the colon, body masked",
            {post("/api/s/track?writeKey=QUERY", R"({"event":"A","userId":"u","writeKey":"***"})",
                 "X-Write-Key: HEADER:S\r\n"),
                {200}, {}, {}, {"track A u HEADER -"}});
        row("5.5 key: X-Write-Key, body half masked",
            {post("/api/s/s2s/track", R"({"event":"A","userId":"u","writeKey":"HEADER:***"})",
                 "X-Write-Key: HEADER:S\r\n"),
                {200}, {}, {}, {"track A u HEADER -"}});
        row("5.5 key: query", {post("/v1/track?writeKey=QUERY", R"({"event":"A","userId":"u"})"), {200}, {},
                                  {}, {"track A u QUERY -"}});
        row("5.5 SDK named by the user agent without context.library",
            {post("/v1/track", Call, "User-Agent: analytics-go (version: 3.0.0)\r\n"), {200}, {}, {},
                {"track A u - analytics-go"}});
        row("5.5 browsers name no SDK",
            {post("/v1/track", Call, "User-Agent: Mozilla/5.0 (X11)\r\n"), {200}, {}, {}, {Line}});
    }

    void answers()
    {
        QFETCH(Expect, expect);
        const auto before = session();
        QVERIFY(before);
        const quint32 calls = *before->callCount();
        const std::size_t others = before->requestsWithoutCalls()->size();

        CaptureClient client(
            m_rig.port(), expect.ipv6 ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost);
        if (expect.ipv6 && !client.connected())
            QSKIP("this machine has no ::1");
        QVERIFY(client.connected());
        client.send(expect.wire);
        WireAnswer answer;
        for (const int status : expect.statuses) {
            answer = client.answer(expect.wire.startsWith("HEAD"));
            QCOMPARE(answer.status, status);
            client.send(std::exchange(expect.then, {}));
        }
        const auto look = [](const QByteArray &text, const Words &parts) {
            for (const QByteArray &part : parts) {
                const bool absent = part.startsWith('!');
                if (text.contains(absent ? part.mid(1) : part) == absent)
                    return part;
            }
            return QByteArray();
        };
        QCOMPARE(look(answer.body, expect.body), QByteArray());
        QCOMPARE(look(answer.head.toLower(), expect.head), QByteArray());
        if (expect.closes)
            QVERIFY(client.closedByServer());

        // the answer came after the commit: everything is there already
        const auto after = session();
        QCOMPARE(callsFrom(*after, calls + 1), expect.calls);
        if (expect.kind >= 0) {
            const auto stored = after->requestsWithoutCalls();
            QTRY_COMPARE(session()->requestsWithoutCalls()->size(), others + 1); // not waited for
            QCOMPARE(int(session()->requestsWithoutCalls()->back().kind), expect.kind);
        }
    }

    void statusPageTellsWhatCame()
    {
        const QByteArray page = m_rig.exchange(get("/")).body;
        QVERIFY(page.contains("<code>BASIC</code>"));
        QVERIFY(page.contains("<code>wk_lab_0123456789abcdef</code></td><td>analytics-node 3.0.13"));
        const QByteArray calls =
            "Calls</th><td class=\"n\">" + QByteArray::number(*session()->callCount()) + '<';
        QVERIFY2(page.contains(calls), page.constData());
        QVERIFY(page.contains("Requests with SDK metrics</th><td class=\"n\">2<"));
        (void)m_rig.exchange(post("/v1/track?writeKey=<b>\"x", Call));
        QVERIFY(m_rig.exchange(get("/")).body.contains("<code>&lt;b&gt;&quot;x</code>"));
    }

    /// 5.5: retries fold into the first, and nothing is dropped.
    void repeatedMessageIdIsARetry()
    {
        const quint32 before = *session()->callCount();
        const QByteArray sent = R"({"type":"track","event":"A","userId":"u","messageId":"twice"})";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(
                m_rig.exchange(post("/v1/track", sent, "X-Retry-Count: " + QByteArray::number(i) + "\r\n"))
                    .status,
                200);
        QCOMPARE(*session()->callCount(), before + 3);
        for (quint32 i = 1; i <= 3; ++i)
            QCOMPARE(session()->call(before + i)->call.row.retryOf, i == 1 ? 0U : before + 1);
    }

    void unusualPathIsMarked()
    {
        const auto last = [this] { return session()->call(*session()->callCount())->request; };
        (void)m_rig.exchange(post("/elsewhere", Call));
        QCOMPARE(last().code, "unusual_path");
        QVERIFY(!last().reason.isEmpty());
        (void)m_rig.exchange(post("/v1/track", Call));
        QCOMPARE(last().code, "");
    }

    /// 5.5: what is merged for checking is not merged into the bytes.
    void bytesStayAsSent()
    {
        const QByteArray call = R"({ "event":"A", "n":1.0, "n":12345678901234567890 })";
        (void)m_rig.exchange(post("/v1/batch", R"({"context":{"ip":"::1"},"batch":[)" + call + "]}"));
        QCOMPARE(session()->call(*session()->callCount())->raw().toByteArray(), call);
    }
};

SPECTAP_TEST_MAIN(TestSdkWire)
#include "tst_sdkwire.moc"
