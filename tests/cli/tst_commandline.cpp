// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTemporaryDir>

/// The command-line contract as other programs meet it: the built program, its exit codes, its lines.
class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void exitCodes_data();
    void exitCodes();
    void checkLine();
    void checkJson();
    void checkReadsStandardInput();
    void checkReadsTheSpecFolder();
    void plans();
    void coverageOfPlans_data();
    void coverageOfPlans();
    void coverageOfPlansJson();
    void diffTells();
    void captureExportIdentities();
    void sharesWithoutPeople();
    void scriptSendsASessionAgain();
    void captureStopsAtCount();
    void captureAnswersAsStrictlyAsAsked();
    void captureSaysThatThePortIsTaken();
    void doctorNamesWhatIsWrong();
    void doctorWithoutClients();

private:
    struct Run
    {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    /// Runs the program; words of `line` are arguments, %1 is the test's folder.
    Run run(const char *line, const QByteArray &input = {});
    QStringList words(const char *line) const;
    void write(const char *name, const QByteArray &contents);

    QTemporaryDir m_dir;
};

namespace {

const QString Program = QStringLiteral(SPECTAP_PROGRAM);
constexpr char Good[] = R"({"type":"track","event":"Order Completed","userId":"u_1","messageId":"m1",)"
                        R"("properties":{"order_id":"o","revenue":25}})";
constexpr char Bad[] = R"({"type":"track","event":"Order Completed","userId":"u_1","messageId":"m2",)"
                       R"("properties":{"revenue":"25.00"}})";
constexpr char Identify[] =
    R"({"type":"identify","userId":"u_1","anonymousId":"a_1","traits":{"email":"a@b.example"}})";

constexpr char Plan[] =
    R"({"name":"Shop","rules":[{"type":"TRACK","key":"Order Completed","version":1,"jsonSchema":{"properties":)"
    R"({"properties":{"properties":{"order_id":{"type":"string"},"revenue":{}}}}}},)"
    R"({"type":"IDENTIFY","jsonSchema":{"properties":{"traits":{"properties":{"email":{"pattern":"@shop"}}}}}}]})";

QList<QJsonObject> objects(const QByteArray &ndjson)
{
    QList<QJsonObject> list;
    for (const QByteArray &line : ndjson.split('\n')) {
        if (!line.isEmpty())
            list += QJsonDocument::fromJson(line).object();
    }
    return list;
}

QString text(const QJsonObject &object, const char *key)
{
    return object[QLatin1String(key)].toString();
}

/// Posts `body` and returns the status line; empty when nobody answered.
QByteArray request(quint16 port, const QByteArray &line, const QByteArray &headers, const QByteArray &body)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
                 "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    socket.waitForDisconnected(5000);
    return socket.readLine().trimmed();
}

QByteArray post(quint16 port, const QByteArray &path, const QByteArray &body)
{
    return request(port, "POST " + path, {}, body);
}

