// SPDX-License-Identifier: MIT
#include "model/session/sessionwriter.h"

#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace spectap;

/// What `check` prints in its formats, and `coverage`, as other programs read it.
class TestCheckReports : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void formatsAreNamedInTheHelp();
    void textShowsAProblemThreeTimesAndCountsIt();
    void textIsSafeForATerminal();
    void junitIsWhatViewersRead();
    void junitFailsWhatTheRunFails_data();
    void junitFailsWhatTheRunFails();
    void sarifPointsAtTheBytes_data();
    void sarifPointsAtTheBytes();
    void sarifOfASessionHasNoRegion();
    void sarifListsEveryRuleItUses();
    void markdownHoldsItsBound();
    void markdownIsInert();
    void noCallsAtAll();
    void coverageText();
    void coverageJson();

private:
    QByteArray check(const QByteArray &format, const QByteArray &input, const QStringList &more = {},
        int *exitCode = nullptr);
    QByteArray run(const QStringList &arguments, const QByteArray &input, int *exitCode = nullptr);
    QJsonObject json(const QByteArray &text);

    QTemporaryDir m_dir;
};

namespace {

const QByteArray Good =
    R"({"type":"track","event":"Order Completed","userId":"u","properties":{"order_id":"o"}})";
const QByteArray Bad =
    R"({"type":"track","event":"Order Completed","userId":"u","properties":{"revenue":"25.00"}})";
const QByteArray Nobody = R"({"type":"track","event":"Order Completed"})";
const QByteArray Lower = R"({"type":"track","event":"order completed","userId":"u"})"; // a warning

} // namespace

void TestCheckReports::initTestCase()
{
    QVERIFY(m_dir.isValid());
    qputenv("XDG_DATA_HOME", m_dir.path().toLocal8Bit());
}

