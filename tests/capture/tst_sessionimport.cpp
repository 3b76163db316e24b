// SPDX-License-Identifier: MIT
// Sessions made of other programs' files: what is stored, when it counts as received, and that our own export
// comes back as it went.
#include "app/capture/sessionimport.h"

#include "app/capture/intake.h"
#include "model/session/exports/exporter.h"
#include "model/session/sessionreader.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <optional>

using namespace spectap;

namespace {

constexpr Micros Now = 1'800'000'000'000'000;

/// What is stored of each call: the seq, its receive time relative to `since`, the request and the bytes.
QStringList listed(const QString &path)
{
    QStringList calls;
    auto reader = SessionReader::open(path);
    if (!reader)
        return {reader.error().message};
    const auto read = (*reader)->calls(1, UINT32_MAX, [&calls](const StoredCallDetail &detail) {
        calls +=
            QString::fromUtf8(detail.request.method + ' ' + detail.request.target + ' ' +
                              QByteArray::number(detail.request.status) + ' ' + detail.raw().toByteArray());
        return true;
    });
    if (!read)
        calls += read.error().message;
    return calls;
}

QByteArray quoted(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

} // namespace

class TestSessionImport : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_checker;
    std::optional<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] SessionImport::Job job(const char *name) const
    {
        SessionImport::Job job;
        job.session = path(name);
        job.pool = std::make_shared<StringPool>();
        job.checker = m_checker;
        job.now = Now;
        return job;
    }
    Result<ImportReport> import(QByteArray text, const char *name) const
    {
        QBuffer device(&text);
        if (!device.open(QIODevice::ReadOnly))
            return Error{};
        return SessionImport(job(name)).run(device);
    }
    QByteArray exported(const char *name, ExportFormat format = ExportFormat::Json) const
    {
        auto reader = SessionReader::open(path(name));
        if (!reader)
            return reader.error().message.toUtf8();
        QBuffer out;
        if (!out.open(QIODevice::WriteOnly))
            return {};
        ExportJob job;
        job.format = format;
        const auto written = exportSession(**reader, out, job);
        return written ? out.data() : written.error().message.toUtf8();
    }
    void capture(const char *name, quint32 seed) const;

private slots:
    void initTestCase();
    void init() { m_folder.emplace(); }

    void stores_data();
    void stores();
    void receiveTimes_data();
    void receiveTimes();
    void masksSecrets();
    void tellsWhatCannotBeRead();
    void cancelledKeepsWhatIsThere();
    void comesBackAsItWent_data();
    void comesBackAsItWent();
};

void TestSessionImport::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_checker = Checker::compile(std::move(*catalogue));
}

void TestSessionImport::stores_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("calls");
    const QByteArray a = R"({"type":"track","event":"A","userId":"u"})";
    const QByteArray odd =
        R"({"type":"track", "event":"\u0041","n":123456789012345678901234567890,"n":1.0,"e":1e400})";
    const auto plain = [](const QByteArray &call) -> QString {
        return QStringLiteral("  0 ") + QString::fromUtf8(call);
    };
    const auto row = [](const char *name, const QByteArray &text, const QStringList &calls) {
        QTest::newRow(name) << text << calls;
    };
    row("ndjson", a + "\r\n" + odd + "\n", {plain(a), plain(odd)});
    row("array", "[" + a + ", " + odd + "]", {plain(a), plain(odd)});
    row("batch", R"({"batch":[)" + a + "," + odd + R"(],"sentAt":"2026-01-01"})", {plain(a), plain(odd)});
    row("call", "\n" + a + "\n", {plain(a)});
    const QByteArray entry =
        R"({"startedDateTime":"2026-01-31T08:15:00.000Z","time":12.5,"request":{"method":"POST","url":"https://cdn.example/v1/t","headers":[],"postData":{"mimeType":"text/plain","text":)" +
        quoted(a) + R"(}},"response":{"status":200,"content":{}}})";
    const QByteArray pixel = R"({"request":{"method":"GET","url":"https://x.example/v1/pixel/page?data=)" +
                             QByteArray(R"({"userId":"u"})").toBase64() + R"("},"response":{"status":200}})";
    const QByteArray other =
        R"({"request":{"method":"POST","url":"https://x.example/v1/graph","postData":{"text":"{\"query\":1}"}}})";
    row("har: a beacon, a pixel, somebody else's API",
        R"({"log":{"entries":[)" + entry + "," + other + "," + pixel + "]}}",
        {QStringLiteral("POST https://cdn.example/v1/t 200 ") + QString::fromUtf8(a),
            QStringLiteral(
                "GET https://x.example/v1/pixel/page?data=eyJ1c2VySWQiOiJ1In0= 200 {\"userId\":\"u\"}")});
    row("http", "POST https://h/v1/page\n\n" + a + "\n",
        {QStringLiteral("POST https://h/v1/page 0 ") + QString::fromUtf8(a)});
}