quint16 listeningPort(QProcess &capture)
{
    while (!capture.canReadLine()) {
        if (!capture.waitForReadyRead(10'000))
            return 0;
    }
    const QByteArray line = capture.readLine().trimmed();
    const QByteArray start = "listening http://127.0.0.1:";
    return line.startsWith(start) ? line.mid(start.size()).toUShort() : quint16(0);
}

} // namespace

void TestCommandLine::initTestCase()
{
    QVERIFY(m_dir.isValid());
    qputenv("XDG_DATA_HOME", m_dir.path().toLocal8Bit()); // unnamed sessions of this test only
    write("good.json", Good);
    write("empty.json", {});
    write("bad.json", Bad);
    write("broken.json", "{\"type\":");
    write("identify.json", Identify);
    write("spec.json", "{\"spec\": 1}");
    write("ships.json", R"({"spec":"ships","events":[{"name":"Ship Landed","properties":[]}]})");
    write("plan.json", Plan);
    write("broken-plan.json", R"({"rules":[{"type":"TRACK","key":"A","jsonSchema":{"type":"strng"}}]})");
    write("calls.ndjson", QByteArray(Good) + "\n" + Bad + "\n{\"type\"\n");
}

QStringList TestCommandLine::words(const char *line) const
{
    return QString::fromLatin1(line)
        .replace(QStringLiteral("%1"), m_dir.path())
        .split(u' ', Qt::SkipEmptyParts);
}

TestCommandLine::Run TestCommandLine::run(const char *line, const QByteArray &input)
{
    QProcess process;
    process.start(Program, words(line));
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCommandLine::write(const char *name, const QByteArray &contents)
{
    QFile out(m_dir.filePath(QLatin1String(name)));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(contents);
}

void TestCommandLine::exitCodes_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said"); // on standard error
    const struct
    {
        const char *name, *line;
        int code;
        const char *said;
    } rows[] = {
        {"check: fine", "check %1/good.json", 0, "1 call"},
        {"check: an error", "check %1/bad.json", 1, "1 error"},
        {"check: never fails", "check %1/bad.json --fail-on never", 0, "1 error"},
        {"check: not JSON is an error", "check %1/broken.json", 1, "1 error"},
        {"check: missing file", "check /no/such/file", 3, "/no/such/file"},
        {"check: no input", "check", 2, "INPUT"},
        {"check: unknown option", "check --frobnicate x", 2, "frobnicate"},
        {"check: no such format", "check %1/good.json --format yaml", 2, "yaml"},
        {"coverage: no input", "coverage", 2, "INPUT"},
        {"coverage: no such format", "coverage %1/good.json --format csv", 2, "csv"},
        {"coverage: missing file", "coverage /no/such/file", 3, "/no/such/file"},
        {"diff: one input", "diff %1/good.json", 2, "two sessions"},
        {"diff: no such format", "diff %1/good.json %1/good.json --format csv", 2, "csv"},
        {"diff: no such level", "diff %1/good.json %1/good.json --fail-on ok", 2, "ok"},
        {"diff: missing file", "diff %1/good.json /no/such/file", 3, "/no/such/file"},
        {"diff: the same", "diff %1/good.json %1/good.json", 0, "nothing but"},
        {"diff: a field gone", "diff %1/good.json %1/bad.json", 1, "1 event changed"},
        {"diff: better", "diff %1/bad.json %1/good.json --fail-on warning", 1, "1 event changed"},
        {"diff: nobody minds", "diff %1/good.json %1/bad.json --fail-on never", 0, "1 event changed"},
        {"diff: left out",
            "diff %1/good.json %1/bad.json --ignore properties.order_id --ignore properties.revenue --fail-on info", 0,
            "nothing but"},
        {"coverage: missing plan", "coverage %1/good.json --plan /no/such/plan", 3, "/no/such/plan"},
        {"coverage: mistaken plan", "coverage %1/good.json --plan %1/broken-plan.json", 3,
            "/rules/0/jsonSchema/type"},
        {"check: wrong severity", "check %1/good.json --fail-on info", 2, "info"},
        {"check: mistaken catalogue", "check %1/good.json --spec %1/spec.json", 3, "spec.json"},
        {"check: a plan that is kept", "check %1/good.json --plan %1/plan.json", 0, "1 call"},
        {"check: a plan that is not", "check %1/identify.json --plan %1/plan.json", 1, "1 error"},
        {"check: mistaken plan", "check %1/good.json --plan %1/broken-plan.json", 3,
            "/rules/0/jsonSchema/type"},
        {"check: missing plan", "check %1/good.json --plan /no/such/plan", 3, "/no/such/plan"},
        {"capture: mistaken plan", "capture --port 0 --plan %1/broken-plan.json", 3, "broken-plan.json"},
        {"plan: no verb", "plan", 2, "plan draft"},
        {"plan draft: no input", "plan draft", 2, "INPUT"},
        {"plan draft: no calls", "plan draft %1/broken.json", 3, "no call"},
        {"plan draft: nowhere to write", "plan draft %1/good.json -o /no/such/folder/p.json", 3,
            "/no/such/folder"},
        {"code: no session", "code", 2, "SESSION"},
        {"code: no such SDK", "code x.spectap --sdk cobol", 2, "kotlin-jvm"},
        {"code: no number of a call", "code x.spectap first --sdk node", 2, "\"first\""},
        {"code: not a session", "code %1/good.json --sdk node", 3, "good.json"},
        {"export: no format", "export x.spectap", 2, "--format"},
        {"export: filter not understood", "export x.spectap --format csv --filter type:", 2, "column"},
        {"export: no such format", "export x.spectap --format xml", 2, "curl, markdown or batch"},
        {"export: columns of what has none", "export x.spectap --format json --columns seq", 2, "csv"},
        {"export: a column without a name", "export x.spectap --format csv --columns seq,,name", 2, "empty"},
        {"export: no profile there", "export x.spectap --format csv --redact-profile %1/none.json", 3,
            "none.json"},
        {"export: no profile", "export x.spectap --format csv --redact-profile %1/good.json", 3,
            "spectapRedaction"},
        {"export: not a session", "export %1/good.json --format csv", 3, "good.json"},
        {"identities: no input", "identities", 2, "INPUT"},
        {"identities: nothing to read", "identities %1/empty.json", 0, "No calls"},
        {"identities: unknown reading", "identities %1/good.json --reading Spec", 2, "observed"},
        {"identities: unknown order", "identities %1/good.json --order time", 2, "arrival"},
        {"identities: unknown format", "identities %1/good.json --format svg", 2, "dot"},
        {"capture: port out of range", "capture --port 70000", 2, "65535"},
        {"capture: unknown answer", "capture --port 0 --answer 200", 2, "always-200"},
        {"window: unknown answer", "--answer Strict", 2, "always-200"},
        {"doctor: stray word", "doctor now", 2, "takes no"},
        {"capture: stray word", "capture shop.spectap", 2, "--session"},
        {"capture: folder missing", "capture --port 0 --session /no/such/folder/a.spectap", 3,
            "/no/such/folder"},
        {"window: wrong size", "--size big", 2, "--size"},
        {"window: an option not built yet", "--replay", 2, "replay"},
        {"help", "--help", 0, ""},
        {"help of a command", "capture --help", 0, ""},
        {"version", "--version", 0, ""},
    };
    for (const auto &row : rows)
        QTest::newRow(row.name) << QByteArray(row.line) << row.code << QByteArray(row.said);
}

void TestCommandLine::exitCodes()
{
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    const Run result = run(line.constData());
    QVERIFY2(result.exitCode == code,
        QByteArray(QByteArray::number(result.exitCode) + ' ' + result.err + result.out).constData());
    QVERIFY2(result.err.contains(said), result.err.constData());
    QVERIFY2(result.err.count('\n') <= 2, result.err.constData()); // a complaint is a line, not a page
}

void TestCommandLine::checkLine()
{
    const Run result = run("check --format ndjson %1/calls.ndjson");
    QCOMPARE(result.exitCode, 1);
    const auto lines = objects(result.out);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0].keys().join(u' '), QStringLiteral("findings ingest name seq severity spec type"));
    QCOMPARE(text(lines[0], "severity"), QStringLiteral("ok"));
    QCOMPARE(text(lines[0], "spec"), QStringLiteral("ecommerce/order-completed"));
    QCOMPARE(lines[1][u"seq"].toInt(), 2);
    QCOMPARE(text(lines[1], "severity"), QStringLiteral("error"));
    QCOMPARE(text(lines[1], "ingest"), QStringLiteral("accepted"));
    const QJsonObject finding = lines[1][u"findings"].toArray().first().toObject();
    QCOMPARE(text(finding, "pointer"), QStringLiteral("/properties/revenue"));
    QCOMPARE(text(finding, "set"), QStringLiteral("spec"));
    QCOMPARE(text(finding, "rule"), QStringLiteral("type"));
    QCOMPARE(text(finding, "expected"), QStringLiteral("number"));
    QVERIFY(!text(finding, "message").isEmpty());
    QVERIFY(text(finding, "doc").startsWith(u"connections/spec/"));
    QVERIFY(lines[2][u"type"].isNull());
    QCOMPARE(text(lines[2][u"findings"].toArray().first().toObject(), "rule"), QStringLiteral("json"));
}

