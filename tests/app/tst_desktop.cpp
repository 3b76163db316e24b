// SPDX-License-Identifier: MIT
// The program without its main(): real endpoint, real sockets, real files, the window off screen.
#include "app/desktop.h"

#include "model/session/sessionmeta.h"
#include "model/session/sessionreader.h"
#include "tests/capture/captureclient.h"
#include "tests/support/testmain.h"

#include "ui/files/sessionproperties.h"
#include "ui/filter/filteredit.h"
#include "ui/table/eventtable.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>

using namespace spectap;
using namespace spectap::test;

namespace {

QByteArray callNamed(const QByteArray &messageId, qsizetype padding = 0)
{
    return R"({"type":"track", "event":"Desk","userId":"u","messageId":")" + messageId +
           R"(","properties":{"pad":")" + QByteArray(padding, 'x') + R"("}})";
}

/// Sends calls one after the other, on a thread of its own, until it is told to stop; keeps what was answered
/// 200.
class Sender
{
public:
    Sender(quint16 port, const QByteArray &name)
        : m_thread([this, port, name] { run(port, name); })
    {
    }
    ~Sender() { (void)finish(); }

    [[nodiscard]] qsizetype answered()
    {
        const std::scoped_lock lock(m_mutex);
        return m_answered.size();
    }
    /// The bytes of every call answered 200.
    QSet<QByteArray> finish()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
        return m_answered;
    }

private:
    void run(quint16 port, const QByteArray &name)
    {
        CaptureClient client(port);
        for (int n = 0; !m_stop; ++n) {
            const QByteArray call = callNamed(name + QByteArray::number(n), 200);
            client.send(post("/v1/track", call));
            if (client.answer().status != 200)
                break;
            const std::scoped_lock lock(m_mutex);
            m_answered.insert(call);
        }
    }

    std::mutex m_mutex;
    QSet<QByteArray> m_answered;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

/// Every call in the session, or nothing when it cannot be read.
QSet<QByteArray> callsIn(const QString &path)
{
    QSet<QByteArray> calls;
    const auto reader = SessionReader::open(path);
    if (!reader)
        return calls;
    const auto read = (*reader)->calls(1, UINT32_MAX, [&calls](const StoredCallDetail &detail) {
        calls.insert(detail.raw().toByteArray());
        return true;
    });
    return read ? calls : QSet<QByteArray>();
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

} // namespace

