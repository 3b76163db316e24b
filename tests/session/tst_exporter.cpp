// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"
#include "model/session/sessionmeta.h"
#include "tests/exports/exported.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QScopeGuard>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

using namespace spectap;
using namespace spectap::test;

class TestExporter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void namesFormats();
    void ndjsonKeepsBytes_data();
    void ndjsonKeepsBytes();
    void ndjsonCutsBatches();
    void exportsSelectedCalls_data();
    void exportsSelectedCalls();
    void csvCells_data();
    void csvCells();
    void csvRow();
    void csvUntouchedJson();
    void jsonHoldsEverything();
    void jsonMergesBatch_data();
    void jsonMergesBatch();
    void jsonOfRejected();
    void jsonOfEmptySession();
    void saysWhatTheSessionSays();
    void reportsProgressAndCancels();
    void reportsFullDevice();
    void fullDeviceInEveryFormat_data();
    void fullDeviceInEveryFormat();
    void fullDiskKeepsTheOlderFile();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("a.spectap")); }
    QByteArray exported(ExportFormat format, std::optional<std::vector<quint32>> seqs = {})
    {
        return test::exported(path(), format, std::move(seqs));
    }
    QJsonObject exportedJson();
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

/// A device that takes `room` bytes and then no more, like a disk.
class FullDevice : public QIODevice
{
public:
    explicit FullDevice(qint64 room)
        : m_room(room)
    {
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        const qint64 taken = std::min(size, m_room);
        m_room -= taken;
        if (taken > 0)
            return taken;
        setErrorString(QStringLiteral("No space left on device"));
        return -1;
    }

private:
    qint64 m_room;
};

/// The records of an RFC 4180 text.
QList<QByteArrayList> parseCsv(const QByteArray &text)
{
    QList<QByteArrayList> records(1);
    QByteArray cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            records.last().append(std::exchange(cell, {}));
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            ++i;
            records.last().append(std::exchange(cell, {}));
            records.append(QByteArrayList());
        } else {
            cell += c;
        }
    }
    records.removeLast();
    return records;
}

} // namespace

void TestExporter::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

QJsonObject TestExporter::exportedJson()
{
    QJsonParseError error;
    const QByteArray text = exported(ExportFormat::Json);
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qWarning("%s: %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

void TestExporter::namesFormats()
{
    for (quint8 i = 0; i <= static_cast<quint8>(ExportFormat::Batch); ++i) {
        const auto format = static_cast<ExportFormat>(i);
        QCOMPARE(exportFormatFromName(exportFormatName(format)), format);
    }
    QCOMPARE(exportFormatNames(), "ndjson, json, csv, har, html, curl, markdown or batch");
    QVERIFY(!exportFormatFromName("xml"));
    QVERIFY(!exportFormatFromName(""));
}

void TestExporter::ndjsonKeepsBytes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("line");
    const auto same = [](const char *name, const char *body) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(body);
    };
    same("duplicate keys", R"({"a":1,"a":2})");
    same("20 digits, 1.0, 1E400", R"({"b":12345678901234567890,"a":1.0,"c":1E400})");
    same("escaped line break", R"({"a":"x\r\ny\n"})");
    same("lone surrogate, odd escapes", R"({"a":"\ud800\/\u0041"})");
    same("spaces and tabs", "{ \"a\"\t:  1 }");
    QTest::newRow("LF") << QByteArray("{\n  \"a\": 1\n}") << QByteArray("{   \"a\": 1 }");
    QTest::newRow("CR LF is one break") << QByteArray("{\r\n\"a\": 1\r\n}") << QByteArray("{ \"a\": 1 }");
    QTest::newRow("CR") << QByteArray("{\r\"a\": 1\r}") << QByteArray("{ \"a\": 1 }");
    QTest::newRow("empty lines") << QByteArray("{\n\n\r\n}") << QByteArray("{   }");
}

void TestExporter::ndjsonKeepsBytes()
{
    QFETCH(QByteArray, body);
    {
        SampleSession session(path());
        QVERIFY_OK(session.store(body));
    }
    QTEST(exported(ExportFormat::Ndjson).chopped(1), "line");
    QVERIFY(exported(ExportFormat::Ndjson).endsWith('\n'));
}