void TestCommandLine::checkJson()
{
    const Run result = run("check --format json %1/good.json %1/bad.json");
    QJsonParseError error;
    const QJsonObject report = QJsonDocument::fromJson(result.out, &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(report[u"calls"].toArray().size(), 2);
    QCOMPARE(report[u"summary"].toObject()[u"calls"].toInt(), 2);
    QCOMPARE(report[u"summary"].toObject()[u"errors"].toInt(), 1);
}

void TestCommandLine::checkReadsStandardInput()
{
    const Run result = run("check - --format ndjson", Bad);
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(objects(result.out).size(), 1);
}

/// A catalogue file put into the data folder is known at the next start; one with a mistake is named and
/// stops nobody.
void TestCommandLine::checkReadsTheSpecFolder()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QSKIP("the data folder cannot be moved by the environment here");
#endif
    QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("spectap/spectap/spec")));
    write("spectap/spectap/spec/space.json",
        R"({"spec":"space","events":[{"name":"Ship Landed","properties":[{"path":"properties.crew","type":"integer"}]}]})");
    write("spectap/spectap/spec/wrong.json", R"({"spec":"space","events":[{"call":"track"}]})");
    const Run result = run("check --format ndjson -",
        R"({"type":"track","userId":"u_1","event":"Ship Landed","properties":{"crew":"two"}})");
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("wrong.json: /events/0: \"name\" is missing. The file is left out"),
        result.err.constData());
    const auto lines = objects(result.out);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(text(lines[0], "spec"), QStringLiteral("space/ship-landed"));
    QCOMPARE(text(lines[0], "severity"), QStringLiteral("error"));
    QVERIFY(QDir(m_dir.filePath(QStringLiteral("spectap/spectap/spec"))).removeRecursively());
}

