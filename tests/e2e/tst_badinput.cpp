// SPDX-License-Identifier: MIT
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

#include <zlib.h>

using namespace spectap;
using namespace spectap::test;

/// What no SDK should send, and what the endpoint makes of it over a real socket: every row is answered or
/// refused as the contract says, stays visible in the session, and the next client is served.
class BadInputTest : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void truncatedRequestsStayVisible_data();
    void truncatedRequestsStayVisible();
    void servesOthersWhileOneNeverReads();
};

namespace {

QByteArray request(
    const QByteArray &body, const QByteArray &path = "/v1/batch", const QByteArray &headers = {})
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray chunked(const QByteArray &rest)
{
    return "POST /v1/track HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + rest;
}

QByteArray gzipped(const QByteArray &plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray input = plain;
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

const QByteArray Good = R"({"type":"track","event":"e","userId":"u","messageId":"m"})";

QByteArray with(const QByteArray &properties)
{
    return R"({"type":"track","event":"e","userId":"u","properties":)" + properties + "}";
}

QByteArray batchOf(const QByteArray &item, qsizetype count)
{
    return R"({"batch":[)" + QByteArray(item + ',').repeated(count - 1) + item + "]}";
}

} // namespace

void BadInputTest::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("calls");       // stored, refused ones included
    QTest::addColumn<QByteArray>("code"); // of the refusal, empty: answered as a success
    const auto row = [](const char *name, const QByteArray &bytes, int status, int calls,
                         const char *code = "") {
        QTest::newRow(name) << bytes << status << calls << QByteArray(code);
    };
    const QByteArray head = "POST /v1/track HTTP/1.1\r\nHost: localhost\r\n";

