// SPDX-License-Identifier: MIT
#include "model/session/imports/importreader.h"
#include "model/session/imports/textkind.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QRandomGenerator>

using namespace spectap;

namespace {

/// Writes down what is found, one line each: what it is, its line and offset, its bytes.
class Listing final : public ImportSink
{
public:
    QStringList seen;
    qsizetype stopAfter = -1;
    qsizetype largest = 0;
    bool keepsBodies = true;

    bool request(ImportedRequest &&found) override
    {
        const Request &request = found.request;
        QString line;
        if (found.origin == ImportOrigin::Text) {
            line = QStringLiteral("text %1@%2").arg(found.place.line).arg(found.place.offset);
        } else {
            line = QStringLiteral("%1 %2 %3 %4")
                       .arg(found.origin == ImportOrigin::Recorded ? u"sent" : u"exported",
                           QString::fromUtf8(request.method), QString::fromUtf8(request.target))
                       .arg(request.status);
            for (const Header &header : request.headers)
                line += u' ' + QString::fromUtf8(header.name + '=' + header.value);
            if (request.receivedAt != NoTime)
                line += QStringLiteral(" at %1").arg(request.receivedAt);
        }
        largest = std::max(largest, request.body.size());
        seen += keepsBodies ? line + u' ' + QString::fromUtf8(request.body) : line;
        return seen.size() != stopAfter;
    }
    bool problem(ImportProblem &&found) override
    {
        seen += QStringLiteral("problem %1@%2 %3").arg(found.line).arg(found.offset).arg(found.reason);
        return seen.size() != stopAfter;
    }
    bool flush() override { return true; }
};

QStringList readAll(const QByteArray &text, Listing &&listing = {})
{
    QByteArray bytes = text;
    QBuffer device(&bytes);
    if (!device.open(QIODevice::ReadOnly))
        return {};
    const Result<void> read = ImportReader(device, listing).read();
    if (!read)
        listing.seen += read.error().message;
    return listing.seen;
}

/// Gives bytes out in pieces of any size, as a pipe does.
class Dribble final : public QIODevice
{
public:
    Dribble(QByteArray bytes, quint32 seed)
        : m_bytes(std::move(bytes))
        , m_random(seed)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 some = std::min<qint64>({size, m_bytes.size() - m_at, 1 + m_random.bounded(700)});
        std::copy_n(m_bytes.constData() + m_at, some, data);
        m_at += some;
        return some;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
    QRandomGenerator m_random;
};

const QByteArray A = R"({"type":"track","event":"A","userId":"u"})";
const QByteArray B = R"({"type":"track","event":"B","n":12345678901234567890,"n":1.0})";

QByteArray quoted(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

QByteArray harEntry(const QByteArray &url, const QByteArray &posted)
{
    return R"({"startedDateTime":"2026-01-31T08:15:00.000Z","time":12.5,"request":{"method":"POST","url":")" +
           url + R"(","headers":[{"name":"Content-Type","value":"text/plain"}],"postData":{"text":)" +
           quoted(posted) + R"(}},"response":{"status":200,"content":{"text":"ok"}}})";
}

QByteArray har(const QByteArray &entries)
{
    return R"({"log":{"version":"1.2","creator":{"name":"x"},"pages":[{"id":"p"}],"entries":[)" + entries +
           R"(],"comment":"c"}})";
}

} // namespace

/// The readers of other programs' files: every format, whole, odd and broken. What can be read is read, byte
/// for byte; the rest is told with its place.
class TestImports : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void recognises_data();
    void recognises();
    void largerThanTheWindow_data();
    void largerThanTheWindow();
    void passesOverWhatIsTooLarge();
    void stopsWhenTold();
    void survivesAnything_data();
    void survivesAnything();
};