void TestSessionImport::stores()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, calls);
    const auto report = import(text, "s.spectap");
    QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().message));
    QCOMPARE(listed(path("s.spectap")), calls);
    QCOMPARE(report->calls, quint32(calls.size()));
    QCOMPARE(report->problemCount, quint64(0));
}

void TestSessionImport::receiveTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("receivedAt"); // seconds
    QTest::addColumn<int>("ofCalls");
    QTest::addColumn<int>("unknown");
    const auto row = [](const char *name, const QByteArray &text, qint64 at, int ofCalls, int unknown) {
        QTest::newRow(name) << text << at << ofCalls << unknown;
    };
    row("Segment tells it",
        R"({"type":"track","event":"A","receivedAt":"2001-09-09T01:46:40Z","sentAt":"2000-01-01T00:00:00Z"})",
        1'000'000'000, 0, 0);
    row("sent",
        R"({"type":"track","event":"A","sentAt":"2001-09-09T01:46:40Z","timestamp":"2000-01-01T00:00:00Z"})",
        1'000'000'000, 1, 0);
    row("happened", R"({"type":"track","event":"A","timestamp":"2001-09-09T01:46:40Z"})", 1'000'000'000, 1,
        0);
    row("nobody knows", R"({"type":"track","event":"A"})", Now / 1'000'000, 0, 1);
    row("recorded",
        R"({"log":{"entries":[{"startedDateTime":"2001-09-09T01:46:39Z","time":1000,"request":{"url":"/v1/t","postData":{"text":"{\"event\":\"A\"}"}}}]}})",
        1'000'000'000, 0, 0);
}

void TestSessionImport::receiveTimes()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, receivedAt);
    QFETCH(int, ofCalls);
    QFETCH(int, unknown);
    const auto report = import(text, "s.spectap");
    QVERIFY(report.ok());
    QCOMPARE(int(report->timesOfCalls), ofCalls);
    QCOMPARE(int(report->timesUnknown), unknown);
    auto reader = SessionReader::open(path("s.spectap"));
    QVERIFY(reader.ok());
    const auto call = (*reader)->call(1);
    QVERIFY(call.ok());
    QCOMPARE(call->request.receivedAt, receivedAt * 1'000'000);
    QCOMPARE(call->call.row.receivedAt, receivedAt * 1'000'000);
}

void TestSessionImport::masksSecrets()
{
    const QByteArray secret = "hunter2";
    const QByteArray text = "POST https://api.example/v1/track?token=" + secret + "\nAuthorization: Basic " +
                            QByteArray("wk_1:" + secret).toBase64() + "\nCookie: sid=" + secret +
                            "\n\n{\"event\":\"A\",\"userId\":\"u\"}\n";
    QVERIFY(import(text, "s.spectap").ok());
    const QByteArray json = exported("s.spectap");
    QVERIFY(!json.contains(secret));
    QVERIFY(!json.contains(QByteArray("wk_1:" + secret).toBase64()));
    QVERIFY(json.contains("\"writeKey\":\"wk_1\""));
    QVERIFY(json.contains("token=***"));
}

