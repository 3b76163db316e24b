// SPDX-License-Identifier: MIT
#include "model/call/jsontape.h"
#include "tests/support/testmain.h"

using namespace spectap;
using Code = JsonError::Code;

/// What is JSON and what is not, and at which byte it stops being so.
class JsonTapeTest : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusesEveryControlCharacterInStrings();
    void refusesEveryOtherEscape();
    void refusesEveryCutOfAText();
    void findsFaultsInEveryBlock();
    void depth_data();
    void depth();
    void saysWhatItExpected_data();
    void saysWhatItExpected();
    void isUsableAfterAnError();
    void refusesWhatIsTooLarge();
};

namespace {

/// On the heap and without a byte to spare, so that a sanitizer sees any over-read.
struct Exact
{
    explicit Exact(QByteArrayView text)
        : bytes(new char[static_cast<std::size_t>(text.size())])
        , size(text.size())
    {
        std::copy(text.begin(), text.end(), bytes.get());
    }
    operator QByteArrayView() const { return {bytes.get(), size}; }
    std::unique_ptr<char[]> bytes;
    qsizetype size;
};

} // namespace

void JsonTapeTest::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    row("empty object", "{}");
    row("empty array", "[]");
    row("blanks inside empty containers", "[ { \n } , [ \t ] ]");
    row("lone true", "true");
    row("lone false", "false");
    row("lone null", "null");
    row("lone string", "\"a\"");
    row("lone empty string", "\"\"");
    row("lone number", "42");
    row("blanks around a scalar", " \t\r\n 42 \t\r\n ");
    row("blanks around a string", " \"a\" ");
    row("blanks around every token", " { \"a\" : [ 1 , \"b\" , { } ] , \"c\" : null } ");
    row("number: zero", "0");
    row("number: minus zero", "-0");
    row("number: minus zero with a fraction", "-0.0");
    row("number: fraction", "1.5");
    row("number: long fraction", "3.14159265358979323846264338327950288419716939937510");
    row("number: exponent", "1e5");
    row("number: capital exponent", "1E5");
    row("number: plus exponent", "1e+5");
    row("number: minus exponent", "1e-5");
    row("number: zero with an exponent", "0e0");
    row("number: leading zeros in the exponent", "1e0005");
    row("number: all parts", "-12.50E+003");
    row("number: 2^53 + 1", "9007199254740993");
    row("number: 2^64", "18446744073709551616");
    row("number: twenty digits", "12345678901234567890");
    row("number: too big for a double", "1E400");
    row("number: too small for a double", "1e-400");
    row("number: two hundred digits", QByteArray(200, '9'));
    row("string: simple escapes", R"("\"\\\/\b\f\n\r\t")");
    row("string: unicode escapes in both cases", R"("\u00e9\u00E9\uABCD\uabcd")");
    row("string: escaped null", R"("\u0000")");
    row("string: surrogate pair", R"("\ud83d\ude00")");
    row("string: lone high surrogate", R"("\ud800")");
    row("string: lone low surrogate", R"("\udc00")");
    row("string: surrogates in the wrong order", R"("\udc00\ud800")");
    row("string: two high surrogates", R"("\ud800\ud800")");
    row("string: high surrogate before another escape", R"("\ud800\n")");
    row("string: escaped backslash before the end", R"("\\")");
    row("string: three backslashes and a quote", R"("\\\"")");
    row("string: brackets, commas and colons", R"("[{,:}]")");
    row("string: a comment", R"(["a/*b*/c//d"])");
    row("string: delete is no control character", "\"\x7f\"");
    row("string: two, three and four bytes", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
    row("string: first and last of each length", "\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef"
                                                 "\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"");
    row("string: line and paragraph separators", "\"\xe2\x80\xa8\xe2\x80\xa9\"");
    row("string: byte order mark inside", "\"\xef\xbb\xbf\"");
    row("string: noncharacters", "\"\xef\xbf\xbe\xf0\x9f\xbf\xbf\"");
    row("object: duplicate keys", R"({"a":1,"a":2})");
    row("object: empty key", R"({"":0})");
    row("object: escaped key", R"({"\u0061\n":0})");
    row("object: key with a null", R"({"a\u0000b":0})");
    row("object: __proto__", R"({"__proto__":{}})");
    row("array: many kinds", R"([null,1,"1",{},[],true,false])");
    row("many backslashes across blocks", "\"" + QByteArray(256, '\\') + "\"");
    row("a quote at every place of a block", "[" + QByteArray("\"a\",").repeated(100) + "\"\"]");
}

void JsonTapeTest::accepts()
{
    QFETCH(QByteArray, text);
    JsonTape tape;
    const Exact exact(text);
    const std::optional<JsonError> error = tape.parse(exact);
    QVERIFY2(!error, error ? qPrintable(error->message()) : "");
    QCOMPARE(tape.raw(0), text.trimmed());
    QCOMPARE(tape[0].next, tape.size());
}

void JsonTapeTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Code>("code");
    QTest::addColumn<quint32>("offset");
    const auto row = [](const char *name, const QByteArray &text, Code code, quint32 offset) {
        QTest::newRow(name) << text << code << offset;
    };
    row("nothing", "", Code::Empty, 0);
    row("blanks", " \n\t\r", Code::Empty, 4);
    row("byte order mark", "\xef\xbb\xbf{}", Code::UnexpectedByte, 0);
    row("UTF-16", QByteArray("[\0]\0", 4), Code::UnexpectedByte, 1);
    row("null byte", QByteArray("\0", 1), Code::UnexpectedByte, 0);
    row("null byte behind the value", QByteArray("{}\0", 3), Code::TrailingBytes, 2);
    row("null byte between tokens", QByteArray("[1,\0 2]", 7), Code::UnexpectedByte, 3);
    row("form feed is no blank", "[\f1]", Code::UnexpectedByte, 1);
    row("form feed behind a number", "[1\f]", Code::UnexpectedByte, 2);
    row("substitute behind a number", "[1\x1a]", Code::UnexpectedByte, 2);
    row("substitute between tokens", "[\x1a]", Code::UnexpectedByte, 1);
    row("vertical tab is no blank", "\v[]", Code::UnexpectedByte, 0);
    row("no-break space is no blank", "[\xc2\xa0]", Code::UnexpectedByte, 1);
    row("delete is no blank", "[]\x7f", Code::TrailingBytes, 2);
    row("two values", "{}{}", Code::TrailingBytes, 2);
    row("two scalars", "1 2", Code::TrailingBytes, 2);
    row("two strings", R"("a""b")", Code::TrailingBytes, 3);
    row("closing bracket too many", "[]]", Code::TrailingBytes, 2);
    row("comma behind the value", "{},", Code::TrailingBytes, 2);
    row("word behind a string", R"("a"b)", Code::TrailingBytes, 3);
    row("comment", "/**/{}", Code::UnexpectedByte, 0);
    row("comment behind the value", "{}//", Code::TrailingBytes, 2);
    row("object: trailing comma", R"({"a":1,})", Code::UnexpectedByte, 7);
    row("object: leading comma", R"({,"a":1})", Code::UnexpectedByte, 1);
    row("object: two commas", R"({"a":1,,"b":2})", Code::UnexpectedByte, 7);
    row("object: no comma", R"({"a":1 "b":2})", Code::UnexpectedByte, 7);
    row("object: no colon", R"({"a" 1})", Code::UnexpectedByte, 5);
    row("object: two colons", R"({"a"::1})", Code::UnexpectedByte, 5);
    row("object: comma for colon", R"({"a",1})", Code::UnexpectedByte, 4);
    row("object: no value", R"({"a":})", Code::UnexpectedByte, 5);
    row("object: no key", R"({:1})", Code::UnexpectedByte, 1);
    row("object: number as key", "{1:1}", Code::UnexpectedByte, 1);
    row("object: bare word as key", "{a:1}", Code::UnexpectedByte, 1);
    row("object: key in single quotes", "{'a':1}", Code::UnexpectedByte, 1);
    row("object: array as key", "{[]:1}", Code::UnexpectedByte, 1);
    row("object: closed by a bracket", R"({"a":1])", Code::UnexpectedByte, 6);
    row("object: open", "{", Code::UnexpectedEnd, 1);
    row("object: open behind a key", R"({"a")", Code::UnexpectedEnd, 4);
    row("object: open behind a colon", R"({"a":)", Code::UnexpectedEnd, 5);
    row("object: open behind a value", R"({"a":1 )", Code::UnexpectedEnd, 7);
    row("object: open behind a comma", R"({"a":1,)", Code::UnexpectedEnd, 7);
    row("array: trailing comma", "[1,]", Code::UnexpectedByte, 3);
    row("array: leading comma", "[,1]", Code::UnexpectedByte, 1);
    row("array: only a comma", "[,]", Code::UnexpectedByte, 1);
    row("array: two commas", "[1,,2]", Code::UnexpectedByte, 3);
    row("array: no comma", "[1 2]", Code::UnexpectedByte, 3);
    row("array: no comma between strings", R"(["a""b"])", Code::UnexpectedByte, 4);
    row("array: string right behind a number", R"([1"a"])", Code::UnexpectedByte, 2);
    row("array: colon", "[1:2]", Code::UnexpectedByte, 2);
    row("array: closed by a brace", "[1}", Code::UnexpectedByte, 2);
    row("array: closed before it opens", "]", Code::UnexpectedByte, 0);
    row("array: open", "[", Code::UnexpectedEnd, 1);
    row("array: open behind a comma", "[1,", Code::UnexpectedEnd, 3);
    row("number: plus", "+1", Code::UnexpectedByte, 0);
    row("number: leading point", ".5", Code::UnexpectedByte, 0);
    row("number: leading zero", "01", Code::BadNumber, 1);
    row("number: leading zero behind minus", "-012", Code::BadNumber, 2);
    row("number: only minus", "-", Code::BadNumber, 1);
    row("number: minus and a word", "-a", Code::BadNumber, 1);
    row("number: two minuses", "--1", Code::BadNumber, 1);
    row("number: minus, blank, digit", "[- 1]", Code::BadNumber, 2);
    row("number: nothing behind the point", "[1.]", Code::BadNumber, 3);
    row("number: exponent behind the point", "1.e5", Code::BadNumber, 2);
    row("number: two points", "1.2.3", Code::TrailingBytes, 3);
    row("number: empty exponent", "1e", Code::BadNumber, 2);
    row("number: sign without exponent", "[1e+]", Code::BadNumber, 4);
    row("number: two signs in the exponent", "1e+-2", Code::BadNumber, 3);
    row("number: fraction in the exponent", "1e5.5", Code::TrailingBytes, 3);
    row("number: hexadecimal", "[0x1]", Code::UnexpectedByte, 2);
    row("number: letter behind", "[12a]", Code::UnexpectedByte, 3);
    row("number: full-width digit", "[\xef\xbc\x91]", Code::UnexpectedByte, 1);
    row("literal: NaN", "[NaN]", Code::UnexpectedByte, 1);
    row("literal: Infinity", "[-Infinity]", Code::BadNumber, 2);
    row("literal: undefined", "[undefined]", Code::UnexpectedByte, 1);
    row("literal: capital", "[True]", Code::UnexpectedByte, 1);
    row("literal: cut", "tru", Code::BadLiteral, 3);
    row("literal: cut by a comma", "[nul,1]", Code::BadLiteral, 4);
    row("literal: misspelt", "[fasle]", Code::BadLiteral, 3);
    row("literal: letter behind", "[nulll]", Code::UnexpectedByte, 5);
    row("literal: string right behind", R"([true"a"])", Code::UnexpectedByte, 5);
    row("string: open", R"("a)", Code::UnclosedString, 2);
    row("string: open with blanks at the end", "[\"a \n", Code::ControlInString, 4);
    row("string: open behind an escaped quote", R"("a\")", Code::UnclosedString, 4);
    row("string: open behind an escaped quote and a blank", R"("a\" )", Code::UnclosedString, 5);
    row("string: only a quote", "\"", Code::UnclosedString, 1);
    row("string: single quotes", "['a']", Code::UnexpectedByte, 1);
    row("string: escape x", R"(["\x41"])", Code::BadEscape, 3);
    row("string: escape of a null", QByteArray("\"\\\0\"", 4), Code::ControlInString, 2);
    row("string: escape of a line break", "\"\\\n\"", Code::ControlInString, 2);
    row("string: escape of a two byte character", "\"\\\xc3\xa9\"", Code::BadEscape, 2);
    row("string: short unicode escape", R"("\u12")", Code::BadEscape, 5);
    row("string: cut unicode escape", R"("\u12)", Code::UnclosedString, 5);
    row("string: no hexadecimal digit", R"("\u12g4")", Code::BadEscape, 5);
    row("string: capital U", R"("\U0041")", Code::BadEscape, 2);
    row("string: braces in a unicode escape", R"("\u{41}")", Code::BadEscape, 3);
    row("backslash outside a string", R"([\"a", "b"])", Code::UnexpectedByte, 1);
    row("backslash behind a string", R"(["a"\", "b"])", Code::UnexpectedByte, 4);
    row("bad escape in a key", R"({"\q":1})", Code::BadEscape, 3);
    row("UTF-8: lone continuation", "\"\x80\"", Code::BadUtf8, 1);
    row("UTF-8: lone lead", "\"\xc3\"", Code::BadUtf8, 1);
    row("UTF-8: lead at the end of the text", "\"ab\xe2\x82", Code::BadUtf8, 3);
    row("UTF-8: overlong slash", "\"\xc0\xaf\"", Code::BadUtf8, 1);
    row("UTF-8: overlong three bytes", "\"a\xe0\x80\xaf\"", Code::BadUtf8, 2);
    row("UTF-8: overlong four bytes", "\"\xf0\x80\x80\x80\"", Code::BadUtf8, 1);
    row("UTF-8: surrogate", "\"\xed\xa0\x80\"", Code::BadUtf8, 1);
    row("UTF-8: past U+10FFFF", "\"\xf4\x90\x80\x80\"", Code::BadUtf8, 1);
    row("UTF-8: byte FF", "\"\xff\"", Code::BadUtf8, 1);
    row("UTF-8: broken behind a grammar fault", "[1 2,\"\xff\"]", Code::UnexpectedByte, 3);
    row("UTF-8: broken before a grammar fault", "[\"\xff\" 2]", Code::BadUtf8, 2);
    row("UTF-8: broken outside a string", "[1,\xff]", Code::BadUtf8, 3);
    row("UTF-8: Latin-1", "{\"a\":\"caf\xe9\"}", Code::BadUtf8, 9);
    row("an open string behind a missing colon", R"({"a" "b)", Code::UnexpectedByte, 5);
    row("a bad escape in an open string", R"(["a\qb)", Code::BadEscape, 4);
}