QByteArray TestCheckReports::run(const QStringList &arguments, const QByteArray &input, int *exitCode)
{
    QProcess process;
    process.setWorkingDirectory(m_dir.path());
    process.start(QStringLiteral(SPECTAP_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return "did not finish";
    if (exitCode)
        *exitCode = process.exitCode();
    return process.readAllStandardOutput();
}

QByteArray TestCheckReports::check(
    const QByteArray &format, const QByteArray &input, const QStringList &more, int *exitCode)
{
    QStringList arguments{QStringLiteral("check"), QStringLiteral("-"), QStringLiteral("--format"),
        QString::fromLatin1(format)};
    return run(arguments + more, input, exitCode);
}

QJsonObject TestCheckReports::json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        QTest::qFail(qPrintable(error.errorString()), __FILE__, __LINE__);
    return document.object();
}

void TestCheckReports::formatsAreNamedInTheHelp()
{
    const QByteArray help = run({QStringLiteral("check"), QStringLiteral("--help")}, {});
    QVERIFY2(help.contains("text, ndjson, json, junit, sarif or markdown"), help.constData());
    int exitCode = 0;
    QCOMPARE(check("yaml", Good, {}, &exitCode), QByteArray());
    QCOMPARE(exitCode, 2);
}

void TestCheckReports::textShowsAProblemThreeTimesAndCountsIt()
{
    const QByteArray text = check("text", QByteArray(Bad + '\n').repeated(10'000) + Nobody + '\n');
    QCOMPARE(text.count("must be a number"), 3);
    QVERIFY2(
        text.contains("   10000 calls  Order Completed  /properties/revenue  first #1"), text.constData());
    QVERIFY2(text.contains("#10001 track"), text.constData()); // another problem is still shown
    QVERIFY(text.contains("(Segment answers 200 and drops it)"));
    QVERIFY(text.count('\n') < 30);
    QCOMPARE(check("text", Good), QByteArray());
}

void TestCheckReports::textIsSafeForATerminal()
{
    const QByteArray text = check(
        "text", R"({"type":"track","event":"\u001b]0;owned\u0007\u202e\nx","properties":{"a\u001b[31m":1}})");
    QVERIFY(text.contains("owned"));
    QVERIFY(!text.contains('\x1b') && !text.contains('\x07') && !text.contains("\xe2\x80\xae"));
}

void TestCheckReports::junitIsWhatViewersRead()
{
    const QByteArray broken = "{\"type\":\n";
    const QByteArray odd = R"({"type":"track","event":"a\u0001\u001b<&\"]]>\ufffe","userId":""})";
    const QByteArray xml = check("junit", Good + '\n' + Bad + '\n' + broken + odd + '\n' + Lower);
    // Elements with their attributes, as the Ant and the Jenkins schema both know them.
    const QHash<QString, QString> allowed{{QStringLiteral("testsuites"), QString()},
        {QStringLiteral("testsuite"),
            QStringLiteral("name package id tests failures errors time timestamp hostname")},
        {QStringLiteral("properties"), QString()},
        {QStringLiteral("testcase"), QStringLiteral("name classname time")},
        {QStringLiteral("failure"), QStringLiteral("message type")},
        {QStringLiteral("error"), QStringLiteral("message type")}, {QStringLiteral("system-out"), QString()},
        {QStringLiteral("system-err"), QString()}};
    QXmlStreamReader reader(xml);
    QStringList order;
    QStringList cases;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        const QString name = reader.name().toString();
        QVERIFY2(allowed.contains(name), qPrintable(name));
        QStringList attributes;
        for (const QXmlStreamAttribute &attribute : reader.attributes())
            attributes += attribute.name().toString();
        QCOMPARE(attributes.join(u' '), allowed[name]);
        if (name == u"testsuite") {
            QCOMPARE(reader.attributes().value(QLatin1String("tests")).toString(), QStringLiteral("5"));
            QCOMPARE(reader.attributes().value(QLatin1String("failures")).toString(), QStringLiteral("2"));
            QCOMPARE(reader.attributes().value(QLatin1String("errors")).toString(), QStringLiteral("1"));
        }
        if (name == u"testcase")
            cases += reader.attributes().value(QLatin1String("classname")) + u' ' +
                     reader.attributes().value(QLatin1String("name"));
        if (order.isEmpty() || order.last() != name)
            order += name;
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(cases.size(), 5);
    QCOMPARE(cases[0], QStringLiteral("ecommerce/order-completed #1 Order Completed"));
    QCOMPARE(order.mid(0, 4), (QStringList{QStringLiteral("testsuites"), QStringLiteral("testsuite"),
                                  QStringLiteral("properties"), QStringLiteral("testcase")}));
    QCOMPARE(order.mid(order.size() - 2),
        (QStringList{QStringLiteral("system-out"), QStringLiteral("system-err")}));
}

void TestCheckReports::junitFailsWhatTheRunFails_data()
{
    QTest::addColumn<QString>("failOn");
    QTest::addColumn<bool>("warningFails");
    QTest::newRow("error") << QStringLiteral("error") << false;
    QTest::newRow("warning") << QStringLiteral("warning") << true;
    QTest::newRow("never: errors are still failures") << QStringLiteral("never") << false;
}

void TestCheckReports::junitFailsWhatTheRunFails()
{
    QFETCH(QString, failOn);
    QFETCH(bool, warningFails);
    const QByteArray xml = check("junit", Bad + '\n' + Lower, {QStringLiteral("--fail-on"), failOn});
    QVERIFY2(xml.contains(warningFails ? "failures=\"2\"" : "failures=\"1\""), xml.constData());
    QCOMPARE(xml.contains("<system-out>#2"), !warningFails);
}

void TestCheckReports::sarifPointsAtTheBytes_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QByteArray>("bytes"); // that the region covers
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const QString revenue = QStringLiteral("/properties/revenue");
    QTest::newRow("a line of NDJSON") << Good + '\n' + Bad << revenue << QByteArray("\"25.00\"") << 2 << 80;
    QTest::newRow("after a blank line") << "\n\n" + Bad << revenue << QByteArray("\"25.00\"") << 3 << 80;
    QTest::newRow("an array over several lines")
        << "[" + Good + ",\n  " + Bad + "]" << revenue << QByteArray("\"25.00\"") << 2 << 82;
    QTest::newRow("columns are UTF-16 units")
        << QByteArray(
               "{\"é\xf0\x9f\x98\x80\":1,\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":7}")
        << QStringLiteral("/userId") << QByteArray("7") << 1 << 60;
    QTest::newRow("what is missing points at what is around it")
        << " " + Nobody << QStringLiteral("/userId") << Nobody << 1 << 2;
    QTest::newRow("what the batch says")
        << QByteArray(R"({"context":{"ip":12},"batch":[{"type":"page","userId":"u"}]})")
        << QStringLiteral("/context/ip") << QByteArray("12") << 1 << 18;
    QTest::newRow("text that is not JSON")
        << Good + "\n{\"type\": tru}" << QString() << QByteArray("}") << 2 << 13;
    const QByteArray inside = QByteArray(Bad).replace('"', "\\\"");
    QTest::newRow("a HAR points at the string that holds the call")
        << "{\"log\":{\"entries\":[\n{\"request\":{\"postData\":{\"text\":\"" + inside + "\"}}}]}}" << revenue
        << '"' + inside + '"' << 2 << 32;
}

