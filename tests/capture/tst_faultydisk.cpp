// SPDX-License-Identifier: MIT
// Capturing while the disk is full, fails or goes away: SDKs are told to retry, what was answered 200 stays,
// and capturing goes on by itself.
#include "app/capture/intake.h"
#include "model/session/sessionreader.h"
#include "model/session/sessionschema.h"
#include "tests/support/faultydisk.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

using namespace spectap;
using namespace spectap::test;

namespace {

constexpr auto Patience = std::chrono::seconds(30);
constexpr int PatienceMs = 30'000;

} // namespace

class TestFaultyDisk : public QObject
{
    Q_OBJECT

    FaultyDisk m_disk;
    std::shared_ptr<const Checker> m_checker;
    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<Intake> m_intake;
    QString m_path;
    QByteArrayList m_answered; ///< 200
    int m_sent = 0;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<quint64, IntakeReply> m_replies;

    void begin(const QString &path);
    IntakeReply send(qsizetype bytes = 200);
    /// Until it is refused for want of a disk; false when that does not happen.
    bool sendUntilRefused(qsizetype bytes);
    void expectWhatWasAnswered();

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void failsAfterSomeBytes_data();
    void failsAfterSomeBytes();
    void goesOnByItself_data();
    void goesOnByItself();
    void closedWhileItFails_data();
    void closedWhileItFails();
    void fullFileSystem();
    void fileDeleted();
    void folderMovedAwayAndBack();
    void folderCopiedBack();
    void anotherFileInItsPlace();
    void savedElsewhereWhenGone();
};

void TestFaultyDisk::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_checker = Checker::compile(std::move(*catalogue));
}

void TestFaultyDisk::init()
{
    m_folder.emplace();
    m_answered.clear();
    begin(m_folder->filePath(QStringLiteral("drive/a.spectap")));
}

void TestFaultyDisk::cleanup()
{
    m_disk.works();
    m_intake.reset();
}

void TestFaultyDisk::begin(const QString &path)
{
    m_path = path;
    QDir().mkpath(QFileInfo(path).path());
    m_intake = std::make_unique<Intake>(m_checker, nullptr);
    m_intake->setReplySink([this](std::vector<IntakeReply> &&replies) {
        const std::scoped_lock lock(m_mutex);
        for (IntakeReply &reply : replies)
            m_replies[reply.ticket.request] = std::move(reply);
        m_changed.notify_all();
    });
    m_intake->start(path, std::make_shared<StringPool>());
    for (int n = 0; n < 5; ++n)
        QCOMPARE(send().status, 200);
}

IntakeReply TestFaultyDisk::send(qsizetype bytes)
{
    const auto number = static_cast<quint64>(++m_sent);
    Request request;
    request.receivedAt = 1'700'000'000'000'000 + m_sent;
    request.method = "POST";
    request.target = "/v1/track";
    request.status = 200;
    request.body = R"({"type":"track","event":"E","userId":"u","n":)" + QByteArray::number(m_sent) +
                   R"(,"pad":")" + QByteArray(bytes, 'x') + "\"}";
    const QByteArray body = request.body;
    if (!m_intake->offer(std::move(request), {1, number}, true))
        qFatal("the queue is full");
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, Patience, [&] { return m_replies.contains(number); }))
        qFatal("no answer");
    const IntakeReply reply = m_replies[number];
    if (reply.status == 200)
        m_answered += body;
    return reply;
}

bool TestFaultyDisk::sendUntilRefused(qsizetype bytes)
{
    for (int n = 0; n < 500; ++n) {
        const IntakeReply reply = send(bytes);
        if (reply.status == 200)
            continue;
        return reply.status == 503 && reply.code == "storing_failed" && !reply.message.isEmpty();
    }
    return false;
}

/// Just that, in its order, in a whole file.
void TestFaultyDisk::expectWhatWasAnswered()
{
    m_intake->stop();
    m_disk.works();
    const auto whole = checkIsWhole(m_path);
    QVERIFY2(whole.ok(), qPrintable(whole.ok() ? QString() : whole.error().message));
    const auto reader = SessionReader::open(m_path);
    QVERIFY(reader.ok());
    QByteArrayList stored;
    QVERIFY((*reader)
                ->calls(1, UINT32_MAX,
                    [&stored](const StoredCallDetail &detail) {
                        stored += detail.raw().toByteArray();
                        return true;
                    })
                .ok());
    QCOMPARE(stored.size(), m_answered.size());
    QCOMPARE(stored, m_answered);
}