void TestImports::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("seen");
    const auto text = [](int line, qsizetype offset, const QByteArray &body) -> QString {
        return QStringLiteral("text %1@%2 ").arg(line).arg(offset) + QString::fromUtf8(body);
    };
    const auto problem = [](int line, qsizetype offset, const char *words) -> QString {
        return QStringLiteral("problem %1@%2 ").arg(line).arg(offset) + QString::fromUtf8(words);
    };
    const auto row = [](const char *name, const QByteArray &input, const QStringList &seen) {
        QTest::newRow(name) << input << seen;
    };
    const QString cut = QStringLiteral("The file ends inside what begins here: it may have been cut off.");

    row("empty", "", {});
    row("blanks", " \r\n\t\n", {});
    row("ndjson", A + "\n" + B + "\n", {text(1, 0, A), text(2, 42, B)});
    row("ndjson: byte order mark", ByteOrderMark.toByteArray() + A + "\n" + B,
        {text(1, 3, A), text(2, 45, B)});
    row("ndjson: CRLF stays a blank", A + "\r\n" + B + "\r\n", {text(1, 0, A + '\r'), text(2, 43, B + '\r')});
    row("ndjson: broken in the middle", A + "\n{\"type\":}\n" + A,
        {text(1, 0, A), text(2, 42, "{\"type\":}"), text(3, 52, A)});
    row("ndjson: broken first", "{\"type\":}\n" + A, {text(1, 0, "{\"type\":}"), text(2, 10, A)});
    row("ndjson: first cut off", "{\"type\":\"tr\n" + A + "\n" + A,
        {text(1, 0, "{\"type\":\"tr"), text(2, 12, A), text(3, 54, A)});
    row("ndjson: a line that is an array", A + "\n[" + A + ", " + B + "]\n",
        {text(1, 0, A), text(2, 43, A), text(2, 86, B)});
    row("call", A, {text(1, 0, A)});
    row("call over several lines, as the Segment debugger copies it",
        "{\n  \"channel\": \"server\",\n  \"type\": \"track\"\n}\n",
        {text(1, 0, "{\n  \"channel\": \"server\",\n  \"type\": \"track\"\n}")});
    row("several calls over several lines", "{\n\"type\":\"page\"\n}\n{\n\"type\":\"page\"\n}",
        {text(1, 0, "{\n\"type\":\"page\"\n}"), text(4, 18, "{\n\"type\":\"page\"\n}")});
    row("array", "[" + A + "," + B + "]", {text(1, 1, A), text(1, 43, B)});
    row("array over lines", "[\n " + A + ",\n " + B + "\n]\n", {text(2, 3, A), text(3, 47, B)});
    row("array: empty", "[ ]", {});
    row("array: trailing comma", "[" + A + ",]",
        {text(1, 1, A), problem(1, 43, "Nothing follows the comma before this ].")});
    row("array: no comma", "[" + A + " " + B + "]",
        {text(1, 1, A), problem(1, 43, "A comma is missing here."), text(1, 43, B)});
    row("array: cut off inside a call", "[" + A + ",\n{\"type\":\"tra",
        {text(1, 1, A), QStringLiteral("problem 2@44 ") + cut});
    row("array: cut off after a call", "[" + A + ",",
        {text(1, 1, A), problem(1, 43, "The file ends before its array does: it may have been cut off.")});
    row("array: broken item", "[{\"a\" 1}," + A + "]", {text(1, 1, "{\"a\" 1}"), text(1, 9, A)});
    row("array: nested", "[[" + A + "],7]", {text(1, 1, "[" + A + "]"), text(1, 45, "7")});
    row("array: colon", "[" + A + ":1]",
        {text(1, 1, A), problem(1, 42, "A comma is missing here."),
            problem(1, 42, "A value is expected here. What follows was not read.")});
    row("batch", R"({"batch":[)" + A + R"(],"writeKey":"k"})",
        {text(1, 0, R"({"batch":[)" + A + R"(],"writeKey":"k"})")});
    row("batch over lines", "{\n \"batch\": [\n" + A + "\n]}",
        {text(1, 0, "{\n \"batch\": [\n" + A + "\n]}")});
    row("broken document", "{\"a\": [1, 2}", {text(1, 0, "{\"a\": [1, 2}")});
    row("no JSON", "hello\nworld", {text(1, 0, "hello\nworld")});
    row("more after a call", A + " x", {text(1, 0, A), text(1, 42, "x")});
    row("a call may have a log", R"({"log":{"a":[1]},"type":"track"})",
        {text(1, 0, R"({"log":{"a":[1]},"type":"track"})")});
    row("UTF-16", QByteArray("\xff\xfe{\0}\0", 6),
        {problem(1, 0, "This text is UTF-16. Save it as UTF-8 and open it again.")});
    row("UTF-16 without a mark", QByteArray("{\0\"\0a\0", 6),
        {problem(1, 0, "This text is UTF-16. Save it as UTF-8 and open it again.")});
    row("gzip", "\x1f\x8b\x08",
        {problem(1, 0, "This is a file compressed with gzip. Unpack it first: gunzip FILE.")});
    row("zip", "PK\x03\x04",
        {problem(1, 0, "This is a ZIP archive. Unpack it first and open what is in it.")});
    row("binary",
        QByteArray("\x7f"
                   "ELF\0\0\0\1",
            8),
        {problem(1, 0,
            "This is a binary file, not calls as text. Spectap reads .spectap sessions, NDJSON, JSON, HAR "
            "and .http files.")});

    const QString sent =
        QStringLiteral(
            "sent POST https://api.example/v1/t 200 Content-Type=text/plain at 1769847300012500 ") +
        QString::fromUtf8(A);
    row("har", har(harEntry("https://api.example/v1/t", A)), {sent});
    row("har over lines",
        "{\n\"log\": {\n\"entries\": [\n" + harEntry("https://api.example/v1/t", A) + "\n]\n}\n}", {sent});
    row("har: broken entry", har("{\"request\":}," + harEntry("https://api.example/v1/t", A)),
        {problem(1, 90, "The entry is not JSON: Expected a value at byte 11 of it."), sent});
    row("har: cut off", har(harEntry("https://api.example/v1/t", A)).chopped(17) + ",{\"req",
        {sent, QStringLiteral("problem 1@382 ") + cut});
    row("har: base64 body and HTTP/2 fields",
        har(R"({"request":{"method":"POST","url":"/t","headers":[{"name":":authority","value":"h"},{"name":"a","value":"b"}],"postData":{"encoding":"base64","text":")" +
            A.toBase64() + R"("}}})"),
        {QStringLiteral("sent POST /t 0 a=b ") + QString::fromUtf8(A)});

    row("http", "POST /v1/track HTTP/1.1\r\nHost: h\r\n\r\n" + A + "\r\n",
        {QStringLiteral("sent POST /v1/track 0 Host=h ") + QString::fromUtf8(A)});
    row("http: several, comments, variables",
        "@host = https://h\n# first\nPOST {{host}}/v1/t\nA: b\n\n" + A +
            "\n\n### second\n// note\nGET {{host}}/v1/p\n  ?x=1\n",
        {QStringLiteral("sent POST https://h/v1/t 0 A=b ") + QString::fromUtf8(A),
            QStringLiteral("sent GET https://h/v1/p?x=1 0 ")});
    row("http: chunked",
        "POST /v1/t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        {QStringLiteral("sent POST /v1/t 0 Transfer-Encoding=chunked abcde")});
    row("http: one after the other by length",
        "POST /v1/t HTTP/1.1\nContent-Length: 2\n\n{}\nPOST /v1/p HTTP/1.1\n\n[]",
        {QStringLiteral("sent POST /v1/t 0 Content-Length=2 {}"), QStringLiteral("sent POST /v1/p 0 []")});
    row("http: body elsewhere", "POST /v1/t\n\n< body.json\n\n###\nPOST /v1/p\n\n{}",
        {problem(3, 12, "The body is in another file, which is not read. Put it into this one."),
            QStringLiteral("sent POST /v1/p 0 {}")});
    row("http: no request", "### a\nhello\n###\nPOST /v1/p\n\n{}",
        {problem(2, 6, "A request line is expected here, such as POST /v1/track HTTP/1.1."),
            QStringLiteral("sent POST /v1/p 0 {}")});
    row("curl -v",
        "* Connected\n> POST /v1/t HTTP/1.1\n> Host: h\n>\n{}\n< HTTP/1.1 200 OK\n< A: "
        "b\n<\n{\"success\":true}\n",
        {QStringLiteral("sent POST /v1/t 200 Host=h {}")});
    row("curl -v: without the body", "> POST /v1/t HTTP/1.1\n> Content-Length: 5\n>\n< HTTP/1.1 200 OK\n<\n",
        {problem(1, 0,
            "The body of this request is missing: curl -v does not print it. Use curl --trace-ascii, or put "
            "the body after the head.")});

    const QByteArray exported =
        R"({"seq":1,"receivedAt":"2026-01-31T08:15:00.000Z","request":{"id":1,"method":"POST","path":"/v1/b","opening":"{\"batch\":[","closing":" ]}","answer":{"status":200}},"text":)" +
        quoted(A) + "},\n" + R"({"seq":2,"before":" , ","request":{"id":1},"text":)" + quoted(B) + "}";
    row("export",
        R"({"spectap":1,"startedAt":"2026-01-31T08:00:00.000Z","calls":[)" + exported +
            R"(],"rejected":[{"receivedAt":"","request":{"id":3,"method":"GET","path":"/x"},"code":"not_found","body":"x"}]})",
        {QStringLiteral("exported POST /v1/b 200 at 1769847300000000 {\"batch\":[") +
                QString::fromUtf8(A + " , " + B + " ]}"),
            QStringLiteral("exported GET /x 0 x")});
    row("export: a call without its text", R"({"spectap":1,"calls":[{"seq":1}]})",
        {problem(1, 22, "The entry has no \"text\": the call's own bytes are missing.")});
}