void TestSessionImport::tellsWhatCannotBeRead()
{
    const auto report = import("{\"type\":\"page\"}\n{\"type\":}\n7\n{\"type\":\"page\"}\n", "s.spectap");
    QVERIFY(report.ok());
    QCOMPARE(report->calls, quint32(2));
    QCOMPARE(report->problemCount, quint64(2));
    QCOMPARE(report->problems[0].line, qint64(2));
    QCOMPARE(report->problems[0].offset, qint64(24));
    QCOMPARE(report->problems[0].reason, QStringLiteral("Not JSON: Expected a value at byte 24."));
    QCOMPARE(report->problems[1].line, qint64(3));
    QCOMPARE(report->problems[1].offset, qint64(26));

    const QByteArray lost =
        R"({"log":{"entries":[{"request":{"method":"POST","url":"https://h/v1/b","headers":[{"name":"content-encoding","value":"gzip"}],"postData":{"text":"\u001f\ufffd\b"}}}]}})";
    const auto recorded = import(lost, "t.spectap");
    QVERIFY(recorded.ok());
    QCOMPARE(recorded->problemCount, quint64(1));
    QVERIFY2(recorded->problems[0].reason.contains(u"compressed"), qPrintable(recorded->problems[0].reason));
}

void TestSessionImport::cancelledKeepsWhatIsThere()
{
    QByteArray text;
    for (int i = 0; i < 40'000; ++i)
        text += R"({"type":"page","userId":"u","messageId":")" + QByteArray::number(i) + "\"}\n";
    QBuffer device(&text);
    QVERIFY(device.open(QIODevice::ReadOnly));
    std::atomic<bool> cancelled = false;
    quint32 rows = 0;
    SessionImport::Job cut = job("s.spectap");
    cut.cancelled = &cancelled;
    cut.progress = [&](RowBatch &&batch, qint64) {
        rows += static_cast<quint32>(batch.rows.size());
        cancelled = true;
    };
    const auto report = SessionImport(std::move(cut)).run(device);
    QVERIFY(report.ok());
    QVERIFY(report->cancelled);
    QVERIFY(rows > 0 && rows < 40'000);
    QCOMPARE(report->calls, rows);
    QCOMPARE(listed(path("s.spectap")).size(), qsizetype(rows));
}

/// A session as the endpoint makes it: batches with odd blanks, all six calls, retries, refused requests
/// between them, service requests, marks.
void TestSessionImport::capture(const char *name, quint32 seed) const
{
    QRandomGenerator random(seed);
    const auto pick = [&random](std::initializer_list<QByteArray> words) {
        return *(words.begin() + random.bounded(static_cast<int>(words.size())));
    };
    RowFeed feed;
    Intake intake(m_checker, &feed);
    intake.start(path(name), std::make_shared<StringPool>());
    const auto call = [&]() -> QByteArray {
        const QByteArray user = pick({"\"u1\"", "\"u2\"", "7", "\"\\ud83d\"", "null"});
        const QByteArray id = QByteArray::number(random.bounded(40));
        return "{" + pick({"", " ", "\n  "}) + R"("type":")" +
               pick({"track", "identify", "page", "screen", "group", "alias", "odd"}) + R"(","event":")" +
               pick({"Order Completed", "order completed", "Own\\u0041", "Ünicode"}) + R"(","userId":)" +
               user + R"(,"anonymousId":"a)" + QByteArray::number(random.bounded(3)) + R"(","messageId":"m)" +
               id + R"(","properties":{"revenue":)" +
               pick({"1.0", "12345678901234567890123", "\"1\"", "1e400"}) + R"(,"revenue":2},"timestamp":)" +
               pick({"\"2026-01-01T00:00:00Z\"", "\"nonsense\"", "5"}) + "}";
    };
    for (quint64 n = 1; n <= 60; ++n) {
        Request request;
        request.receivedAt = 1'700'000'000'000'000 + static_cast<Micros>(n) * 1'000'123;
        request.method = "POST";
        request.target = pick({"/v1/batch", "/v1/track", "/v1/page?x=1", "/unusual"});
        request.headers = {{"Host", "127.0.0.1"}, {"X-Odd", "\"quoted\" \xc3\xbc"}};
        request.peer = "127.0.0.1:5";
        request.status = 200;
        request.answer = pick({R"({"success":true})", QByteArray("GIF89a\x01\x00\xff", 9)});
        request.writeKey = pick({"wk", ""});
        switch (random.bounded(8)) {
        case 0:
            request.body = "{\"broken\": ";
            break;
        case 1:
            request.body = QByteArray("\xff\x00 no text", 10);
            break;
        case 2:
        case 3:
            request.target = "/v1/batch";
            request.body = pick({"{ \"batch\" :[", "{\"context\":{\"ip\":\"1.2.3.4\"},\"batch\": [ "});
            for (int i = 0, count = 1 + random.bounded(4); i < count; ++i)
                request.body += (i > 0 ? pick({",", " ,\n"}) : QByteArray()) + call();
            request.body += pick({"]}", "\n], \"sentAt\":\"2026-01-01T00:00:00Z\"} \n"});
            break;
        case 4:
            request.body = "[" + call() + "," + call() + ", 5]";
            break;
        default:
            request.body = pick({"", "\n "}) + call() + pick({"", " "});
        }
        request.wireBytes = request.body.size() / 2;
        request.encoding = pick({"", "gzip"});
        if (random.bounded(10) == 0)
            request.kind = RequestKind::Settings;
        request.pathType = request.target == "/v1/track"      ? CallType::Track // as the router has it
                           : request.target == "/v1/page?x=1" ? CallType::Page
                                                              : CallType::Unknown;
        const bool isCallRoute = request.target != "/unusual";
        QVERIFY(intake.offer(std::move(request), {1, n}, isCallRoute));
    }
    intake.stop();
    auto writer = SessionWriter::open(path(name), std::make_shared<StringPool>());
    QVERIFY(writer.ok());
    CallMark mark;
    mark.flags = CallMark::Pinned | CallMark::Hidden;
    mark.colour = MarkColour::Blue;
    mark.note = "look\n\"here\" \xc3\xbc";
    QVERIFY((*writer)
                ->setMarks(std::vector<MarkedCall>{{3, mark}, {9, {CallMark::Test, MarkColour::None, {}}}})
                .ok());
    QVERIFY((*writer)->setMeta("started_at", "1700000000000000").ok());
    QVERIFY((*writer)->setMeta("title", "The \"new\" cart \xc3\xbc").ok());
    QVERIFY((*writer)->setMeta("description", "Build 7\nand\\or 8").ok());
}

void TestSessionImport::comesBackAsItWent_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSessionImport::comesBackAsItWent()
{
    QFETCH(quint32, seed);
    capture("first.spectap", seed);
    const QByteArray once = exported("first.spectap");
    QVERIFY(once.contains("\"rejected\":[\n{"));
    const auto report = import(once, "second.spectap");
    QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().message));
    QCOMPARE(report->problemCount, quint64(0));
    const QList<QByteArray> before = once.split('\n');
    const QList<QByteArray> after = exported("second.spectap").split('\n');
    for (qsizetype i = 0; i < std::min(before.size(), after.size()); ++i)
        QCOMPARE(after[i], before[i]);
    QCOMPARE(after.size(), before.size());
    QCOMPARE(
        exported("second.spectap", ExportFormat::Ndjson), exported("first.spectap", ExportFormat::Ndjson));
}

SPECTAP_TEST_MAIN(TestSessionImport)
#include "tst_sessionimport.moc"
