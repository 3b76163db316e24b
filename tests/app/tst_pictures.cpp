// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"

#include <QColor>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

/// The built program from start to picture: demo calls over a real socket, stored, checked and painted.
class TestPictures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void pictures_data();
    void pictures();
    void takenPortIsSaidInTheWindow();
    void brokenSpecFileIsSaidInTheWindow();
    void missingSessionFails();

private:
    struct Taken
    {
        int exitCode = -1;
        QByteArray err;
        QImage image;
    };
    Taken take(const QStringList &arguments);

    QTemporaryDir m_dir;
};

namespace {

/// How many different colours a coarse grid over the picture meets: an empty or broken window has a handful.
int coloursIn(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    return static_cast<int>(colours.size());
}

} // namespace

void TestPictures::initTestCase()
{
    QVERIFY(m_dir.isValid());
    qputenv("XDG_DATA_HOME", m_dir.path().toLocal8Bit());
    qputenv("XDG_CONFIG_HOME", m_dir.path().toLocal8Bit());
    qputenv("XDG_RUNTIME_DIR", m_dir.path().toLocal8Bit()); // Qt complains where nobody has logged in
}

TestPictures::Taken TestPictures::take(const QStringList &arguments)
{
    const QString file = m_dir.filePath(QStringLiteral("picture.png"));
    QFile::remove(file);
    QProcess program;
    program.start(QStringLiteral(SPECTAP_PROGRAM),
        arguments + QStringList{QStringLiteral("--screenshot"), file});
    program.waitForFinished(90'000);
    return {program.exitCode(), program.readAllStandardError(), QImage(file)};
}

void TestPictures::pictures_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::newRow("demo, light") << QStringLiteral("--demo --theme light --size 1440x900") << QSize(1440, 900) << false;
    QTest::newRow("demo, dark") << QStringLiteral("--demo --theme dark --size 1440x900") << QSize(1440, 900) << true;
    QTest::newRow("demo, smallest") << QStringLiteral("--demo --theme light --size 960x600") << QSize(960, 600) << false;
    QTest::newRow("demo, raw of a call")
        << QStringLiteral("--demo --theme light --size 1440x900 --select 3 --view raw") << QSize(1440, 900) << false;
    QTest::newRow("demo, identity")
        << QStringLiteral("--demo --theme light --size 1440x900 --view identity") << QSize(1440, 900) << false;
    QTest::newRow("first run") << QStringLiteral("--theme light --size 1440x900") << QSize(1440, 900) << false;
}

void TestPictures::pictures()
{
    QFETCH(QString, arguments);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    const Taken taken = take(arguments.split(u' ') + QStringList{QStringLiteral("--port"), QStringLiteral("0")});
    QVERIFY2(taken.exitCode == 0, taken.err.constData());
    QCOMPARE(taken.err, QByteArray());
    QCOMPARE(taken.image.size(), size);
    QVERIFY(coloursIn(taken.image) > 60);
    QCOMPARE(QColor(taken.image.pixel(2, 2)).lightness() < 128, dark);
}

void TestPictures::takenPortIsSaidInTheWindow()
{
    QProcess other; // the same program, without a window, has the port
    other.start(QStringLiteral(SPECTAP_PROGRAM),
        {QStringLiteral("capture"), QStringLiteral("--port"), QStringLiteral("0")});
    QVERIFY(other.waitForReadyRead(10'000));
    const QByteArray line = other.readLine().trimmed();
    const QString port = QString::fromLatin1(line.mid(line.lastIndexOf(':') + 1));
    const Taken taken = take({QStringLiteral("--port"), port, QStringLiteral("--theme"), QStringLiteral("light")});
    other.terminate();
    QVERIFY(other.waitForFinished(10'000));
    QVERIFY2(taken.exitCode == 0, taken.err.constData());
    QVERIFY(coloursIn(taken.image) > 20);
}

void TestPictures::brokenSpecFileIsSaidInTheWindow()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QSKIP("the data folder cannot be moved by the environment here");
#endif
    const QStringList arguments{
        QStringLiteral("--no-capture"), QStringLiteral("--theme"), QStringLiteral("light")};
    const Taken fine = take(arguments);
    QVERIFY2(fine.exitCode == 0, fine.err.constData());
    QDir folder(m_dir.filePath(QStringLiteral("spectap/spectap/spec")));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    QFile file(folder.filePath(QStringLiteral("wrong.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    const Taken taken = take(arguments);
    QVERIFY(folder.removeRecursively());
    QVERIFY2(taken.exitCode == 0, taken.err.constData());
    QVERIFY2(taken.err.contains("wrong.json: line 1"), taken.err.constData());
    QVERIFY(taken.image != fine.image); // the band
}

void TestPictures::missingSessionFails()
{
    const Taken taken = take({QStringLiteral("/no/such/shop.spectap")});
    QCOMPARE(taken.exitCode, 3);
    QVERIFY2(taken.err.contains("/no/such/shop.spectap"), taken.err.constData());
}

SPECTAP_TEST_MAIN(TestPictures)
#include "tst_pictures.moc"
