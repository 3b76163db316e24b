// SPDX-License-Identifier: MIT
#include "model/session/sessionmeta.h"

#include "model/session/exports/exporter.h"
#include "model/session/sessioncopy.h"
#include "model/session/sessionmarks.h"
#include "model/session/sessionreader.h"
#include "model/session/sessionschema.h"
#include "model/session/sqlite.h"
#include "model/spec/mutes.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace spectap;

class TestSessionMeta : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        m_writer = open();
    }

    void keepsMutesOfASessionThatNobodyWrites()
    {
        m_writer.reset();
        Mute mute;
        mute.rule = Rule::Type;
        mute.event = EventKey{CallType::Track, "Order \"Completed\""};
        mute.pattern = "/properties/revenue";
        QVERIFY(sessionMeta(m_path, MutesKey).isEmpty());
        const auto kept = setSessionMeta(m_path, MutesKey, mutesToJson({mute}, false));
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
        QCOMPARE(mutesFromJson(sessionMeta(m_path, MutesKey), false), std::vector<Mute>{mute});
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal"))); // one whole file again
        QVERIFY(open());                                          // and a session as before
    }

    void keepsMarks_data()
    {
        QTest::addColumn<bool>("open");
        QTest::newRow("of a session that nobody writes") << false;
        QTest::newRow("of the session being written") << true;
    }

    void keepsMarks()
    {
        QFETCH(const bool, open);
        const std::vector<MarkedCall> marks{{1, {CallMark::Pinned | CallMark::Hidden, MarkColour::None, {}}},
            {7, {0, MarkColour::Purple, {}}},
            {4'000'000'000U, {CallMark::Test, MarkColour::Red, "Zo\u00eb\n'; DROP"}}};
        if (!open)
            m_writer.reset();
        const auto keep = [&](const std::vector<MarkedCall> &some) {
            const auto kept = open ? m_writer->setMarks(some) : setSessionMarks(m_path, some);
            QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
        };
        keep(marks);
        QCOMPARE(marksIn(m_path), marks);
        keep({{7, {}}, {8, {}}, {1, {CallMark::Test, MarkColour::Blue, "again"}}}); // taken away; changed
        QCOMPARE(marksIn(m_path),
            (std::vector<MarkedCall>{{1, {CallMark::Test, MarkColour::Blue, "again"}}, marks[2]}));
        if (!open)
            QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal"))); // one whole file again
    }

    /// What another process finds when this one is killed now.
    void marksSurviveTheProcess()
    {
        QVERIFY(m_writer->setMarks(std::vector<MarkedCall>{{3, {CallMark::Pinned, MarkColour::None, "n"}}}));
        const QString left = m_path + QStringLiteral("-left");
        QVERIFY(QFile::copy(m_path, left));
        QVERIFY(QFile::copy(m_path + QStringLiteral("-wal"), left + QStringLiteral("-wal")));
        QCOMPARE(marksIn(left), (std::vector<MarkedCall>{{3, {CallMark::Pinned, MarkColour::None, "n"}}}));
    }

    void olderSessionsAreReadAndBroughtUpToDate()
    {
        m_writer.reset();
        makeOlder(m_path);
        const QByteArray before = contents(m_path);
        QVERIFY(marksIn(m_path).empty());
        QCOMPARE(contents(m_path), before); // reading changes nothing
        // Saving it while it is marked: the copy is as new as it needs to be.
        auto copy = SessionCopy::begin(m_path, m_path + QStringLiteral("-copy"));
        QVERIFY(copy && (*copy)->copy() && (*copy)->catchUp());
        const std::vector<MarkedCall> marks{{2, {0, MarkColour::Green, {}}}};
        QVERIFY(setSessionMarks(m_path, marks));
        QCOMPARE(marksIn(m_path), marks);
        QVERIFY((*copy)->catchUp() && (*copy)->putInPlace());
        QCOMPARE(marksIn(m_path + QStringLiteral("-copy")), marks);
        makeOlder(m_path);
        m_writer = open();
        QVERIFY(m_writer && m_writer->setMarks(marks)); // going on writing does it as well
        QCOMPARE(marksIn(m_path), marks);
    }

    void saveAsTakesMarksAlong()
    {
        const std::vector<MarkedCall> first{
            {1, {CallMark::Pinned, MarkColour::None, {}}}, {2, {0, MarkColour::Red, {}}}};
        QVERIFY(m_writer->setMarks(first));
        auto copy = SessionCopy::begin(m_path, m_path + QStringLiteral("-copy"));
        QVERIFY(copy && (*copy)->copy());
        QVERIFY(m_writer->setMarks(std::vector<MarkedCall>{{1, {}}, {3, {0, MarkColour::None, "late"}}}));
        QVERIFY(m_writer->moveTo(**copy));
        QCOMPARE(marksIn(m_path + QStringLiteral("-copy")),
            (std::vector<MarkedCall>{first[1], {3, {0, MarkColour::None, "late"}}}));
    }

    void readOnlySessionsTakeNone()
    {
        m_writer.reset();
        QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner));
        if (QFile(m_path).open(QIODevice::ReadWrite))
            QSKIP("this user may write everything");
        const auto kept = setSessionMarks(m_path, std::vector<MarkedCall>{{1, {CallMark::Test, {}, {}}}});
        QVERIFY(!kept);
        QVERIFY(kept.error().message.contains(m_path));
    }

    /// Files as earlier programs wrote them, with one of every thing, and what they hold as JSON.
    void frozenFilesAreRead_data()
    {
        QTest::addColumn<bool>("hasMarks");
        QTest::newRow("format-1.00") << false;
        QTest::newRow("format-1.01") << true;
    }

    void frozenFilesAreRead()
    {
        QFETCH(bool, hasMarks);
        const QString path = thaw(QString::fromLatin1(QTest::currentDataTag()));
        const QByteArray before = contents(path);
        const QList<QByteArray> kept = contents(frozen(u".json")).split('\n');
        const QList<QByteArray> read = exported(path).split('\n');
        for (qsizetype i = 0; i < std::min(kept.size(), read.size()); ++i)
            QCOMPARE(read[i], kept[i]);
        QCOMPARE(read.size(), kept.size());
        {
            const auto reader = SessionReader::open(path);
            QVERIFY(reader);
            const auto others = (*reader)->requestsWithoutCalls();
            QVERIFY(others);
            QCOMPARE(others->size(), std::size_t(4)); // settings, metrics, two refused
            QCOMPARE(marksIn(path).size(), std::size_t(hasMarks ? 3 : 0));
            QCOMPARE((*reader)->meta(MutesKey).isEmpty(), !hasMarks);
            QCOMPARE((*reader)->meta("title"), QByteArray(hasMarks ? "Frozen session" : ""));
        }
        QCOMPARE(contents(path), before);

        // A program that writes brings it up to date, and keeps what there was.
        QVERIFY(setSessionMarks(path, std::vector<MarkedCall>{{9, {CallMark::Test, MarkColour::None, {}}}}));
        QCOMPARE(versionOf(path), SessionVersion);
        const QString older = olderSessionCopy(path, 100);
        QCOMPARE(QFile::exists(older), !hasMarks);
        if (!hasMarks) {
            QCOMPARE(versionOf(older), 100);
            QCOMPARE(exported(older).split('\n'), kept);
            QVERIFY(!(QFile::permissions(older) & (QFile::ReadGroup | QFile::ReadOther)));
        }
        QCOMPARE(marksIn(path).size(), std::size_t(hasMarks ? 4 : 1));
    }

    void leavesASessionThatIsBeingWritten()
    {
        QVERIFY(!setSessionMeta(m_path, MutesKey, "[]"));
        QVERIFY(m_writer->setMeta(MutesKey, "[]"));
        QCOMPARE(sessionMeta(m_path, MutesKey), QByteArray("[]"));
    }

    void leavesWhatIsNoSession()
    {
        const QString path = m_folder.filePath(QStringLiteral("notes.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("notes");
        file.close();
        QVERIFY(!setSessionMeta(path, MutesKey, "[]"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("notes"));
        QVERIFY(sessionMeta(path, MutesKey).isEmpty());
    }

private:
    static std::vector<MarkedCall> marksIn(const QString &path)
    {
        auto reader = SessionReader::open(path);
        if (!reader)
            return {{0, {}}};
        StringPool pool;
        std::vector<MarkedCall> marks;
        const auto read = (*reader)->rows(pool, 1, 100, [&](RowBatch &&batch, quint32) {
            marks.insert(marks.end(), batch.marks.begin(), batch.marks.end());
            return true;
        });
        return read ? marks : std::vector<MarkedCall>{{0, {}}};
    }

    static QString frozen(QStringView suffix)
    {
        return QStringLiteral(SPECTAP_TEST_DATA "/sessions/%1%2")
            .arg(QString::fromLatin1(QTest::currentDataTag()), suffix);
    }

    /// A copy that may be written.
    QString thaw(const QString &name) const
    {
        const QString path = m_folder.filePath(name + QStringLiteral(".spectap"));
        QFile copy(path);
        if (copy.open(QIODevice::WriteOnly))
            copy.write(contents(frozen(u".spectap")));
        return path;
    }

    static QByteArray exported(const QString &path)
    {
        auto reader = SessionReader::open(path);
        QBuffer out;
        ExportJob job;
        job.format = ExportFormat::Json;
        if (!reader || !out.open(QIODevice::WriteOnly) || !exportSession(**reader, out, job))
            return {};
        return out.data();
    }

    static int versionOf(const QString &path)
    {
        auto database = sqlite::Database::open(path, sqlite::Access::Read);
        const auto version = database ? database->number("PRAGMA user_version") : database.error();
        return version ? static_cast<int>(*version) : -1;
    }

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// As the version before marks wrote it.
    static void makeOlder(const QString &path)
    {
        auto database = sqlite::Database::open(path, sqlite::Access::ReadWrite);
        QVERIFY(database && database->run("DROP TABLE marks; PRAGMA user_version=100; VACUUM"));
    }

    std::unique_ptr<SessionWriter> open()
    {
        auto opened = SessionWriter::open(m_path, std::make_shared<StringPool>());
        return opened ? std::move(opened).value() : nullptr;
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<SessionWriter> m_writer;
};

SPECTAP_TEST_MAIN(TestSessionMeta)
#include "tst_sessionmeta.moc"