void TestImports::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, seen);
    const QStringList whole = readAll(text);
    QCOMPARE(whole.join(u'\n'), seen.join(u'\n'));
    // The same in pieces.
    for (quint32 seed = 0; seed < 5; ++seed) {
        Dribble device(text, seed);
        Listing listing;
        QVERIFY(ImportReader(device, listing).read().ok());
        QCOMPARE(listing.seen.join(u'\n'), whole.join(u'\n'));
    }
}

void TestImports::recognises_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &head, InputKind kind) {
        QTest::newRow(name) << head << int(kind);
    };
    row("session", QByteArray("SQLite format 3\0rest", 20), InputKind::Session);
    row("call", A, InputKind::Json);
    row("array", " [1", InputKind::Json);
    row("plan", R"({"display_name":"P","rules":{"events":[{"type":"x"}]}})", InputKind::Plan);
    row("schema", R"({"$schema":"x","type":"object"})", InputKind::Json);
    row("http", "POST /v1/t HTTP/1.1\n", InputKind::Http);
    row("http comment", "### x\n", InputKind::Http);
    row("words", "POST office", InputKind::Json);
}

void TestImports::recognises()
{
    QFETCH(QByteArray, head);
    QFETCH(int, kind);
    QCOMPARE(int(recogniseInput(head)), kind);
}