void TestCommandLine::plans()
{
    Run result = run("check --format ndjson %1/identify.json --plan %1/plan.json --plan %1/plan.json");
    QCOMPARE(result.exitCode, 1);
    const QJsonArray findings = objects(result.out).at(0)[u"findings"].toArray();
    const QJsonObject finding = findings.last().toObject();
    QCOMPARE(text(finding, "pointer"), QStringLiteral("/traits/email"));
    QCOMPARE(text(finding, "set"), QStringLiteral("plan"));
    QCOMPARE(text(finding, "rule"), QStringLiteral("plan-pattern"));
    QCOMPARE(text(finding, "doc"),
        QStringLiteral("plan:Shop#/rules/1/jsonSchema/properties/traits/properties/email/pattern"));

    // A plan drafted from calls is kept by them, and says so of others.
    result = run("plan draft %1/good.json %1/identify.json -o %1/draft.json --name Draft");
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY2(result.err.contains("2 rules from 2 calls"), result.err.constData());
    QVERIFY(result.out.isEmpty());
    result = run("check --format ndjson %1/good.json %1/identify.json --plan %1/draft.json");
    QVERIFY2(!result.out.contains("\"set\":\"plan\""), result.out.constData());
    result = run("check --format ndjson %1/bad.json --plan %1/draft.json");
    QVERIFY2(result.out.contains("\"plan-type\""), result.out.constData());
    QVERIFY(run("plan draft -", Good).out.contains("\"Order Completed\""));
}

void TestCommandLine::coverageOfPlans_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("said");
    const auto order = [](const char *properties) -> QByteArray {
        return R"({"type":"track","event":"Order Completed","userId":"u","properties":)" +
               QByteArray(properties) + '}';
    };
    QTest::newRow("event") << order("{}") << QByteArray("\nPlan Shop: 1 of 1 event seen\n");
    QTest::newRow("no event") << QByteArray(Identify) << QByteArray("\nPlan Shop: 0 of 1 event seen\n");
    QTest::newRow("event never seen") << QByteArray(Identify) << QByteArray("   never    Order Completed\n");
    QTest::newRow("call never seen") << order("{}") << QByteArray("   never    identify\n");
    QTest::newRow("trait") << QByteArray(Identify)
                           << QByteArray("       1    identify  (#1)\n         1  traits.email\n");
    QTest::newRow("property seen")
        << order(R"({"revenue":1})")
        << QByteArray("         1  properties.revenue\n     never  properties.order_id\n");
    QTest::newRow("properties never seen")
        << order("{}") << QByteArray("     never  properties.order_id, properties.revenue\n");
    QTest::newRow("unplanned property")
        << order(R"({"zodiac":1})") << QByteArray("         1  properties.zodiac  (not in the plan)\n");
    QTest::newRow("unplanned event") << QByteArray(R"({"type":"track","event":"Robot Waved","userId":"u"})")
                                     << QByteArray("\n1 event in no plan\n       1    Robot Waved  (#1)\n");
    QTest::newRow("the spec as well") << order("{}") << QByteArray("\necommerce: 1 of ");
}

void TestCommandLine::coverageOfPlans()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, said);
    const Run result = run("coverage - --plan %1/plan.json", call);
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY2(result.out.contains(said), result.out.constData());
}

