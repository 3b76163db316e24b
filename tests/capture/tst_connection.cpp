// SPDX-License-Identifier: MIT
#include "app/capture/connection.h"
#include "app/capture/langate.h"
#include "app/capture/steadytime.h"
#include "tests/support/testmain.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

using namespace spectap;

namespace {

/// Takes every request, and answers when the test says so.
class Host final : public ConnectionHost
{
public:
    bool offer(Request &&, ReplyTicket ticket, bool) override
    {
        tickets.push_back(ticket);
        return true;
    }
    void keep(Request &&, bool) override {}
    quint16 port() const override { return 8787; }
    CaptureTally tally() const override { return {}; }
    AnswerPolicy answerPolicy() const override { return {}; }
    qsizetype largestBody() const override { return MaxBodyBytes; }
    void hideSecrets(Request &) const override {}
    QByteArrayView date() override { return "Sat, 01 Jan 2000 00:00:00 GMT"; }
    void finished(quint64) override { gone = true; }

    std::vector<ReplyTicket> tickets;
    bool gone = false;
};

} // namespace

/// One socket, with the intake and the time in the test's hand.
class TestConnection : public QObject
{
    Q_OBJECT

    QTcpServer m_listener;
    std::unique_ptr<QTcpSocket> m_client;
    Host m_host;
    LanGate m_gate;
    std::unique_ptr<Connection> m_connection;

    void connectPair(LanGate *gate)
    {
        m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_listener.serverPort());
        QTRY_VERIFY(m_listener.hasPendingConnections());
        QTcpSocket *socket = m_listener.nextPendingConnection();
        socket->setParent(nullptr);
        m_connection = std::make_unique<Connection>(1, socket, m_host, gate);
    }
    void send(const QByteArray &bytes)
    {
        m_client->write(bytes);
        QVERIFY(m_client->flush());
    }
    /// How many answers have come since.
    qsizetype answers() { return m_client->peek(m_client->bytesAvailable()).count("HTTP/1.1 "); }

private slots:
    void init()
    {
        if (!m_listener.isListening())
            QVERIFY(m_listener.listen(QHostAddress::LocalHost));
        m_client = std::make_unique<QTcpSocket>();
        m_host = {};
    }
    void cleanup()
    {
        m_connection.reset();
        m_client.reset();
    }

    /// Who asks without end gets no further than a few requests ahead of the disk, whatever is asked: all
    /// others would stand behind these in the queue.
    void asksNoFurtherThanIsStored()
    {
        connectPair(nullptr);
        send(QByteArray("GET /v1/projects/K/settings HTTP/1.1\r\nHost: a\r\n\r\n").repeated(200));
        QTRY_COMPARE(answers(), 64); // known without the disk, so they do not wait for it
        QTest::qWait(50);
        QCOMPARE(m_host.tickets.size(), std::size_t(64));
        for (std::size_t i = 0; i < 10; ++i)
            m_connection->take({m_host.tickets[i], IntakeReply::Outcome::Refused, 200, {}, {}});
        m_connection->write();
        QTRY_COMPARE(answers(), 74);
        for (std::size_t i = 10; i < 200; ++i) {
            QTRY_VERIFY(i < m_host.tickets.size());
            m_connection->take({m_host.tickets[i], IntakeReply::Outcome::Refused, 200, {}, {}});
            m_connection->write();
        }
        QTRY_COMPARE(answers(), 200);
    }

    /// What storing came to is not what a settings request is told.
    void failedStoringChangesNoAnswerThatIsKnown()
    {
        connectPair(nullptr);
        send("POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
             "GET /v1/projects/K/settings HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_COMPARE(m_host.tickets.size(), std::size_t(2));
        m_connection->take({m_host.tickets[1], IntakeReply::Outcome::Failed, 503, "storing_failed", "full"});
        m_connection->take({m_host.tickets[0], IntakeReply::Outcome::Failed, 503, "storing_failed", "full"});
        m_connection->write();
        QTRY_COMPARE(answers(), 2);
        const QByteArray all = m_client->readAll();
        QCOMPARE(all.count("HTTP/1.1 503 "), 1);
        QCOMPARE(all.count("HTTP/1.1 200 "), 1);
        QVERIFY(all.indexOf(" 503 ") < all.indexOf(" 200 ")); // in the order of the requests
    }

    void slowRequests_data()
    {
        QTest::addColumn<bool>("stranger");
        QTest::addColumn<bool>("cutOff");
        QTest::newRow("of this machine: as long as something comes") << false << false;
        QTest::newRow("from the network: the whole request in half a minute") << true << true;
    }
    void slowRequests()
    {
        QFETCH(bool, stranger);
        QFETCH(bool, cutOff);
        constexpr qint64 HalfMinute = 30'000;
        connectPair(stranger ? &m_gate : nullptr);
        send("POST /v1/track HTTP/1.1\r\nHost: a\r\n");
        QTest::qWait(20);
        const qint64 began = steadyMillis();
        QTest::qWait(100);
        send("Content-Length: 5\r\n");
        QTest::qWait(20);
        m_connection->checkTime(began + HalfMinute);
        if (cutOff)
            QTRY_VERIFY(m_client->peek(20).startsWith("HTTP/1.1 408"));
        QTest::qWait(20);
        QCOMPARE(answers(), cutOff ? 1 : 0);
    }

    /// The half minute counts from the first byte of the request, not from the one before.
    void aPauseBetweenRequestsIsNoSlowness()
    {
        connectPair(&m_gate);
        const qint64 began = steadyMillis();
        QTest::qWait(100);
        send("POST /v1/track HTTP/1.1\r\n");
        QTest::qWait(20);
        m_connection->checkTime(began + 30'050);
        QTest::qWait(20);
        QCOMPARE(answers(), 0);
    }
};

SPECTAP_TEST_MAIN(TestConnection)
#include "tst_connection.moc"
