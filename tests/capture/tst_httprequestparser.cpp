// SPDX-License-Identifier: MIT
#include "app/capture/httprequestparser.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

using namespace spectap;

namespace {

using Status = HttpRequestParser::Status;

/// What came out of a stream: one line per request or the refusal that ended it.
struct Outcome
{
    QByteArrayList lines;
    qsizetype left = 0; ///< bytes neither consumed nor understood
    qsizetype continues = 0;

    bool operator==(const Outcome &) const = default;
};

QByteArray printed(const HttpRequest &request)
{
    QByteArray line = request.method + ' ' + request.target + (request.http11 ? " 1.1" : " 1.0");
    line += request.keepAlive ? " keep" : " close";
    for (const Header &header : request.headers)
        line += '|' + header.name + '=' + header.value.left(60);
    return line + "|body=" + request.body.left(200) + '|' + QByteArray::number(request.body.size());
}

/// Feeds `pieces` one after the other, as a connection does.
Outcome fed(const QByteArrayList &pieces)
{
    Outcome outcome;
    HttpRequestParser parser;
    QByteArray in;
    for (const QByteArray &piece : pieces) {
        in += piece;
        for (;;) {
            const auto progress = parser.feed(in);
            if (progress.consumed < 0 || progress.consumed > in.size()) {
                outcome.lines << "consumed more than there is";
                return outcome;
            }
            in.remove(0, progress.consumed);
            if (progress.status == Status::Error) {
                const auto &failure = parser.failure();
                outcome.lines << QByteArray::number(failure.status) + ' ' + failure.code;
                return outcome;
            }
            if (progress.status == Status::NeedMore) {
                outcome.continues += parser.takeContinueWish() ? 1 : 0;
                break;
            }
            outcome.lines << printed(parser.take());
            if (in.isEmpty())
                break;
        }
    }
    outcome.left = in.size();
    return outcome;
}

QByteArrayList bytesOneByOne(const QByteArray &text)
{
    QByteArrayList pieces;
    for (const char byte : text)
        pieces << QByteArray(1, byte);
    return pieces;
}

QByteArray chunkedRequest(const QByteArray &chunks)
{
    return "POST /v1/batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

} // namespace

class TestHttpRequestParser : public QObject
{
    Q_OBJECT

private slots:
    void understands_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArrayList>("expected");
        const auto row = [](const char *name, const QByteArray &wire, const QByteArrayList &expected) {
            QTest::newRow(name) << wire << expected;
        };
        row("get without body", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", {"GET / 1.1 keep|Host=a|body=|0"});
        row("content-length body", "POST /v1/t HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
            {"POST /v1/t 1.1 keep|Content-Length=2|body={}|2"});
        row("length zero", "POST /v1/t HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            {"POST /v1/t 1.1 keep|Content-Length=0|body=|0"});
        row("no length means no body", "POST /v1/t HTTP/1.1\r\nHost: a\r\n\r\n",
            {"POST /v1/t 1.1 keep|Host=a|body=|0"});
        row("connection close", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
            {"GET / 1.1 close|Connection=close|body=|0"});
        row("http 1.0 closes", "GET / HTTP/1.0\r\n\r\n", {"GET / 1.0 close|body=|0"});
        row("http 1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            {"GET / 1.0 keep|Connection=keep-alive|body=|0"});
        row("absolute-form target", "GET http://a:1/v1/t HTTP/1.1\r\nHost: a\r\n\r\n",
            {"GET http://a:1/v1/t 1.1 keep|Host=a|body=|0"});
        row("empty lines before the request", "\r\n\r\nGET / HTTP/1.1\r\n\r\n", {"GET / 1.1 keep|body=|0"});
        row("pipelined",
            "POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\n1GET /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\n\r\n",
            {"POST /a 1.1 keep|Content-Length=1|body=1|1", "GET /b 1.1 keep|body=|0",
                "GET /c 1.1 keep|body=|0"});
        row("chunked", chunkedRequest("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
            {"POST /v1/batch 1.1 keep|Host=a|Transfer-Encoding=chunked|body=abcde|5"});
        row("chunk sizes in hex, either case",
            chunkedRequest("a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n"),
            {"POST /v1/batch 1.1 keep|Host=a|Transfer-Encoding=chunked|body=01234567890123456789a|21"});
        row("chunk extension", chunkedRequest("3;x=y;q=\"z\"\r\nabc\r\n0;last\r\n\r\n"),
            {"POST /v1/batch 1.1 keep|Host=a|Transfer-Encoding=chunked|body=abc|3"});
        row("trailers are read past",
            chunkedRequest("3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
            {"POST /v1/batch 1.1 keep|Host=a|Transfer-Encoding=chunked|body=abc|3",
                "GET / 1.1 keep|body=|0"});
        row("chunked in http 1.0 closes",
            "POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: "
            "chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            {"POST / 1.0 close|Connection=keep-alive|Transfer-Encoding=chunked|body=a|1"});
        row("unknown method", "BREW /pot HTTP/1.1\r\n\r\n", {"BREW /pot 1.1 keep|body=|0"});
        row("not http", "hello\r\n\r\n", {"400 bad_request"});
        row("http/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {"400 bad_request"});
        row("tls hello", QByteArray("\x16\x03\x01\x02\x00\x01", 6), {"400 tls_not_supported"});
        row("negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", {"400 bad_content_length"});
        row("length with sign", "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na", {"400 bad_content_length"});
        row("overflowing length", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
            {"400 bad_content_length"});
        row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            {"400 bad_content_length"});
        row("two equal lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
            {"400 bad_content_length"});
        row("a list of lengths", "POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\na",
            {"400 bad_content_length"});
        row("length and chunked",
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            {"400 bad_transfer_encoding"});
        row("chunked and length",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
            {"400 bad_content_length"});
        row("transfer-encoding that is not chunked", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
            {"400 bad_transfer_encoding"});
        row("chunk size is no number", chunkedRequest("x\r\nabc\r\n0\r\n\r\n"), {"400 bad_chunk"});
        row("chunk longer than its size", chunkedRequest("2\r\nabc\r\n0\r\n\r\n"), {"400 bad_chunk"});
        row("chunk size overflows", chunkedRequest("fffffffffffffffff\r\nabc\r\n"), {"400 bad_chunk"});
        row("announced body too large", "POST / HTTP/1.1\r\nContent-Length: 33554433\r\n\r\n",
            {"413 payload_too_large"});
        row("chunk too large", chunkedRequest("2000001\r\n"), {"413 payload_too_large"});
        row("other expectation", "POST / HTTP/1.1\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n",
            {"417 expectation_failed"});
        row("header without colon", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", {"400 bad_request"});
        row("bare line feed", "GET / HTTP/1.1\nHost: a\n\n", {"400 bad_request"});
    }

    void understands()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArrayList, expected);
        QCOMPARE(fed({wire}).lines, expected);
    }

    void splitAnywhere_data() { understands_data(); }

    void splitAnywhere()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArrayList, expected);
        for (qsizetype i = 1; i < wire.size(); ++i)
            QCOMPARE(fed({wire.first(i), wire.sliced(i)}).lines, expected);
        QCOMPARE(fed(bytesOneByOne(wire)).lines, expected);
    }

    void truncatedNeverCompletes()
    {
        const QByteArray wire = "POST /v1/t HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345";
        for (qsizetype i = 0; i < wire.size(); ++i)
            QCOMPARE(fed({wire.first(i)}).lines, QByteArrayList());
        const QByteArray chunked = chunkedRequest("3;e\r\nabc\r\n0\r\nT: 1\r\n\r\n");
        for (qsizetype i = 0; i < chunked.size(); ++i)
            QCOMPARE(fed({chunked.first(i)}).lines, QByteArrayList());
    }

    void asksForContinueOnceAndOnlyBeforeTheBody()
    {
        const QByteArray head = "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
        QCOMPARE(fed({head, "a", "b"}).continues, 1);
        QCOMPARE(fed({head + "a", "b"}).continues, 0); // the client did not wait
        QCOMPARE(fed({QByteArray(head).replace("1.1", "1.0"), "ab"}).continues, 0);
        QCOMPARE(fed({"POST / HTTP/1.1\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n",
                         "1\r\na\r\n"})
                     .continues,
            1);
        // too large: refused before the client sends it
        const Outcome large = fed({QByteArray(head).replace("Length: 2", "Length: 99999999")});
        QCOMPARE(large.continues, 0);
        QCOMPARE(large.lines, QByteArrayList{"413 payload_too_large"});
    }

    void headersAreBounded_data()
    {
        QTest::addColumn<QByteArray>("wire");
        const QByteArray big(70 * 1024, 'x');
        QTest::newRow("one header") << "GET / HTTP/1.1\r\nX: " + big + "\r\n\r\n";
        QTest::newRow("target") << "GET /" + big + " HTTP/1.1\r\n\r\n";
        QTest::newRow("without an end") << "GET / HTTP/1.1\r\nX: " + big;
        QByteArray many = "GET / HTTP/1.1\r\n";
        for (int i = 0; i < 7000; ++i)
            many += "X-" + QByteArray::number(i) + ": y\r\n";
        QTest::newRow("many headers") << many + "\r\n";
    }

    void headersAreBounded()
    {
        QFETCH(QByteArray, wire);
        const QByteArrayList refused{"431 headers_too_large"};
        QCOMPARE(fed({wire}).lines, refused);
        QByteArrayList pieces;
        for (qsizetype i = 0; i < wire.size(); i += 1000)
            pieces << wire.mid(i, 1000);
        QCOMPARE(fed(pieces).lines, refused);
    }

    void trailersAndExtensionsAreBounded_data()
    {
        QTest::addColumn<QByteArray>("wire");
        const QByteArray big(70 * 1024, 'x');
        QTest::newRow("chunk extension") << chunkedRequest("1;" + big + "\r\na\r\n0\r\n\r\n");
        QTest::newRow("chunk extension without end") << chunkedRequest("1;" + big);
        QTest::newRow("trailer") << chunkedRequest("1\r\na\r\n0\r\nT: " + big + "\r\n\r\n");
        QTest::newRow("trailer name") << chunkedRequest("1\r\na\r\n0\r\n" + big + ": t\r\n\r\n");
        QByteArray many = "1\r\na\r\n0\r\n";
        for (int i = 0; i < 7000; ++i)
            many += "X-" + QByteArray::number(i) + ": y\r\n";
        QTest::newRow("many trailers") << chunkedRequest(many + "\r\n");
    }

    void trailersAndExtensionsAreBounded()
    {
        QFETCH(QByteArray, wire);
        QByteArrayList pieces;
        for (qsizetype i = 0; i < wire.size(); i += 1000)
            pieces << wire.mid(i, 1000);
        for (const QByteArrayList &way : {QByteArrayList{wire}, pieces}) {
            const Outcome outcome = fed(way);
            QCOMPARE(outcome.lines.size(), 1);
            QVERIFY2(
                outcome.lines[0].startsWith("431 ") || outcome.lines[0].startsWith("400 "), outcome.lines[0]);
        }
    }

    void largestBodyPasses()
    {
        const QByteArray body(MaxBodyBytes, 'b');
        HttpRequestParser parser;
        const QByteArray head =
            "POST / HTTP/1.1\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
        QCOMPARE(parser.feed(head).consumed, head.size());
        const auto progress = parser.feed(body);
        QCOMPARE(progress.status, Status::Ready);
        const HttpRequest request = parser.take();
        QCOMPARE(request.body, body);
        QCOMPARE(request.wireBytes, body.size());
    }

    void chunksTogetherAreBounded()
    {
        HttpRequestParser parser;
        const QByteArray head = chunkedRequest({});
        QCOMPARE(parser.feed(head).consumed, head.size());
        const QByteArray chunk = "100000\r\n" + QByteArray(0x100000, 'c') + "\r\n";
        QByteArray in;
        const auto feed = [&] {
            in += chunk;
            const auto progress = parser.feed(in);
            in.remove(0, progress.consumed);
            return progress.status;
        };
        for (int i = 0; i < 32; ++i)
            QCOMPARE(feed(), Status::NeedMore);
        QCOMPARE(feed(), Status::Error);
        QCOMPARE(parser.failure().status, 413);
    }

    void refusalKeepsWhatWasUnderstood()
    {
        HttpRequestParser parser;
        QCOMPARE(parser.feed("POST /v1/t HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n").status,
            Status::Error);
        const HttpRequest request = parser.take();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.target, "/v1/t");
        QCOMPARE(request.header("host"), "a");
        QCOMPARE(parser.feed("GET / HTTP/1.1\r\n\r\n").status, Status::Error); // for good
    }

    /// Random damage to real requests: no crash, and the same outcome however the bytes are cut.
    void fuzz()
    {
        const quint32 seed = qEnvironmentVariableIntValue("SPECTAP_SEED")
                                 ? static_cast<quint32>(qEnvironmentVariableIntValue("SPECTAP_SEED"))
                                 : 20261121U;
        QRandomGenerator random(seed);
        const QByteArrayList seeds{"POST /v1/batch HTTP/1.1\r\nHost: localhost:8787\r\nContent-Type: "
                                   "application/json\r\nContent-Length: "
                                   "12\r\n\r\n{\"batch\":[]}GET / HTTP/1.1\r\n\r\n",
            chunkedRequest("5;a=b\r\nhello\r\n0\r\nT: 1\r\n\r\n") + "GET /x HTTP/1.0\r\n\r\n",
            "OPTIONS /v1/t HTTP/1.1\r\nOrigin: http://a\r\nAccess-Control-Request-Headers: x,y\r\n\r\n"};
        const QByteArray dictionary = "\r\n :;,0123456789abcdefGETPOST/\x00\x7f\xff\t\"{}";
        for (int round = 0; round < 4000; ++round) {
            QByteArray wire = seeds[random.bounded(seeds.size())];
            for (int damage = random.bounded(5); damage > 0; --damage) {
                const auto at = random.bounded(wire.size());
                const char byte = dictionary[random.bounded(dictionary.size())];
                switch (random.bounded(4)) {
                case 0:
                    wire[at] = byte;
                    break;
                case 1:
                    wire.insert(at, byte);
                    break;
                case 2:
                    wire.remove(at, random.bounded(1, 5));
                    break;
                case 3:
                    wire.insert(at, wire.mid(random.bounded(wire.size()), random.bounded(20)));
                    break;
                }
                if (wire.isEmpty())
                    wire = "\r";
            }
            QByteArrayList pieces;
            for (qsizetype at = 0; at < wire.size();) {
                const auto length = random.bounded(1, 9);
                pieces << wire.mid(at, length);
                at += length;
            }
            const Outcome whole = fed({wire});
            const Outcome cut = fed(pieces);
            const QByteArray told = "seed " + QByteArray::number(seed) + " round " +
                                    QByteArray::number(round) + ": " + wire.toPercentEncoding() +
                                    "\nwhole: " + whole.lines.join(" / ") +
                                    "\ncut:   " + cut.lines.join(" / ");
            // Beast looks at a head only when its end is there, or all at once: a broken one in pieces may be
            // refused for another of its faults, or, if it never ends, later
            const qsizetype same = cut.lines.isEmpty() || !cut.lines.back().startsWith('4')
                                       ? cut.lines.size()
                                       : cut.lines.size() - 1;
            const bool otherFault =
                whole.lines.size() == same + 1 && whole.lines.first(same) == cut.lines.first(same) &&
                whole.lines.back().startsWith('4') && (same < cut.lines.size() || cut.left > 0);
            QVERIFY2(whole.lines == cut.lines || otherFault, told);
        }
    }
};

SPECTAP_TEST_MAIN(TestHttpRequestParser)
#include "tst_httprequestparser.moc"
