// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"
#include "model/session/exports/exportpreview.h"
#include "model/session/exports/exportsource.h"
#include "tests/exports/exported.h"
#include "tests/exports/requestreceiver.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace spectap;
using namespace spectap::test;

/// The formats that hold requests and bodies: HAR, the script of curl commands, batches.
class TestRequestExports : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void harHoldsRequestsInOrder();
    void harOfChosenCalls();
    void harHoldsWhatIsNoText();
    void harOfEmptySession();
    void scriptSendsTheBytes_data();
    void scriptSendsTheBytes();
    void scriptSendsHeadersAndTarget();
    void scriptRunsNothingOfTheCalls();
    void scriptAsksForSecrets();
    void scriptSaysWhatWasNotSent();
    void scriptLeavesOutWhatCarriesNoCalls();
    void batchKeepsWhatTheBatchSaid();
    void batchKnowsTheTypeOfThePath();
    void batchStaysBelowTheLimits_data();
    void batchStaysBelowTheLimits();
    void editsReachEveryFormat_data();
    void editsReachEveryFormat();
    void everyFormatCanBeCancelled_data();
    void everyFormatCanBeCancelled();
    void previewsKnowTheSize_data();
    void previewsKnowTheSize();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("a.spectap")); }
    QByteArray exported(ExportFormat format, std::optional<std::vector<quint32>> seqs = {})
    {
        return test::exported(path(), format, std::move(seqs));
    }
    QJsonArray entries(std::optional<std::vector<quint32>> seqs = {});
    /// Stores requests as they are, all in one transaction; those of kind Calls are one call.
    void store(std::vector<Request> requests);
    struct Run
    {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    Run runScript(const QString &shell = QStringLiteral("sh"), const QByteArray &input = {},
        const QByteArray &target = {});

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<RequestReceiver> m_receiver;
};

namespace {

Request requestWith(const QByteArray &body, const std::vector<Header> &headers = {})
{
    Request request = sampleRequest(body);
    request.headers = headers;
    return request;
}

constexpr char Secret[] = "s3cret";

/// Takes one word out of everything.
class OneWordEdits final : public ExportEdits
{
public:
    void edit(StoredCallDetail &call, StringPool &strings) override
    {
        edit(call.request);
        for (StringId *id : {&call.call.row.name, &call.call.row.user, &call.call.row.anonymous})
            *id = *id == 0 ? 0 : strings.intern(without(strings.at(*id)));
        for (Finding &finding : call.findings)
            finding.actual = without(finding.actual);
    }
    void edit(Request &request) override
    {
        for (QByteArray *text : {&request.target, &request.body, &request.writeKey, &request.answer,
                 &request.reason, &request.peer})
            *text = without(*text);
        for (Header &header : request.headers)
            header.value = without(header.value);
    }
    void edit(Source &source) override { source.writeKey = without(source.writeKey); }
    void edit(MarkedCall &marked) override { marked.mark.note = without(marked.mark.note); }

private:
    static QByteArray without(QByteArrayView text) { return text.toByteArray().replace(Secret, "******"); }
};

void addFormats()
{
    QTest::addColumn<int>("format");
    for (int i = 0; i <= static_cast<int>(ExportFormat::Batch); ++i)
        QTest::addRow("%s", exportFormatName(static_cast<ExportFormat>(i)).data()) << i;
}

std::vector<QJsonObject> lines(const QByteArray &text)
{
    std::vector<QJsonObject> list;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.isEmpty())
            list.push_back(QJsonDocument::fromJson(line).object());
    }
    return list;
}

} // namespace

void TestRequestExports::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_receiver = std::make_unique<RequestReceiver>();
    QVERIFY(m_dir->isValid());
}

QJsonArray TestRequestExports::entries(std::optional<std::vector<quint32>> seqs)
{
    QJsonParseError error;
    const QByteArray text = exported(ExportFormat::Har, std::move(seqs));
    const QJsonObject log = QJsonDocument::fromJson(text, &error).object()[u"log"].toObject();
    if (log[u"version"].toString() != u"1.2")
        qWarning("%s in %s", qPrintable(error.errorString()), text.constData());
    return log[u"entries"].toArray();
}