void TestCommandLine::coverageOfPlansJson()
{
    write("plan2.json",
        R"({"name":"Two","rules":[{"type":"TRACK","key":"A","version":1,"jsonSchema":{}},)"
        R"({"type":"TRACK","key":"A","version":2,"jsonSchema":{}},{"type":"COMMON","jsonSchema":)"
        R"({"required":["userId"],"properties":{"userId":{}}}}]})");
    const QByteArray robot = R"({"type":"track","event":"Robot Waved","userId":"u","writeKey":"k"})";
    const Run result = run("coverage - --format json --plan %1/plan.json --plan %1/plan2.json", robot);
    QVERIFY2(result.exitCode == 0, result.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(result.out).object();
    const QJsonArray plans = report[u"plans"].toArray();
    QCOMPARE(plans.size(), 2);
    QCOMPARE(text(plans[0].toObject(), "plan"), QStringLiteral("Shop"));
    QCOMPARE(text(plans[1].toObject(), "plan"), QStringLiteral("Two"));
    QCOMPARE(plans[1][u"events"].toInt(), 1);
    QCOMPARE(plans[1][u"seen"].toInt(), 0);
    const QJsonArray rules = plans[1][u"rules"].toArray();
    QCOMPARE(rules.size(), 3);
    QCOMPARE(rules[1][u"version"].toInt(), 2);
    QCOMPARE(text(rules[1].toObject(), "status"), QStringLiteral("never"));
    QVERIFY(rules[2][u"name"].isNull() && rules[2][u"call"].isNull());
    QCOMPARE(text(rules[2].toObject(), "status"), QStringLiteral("seen"));
    const QJsonObject field = rules[2][u"fields"][0].toObject();
    QCOMPARE(text(field, "path"), QStringLiteral("userId"));
    QCOMPARE(text(field, "status"), QStringLiteral("seen"));
    QVERIFY(field[u"required"].toBool());
    const QJsonArray unplanned = report[u"unplanned"].toArray();
    QCOMPARE(unplanned.size(), 1);
    QCOMPARE(text(unplanned[0].toObject(), "name"), QStringLiteral("Robot Waved"));
    QCOMPARE(unplanned[0][u"sources"].toArray(), QJsonArray{QStringLiteral("k")});

    const Run plain = run("coverage - --format json", robot);
    QVERIFY(!QJsonDocument::fromJson(plain.out).object().contains(u"plans"));
}

void TestCommandLine::diffTells()
{
    write("before.ndjson", QByteArray(Good) + '\n' + Identify + '\n');
    write("after.ndjson", QByteArray(Bad) + '\n');
    const Run text = run("diff %1/before.ndjson %1/after.ndjson");
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.out.startsWith("A  before.ndjson: 2 calls\nB  after.ndjson: 1 call, 1 with errors\n"), text.out);
    for (const char *part : {"Gone from B (1)\n  identify", "error    properties.order_id: gone (was string, in 100 %)",
             "error    properties.revenue: number became string; 1 value, first \"25.00\" in #1",
             "error    properties.revenue: error type: 1 call instead of 0"})
        QVERIFY2(text.out.contains(part), text.out);
    const Run json = run("diff %1/before.ndjson - --format json --fail-on never", Bad);
    QCOMPARE(json.exitCode, 0);
    const QJsonObject told = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(told[u"b"].toObject()[u"name"].toString(), QStringLiteral("standard input"));
    QCOMPARE(told[u"level"].toString(), QStringLiteral("error"));
    QCOMPARE(told[u"events"].toArray().size(), 2);
    QVERIFY(text.out.contains("Not compared: messageId, timestamp, originalTimestamp, sentAt, receivedAt.\n"));
    const QByteArray one = R"({"type":"track","event":"E","userId":"u","messageId":"m","timestamp":1})";
    write("one.ndjson", one);
    write("two.ndjson", QByteArray(one).replace(R"("m")", "7"));
    QCOMPARE(run("diff %1/one.ndjson %1/two.ndjson").exitCode, 0);
    const Run all = run("diff %1/one.ndjson %1/two.ndjson --ignore-no-others --ignore timestamp");
    QCOMPARE(all.exitCode, 1);
    QVERIFY2(all.out.contains("messageId: string became number") && all.out.contains("Not compared: timestamp.\n"),
        all.out);
    QVERIFY(run("diff %1/before.ndjson %1/after.ndjson --format markdown").out.startsWith("### 1 event gone, 1 "));
    QVERIFY(run("diff %1/before.ndjson %1/after.ndjson --format html").out.startsWith("<!DOCTYPE html>"));
}

