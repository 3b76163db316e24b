// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"

#include <QProcess>
#include <QTemporaryDir>

/// `spectap setup` as a person meets it: what can be pasted on standard output, words on standard error.
class SetupCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit()); // secrets of this test only
    }
    void listsEverySdkOnALine();
    void printsWhatCanBePasted_data();
    void printsWhatCanBePasted();
    void complaints_data();
    void complaints();
    void theLocalNetworkKeepsItsSecrets();

private:
    struct Run
    {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    static Run run(const QString &words)
    {
        QProcess process;
        process.start(QStringLiteral(SPECTAP_PROGRAM),
            QStringList{QStringLiteral("setup")} + words.split(u' ', Qt::SkipEmptyParts));
        process.waitForFinished();
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QTemporaryDir m_folder;
};

void SetupCommandTest::listsEverySdkOnALine()
{
    const Run list = run({});
    QCOMPARE(list.exitCode, 0);
    const QList<QByteArray> lines = list.out.trimmed().split('\n');
    QVERIFY2(lines.size() >= 25, list.out.constData());
    for (const QByteArray &line : lines) {
        const QString name = QString::fromUtf8(line.left(line.indexOf(' ')));
        const Run one = run(QStringLiteral("--sdk ") + name);
        QVERIFY2(one.exitCode == 0 && !one.out.isEmpty() && !one.out.contains("{{"),
            QByteArray(one.err + one.out).constData());
    }
}

void SetupCommandTest::printsWhatCanBePasted_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("this machine") << QStringLiteral("--sdk python --port 9911")
                                  << QByteArray("http://127.0.0.1:9911");
    QTest::newRow("https") << QStringLiteral("--sdk python --https") << QByteArray("https://127.0.0.1:8787");
    QTest::newRow("emulator") << QStringLiteral("--sdk kotlin-android --on emulator")
                              << QByteArray("10.0.2.2:8787/v1");
}

void SetupCommandTest::printsWhatCanBePasted()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, address);
    const Run one = run(words);
    QCOMPARE(one.exitCode, 0);
    QVERIFY2(one.out.contains(address), one.out.constData());
}

void SetupCommandTest::complaints_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no such SDK") << QStringLiteral("--sdk cobol") << QByteArray("spectap setup lists them");
    QTest::newRow("no such place") << QStringLiteral("--sdk python --on moon") << QByteArray("moon");
    QTest::newRow("a place without an SDK") << QStringLiteral("--on lan") << QByteArray("--sdk");
    QTest::newRow("no port") << QStringLiteral("--sdk python --port 0") << QByteArray("--port");
    QTest::newRow("stray word") << QStringLiteral("python") << QByteArray("takes no \"python\"");
}

void SetupCommandTest::complaints()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, said);
    const Run refused = run(words);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains(said), refused.err.constData());
    QCOMPARE(refused.out, QByteArray());
}

void SetupCommandTest::theLocalNetworkKeepsItsSecrets()
{
    const QString words = QStringLiteral("--sdk curl --on lan --port 9911");
    const Run first = run(words);
    if (first.exitCode == 3 && first.err.contains("no address in a local network"))
        QSKIP("this machine has loopback only");
    QCOMPARE(first.exitCode, 0);
    QVERIFY2(first.err.contains("--lan"), first.err.constData());
    QVERIFY2(!first.out.contains("127.0.0.1") && first.out.contains(":9911/"), first.out.constData());
    QCOMPARE(run(words).out, first.out);
}

SPECTAP_TEST_MAIN(SetupCommandTest)
#include "tst_setupcommand.moc"