void TestRequestExports::store(std::vector<Request> requests)
{
    SampleSession session(path());
    QVERIFY_OK(session.writer().begin());
    for (Request &request : requests) {
        QVERIFY_OK(session.writer().addRequest(request));
        if (request.kind != RequestKind::Calls)
            continue;
        StoredCall call;
        call.row.type = CallType::Track;
        call.row.name = session.pool()->intern("Order");
        call.row.receivedAt = call.row.eventTime = request.receivedAt;
        call.request = request.id;
        call.length = static_cast<quint32>(request.body.size());
        QVERIFY_OK(session.writer().addCall(session.writer().lastSeq() + 1, call, {}));
    }
    QVERIFY_OK(session.writer().commit());
}

TestRequestExports::Run TestRequestExports::runScript(
    const QString &shell, const QByteArray &input, const QByteArray &target)
{
    const QString script = m_dir->filePath(QStringLiteral("again.sh"));
    QFile file(script);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(exported(ExportFormat::Curl));
    file.close();
    QProcess process;
    process.setWorkingDirectory(m_dir->path());
    process.start(shell, {script, QString::fromLatin1(target.isEmpty() ? m_receiver->address() : target)});
    process.write(input);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestRequestExports::harHoldsRequestsInOrder()
{
    const Finding finding{
        "/event", RuleSet::Spec, Severity::Warning, Rule::NameCase, "Order", "order", "spec#x"};
    {
        SampleSession session(path());
        Request settings = sampleRequest("", RequestKind::Settings);
        settings.method = "GET";
        settings.target = "/v1/projects/k/settings?a=1%202&b&c=x+y";
        settings.headers = {{"Host", "localhost:8787"}};
        settings.answer = R"({"integrations":{}})";
        Request refused = sampleRequest("{oops", RequestKind::Rejected);
        refused.status = 400;
        refused.code = "invalid_json";
        refused.reason = "The body is not JSON.";
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.writer().addRequest(settings));
        QVERIFY_OK(session.add(
            R"({"batch":[{"a":1}, {"b":2}]})", {{10, 7, "x", "u", {finding}}, {19, 7, "y", "u", {}}}));
        QVERIFY_OK(session.writer().addRequest(refused));
        QVERIFY_OK(session.add(R"({"c":3})"));
        Request empty = sampleRequest(R"({"batch":[]})"); // answered 200, and no call in it
        QVERIFY_OK(session.writer().addRequest(empty));
        QVERIFY_OK(session.writer().commit());
    }
    const QJsonArray list = entries();
    QCOMPARE(list.size(), 5);
    QStringList kinds;
    qsizetype calls = 0;
    for (const auto &entry : list) {
        const QJsonObject ours = entry[u"_spectap"].toObject();
        kinds += ours[u"kind"].toString();
        calls += ours[u"calls"].toArray().size();
        QCOMPARE(ours[u"id"].toInt(), kinds.size());
    }
    QCOMPARE(kinds.join(u' '), QStringLiteral("settings calls rejected calls calls"));
    QCOMPARE(calls, 3);

    const QJsonObject settings = list[0][u"request"].toObject();
    QCOMPARE(settings[u"url"].toString(),
        QStringLiteral("http://localhost:8787/v1/projects/k/settings?a=1%202&b&c=x+y"));
    const QJsonArray query = settings[u"queryString"].toArray();
    QCOMPARE(query.size(), 3);
    QCOMPARE(query[0][u"value"].toString(), QStringLiteral("1 2"));
    QCOMPARE(query[1][u"name"].toString(), QStringLiteral("b"));
    QCOMPARE(query[2][u"value"].toString(), QStringLiteral("x y"));
    QVERIFY(!settings.contains(u"postData"));
    QCOMPARE(list[0][u"response"][u"content"][u"text"].toString(), QStringLiteral("{\"integrations\":{}}"));

    const QJsonObject batch = list[1].toObject();
    QCOMPARE(batch[u"request"][u"postData"][u"text"].toString(),
        QStringLiteral("{\"batch\":[{\"a\":1}, {\"b\":2}]}"));
    QCOMPARE(batch[u"request"][u"postData"][u"mimeType"].toString(), QStringLiteral("application/json"));
    QCOMPARE(batch[u"request"][u"headers"][1][u"value"].toString(), QStringLiteral("Basic ****"));
    QCOMPARE(batch[u"time"].toInt(-5), 0);
    for (const auto name : {u"blocked", u"dns", u"connect", u"send", u"wait", u"receive", u"ssl"})
        QCOMPARE(batch[u"timings"][name].toInt(), -1);
    const QJsonArray ours = batch[u"_spectap"][u"calls"].toArray();
    QCOMPARE(ours[0][u"seq"].toInt(), 1);
    QCOMPARE(ours[0][u"findings"][0][u"rule"].toString(), QStringLiteral("name-case"));
    QCOMPARE(ours[1][u"offset"].toInt(), 19);

    QCOMPARE(list[2][u"response"][u"status"].toInt(), 400);
    QCOMPARE(list[2][u"_spectap"][u"code"].toString(), QStringLiteral("invalid_json"));
}