void JsonTapeTest::refuses()
{
    QFETCH(QByteArray, text);
    JsonTape tape;
    const Exact exact(text);
    const std::optional<JsonError> error = tape.parse(exact);
    QVERIFY(error);
    QTEST(error->offset, "offset");
    QTEST(error->code, "code");
    QCOMPARE(tape.size(), 0U);
    QVERIFY(!error->message().isEmpty());
}

void JsonTapeTest::refusesEveryControlCharacterInStrings()
{
    for (char c = 0; c < 0x20; ++c) {
        QByteArray text = R"({"key":"ab?"})";
        const qsizetype at = text.indexOf('?');
        text[at] = c;
        const std::optional<JsonError> error = JsonTape().parse(text);
        QVERIFY(error);
        QCOMPARE(error->code, Code::ControlInString);
        QCOMPARE(error->offset, static_cast<quint32>(at));
    }
}

void JsonTapeTest::refusesEveryOtherEscape()
{
    for (int c = 0x20; c < 0x80; ++c) {
        const char letter = static_cast<char>(c);
        const bool good = QByteArrayView("\"\\/bfnrt").contains(letter);
        const QByteArray text = QByteArray("[\"a\\") + letter + (letter == 'u' ? "zzzz\"]" : "\"]");
        const std::optional<JsonError> error = JsonTape().parse(text);
        QCOMPARE(!error, good);
        if (error) {
            QCOMPARE(error->code, Code::BadEscape);
            QCOMPARE(error->offset, letter == 'u' ? 5U : 4U);
        }
    }
}