void TestCheckReports::sarifPointsAtTheBytes()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, pointer);
    QFETCH(QByteArray, bytes);
    QFETCH(int, line);
    QFETCH(int, column);
    const QJsonArray results = json(check("sarif", input))[u"runs"][0][u"results"].toArray();
    bool found = false;
    for (const QJsonValue &result : results) {
        const QJsonValue location = result[u"locations"][0];
        if (location[u"logicalLocations"][0][u"fullyQualifiedName"].toString() != pointer)
            continue;
        found = true;
        const QJsonValue region = location[u"physicalLocation"][u"region"];
        QCOMPARE(input.mid(region[u"byteOffset"].toInt(), region[u"byteLength"].toInt()), bytes);
        QCOMPARE(region[u"startLine"].toInt(), line);
        QCOMPARE(region[u"startColumn"].toInt(), column);
    }
    QVERIFY2(found, QJsonDocument(results).toJson().constData());
}

void TestCheckReports::sarifOfASessionHasNoRegion()
{
    const QString path = m_dir.filePath(QStringLiteral("a session.spectap"));
    {
        auto writer = SessionWriter::open(path, std::make_shared<StringPool>());
        QVERIFY(writer);
        Request request;
        request.body = Bad;
        QVERIFY((*writer)->begin());
        QVERIFY((*writer)->addRequest(request));
        StoredCall call;
        call.request = request.id;
        call.length = static_cast<quint32>(Bad.size());
        QVERIFY((*writer)->addCall(1, call, {}));
        QVERIFY((*writer)->commit());
    }
    const QJsonObject log =
        json(run({QStringLiteral("check"), path, QStringLiteral("--format"), QStringLiteral("sarif")}, {}));
    const QJsonValue place = log[u"runs"][0][u"results"][0][u"locations"][0][u"physicalLocation"];
    QCOMPARE(place[u"artifactLocation"][u"uri"].toString(), QStringLiteral("a%20session.spectap"));
    QVERIFY(place[u"region"].isUndefined());
}

void TestCheckReports::sarifListsEveryRuleItUses()
{
    const QJsonValue run = json(check("sarif", Bad + '\n' + Nobody + '\n' + Lower + "\n{"))[u"runs"][0];
    const QJsonArray rules = run[u"tool"][u"driver"][u"rules"].toArray();
    QCOMPARE(rules.size(), RuleCount - 1);
    for (const QJsonValue &rule : rules) {
        QVERIFY(rule[u"helpUri"].toString().startsWith(u"https://segment.com/docs/"));
        QVERIFY(!rule[u"shortDescription"][u"text"].toString().isEmpty());
    }
    QVERIFY(run[u"results"].toArray().size() >= 4);
    for (const QJsonValue &result : run[u"results"].toArray())
        QCOMPARE(rules[result[u"ruleIndex"].toInt()][u"id"], result[u"ruleId"]);
}