void TestRequestExports::harOfChosenCalls()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(
            session.add(R"({"batch":[{"a":1}, {"b":2}]})", {{10, 7, "x", "u", {}}, {19, 7, "y", "u", {}}}));
        Request refused = sampleRequest("{oops", RequestKind::Rejected);
        QVERIFY_OK(session.writer().addRequest(refused));
        QVERIFY_OK(session.add(R"({"c":3})"));
        QVERIFY_OK(session.writer().commit());
    }
    const QJsonArray list = entries(std::vector<quint32>{2});
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0][u"request"][u"postData"][u"text"].toString(),
        QStringLiteral("{\"batch\":[{\"a\":1}, {\"b\":2}]}"));
    QCOMPARE(list[0][u"_spectap"][u"calls"].toArray().size(), 1);
    QCOMPARE(list[0][u"_spectap"][u"calls"][0][u"seq"].toInt(), 2);
}

void TestRequestExports::harHoldsWhatIsNoText()
{
    const QByteArray bytes("\x1f\x8b\xff\x00z", 5);
    Request refused = sampleRequest(bytes, RequestKind::Rejected);
    refused.target = "/v1/tr\xff ck%zz\"#{}";
    refused.answer = bytes;
    store({refused});
    const QJsonObject entry = entries().first().toObject();
    QCOMPARE(entry[u"request"][u"url"].toString(),
        QStringLiteral("http://127.0.0.1/v1/tr%FF%20ck%25zz%22%23%7B%7D"));
    QCOMPARE(entry[u"request"][u"postData"][u"_encoding"].toString(), QStringLiteral("base64"));
    QCOMPARE(QByteArray::fromBase64(entry[u"request"][u"postData"][u"text"].toString().toLatin1()), bytes);
    QCOMPARE(entry[u"response"][u"content"][u"encoding"].toString(), QStringLiteral("base64"));
    QCOMPARE(QByteArray::fromBase64(entry[u"response"][u"content"][u"text"].toString().toLatin1()), bytes);
}

void TestRequestExports::harOfEmptySession()
{
    SampleSession(path()).close();
    QVERIFY(entries().isEmpty());
}

