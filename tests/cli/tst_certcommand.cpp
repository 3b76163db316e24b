// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTemporaryDir>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

const QString Program = QStringLiteral(SPECTAP_PROGRAM);
/// Compilers start slowly on a busy machine.
constexpr int Patience = 120'000;

constexpr char Batch[] = R"({"writeKey":"K","batch":[{"type":"track","event":"A","userId":"u"},)"
                         R"({"type":"track","event":"B","userId":"u"}]})";

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

} // namespace

/// `spectap cert` as people and programs meet it, and the steps it shows, run with real clients.
class TestCertCommand : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_dir;

    /// A data folder that has to be quoted.
    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, m_dir->filePath(u"it's data"_s));
        return environment;
    }
    [[nodiscard]] QString folder() const
    {
        return m_dir->filePath(u"it's data/spectap/spectap/certificate/"_s);
    }

    Ran run(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.setWorkingDirectory(m_dir->path());
        process.start(program, arguments);
        if (!process.waitForFinished(Patience))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    Ran spectap(const QString &line) const { return run(Program, line.split(u' ')); }
    Ran shell(const QString &line) const { return run(u"sh"_s, {u"-c"_s, line}); }

    void write(const QString &name, const QByteArray &contents) const
    {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size());
    }

    /// The commands of the steps for `system`, as printed.
    [[nodiscard]] QStringList shown(const QString &system, quint16 port) const
    {
        QStringList codes;
        const Ran help = spectap(u"cert --install-help --system %1 --port %2"_s.arg(system).arg(port));
        for (const QByteArray &line : help.out.split('\n')) {
            if (line.startsWith("      "))
                codes += QString::fromLocal8Bit(line.sliced(6));
        }
        return codes;
    }