void TestExporter::ndjsonCutsBatches()
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
    QCOMPARE(exported(ExportFormat::Ndjson), "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n");
}

void TestExporter::exportsSelectedCalls_data()
{
    QTest::addColumn<std::vector<quint32>>("seqs");
    QTest::newRow("none") << std::vector<quint32>{};
    QTest::newRow("first and last") << std::vector<quint32>{1, 400};
    QTest::newRow("neighbours") << std::vector<quint32>{7, 8, 9};
    QTest::newRow("gaps read over") << std::vector<quint32>{3, 5, 60, 61, 120};
    QTest::newRow("gaps jumped over") << std::vector<quint32>{1, 66, 131, 400};
}

void TestExporter::exportsSelectedCalls()
{
    QFETCH(std::vector<quint32>, seqs);
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 1; i <= 400; ++i)
            QVERIFY_OK(session.add("{\"n\":" + QByteArray::number(i) + '}'));
        QVERIFY_OK(session.writer().commit());
    }
    QByteArray expected;
    for (const quint32 seq : seqs)
        expected += "{\"n\":" + QByteArray::number(seq) + "}\n";
    QCOMPARE(exported(ExportFormat::Ndjson, seqs), expected);
}

void TestExporter::csvCells_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << QByteArray("Order Completed") << QByteArray("Order Completed");
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QByteArray("say \"hi\"") << QByteArray("\"say \"\"hi\"\"\"");
    QTest::newRow("line break") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
    QTest::newRow("not ASCII") << QByteArray("caf\xc3\xa9") << QByteArray("caf\xc3\xa9");
    QTest::newRow("formula =") << QByteArray("=1+1") << QByteArray("'=1+1");
    QTest::newRow("formula +") << QByteArray("+1") << QByteArray("'+1");
    QTest::newRow("formula -") << QByteArray("-1") << QByteArray("'-1");
    QTest::newRow("formula @") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
    QTest::newRow("formula after tab") << QByteArray("\t=1") << QByteArray("'\t=1");
    QTest::newRow("formula after CR") << QByteArray("\r=1") << QByteArray("\"'\r=1\"");
    QTest::newRow("formula with comma") << QByteArray("=A1,B1") << QByteArray("\"'=A1,B1\"");
    QTest::newRow("= further on") << QByteArray("a=1") << QByteArray("a=1");
}

void TestExporter::csvCells()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, cell);
    {
        SampleSession session(path());
        QVERIFY_OK(session.store("{}", name));
    }
    const QByteArray text = exported(ExportFormat::Csv);
    QVERIFY2(text.contains(QByteArray("Z,track," + cell + ",user-1,")), text.constData());
}

void TestExporter::csvRow()
{
    const Finding error{"/a", RuleSet::Spec, Severity::Error, Rule::Type, "string", "number", ""};
    const QByteArray body = R"({"batch":[{"messageId":"m-1","a":"x\"y"}],"writeKey":"wk1"})";
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.add(body, {{10, 30, "Order", "u", {error}}}));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray text = exported(ExportFormat::Csv);
    QVERIFY(text.startsWith("\xef\xbb\xbfseq,receivedAt,"));
    const auto records = parseCsv(text.sliced(3));
    QCOMPARE(records.size(), 2);
    QCOMPARE(records[0].size(), 18); // with the field a
    QCOMPARE(records[1].size(), 18);
    QHash<QByteArray, QByteArray> row;
    for (qsizetype i = 0; i < records[0].size(); ++i)
        row.insert(records[0][i], records[1][i]);
    QCOMPARE(row["seq"], "1");
    QVERIFY(row["receivedAt"].startsWith("2023-11-14T22:") && row["receivedAt"].endsWith(".000Z"));
    QVERIFY(row["timestamp"].endsWith(".999995Z"));
    QCOMPARE(row["type"], "track");
    QCOMPARE(row["userId"], "u");
    QCOMPARE(row["anonymousId"], "");
    QCOMPARE(row["messageId"], "m-1");
    QCOMPARE(row["source"], "analytics.js");
    QCOMPARE(row["writeKey"], "wk1");
    QCOMPARE(row["severity"], "error");
    QCOMPARE(row["errors"], "1");
    QCOMPARE(row["ingest"], "accepted");
    QCOMPARE(row["size"], "30");
    QCOMPARE(row["a"], "x\"y");
    QCOMPARE(row["json"], R"({"messageId":"m-1","a":"x\"y"})");
}