void TestRequestExports::scriptSendsTheBytes_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QByteArray>("body");
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    const std::pair<const char *, QByteArray> bodies[] = {
        {"plain", R"({"type":"track","event":"Order Completed"})"},
        {"quotes", R"({"a":"it's \"so\" 'quoted'''"})"},
        {"shell words", R"({"a":"$HOME `id` $(id) \\ ! # ~ * ? %s %d %% \n \000"})"},
        {"line breaks", "{\n\t\"a\":\r\n 1\n}\n\n"},
        {"not ASCII", "{\"a\":\"caf\xc3\xa9 \xf0\x9f\x98\x80 \xe2\x80\xa8\"}"},
        {"every byte", all + "123" + all},
        {"beyond one word", QByteArray(300'000, '\'') + "\n"},
        {"characters across pieces", "x" + QByteArray("\xf0\x9f\x98\x80").repeated(20'000)},
        {"large and no text", all.repeated(800)},
        {"dashes", "--data -x @/etc/passwd"},
    };
    for (const QString &shell : {QStringLiteral("dash"), QStringLiteral("bash")}) {
        if (QStandardPaths::findExecutable(shell).isEmpty())
            continue;
        for (const auto &[name, body] : bodies)
            QTest::addRow("%s: %s", qPrintable(shell), name) << shell << body;
    }
}

void TestRequestExports::scriptSendsTheBytes()
{
    QFETCH(QString, shell);
    QFETCH(QByteArray, body);
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("there is no curl");
    store({requestWith(body, {{"Content-Type", "application/json"}})});
    const Run run = runScript(shell);
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.out, "1 200\n");
    QCOMPARE(m_receiver->requests.size(), 1);
    QVERIFY(m_receiver->requests[0].body == body);
    QCOMPARE(m_receiver->requests[0].line, "POST /v1/batch HTTP/1.1");
}

void TestRequestExports::scriptSendsHeadersAndTarget()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("there is no curl");
    Request pixel = sampleRequest("");
    pixel.method = "GET";
    pixel.target = "/v1/pixel/track?data=e30=&x[]={a..b}&y=../z/../%41";
    pixel.headers = {{"User-Agent", "Mozilla/5.0 (it's)"}, {"X-Empty", ""}, {"X-Odd", "caf\xe9 \"$(id)\""},
        {"Host", "cdn.example"}, {"Content-Encoding", "gzip"}};
    pixel.kind = RequestKind::Rejected;
    Request odd = requestWith("{}", {});
    odd.target = "/v1/track#top";
    store({pixel, odd});
    const Run run = runScript();
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(m_receiver->requests.size(), 2);
    const ReceivedRequest &got = m_receiver->requests[0];
    QCOMPARE(got.line, "GET " + pixel.target + " HTTP/1.1");
    QCOMPARE(got.header("User-Agent"), "Mozilla/5.0 (it's)");
    QVERIFY(got.headers.contains("X-Empty:"));
    QCOMPARE(got.header("X-Odd"), "caf\xe9 \"$(id)\"");
    QVERIFY(got.header("Host").startsWith("127.0.0.1:"));
    QVERIFY(got.header("Content-Encoding").isEmpty() && got.header("Accept").isEmpty());
    QCOMPARE(m_receiver->requests[1].line, "POST /v1/track#top HTTP/1.1");
    QVERIFY(m_receiver->requests[1].header("Content-Type").isEmpty());
}

void TestRequestExports::scriptRunsNothingOfTheCalls()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("there is no curl");
    const QByteArray trap = "'\n touch trapped\n\"; touch trapped; $(touch trapped)`touch trapped`'";
    Request request = sampleRequest(trap, RequestKind::Rejected);
    request.method = "POST";
    request.target = "/v1/'$(touch${IFS}trapped)'`touch${IFS}trapped`";
    request.reason = trap;
    request.writeKey = trap;
    request.headers = {{"X-Trap", QByteArray(trap).replace('\n', ' ')}, {"X-Token", "***"}};
    store({request});
    const Run run = runScript(QStringLiteral("sh"), "$(touch trapped)\n");
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(m_receiver->requests.size(), 1);
    QCOMPARE(m_receiver->requests[0].body, trap);
    QCOMPARE(m_receiver->requests[0].header("X-Token"), "$(touch trapped)");
    QVERIFY(!QFile::exists(m_dir->filePath(QStringLiteral("trapped"))));
}

void TestRequestExports::scriptAsksForSecrets()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("there is no curl");
    Request request = requestWith("{}", {{"Authorization", "Basic ***"}});
    request.target = "/v1/track?token=***&a=***b";
    Request other = requestWith("{}", {{"authorization", "Bearer ***"}});
    other.writeKey = "another";
    store({request, request, other});
    const Run refused = runScript();
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("SPECTAP_SECRET_"), refused.err.constData());
    QVERIFY(m_receiver->requests.isEmpty());

    const Run run = runScript(QStringLiteral("sh"), "one-two\none-two\none-two\n");
    QVERIFY2(run.code == 0, run.err.constData());
    QCOMPARE(run.err.count(": "), 3); // each secret once
    QCOMPARE(m_receiver->requests.size(), 3);
    QCOMPARE(m_receiver->requests[0].header("Authorization"), "Basic " + QByteArray("one-two:").toBase64());
    QCOMPARE(m_receiver->requests[2].header("Authorization"), "Bearer one-two");
}

void TestRequestExports::scriptSaysWhatWasNotSent()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("there is no curl");
    store({requestWith("{}"), requestWith("{}")});
    const Run run = runScript(QStringLiteral("sh"), {}, "http://127.0.0.1:1");
    QCOMPARE(run.code, 1);
    QCOMPARE(run.out, "1 not sent\n2 not sent\n");
    QVERIFY(run.err.contains("2 requests were not sent"));
}

void TestRequestExports::scriptLeavesOutWhatCarriesNoCalls()
{
    Request tooLarge = sampleRequest("", RequestKind::Rejected);
    tooLarge.wireBytes = 40'000'000;
    store({sampleRequest("", RequestKind::Settings), requestWith("{}"), tooLarge});
    const QByteArray script = exported(ExportFormat::Curl);
    QCOMPARE(script.count("| send "), 1);
    QVERIFY(script.contains("# Not sent again: 2 requests"));
    QCOMPARE(exported(ExportFormat::Curl, std::vector<quint32>{1}).count("| send "), 1);
}

void TestRequestExports::batchKeepsWhatTheBatchSaid()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(
            session.add("{\"batch\":[{\"a\":1.50}, "
                        "{\"b\":\n2}],\"sentAt\":\"t1\",\"context\":{\"ip\":1E400},\"messageId\":\"m\"}",
                {{10, 10, "x", "u", {}}, {22, 8, "y", "u", {}}}));
        QVERIFY_OK(
            session.add(R"({"batch":[{"c":3}],"sentAt":"t2","writeKey":"own"})", {{10, 7, "x", "u", {}}}));
        QVERIFY_OK(session.add(R"({"type":"track","sentAt":"t3"})"));
        QVERIFY_OK(session.add(R"({"type":"page"})"));
        QVERIFY_OK(session.writer().commit());
    }
    QCOMPARE(exported(ExportFormat::Batch),
        "{\"batch\":[{\"a\":1.50},{\"b\": "
        "2}],\"context\":{\"ip\":1E400},\"sentAt\":\"t1\",\"writeKey\":\"wk1\"}\n"
        "{\"batch\":[{\"c\":3}],\"writeKey\":\"own\",\"sentAt\":\"t2\"}\n"
        "{\"batch\":[{\"type\":\"track\",\"sentAt\":\"t3\"},{\"type\":\"page\"}],\"writeKey\":\"wk1\"}\n");
    QCOMPARE(exported(ExportFormat::Batch, std::vector<quint32>{2}),
        "{\"batch\":[{\"b\": 2}],\"context\":{\"ip\":1E400},\"sentAt\":\"t1\",\"writeKey\":\"wk1\"}\n");
}

void TestRequestExports::batchKnowsTheTypeOfThePath()
{
    std::vector<Request> requests(3, requestWith("{}"));
    for (Request &request : requests) {
        request.target = "/v1/track";
        request.pathType = CallType::Track;
        request.writeKey.clear();
    }
    requests[1].body = R"( {"event":"E"} )";
    requests[2].body = R"({"type":"page"})";
    store(requests);
    // The sample's second call has blanks around it, as no call of a real session has.
    const auto bodies = lines(exported(ExportFormat::Batch, std::vector<quint32>{1, 3}));
    QCOMPARE(bodies.size(), 1U);
    QCOMPARE(bodies[0][u"batch"][0][u"type"].toString(), QStringLiteral("track"));
    QCOMPARE(bodies[0][u"batch"][1][u"type"].toString(), QStringLiteral("page"));
    QVERIFY(!bodies[0].contains(u"writeKey") && !bodies[0].contains(u"sentAt"));
}

void TestRequestExports::batchStaysBelowTheLimits_data()
{
    QTest::addColumn<int>("calls");
    QTest::addColumn<int>("size");
    QTest::addColumn<std::vector<qsizetype>>("perLine");
    QTest::newRow("2,500 calls") << 5'001 << 20 << std::vector<qsizetype>{2'500, 2'500, 1};
    QTest::newRow("500 KB") << 12 << 100'000 << std::vector<qsizetype>{5, 5, 2};
    QTest::newRow("a call that is too large is alone") << 2 << 600'000 << std::vector<qsizetype>{1, 1};
}

void TestRequestExports::batchStaysBelowTheLimits()
{
    QFETCH(int, calls);
    QFETCH(int, size);
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < calls; ++i)
            QVERIFY_OK(session.add("{\"a\":\"" + QByteArray(size, 'x') + "\"}"));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray text = exported(ExportFormat::Batch);
    std::vector<qsizetype> perLine;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        perLine.push_back(QJsonDocument::fromJson(line).object()[u"batch"].toArray().size());
        QVERIFY(line.size() <= 500 * 1024 || perLine.back() == 1);
    }
    QTEST(perLine, "perLine");
}

void TestRequestExports::editsReachEveryFormat_data()
{
    addFormats();
}

/// What is to be left out goes in one place, whatever the format.
void TestRequestExports::editsReachEveryFormat()
{
    QFETCH(int, format);
    {
        SampleSession session(path());
        const QByteArray body = R"({"type":"track","userId":"s3cret","properties":{"a":"s3cret"}})";
        Request request = requestWith(body, {{"X-Who", "s3cret"}});
        request.target = "/v1/track?who=s3cret";
        request.writeKey = Secret;
        request.answer = Secret;
        Request refused = request;
        refused.kind = RequestKind::Rejected;
        refused.reason = Secret;
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.writer().addRequest(request));
        QVERIFY_OK(session.writer().addRequest(refused));
        const auto source = session.writer().source(Secret, "lib", "1");
        QVERIFY_OK(source);
        StoredCall call;
        call.row.type = CallType::Track;
        call.row.name = call.row.user = session.pool()->intern(Secret);
        call.row.receivedAt = call.row.eventTime = request.receivedAt;
        call.row.errors = 1;
        call.row.source = *source;
        call.request = request.id;
        call.length = static_cast<quint32>(body.size());
        const Finding finding{
            "/properties/a", RuleSet::Spec, Severity::Error, Rule::Type, "number", Secret, ""};
        QVERIFY_OK(session.writer().addCall(1, call, std::vector{finding}));
        QVERIFY_OK(session.writer().commit());
        QVERIFY_OK(session.writer().setMarks(
            std::vector<MarkedCall>{{1, {CallMark::Pinned, MarkColour::None, Secret}}}));
    }
    const auto edits = std::make_shared<OneWordEdits>();
    ExportJob job;
    job.format = static_cast<ExportFormat>(format);
    for (const bool with : {false, true}) {
        job.edits = with ? edits : nullptr;
        auto reader = SessionReader::open(path());
        QVERIFY_OK(reader);
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QVERIFY_OK(exportSession(**reader, buffer, job));
        QCOMPARE(buffer.data().contains(Secret), !with);
    }
}

void TestRequestExports::everyFormatCanBeCancelled_data()
{
    addFormats();
}

void TestRequestExports::everyFormatCanBeCancelled()
{
    QFETCH(int, format);
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < 9'000; ++i)
            QVERIFY_OK(session.add("{}"));
        QVERIFY_OK(session.writer().commit());
    }
    auto reader = SessionReader::open(path());
    QVERIFY_OK(reader);
    ExportJob job;
    job.format = static_cast<ExportFormat>(format);
    for (const int times : {0, 1, 2}) { // also in the middle of the first of two passes
        int told = 0;
        quint32 last = 0;
        job.progress = [&](quint32 done, quint32 total) {
            const bool inOrder = done >= last && done <= total && total == 9'000;
            last = done;
            return inOrder && told++ < times;
        };
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        const auto written = exportSession(**reader, buffer, job);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
    }
}

void TestRequestExports::previewsKnowTheSize_data()
{
    addFormats();
}

/// From some hundred of the calls, that lie in batches.
void TestRequestExports::previewsKnowTheSize()
{
    QFETCH(int, format);
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        const QByteArray call =
            R"({"type":"track","event":"café","properties":{"revenue":12.5,"currency":"EUR"}})";
        QByteArray body = "{\"batch\":[";
        std::vector<SampleCall> calls;
        for (int i = 0; i < 20; ++i) {
            calls.push_back(
                {static_cast<quint32>(body.size()), static_cast<quint32>(call.size()), "n", "u", {}});
            body += call + (i < 19 ? "," : "]}");
        }
        for (int i = 0; i < 200; ++i)
            QVERIFY_OK(session.add(body, calls));
        QVERIFY_OK(session.writer().commit());
    }
    auto reader = SessionReader::open(path());
    QVERIFY_OK(reader);
    ExportJob job;
    job.format = static_cast<ExportFormat>(format);
    const auto preview = previewExport(**reader, job);
    QVERIFY_OK(preview);
    QVERIFY(preview->cut && !preview->text.isEmpty() && preview->text.size() <= ExportPreview::MaxText);
    QVERIFY(preview->text.isValidUtf8());
    const auto bytes = static_cast<double>(exported(job.format).size());
    const double part = static_cast<double>(preview->bytes) / bytes;
    QVERIFY2(part > 0.9 && part < 1.1, qPrintable(QString::number(part)));
    QCOMPARE(preview->columns.empty(), job.format != ExportFormat::Csv);
}

SPECTAP_TEST_MAIN(TestRequestExports)
#include "tst_requestexports.moc"