void JsonTapeTest::refusesEveryCutOfAText()
{
    const QByteArray text =
        R"({"type":"track","event":"Gr\u00fc\u00dfe \"x\"","n":[-1.5e+3,0,true,false,null,{},[]],)"
        "\"é\":{\"a\\\\\":\"\xf0\x9f\x98\x80\"}}";
    JsonTape tape;
    QVERIFY(!tape.parse(text));
    for (qsizetype cut = 0; cut < text.size(); ++cut) {
        const Exact part(text.first(cut));
        const std::optional<JsonError> error = tape.parse(part);
        QVERIFY2(error, qPrintable(QString::number(cut)));
        // Only a cut inside a character is noticed before the end.
        const quint32 expected = error->code == Code::BadUtf8 ? error->offset : static_cast<quint32>(cut);
        QCOMPARE(error->offset, expected);
        QVERIFY(cut - qsizetype(error->offset) < 4);
    }
}

void JsonTapeTest::findsFaultsInEveryBlock()
{
    // The index is made in blocks of 64 and 128 bytes; no place of a fault may be special.
    JsonTape tape;
    for (quint32 at = 0; at < 300; ++at) {
        for (const char fault : {'\x01', '\xff'}) {
            QByteArray text = "\"" + QByteArray(300, 'x') + "\"";
            text[static_cast<qsizetype>(at) + 1] = fault;
            const std::optional<JsonError> error = tape.parse(text);
            QVERIFY(error);
            QCOMPARE(error->offset, at + 1);
        }
        const QByteArray blanks(static_cast<qsizetype>(at), ' ');
        const QByteArray text = "[" + blanks + "?" + blanks + "]";
        const std::optional<JsonError> error = tape.parse(text);
        QVERIFY(error);
        QCOMPARE(error->offset, at + 1);
    }
}