void TestExporter::csvUntouchedJson()
{
    const QByteArray body = "{\r\n \"a\": \"x,y\"\r\n}";
    {
        SampleSession session(path());
        QVERIFY_OK(session.store(body));
    }
    const auto records = parseCsv(exported(ExportFormat::Csv).sliced(3));
    QCOMPARE(records[1].last(), body);
}

void TestExporter::jsonHoldsEverything()
{
    const Finding finding{"/properties/a~1b", RuleSet::Spec, Severity::Warning, Rule::NameCase, "Order",
        "ord\xc3\xa9r", "spec#x"};
    const QByteArray body = "{\"type\":\"track\",\n\"event\":\"caf\\u00e9\",\"n\":12345678901234567890}";
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(
            session.add(body, {{0, static_cast<quint32>(body.size()), "caf\xc3\xa9", "u", {finding}}}));
        QVERIFY_OK(session.writer().commit());
    }
    const QJsonObject document = exportedJson();
    QCOMPARE(document[u"spectap"].toInt(), 1);
    QCOMPARE(document[u"calls"].toArray().size(), 1);
    const QJsonObject call = document[u"calls"].toArray()[0].toObject();
    QCOMPARE(call[u"seq"].toInt(), 1);
    QVERIFY(call[u"receivedAt"].toString().endsWith(u'Z'));
    QCOMPARE(call[u"name"].toString().toUtf8(), "caf\xc3\xa9");
    QCOMPARE(call[u"severity"].toString(), QStringLiteral("warning"));
    QCOMPARE(call[u"ingest"].toString(), QStringLiteral("accepted"));
    QVERIFY(call[u"anonymousId"].isNull());
    QCOMPARE(call[u"text"].toString().toUtf8(), body);
    QCOMPARE(call[u"call"].toObject()[u"event"].toString().toUtf8(), "caf\xc3\xa9");
    const QJsonObject request = call[u"request"].toObject();
    QCOMPARE(request[u"method"].toString(), QStringLiteral("POST"));
    QCOMPARE(request[u"path"].toString(), QStringLiteral("/v1/batch"));
    QCOMPARE(request[u"headers"].toArray().size(), 3);
    QCOMPARE(request[u"headers"].toArray()[1].toObject()[u"value"].toString(), QStringLiteral("Basic ****"));
    QCOMPARE(request[u"answer"].toObject()[u"status"].toInt(), 200);
    QCOMPARE(request[u"answer"].toObject()[u"body"].toString(), QStringLiteral("{\"success\":true}"));
    const QJsonObject found = call[u"findings"].toArray()[0].toObject();
    QCOMPARE(found[u"pointer"].toString(), QStringLiteral("/properties/a~1b"));
    QCOMPARE(found[u"set"].toString(), QStringLiteral("spec"));
    QCOMPARE(found[u"severity"].toString(), QStringLiteral("warning"));
    QCOMPARE(found[u"rule"].toString(), QStringLiteral("name-case"));
    QCOMPARE(found[u"actual"].toString().toUtf8(), "ord\xc3\xa9r");
}

void TestExporter::jsonMergesBatch_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("around");
    QTest::addColumn<QByteArray>("merged");
    const auto row = [](const char *name, const char *call, const char *around, const char *merged) {
        QTest::newRow(name) << QByteArray(call) << QByteArray(around) << QByteArray(merged);
    };
    row("shared fields are added", R"({"a":1})", R"("sentAt":"t","writeKey":"k","messageId":"m")",
        R"({"a":1,"writeKey":"k","sentAt":"t"})");
    row("own fields win", R"({"writeKey":"own"})", R"("writeKey":"k")", R"({"writeKey":"own"})");
    row("context is merged one level deep", R"({"context":{"ip":"1","app":{"v":1}}})",
        R"("context":{"ip":"2","app":{"w":2},"os":{"n":"x"}})",
        R"({"context":{"ip":"1","app":{"v":1},"os":{"n":"x"}}})");
    row("integrations too", R"({"integrations":{"A":true}})", R"("integrations":{"A":false,"B":false})",
        R"({"integrations":{"A":true,"B":false}})");
    row("a context that is no object stays", R"({"context":null})", R"("context":{"ip":"2"})",
        R"({"context":null})");
    row("numbers as sent, too large ones as text", R"({"a":1.50,"b":-0,"c":1E400})", R"("x":1)",
        R"({"a":1.50,"b":-0,"c":"1E400"})");
    row("strings any parser takes", R"({"a":"\ud800\u0041\u0000\n"})", R"("x":1)",
        "{\"a\":\"\xef\xbf\xbd"
        R"(A\u0000\n"})");
    row("not an object", "[1, 2]", R"("sentAt":"t")", "[1,2]");
}