void TestFaultyDisk::failsAfterSomeBytes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<qint64>("step");
    QTest::newRow("full") << SQLITE_FULL << qint64(3001);
    QTest::newRow("write error") << SQLITE_IOERR_WRITE << qint64(2777);
}

/// Wherever in the log or, of a checkpoint, in the file it strikes.
void TestFaultyDisk::failsAfterSomeBytes()
{
    QFETCH(int, code);
    QFETCH(qint64, step);
    for (qint64 bytes = 0; bytes < 40 * step; bytes += step) {
        m_disk.failAfter(bytes, code);
        QVERIFY2(sendUntilRefused(1500), qPrintable(QString::number(bytes)));
        QCOMPARE(send().status, 503);
        m_disk.works();
        QCOMPARE(send().status, 200); // whoever comes first tries
    }
    expectWhatWasAnswered();
}

void TestFaultyDisk::goesOnByItself_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("sync");
    QTest::newRow("full") << SQLITE_FULL << false;
    QTest::newRow("drive fails") << SQLITE_IOERR_WRITE << true;
}

void TestFaultyDisk::goesOnByItself()
{
    QFETCH(int, code);
    QFETCH(bool, sync);
    QSignalSpy failed(m_intake.get(), &Intake::storingFailed);
    QSignalSpy recovered(m_intake.get(), &Intake::storingRecovered);
    m_disk.failAfter(10'000, code);
    m_disk.failSync(sync);
    QVERIFY(sendUntilRefused(1000));
    for (int n = 0; n < 10; ++n)
        QCOMPARE(send(1000).status, 503);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, PatienceMs); // said once
    QVERIFY(failed[0][0].toString().contains(m_path));
    QCOMPARE(recovered.size(), 0);
    m_disk.works();
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, PatienceMs); // nothing is sent meanwhile
    QCOMPARE(send(1000).status, 200);
    expectWhatWasAnswered();
}

void TestFaultyDisk::closedWhileItFails_data()
{
    goesOnByItself_data();
}

void TestFaultyDisk::closedWhileItFails()
{
    QFETCH(int, code);
    QFETCH(bool, sync);
    m_disk.failAfter(30'000, code);
    m_disk.failSync(sync);
    QVERIFY(sendUntilRefused(1000));
    expectWhatWasAnswered();
}

void TestFaultyDisk::fullFileSystem()
{
#ifdef Q_OS_LINUX
    m_intake.reset();
    m_answered.clear();
    const QString place = m_folder->filePath(QStringLiteral("small"));
    QDir().mkpath(place);
    const QByteArray target = QFile::encodeName(place);
    const auto unmount = qScopeGuard([&] {
        m_intake.reset();
        ::umount2(target.constData(), MNT_DETACH);
    });
    if (::mount("tmpfs", target.constData(), "tmpfs", 0, "size=2m") != 0)
        QSKIP("a file system of 2 MiB can be mounted by root only");
    begin(place + QStringLiteral("/a.spectap"));
    QSignalSpy recovered(m_intake.get(), &Intake::storingRecovered);
    QFile ballast(place + QStringLiteral("/ballast"));
    QVERIFY(ballast.open(QIODevice::WriteOnly));
    QVERIFY(ballast.write(QByteArray(1024 * 1024, 'x')) > 0 && ballast.flush());
    QVERIFY(sendUntilRefused(2000));
    QVERIFY(m_answered.size() > 10);
    QCOMPARE(send(2000).status, 503);
    QVERIFY(ballast.remove());
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, PatienceMs);
    QCOMPARE(send(2000).status, 200);
    expectWhatWasAnswered();
#else
    QSKIP("Linux mounts small file systems");
#endif
}