class TestDesktop : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_checker;
    std::shared_ptr<const Checker> m_strict; ///< every call the tests send lacks something under these rules
    QTemporaryDir m_home;
    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Desktop> m_desktop;

    [[nodiscard]] QString file(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] quint16 port() const { return m_desktop->endpoint().port; }
    [[nodiscard]] quint32 rows() const { return m_desktop->document().rows().size(); }
    [[nodiscard]] QString session() const { return m_desktop->document().path(); }
    [[nodiscard]] QWidget *band(const char *key) const
    {
        // A band that was taken away lives on, hidden, until the event loop comes round.
        auto *found =
            m_desktop->window().findChild<QWidget *>(QString::fromLatin1("band-") + QString::fromLatin1(key));
        return found && !found->isHidden() ? found : nullptr;
    }
    [[nodiscard]] QString bandText(const char *key) const
    {
        return band(key) ? band(key)->accessibleName() : QString();
    }

    /// How many rows have an error, by the rows themselves; the document's own count must agree.
    [[nodiscard]] quint32 errors() const
    {
        quint32 count = 0;
        for (quint32 i = 0; i < rows(); ++i)
            count += m_desktop->document().rows()[i].errors > 0 ? 1U : 0U;
        const auto counted = m_desktop->document().severityCounts()[std::size_t(Severity::Error)];
        return counted == count ? count : quint32(-1);
    }
    /// Of the file, by its findings.
    [[nodiscard]] static quint32 errorsIn(const QString &path)
    {
        quint32 count = 0;
        const auto reader = SessionReader::open(path);
        const auto read = (*reader)->calls(1, UINT32_MAX, [&count](const StoredCallDetail &stored) {
            const bool bad = std::any_of(stored.findings.begin(), stored.findings.end(),
                [](const Finding &finding) { return finding.severity == Severity::Error; });
            count += bad && stored.call.row.errors > 0 ? 1U : 0U;
            return true;
        });
        return read ? count : 0;
    }
    [[nodiscard]] static QByteArray versionOf(const QString &path)
    {
        const auto reader = SessionReader::open(path);
        return reader ? (*reader)->meta(CheckedWithKey) : QByteArray("unreadable");
    }
    [[nodiscard]] EventTable *table() const { return m_desktop->window().findChild<EventTable *>(); }
    [[nodiscard]] CallMark markOf(quint32 seq) const { return m_desktop->document().marks().of(seq); }
    /// By the command, on the selected call.
    void mark(quint32 seq, const char *command)
    {
        QVERIFY(table()->selectSeq(seq));
        m_desktop->window().findChild<QAction *>(QString::fromLatin1(command))->trigger();
    }
    [[nodiscard]] static std::vector<MarkedCall> marksIn(const QString &path)
    {
        const auto reader = SessionReader::open(path);
        const auto marks = reader ? (*reader)->marks() : reader.error();
        return marks ? *marks : std::vector<MarkedCall>();
    }
    /// A session with `calls` calls checked by m_checker.
    void makeSession(const QString &path, int calls)
    {
        RowFeed feed;
        Intake intake(m_checker, &feed);
        intake.start(path, std::make_shared<StringPool>());
        for (int n = 0; n < calls; ++n) {
            Request request;
            request.receivedAt = 1'700'000'000'000'000 + n;
            request.body = callNamed(QByteArray::number(n));
            request.status = 200;
            QVERIFY(intake.offer(std::move(request), {1, quint64(n)}, true));
        }
        intake.stop();
    }

    void start(const QString &path = {})
    {
        StartOptions options;
        options.port = 0;
        options.session = path;
        m_desktop = std::make_unique<Desktop>(m_checker, options);
        m_desktop->window().show();
        m_desktop->start();
    }
    void startListening()
    {
        start();
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->endpoint().kind, EndpointState::Kind::Listening, Patience);
    }
    void send(const QByteArray &name, int count)
    {
        CaptureClient client(port());
        QVERIFY(client.connected());
        for (int n = 0; n < count; ++n) {
            client.send(post("/v1/track", callNamed(name + QByteArray::number(n))));
            QCOMPARE(client.answer().status, 200);
        }
    }

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void clearAndUndo();
    void saveWhileCallsArrive();
    void saveThenClear();
    void marksComeBack();
    void marksOfAFileThatTakesNone();
    void clearKeepsMarkedCalls();
    void saveFailsWithWords();
    void foreignFileLeavesTheSession_data();
    void foreignFileLeavesTheSession();
    void damagedFileAtStartBeginsASession();
    void recoversAfterACrash();
    void fullDiskIsSaidAndPasses();
    void recheckKeepsThePlace();
    void recheckBesideCapturing();
    void staleSessionIsCheckedWhenOpened();
    void staleSessionInUseIsSaid();
    void plansTravelWithTheSession();
    void saysWhatItIs();
};