void TestImports::largerThanTheWindow_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("between");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("ndjson") << QByteArray() << QByteArray("\n") << QByteArray("\n");
    QTest::newRow("array") << QByteArray("[") << QByteArray(",\n") << QByteArray("]");
    QTest::newRow("array in a line") << QByteArray("[") << QByteArray(",") << QByteArray("]");
}

void TestImports::largerThanTheWindow()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, between);
    QFETCH(QByteArray, end);
    QByteArray text = begin;
    QStringList expected;
    int line = 1;
    for (int i = 0; i < 30'000; ++i) {
        const QByteArray call = R"({"type":"track","event":")" + QByteArray::number(i) +
                                QByteArray(i % 97, '\\').replace('\\', "\\\"") + "\"}";
        if (i > 0) {
            text += between;
            line += int(between.count('\n'));
        }
        expected += QStringLiteral("text %1@%2 ").arg(line).arg(text.size()) + QString::fromUtf8(call);
        text += call;
    }
    text += end;
    QVERIFY(text.size() > 3 * ByteWindow::ChunkBytes);
    QCOMPARE(readAll(text), expected);
}

void TestImports::passesOverWhatIsTooLarge()
{
    const QByteArray huge = R"({"type":"track","event":")" + QByteArray(MaxImportedBytes, 'x') + "\"}";
    const auto kinds = [](const QByteArray &text) {
        QStringList seen;
        Listing listing;
        listing.keepsBodies = false;
        for (const QString &line : readAll(text, std::move(listing)))
            seen += line.section(u' ', 0, 1);
        return seen.join(u',');
    };
    const qsizetype after = huge.size() + A.size();
    QCOMPARE(
        kinds(A + "\n" + huge + "\n" + A), QStringLiteral("text 1@0,problem 2@42,text 3@%1").arg(after + 2));
    QCOMPARE(kinds("[" + A + "," + huge + "," + A + "]"),
        QStringLiteral("text 1@1,problem 1@43,text 1@%1").arg(after + 3));
    QCOMPARE(kinds("{\"batch\":[" + huge + "]}"), QStringLiteral("problem 1@9"));
    QCOMPARE(
        kinds("POST /v1/t\n\n" + huge + "\n###\nPOST /v1/p\n\n{}"), QStringLiteral("problem 1@0,sent POST"));
}

