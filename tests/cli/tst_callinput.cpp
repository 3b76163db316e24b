// SPDX-License-Identifier: MIT
#include "app/cli/callinput.h"

#include "tests/support/testmain.h"

#include <QTemporaryFile>

using namespace spectap;
using namespace spectap::cli;

/// What INPUT may be: every shape yields the calls in it, in order, and what is not JSON is told, never
/// skipped.
class TestCallInput : public QObject
{
    Q_OBJECT

private slots:
    void shapes_data();
    void shapes();
    void linesOfManyKinds();
    void longNdjsonCrossesChunks();
    void stopsWhenTold();
    void missingFileSaysWhich();
};

namespace {

/// "track A" per call, "broken@OFFSET" for a text that is not JSON, "-" for an item that is not an object.
QStringList readAll(const QByteArray &text)
{
    QTemporaryFile file;
    if (!file.open())
        return {QStringLiteral("no file")};
    file.write(text);
    file.close();
    QStringList seen;
    const auto read = readInputs({file.fileName()}, [&seen](const InputCall &call) {
        if (call.error) {
            seen += QStringLiteral("broken@%1").arg(call.error->offset);
        } else if (!call.call.isObject()) {
            seen += QStringLiteral("-");
        } else {
            const CallFacts facts = CallFacts::of(call.call);
            seen +=
                QString::fromUtf8(callTypeName(facts.type).toByteArray() + ' ' + facts.name.toByteArray());
        }
        return true;
    });
    if (!read)
        seen += read.error().message;
    return seen;
}

/// A recording of one request; `text` is what goes between the quotes.
QByteArray har(const QByteArray &url, const QByteArray &text, const QByteArray &encoding)
{
    return R"({"log":{"entries":[{"request":{"url":")" + url + R"(","postData":{"text":")" + text +
           R"(","encoding":")" + encoding + R"("}}}]}})";
}

} // namespace

void TestCallInput::shapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("calls"); // joined by commas
    const QByteArray a = R"({"type":"track","event":"A","userId":"u"})";
    const QByteArray b = R"({"type":"track","event":"B","userId":"u"})";
    QByteArray posted = R"({"batch":[)" + a + "]}";
    const QByteArray gzipped = "H4sIAAAAAAACA6tWKqksSFWyUiopSkzOVtJRSi1LzSsB8qOA7NLi1CLPFCCnVKkWAFxKGDcpAAAA";
    posted.replace('"', "\\\"");
    const struct
    {
        const char *name;
        QByteArray text;
        const char *calls;
    } rows[] = {
        {"one call", a, "track A"},
        {"one call, line break", a + "\n", "track A"},
        {"ndjson", a + "\n" + b + "\n", "track A,track B"},
        {"ndjson, no last line break", a + "\n" + b, "track A,track B"},
        {"ndjson, CRLF and blank lines", "\r\n" + a + "\r\n\r\n" + b + "\r\n", "track A,track B"},
        {"array", "[" + a + "," + b + "]", "track A,track B"},
        {"batch", R"({"batch":[)" + a + "," + b + R"(],"writeKey":"k"})", "track A,track B"},
        {"pretty batch", "{\n \"batch\": [\n  " + a + ",\n  " + b + "\n ]\n}\n", "track A,track B"},
        {"ndjson of batches", R"({"batch":[)" + a + "]}\n" + R"({"batch":[)" + b + "]}\n", "track A,track B"},
        {"ndjson, broken in the middle", a + "\n{\"type\":}\n" + b, "track A,broken@8,track B"},
        {"ndjson, broken first", "{\"type\":}\n" + a + "\n" + b, "broken@8,track A,track B"},
        {"broken document", "{\"a\": [1, 2}", "broken@11"},
        {"not JSON at all", "hello\nworld\n", "broken@0"},
        {"batch item not an object", R"({"batch":[1,)" + a + "]}", "-,track A"},
        {"empty", "", ""},
        {"empty batch", R"({"batch":[]})", ""},
        {"HAR",
            R"({"log":{"entries":[{"request":{"method":"GET"}},{"request":{"postData":{"text":")" + posted +
                R"("}}},{"request":{"postData":{"text":"a=b"}}}]}})",
            "track A"},
        {"HAR, body in base64",
            har("https://api.example/v1/batch", QByteArray("{\"batch\":[" + a + "]}").toBase64(), "base64"),
            "track A"},
        {"HAR, gzip in base64", har("https://api.example/v1/t", gzipped, "base64"), "track Z"},
        {"HAR, the path names the type",
            har("https://api.example/v1/page?x=1", "{\\\"userId\\\":\\\"u\\\",\\\"name\\\":\\\"Home\\\"}",
                ""),
            "page Home"},
        {"HAR, base64 that is none", har("https://api.example/v1/t", "%%%", "base64"), ""},
    };
    for (const auto &row : rows)
        QTest::newRow(row.name) << row.text << QString::fromLatin1(row.calls);
}

void TestCallInput::shapes()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, calls);
    QCOMPARE(readAll(text).join(u','), calls);
}

/// Some lines are handed over together: each keeps its own place, error and order, whatever its neighbours
/// are.
void TestCallInput::linesOfManyKinds()
{
    QByteArray text;
    QStringList expected;
    for (int i = 0; i < 60; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray call = R"({"type":"track","event":")" + number + "\"}";
        switch (i % 5) {
        case 1: // broken behind so many blanks
            text += QByteArray(i, ' ') + "{!}\n";
            expected += QStringLiteral("broken@%1").arg(i + 1);
            break;
        case 2:
            text += har("https://api.example/v1/batch", QByteArray("{\"batch\":[" + call + "]}").toBase64(),
                        "base64") +
                    '\n';
            expected += QStringLiteral("track %1").arg(i);
            break;
        case 3:
            text += "{\"batch\":[" + call + ",7]}\n";
            expected << QStringLiteral("track %1").arg(i) << QStringLiteral("-");
            break;
        default:
            text += call + '\n';
            expected += QStringLiteral("track %1").arg(i);
        }
    }
    QCOMPARE(readAll(text), expected);
}

void TestCallInput::longNdjsonCrossesChunks()
{
    QByteArray text;
    QStringList expected;
    for (int i = 0; i < 30'000; ++i) { // some 3 MB: lines end on both sides of every chunk's edge
        const QByteArray name = QByteArray::number(i) + QByteArray(i % 97, 'x');
        text += R"({"type":"track","event":")" + name + "\"}\n";
        expected += QStringLiteral("track ") + QString::fromLatin1(name);
    }
    QCOMPARE(readAll(text), expected);
}

void TestCallInput::stopsWhenTold()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("{\"type\":\"track\"}\n{\"type\":\"page\"}\n");
    file.close();
    int seen = 0;
    QVERIFY(readInputs({file.fileName()}, [&seen](const InputCall &) {
        ++seen;
        return false;
    }).ok());
    QCOMPARE(seen, 1);
}

void TestCallInput::missingFileSaysWhich()
{
    CallInput input([](std::span<const InputCall>) { return true; });
    const auto read = input.read(QStringLiteral("/no/such/calls.ndjson"));
    QVERIFY(!read);
    QVERIFY(read.error().message.contains(u"/no/such/calls.ndjson"));
}

SPECTAP_TEST_MAIN(TestCallInput)
#include "tst_callinput.moc"
