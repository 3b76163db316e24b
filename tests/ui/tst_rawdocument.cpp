// SPDX-License-Identifier: MIT
#include "samplecall.h"
#include "tests/support/testmain.h"
#include "ui/inspector/rawdocument.h"

#include <algorithm>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// The tokens of a JSON text without white space between them: what pretty printing must not change.
QString tokens(const QString &text)
{
    QString result;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (inString) {
            result += c;
            if (c == u'\\')
                result += text[++i];
            else if (c == u'"')
                inString = false;
            continue;
        }
        inString = c == u'"';
        if (c != u' ' && c != u'\n' && c != u'\r' && c != u'\t')
            result += c;
    }
    return result;
}

QString slice(const RawDocument &document, qsizetype begin, qsizetype end)
{
    return document.text().sliced(begin, end - begin);
}

} // namespace

class TestRawDocument : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryToken_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("scalars") << QByteArray(R"({"a":1.0,"b":1,"c":true,"d":null,"e":"x"})");
        QTest::newRow("20 digit integer")
            << QByteArray(R"({"type":"track","n":12345678901234567890,"m":1e400,"z":-0.0})");
        QTest::newRow("duplicate keys in order") << QByteArray(R"({"type":"track","a":1,"a":2})");
        QTest::newRow("escapes as sent")
            << QByteArray("{\"type\":\"track\",\"k\\u0041\\/\":\"\\u00e9\\ud83d\\n\\\"x\"}");
        QTest::newRow("beyond the basic plane")
            << QByteArray("{\"type\":\"track\",\"\xf0\x9f\x9a\x80\":\"\xc3\xa9\xf0\x9f\x9a\x80\"}");
        QTest::newRow("empty containers") << QByteArray(R"({"type":"track","a":{},"b":[],"c":[[],{}]})");
        QTest::newRow("nested") << QByteArray(R"({"type":"track","a":[{"b":[1,[2]]},{"c":{"d":"e"}}]})");
        QTest::newRow("sent with white space")
            << QByteArray("{\r\n \"type\" : \"track\" ,\t\"a\" : [ 1 , 2 ]\n}");
        QTest::newRow("braces in strings") << QByteArray(R"({"type":"track","a":"{[,:]}","b":", "})");
    }
    void keepsEveryToken()
    {
        QFETCH(QByteArray, body);
        const auto call = test::sampleCall(body);
        QVERIFY(call->view.tape);
        const RawDocument asSent(*call, RawDocument::Form::AsSent);
        QCOMPARE(asSent.text().toUtf8(), body);
        const RawDocument pretty(*call, RawDocument::Form::Pretty);
        QCOMPARE(tokens(pretty.text()), tokens(QString::fromUtf8(body)));
        QVERIFY(!pretty.isCut());
        // Both forms name the same tokens, each where it stands.
        QCOMPARE(pretty.spans().size(), asSent.spans().size());
        for (std::size_t i = 0; i < pretty.spans().size(); ++i) {
            const RawSpan &one = pretty.spans()[i];
            const RawSpan &other = asSent.spans()[i];
            QCOMPARE(slice(pretty, one.begin, one.end), slice(asSent, other.begin, other.end));
            QCOMPARE(one.token, other.token);
        }
    }

    void indentsByTwo()
    {
        const auto call = test::sampleCall(R"({"type":"track","p":{"a":[1,{}],"b":[]}})");
        const RawDocument document(*call, RawDocument::Form::Pretty);
        QCOMPARE(document.text(),
            QStringLiteral("{\n  \"type\": \"track\",\n  \"p\": {\n    \"a\": [\n      1,\n      {}\n    ],\n"
                           "    \"b\": []\n  }\n}"));
        QCOMPARE(document.lineCount(), 10);
        std::vector<std::pair<int, int>> folds;
        for (const RawFold &fold : document.folds())
            folds.emplace_back(fold.first, fold.last);
        QCOMPARE(folds, (std::vector<std::pair<int, int>>{{0, 9}, {2, 8}, {3, 6}}));
    }

    void marksStandOnWhatTheyAreAbout_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("pretty") << int(RawDocument::Form::Pretty);
        QTest::newRow("as sent") << int(RawDocument::Form::AsSent);
    }
    void marksStandOnWhatTheyAreAbout()
    {
        QFETCH(int, form);
        const auto call = test::orderWithMistakes();
        const RawDocument document(*call, RawDocument::Form(form));
        QStringList marked;
        for (const RawMark &mark : document.marks()) {
            marked << QString::fromLatin1(ruleName(call->result.findings[mark.finding].rule)) + u' ' +
                          slice(document, mark.begin, mark.end) + (mark.underlined ? u" ~"_s : u""_s) +
                          (mark.missing ? u" missing"_s : u""_s);
        }
        QCOMPARE(
            marked, (QStringList{u"name-case \"order completed\" ~"_s, u"format \"2025-11-14 10:42:07\" ~"_s,
                        u"required { missing"_s, u"type \"25.00\" ~"_s, u"near-miss \"curency\" ~"_s,
                        u"custom-property \"gift_wrap\""_s, u"type \"2\" ~"_s}));
    }

    void missingFieldsStandOnTheirParentsLine()
    {
        const auto call = test::orderWithMistakes();
        const RawDocument document(*call, RawDocument::Form::Pretty);
        const auto missing = std::ranges::find(document.marks(), true, &RawMark::missing);
        QVERIFY(missing != document.marks().end());
        const QStringList lines = document.text().split(u'\n');
        QCOMPARE(lines[missing->line].trimmed(), u"\"properties\": {"_s);
        QCOMPARE(document.marksOn(missing->line).size(), std::size_t(1));
    }

    void aFindingWithoutFieldStandsOnTheFirstLine()
    {
        const auto call = test::sampleCall(R"({"type":"track","a":1})", {{"", Rule::Identity}});
        const RawDocument document(*call, RawDocument::Form::Pretty);
        QCOMPARE(document.marks().size(), std::size_t(1));
        QCOMPARE(document.marks().front().line, 0);
    }

    void anItemOfABatchIsShownAlone()
    {
        const auto call = test::sampleCall(
            R"({"batch":[{"type":"track","event":"A"},{"type":"page","name":"é"}],"context":{"x":1}})", {},
            1);
        QCOMPARE(RawDocument(*call, RawDocument::Form::AsSent).text(),
            QStringLiteral("{\"type\":\"page\",\"name\":\"é\"}"));
        QCOMPARE(RawDocument(*call, RawDocument::Form::Pretty).lineCount(), 4);
    }

    void fieldsAndPositionsFindEachOther_data() { marksStandOnWhatTheyAreAbout_data(); }
    void fieldsAndPositionsFindEachOther()
    {
        QFETCH(int, form);
        const auto call = test::orderWithMistakes();
        const RawDocument document(*call, RawDocument::Form(form));
        for (int i = 0; i < static_cast<int>(call->fields.size()); ++i) {
            const RawDocument::Place place = document.placeOfField(i);
            QVERIFY(place.end > place.value && place.value >= place.begin);
            if (call->fields[std::size_t(i)].node == JsonTape::None)
                continue;
            const QString value = slice(document, place.value, place.end);
            QCOMPARE(
                tokens(value), tokens(QString::fromUtf8(call->tape.raw(call->fields[std::size_t(i)].node))));
            QCOMPARE(document.fieldAt(place.value), i);
        }
        QCOMPARE(document.fieldAt(document.text().size()), -1);
    }

    void textThatIsNotJsonIsMarkedWhereItEndsBeingJson()
    {
        const auto call = test::sampleCall("{\"type\":\"track\",\n \"a\" 1}", {{"", Rule::Json}});
        const RawDocument document(*call, RawDocument::Form::Pretty);
        QCOMPARE(document.content(), RawDocument::Content::Text);
        QCOMPARE(document.text(), u"{\"type\":\"track\",\n \"a\" 1}"_s);
        QCOMPARE(document.marks().size(), std::size_t(1));
        const RawMark mark = document.marks().front();
        QCOMPARE(slice(document, mark.begin, mark.end), u"1"_s);
        QCOMPARE(mark.line, 1);
    }

    void bytesThatAreNotTextAreDumped()
    {
        const auto call = test::sampleCall(QByteArray("{\"a\":\"\xff\x00 and on", 15), {{"", Rule::Json}});
        const RawDocument document(*call, RawDocument::Form::Pretty);
        QCOMPARE(document.content(), RawDocument::Content::Hex);
        QVERIFY2(
            document.text().startsWith(u"00000000  7b 22 61 22 3a 22 ff 00"), qPrintable(document.text()));
        QVERIFY(document.text().endsWith(u"{\"a\":\"·· and on"));
        QCOMPARE(document.marks().size(), std::size_t(1));
        QCOMPARE(slice(document, document.marks().front().begin, document.marks().front().end), u"ff"_s);
    }

    void emptyBodies()
    {
        const auto call = test::sampleCall("", {{"", Rule::Json}});
        const RawDocument document(*call, RawDocument::Form::AsSent);
        QCOMPARE(document.text(), QString());
        QCOMPARE(document.lineCount(), 1);
    }

    void largeCallsAreCutBetweenCharacters()
    {
        QByteArray body = R"({"type":"track","properties":{)";
        for (int i = 0; i < 2000; ++i)
            body += "\"k" + QByteArray::number(i) + "\":\"\xc3\xa9\xc3\xa9\xc3\xa9\",";
        body += "\"last\":1}}";
        const auto call = test::sampleCall(body);
        for (const qsizetype limit : {1000, 1001, 1002, 1003}) {
            const RawDocument asSent(*call, RawDocument::Form::AsSent, limit);
            QVERIFY(asSent.isCut());
            QCOMPARE(asSent.byteCount(), body.size());
            QVERIFY(body.startsWith(asSent.text().toUtf8()));
            for (const RawSpan &span : asSent.spans())
                QVERIFY(span.end <= asSent.text().size());
            const RawDocument pretty(*call, RawDocument::Form::Pretty, limit);
            QVERIFY(pretty.isCut());
            QVERIFY(tokens(QString::fromUtf8(body)).startsWith(tokens(pretty.text())));
        }
    }

    void oddCharactersStayOneToOneOnScreen()
    {
        const auto call =
            test::sampleCall("{\"type\":\"track\",\r\n\"a\":\"x\xe2\x80\xa8y\xe2\x80\xa9z\xef\xbf\xbc\"}");
        const RawDocument document(*call, RawDocument::Form::AsSent);
        const QString shown = document.displayText();
        QCOMPARE(shown.size(), document.text().size());
        QCOMPARE(shown.count(u'\n'), 1);
        QVERIFY(!shown.contains(QChar(u'\r')) && !shown.contains(QChar(0x2028)) &&
                !shown.contains(QChar(0x2029)));
        QVERIFY(document.text().contains(QChar(0x2029)));
    }
};

SPECTAP_TEST_MAIN(TestRawDocument)
#include "tst_rawdocument.moc"
