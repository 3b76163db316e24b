// SPDX-License-Identifier: MIT
#include "app/capture/endpoint.h"
#include "model/session/sessionreader.h"
#include "model/spec/catalogue.h"
#include "tests/capture/captureclient.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

#include <optional>

using namespace spectap;
using namespace spectap::test;

namespace {

const QByteArray Track = R"({"type":"track","event":"A","userId":"u","messageId":"m"})";
const QByteArray Success = R"({"success":true})";

QByteArray track(int number)
{
    return R"({"type":"track","event":"A","userId":"u","messageId":"m)" + QByteArray::number(number) +
           R"("})";
}

} // namespace

/// The endpoint with a real intake and session behind it, over real sockets.
class TestEndpoint : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_checker;
    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<RowFeed> m_feed;
    std::unique_ptr<Intake> m_intake;
    std::unique_ptr<Endpoint> m_endpoint;

    [[nodiscard]] QString sessionPath() const { return m_folder->filePath(QStringLiteral("a.spectap")); }
    [[nodiscard]] quint16 port() const { return m_endpoint->state().port; }

    [[nodiscard]] EndpointState listen(quint16 port = 0)
    {
        QSignalSpy changed(m_endpoint.get(), &Endpoint::stateChanged);
        m_endpoint->listen(port);
        while (m_endpoint->state().kind == EndpointState::Kind::Stopped && changed.wait(Patience)) {
        }
        return m_endpoint->state();
    }

    /// Ends the capture and counts what the file holds.
    [[nodiscard]] quint32 storedCalls()
    {
        m_endpoint->stop();
        m_intake->stop();
        auto reader = SessionReader::open(sessionPath());
        if (!reader)
            return 0;
        const Result<quint32> count = (*reader)->callCount();
        return count ? *count : 0;
    }