void TestCommandLine::captureExportIdentities()
{
    QProcess capture;
    capture.start(
        Program, words("capture --port 0 --session %1/shop.spectap --print ndjson --count 3 --fail-on error "
                       "--spec %1/ships.json"));
    const quint16 port = listeningPort(capture);
    QVERIFY2(port != 0, capture.readAllStandardError().constData());
    const QByteArray batch = QByteArray("{\"batch\":[") + Bad + "," + Identify + "]}";
    QCOMPARE(post(port, "/v1/track", Good), QByteArray("HTTP/1.1 200 OK"));
    QCOMPARE(post(port, "/v1/batch", batch), QByteArray("HTTP/1.1 200 OK"));
    QVERIFY(capture.waitForFinished(10'000));
    QCOMPARE(capture.exitCode(), 1); // --fail-on error: revenue was a string
    const auto verdicts = objects(capture.readAllStandardOutput());
    QCOMPARE(verdicts.size(), 3);
    QCOMPARE(text(verdicts[1], "severity"), QStringLiteral("error"));
    QCOMPARE(text(verdicts[2], "type"), QStringLiteral("identify"));

    const Run ndjson = run("export %1/shop.spectap --format ndjson");
    QCOMPARE(ndjson.exitCode, 0);
    QVERIFY2(!ndjson.err.contains("another version"), ndjson.err.constData());
    QCOMPARE(ndjson.out, QByteArray(Good) + '\n' + Bad + '\n' + Identify + '\n');
    QCOMPARE(run("export %1/shop.spectap --format ndjson --filter has:error").out, QByteArray(Bad) + '\n');
    // Counted from the newest call, however long ago that was.
    QCOMPARE(run("export %1/shop.spectap --format ndjson --filter time:-1h").out, ndjson.out);
    QCOMPARE(run("export %1/shop.spectap --format ndjson --filter time<-1h").out, QByteArray());
    QCOMPARE(
        run("export %1/shop.spectap --format ndjson --filter b.example").out, QByteArray(Identify) + '\n');

    QCOMPARE(run("export %1/shop.spectap --format csv --columns seq,type,messageId --filter has:error").out,
        QByteArray("\xef\xbb\xbfseq,type,messageId\r\n2,track,m2\r\n"));
    const Run har = run("export %1/shop.spectap --format har --filter has:error");
    const QJsonArray entries = QJsonDocument::fromJson(har.out).object()[u"log"][u"entries"].toArray();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0][u"request"][u"postData"][u"text"].toString().toUtf8(), batch);
    QVERIFY2(har.err.contains("whole requests"), har.err.constData());
    QCOMPARE(run("export %1/shop.spectap --format html").out.count("<details class=\"call"), 3);
    QCOMPARE(run("export %1/shop.spectap --format curl").out.count("| send "), 2);
    QVERIFY(run("export %1/shop.spectap --format markdown").out.contains("3 calls"));
    QVERIFY(run("export %1/shop.spectap --format batch").out.contains(Bad));

    const Run identities = run("identities %1/shop.spectap --format json");
    QCOMPARE(identities.exitCode, 0);
    const QJsonArray profiles = QJsonDocument::fromJson(identities.out).object()[u"profiles"].toArray();
    QCOMPARE(profiles.size(), 1);
    const QJsonObject profile = profiles[0].toObject();
    QCOMPARE(profile[u"calls"].toInt(), 3);
    QCOMPARE(profile[u"ids"].toArray().size(), 2);
    QCOMPARE(text(profile[u"traits"].toObject(), "email"), QStringLiteral("a@b.example"));
    const Run unify = run("identities %1/shop.spectap --reading unify --order event --as-of 3");
    QVERIFY2(unify.out.contains("  email        a@b.example  #3\n"), unify.out.constData());
    QVERIFY(run("identities %1/shop.spectap --format dot").out.startsWith("digraph identities {\n"));

    QCOMPARE(objects(run("check %1/shop.spectap --format ndjson").out), verdicts);
}

namespace {

/// `value` with ids as numbers in order of their first appearance: two that are equal then differ in names
/// only.
QJsonValue withoutNames(const QJsonValue &value, QHash<QString, int> &names)
{
    const auto number = [&names](const QJsonValue &name) {
        const int next = static_cast<int>(names.size());
        const auto known = names.constFind(name.toString());
        return known != names.constEnd() ? *known : *names.insert(name.toString(), next);
    };
    if (value.isArray()) {
        QJsonArray items;
        for (const QJsonValue item : value.toArray())
            items.append(item.isString() ? QJsonValue(number(item)) : withoutNames(item, names));
        return items;
    }
    if (!value.isObject())
        return value;
    QJsonObject members;
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == u"traits")
            members.insert(member.key(), QJsonArray::fromStringList(member.value().toObject().keys()));
        else
            members.insert(member.key(), member.key() == u"value" ? QJsonValue(number(member.value()))
                                                                  : withoutNames(member.value(), names));
    }
    return members;
}

} // namespace