    row("http: not HTTP at all", "hello\r\n\r\n", 400, 0, "bad_request");
    row("http: bytes", QByteArray("\x80\xff\x00\x01\r\n\r\n", 8), 400, 0, "bad_request");
    row("http: null byte in the head", head + QByteArray("X: a\0b\r\n\r\n", 10), 400, 0, "bad_request");
    row("http: null byte in the target", QByteArray("POST /v1/\0track HTTP/1.1\r\n\r\n", 28), 400, 0,
        "bad_request");
    row("http: no version", "POST /v1/track\r\n\r\n", 400, 0, "bad_request");
    row("http: version 2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 0, "bad_request");
    row("http: field without a colon", head + "broken\r\n\r\n", 400, 0, "bad_request");
    row("http: negative length", head + "Content-Length: -1\r\n\r\n", 400, 0, "bad_content_length");
    row("http: overflowing length", head + "Content-Length: 99999999999999999999\r\n\r\n", 400, 0,
        "bad_content_length");
    row("http: two lengths", head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400, 0,
        "bad_content_length");
    row("http: length and chunks", head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400, 0, "bad_transfer_encoding");
    row("http: chunk size that is no number", chunked("zz\r\n{}\r\n0\r\n\r\n"), 400, 0, "bad_chunk");
    row("http: 64 KB of headers", head + "X: " + QByteArray(70'000, 'x') + "\r\n\r\n", 431, 0,
        "headers_too_large");
    row("http: 64 KB of trailers", chunked("2\r\n{}\r\n0\r\nX: " + QByteArray(70'000, 'x') + "\r\n\r\n"), 431,
        0, "headers_too_large");
    row("http: 64 KB of many trailers",
        chunked("2\r\n{}\r\n0\r\n" + QByteArray("X: yyyyyyyy\r\n").repeated(6'000) + "\r\n"), 431, 0,
        "headers_too_large");
    row("http: 64 KB of chunk extension", chunked("2;a=" + QByteArray(70'000, 'x') + "\r\n{}\r\n0\r\n\r\n"),
        400, 0, "bad_chunk");
    row("http: GET of a call route", "GET /v1/batch HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, 0,
        "method_not_allowed");
    row("http: no such place", request("{}", "/nothing/here"), 404, 0, "not_found");

    row("size: body of 64 MB", request(QByteArray(64 * 1024 * 1024, ' ')), 413, 0, "payload_too_large");
    row("size: 64 MB in a small gzip",
        request(gzipped(QByteArray(64 * 1024 * 1024, ' ')), "/v1/batch", "Content-Encoding: gzip\r\n"), 413,
        0, "payload_too_large");
    row("size: call over 32 KB", request(with('"' + QByteArray(40'000, 'x') + '"')), 400, 1,
        "call_too_large");
    row("size: batch over 500 KB", request(batchOf(with('"' + QByteArray(20'000, 'x') + '"'), 30)), 400, 30,
        "batch_too_large");
    row("size: batch of 10,000", request(batchOf(R"({"type":"track","event":"e","userId":"u"})", 10'000)),
        200, 10'000);
    row("size: empty batch", request(R"({"batch":[]})"), 200, 0);
    row("size: no body", request(""), 400, 0, "invalid_json");

    row("encoding: not gzip", request(Good, "/v1/batch", "Content-Encoding: gzip\r\n"), 400, 0,
        "bad_encoding");
    row("encoding: gzip that breaks off",
        request(gzipped(Good).chopped(9), "/v1/batch", "Content-Encoding: gzip\r\n"), 400, 0, "bad_encoding");
    row("encoding: gzip with a wrong checksum",
        request(gzipped(Good).chopped(8) + "12345678", "/v1/batch", "Content-Encoding: gzip\r\n"), 400, 0,
        "bad_encoding");
    row("encoding: gzip and more", request(gzipped(Good) + "more", "/v1/batch", "Content-Encoding: gzip\r\n"),
        400, 0, "bad_encoding");
    row("encoding: gzip not announced", request(gzipped(Good)), 400, 0, "invalid_json");
    row("encoding: unknown", request(Good, "/v1/batch", "Content-Encoding: br\r\n"), 415, 0,
        "unsupported_encoding");
    row("encoding: any Content-Type", request(Good, "/v1/batch", "Content-Type: image/png\r\n"), 200, 1);

    row("json: not JSON", request("event=e&userId=u"), 400, 0, "invalid_json");
    row("json: cut", request(Good.chopped(1)), 400, 0, "invalid_json");
    row("json: invalid UTF-8", request(with("\"\xff\"")), 400, 0, "invalid_json");
    row("json: UTF-16", request(QByteArray("{\0}\0", 4)), 400, 0, "invalid_json");
    row("json: byte order mark", request("\xef\xbb\xbf" + Good), 400, 0, "invalid_json");
    row("json: null byte behind it", request(Good + QByteArray(1, '\0')), 400, 0, "invalid_json");
    row("json: null byte in a string", request(with(QByteArray("\"a\0b\"", 5))), 400, 0, "invalid_json");
    row("json: escaped null byte", request(with(R"("a\u0000b")")), 200, 1);
    row("json: 200,000 nested arrays", request(QByteArray(200'000, '[') + QByteArray(200'000, ']')), 400, 0,
        "invalid_json");
    row("json: 200,000 arrays left open", request(QByteArray(200'000, '[')), 400, 0, "invalid_json");
    row("json: nested 1,000 deep", request(with(QByteArray(1'000, '[') + QByteArray(1'000, ']'))), 200, 1);
    row("json: duplicate keys",
        request(R"({"type":"page","type":"track","event":"a","event":"e","userId":"u"})"), 200, 1);
    row("json: number past 2^53", request(with(R"({"n":9007199254740993})")), 200, 1);
    row("json: number past 2^64", request(with(R"({"n":184467440737095516160})")), 200, 1);
    row("json: 1e400", request(with(R"({"n":1e400,"m":-1e400,"k":1e-400})")), 200, 1);
    row("json: lone surrogates", request(with(R"({"s":"\ud800","\udc00":1})")), 200, 1);

    row("calls: items that are no objects", request(R"({"batch":[1,"a",null,[],true,)" + Good + "]}"), 200,
        6);
    row("calls: batch that is no array", request(R"({"batch":{"type":"track"}})"), 400, 0, "invalid_request");
    row("calls: a string", request("\"track\""), 400, 0, "invalid_request");
    row("calls: a number", request("5", "/v1/track"), 400, 0, "invalid_request");
    row("calls: null", request("null", "/v1/track"), 400, 0, "invalid_request");
    row("calls: unknown type", request(R"({"type":"trak","event":"e","userId":"u"})"), 200, 1);
    row("calls: type of another kind", request(R"({"type":{"a":1},"userId":["u"],"event":5})"), 200, 1);
    row("calls: empty object", request("{}", "/v1/track"), 200, 1);
    row("calls: 100,000 short keys",
        request(batchOf("{" + QByteArray(R"("a":1,)").repeated(5'000) + R"("b":1})", 10)), 200, 10);
}

void BadInputTest::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, calls);
    QFETCH(QByteArray, code);
    CaptureRig rig;
    QVERIFY(rig.start());
    const Answer answer = rig.exchange(bytes);
    const QByteArray got = answer.head.left(answer.head.indexOf('\r')) + ' ' + answer.body.left(300);
    QFETCH(int, status);
    QVERIFY2(answer.status == status, got.constData());
    const QByteArray told = "\"code\":\"" + code + '"';
    QVERIFY2(code.isEmpty() || answer.body.contains(told), got.constData());

    QCOMPARE(rig.exchange(request(Good)).status, 200); // the next client
    rig.stop();

    const std::vector<StoredCallDetail> stored = rig.calls();
    QCOMPARE(stored.size(), static_cast<std::size_t>(calls + 1));
    for (int i = 0; i < calls; ++i) {
        const StoredCallDetail &call = stored[static_cast<std::size_t>(i)];
        QVERIFY(bytes.contains(call.raw()));
        QCOMPARE(call.request.code, code);
        if (!code.isEmpty())
            QCOMPARE(call.call.row.ingest, Ingest::Refused);
    }
    if (calls > 0)
        return;
    const std::vector<Request> others = rig.otherRequests();
    QCOMPARE(others.size(), std::size_t(1)); // seen, whatever it was
    QCOMPARE(others[0].code, code);
    QCOMPARE(others[0].status, status);
    QVERIFY(!others[0].reason.isEmpty());
    QCOMPARE(others[0].kind == RequestKind::Rejected, !code.isEmpty());
}

void BadInputTest::truncatedRequestsStayVisible_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("body cut") << request(Good).chopped(10);
    QTest::newRow("chunks cut") << chunked("100\r\n{\"type\"");
    QTest::newRow("before the body") << request(Good).chopped(Good.size());
}

void BadInputTest::truncatedRequestsStayVisible()
{
    QFETCH(QByteArray, bytes);
    CaptureRig rig;
    QVERIFY(rig.start());
    {
        RawClient client(rig.port());
        client.send(bytes);
        client.hangUp();
    }
    QCOMPARE(rig.exchange(request(Good)).status, 200);
    rig.stop();
    QCOMPARE(rig.calls().size(), std::size_t(1)); // the good one
    const std::vector<Request> others = rig.otherRequests();
    QCOMPARE(others.size(), std::size_t(1));
    QCOMPARE(others[0].kind, RequestKind::Rejected);
    QVERIFY(!others[0].reason.isEmpty());
}

void BadInputTest::servesOthersWhileOneNeverReads()
{
    CaptureRig rig;
    QVERIFY(rig.start());
    RawClient mute(rig.port());
    mute.socket().setReadBufferSize(1);
    const QByteArray settings = "GET /v1/projects/k/settings HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const QByteArray many = settings.repeated(2'000);
    for (int i = 0; i < 20; ++i) { // far more answers than any buffer on the way holds
        mute.socket().write(many);
        mute.socket().waitForBytesWritten(20);
    }
    for (int i = 0; i < 50; ++i)
        QCOMPARE(rig.exchange(request(Good)).status, 200);
    mute.socket().abort();
    rig.stop();
    QCOMPARE(rig.calls().size(), std::size_t(50));
}

SPECTAP_TEST_MAIN(BadInputTest)
#include "tst_badinput.moc"