void TestDesktop::initTestCase()
{
    QVERIFY(m_home.isValid());
    // The program we start and kill must find the same folder as we do.
    QStandardPaths::setTestModeEnabled(false);
    for (const char *name :
        {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA"})
        qputenv(name, m_home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName(QStringLiteral("spectap"));
    QCoreApplication::setApplicationName(QStringLiteral("spectap"));
    if (!SessionFolder::defaultFolder().startsWith(m_home.path()))
        QSKIP("This platform keeps the app's data where a test must not write.");
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_checker = Checker::compile(*catalogue);
    EventSpec desk;
    desk.name = "Desk";
    desk.id = "furniture/desk";
    FieldSpec legs;
    legs.path = "properties.legs";
    legs.types = TypeInteger;
    legs.presence = Presence::Always;
    legs.calls = callBit(CallType::Track);
    desk.properties = {legs};
    catalogue->events.push_back(desk);
    catalogue->version = "strict";
    m_strict = Checker::compile(std::move(*catalogue));
}

void TestDesktop::init()
{
    m_dir.emplace();
    QDir(SessionFolder::defaultFolder()).removeRecursively();
}

void TestDesktop::cleanup()
{
    m_desktop.reset();
    m_dir.reset();
}

void TestDesktop::clearAndUndo()
{
    startListening();
    send("old", 30);
    QTRY_COMPARE(rows(), 30U);
    const QString old = session();

    emit m_desktop->window().clearRequested();
    QTRY_COMPARE(rows(), 0U);
    QTRY_VERIFY(session() != old);
    QVERIFY(band("undo-clear"));
    QCOMPARE(m_desktop->endpoint().kind, EndpointState::Kind::Listening);
    send("new", 5);
    QTRY_COMPARE(rows(), 5U);
    const QString cleared = session();

    emit m_desktop->window().bandActionTriggered("undo-clear");
    QTRY_COMPARE(session(), old);
    QTRY_COMPARE(rows(), 30U);
    QTRY_VERIFY(!band("undo-clear"));
    send("more", 2);
    QTRY_COMPARE(rows(), 32U);

    m_desktop.reset();
    QCOMPARE(callsIn(old).size(), 32);
    QCOMPARE(callsIn(cleared).size(), 5); // kept as an unnamed session
}

void TestDesktop::saveWhileCallsArrive()
{
    startListening();
    const QString unnamed = session();
    Sender first(port(), "a-");
    Sender second(port(), "b-");
    QTRY_VERIFY_WITH_TIMEOUT(first.answered() + second.answered() > 300, Patience);
    emit m_desktop->window().saveAsRequested(file("shop.spectap"));
    QTRY_COMPARE_WITH_TIMEOUT(session(), file("shop.spectap"), Patience);
    const qsizetype atSave = first.answered() + second.answered();
    QTRY_VERIFY_WITH_TIMEOUT(first.answered() + second.answered() > atSave + 300, Patience);
    const QSet<QByteArray> answered = first.finish() + second.finish();

    QTRY_COMPARE_WITH_TIMEOUT(rows(), quint32(answered.size()), Patience);
    QVERIFY(m_desktop->window().windowTitle().startsWith(u"shop.spectap"));
    QVERIFY(!band("save"));
    QTRY_VERIFY(!QFile::exists(unnamed)); // it moved
    m_desktop.reset();
    QCOMPARE(callsIn(file("shop.spectap")), answered);
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
        QStringList{QStringLiteral("shop.spectap")});
}

void TestDesktop::saveThenClear()
{
    startListening();
    send("kept", 50);
    QTRY_COMPARE(rows(), 50U);
    emit m_desktop->window().saveAsRequested(file("kept.spectap"));
    emit m_desktop->window().clearRequested();
    QTRY_COMPARE(rows(), 0U);
    QTRY_COMPARE(callsIn(file("kept.spectap")).size(), 50);
    send("new", 3);
    QTRY_COMPARE(rows(), 3U);
    QVERIFY(session() != file("kept.spectap"));

    // Undo goes back to the session under its new name.
    emit m_desktop->window().undoClearRequested();
    QTRY_COMPARE(session(), file("kept.spectap"));
    QTRY_COMPARE(rows(), 50U);
}

void TestDesktop::marksComeBack()
{
    startListening();
    send("a", 4);
    QTRY_COMPARE(rows(), 4U);
    const QString unnamed = session();
    mark(2, "pinCalls");
    mark(3, "hideCalls");
    QTRY_COMPARE(marksIn(unnamed).size(), 2U); // while it is captured: what a crash would leave
    emit m_desktop->window().saveAsRequested(file("shop.spectap"));
    mark(4, "pinCalls"); // meanwhile
    QTRY_COMPARE(session(), file("shop.spectap"));
    QTRY_COMPARE(marksIn(file("shop.spectap")).size(), 3U);
    m_desktop.reset();

    start(file("shop.spectap"));
    QTRY_COMPARE(rows(), 4U);
    QTRY_VERIFY(m_desktop->isIdle());
    QVERIFY(markOf(2).has(CallMark::Pinned) && markOf(4).has(CallMark::Pinned));
    QCOMPARE(m_desktop->document().marks().hiddenCalls(), 1U);
    QCOMPARE(table()->model()->rowCount(), 3);
    mark(1, "markTest"); // nobody captures into it
    QTRY_COMPARE(marksIn(file("shop.spectap")).size(), 4U);
    m_desktop.reset();
    QCOMPARE(marksIn(file("shop.spectap")).front(), (MarkedCall{1, {CallMark::Test, {}, {}}}));
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
        QStringList{QStringLiteral("shop.spectap")});
}

void TestDesktop::marksOfAFileThatTakesNone()
{
    makeSession(file("a.spectap"), 3);
    start(file("a.spectap"));
    QTRY_COMPARE(rows(), 3U);
    QTRY_VERIFY(m_desktop->isIdle());
    auto other = SessionWriter::open(file("a.spectap"), std::make_shared<StringPool>());
    QVERIFY(other.ok());
    mark(2, "pinCalls");
    QTRY_VERIFY(bandText("marks").contains(file("a.spectap")));
    QVERIFY(markOf(2).has(CallMark::Pinned)); // in the window it is
    emit m_desktop->window().saveAsRequested(file("b.spectap"));
    QTRY_COMPARE(session(), file("b.spectap"));
    QTRY_COMPARE(marksIn(file("b.spectap")).size(), 1U);
    QVERIFY(!band("marks"));
    QVERIFY(marksIn(file("a.spectap")).empty());
}

/// Marked calls begin the new session while others go on arriving.
void TestDesktop::clearKeepsMarkedCalls()
{
    startListening();
    const QByteArray batch = R"({"batch":[)" + callNamed("one") + ',' + callNamed("two") + "]}";
    CaptureClient client(port());
    client.send(post("/v1/batch", batch));
    QCOMPARE(client.answer().status, 200);
    send("old", 8);
    QTRY_COMPARE(rows(), 10U);
    client.send(post("/v1/track", callNamed("old3"))); // call 6 again
    QCOMPARE(client.answer().status, 200);
    QTRY_COMPARE(rows(), 11U);
    mark(2, "pinCalls");
    mark(6, "markTest");
    mark(9, "hideCalls"); // that is no reason to keep it
    m_desktop->window().findChild<QAction *>(QStringLiteral("keepMarked"))->setChecked(true);
    const QString old = session();
    QSet<QByteArray> answered;
    {
        Sender sender(port(), "live-");
        QTRY_VERIFY_WITH_TIMEOUT(sender.answered() > 50, Patience);
        emit m_desktop->window().clearRequested();
        QTRY_VERIFY_WITH_TIMEOUT(session() != old, Patience);
        const qsizetype atClear = sender.answered();
        QTRY_VERIFY_WITH_TIMEOUT(sender.answered() > atClear + 50, Patience);
        answered = sender.finish();
    }
    const QString fresh = session();
    QVERIFY(bandText("undo-clear").contains(QStringLiteral("2")));
    QTRY_VERIFY(m_desktop->isIdle());
    QVERIFY(markOf(1).has(CallMark::Pinned) && markOf(2).has(CallMark::Test));
    QCOMPARE(marksIn(fresh).size(), 2U);
    client.send(post("/v1/track", callNamed("old3"))); // once more: it folds into the one that was kept
    QCOMPARE(client.answer().status, 200);
    const quint32 last = quint32(callsIn(fresh).size()) + 1;
    QTRY_COMPARE(rows(), last);
    QCOMPARE(m_desktop->document().rows()[last - 1].retryOf, 2U);
    QTRY_VERIFY(versionOf(fresh) == m_checker->version()); // checked as what they are now

    const auto reader = SessionReader::open(fresh);
    QVERIFY(reader.ok());
    const auto first = (*reader)->call(1);
    QVERIFY(first.ok());
    QCOMPARE(first->raw().toByteArray(), callNamed("two"));
    QCOMPARE(first->request.body, batch); // as it was received
    QCOMPARE((*reader)->call(2)->raw().toByteArray(), callNamed("old3"));
    quint32 seq = 0;
    QVERIFY((*reader)->calls(1, UINT32_MAX, [&](const StoredCallDetail &call) { return call.seq == ++seq; }));
    QCOMPARE(seq, last);
    QVERIFY((callsIn(old) | callsIn(fresh)).contains(answered)); // nothing answered is lost

    emit m_desktop->window().undoClearRequested();
    QTRY_COMPARE(session(), old);
    QTRY_VERIFY(m_desktop->isIdle());
    QVERIFY(markOf(6).has(CallMark::Test) && markOf(9).has(CallMark::Hidden));
}

void TestDesktop::saveFailsWithWords()
{
    startListening();
    send("a", 3);
    const QString before = session();
    emit m_desktop->window().saveAsRequested(file("no/such/folder.spectap"));
    QTRY_VERIFY(bandText("save").contains(file("no/such/folder.spectap")));
    QCOMPARE(session(), before);
    send("b", 3);
    QTRY_COMPARE(rows(), 6U);
}

void TestDesktop::foreignFileLeavesTheSession_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    QByteArray session;
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("s.spectap"));
        {
            const auto pool = std::make_shared<StringPool>();
            auto writer = SessionWriter::open(path, pool);
            QVERIFY(writer.ok());
            QVERIFY((*writer)->begin().ok());
            for (quint32 seq = 1; seq <= 2000; ++seq) {
                Request request;
                request.body = callNamed(QByteArray::number(seq));
                QVERIFY((*writer)->addRequest(request).ok());
                StoredCall call;
                call.request = request.id;
                call.row.name = pool->intern(QByteArray("Desk " + QByteArray::number(seq)));
                call.length = quint32(request.body.size());
                QVERIFY((*writer)->addCall(seq, call, {}).ok());
            }
            QVERIFY((*writer)->commit().ok());
        }
        QFile stored(path);
        QVERIFY(stored.open(QIODevice::ReadOnly));
        session = stored.readAll();
    }
    QByteArray overwritten = session;
    for (qsizetype page = 4096 * 20; page < overwritten.size(); page += 4096)
        overwritten.replace(page, 64, QByteArray(64, '\xa5'));
    QByteArray foreign = session;
    foreign.replace(68, 4, "\x01\x02\x03\x04"); // the application id in SQLite's header
    QTest::newRow("text") << QByteArray("{\"batch\":[]}") << QStringLiteral("not a Spectap session");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("not a Spectap session");
    QTest::newRow("another program's database") << foreign << QStringLiteral("not a Spectap session");
    QTest::newRow("cut short") << session.first(session.size() / 3) << QStringLiteral("damaged");
    QTest::newRow("pages overwritten") << overwritten << QStringLiteral("damaged");
}

