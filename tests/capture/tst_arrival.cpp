// SPDX-License-Identifier: MIT
#include "app/capture/arrival.h"
#include "app/capture/certificatenames.h"
#include "app/capture/steadytime.h"
#include "app/capture/tlsidentity.h"
#include "tests/capture/tlsclient.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <optional>

using namespace Qt::StringLiterals;
using namespace spectap;
using namespace spectap::test;

namespace {

const QDateTime Now = QDateTime::currentDateTimeUtc();

class Host final : public ArrivalHost
{
public:
    explicit Host(const QString &folder)
        : identity(CertificateStore(folder))
    {
    }

    Result<QSslConfiguration> tlsConfiguration() override { return identity.configuration(Now, {}); }
    QStringList tlsNames() const override { return identity.names(); }
    void arrived(quint64, QTcpSocket *socket) override { came.reset(socket); }
    void left(quint64, Request *record) override
    {
        gone = true;
        if (record)
            code = record->code;
    }

    TlsIdentity identity;
    std::unique_ptr<QTcpSocket> came;
    bool gone = false;
    QByteArray code;
};

/// A server that hands out bare descriptors, as the endpoint's does.
class Listener final : public QTcpServer
{
public:
    std::optional<qintptr> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted = descriptor; }
};

QByteArray shown(const Result<QSslConfiguration> &configuration)
{
    return configuration ? configuration->localCertificate().digest() : QByteArray();
}

} // namespace

/// What happens before HTTP begins, with time in the test's hand; and the certificate that is shown.
class TestArrival : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<QTcpSocket> m_client;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<Arrival> m_arrival;

    [[nodiscard]] CertificateStore store() const { return CertificateStore(m_folder->filePath(u"c"_s)); }

    /// A connected pair: m_client and m_arrival.
    void connectPair()
    {
        m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_listener->serverPort());
        QVERIFY(m_client->waitForConnected(Patience));
        QTRY_VERIFY_WITH_TIMEOUT(m_listener->accepted, Patience);
        auto socket = std::make_unique<QSslSocket>();
        QVERIFY(socket->setSocketDescriptor(*m_listener->accepted));
        m_arrival = std::make_unique<Arrival>(1, socket.release(), *m_host);
        m_arrival->begin();
    }

private slots:
    void init()
    {
        m_folder.emplace();
        m_listener = std::make_unique<Listener>();
        QVERIFY(m_listener->listen(QHostAddress::LocalHost));
        m_client = std::make_unique<QTcpSocket>();
        m_host = std::make_unique<Host>(m_folder->filePath(u"c"_s));
    }

    void cleanup()
    {
        m_arrival.reset();
        m_host.reset();
        m_client.reset();
        m_listener.reset();
        m_folder.reset();
    }

    void plainBytesAreHandedOnUntouched()
    {
        connectPair();
        m_client->write("POST /");
        QTRY_VERIFY_WITH_TIMEOUT(m_host->came, Patience);
        QCOMPARE(m_host->came->readAll(), QByteArray("POST /"));
        QVERIFY(m_host->identity.names().isEmpty()); // no certificate was asked for
        QVERIFY(!m_host->gone);
    }

    void silenceEndsWithoutARecord()
    {
        connectPair();
        const qint64 now = steadyMillis();
        m_arrival->checkTime(now + 100'000);
        QVERIFY(!m_host->gone);
        m_arrival->checkTime(now + 200'000);
        QVERIFY(m_host->gone);
        QVERIFY(m_host->code.isEmpty());
    }

    void handshakeEndsInTimeHoweverItTrickles()
    {
        connectPair();
        const QByteArray hello = clientHello();
        m_client->write(hello.first(1));
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->identity.names().isEmpty(), Patience);
        const qint64 now = steadyMillis();
        for (qint64 second = 0; second < 29; ++second) {
            m_client->write(hello.sliced(second + 1, 1));
            m_client->waitForBytesWritten(Patience);
            QCoreApplication::processEvents();
            m_arrival->checkTime(now + second * 1000);
            QVERIFY(!m_host->gone);
        }
        m_arrival->checkTime(now + 31'000);
        QVERIFY(m_host->gone);
        QCOMPARE(m_host->code, QByteArray("tls_timeout"));
    }

    void comingAndGoingIsNothingToTell()
    {
        connectPair();
        m_client->disconnectFromHost();
        QTRY_VERIFY_WITH_TIMEOUT(m_host->gone, Patience);
        QVERIFY(m_host->code.isEmpty());
    }

    void certificateIsKeptUntilItNeedsRenewal()
    {
        TlsIdentity identity(store());
        QStringList notices;
        const auto note = [&notices](const QString &notice) { notices += notice; };
        const QByteArray first = shown(identity.configuration(Now, note));
        QVERIFY(!first.isEmpty());
        QCOMPARE(identity.names(), endpointNames(QSysInfo::machineHostName()));
        QCOMPARE(shown(identity.configuration(Now.addDays(19), note)), first);
        const auto renewed = identity.configuration(Now.addDays(21), note);
        QVERIFY(shown(renewed) != first);
        QVERIFY(renewed->localCertificate().expiryDate() > Now.addDays(50));
        const QByteArray third = shown(identity.configuration(Now.addDays(2), note));
        QVERIFY2(third != shown(renewed), "the clock was set back: a certificate of the future");
        QVERIFY2(notices.isEmpty(), "what clients trust is the same all the time");
    }

    void replacedAuthorityIsFollowed()
    {
        TlsIdentity identity(store());
        TlsIdentity other(store());
        const QByteArray first = shown(identity.configuration(Now, {}));
        QVERIFY(store().remove().ok());
        QVERIFY(!shown(other.configuration(Now, {})).isEmpty()); // another process makes a new one
        const auto followed = identity.configuration(Now, {});
        QVERIFY(shown(followed) != first);
        const auto authority = store().open({}, Now);
        QVERIFY(authority.ok());
        QCOMPARE(followed->localCertificate().issuerInfo(QSslCertificate::CommonName).value(0),
            authority->authority.title());
    }

    void namesBeyondTheAuthorityAreLeftOut()
    {
        QVERIFY(store().open({u"localhost"_s, u"127.0.0.1"_s}, Now).ok()); // of a time before
        TlsIdentity identity(store());
        QVERIFY(identity.configuration(Now, {}).ok());
        // Private addresses are any authority's; ::1 and the host name are not this one's.
        QCOMPARE(identity.names(), QStringList({u"localhost"_s, u"127.0.0.1"_s, u"10.0.2.2"_s}));
    }
};

SPECTAP_TEST_MAIN(TestArrival)
#include "tst_arrival.moc"