void TestExporter::jsonMergesBatch()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, around);
    QFETCH(QByteArray, merged);
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.add("{\"batch\":[" + call + "]," + around + '}',
            {{10, static_cast<quint32>(call.size()), "n", "u", {}}}));
        QVERIFY_OK(session.writer().commit());
    }
    const QByteArray text = exported(ExportFormat::Json);
    QVERIFY2(text.contains(QByteArray(",\"call\":" + merged + ",\"findings\"")), text.constData());
    QVERIFY(!exportedJson().isEmpty());
}

void TestExporter::jsonOfRejected()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (const char *body : {"{oops", "\xff\xfe{"}) {
            Request refused = sampleRequest(body, RequestKind::Rejected);
            refused.target = "/v1/tr\xff";
            refused.status = 400;
            refused.code = "invalid_json";
            refused.reason = "The body is not JSON.";
            QVERIFY_OK(session.writer().addRequest(refused));
        }
        Request settings = sampleRequest("", RequestKind::Settings);
        QVERIFY_OK(session.writer().addRequest(settings));
        QVERIFY_OK(session.writer().commit());
    }
    const QJsonArray rejected = exportedJson()[u"rejected"].toArray();
    QCOMPARE(rejected.size(), 2);
    QCOMPARE(rejected[0].toObject()[u"body"].toString(), QStringLiteral("{oops"));
    QCOMPARE(rejected[0].toObject()[u"code"].toString(), QStringLiteral("invalid_json"));
    QCOMPARE(rejected[0].toObject()[u"request"].toObject()[u"answer"].toObject()[u"status"].toInt(), 400);
    QVERIFY(!rejected[1].toObject().contains(u"body"));
    QCOMPARE(
        QByteArray::fromBase64(rejected[1].toObject()[u"bodyBase64"].toString().toLatin1()), "\xff\xfe{");
    QCOMPARE(exported(ExportFormat::Ndjson), "");
}

void TestExporter::jsonOfEmptySession()
{
    SampleSession(path()).close();
    const QJsonObject document = exportedJson();
    QVERIFY(document[u"calls"].isArray() && document[u"calls"].toArray().isEmpty());
    QVERIFY(document[u"rejected"].isArray());
}

void TestExporter::saysWhatTheSessionSays()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.store("{}"));
        QVERIFY(!exported(ExportFormat::Json).contains(R"("title")"));
        QVERIFY_OK(session.writer().setMeta(TitleKey, "Cart <b>\xc3\xbc</b>"));
        QVERIFY_OK(session.writer().setMeta(DescriptionKey, "Build 7\n<script>alert(1)</script>"));
    }
    const QJsonObject json = exportedJson();
    QCOMPARE(json.value(u"title").toString(), QStringLiteral("Cart <b>\u00fc</b>"));
    QCOMPARE(json.value(u"description").toString(), QStringLiteral("Build 7\n<script>alert(1)</script>"));
    const QByteArray html = exported(ExportFormat::Html);
    QVERIFY(html.contains("<h1>Cart &lt;b&gt;\xc3\xbc&lt;/b&gt;</h1>"));
    QVERIFY(html.contains("Build 7<br>&lt;script&gt;"));
    QVERIFY(html.contains("<p>a.spectap: 1 call"));
    const QByteArray markdown = exported(ExportFormat::Markdown);
    QVERIFY2(markdown.startsWith("## Cart "), markdown.constData());
    QVERIFY(markdown.contains("Build 7") && !markdown.contains("<script>"));
    QVERIFY(markdown.contains("a.spectap: 1 call"));
}

