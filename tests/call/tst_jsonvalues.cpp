// SPDX-License-Identifier: MIT
#include "model/call/jsontape.h"
#include "tests/support/testmain.h"

using namespace spectap;

/// What a tape says about the values of a text.
class JsonValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void listsValuesInOrder();
    void decodesStrings_data();
    void decodesStrings();
    void keepsBytesOfOtherKinds();
    void finds_data();
    void finds();
    void findsNothingOutsideObjects();
    void knowsPointers();
    void escapesPointers();
    void namesKinds();
};

void JsonValuesTest::listsValuesInOrder()
{
    JsonTape tape;
    const QByteArray text = R"( {"a" : [1, {"b":null}, []], "c":"x\n", "\u0064":true} )";
    QVERIFY(!tape.parse(text));
    QByteArray printed;
    for (quint32 i = 0; i < tape.size(); ++i) {
        const JsonNode &node = tape[i];
        printed += tape.key(i) + '=' + jsonKindName(node.kind).toByteArray() + '/' +
                   QByteArray::number(node.children) + '>' + QByteArray::number(node.next) + ' ' +
                   tape.raw(i) + '\n';
    }
    QCOMPARE(printed, "=object/3>8 " + text.trimmed() +
                          "\n"
                          "a=array/3>6 [1, {\"b\":null}, []]\n"
                          "=number/0>3 1\n"
                          "=object/1>5 {\"b\":null}\n"
                          "b=null/0>5 null\n"
                          "=array/0>6 []\n"
                          "c=string/0>7 \"x\\n\"\n"
                          "d=boolean/0>8 true\n");
    QVERIFY(tape[6].escaped);
    QVERIFY(!tape[6].keyEscaped);
    QVERIFY(tape[7].keyEscaped);
}

void JsonValuesTest::decodesStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const char *text, const QByteArray &value) {
        QTest::newRow(name) << QByteArray(text) << value;
    };
    row("plain", R"("abc")", "abc");
    row("empty", R"("")", "");
    row("simple escapes", R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row("one byte", R"("\u0041")", "A");
    row("null byte", R"("a\u0000b")", QByteArray("a\0b", 3));
    row("two bytes", R"("\u00e9")", "é");
    row("three bytes", R"("\u20AC")", "€");
    row("pair", R"("\ud83d\ude00!")", "😀!");
    row("last pair", R"("\udbff\udfff")", "\xf4\x8f\xbf\xbf");
    row("lone high", R"("\ud83d")", "\xef\xbf\xbd");
    row("lone low", R"("\ude00")", "\xef\xbf\xbd");
    row("high before a letter", R"("\ud83dx")", "\xef\xbf\xbdx");
    row("high before another escape", R"("\ud83d\n")", "\xef\xbf\xbd\n");
    row("high before no surrogate", R"("\ud83d\u0041")",
        "\xef\xbf\xbd"
        "A");
    row("high before a pair", R"("\ud83d\ud83d\ude00")", "\xef\xbf\xbd😀");
    row("low before high", R"("\ude00\ud83d")", "\xef\xbf\xbd\xef\xbf\xbd");
    row("bytes stay", "\"é€\"", "é€");
    row("escape at both ends", R"("\ta\t")", "\ta\t");
}

void JsonValuesTest::decodesStrings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    JsonTape tape;
    const QByteArray body = "[" + text + ",{" + text + ":1}]";
    QVERIFY(!tape.parse(body));
    QCOMPARE(tape.string(1), value);
    QCOMPARE(tape.key(3), value);
    QCOMPARE(tape.find(2, value), 3U);
    QCOMPARE(tape.find(2, QByteArray(value + "x")), JsonTape::None);
    if (!value.isEmpty()) {
        QCOMPARE(tape.find(2, value.chopped(1)), JsonTape::None);
    }
}

void JsonValuesTest::keepsBytesOfOtherKinds()
{
    JsonTape tape;
    const QByteArray text = "[1.0,-0,1E400,12345678901234567890,true,null,[ ],{ }]";
    QVERIFY(!tape.parse(text));
    QByteArrayList values;
    for (quint32 i = 1; i < tape.size(); ++i)
        values.append(tape.string(i).toByteArray());
    QCOMPARE(values.join('|'), QByteArray("1.0|-0|1E400|12345678901234567890|true|null|[ ]|{ }"));
}

void JsonValuesTest::finds_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char *name, const char *object, const char *key, const char *found) {
        QTest::newRow(name) << QByteArray(object) << QByteArray(key) << QByteArray(found);
    };
    row("first", R"({"a":1,"b":2})", "a", "1");
    row("last", R"({"a":1,"b":2})", "b", "2");
    row("behind containers", R"({"x":{"a":0},"y":[{"a":0}],"a":1})", "a", "1");
    row("not deeper", R"({"x":{"a":0}})", "a", "");
    row("missing", R"({"a":1})", "b", "");
    row("prefix is not enough", R"({"ab":1})", "a", "");
    row("last duplicate wins", R"({"a":1,"a":{"b":2},"a":3})", "a", "3");
    row("escaped duplicate wins", R"({"a":1,"\u0061":2})", "a", "2");
    row("escape does not match its own text", R"({"\u0061":2})", "\\u0061", "");
    row("case matters", R"({"A":1})", "a", "");
    row("empty key", R"({"":1})", "", "1");
    row("empty object", "{}", "a", "");
}

void JsonValuesTest::finds()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, name);
    JsonTape tape;
    QVERIFY(!tape.parse(object));
    const quint32 found = tape.find(0, name);
    QTEST(found == JsonTape::None ? QByteArray() : tape.raw(found).toByteArray(), "found");
}

void JsonValuesTest::findsNothingOutsideObjects()
{
    JsonTape tape;
    for (const QByteArray text : {"[\"a\",{\"a\":1}]", "\"a\"", "1", "null"}) {
        QVERIFY(!tape.parse(text));
        QCOMPARE(tape.find(0, "a"), JsonTape::None);
    }
}

void JsonValuesTest::knowsPointers()
{
    JsonTape tape;
    const QByteArray text = R"({"a":[0,{"b/c":[1]}],"~":{"":2},"\n":3})";
    QVERIFY(!tape.parse(text));
    QByteArrayList pointers;
    for (quint32 i = 0; i < tape.size(); ++i)
        pointers.append(tape.pointer(0, i));
    QCOMPARE(pointers,
        (QByteArrayList{"", "/a", "/a/0", "/a/1", "/a/1/b~1c", "/a/1/b~1c/0", "/~0", "/~0/", "/\n"}));
    QCOMPARE(tape.pointer(3, 5), QByteArray("/b~1c/0"));
}

void JsonValuesTest::escapesPointers()
{
    QCOMPARE(pointerJoin("", ""), QByteArray("/"));
    QCOMPARE(pointerJoin("/a", "b"), QByteArray("/a/b"));
    QCOMPARE(pointerJoin("", "~/~1"), QByteArray("/~0~1~01"));
}

void JsonValuesTest::namesKinds()
{
    JsonTape tape;
    QVERIFY(!tape.parse("[null,true,false,1,\"\",[],{}]"));
    QByteArrayList names;
    for (quint32 i = 0; i < tape.size(); ++i)
        names.append(jsonKindName(tape[i].kind).toByteArray());
    QCOMPARE(names.join(' '), QByteArray("array null boolean boolean number string array object"));
}

SPECTAP_TEST_MAIN(JsonValuesTest)
#include "tst_jsonvalues.moc"
