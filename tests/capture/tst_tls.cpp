// SPDX-License-Identifier: MIT
#include "app/capture/certificatenames.h"
#include "tests/capture/captureclient.h"
#include "tests/capture/tlsclient.h"
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace spectap;
using namespace spectap::test;

namespace {

QByteArray track(int number = 0)
{
    return R"({"type":"track","event":"A","userId":"u","messageId":"m)" + QByteArray::number(number) +
           R"("})";
}

void hangUp(QSslSocket &socket)
{
    socket.disconnectFromHost();
    if (socket.state() != QAbstractSocket::UnconnectedState)
        socket.waitForDisconnected(Patience);
}

} // namespace

/// http and https on one port, over real sockets.
class TestTls : public QObject
{
    Q_OBJECT

    std::unique_ptr<CaptureRig> m_rig;

    /// What was stored of connections that came to nothing.
    QByteArrayList refusals()
    {
        m_rig->stop();
        QByteArrayList codes;
        for (const Request &request : m_rig->otherRequests()) {
            if (request.kind == RequestKind::Rejected)
                codes += request.code;
        }
        return codes;
    }

    /// Others do not notice: a plain and a TLS client get their answers.
    bool othersAreServed()
    {
        CaptureClient plain(m_rig->port());
        plain.send(post("/v1/track", track()));
        TlsClient tls(m_rig->port(), m_rig->certificates());
        return plain.answer().status == 200 && tls.exchange(post("/v1/track", track())).status == 200;
    }

private slots:
    void initTestCase()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("this Qt speaks no TLS");
    }

    void init()
    {
        m_rig = std::make_unique<CaptureRig>();
        QVERIFY(m_rig->start());
        QVERIFY(m_rig->endpoint().state().httpsProblem.isEmpty());
    }

    void cleanup() { m_rig.reset(); }

    void oneCertificateForEachName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QHostAddress>("address");
        QTest::newRow("localhost") << u"localhost"_s << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("localhost over IPv6") << u"localhost"_s << QHostAddress(QHostAddress::LocalHostIPv6);
        QTest::newRow("127.0.0.1") << u"127.0.0.1"_s << QHostAddress(QHostAddress::LocalHost);
        QTest::newRow("::1") << u"::1"_s << QHostAddress(QHostAddress::LocalHostIPv6);
        QTest::newRow("Android emulator") << u"10.0.2.2"_s << QHostAddress(QHostAddress::LocalHost);
        if (const QString host = QSysInfo::machineHostName().toLower(); isHostName(host))
            QTest::newRow("host name") << host << QHostAddress(QHostAddress::LocalHost);
    }
    void oneCertificateForEachName()
    {
        QFETCH(QString, name);
        QFETCH(QHostAddress, address);
        if (address == QHostAddress(QHostAddress::LocalHostIPv6) && !m_rig->endpoint().state().ipv6)
            QSKIP("this machine has no ::1");
        TlsClient client(m_rig->port(), m_rig->certificates(), name, address);
        QVERIFY2(client.encrypted(), qPrintable(client.socket().errorString()));
        QCOMPARE(client.socket().sslConfiguration().nextNegotiatedProtocol(), QByteArray("http/1.1"));
        QVERIFY(client.socket().sessionProtocol() == QSsl::TlsV1_3 ||
                client.socket().sessionProtocol() == QSsl::TlsV1_2);
        QCOMPARE(client.exchange(post("/v1/track", track())).status, 200);
        QCOMPARE(client.exchange(post("/v1/track", "{")).status, 400);
        m_rig->stop();
        QCOMPARE(m_rig->calls().size(), 1U);
    }

    void settingsSayHttpsWhereTheyCameByHttps()
    {
        TlsClient tls(m_rig->port(), m_rig->certificates());
        CaptureClient plain(m_rig->port());
        const QByteArray ask = "GET /v1/projects/K/settings HTTP/1.1\r\nHost: localhost:1\r\n\r\n";
        plain.send(ask);
        QVERIFY(plain.answer().body.contains(R"("apiHost":"localhost:1/v1","protocol":"http",)"));
        QVERIFY(tls.exchange(ask).body.contains(R"("apiHost":"localhost:1/v1","protocol":"https",)"));
        QVERIFY(
            tls.exchange("GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n").body.contains("https://localhost:1"));
    }

    void nothingIsMadeForPlainClients()
    {
        CaptureClient client(m_rig->port());
        client.send(post("/v1/track", track()));
        QCOMPARE(client.answer().status, 200);
        QVERIFY(!QFile::exists(m_rig->certificates().certificatePath()));
    }

    void pipelinesAndLargeBodies()
    {
        TlsClient client(m_rig->port(), m_rig->certificates());
        const QByteArray batch =
            R"({"batch":[)" + QByteArray(track() + ',').repeated(10'000) + track() + R"(],"writeKey":"K"})";
        QByteArray wire;
        for (int i = 0; i < 200; ++i)
            wire += post("/v1/track", track(i));
        client.send(wire + post("/v1/batch", batch) + post("/v1/track", track()));
        for (int i = 0; i < 200; ++i)
            QCOMPARE(client.answer().status, 200);
        QCOMPARE(client.answer().status, 400); // over 500 KB, as Segment says; kept all the same
        QCOMPARE(client.answer().status, 200);
        client.send(post("/v1/track", QByteArray(33 * 1024 * 1024, ' ')));
        QCOMPARE(client.answer().status, 413);
    }

    void clientWithoutTrustIsToldApart()
    {
        TlsClient client(m_rig->port());
        QVERIFY(!client.encrypted());
        QVERIFY(othersAreServed());
        const QByteArrayList codes = refusals();
        QCOMPARE(codes.size(), 1);
        const std::vector<Request> records = m_rig->otherRequests();
        QVERIFY(records.front().peer.startsWith("127.0.0.1:"));
        QVERIFY(records.front().receivedAt > 0);
        QVERIFY2(records.front().reason.contains("spectap cert"), records.front().reason.constData());
    }

    void alertIsKept_data()
    {
        QTest::addColumn<int>("alert");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("unknown_ca") << 48 << QByteArray("tls_unknown_ca");
        QTest::newRow("certificate_unknown") << 46 << QByteArray("tls_certificate_unknown");
        QTest::newRow("bad_certificate") << 42 << QByteArray("tls_bad_certificate");
        QTest::newRow("certificate_expired") << 45 << QByteArray("tls_certificate_expired");
        QTest::newRow("protocol_version") << 70 << QByteArray("tls_protocol_version");
        QTest::newRow("a number nobody gave out") << 200 << QByteArray("tls_200");
    }
    void alertIsKept()
    {
        QFETCH(int, alert);
        QFETCH(QByteArray, code);
        CaptureClient client(m_rig->port());
        client.send(clientHello());
        QVERIFY(client.socket().waitForReadyRead(Patience)); // the server's hello and certificate
        client.send(QByteArray::fromHex("150303000202").append(char(alert)));
        QTRY_VERIFY_WITH_TIMEOUT(client.socket().state() == QAbstractSocket::UnconnectedState, Patience);
        QVERIFY(othersAreServed());
        QCOMPARE(refusals(), QByteArrayList{code});
    }

    void badHandshakes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("hangsUp");
        QTest::addColumn<QByteArray>("code");
        const QByteArray hello = clientHello();
        QTest::newRow("one byte") << QByteArray("\x16") << true << QByteArray("tls_hung_up");
        QTest::newRow("half a hello") << hello.first(hello.size() / 2) << true << QByteArray("tls_hung_up");
        QTest::newRow("hello and gone") << hello << true << QByteArray("tls_hung_up");
        QTest::newRow("garbage behind the first byte")
            << QByteArray("\x16 is not what it looks like\r\n\r\n") << false << QByteArray("tls_handshake");
        QTest::newRow("hello of SSL 3")
            << QByteArray::fromHex("160300002f0100002b0300").append(QByteArray(41, 'x')) << false
            << QByteArray("tls_handshake");
        QTest::newRow("http behind a hello")
            << hello + post("/v1/track", track()) << false << QByteArray("tls_handshake");
        QByteArray broken = hello;
        for (qsizetype i = 9; i < broken.size(); ++i)
            broken[i] = char(~broken[i]);
        QTest::newRow("broken hello") << broken << false << QByteArray("tls_handshake");
    }
    void badHandshakes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, hangsUp);
        QFETCH(QByteArray, code);
        CaptureClient client(m_rig->port());
        client.send(bytes);
        if (hangsUp)
            client.socket().disconnectFromHost();
        QTRY_VERIFY_WITH_TIMEOUT(client.socket().state() == QAbstractSocket::UnconnectedState, Patience);
        QVERIFY(othersAreServed());
        const QByteArrayList codes = refusals();
        QCOMPARE(codes.size(), 1);
        QVERIFY2(codes.first() == code || codes.first() == "tls_protocol_version", codes.first().constData());
    }

    void oneByteAtATime()
    {
        TrickleRelay relay(m_rig->port());
        TlsClient client(relay.port(), m_rig->certificates());
        QVERIFY2(client.encrypted(), qPrintable(client.socket().errorString()));
        QCOMPARE(client.exchange(post("/v1/track", track())).status, 200);
    }

    void anotherNameIsServedAllTheSame()
    {
        TlsClient client(m_rig->port(), m_rig->certificates(), u"api.example"_s,
            QHostAddress(QHostAddress::LocalHost), TlsClient::Name::Ignored);
        QVERIFY(client.encrypted());
        QCOMPARE(client.exchange(post("/v1/track", track())).status, 200);
    }

    void clientThatFindsAnotherNameIsSeen()
    {
        TlsClient client(m_rig->port(), m_rig->certificates(), u"api.example"_s);
        QVERIFY(!client.encrypted());
        QVERIFY(othersAreServed());
        const QByteArrayList codes = refusals();
        QCOMPARE(codes.size(), 1);
        QVERIFY2(codes.first().startsWith("tls_"), codes.first().constData());
    }

    /// Node checks the certificate only when the handshake is done.
    void clientThatClosesAfterTheHandshakeIsSeen()
    {
        TlsClient trusting(m_rig->port(), m_rig->certificates());
        QCOMPARE(trusting.exchange(post("/v1/track", track())).status, 200);
        hangUp(trusting.socket()); // after a request that is nothing to tell
        TlsClient client(m_rig->port(), m_rig->certificates());
        QVERIFY(client.encrypted());
        hangUp(client.socket());
        QVERIFY(othersAreServed());
        QCOMPARE(refusals(), QByteArrayList{"tls_unused"});
    }

    void plainTextInsideTlsEndsThatConnectionOnly()
    {
        TrickleRelay relay(m_rig->port());
        TlsClient client(relay.port(), m_rig->certificates());
        QCOMPARE(client.exchange(post("/v1/track", track())).status, 200);
        relay.inject(post("/v1/track", track()));
        QTRY_VERIFY_WITH_TIMEOUT(client.socket().state() == QAbstractSocket::UnconnectedState, Patience);
        QVERIFY(othersAreServed());
        const QByteArrayList codes = refusals();
        QVERIFY2(codes == QByteArrayList{"tls_broken"}, codes.join(' ').constData());
    }

    void tlsInsidePlainIsRefused()
    {
        CaptureClient client(m_rig->port());
        client.send(post("/v1/track", track()));
        QCOMPARE(client.answer().status, 200);
        client.send(clientHello());
        QCOMPARE(client.answer().status, 400);
        QVERIFY(client.closedByServer());
        QVERIFY(othersAreServed());
    }

    void clientThatNeverReadsStopsNobodyElse()
    {
        TlsClient rude(m_rig->port(), m_rig->certificates());
        QVERIFY(rude.encrypted());
        rude.socket().setReadBufferSize(1);
        const QByteArray ask = "GET /v1/projects/K/settings HTTP/1.1\r\n\r\n";
        rude.socket().write(ask.repeated(500'000)); // hundreds of megabytes of answers, none read
        rude.socket().flush();
        for (int i = 0; i < 10; ++i)
            QVERIFY(othersAreServed());
        // who does not read is not read from either: sending stands still before all is sent
        qint64 unsent = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                QTest::qWait(300);
                return std::exchange(unsent, rude.socket().encryptedBytesToWrite()) ==
                       rude.socket().encryptedBytesToWrite();
            }(),
            Patience);
        QVERIFY(unsent > 0);
        rude.socket().abort();
        QVERIFY(othersAreServed());
    }

    void hundredsOfIdleConnections()
    {
        std::vector<std::unique_ptr<CaptureClient>> plain;
        std::vector<std::unique_ptr<TlsClient>> tls;
        for (int i = 0; i < 250; ++i) {
            plain.push_back(std::make_unique<CaptureClient>(m_rig->port()));
            QVERIFY(plain.back()->connected());
            tls.push_back(std::make_unique<TlsClient>(m_rig->port(), m_rig->certificates()));
            QVERIFY2(tls.back()->encrypted(), qPrintable(tls.back()->socket().errorString()));
        }
        for (int i = 0; i < 10; ++i)
            QVERIFY(othersAreServed());
        // and each of them is still there
        for (int i = 0; i < 250; i += 50) {
            plain[std::size_t(i)]->send(post("/v1/track", track()));
            QCOMPARE(plain[std::size_t(i)]->answer().status, 200);
            QCOMPARE(tls[std::size_t(i)]->exchange(post("/v1/track", track())).status, 200);
        }
    }

    void certificateThatWasRemovedIsMadeAnew()
    {
        TlsClient first(m_rig->port(), m_rig->certificates());
        QVERIFY(first.encrypted());
        const QByteArray before = first.socket().peerCertificate().digest();
        QVERIFY(m_rig->certificates().remove().ok());
        TlsClient stranger(m_rig->port()); // the server makes the authority anew
        QVERIFY(!stranger.encrypted());
        TlsClient second(m_rig->port(), m_rig->certificates());
        QVERIFY2(second.encrypted(), qPrintable(second.socket().errorString()));
        QVERIFY(second.socket().peerCertificate().digest() != before);
        QCOMPARE(first.exchange(post("/v1/track", track())).status, 200);
    }

    void lostTrustIsSaid()
    {
        QVERIFY(TlsClient(m_rig->port(), m_rig->certificates()).encrypted());
        const QFileInfo certificate(m_rig->certificates().certificatePath());
        QFile secret(certificate.dir().filePath(u"authority-private.pem"_s));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("broken") == 6);
        secret.close();
        QSignalSpy noticed(&m_rig->endpoint(), &Endpoint::noticed);
        TlsClient stranger(m_rig->port());
        QTRY_COMPARE(noticed.size(), 1);
        QVERIFY(noticed.front().front().toString().contains(u"spectap cert --install-help"));
        QVERIFY(TlsClient(m_rig->port(), m_rig->certificates()).encrypted());
    }

    void withoutACertificateTheReasonIsStored()
    {
        const QFileInfo certificate(m_rig->certificates().certificatePath());
        QFile inTheWay(certificate.path());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly)); // a file where the folder should be
        inTheWay.close();
        TlsClient client(m_rig->port());
        QVERIFY(!client.encrypted());
        CaptureClient plain(m_rig->port());
        plain.send(post("/v1/track", track()));
        QCOMPARE(plain.answer().status, 200);
        QCOMPARE(refusals(), QByteArrayList{"tls_no_certificate"});
    }

    void stopLeavesNobodyInTheHandshake()
    {
        CaptureClient silent(m_rig->port());
        CaptureClient halfway(m_rig->port());
        halfway.send(clientHello());
        QVERIFY(halfway.socket().waitForReadyRead(Patience));
        QVERIFY(othersAreServed());
        m_rig->stop();
        QVERIFY(silent.closedByServer());
    }
};

SPECTAP_TEST_MAIN(TestTls)
#include "tst_tls.moc"