void TestCheckReports::markdownHoldsItsBound()
{
    QByteArray calls;
    for (int i = 0; i < 6'000; ++i)
        calls += "{\"type\":\"track\",\"event\":\"E" + QByteArray::number(i) + QByteArray(200, 'x') + "\"}\n";
    const QByteArray text = check("markdown", calls);
    QVERIFY2(text.size() <= 60'000, QByteArray::number(text.size()).constData());
    QVERIFY(text.startsWith("### Spectap: 6000 errors"));
    QCOMPARE(text.count("<details>"), 1);
    QCOMPARE(text.count("</details>"), 1);
    QVERIFY(text.contains("Not listed for want of room"));
    QVERIFY(check("markdown", Good).startsWith("### Spectap: 1 call, no problems"));
}

void TestCheckReports::markdownIsInert()
{
    const QByteArray text = check(
        "markdown", R"x({"type":"track","event":"@team | <b>#1</b> `x` https://a.example\nnew [l](u)"})x");
    QVERIFY2(!text.contains("@team") && !text.contains("<b>") && !text.contains("#1<") &&
                 !text.contains("https://a.example") && !text.contains("[l]"),
        text.constData());
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("| **error**"))
            QCOMPARE(QByteArray(line).replace("\\|", "").count('|'), 8);
    }
}

void TestCheckReports::noCallsAtAll()
{
    for (const QByteArray &format : {QByteArray("text"), QByteArray("ndjson")}) {
        int exitCode = -1;
        QCOMPARE(check(format, "\n", {}, &exitCode), QByteArray());
        QCOMPARE(exitCode, 0);
    }
    QCOMPARE(json(check("json", "\n"))[u"summary"][u"calls"].toInt(-1), 0);
    QCOMPARE(json(check("sarif", "\n"))[u"runs"][0][u"results"].toArray().size(), 0);
    QVERIFY(check("junit", "\n").contains("tests=\"0\""));
}

void TestCheckReports::coverageText()
{
    int exitCode = -1;
    const QByteArray text = run({QStringLiteral("coverage"), QStringLiteral("-")}, Good + '\n' + Bad + R"(
{"type":"track","event":"Robot Waved","userId":"u","properties":{"arm":1}})",
        &exitCode);
    QCOMPARE(exitCode, 0);
    QVERIFY2(text.contains("2    Order Completed  (#1 to #2)"), text.constData());
    QVERIFY2(text.contains("never    Order Refunded"), text.constData());
    QVERIFY2(text.contains("1  properties.order_id\n"), text.constData());
    QVERIFY2(text.contains("1    Robot Waved  (#3)\n         1  properties.arm  (not in the spec)"),
        text.constData());
}

void TestCheckReports::coverageJson()
{
    const QJsonObject report = json(run(
        {QStringLiteral("coverage"), QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("json")},
        Good + '\n' +
            R"({"type":"track","event":"Robot Waved","userId":"u","writeKey":"k","properties":{"arm":1}})"));
    QCOMPARE(report[u"calls"].toInt(), 2);
    QHash<QString, QJsonObject> events;
    for (const QJsonValue &event : report[u"events"].toArray())
        events.insert(event[u"name"].toString(), event.toObject());
    QCOMPARE(events[QStringLiteral("Order Completed")][u"status"].toString(), QStringLiteral("seen"));
    QCOMPARE(events[QStringLiteral("Order Refunded")][u"status"].toString(), QStringLiteral("never"));
    QCOMPARE(events[QStringLiteral("Order Refunded")][u"spec"].toString(),
        QStringLiteral("ecommerce/order-refunded"));
    const QJsonObject robot = events[QStringLiteral("Robot Waved")];
    QCOMPARE(robot[u"status"].toString(), QStringLiteral("unplanned"));
    QVERIFY(robot[u"spec"].isNull());
    QCOMPARE(robot[u"firstSeq"].toInt(), 2);
    QCOMPARE(robot[u"sources"][0].toString(), QStringLiteral("k"));
    QCOMPARE(robot[u"fields"][0][u"path"].toString(), QStringLiteral("properties.arm"));
    QCOMPARE(robot[u"fields"][0][u"status"].toString(), QStringLiteral("unplanned"));
    for (const QJsonValue &spec : report[u"specs"].toArray()) {
        if (spec[u"spec"] == QStringLiteral("ecommerce"))
            QCOMPARE(spec[u"seen"].toInt(), 1);
    }
}

SPECTAP_TEST_MAIN(TestCheckReports)
#include "tst_checkreports.moc"