void TestDesktop::foreignFileLeavesTheSession()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, words);
    QFile broken(file("broken.spectap"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(content);
    broken.close();

    startListening();
    send("a", 10);
    QTRY_COMPARE(rows(), 10U);
    const QString before = session();
    const QString title = m_desktop->window().windowTitle();
    QSignalSpy failed(m_desktop.get(), &Desktop::openFailed);
    emit m_desktop->window().openRequested(broken.fileName());
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QTRY_VERIFY2(bandText("open").contains(words), qPrintable(bandText("open"))); // shown by the event loop
    QVERIFY(bandText("open").contains(broken.fileName()));

    QCOMPARE(session(), before);
    QCOMPARE(m_desktop->window().windowTitle(), title);
    QCOMPARE(m_desktop->endpoint().kind, EndpointState::Kind::Listening);
    send("b", 10);
    QTRY_COMPARE(rows(), 20U);
    QVERIFY(broken.open(QIODevice::ReadOnly));
    QCOMPARE(broken.readAll(), content);

    // What is left of a session is offered, and shown as a session of its own.
    auto *recover = band("open")->findChild<QPushButton *>();
    QCOMPARE(recover && recover->isVisible(), words == u"damaged");
    if (words != u"damaged")
        return;
    recover->click();
    QTRY_VERIFY_WITH_TIMEOUT(bandText("import").contains(u"recovered from broken.spectap"), Patience);
    QVERIFY2(bandText("import").contains(u"At least"), qPrintable(bandText("import")));
    QTRY_VERIFY(m_desktop->isIdle());
    QVERIFY(rows() > 100 && rows() < 2000);
    QVERIFY(session() != before && session() != broken.fileName());
    QVERIFY(!band("open"));
    broken.seek(0);
    QCOMPARE(broken.readAll(), content);
}

void TestDesktop::damagedFileAtStartBeginsASession()
{
    QFile broken(file("broken.spectap"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("nothing");
    broken.close();
    start(broken.fileName());
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->endpoint().kind, EndpointState::Kind::Listening, Patience);
    QVERIFY(!bandText("open").isEmpty());
    send("a", 2);
    QTRY_COMPARE(rows(), 2U);
}

void TestDesktop::recoversAfterACrash()
{
    const quint16 port = freePort();
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(SPECTAP_PROGRAM), {QStringLiteral("--port"), QString::number(port)});
    QVERIFY2(program.waitForStarted(Patience), qPrintable(program.errorString()));
    QTRY_VERIFY_WITH_TIMEOUT(CaptureClient(port).connected(), Patience);
    Sender sender(port, "crash-");
    QTRY_VERIFY_WITH_TIMEOUT(sender.answered() > 500, Patience);
    program.kill();
    QVERIFY(program.waitForFinished(Patience));
    const QSet<QByteArray> answered = sender.finish();

    startListening();
    QCOMPARE(rows(), 0U);
    QVERIFY2(
        bandText("recover").contains(QLocale().toString(answered.size())) ||
            bandText("recover").contains(QLocale().toString(answered.size() + 1)), // stored, not yet answered
        qPrintable(bandText("recover")));
    emit m_desktop->window().bandActionTriggered("recover");
    QTRY_VERIFY_WITH_TIMEOUT(rows() >= quint32(answered.size()), Patience);
    QTRY_VERIFY(m_desktop->isIdle());
    QVERIFY(!band("recover"));
    const QString recovered = session();
    QVERIFY(callsIn(recovered).contains(answered));

    // Taken care of: the next start does not offer it again, and keeps it.
    startListening();
    QVERIFY(!band("recover"));
    QCOMPARE(rows(), 0U);
    QVERIFY(callsIn(recovered).contains(answered));
}

void TestDesktop::fullDiskIsSaidAndPasses()
{
    startListening();
    send("before", 5);
    QTRY_COMPARE(rows(), 5U);
    // SQLite counts pages here instead of the system its blocks; from the failing write on it is the same.
    m_desktop->intake().limitFile(300'000);

    QSet<QByteArray> answered;
    CaptureClient client(port());
    int refused = 0;
    for (int n = 0; n < 200 && refused < 3; ++n) {
        const QByteArray call = callNamed("full" + QByteArray::number(n), 8000);
        client.send(post("/v1/track", call));
        const WireAnswer answer = client.answer();
        if (answer.status == 200) {
            QCOMPARE(refused, 0);
            answered.insert(call);
        } else {
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.body.contains("storing_failed"));
            ++refused;
        }
    }
    QCOMPARE(refused, 3);
    QVERIFY(!answered.isEmpty());
    QTRY_VERIFY2(bandText("storing").contains(u"SDKs are told to retry"), qPrintable(bandText("storing")));
    QTRY_COMPARE(rows(), 5U + quint32(answered.size()));

    m_desktop->intake().limitFile(1LL << 40);
    QTRY_VERIFY_WITH_TIMEOUT(!band("storing"), Patience); // by itself: nothing is sent meanwhile
    const QByteArray call = callNamed("after", 8000);
    client.send(post("/v1/track", call));
    QCOMPARE(client.answer().status, 200);
    answered.insert(call);
    QTRY_COMPARE(rows(), 5U + quint32(answered.size()));
    const QString path = session();
    m_desktop.reset();
    QCOMPARE(callsIn(path).size(), 5 + answered.size());
    QVERIFY(callsIn(path).contains(answered));
}

void TestDesktop::recheckKeepsThePlace()
{
    startListening();
    send("a", 300);
    QTRY_COMPARE(rows(), 300U);
    QCOMPARE(errors(), 0U);
    auto *table = m_desktop->window().findChild<EventTable *>();
    QVERIFY(table);
    QTRY_COMPARE(table->model()->rowCount(), 300);
    QVERIFY(m_desktop->window().selectCall(120));
    table->verticalScrollBar()->setValue(110);
    const int scrolled = table->verticalScrollBar()->value();
    QSignalSpy reset(table->model(), &QAbstractItemModel::modelReset);
    QSignalSpy loaded(&m_desktop->document(), &SessionDocument::callLoaded);

    m_desktop->recheck(m_strict);
    QTRY_COMPARE(errors(), 300U);
    QTRY_VERIFY(m_desktop->isIdle() && m_desktop->window().isSettled());
    QCOMPARE(table->currentSeq(), 120U);
    QCOMPARE(table->verticalScrollBar()->value(), scrolled);
    QCOMPARE(reset.size(), 0);
    QVERIFY(!band("rechecking") && !band("recheck"));
    // The call that is open is shown with its new findings.
    QTRY_VERIFY(!loaded.isEmpty() &&
                loaded.last().first().value<std::shared_ptr<const CallDocument>>()->result.worst() ==
                    Severity::Error);
    // Calls that come now are judged alike.
    send("b", 5);
    QTRY_COMPARE(errors(), 305U);
    QCOMPARE(versionOf(session()), m_strict->version());
    QCOMPARE(errorsIn(session()), 305U);

    // Back: with a filter on what goes away, rows leave.
    auto *filter = m_desktop->window().findChild<FilterEdit *>();
    QVERIFY(filter);
    filter->apply(QStringLiteral("has:error"));
    QTRY_COMPARE(table->model()->rowCount(), 305);
    m_desktop->recheck(m_checker);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QCOMPARE(errors(), 0U);
    QTRY_VERIFY(m_desktop->isIdle());
    filter->apply({});
    QTRY_COMPARE(table->model()->rowCount(), 305);
}

void TestDesktop::recheckBesideCapturing()
{
    startListening();
    send("a", 1500);
    QTRY_COMPARE(rows(), 1500U);
    QSet<QByteArray> answered;
    {
        Sender sender(port(), "live-");
        QTRY_VERIFY_WITH_TIMEOUT(sender.answered() > 50, Patience);
        m_desktop->recheck(m_strict);
        const QString unnamed = session();
        QTRY_VERIFY_WITH_TIMEOUT(versionOf(unnamed) == m_strict->version(), Patience);
        // Save as in the middle of another re-check, calls still coming.
        m_desktop->recheck(m_checker);
        m_desktop->recheck(m_strict);
        emit m_desktop->window().saveAsRequested(file("desk.spectap"));
        QTRY_COMPARE_WITH_TIMEOUT(session(), file("desk.spectap"), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(versionOf(session()) == m_strict->version(), Patience);
        answered = sender.finish();
    }
    const quint32 all = 1500 + quint32(answered.size());
    QTRY_COMPARE_WITH_TIMEOUT(rows(), all, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(errors(), all, Patience);
    m_desktop.reset();
    QVERIFY(callsIn(file("desk.spectap")).contains(answered));
    QCOMPARE(errorsIn(file("desk.spectap")), all);
}

void TestDesktop::staleSessionIsCheckedWhenOpened()
{
    makeSession(file("old.spectap"), 2500);
    QCOMPARE(errorsIn(file("old.spectap")), 0U);
    std::swap(m_checker, m_strict);
    start(file("old.spectap"));
    std::swap(m_checker, m_strict);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 2500U, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(errors(), 2500U, Patience);
    QTRY_VERIFY(m_desktop->isIdle());
    QCOMPARE(errorsIn(file("old.spectap")), 2500U);
    QCOMPARE(versionOf(file("old.spectap")), m_strict->version());
    QTRY_COMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
        QStringList{QStringLiteral("old.spectap")});
}

void TestDesktop::staleSessionInUseIsSaid()
{
    makeSession(file("old.spectap"), 20);
    const auto writer = SessionWriter::open(file("old.spectap"), std::make_shared<StringPool>());
    QVERIFY(writer.ok());
    std::swap(m_checker, m_strict);
    start(file("old.spectap"));
    std::swap(m_checker, m_strict);
    QTRY_VERIFY_WITH_TIMEOUT(bandText("recheck").contains(u"is being written by"), Patience);
    QCOMPARE(rows(), 20U);
    QCOMPARE(errors(), 0U); // as stored: the row, the call and the file say the same
}

void TestDesktop::plansTravelWithTheSession()
{
    QFile plan(file("shop.json"));
    QVERIFY(plan.open(QIODevice::WriteOnly));
    plan.write(
        R"({"display_name":"Furniture \u00fc","rules":{"events":[{"name":"Desk","version":1,"rules":)"
        R"({"type":"object","properties":{"properties":{"type":"object","required":["coupon"]}}}}]}})");
    plan.close();
    startListening();
    emit m_desktop->window().planFilesRequested({plan.fileName()});
    send("a", 3);
    QTRY_COMPARE_WITH_TIMEOUT(errors(), 3U, Patience);
    QTRY_VERIFY(m_desktop->isIdle());
    emit m_desktop->window().saveAsRequested(file("shop.spectap"));
    QTRY_COMPARE_WITH_TIMEOUT(session(), file("shop.spectap"), Patience);
    m_desktop.reset();
    QVERIFY(plan.remove());
    QFile stored(file("shop.spectap"));
    QVERIFY(stored.open(QIODevice::ReadOnly));
    const QByteArray before = stored.readAll();

    // Where the plan is not: the same findings, and nothing is written.
    start(file("shop.spectap"));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 3U, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(bandText("stored-plan").contains(u"Furniture \u00fc"), Patience);
    QTRY_VERIFY(m_desktop->isIdle());
    QCOMPARE(errors(), 3U);
    QVERIFY(!band("recheck"));
    stored.seek(0);
    QVERIFY(stored.readAll() == before);

    // What is captured next is not that plan's.
    emit m_desktop->window().listenRequested(0);
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->endpoint().kind, EndpointState::Kind::Listening, Patience);
    QVERIFY(!band("stored-plan"));
    send("b", 2);
    QTRY_COMPARE(rows(), 2U);
    QCOMPARE(errors(), 0U);
}

void TestDesktop::saysWhatItIs()
{
    startListening();
    send("a", 2);
    const auto dialog = [this] {
        m_desktop->window().findChild<QAction *>(QStringLiteral("propertiesAction"))->trigger();
        const auto shown = [this] {
            return m_desktop->window().findChild<SessionPropertiesDialog *>(
                QStringLiteral("sessionProperties"));
        };
        (void)QTest::qWaitFor([&] { return shown() != nullptr; }, Patience);
        return shown();
    };
    const auto keep = [](SessionPropertiesDialog *properties) {
        QPointer<SessionPropertiesDialog> closed = properties;
        QTest::mouseClick(
            properties->findChild<QPushButton *>(QStringLiteral("keepProperties")), Qt::LeftButton);
        return QTest::qWaitFor([&] { return !closed; });
    };
    SessionPropertiesDialog *properties = dialog();
    QVERIFY(properties);
    QTest::keyClicks(
        properties->findChild<QLineEdit *>(QStringLiteral("sessionTitle")), QStringLiteral(" New  cart "));
    QTest::keyClicks(properties->findChild<QPlainTextEdit *>(QStringLiteral("sessionDescription")),
        QStringLiteral("Build 7"));
    QVERIFY(keep(properties));
    QVERIFY(m_desktop->window().windowTitle().startsWith(QStringLiteral("New cart (")));
    send("b", 1); // it is kept beside what goes on
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 3U, Patience);

    emit m_desktop->window().saveAsRequested(file("shop.spectap"));
    QTRY_COMPARE_WITH_TIMEOUT(session(), file("shop.spectap"), Patience);
    m_desktop.reset();
    start(file("shop.spectap"));
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->window().windowTitle(),
        QStringLiteral("New cart (shop.spectap) \u2014 Spectap"), Patience);
    properties = dialog();
    QVERIFY(properties);
    QCOMPARE(properties->findChild<QPlainTextEdit *>()->toPlainText(), QStringLiteral("Build 7"));
    const QList<QLabel *> labels = properties->findChildren<QLabel *>();
    const auto says = [&labels](const QString &words) {
        return std::any_of(labels.begin(), labels.end(),
            [&words](const QLabel *label) { return label->text().contains(words); });
    };
    QVERIFY(says(QDir::toNativeSeparators(file("shop.spectap"))));
    QVERIFY(says(QStringLiteral("3 call")));
    QVERIFY(says(QStringLiteral("Spectap " SPECTAP_VERSION)));
    properties->findChild<QLineEdit *>()->clear();
    QVERIFY(keep(properties));
    QTRY_COMPARE(m_desktop->window().windowTitle(), QStringLiteral("shop.spectap \u2014 Spectap"));
    QTRY_COMPARE(sessionMeta(file("shop.spectap"), TitleKey), QByteArray());
    QCOMPARE(sessionMeta(file("shop.spectap"), DescriptionKey), QByteArray("Build 7"));
}

SPECTAP_GUI_TEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
