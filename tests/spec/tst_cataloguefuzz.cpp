// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

#include <random>

using namespace spectap;
using namespace spectap::test;

/// The bundled files with slips in them: either refused with the file's name, or good enough to check a call
/// with. SPECTAP_SEED=n tries others.
class CatalogueFuzzTest : public QObject
{
    Q_OBJECT

private slots:
    void slips_data();
    void slips();
};

namespace {

constexpr quint32 FixedSeed = 20'251'114;
constexpr int SlipsPerFile = 150;

QByteArray slipped(QByteArray text, std::mt19937 &random)
{
    static const QByteArrayList Pieces{"null", "-1", "1e9", "\"\"", "[]", "{}", "true", "\"object\"",
        "\"properties.a[].b\"", "\"a..b\"", "\"[]\"", "\"*\"", "\"use\":\"product\",", "\"path\":\"x\",",
        "\"required\":\"always\",", ",", "}", "]"};
    const auto below = [&](qsizetype limit) {
        return static_cast<qsizetype>(random() % static_cast<quint32>(limit));
    };
    for (quint32 slips = 1 + random() % 2; slips > 0; --slips) {
        // Whole strings, mostly: what is left should be JSON often enough to get past its reader.
        const qsizetype quote = text.indexOf('"', below(text.size()));
        const qsizetype end = quote < 0 ? -1 : text.indexOf('"', quote + 1);
        if (end < 0)
            continue;
        const QByteArray &piece = Pieces[below(Pieces.size())];
        if (piece.endsWith(','))
            text.insert(quote, piece);
        else
            text.replace(quote, end - quote + 1, piece);
    }
    return text;
}

} // namespace

void CatalogueFuzzTest::slips_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"common", "track", "page", "identify", "group", "alias", "ecommerce", "video",
             "ai-copilot", "email", "limits", "identifiers"})
        QTest::newRow(name) << QString::fromLatin1(name) + u".json";
}

void CatalogueFuzzTest::slips()
{
    QFETCH(const QString, name);
    const quint32 seed =
        qEnvironmentVariableIsSet("SPECTAP_SEED") ? qEnvironmentVariable("SPECTAP_SEED").toUInt() : FixedSeed;
    std::mt19937 random(seed);
    QFile original(u":/spec/" + name);
    QVERIFY(original.open(QIODevice::ReadOnly));
    const QByteArray text = original.readAll();
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    const Body calls(
        R"([{"type":"track","event":"Order Completed","userId":"u","properties":{"products":[{"price":"1"}]}},)"
        R"({"type":"identify","anonymousId":"a","traits":{"first_name":1},"context":{"ip":7}},)"
        R"({"type":"group","groupId":"","userId":null},{"type":"page","name":"Home"}])");
    QCOMPARE(calls.sliced.calls.size(), std::size_t(4));

    int refused = 0;
    CheckResult result;
    for (int i = 0; i < SlipsPerFile; ++i) {
        const QByteArray mutated = slipped(text, random);
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(mutated), mutated.size());
        }
        Result<Catalogue> catalogue = Catalogue::load({path});
        const QByteArray what =
            name.toUtf8() + ", seed " + QByteArray::number(seed) + ", slip " + QByteArray::number(i);
        if (!catalogue) {
            ++refused;
            QVERIFY2(catalogue.error().message.contains(name),
                QByteArray(what + ": " + catalogue.error().message.toUtf8()).constData());
            continue;
        }
        const auto checker = Checker::compile(*std::move(catalogue));
        for (const CallView &call : calls.sliced.calls) {
            checker->check(call, {}, result);
            const std::vector<FieldVerdict> rows = checker->fields(call, result);
            QVERIFY2(!rows.empty(), what.constData());
        }
    }
    QVERIFY2(refused > SlipsPerFile / 10, "the slips are too tame to test anything");
    QVERIFY2(refused < SlipsPerFile, "the slips are too wild to test anything");
}

SPECTAP_TEST_MAIN(CatalogueFuzzTest)
#include "tst_cataloguefuzz.moc"