private slots:
    void init() { m_dir.emplace(); }

    void usage_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing asked") << u"cert"_s << 2;
        QTest::newRow("two things asked") << u"cert --print --remove"_s << 2;
        QTest::newRow("no such option") << u"cert --show"_s << 2;
        QTest::newRow("more than is wanted") << u"cert --print here"_s << 2;
        QTest::newRow("no such system") << u"cert --install-help --system amiga"_s << 2;
        QTest::newRow("system without steps") << u"cert --print --system node"_s << 2;
        QTest::newRow("port that is none") << u"cert --install-help --port 0"_s << 2;
        QTest::newRow("help") << u"cert --help"_s << 0;
        QTest::newRow("nothing to remove") << u"cert --remove"_s << 0;
    }
    void usage()
    {
        QFETCH(QString, line);
        QFETCH(int, code);
        const Ran ran = spectap(line);
        QCOMPARE(ran.code, code);
        QCOMPARE(ran.out.isEmpty(), line != u"cert --help");
        QCOMPARE(ran.err.isEmpty(), line == u"cert --help");
        QVERIFY(!QFile::exists(folder() + u"spectap-ca.pem"_s));
    }

    void printsTheCertificateAlone()
    {
        const Ran first = spectap(u"cert --print"_s);
        QCOMPARE(first.code, 0);
        QVERIFY(first.err.isEmpty());
        QVERIFY(!first.out.contains("PRIVATE"));
        QCOMPARE(QSslCertificate::fromData(first.out).size(), 1);
        QCOMPARE(spectap(u"cert --print"_s).out, first.out);
        QFile file(folder() + u"spectap-ca.pem"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), first.out);
    }

    void removeMakesRoomForAnother()
    {
        const Ran first = spectap(u"cert --print"_s);
        const Ran removed = spectap(u"cert --remove"_s);
        QCOMPARE(removed.code, 0);
        QVERIFY(removed.out.isEmpty() && removed.err.contains("Spectap local authority"));
        QVERIFY(QDir(folder()).isEmpty());
        QVERIFY(spectap(u"cert --print"_s).out != first.out);
    }

    void brokenFilesAreSaid()
    {
        QCOMPARE(spectap(u"cert --print"_s).code, 0);
        QFile file(folder() + u"authority-private.pem"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        file.close();
        const Ran ran = spectap(u"cert --print"_s);
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.err.contains("cannot be used"), ran.err.constData());
        QCOMPARE(QSslCertificate::fromData(ran.out).size(), 1);
    }

    void folderThatCannotBeMadeIsAnError()
    {
        write(u"it's data"_s, "a file");
        const Ran ran = spectap(u"cert --print"_s);
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.out.isEmpty());
        QVERIFY2(ran.err.contains("certificate"), ran.err.constData());
    }

    void installHelpNamesEverySystem()
    {
        const QByteArray text = spectap(u"cert --install-help --port 4711"_s).out;
        for (const char *title : {"macOS", "Windows", "Linux", "Firefox", "curl", "Java", "Node", "Python",
                 "Ruby", "PHP", "Go", "Android", "iOS"})
            QVERIFY2(text.contains(QByteArray('\n' + QByteArray(title))), title);
        QVERIFY(text.contains("https://10.0.2.2:4711"));
        QVERIFY2(!text.contains("{{"), "every place is filled in");
        QVERIFY(text.contains("SHA-256  "));
    }

    /// The steps that can be done here, from the very text.
    void stepsWork_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("program"); ///< that must be here, and what must run
        QTest::addColumn<QString>("probe");
        QTest::addColumn<QList<int>>("lines"); ///< of the commands shown
        QTest::addColumn<QString>("bare");     ///< the same client without trust
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("file");

        const QByteArray batch = Batch;
        const QByteArray quoted = QByteArray(batch).replace('"', "\\\"");
        QTest::newRow("curl") << u"curl"_s << u"curl"_s << u"curl --version"_s << QList<int>{0}
                              << u"curl -s https://localhost:%1/"_s << QByteArray() << QString();
        QTest::newRow("Node") << u"node"_s << u"node"_s << u"node -e 'fetch'"_s << QList<int>{0}
                              << u"node app.js"_s
                              << "fetch('https://localhost:%1/v1/batch',{method:'POST',body:'" + batch +
                                     "'}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
                              << u"app.js"_s;
        QTest::newRow("Python requests")
            << u"python"_s << u"python3"_s << u"python3 -c 'import requests'"_s << QList<int>{0}
            << u"python3 app.py"_s
            << "import requests\nrequests.post('https://localhost:%1/v1/batch',data='''" + batch +
                   "''').raise_for_status()\n"
            << u"app.py"_s;
        QTest::newRow("Python urllib")
            << u"python"_s << u"python3"_s << u"python3 -c 'import ssl'"_s << QList<int>{1}
            << u"python3 app.py"_s
            << "import urllib.request\nurllib.request.urlopen('https://127.0.0.1:%1/v1/batch',data=b'''" +
                   batch + "''')\n"
            << u"app.py"_s;
        QTest::newRow("Java") << u"java"_s << u"keytool"_s << u"java --version"_s << QList<int>{0, 1}
                              << u"java App.java"_s
                              << "import java.net.*;import java.io.*;\npublic class App{public static void "
                                 "main(String[] a)throws "
                                 "Exception{\nvar c=(HttpURLConnection)new "
                                 "URL(\"https://localhost:%1/v1/batch\").openConnection();\n"
                                 "c.setDoOutput(true);c.getOutputStream().write(\"" +
                                     quoted +
                                     "\".getBytes());\nSystem.exit(c.getResponseCode()==200?0:1);}}\n"
                              << u"App.java"_s;
        QTest::newRow("Go")
            << u"go"_s << u"go"_s << u"go version"_s << QList<int>{0} << u"go run app.go"_s
            << "package main\nimport(\"net/http\";\"os\";\"strings\")\nfunc main(){r,e:=http.Post("
               "\"https://localhost:%1/v1/batch\",\"application/json\",strings.NewReader(\"" +
                   quoted + "\"));if e!=nil||r.StatusCode!=200{os.Exit(1)}}\n"
            << u"app.go"_s;
        QTest::newRow("Ruby")
            << u"ruby"_s << u"ruby"_s << u"ruby -ropenssl -e 1"_s << QList<int>{0} << u"ruby app.rb"_s
            << "require 'net/http'\nr=Net::HTTP.post(URI('https://localhost:%1/v1/batch'),'" + batch +
                   "')\nexit(r.code=='200' ? 0 : 1)\n"
            << u"app.rb"_s;
        QTest::newRow("PHP") << u"php"_s << u"php"_s
                             << u"php -r 'exit(function_exists(\"curl_init\")?0:1);'"_s << QList<int>{0}
                             << u"php app.php"_s
                             << "<?php $c=curl_init('https://localhost:%1/v1/batch');curl_setopt($c,"
                                "CURLOPT_POSTFIELDS,'" +
                                    batch +
                                    "');curl_setopt($c,CURLOPT_RETURNTRANSFER,true);exit(curl_exec($c)?0:1);"
                             << u"app.php"_s;
    }
    void stepsWork()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("this Qt speaks no TLS");
        QFETCH(QString, system);
        QFETCH(QString, program);
        QFETCH(QString, probe);
        QFETCH(QList<int>, lines);
        QFETCH(QString, bare);
        QFETCH(QByteArray, source);
        QFETCH(QString, file);
        if (QStandardPaths::findExecutable(program).isEmpty() || shell(probe).code != 0)
            QSKIP(qPrintable(program + u" is not here, or not all of it"_s));

        QProcess capture;
        capture.setProcessEnvironment(environment());
        capture.setWorkingDirectory(m_dir->path());
        const QString count = source.isEmpty() ? u"1"_s : u"2"_s;
        capture.start(Program,
            {u"capture"_s, u"--port"_s, u"0"_s, u"--session"_s, u"s.spectap"_s, u"--count"_s, count});
        QVERIFY(capture.waitForReadyRead(Patience));
        const quint16 port = capture.readLine().trimmed().split(':').last().toUShort();
        QVERIFY(port != 0);
        if (!file.isEmpty())
            write(file, source.replace("%1", QByteArray::number(port)));

        const QStringList commands = shown(system, port);
        const QString unprepared = bare.contains(u"%1") ? bare.arg(port) : bare;
        QVERIFY2(shell(unprepared).code != 0, "without trust it must fail");
        for (const int line : lines) {
            QVERIFY(line < commands.size());
            const Ran ran = shell(commands[line]);
            QVERIFY2(ran.code == 0, qPrintable(commands[line] + u'\n' + QString::fromLocal8Bit(ran.err)));
        }
        QVERIFY(capture.waitForFinished(Patience));
        QCOMPARE(capture.exitCode(), 0);
        const QByteArray said = capture.readAllStandardError();
        QVERIFY2(
            said.contains(QByteArray(count.toLatin1() + " calls")) && said.contains("requests were rejected"),
            said.constData());

        // the refusal is there to be seen, with its reason
        const QByteArray stored = spectap(u"export s.spectap --format json"_s).out;
        QVERIFY2(stored.contains("\"tls_"), stored.left(2'000).constData());
        QVERIFY(stored.contains("spectap cert --install-help"));
        const qsizetype at = stored.indexOf("\"tls_");
        qInfo("%s: %s", qPrintable(bare), stored.mid(at, stored.indexOf(',', at) - at).constData());
    }
};

SPECTAP_TEST_MAIN(TestCertCommand)
#include "tst_certcommand.moc"
