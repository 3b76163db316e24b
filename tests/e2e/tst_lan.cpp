// SPDX-License-Identifier: MIT
#include "app/capture/httprequestparser.h"
#include "app/capture/lanaddresses.h"
#include "app/capture/steadytime.h"
#include "model/call/headers.h"
#include "model/doctor/diagnosis.h"
#include "tests/capture/tlsclient.h"
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTcpServer>

#include <optional>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

const LanSecrets Secrets{"pppppppppppppppppppppppppp", "lan_kkkkkkkkkkkkkkkkkkkkkkkkkk"};
const QByteArray Track = R"({"type":"track","event":"A","userId":"u","messageId":"m"})";

/// An address of this machine that is not one of those the endpoint takes for its own: the second of
/// loopback where the system has it, else one of a real network. Empty: neither.
QString otherAddress()
{
    QTcpServer probe;
    if (probe.listen(QHostAddress(u"127.0.0.2"_s)))
        return u"127.0.0.2"_s;
    const QList<QHostAddress> own = lanAddresses(LanReach::Every);
    return own.isEmpty() ? QString() : own.first().toString();
}

struct Call
{
    QByteArray method;
    QByteArray target;
    QByteArray body;
    QByteArray fields;

    [[nodiscard]] QByteArray bytes() const
    {
        return method + ' ' + target +
               " HTTP/1.1\r\nHost: 192.168.1.24:8787\r\nContent-Length: " + QByteArray::number(body.size()) +
               "\r\n" + fields + "\r\n" + body;
    }
};

QByteArray withKey(QByteArray body)
{
    body.chop(1);
    return body + R"(,"writeKey":")" + Secrets.writeKey + "\"}";
}

QByteArray withQuery(const QByteArray &target, const QByteArray &pair)
{
    return target + (target.contains('?') ? '&' : '?') + pair;
}

bool holds(const QByteArray &text, const QByteArray &part)
{
    return text.contains(part);
}

} // namespace

/// What others of the network may do, over real sockets.
class TestLan : public QObject
{
    Q_OBJECT

    std::optional<CaptureRig> m_rig;
    QString m_other;

    /// Turns the network on or off and waits until the endpoint says so.
    EndpointState setLan(const std::optional<LanAccess> &access)
    {
        bool changed = false;
        QObject here; // the signal comes from the capture thread
        connect(&m_rig->endpoint(), &Endpoint::stateChanged, &here, [&changed] { changed = true; });
        m_rig->endpoint().setLan(access);
        (void)QTest::qWaitFor([&changed] { return changed; });
        return m_rig->endpoint().state();
    }
    EndpointState open() { return setLan(LanAccess{Secrets, m_other}); }
    Answer fromOutside(const Call &call) { return m_rig->exchange(call.bytes(), m_other); }
    quint64 calls() { return m_rig->intake().tally().calls; }

private slots:
    void init()
    {
        if (m_rig)
            return; // of the table's row before
        m_other = otherAddress();
        if (m_other.isEmpty())
            QSKIP("this machine has no second address");
        m_rig.emplace();
        QVERIFY(m_rig->start());
    }
    void cleanup()
    {
        // hundreds of rows share one
        if (qstrcmp(QTest::currentTestFunction(), "everyRouteAndSecret") != 0 || QTest::currentTestFailed())
            m_rig.reset();
    }

    void offByDefault()
    {
        RawClient client(m_rig->port(), m_other);
        QVERIFY(!client.isOpen());
        QVERIFY(!m_rig->endpoint().state().lan);
    }