void TestImports::stopsWhenTold()
{
    for (const QByteArray &text :
        std::initializer_list<QByteArray>{A + "\n" + A + "\n" + A, "[" + A + "," + A + "," + A + "]",
            har(harEntry("/a", A) + "," + harEntry("/a", A) + "," + harEntry("/a", A)),
            "POST /a\n\n{}\n###\nPOST /b\n\n{}\n###\nPOST /c\n\n{}"}) {
        Listing listing;
        listing.stopAfter = 2;
        QCOMPARE(readAll(text, std::move(listing)).size(), 2);
    }
}

void TestImports::survivesAnything_data()
{
    QTest::addColumn<QByteArray>("seedText");
    QTest::newRow("ndjson") << A + "\n" + B + "\n" + A;
    QTest::newRow("array") << "[" + A + ",\n" + B + ", [1,{}]]";
    QTest::newRow("har") << har(harEntry("https://h/v1/t", A) + ",\n" + harEntry("/x", B));
    QTest::newRow("http") << "@a = b\nPOST {{a}}/v1/t HTTP/1.1\nA: b\n\n" + A +
                                 "\n###\n> POST /x HTTP/1.1\n> A: b\n>\n{}\n< HTTP/1.1 200\n";
    QTest::newRow("export") << QByteArray(
        R"({"spectap":1,"startedAt":"2026-01-31","calls":[{"request":{"id":1,"opening":"["},"text":"{}"},{"request":{"id":1},"text":"{}"}],"rejected":[{"request":{},"bodyBase64":"AA=="}]})");
}

/// Changed at random: no crash, no endless loop, and in pieces the same as in one.
void TestImports::survivesAnything()
{
    QFETCH(QByteArray, seedText);
    static constexpr char Bytes[] = "{}[]\",:\\\n\r \t#<>@0a\x80\xff";
    for (quint32 seed = 0; seed < 1000; ++seed) {
        QRandomGenerator random(seed);
        QByteArray text = seedText;
        for (quint32 change = 0, count = 1 + random.bounded(4u); change < count && !text.isEmpty();
             ++change) {
            const auto at = static_cast<qsizetype>(random.bounded(static_cast<quint32>(text.size())));
            switch (random.bounded(4)) {
            case 0:
                text[at] = Bytes[random.bounded(quint32(sizeof Bytes - 1))];
                break;
            case 1:
                text.insert(at, Bytes[random.bounded(quint32(sizeof Bytes - 1))]);
                break;
            case 2:
                text.remove(at, 1 + qsizetype(random.bounded(9)));
                break;
            default:
                text.truncate(at);
            }
        }
        const QStringList whole = readAll(text);
        Dribble device(text, seed);
        Listing listing;
        QVERIFY(ImportReader(device, listing).read().ok());
        const QByteArray told = QByteArray::number(seed) + ": " + text + "\n" +
                                listing.seen.join(u'\n').toUtf8() + "\n--\n" + whole.join(u'\n').toUtf8();
        QVERIFY2(listing.seen == whole, told.constData());
    }
}

SPECTAP_TEST_MAIN(TestImports)
#include "tst_imports.moc"