void JsonTapeTest::depth_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<quint32>("offset");
    const auto nested = [](qsizetype depth, const QByteArray &open, const QByteArray &close) -> QByteArray {
        return open.repeated(depth) + close.repeated(depth);
    };
    constexpr qsizetype most = MaxJsonDepth;
    QTest::newRow("arrays up to the cap") << nested(most, "[", "]") << true << 0U;
    QTest::newRow("arrays past the cap") << nested(most + 1, "[", "]") << false << quint32(most);
    QTest::newRow("objects up to the cap")
        << nested(most, R"({"a":)", "}").replace(":}", ":1}") << true << 0U;
    QTest::newRow("objects past the cap")
        << nested(most + 1, R"({"a":)", "}").replace(":}", ":1}") << false << quint32(5 * most);
    QTest::newRow("200,000 arrays") << nested(200'000, "[", "]") << false << quint32(most);
    QTest::newRow("200,000 arrays left open") << QByteArray(200'000, '[') << false << quint32(most);
    QTest::newRow("200,000 arrays and broken UTF-8")
        << nested(200'000, "[", "]") + '\xff' << false << quint32(most);
    QTest::newRow("wide is not deep") << "[" + QByteArray("[],").repeated(5000) + "[]]" << true << 0U;
}

void JsonTapeTest::depth()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(quint32, offset);
    const std::optional<JsonError> error = JsonTape().parse(text);
    QCOMPARE(!error, good);
    if (error) {
        QCOMPARE(error->code, Code::TooDeep);
        QCOMPARE(error->offset, offset);
    }
}

void JsonTapeTest::saysWhatItExpected_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *text, const char *message) {
        QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(message);
    };
    row(R"({"a":1 "b":2})", "Expected , or } at byte 7");
    row("[1 2]", "Expected , or ] at byte 3");
    row("[1", "Expected , or ], but the text ends at byte 2");
    row("[", "Expected a value or ], but the text ends at byte 1");
    row("[1,]", "Expected a value at byte 3");
    row("{1:2}", "Expected a key in double quotes or } at byte 1");
    row(R"({"a":1,})", "Expected a key in double quotes at byte 7");
    row(R"({"a" 1})", "Expected : at byte 5");
    row("{} x", "The value is complete, but more follows at byte 3");
    row("\"ab", "The text ends inside a string, at byte 3");
    row(" ", "There is nothing but white space");
}