private slots:
    void initTestCase()
    {
        auto catalogue = Catalogue::bundled();
        QVERIFY2(catalogue.ok(), "the bundled catalogue must load");
        m_checker = Checker::compile(std::move(*catalogue));
    }

    void init()
    {
        m_folder.emplace();
        m_feed = std::make_unique<RowFeed>();
        m_intake = std::make_unique<Intake>(m_checker, m_feed.get());
        m_intake->start(sessionPath(), std::make_shared<StringPool>());
        m_endpoint = std::make_unique<Endpoint>(m_intake.get());
    }

    void cleanup()
    {
        m_endpoint.reset();
        m_intake.reset();
        m_feed.reset();
        m_folder.reset();
    }

    void keepsConnectionsAlive()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        for (int i = 0; i < 20; ++i) {
            client.send(post("/v1/track", track(i)));
            const WireAnswer answer = client.answer();
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, Success);
        }
        QCOMPARE(storedCalls(), 20U);
    }

    void answersPipelinedRequestsInOrder()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        // calls wait for their commit, the others are known at once: the order must be that of the requests
        client.send(post("/v1/track", Track) + "GET /cluster-info HTTP/1.1\r\n\r\n" + post("/v1/track", "{") +
                    "GET /nothing HTTP/1.1\r\n\r\n" + post("/api/s/track", Track) + "GET / HTTP/1.1\r\n\r\n");
        QCOMPARE(client.answer().body, Success);
        QCOMPARE(client.answer().body, R"({"nodeCount":1})");
        QCOMPARE(client.answer().status, 400);
        QCOMPARE(client.answer().status, 404);
        QCOMPARE(client.answer().body, R"({"ok":true,"success":true})");
        QVERIFY(client.answer().head.contains("text/html"));
    }

    void deepPipelinesAreServedCompletely()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        constexpr int Requests = 1000; // many more than may wait at once
        QByteArray wire;
        for (int i = 0; i < Requests; ++i)
            wire += i % 3 ? post("/v1/track", track(i)) : QByteArray("GET /cluster-info HTTP/1.1\r\n\r\n");
        client.send(wire);
        for (int i = 0; i < Requests; ++i)
            QCOMPARE(client.answer().body, i % 3 ? Success : QByteArray(R"({"nodeCount":1})"));
    }

    void expectGetsItsInterimAnswer()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send("POST /v1/track HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: " +
                    QByteArray::number(Track.size()) + "\r\n\r\n");
        QCOMPARE(client.answer().head, "HTTP/1.1 100 Continue\r\n");
        client.send(Track);
        QCOMPARE(client.answer().status, 200);
    }

    void connectionCloseIsHonoured()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send(post("/v1/track", Track, "Connection: close\r\n"));
        const WireAnswer answer = client.answer();
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.head.contains("\r\nConnection: close\r\n"));
        QVERIFY(client.closedByServer());
    }

    void headHasNoBody()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send("HEAD / HTTP/1.1\r\n\r\nGET /cluster-info HTTP/1.1\r\n\r\n");
        QCOMPARE(client.answer(true).status, 200);
        QCOMPARE(client.answer().body, R"({"nodeCount":1})");
    }

    void refusalsCloseAfterTheirAnswer_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("status");
        QTest::newRow("not http") << QByteArray("hello there\r\n\r\n") << 400;
        QTest::newRow("bad length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n") << 400;
        QTest::newRow("headers too large") << "GET / HTTP/1.1\r\nX: " + QByteArray(80'000, 'x') + "\r\n\r\n"
                                           << 431;
        // the client keeps sending for a while: it must get to read the answer all the same
        QTest::newRow("body too large")
            << "POST /v1/batch HTTP/1.1\r\nContent-Length: 40000000\r\n\r\n" + QByteArray(40'000'000, 'x')
            << 413;
    }

    void refusalsCloseAfterTheirAnswer()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, status);
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send(wire);
        const WireAnswer answer = client.answer();
        QCOMPARE(answer.status, status);
        QVERIFY(answer.body.contains("\"code\"") && answer.body.contains("\"message\""));
        QVERIFY(answer.head.contains("\r\nConnection: close\r\n"));
        QVERIFY(client.closedByServer());
        m_endpoint->stop();
        m_intake->stop();
        auto reader = SessionReader::open(sessionPath());
        QVERIFY(reader.ok());
        const auto refused = (*reader)->requestsWithoutCalls();
        QVERIFY(refused.ok());
        QCOMPARE(refused.value().size(), std::size_t{1});
        QCOMPARE(refused.value()[0].kind, RequestKind::Rejected);
        QCOMPARE(refused.value()[0].status, status);
    }

    void unknownPathIsTakenByShape()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send(
            post("/what/ever", Track) + post("/what/ever", R"({"hello":1})") + post("/what/ever", "no json"));
        QCOMPARE(client.answer().status, 200);
        const WireAnswer noCall = client.answer();
        QCOMPARE(noCall.status, 404);
        QVERIFY(noCall.body.contains(R"("code":"not_found")"));
        QCOMPARE(client.answer().status, 404);
        QCOMPARE(storedCalls(), 1U);
    }

    void secretsDoNotReachTheSession()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send(post("/v1/track?token=hush-query", Track,
            "Authorization: Basic S0VZOmh1c2g=\r\nCookie: sid=hush-cookie\r\nX-Write-Key: "
            "KEY:hush-header\r\n"));
        QCOMPARE(client.answer().status, 200);
        const QByteArray form = "grant_type=client_credentials&client_assertion=hush-assertion";
        const QByteArray json = R"({"grant_type":"client_credentials","client_secret":"hush-secret"})";
        client.send(post("/token", form) + post("/oauth2/token?jwt=hush-jwt", json));
        QCOMPARE(client.answer().status, 200);
        QCOMPARE(client.answer().status, 200);
        // the wrong address, a proxy's own headers, the page's address
        client.send(post("/oauth/authorize", form,
            "Proxy-Authorization: Basic hush-proxy\r\nX-Auth-Token: hush-auth\r\nX-Goog-Iam-Assertion: "
            "hush-iam\r\nReferer: http://shop.test/?access_token=hush-referer&page=kept-referer\r\n"));
        QCOMPARE(client.answer().status, 404);
        // a body that cannot be decoded, and one that stops in the middle
        client.send(post("/token", "hush-undecoded=1", "Content-Encoding: gzip\r\n"));
        QCOMPARE(client.answer().status, 400);
        client.send("POST /token HTTP/1.1\r\nContent-Length: 100\r\n\r\nclient_assertion=hush-truncated");
        client.socket().disconnectFromHost();
        const auto isTruncated = [this] {
            auto reader = SessionReader::open(sessionPath());
            return reader && (*reader)->requestsWithoutCalls()->back().code == "truncated_request";
        };
        QTRY_VERIFY(isTruncated());

        const auto bytesOf = [this](const char *tail) {
            QFile file(sessionPath() + QLatin1StringView(tail));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(bytesOf("").contains("SQLite format 3"));
        QVERIFY(!bytesOf("-wal").contains("hush")); // while it is being written
        QCOMPARE(storedCalls(), 1U);
        const QByteArray everything = bytesOf("");
        QVERIFY(!everything.contains("hush"));
        QVERIFY(everything.contains("kept-referer"));
        QVERIFY(!everything.contains("S0VZOmh1c2g="));
        QVERIFY(everything.contains("KEY"));
    }

    void storingFailsWithoutASession()
    {
        m_intake->stop(); // nothing to write to
        QSignalSpy failed(m_intake.get(), &Intake::storingFailed);
        QSignalSpy recovered(m_intake.get(), &Intake::storingRecovered);
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient client(port());
        client.send(post("/v1/track", Track));
        const WireAnswer answer = client.answer();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.head.contains("\r\nRetry-After: "));
        QTRY_COMPARE(failed.size(), 1);

        m_intake->start(sessionPath(), std::make_shared<StringPool>());
        client.send(post("/v1/track", Track));
        QCOMPARE(client.answer().status, 200);
        QCOMPARE(storedCalls(), 1U);
    }

    void clientThatNeverReadsStopsNobodyElse()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        CaptureClient rude(port());
        const QByteArray ask = "GET /v1/projects/K/settings HTTP/1.1\r\n\r\n";
        rude.socket().write(ask.repeated(50'000)); // tens of megabytes of answers, none read
        rude.socket().flush();
        CaptureClient polite(port());
        for (int i = 0; i < 50; ++i) {
            polite.send(post("/v1/track", track(i)));
            QCOMPARE(polite.answer().status, 200);
        }
        rude.socket().abort();
        QCOMPARE(storedCalls(), 50U);
    }

    void listensOnIpv6Too()
    {
        const EndpointState state = listen();
        QCOMPARE(state.kind, EndpointState::Kind::Listening);
        if (!state.ipv6)
            QSKIP("this machine has no ::1");
        CaptureClient client(port(), QHostAddress::LocalHostIPv6);
        client.send(post("/v1/track", Track));
        QCOMPARE(client.answer().status, 200);
    }

    void portInUseNamesAFreeOne()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, 0));
        const EndpointState state = listen(other.serverPort());
        QCOMPARE(state.kind, EndpointState::Kind::PortInUse);
        QVERIFY(state.message.contains(QString::number(other.serverPort())));
        QVERIFY(state.suggestedPort != 0 && state.suggestedPort != other.serverPort());
        QCOMPARE(listen(state.suggestedPort).kind, EndpointState::Kind::Listening);
    }

    void foreignProgramOnIpv6IsSaid()
    {
        QTcpServer other;
        if (!other.listen(QHostAddress::LocalHostIPv6, 0))
            QSKIP("this machine has no ::1");
        const EndpointState state = listen(other.serverPort());
        if (state.kind == EndpointState::Kind::PortInUse)
            QSKIP("the port happens to be taken on 127.0.0.1 too");
        QCOMPARE(state.kind, EndpointState::Kind::Listening);
        QVERIFY(!state.ipv6);
        QVERIFY(state.message.contains(QStringLiteral("[::1]")));
    }

    void stopAnswersWhatIsUnderWayAndListensAgain()
    {
        QCOMPARE(listen().kind, EndpointState::Kind::Listening);
        const quint16 first = port();
        CaptureClient client(first);
        QByteArray wire;
        for (int i = 0; i < 50; ++i)
            wire += post("/v1/track", track(i));
        client.send(wire);
        QCOMPARE(client.answer().status, 200); // the others are in flight
        m_endpoint->stop();
        QCOMPARE(m_endpoint->state().kind, EndpointState::Kind::Stopped);
        quint32 answered = 1;
        while (client.answer().status == 200)
            ++answered;
        QCOMPARE(listen(first).kind, EndpointState::Kind::Listening);
        // an answer promises that the call is in the file
        QVERIFY(storedCalls() >= answered);
    }
};

SPECTAP_TEST_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
