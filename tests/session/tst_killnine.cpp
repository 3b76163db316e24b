// SPDX-License-Identifier: MIT
// The promise of DESIGN §3.4, through the real program and real sockets: killed at any moment, every call
// that was answered 200 is in the session, byte for byte. One session goes through all rounds, so each start
// also takes over what the killed program left.
#include "model/session/sessionreader.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

using namespace spectap;

class TestKillNine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answeredCallsSurvive();

private:
    void round(int number);
    QRandomGenerator m_random;
    QTemporaryDir m_dir;
    QHash<QByteArray, QByteArray> m_answered; ///< bytes of every call answered 200, by messageId
    int m_sent = 0;
};

namespace {

constexpr int Rounds = 10;
constexpr int Connections = 8;
constexpr int MinAnswered = 2'000; ///< per round, before the program is killed
constexpr int MaxAnswered = 6'000;
constexpr int StartTimeoutMs = 30'000;
constexpr int RoundTimeoutMs = 60'000;

/// Calls by messageId.
using Calls = QList<std::pair<QByteArray, QByteArray>>;

/// One keep-alive connection: a request, its answer, the next request, until the peer is gone.
class Sender : public QObject
{
    Q_OBJECT

public:
    Sender(quint16 port, const QByteArray &name, quint32 seed, QObject *parent)
        : QObject(parent)
        , m_name(name)
        , m_random(seed)
    {
        connect(&m_socket, &QTcpSocket::connected, this, &Sender::send);
        connect(&m_socket, &QTcpSocket::readyRead, this, &Sender::read);
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    }

    [[nodiscard]] int sent() const { return m_sent; }

signals:
    void answered(const Calls &calls);
    void refused(const QByteArray &answer);

private:
    void send()
    {
        const int count = m_random.bounded(3) == 0 ? 1 : m_random.bounded(2, 40);
        m_waiting.clear();
        QByteArray body;
        for (int i = 0; i < count; ++i) {
            const QByteArray id = m_name + '-' + QByteArray::number(m_sent++);
            // What a careless store would change: spaces, duplicate keys, long integers, escapes, line
            // breaks.
            const QByteArray call = "{\"type\" : \"track\",\r\n\"event\":\"Killed\",\"messageId\":\"" + id +
                                    "\",\"anonymousId\":\"a\",\"n\":12345678901234567890,\"n\":1.0,"
                                    "\"properties\":{\"pad\":\"\\u00e9" +
                                    QByteArray(m_random.bounded(600), 'x') + "\"}}";
            m_waiting.append({id, call});
            body += (body.isEmpty() ? "" : ", ") + call;
        }
        const bool single = count == 1;
        if (!single)
            body = "{\"batch\":[" + body + "]}";
        m_socket.write(QByteArray(single ? "POST /v1/track" : "POST /v1/batch") +
                       " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
                       QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    void read()
    {
        m_answer += m_socket.readAll();
        const qsizetype head = m_answer.indexOf("\r\n\r\n");
        const qsizetype field = m_answer.toLower().indexOf("content-length:");
        if (head < 0 || field < 0 || field > head)
            return;
        const QByteArray length = m_answer.mid(field + 15, m_answer.indexOf('\r', field) - field - 15);
        const qsizetype end = head + 4 + length.trimmed().toInt();
        if (m_answer.size() < end)
            return;
        const QByteArray answer = m_answer.first(end);
        m_answer.remove(0, end);
        if (answer.startsWith("HTTP/1.1 200 "))
            emit answered(m_waiting);
        else
            emit refused(answer);
        send();
    }

    QTcpSocket m_socket;
    QByteArray m_name;
    QRandomGenerator m_random;
    QByteArray m_answer;
    Calls m_waiting;
    int m_sent = 0;
};

} // namespace

void TestKillNine::initTestCase()
{
    bool given = false;
    quint32 seed = qEnvironmentVariable("SPECTAP_SEED").toUInt(&given);
    if (!given)
        seed = QRandomGenerator::global()->generate();
    m_random.seed(seed);
    qInfo("seed %u (SPECTAP_SEED=%u repeats it)", seed, seed);
    QVERIFY(m_dir.isValid());
}

void TestKillNine::round(int number)
{
    QProcess program;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"})
        environment.insert(QString::fromLatin1(name), m_dir.path());
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(SPECTAP_PROGRAM),
        {QStringLiteral("capture"), QStringLiteral("--port"), QStringLiteral("0"),
            QStringLiteral("--session"), m_dir.filePath(QStringLiteral("killed.spectap"))});
    QVERIFY2(program.waitForStarted(StartTimeoutMs), qPrintable(program.errorString()));
    QTRY_VERIFY_WITH_TIMEOUT(
        program.canReadLine() || program.state() == QProcess::NotRunning, StartTimeoutMs);
    const QByteArray line = program.readLine().trimmed();
    QVERIFY2(line.startsWith("listening http://127.0.0.1:"), line.constData());
    const auto port = static_cast<quint16>(line.mid(line.lastIndexOf(':') + 1).toUInt());