void JsonTapeTest::saysWhatItExpected()
{
    QFETCH(QByteArray, text);
    const std::optional<JsonError> error = JsonTape().parse(text);
    QVERIFY(error);
    QTEST(error->message(), "message");
}

void JsonTapeTest::isUsableAfterAnError()
{
    JsonTape tape;
    const QByteArray huge =
        "[" + QByteArray("1,").repeated(2'000'000) + "1]"; // makes it grow and shrink again
    for (const QByteArray &good : {QByteArray("[1]"), huge, QByteArray("{\"a\":[2]}"), huge}) {
        QVERIFY(tape.parse("[\"\xff\"]"));
        QVERIFY(!tape.parse(good));
        QCOMPARE(tape.raw(0), good);
    }
    JsonTape moved = std::move(tape);
    QCOMPARE(moved[0].children, 2'000'001U);
}

void JsonTapeTest::refusesWhatIsTooLarge()
{
    // The bytes behind the view are never looked at.
    const char byte = ' ';
    const std::optional<JsonError> error = JsonTape().parse(QByteArrayView(&byte, MaxJsonSize + 1));
    QVERIFY(error);
    QCOMPARE(error->code, Code::TooLarge);
}

SPECTAP_TEST_MAIN(JsonTapeTest)
#include "tst_jsontape.moc"