void TestExporter::reportsProgressAndCancels()
{
    {
        SampleSession session(path());
        QVERIFY_OK(session.writer().begin());
        for (int i = 0; i < 10'000; ++i)
            QVERIFY_OK(session.add("{}"));
        QVERIFY_OK(session.writer().commit());
    }
    const auto reader = SessionReader::open(path());
    QVERIFY_OK(reader);
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    std::vector<quint32> done;
    ExportJob job;
    job.progress = [&done](quint32 calls, quint32 total) {
        done.push_back(calls);
        return total == 10'000;
    };
    const auto written = exportSession(**reader, buffer, job);
    QVERIFY_OK(written);
    QCOMPARE(*written, 10'000U);
    QVERIFY(done.size() > 2 && std::is_sorted(done.begin(), done.end()));
    QCOMPARE(done.back(), 10'000U);

    job.progress = [](quint32 calls, quint32) { return calls == 0; };
    const auto cancelled = exportSession(**reader, buffer, job);
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
}

void TestExporter::reportsFullDevice()
{
    {
        SampleSession session(path());
        for (int i = 0; i < 20; ++i)
            QVERIFY_OK(session.store(QByteArray(100'000, ' ') + "{}"));
    }
    const auto reader = SessionReader::open(path());
    QVERIFY_OK(reader);
    FullDevice device(700'000);
    const auto written = exportSession(**reader, device, {});
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Io);
    QVERIFY(written.error().message.contains(QStringLiteral("No space left")));
}

void TestExporter::fullDeviceInEveryFormat_data()
{
    QTest::addColumn<ExportFormat>("format");
    for (quint8 i = 0; i <= static_cast<quint8>(ExportFormat::Batch); ++i) {
        const auto format = static_cast<ExportFormat>(i);
        QTest::newRow(exportFormatName(format).toByteArray().constData()) << format;
    }
}

/// Wherever it strikes: an export that did not arrive whole is none.
void TestExporter::fullDeviceInEveryFormat()
{
    QFETCH(ExportFormat, format);
    {
        SampleSession session(path());
        for (int i = 0; i < 12; ++i)
            QVERIFY_OK(session.store(
                R"({"type":"track","event":"A","userId":"u","pad":")" + QByteArray(60'000, 'x') + "\"}"));
    }
    const qint64 whole = exported(format).size();
    const auto reader = SessionReader::open(path());
    QVERIFY_OK(reader);
    ExportJob job;
    job.format = format;
    for (qint64 room : {qint64(0), qint64(1), whole / 3, whole / 2, whole - 1}) {
        FullDevice device(room);
        const auto written = exportSession(**reader, device, job);
        QVERIFY2(!written, qPrintable(QString::number(room)));
        QCOMPARE(written.error().code, ErrorCode::Io);
        QVERIFY(written.error().message.contains(QStringLiteral("No space left")));
    }
    FullDevice device(whole);
    QVERIFY_OK(exportSession(**reader, device, job));
}

void TestExporter::fullDiskKeepsTheOlderFile()
{
#ifdef Q_OS_LINUX
    {
        SampleSession session(path());
        for (int i = 0; i < 20; ++i)
            QVERIFY_OK(session.store(QByteArray(100'000, ' ') + "{}"));
    }
    const QString disk = m_dir->filePath(QStringLiteral("disk"));
    QVERIFY(QDir().mkpath(disk));
    const QByteArray target = QFile::encodeName(disk);
    if (::mount("tmpfs", target.constData(), "tmpfs", 0, "size=1m") != 0)
        QSKIP("a file system of 1 MiB can be mounted by root only");
    const auto unmount = qScopeGuard([&target] { ::umount2(target.constData(), MNT_DETACH); });
    QFile older(disk + QStringLiteral("/calls.ndjson"));
    QVERIFY(older.open(QIODevice::WriteOnly) && older.write("older") == 5);
    older.close();
    {
        // As the window and the command line write it.
        const auto reader = SessionReader::open(path());
        QVERIFY_OK(reader);
        QSaveFile file(older.fileName());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto written = exportSession(**reader, file, {});
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Io);
    }
    QVERIFY(older.open(QIODevice::ReadOnly));
    QCOMPARE(older.readAll(), "older");
    QCOMPARE(QDir(disk).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("calls.ndjson")});
#else
    QSKIP("Linux mounts small file systems");
#endif
}

SPECTAP_TEST_MAIN(TestExporter)
#include "tst_exporter.moc"
