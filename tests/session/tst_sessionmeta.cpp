// SPDX-License-Identifier: MIT
#include "model/session/sessionmeta.h"

#include "model/session/sessionreader.h"
#include "model/spec/mutes.h"
#include "tests/support/testmain.h"

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