/// Whose calls they were is still told by a file that names nobody, and what is wrong with them too.
void TestCommandLine::sharesWithoutPeople()
{
    QFile demo(QStringLiteral(SPECTAP_TEST_DATA "/../../resources/demo/shop.ndjson"));
    QVERIFY(demo.open(QIODevice::ReadOnly));
    QProcess capture;
    capture.start(Program, words("capture --port 0 --session %1/people.spectap --duration 60"));
    const quint16 port = listeningPort(capture);
    QVERIFY2(port != 0, capture.readAllStandardError().constData());
    for (const QJsonObject &request : objects(demo.readAll())) {
        if (request[u"body"].isObject())
            QVERIFY(!post(port, request[u"path"].toString().toUtf8(),
                QJsonDocument(request[u"body"].toObject()).toJson(QJsonDocument::Compact))
                         .isEmpty());
    }
    capture.terminate();
    QVERIFY(capture.waitForFinished(10'000));

    QCOMPARE(run("export %1/people.spectap --format ndjson -o %1/plain.ndjson").exitCode, 0);
    QCOMPARE(run("export %1/people.spectap --format ndjson --redact -o %1/safe.ndjson").exitCode, 0);
    QJsonValue graphs[2];
    std::vector<QStringList> verdicts[2];
    for (int i = 0; i < 2; ++i) {
        const char *file = i == 0 ? "%1/plain.ndjson" : "%1/safe.ndjson";
        const Run identities = run(QByteArray(QByteArray("identities --format json ") + file).constData());
        const QJsonObject graph = QJsonDocument::fromJson(identities.out).object();
        QVERIFY(graph[u"profiles"].toArray().size() > 3);
        QHash<QString, int> names;
        graphs[i] = withoutNames(graph, names);
        for (const QJsonObject &call :
            objects(run(QByteArray(QByteArray("check --format ndjson ") + file).constData()).out)) {
            QStringList lines;
            for (const QJsonValue finding : call[u"findings"].toArray())
                lines += finding[u"rule"].toString() + u' ' + finding[u"severity"].toString() + u' ' +
                         finding[u"pointer"].toString();
            verdicts[i].push_back(lines);
        }
    }
    QCOMPARE(QJsonDocument(graphs[1].toObject()).toJson(), QJsonDocument(graphs[0].toObject()).toJson());
    QCOMPARE(verdicts[1].size(), verdicts[0].size());
    for (std::size_t i = 0; i < verdicts[0].size(); ++i)
        QCOMPARE(verdicts[1][i], verdicts[0][i]);

    write("profile.json", R"({"spectapRedaction":1,"paths":{"userId":"keep"}})");
    const Run kept = run("export %1/people.spectap --format ndjson --redact-profile %1/profile.json");
    const Run plain = run("export %1/people.spectap --format ndjson");
    QCOMPARE(text(objects(kept.out).front(), "userId"), text(objects(plain.out).front(), "userId"));
    QVERIFY(kept.out != plain.out);
}

/// From one endpoint to another by the script of an export, with real curl: the same bytes.
void TestCommandLine::scriptSendsASessionAgain()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("there is no curl");
    const QByteArray batch =
        QByteArray("{\"batch\":[") + Bad + ",\r\n " + Identify + "],\"context\":{\"a\":\"it's $HOME\\n\"}}";
    for (const char *session : {"first", "second"}) {
        QProcess capture;
        capture.start(Program,
            words(QByteArray(
                QByteArray("capture --port 0 --quiet --count 3 --session %1/") + session + ".spectap")
                      .constData()));
        const quint16 port = listeningPort(capture);
        QVERIFY(port != 0);
        if (qstrcmp(session, "first") == 0) {
            QCOMPARE(post(port, "/v1/track", Good), QByteArray("HTTP/1.1 200 OK"));
            QCOMPARE(post(port, "/v1/batch", batch), QByteArray("HTTP/1.1 200 OK"));
        } else {
            QCOMPARE(run("export %1/first.spectap --format curl -o %1/again.sh").exitCode, 0);
            QProcess shell;
            shell.start(QStringLiteral("sh"), {m_dir.filePath(QStringLiteral("again.sh")),
                                                  QStringLiteral("http://127.0.0.1:%1").arg(port)});
            QVERIFY(shell.waitForFinished(30'000));
            QCOMPARE(shell.readAllStandardOutput(), QByteArray("1 200\n2 200\n"));
        }
        QVERIFY(capture.waitForFinished(10'000));
    }
    const auto bodies = [this](const char *session) {
        const Run har =
            run(QByteArray(QByteArray("export %1/") + session + ".spectap --format har").constData());
        QByteArrayList list;
        for (const auto &entry : QJsonDocument::fromJson(har.out).object()[u"log"][u"entries"].toArray())
            list += entry[u"request"][u"postData"][u"text"].toString().toUtf8();
        return list;
    };
    QCOMPARE(bodies("first"), (QByteArrayList{Good, batch}));
    QCOMPARE(bodies("second"), bodies("first"));
}

void TestCommandLine::captureStopsAtCount()
{
    QProcess capture;
    capture.start(Program, words("capture --port 0 --count 1 --quiet"));
    const quint16 port = listeningPort(capture);
    QVERIFY(port != 0);
    post(port, "/v1/track", Good);
    QVERIFY(capture.waitForFinished(10'000));
    QCOMPARE(capture.exitCode(), 0);
    QCOMPARE(capture.readAllStandardError(), QByteArray());
}

void TestCommandLine::captureAnswersAsStrictlyAsAsked()
{
    const QByteArray answers[] = {"segment 200", "strict 400", "always-200 200"};
    for (const QByteArray &answer : answers) {
        QProcess capture;
        const QByteArray line = "capture --port 0 --count 1 --quiet --answer " + answer.chopped(4);
        capture.start(Program, words(line.constData()));
        const quint16 port = listeningPort(capture);
        QVERIFY(port != 0);
        QCOMPARE(post(port, "/v1/track", Bad).mid(9, 3), answer.last(3));
        QVERIFY(capture.waitForFinished(10'000));
    }
}

/// What clients of all kinds do wrong, for the program as it runs.
void TestCommandLine::doctorNamesWhatIsWrong()
{
    QProcess doctor;
    doctor.start(Program, words("doctor --port 0 --duration 9"));
    const quint16 port = listeningPort(doctor);
    QVERIFY2(port != 0, doctor.readAllStandardError().constData());

    const QByteArray node = "User-Agent: node-sdk/3.1.0\r\n";
    request(port, "POST /v1/v1/track", node, Good);
    for (int retry = 0; retry < 3; ++retry)
        request(port, "POST /v1/track", node, Good);
    for (int i = 0; i < 2; ++i)
        request(port, "POST /collect", "User-Agent: stray/1.0\r\n", R"({"a":1})");
    request(
        port, "OPTIONS /v1/t", "Origin: https://shop.example\r\nAccess-Control-Request-Method: POST\r\n", {});
    request(port, "POST /v1/track", "User-Agent: fine/1.0\r\n", Identify);
    if (QSslSocket::supportsSsl()) { // a client that knows the usual authorities only
        QSslSocket stranger;
        stranger.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port, QStringLiteral("localhost"));
        QVERIFY(!stranger.waitForEncrypted(5000));
    }

    QVERIFY(doctor.waitForFinished(30'000));
    QCOMPARE(doctor.exitCode(), 1);
    const QByteArray said = doctor.readAllStandardOutput();
    for (const char *words : {"warning  node-sdk/3.1.0: 1 request went to a path with a doubled /v1",
             "warning  node-sdk/3.1.0: Call #1 came 4 times, though it was answered each time.",
             "error    stray/1.0: The last 2 requests got 404, the last one to \"/collect\"",
             "error    the page https://shop.example: The browser asked whether it may send to \"/v1/t\"",
             "fine     fine/1.0: 1 call arrived at localhost."})
        QVERIFY2(said.contains(words), QByteArray(words + QByteArray(" is not in:\n") + said));
    if (QSslSocket::supportsSsl())
        QVERIFY2(said.contains("TLS handshake came to nothing") && said.contains("spectap cert"), said);
    QCOMPARE(said.count("doubled /v1"), 1); // each thing once
}

void TestCommandLine::doctorWithoutClients()
{
    const Run nobody = run("doctor --port 0 --duration 1");
    QCOMPARE(nobody.exitCode, 0);
    QVERIFY2(nobody.out.contains("Nothing came."), nobody.out);
    QVERIFY(nobody.out.contains("10.0.2.2"));
}

void TestCommandLine::captureSaysThatThePortIsTaken()
{
    QProcess first;
    first.start(Program, words("capture --port 0"));
    const quint16 port = listeningPort(first);
    QVERIFY(port != 0);
    const Run second = run(QByteArray("capture --port " + QByteArray::number(port)).constData());
    QCOMPARE(second.exitCode, 3);
    QVERIFY2(second.err.contains(QByteArray::number(port)), second.err.constData());
    first.terminate();
    QVERIFY(first.waitForFinished(10'000));
    QCOMPARE(first.exitCode(), 0);
}

SPECTAP_TEST_MAIN(TestCommandLine)
#include "tst_commandline.moc"