    void everyRouteAndSecret_data()
    {
        QTest::addColumn<Call>("call");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("stored");
        struct Known
        {
            const char *name;
            Call call;
            int status;
            int stored;
        };
        const QByteArray batch = R"({"batch":[)" + Track + "]}";
        const QByteArray text = "Content-Type: text/plain\r\n";
        const std::vector<Known> routes{
            {"batch", {"POST", "/v1/batch", batch, text}, 200, 1},
            {"import with a slash behind", {"POST", "/v1/import/", batch, {}}, 200, 1},
            {"b", {"POST", "/b", batch, text}, 200, 1},
            {"track", {"POST", "/v1/track", Track, {}}, 200, 1},
            {"t", {"POST", "/v1/t", Track, {}}, 200, 1},
            {"beacon", {"POST", "/beacon/v1/batch?a=1", batch, text}, 200, 1},
            {"jitsu", {"POST", "/api/s/s2s/track", Track, {}}, 200, 1},
            {"by shape at the root", {"POST", "/", Track, {}}, 200, 1},
            {"by shape elsewhere", {"POST", "/some/where", Track, {}}, 200, 1},
            {"metrics", {"POST", "/v1/m", R"({"series":[]})", {}}, 200, 0},
            {"settings", {"GET", "/v1/projects/KEY/settings", {}, {}}, 200, 0},
            {"settings without version", {"GET", "/projects/KEY/settings", {}, {}}, 200, 0},
            {"source config", {"GET", "/sourceConfig/?p=web", {}, {}}, 200, 0},
            {"cluster info", {"GET", "/cluster-info", {}, {}}, 200, 0},
            {"token", {"POST", "/token", "grant_type=client_credentials&x=1", {}}, 200, 0},
            {"pixel", {"GET", "/v1/pixel/track?event=A&userId=u", {}, {}}, 200, 1},
            {"page", {"GET", "/", {}, {}}, 200, 0},
            {"script", {"GET", "/analytics.js/v1/KEY/analytics.min.js", {}, {}}, 404, 0},
            {"nothing there", {"GET", "/nothing", {}, {}}, 404, 0},
            {"not allowed", {"GET", "/v1/track", {}, {}}, 405, 0},
        };
        for (const Known &route : routes) {
            const auto row = [&route](const char *secret, const Call &call, bool in) {
                QTest::addRow("%s, %s", route.name, secret)
                    << call << (in ? route.status : 403) << (in ? route.stored : 0);
            };
            const auto prefixed = [&route](const QByteArray &prefix) {
                Call call = route.call;
                call.target.prepend(prefix);
                return call;
            };
            const auto field = [&route](const QByteArray &line) {
                Call call = route.call;
                call.fields += line;
                return call;
            };
            row("no secret", route.call, false);
            row("wrong prefix", prefixed("/" + QByteArray(26, 'x')), false);
            row("half the prefix", prefixed("/" + Secrets.prefix.first(13)), false);
            row("prefix not in front", prefixed("/a/" + Secrets.prefix), false);
            row("right prefix", prefixed("/" + Secrets.prefix), true);
            row("right prefix, doubled slashes", prefixed("//" + Secrets.prefix + '/'), true);
            row("right prefix in a whole URL", prefixed("http://192.168.1.24:8787/" + Secrets.prefix), true);
            row("Basic",
                field("Authorization: Basic " + QByteArray(Secrets.writeKey + ':').toBase64() + "\r\n"),
                true);
            row("Basic, wrong", field("Authorization: Basic " + QByteArray("KEY:").toBase64() + "\r\n"),
                false);
            row("X-Write-Key", field("X-Write-Key: " + Secrets.writeKey + ":s\r\n"), true);
            row("X-Write-Key beside a Basic of the app",
                field("Authorization: Basic " + QByteArray("KEY:").toBase64() +
                      "\r\nX-Write-Key: " + Secrets.writeKey + "\r\n"),
                true);
            Call query = route.call;
            query.target = withQuery(query.target, "writeKey=" + Secrets.writeKey);
            row("query", query, true);
            Call wrong = route.call;
            wrong.target = withQuery(wrong.target, "writeKey=" + Secrets.prefix);
            row("query, wrong", wrong, false);
            if (route.call.target.endsWith("/settings")) {
                Call path = route.call;
                path.target.replace("KEY", Secrets.writeKey);
                row("settings path", path, true);
            }
            if (route.call.body.startsWith('{')) {
                Call inBody = route.call;
                inBody.body = withKey(inBody.body);
                row("body", inBody, true);
            }
        }
        Call inCall{"POST", "/v1/batch", R"({"batch":[)" + withKey(Track) + R"(],"writeKey":"KEY"})", {}};
        QTest::newRow("batch, key of one call") << inCall << 200 << 1;
    }
    void everyRouteAndSecret()
    {
        QFETCH(Call, call);
        QFETCH(int, status);
        QFETCH(int, stored);
        if (!m_rig->endpoint().state().lan)
            QVERIFY(open().lan);
        const quint64 before = calls();
        const Answer answer = fromOutside(call);
        QCOMPARE(answer.status, status);
        if (status == 403)
            QVERIFY2(holds(answer.body, R"("code":"lan_secret_required")"), answer.body.constData());
        QCOMPARE(calls() - before, quint64(stored));
        // whoever gets the session's file must not get in
        for (const QString &path : {m_rig->path(), QString(m_rig->path() + u"-wal"_s)}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.contains(Secrets.prefix) && !bytes.contains(Secrets.writeKey));
        }
    }

    void refusalIsInTheLog()
    {
        m_rig.emplace();
        QVERIFY(m_rig->start() && open().lan);
        QCOMPARE(fromOutside({"POST", "/v1/track/" + Secrets.prefix, Track,
                                 "User-Agent: curious/1\r\nCookie: a=b\r\n"})
                     .status,
            403);
        m_rig->stop();
        QVERIFY(m_rig->calls().empty());
        const std::vector<Request> others = m_rig->otherRequests();
        QCOMPARE(others.size(), std::size_t(1));
        QCOMPARE(others[0].kind, RequestKind::Rejected);
        QCOMPARE(others[0].status, 403);
        QCOMPARE(others[0].target, QByteArray("/v1/track/***"));
        QVERIFY(holds(others[0].reason, "secret"));
        QCOMPARE(headerValue(others[0].headers, "user-agent"), QByteArray("curious/1"));
        QVERIFY(headerValue(others[0].headers, "cookie").isEmpty());
        QVERIFY(others[0].body.isEmpty());
    }

    void doctorSaysWhatIsMissing()
    {
        QVERIFY(open().lan);
        const auto kinds = [this] {
            QList<Diagnosis::Kind> found;
            for (const ClientFacts &client : m_rig->intake().clients()) {
                for (const Diagnosis &diagnosis : diagnose(client, "localhost:8787", wallMicros()))
                    found += diagnosis.kind;
            }
            return found;
        };
        QCOMPARE(fromOutside({"POST", "/v1/track", Track, {}}).status, 403);
        QTRY_COMPARE(kinds(), QList{Diagnosis::Kind::WithoutSecret});
        QCOMPARE(fromOutside({"POST", '/' + Secrets.prefix + "/v1/track", Track, {}}).status, 200);
        QTRY_COMPARE(kinds(), QList<Diagnosis::Kind>());
    }

    /// This machine's own SDKs need no secret, whether the network is listened to or not.
    void loopbackNeedsNone()
    {
        QVERIFY(open().lan);
        QCOMPARE(m_rig->exchange(Call{"POST", "/v1/track", Track, {}}.bytes()).status, 200);
        QCOMPARE(calls(), quint64(1));
    }

    /// By a private address, which the certificate names; where this machine has none, by another and by
    /// name.
    void https()
    {
        const QList<QHostAddress> own = lanAddresses(LanReach::Every);
        const bool named = !own.isEmpty() && isPrivateAddress(own.first());
        if (named)
            m_other = own.first().toString();
        QVERIFY(open().lan);
        TlsClient client(
            m_rig->port(), m_rig->certificates(), named ? m_other : u"localhost"_s, QHostAddress(m_other));
        QVERIFY2(client.encrypted(), qPrintable(client.socket().errorString()));
        QCOMPARE(client.exchange(Call{"POST", "/v1/track", Track, {}}.bytes()).status, 403);
        QCOMPARE(
            client.exchange(Call{"POST", '/' + Secrets.prefix + "/v1/track", Track, {}}.bytes()).status, 200);
        QCOMPARE(calls(), quint64(1));
    }

    void preflightNeedsNoneAndLeavesNothing()
    {
        QVERIFY(open().lan);
        const QByteArray fields = "Origin: http://shop.test\r\nAccess-Control-Request-Method: POST\r\n"
                                  "Access-Control-Request-Headers: authorization\r\n";
        const Answer bare = fromOutside({"OPTIONS", "/v1/t", {}, fields});
        QCOMPARE(bare.status, 204);
        QVERIFY(holds(bare.head, "Access-Control-Allow-Headers: authorization"));
        QCOMPARE(fromOutside({"OPTIONS", '/' + Secrets.prefix + "/v1/t", {}, fields}).status, 204);
        m_rig->stop();
        const std::vector<Request> others = m_rig->otherRequests();
        QCOMPARE(others.size(), std::size_t(1)); // of the one who knew the prefix
        QCOMPARE(others[0].target, QByteArray("/***/v1/t"));
    }

    /// A page can read why it was refused.
    void refusalHasCors()
    {
        QVERIFY(open().lan);
        const Answer answer = fromOutside({"POST", "/v1/t", Track, "Origin: http://shop.test\r\n"});
        QCOMPARE(answer.status, 403);
        QVERIFY(holds(answer.head, "Access-Control-Allow-Origin: http://shop.test"));
    }

    void settingsLeadBackThroughThePrefix()
    {
        QVERIFY(open().lan);
        const QByteArray base = '/' + Secrets.prefix;
        const Answer prefixed = fromOutside({"GET", base + "/v1/projects/KEY/settings", {}, {}});
        QVERIFY2(holds(prefixed.body, R"("apiHost":"192.168.1.24:8787)" + base + R"(/v1")"),
            prefixed.body.constData());
        const Answer fork = fromOutside({"GET", base + "/customerio/v1/projects/KEY/settings", {}, {}});
        QVERIFY(holds(fork.body, "Customer.io Data Pipelines"));
        const Answer keyed = fromOutside({"GET", "/v1/projects/" + Secrets.writeKey + "/settings", {}, {}});
        QVERIFY(holds(keyed.body, R"("apiHost":"192.168.1.24:8787/v1")"));
        QVERIFY(holds(keyed.body, R"("apiKey":")" + Secrets.writeKey));
    }

    void secretsAreStoredUnderOtherNames()
    {
        QVERIFY(open().lan);
        QCOMPARE(fromOutside({"POST", '/' + Secrets.prefix + "/v1/track?a=1", Track,
                                 "Referer: http://192.168.1.24:8787/" + Secrets.prefix + "/\r\n"})
                     .status,
            200);
        QCOMPARE(fromOutside({"POST", "/v1/track", withKey(Track), {}}).status, 200);
        m_rig->stop();
        const std::vector<StoredCallDetail> calls = m_rig->calls();
        QCOMPARE(calls.size(), std::size_t(2));
        QCOMPARE(calls[0].request.target, QByteArray("/***/v1/track?a=1"));
        QCOMPARE(
            headerValue(calls[0].request.headers, "referer"), QByteArray("http://192.168.1.24:8787/***/"));
        QVERIFY(calls[1].request.body.contains(R"("writeKey":"local-network")"));
    }

    void visitorsPageSendsItsCall()
    {
        QVERIFY(open().lan);
        const Answer page = fromOutside({"GET", '/' + Secrets.prefix + '/', {}, {}});
        QCOMPARE(page.status, 200);
        QVERIFY(holds(page.body, "http://192.168.1.24:8787/" + Secrets.prefix));
        QVERIFY(!holds(page.head, "Access-Control-Allow-Origin"));
        // the one script it may run is the one it has
        const qsizetype begin = page.body.indexOf("<script>") + 8;
        const QByteArray script = page.body.mid(begin, page.body.indexOf("</script>") - begin);
        QVERIFY(holds(page.head, "script-src 'sha256-" +
                                     QCryptographicHash::hash(script, QCryptographicHash::Sha256).toBase64() +
                                     '\''));
        // nothing of what this machine sees
        QCOMPARE(
            m_rig->exchange(Call{"POST", "/v1/track", withKey(Track).replace("lan_", "own_"), {}}.bytes())
                .status,
            200);
        QVERIFY(!holds(fromOutside({"GET", '/' + Secrets.prefix, {}, {}}).body, "own_"));
        // who came by the key keeps it
        const Answer keyed = fromOutside({"GET", "/?writeKey=" + Secrets.writeKey, {}, {}});
        QVERIFY(holds(keyed.body, "data-key=\"" + Secrets.writeKey));
    }

    void turnedOnAndOffWhileClientsTalk()
    {
        RawClient own(m_rig->port());
        const quint16 port = m_rig->port();
        const auto ownCall = [&own] {
            own.send(Call{"POST", "/v1/track", Track, {}}.bytes());
            return own.receive().status;
        };
        QCOMPARE(ownCall(), 200);
        const EndpointState on = open();
        QCOMPARE(on.port, port);
        QCOMPARE(on.lan->host, m_other);
        QCOMPARE(on.lan->address(port), u"http://%1:%2/pppppppppppppppppppppppppp"_s.arg(m_other).arg(port));
        QCOMPARE(ownCall(), 200);
        RawClient outside(port, m_other);
        outside.send(Call{"POST", '/' + Secrets.prefix + "/v1/track", Track, {}}.bytes());
        QCOMPARE(outside.receive().status, 200);

        const EndpointState off = setLan({});
        QVERIFY(!off.lan && off.port == port);
        QCOMPARE(ownCall(), 200);
        QTRY_VERIFY(!outside.isOpen());
        RawClient again(port, m_other);
        QVERIFY(!again.isOpen());
        QVERIFY(open().lan);
        QCOMPARE(fromOutside({"POST", '/' + Secrets.prefix + "/v1/track", Track, {}}).status, 200);
    }

    void newSecretsShutOldOnesOut()
    {
        QVERIFY(open().lan);
        RawClient client(m_rig->port(), m_other);
        const Call call{"POST", '/' + Secrets.prefix + "/v1/track", Track, {}};
        client.send(call.bytes());
        QCOMPARE(client.receive().status, 200);
        const LanSecrets renewed = LanSecrets::random();
        QCOMPARE(setLan(LanAccess{renewed, m_other}).lan->writeKey.toLatin1(), renewed.writeKey);
        client.send(call.bytes()); // on the very connection
        QCOMPARE(client.receive().status, 403);
    }

    void takenPortIsSaid()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress(m_other), m_rig->port()));
        const EndpointState state = open();
        QVERIFY(!state.lan);
        QCOMPARE(state.kind, EndpointState::Kind::Listening);
        QVERIFY2(state.lanProblem.contains(m_other) && state.lanProblem.contains(u"Another program"),
            qPrintable(state.lanProblem));
    }

    void addressOfOthersIsSaid()
    {
        const EndpointState state = setLan(LanAccess{Secrets, u"203.0.113.250"_s});
        QVERIFY(!state.lan);
        QVERIFY2(state.lanProblem.contains(u"203.0.113.250 is no address of this machine"),
            qPrintable(state.lanProblem));
    }

    /// A stranger who hammers leaves a few lines, and the count of the rest.
    void strangersCannotFillTheSession()
    {
        QVERIFY(open().lan);
        RawClient client(m_rig->port(), m_other);
        const QByteArray junk =
            Call{"POST", "/v1/track", QByteArray(100'000, 'x'), "X-Long: " + QByteArray(20'000, 'y') + "\r\n"}
                .bytes();
        for (int i = 0; i < 60; ++i) {
            client.send(junk);
            QCOMPARE(client.receive().status, 403);
        }
        m_rig->stop();
        const std::vector<Request> others = m_rig->otherRequests();
        QVERIFY(others.size() >= 20 && others.size() < 40);
        for (const Request &request : others) {
            QVERIFY(request.body.isEmpty());
            QVERIFY(request.headers.size() <= 3);
        }
        QVERIFY(QFileInfo(m_rig->path()).size() < 1'000'000);
    }

    void strangersBodiesAreLimited()
    {
        QVERIFY(open().lan);
        const Answer answer = fromOutside({"POST", "/v1/track", QByteArray(MaxStrangerBody + 1, 'x'), {}});
        QCOMPARE(answer.status, 413);
        QVERIFY2(holds(answer.body, "1 MiB"), answer.body.constData());
        m_rig->stop();
        const std::vector<Request> others = m_rig->otherRequests();
        QCOMPARE(others.size(), std::size_t(1));
        QCOMPARE(others[0].status, 413);
        QVERIFY(others[0].body.isEmpty());
    }

    /// One device cannot have all the places that others have, and none of those of this machine.
    void strangersCannotKeepOthersOut()
    {
        QVERIFY(open().lan);
        std::vector<std::unique_ptr<RawClient>> crowd;
        for (int i = 0; i < 100; ++i)
            crowd.push_back(std::make_unique<RawClient>(m_rig->port(), m_other));
        QTRY_COMPARE(std::count_if(crowd.begin(), crowd.end(),
                         [](const auto &client) {
                             client->socket().waitForReadyRead(1);
                             return client->isOpen();
                         }),
            16);
        QCOMPARE(m_rig->exchange(Call{"POST", "/v1/track", Track, {}}.bytes()).status, 200);

        QTcpSocket another;
        if (!another.bind(QHostAddress(u"127.0.0.3"_s)))
            QSKIP("this machine has no third address");
        another.connectToHost(m_other, m_rig->port());
        another.write(Call{"POST", '/' + Secrets.prefix + "/v1/track", Track, {}}.bytes());
        QTRY_VERIFY(another.peek(20).startsWith("HTTP/1.1 200"));
    }
};

SPECTAP_TEST_MAIN(TestLan)
#include "tst_lan.moc"