void TestFaultyDisk::fileDeleted()
{
#ifdef Q_OS_WIN
    QSKIP("an open file cannot be deleted");
#endif
    QSignalSpy putBack(m_intake.get(), &Intake::putBack);
    QVERIFY(QFile::remove(m_path));
    QCOMPARE(send().status, 503); // nobody would find it
    QCOMPARE(send().status, 200); // written anew, with everything from before
    QTRY_COMPARE(putBack.size(), 1);
    QVERIFY(QFile::exists(m_path));
    QCOMPARE(send().status, 200);
    expectWhatWasAnswered();
    QCOMPARE(QFileInfo(m_path).dir().entryList(QDir::Files | QDir::Hidden),
        QStringList{QStringLiteral("a.spectap")});
}

void TestFaultyDisk::folderMovedAwayAndBack()
{
#ifdef Q_OS_WIN
    QSKIP("the folder of an open file cannot be moved");
#endif
    QSignalSpy failed(m_intake.get(), &Intake::storingFailed);
    QSignalSpy recovered(m_intake.get(), &Intake::storingRecovered);
    const QString drive = QFileInfo(m_path).path();
    QVERIFY(QDir().rename(drive, drive + QStringLiteral("-away")));
    QCOMPARE(send().status, 503);
    QCOMPARE(send().status, 503);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, PatienceMs);
    QVERIFY2(failed[0][0].toString().contains(u"is gone"), qPrintable(failed[0][0].toString()));
    QVERIFY(!QFile::exists(drive)); // not made up
    QVERIFY(QDir().rename(drive + QStringLiteral("-away"), drive));
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, PatienceMs);
    QCOMPARE(send().status, 200);
    expectWhatWasAnswered();
}

/// As a drive that is put in again: the same files, but not those that are open.
void TestFaultyDisk::folderCopiedBack()
{
#ifdef Q_OS_WIN
    QSKIP("the folder of an open file cannot be moved");
#endif
    QSignalSpy recovered(m_intake.get(), &Intake::storingRecovered);
    const QDir drive(QFileInfo(m_path).path());
    const QString away = drive.path() + QStringLiteral("-away");
    QVERIFY(QDir().rename(drive.path(), away));
    QCOMPARE(send().status, 503);
    QVERIFY(QDir().mkpath(drive.path() + QStringLiteral("-new")));
    for (const char *name : {"a.spectap", "a.spectap-wal"}) {
        QVERIFY(QFile::copy(away + u'/' + QLatin1StringView(name),
            drive.path() + QStringLiteral("-new/") + QLatin1StringView(name)));
    }
    QVERIFY(QDir().rename(drive.path() + QStringLiteral("-new"), drive.path()));
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, PatienceMs);
    QCOMPARE(send().status, 200);
    expectWhatWasAnswered();
}

void TestFaultyDisk::anotherFileInItsPlace()
{
#ifdef Q_OS_WIN
    QSKIP("an open file cannot be replaced");
#endif
    QSignalSpy failed(m_intake.get(), &Intake::storingFailed);
    QVERIFY(QFile::remove(m_path));
    QFile other(m_path);
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("somebody's notes");
    other.close();
    QCOMPARE(send().status, 503);
    QCOMPARE(send().status, 503);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, PatienceMs);
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), "somebody's notes");
    other.close();
    QVERIFY(other.remove());
    QTRY_COMPARE_WITH_TIMEOUT(send().status, 200, PatienceMs);
    expectWhatWasAnswered();
}

void TestFaultyDisk::savedElsewhereWhenGone()
{
#ifdef Q_OS_WIN
    QSKIP("the folder of an open file cannot be deleted");
#endif
    QSignalSpy saved(m_intake.get(), &Intake::saved);
    QSignalSpy recovered(m_intake.get(), &Intake::storingRecovered);
    QVERIFY(QDir(QFileInfo(m_path).path()).removeRecursively());
    QCOMPARE(send().status, 503);
    const QString elsewhere = m_folder->filePath(QStringLiteral("b.spectap"));
    m_intake->saveAs(m_path, elsewhere);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, PatienceMs);
    m_path = elsewhere;
    QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, PatienceMs);
    QCOMPARE(send().status, 200);
    expectWhatWasAnswered();
}

SPECTAP_TEST_MAIN(TestFaultyDisk)
#include "tst_faultydisk.moc"