    const int enough = m_random.bounded(MinAnswered, MaxAnswered);
    const int moment = m_random.bounded(30);
    int answered = 0;
    bool killing = false;
    QByteArray refusal;
    QObject senders;
    QList<Sender *> all;
    for (int i = 0; i < Connections; ++i) {
        const QByteArray name = 'r' + QByteArray::number(number) + 'c' + QByteArray::number(i);
        auto *sender = new Sender(port, name, m_random.generate(), &senders);
        all.append(sender);
        connect(sender, &Sender::refused, this, [&refusal](const QByteArray &answer) { refusal = answer; });
        connect(sender, &Sender::answered, this, [&](const Calls &calls) {
            for (const auto &[id, bytes] : calls)
                m_answered.insert(id, bytes);
            answered += static_cast<int>(calls.size());
            if (answered >= enough && !std::exchange(killing, true))
                QTimer::singleShot(moment, Qt::PreciseTimer, &program, &QProcess::kill);
        });
    }
    QTRY_VERIFY_WITH_TIMEOUT(program.state() == QProcess::NotRunning || !refusal.isEmpty(), RoundTimeoutMs);
    QVERIFY2(refusal.isEmpty(), refusal.constData());
    QVERIFY2(killing, "the program ended by itself");
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);
    for (const Sender *sender : all)
        m_sent += sender->sent();
}

void TestKillNine::answeredCallsSurvive()
{
    for (int number = 1; number <= Rounds; ++number) {
        round(number);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(m_answered.size() >= Rounds * MinAnswered);

    const auto reader = SessionReader::open(m_dir.filePath(QStringLiteral("killed.spectap")));
    QVERIFY_OK(reader);
    QSet<QByteArray> found;
    QByteArray wrong;
    const auto read = (*reader)->calls(1, UINT32_MAX, [&](const StoredCallDetail &detail) {
        const QByteArray raw = detail.raw().toByteArray();
        const qsizetype start = raw.indexOf("\"messageId\":\"") + 13;
        const QByteArray id = raw.mid(start, raw.indexOf('"', start) - start);
        if (found.contains(id))
            wrong = "stored twice: " + raw;
        else if (m_answered.contains(id) && m_answered[id] != raw)
            wrong = "stored with other bytes: " + raw;
        found.insert(id);
        return wrong.isEmpty();
    });
    QVERIFY_OK(read);
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    for (auto it = m_answered.cbegin(); it != m_answered.cend(); ++it)
        QVERIFY2(
            found.contains(it.key()), QByteArray("answered 200 and not stored: " + it.key()).constData());
    qInfo("%lld calls answered 200 in %d rounds, all stored; %lld more stored without an answer, %d sent",
        static_cast<long long>(m_answered.size()), Rounds,
        static_cast<long long>(found.size() - m_answered.size()), m_sent);
}

SPECTAP_TEST_MAIN(TestKillNine)
#include "tst_killnine.moc"
