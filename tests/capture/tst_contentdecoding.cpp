// SPDX-License-Identifier: MIT
#include "app/capture/contentdecoding.h"
#include "tests/support/testmain.h"

#include <zlib.h>

using namespace spectap;

namespace {

constexpr qsizetype Limit = 1024 * 1024;
constexpr int GzipBits = 15 + 16;
constexpr int ZlibBits = 15;
constexpr int RawBits = -15;

QByteArray compressed(const QByteArray &text, int windowBits)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(text.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

const QByteArray Text = R"({"type":"track","event":"Order Completed","properties":{"total":12.50}})";

} // namespace

class TestContentDecoding : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("none") << QByteArray() << Text;
        QTest::newRow("identity") << QByteArray("identity") << Text;
        QTest::newRow("gzip") << QByteArray("gzip") << compressed(Text, GzipBits);
        QTest::newRow("gzip in capitals, with spaces") << QByteArray(" GZIP ") << compressed(Text, GzipBits);
        QTest::newRow("x-gzip") << QByteArray("x-gzip") << compressed(Text, GzipBits);
        QTest::newRow("deflate with zlib head") << QByteArray("deflate") << compressed(Text, ZlibBits);
        QTest::newRow("deflate raw") << QByteArray("deflate") << compressed(Text, RawBits);
        QTest::newRow("gzip of two members")
            << QByteArray("gzip")
            << compressed(Text.first(20), GzipBits) + compressed(Text.sliced(20), GzipBits);
        QTest::newRow("gzip around deflate")
            << QByteArray("deflate, gzip") << compressed(compressed(Text, ZlibBits), GzipBits);
    }

    void decodes()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, body);
        const DecodedBody decoded = decodeBody(encoding, body, Limit);
        QVERIFY2(decoded.ok(), decoded.message);
        QCOMPARE(decoded.body, Text);
    }

    void emptyBodyNeedsNoDecoding() { QVERIFY(decodeBody("gzip", {}, Limit).ok()); }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        const QByteArray gzip = compressed(Text, GzipBits);
        QByteArray damaged = gzip;
        damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 0x55);
        QTest::newRow("unknown encoding")
            << QByteArray("br") << Text << 415 << QByteArray("gzip, deflate, identity");
        QTest::newRow("plain text called gzip")
            << QByteArray("gzip") << Text << 400 << QByteArray("not valid gzip");
        QTest::newRow("cut off") << QByteArray("gzip") << gzip.chopped(9) << 400 << QByteArray("breaks off");
        QTest::newRow("wrong checksum")
            << QByteArray("gzip") << damaged << 400 << QByteArray("incorrect data check");
        QTest::newRow("garbage behind zlib") << QByteArray("deflate") << compressed(Text, ZlibBits) + "xyz"
                                             << 400 << QByteArray("something else follows");
        QTest::newRow("garbage behind gzip")
            << QByteArray("gzip") << gzip + "xyz" << 400 << QByteArray("gzip");
        QTest::newRow("too many layers")
            << QByteArray("gzip,gzip,gzip,gzip") << gzip << 415 << QByteArray("layers");
    }

    void refuses()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const DecodedBody decoded = decodeBody(encoding, body, Limit);
        QCOMPARE(decoded.status, status);
        QVERIFY2(decoded.message.contains(says), decoded.message);
        QVERIFY(!decoded.code.isEmpty());
        QVERIFY(decoded.body.isEmpty());
    }

    void limitIsExact()
    {
        const QByteArray fits(Limit, 'a');
        QCOMPARE(decodeBody("gzip", compressed(fits, GzipBits), Limit).body, fits);
        const DecodedBody over = decodeBody("gzip", compressed(fits + 'a', GzipBits), Limit);
        QCOMPARE(over.status, 413);
    }

    void bombStopsAtTheLimit()
    {
        const QByteArray bomb = compressed(QByteArray(64 * 1024 * 1024, '\0'), GzipBits);
        QVERIFY(bomb.size() < 100 * 1024);
        const DecodedBody decoded = decodeBody("gzip", bomb, Limit);
        QCOMPARE(decoded.status, 413);
        QCOMPARE(decoded.code, "payload_too_large");
    }
};

SPECTAP_TEST_MAIN(TestContentDecoding)
#include "tst_contentdecoding.moc"
