// SPDX-License-Identifier: MIT
#include "model/session/sessionfolder.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <set>

using namespace spectap;
using namespace spectap::test;

class TestSessionFolder : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void createsPrivateFolder();
    void namesAreNew();
    void listsNewestFirst();
    void leavesOutLivingOnes();
    void findsCrashedOnes();
    void leavesForeignFilesAlone();
    void prunesByNumber();
    void prunesByAge();
    void prunesUnusedNames();
    void neverPrunesCrashedOrOpen();

private:
    /// A closed session that began `daysAgo`, with `calls` calls.
    QString session(const char *name, double daysAgo, int calls = 1);
    /// The same, but as a killed writer leaves it.
    QString crashedSession(const char *name, double daysAgo);
    QStringList names() const;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSessionFolder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

QString TestSessionFolder::session(const char *name, double daysAgo, int calls)
{
    const QString path = m_dir->filePath(QString::fromLatin1(name));
    SampleSession session(path);
    if (!session.opened())
        qFatal("%s", qPrintable(reason(session.opened())));
    const auto started = QDateTime::currentMSecsSinceEpoch() * 1000 - static_cast<Micros>(daysAgo * 86'400e6);
    (void)session.writer().setMeta("started_at", QByteArray::number(started));
    for (int i = 0; i < calls; ++i)
        (void)session.store("{}");
    return path;
}

QString TestSessionFolder::crashedSession(const char *name, double daysAgo)
{
    const QString path = session(name, daysAgo);
    const QString left = path + QStringLiteral(".left");
    {
        SampleSession running(path);
        (void)running.store("{}");
        QFile::copy(path, left);
        QFile::copy(path + QStringLiteral("-wal"), left + QStringLiteral("-wal"));
    }
    QFile::remove(path);
    QFile::rename(left, path);
    QFile::rename(left + QStringLiteral("-wal"), path + QStringLiteral("-wal"));
    return path;
}

QStringList TestSessionFolder::names() const
{
    return QDir(m_dir->path()).entryList(QDir::Files, QDir::Name);
}

void TestSessionFolder::createsPrivateFolder()
{
    const QString path = m_dir->filePath(QStringLiteral("deep/sessions"));
    const SessionFolder folder(path);
    QVERIFY(QDir(path).exists());
#ifndef Q_OS_WIN
    QVERIFY(!(QFile::permissions(path) &
              (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther)));
#endif
    QVERIFY(!SessionFolder::defaultFolder().isEmpty());
}

void TestSessionFolder::namesAreNew()
{
    SessionFolder folder(m_dir->path());
    std::set<QString> paths;
    for (int i = 0; i < 20; ++i) {
        const auto path = folder.newPath();
        QVERIFY_OK(path);
        QVERIFY(path->endsWith(QStringLiteral(".spectap")));
        paths.insert(*path);
    }
    QCOMPARE(paths.size(), 20U);
    SampleSession session(*paths.begin());
    QVERIFY_OK(session.opened());
    QVERIFY_OK(session.store("{}"));

    SessionFolder missing(m_dir->filePath(QStringLiteral("gone")));
    QVERIFY(QDir(m_dir->filePath(QStringLiteral("gone"))).removeRecursively());
    QCOMPARE(missing.newPath().error().code, ErrorCode::Io);
}

void TestSessionFolder::listsNewestFirst()
{
    session("a.spectap", 2, 3);
    session("b.spectap", 1, 0);
    session("c.spectap", 3, 5);
    const auto entries = SessionFolder(m_dir->path()).entries();
    QCOMPARE(entries.size(), 3U);
    QCOMPARE(entries[0].path, m_dir->filePath(QStringLiteral("b.spectap")));
    QCOMPARE(entries[0].calls, 0U);
    QCOMPARE(entries[1].calls, 3U);
    QCOMPARE(entries[2].calls, 5U);
    for (const auto &entry : entries)
        QVERIFY(!entry.crashed);
}

void TestSessionFolder::leavesOutLivingOnes()
{
    session("a.spectap", 1);
    SampleSession living(m_dir->filePath(QStringLiteral("b.spectap")));
    QVERIFY_OK(living.store("{}"));
    const auto entries = SessionFolder(m_dir->path()).entries();
    QCOMPARE(entries.size(), 1U);
    QVERIFY(entries[0].path.endsWith(QStringLiteral("a.spectap")));
    QVERIFY_OK(living.store("{}"));
}

void TestSessionFolder::findsCrashedOnes()
{
    const QString path = crashedSession("a.spectap", 1);
    const auto entries = SessionFolder(m_dir->path()).entries();
    QCOMPARE(entries.size(), 1U);
    QVERIFY(entries[0].crashed);
    QCOMPARE(entries[0].calls, 2U);
    // Going on with it, or just closing it, makes it whole.
    {
        SampleSession again(path);
        QVERIFY_OK(again.opened());
    }
    const auto after = SessionFolder(m_dir->path()).entries();
    QVERIFY(!after.at(0).crashed);
    QCOMPARE(after[0].calls, 2U);
    QCOMPARE(names(), QStringList{QStringLiteral("a.spectap")});
}

void TestSessionFolder::leavesForeignFilesAlone()
{
    for (const char *name : {"note.txt", "text.spectap"}) {
        QFile out(m_dir->filePath(QString::fromLatin1(name)));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("not a session");
    }
    SessionFolder folder(m_dir->path());
    QVERIFY(folder.entries().empty());
    folder.prune({});
    QCOMPARE(names(), (QStringList{QStringLiteral("note.txt"), QStringLiteral("text.spectap")}));
}

void TestSessionFolder::prunesByNumber()
{
    for (int i = 0; i < 14; ++i)
        session(qPrintable(QStringLiteral("s%1.spectap").arg(i, 2, 10, QLatin1Char('0'))), 0.1 + i * 0.1, 0);
    SessionFolder folder(m_dir->path());
    folder.prune({});
    QCOMPARE(names().size(), SessionFolder::Retention::DefaultSessions);
    QCOMPARE(names().constFirst(), QStringLiteral("s00.spectap"));
    QCOMPARE(names().constLast(), QStringLiteral("s09.spectap"));
}

void TestSessionFolder::prunesByAge()
{
    session("new.spectap", 6.9);
    session("old.spectap", 7.1);
    const QString old = m_dir->filePath(QStringLiteral("old.spectap"));
    SessionFolder(m_dir->path()).prune({.baseline = old}); // others are compared with it
    QCOMPARE(names(), (QStringList{QStringLiteral("new.spectap"), QStringLiteral("old.spectap")}));
    SessionFolder(m_dir->path()).prune({});
    QCOMPARE(names(), QStringList{QStringLiteral("new.spectap")});
}

void TestSessionFolder::prunesUnusedNames()
{
    SessionFolder folder(m_dir->path());
    const auto stale = folder.newPath();
    const auto fresh = folder.newPath();
    QVERIFY_OK(stale);
    QVERIFY_OK(fresh);
    QFile file(*stale);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
    file.close();
    folder.prune({});
    QVERIFY(!QFile::exists(*stale));
    QVERIFY(QFile::exists(*fresh));
}

void TestSessionFolder::neverPrunesCrashedOrOpen()
{
    crashedSession("crashed.spectap", 30);
    session("running.spectap", 30);
    SampleSession running(m_dir->filePath(QStringLiteral("running.spectap")));
    QVERIFY_OK(running.opened());
    SessionFolder(m_dir->path()).prune({});
    QVERIFY(names().contains(QStringLiteral("crashed.spectap")));
    QVERIFY(names().contains(QStringLiteral("running.spectap")));
}

SPECTAP_TEST_MAIN(TestSessionFolder)
#include "tst_sessionfolder.moc"
