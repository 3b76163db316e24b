// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"

#include "model/code/codeprinter.h"
#include "model/code/codetext.h"
#include "model/spec/checker.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace spectap;
using namespace Qt::StringLiterals;

/// Calls as source code: literals, what an SDK has no place for, corrections. Whether interpreters and SDKs
/// understand what is written is tried by tests/sdk.
class CodeTest : public QObject
{
    Q_OBJECT

private slots:
    void strings_data();
    void strings();
    void commentsStayComments_data();
    void commentsStayComments();
    void numbers_data();
    void numbers();
    void lastOfRepeatedKeys();
    void calls_data();
    void calls();
    void saysWhatCannotBeSent_data();
    void saysWhatCannotBeSent();
    void corrections_data();
    void corrections();
    void programs_data();
    void programs();
    void interpretersAgree_data();
    void interpretersAgree();
    void librariesHaveTheirSdk();
    void deepAndLongValues();

private:
    static CodeCall parsed(JsonTape &tape, const QByteArray &body, SlicedBody &sliced)
    {
        sliced = sliceBody(tape, body, CallType::Unknown, true);
        return sliced.calls.empty() ? CodeCall() : CodeCall::of(sliced.calls[0], "wk");
    }
    static QString written(const QByteArray &body, QStringView sdk, bool withSetUp = false)
    {
        JsonTape tape;
        SlicedBody sliced;
        const CodeCall call = parsed(tape, body, sliced);
        return codeText({&call, 1}, *codeSdkNamed(sdk), {}, withSetUp);
    }
};

void CodeTest::strings_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("literal");
    const auto row = [](const char *name, CodeLanguage language, const QString &text,
                         const QString &literal) { QTest::newRow(name) << int(language) << text << literal; };
    using L = CodeLanguage;
    row("JavaScript: quotes", L::JavaScript, u"it's \"so\""_s, uR"('it\'s "so"')"_s);
    row("JavaScript: an apostrophe alone", L::JavaScript, u"it's"_s, uR"("it's")"_s);
    row("JavaScript: ${} is nothing in plain quotes", L::JavaScript, u"${a}`"_s, u"'${a}`'"_s);
    row("JavaScript: line separator", L::JavaScript, u"a\u2028b"_s, uR"('a\u2028b')"_s);
    row("JavaScript: NUL before a digit", L::JavaScript, u"a"_s + QChar(u'\0') + u"1"_s, uR"('a\x001')"_s);
    row("JavaScript: half a pair", L::JavaScript, u"x"_s + QChar(0xd83d), uR"('x\ud83d')"_s);
    row("JavaScript: the tag of its page", L::JavaScript, u"</script> <b>"_s, uR"('\x3c/script> <b>')"_s);
    row("Python: backslash and break", L::Python, u"C:\\new\nline"_s, uR"('C:\\new\nline')"_s);
    row("Python: beyond 16 bits, unseen", L::Python, QString::fromUcs4(U"\U000e0001"), uR"('\U000e0001')"_s);
    row("Go: control characters", L::Go, u"\x01\x7f"_s, uR"("\u0001\u007f")"_s);
    row("Go: half a pair", L::Go, QString(QChar(0xdc00)), uR"("\ufffd")"_s);
    row("Java: a control character is octal", L::Java, u"\x1b[0m"_s, uR"("\033[0m")"_s);
    row("Java: what looks like an escape", L::Java, u"\\u000a"_s, uR"("\\u000a")"_s);
    row("Kotlin: dollar", L::Kotlin, u"$name ${x}"_s, uR"("\$name \${x}")"_s);
    row("Swift: interpolation", L::Swift, u"\\(x)"_s, uR"-("\\(x)")-"_s);
    row("Swift: NUL", L::Swift, QString(QChar(u'\0')), uR"("\u{0}")"_s);
    row("Ruby: plain in single quotes", L::Ruby, u"#{x} it's"_s, uR"('#{x} it\'s')"_s);
    row("Ruby: interpolation in double quotes", L::Ruby, u"#{x} #$y #@z # \n"_s,
        uR"("\#{x} \#$y \#@z # \n")"_s);
    row("PHP: plain in single quotes", L::Php, u"$x {$y}\\"_s, uR"('$x {$y}\\')"_s);
    row("PHP: dollar in double quotes", L::Php, u"$x\n"_s, uR"("\$x\n")"_s);
    row("C#: beyond 16 bits, unseen", L::CSharp, QString::fromUcs4(U"\U000e0001"), uR"("\U000e0001")"_s);
    row("Rust: braces", L::Rust, u"{x}\u200b"_s, uR"("{x}\u{200b}")"_s);
    row("shell: apostrophe", L::Shell, u"it's $x"_s, u"'it'\\''s $x'"_s);
    row("JSON: half a pair", L::Json, QString(QChar(0xd83d)), uR"("\ud83d")"_s);
    for (const auto language :
        {L::JavaScript, L::Python, L::Go, L::Java, L::Kotlin, L::Swift, L::CSharp, L::Rust, L::Json}) {
        const bool single = language == L::JavaScript || language == L::Python;
        const QString quote = single ? u"'"_s : u"\""_s;
        const QString seen = u"Zoë 東京 👩\u200d💻"_s;
        QTest::addRow("letters of any script stay, %d", int(language))
            << int(language) << seen << QString(quote + seen + quote);
        // Turns the rest of the line around, for who reads it.
        const QString turned = stringLiteral(u"a\u202eb"_s, language);
        QVERIFY2(!turned.contains(QChar(0x202e)), qPrintable(turned));
    }
}

void CodeTest::strings()
{
    QFETCH(int, language);
    QFETCH(QString, text);
    QFETCH(QString, literal);
    QCOMPARE(stringLiteral(text, static_cast<CodeLanguage>(language)), literal);
}

void CodeTest::commentsStayComments_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("comment");
    QTest::newRow("a line break ends none")
        << int(CodeLanguage::JavaScript) << u"a\nb\u2028c"_s << u"// a b c"_s;
    QTest::newRow("PHP ends in comments too") << int(CodeLanguage::Php) << u"x ?> y"_s << u"// x ? > y"_s;
    QTest::newRow("Java reads escapes in comments")
        << int(CodeLanguage::Java) << u"\\u000aSystem.exit(1)"_s << u"// \\ u000aSystem.exit(1)"_s;
    QTest::newRow("hash") << int(CodeLanguage::Python) << u"a\rb"_s << u"# a b"_s;
}

void CodeTest::commentsStayComments()
{
    QFETCH(int, language);
    QFETCH(QString, text);
    QFETCH(QString, comment);
    QCOMPARE(commentLine(text, static_cast<CodeLanguage>(language)), comment);
}

void CodeTest::numbers_data()
{
    QTest::addColumn<QString>("sdk");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("exact");
    const auto row = [](const char *sdk, const char *json, const char *code, bool exact = true) {
        QTest::addRow("%s: %s", sdk, json)
            << QString::fromLatin1(sdk) << QByteArray(json) << QString::fromLatin1(code) << exact;
    };
    row("node", "27.50", "27.50");
    row("node", "9007199254740993", "9007199254740993", false);
    row("node", "9007199254740992", "9007199254740992");
    row("node", "1e400", "null", false);
    row("python", "12345678901234567890123", "12345678901234567890123");
    row("python", "0.12345678901234567890", "0.12345678901234567890", false);
    row("python", "-1e400", "None", false);
    row("go", "5", "5");
    row("go", "12345678901234567890123", "json.Number(\"12345678901234567890123\")");
    row("go", "1e400", "json.Number(\"1e400\")");
    row("java", "5", "5");
    row("java", "3000000000", "3000000000L");
    row("java", "12345678901234567890", "new BigInteger(\"12345678901234567890\")");
    row("java", "1E400", "new BigDecimal(\"1E400\")");
    row("kotlin-jvm", "12345678901234567890", "12345678901234567890.0", false);
    row("kotlin-jvm", "-9223372036854775808", "-9223372036854775808.0", false);
    row("swift", "12345678901234567890", "Decimal(string: \"12345678901234567890\")!");
    row("ruby", "1e5", "1e5");
    row("php", "12345678901234567890", "12345678901234567890.0", false);
    row("csharp", "3000000000", "3000000000L");
    row("rust", "3000000000", "3000000000_i64");
    row("rust", "12345678901234567890", "12345678901234567890_u64");
    row("rust", "123456789012345678901", "123456789012345678901.0", false);
    row("curl", "1e400", "1e400");
}

void CodeTest::numbers()
{
    QFETCH(QString, sdk);
    QFETCH(QByteArray, json);
    QFETCH(QString, code);
    QFETCH(bool, exact);
    const CodeSdk &of = *codeSdkNamed(sdk);
    QCOMPARE(CodePrinter(of).number(json), code);
    QCOMPARE(isExactIn(of, json), exact);
}

void CodeTest::lastOfRepeatedKeys()
{
    QByteArray many = "{";
    for (int i = 0; i < 100; ++i)
        many += QByteArray("\"k") + QByteArray::number(i % 50) + "\":" + QByteArray::number(i) + ',';
    many += "\"end\":1}";
    for (const QByteArray &json : {QByteArray(R"({"k0":0,"k1":1,"k0":50,"end":1})"), many}) {
        const CodeValue value = CodeValue::ofJson(json);
        QCOMPARE(value.items.front().key, u"k0"_s);
        QCOMPARE(value.items.front().json, QByteArray("50"));
        QVERIFY(value.items.front().repeated);
        QCOMPARE(value.items.back().key, u"end"_s);
        QVERIFY(!value.items.back().repeated);
    }
    QCOMPARE(CodeValue::ofJson(many).items.size(), std::size_t(51));
    // Only the bytes themselves hold both.
    const QString curl =
        written(R"({"type":"track","userId":"u","event":"E","properties":{"a":1,"a":2}})", u"curl");
    QVERIFY2(curl.contains(u"{\"a\":1,\"a\":2}"), qPrintable(curl));
}

/// The same call with every SDK: written/NAME.txt.
void CodeTest::calls_data()
{
    QTest::addColumn<QString>("sdk");
    for (const CodeSdk &sdk : codeSdks())
        QTest::newRow(sdk.name) << QString::fromLatin1(sdk.name);
}

void CodeTest::calls()
{
    QFETCH(QString, sdk);
    const QByteArray track =
        R"({"type":"track","userId":"u_1","event":"Order Completed","properties":)"
        R"({"order id":"50","total":27.5,"paid":true,"coupon":null},)"
        R"("timestamp":"2025-11-14T10:42:07.123Z","messageId":"m1",)"
        R"("context":{"ip":"10.0.0.1","os":{"name":"iOS"}},"integrations":{"All":false}})";
    QFile expected(QStringLiteral(SPECTAP_TEST_DATA "/../code/written/%1.txt").arg(sdk));
    QVERIFY(expected.open(QIODevice::ReadOnly));
    QCOMPARE(QString(written(track, sdk) + u'\n'), QString::fromUtf8(expected.readAll()));
}

void CodeTest::saysWhatCannotBeSent_data()
{
    QTest::addColumn<QString>("sdk");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *sdk, const char *body, const char *said) {
        QTest::newRow(name) << QString::fromLatin1(sdk) << QByteArray(body) << QString::fromLatin1(said);
    };
    row("no such call", "swift", R"({"type":"page","userId":"u"})", "// This SDK has no page call.");
    row("no call at all", "node", R"({"type":"buy","userId":"u"})", "// The type is none of the six calls");
    row("no place", "python", R"({"type":"track","userId":"u","event":"E","channel":"web"})",
        "# Left out, since this SDK has no place for it: channel.");
    row("its own fields", "node",
        R"({"type":"track","userId":"u","event":"E","sentAt":"x","context":{"library":{}}})",
        "// Set by the SDK itself: sentAt, context.library.");
    row("what the same SDK does again", "python",
        R"({"type":"track","userId":"u","anonymousId":null,"event":"E","context":{"library":{"name":"analytics-python"}}})",
        "analytics.track(\n    user_id='u',\n    event='E',\n)");
    row("screen without category", "go", R"({"type":"screen","userId":"u","name":"N","category":"C"})",
        "// Left out, since this SDK has no place for it: category.");
    row("digits", "node",
        R"({"type":"track","userId":"u","event":"E","properties":{"n":[1,12345678901234567890]}})",
        "// Rounded, since this SDK sends no more digits: properties.n[1].");
    row("too large", "python", R"({"type":"track","userId":"u","event":"E","properties":{"n":1e999}})",
        "# Too large for this SDK, and null here: properties.n.");
    row("half a pair", "go", R"({"type":"track","userId":"u","event":"E","properties":{"n":"\ud800"}})",
        "// Half of a surrogate pair, U+FFFD here: properties.n.");
    row("twice", "ruby", R"({"type":"track","userId":"u","event":"E","properties":{"n":1,"n":2}})",
        "# Sent more than once, of which the last counts: properties.n.");
    row("number for an ID", "java", R"({"type":"track","userId":42,"event":"E"})",
        "// userId was a number; this SDK takes a string.");
    row("no object", "php", R"({"type":"track","userId":"u","event":"E","properties":[1]})",
        "// properties was no object, which is all that this SDK takes. It is left out.");
    row("no time", "java", R"({"type":"track","userId":"u","event":"E","timestamp":"yesterday"})",
        "// timestamp was not ISO 8601, and this SDK takes a time. It is left out.");
    row("nobody", "go", R"({"type":"track","event":"E"})", "// The call had no ID; this SDK refuses it.");
    row("many fields", "java",
        R"({"type":"track","userId":"u","event":"E","properties":{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null}})",
        "properties.a, properties.b, properties.c, properties.d and 2 more.");
    row("a name that would end the comment", "node",
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"a\\nprocess.exit()\":1}",
        "no place for it: a process.exit().");
}

void CodeTest::saysWhatCannotBeSent()
{
    QFETCH(QString, sdk);
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    const QString code = written(body, sdk);
    QVERIFY2(code.contains(said), qPrintable(code));
}

void CodeTest::corrections_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("there");
    QTest::addColumn<QString>("gone");
    const auto row = [](const char *name, const char *body, const char *there, const char *gone) {
        QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(there) << QString::fromLatin1(gone);
    };
    row("a number without quotes",
        R"({"type":"track","userId":"u","event":"Order Completed","properties":{"revenue":"25.00"}})",
        "revenue: 25.00", "'25.00'");
    row("a name", R"({"type":"track","userId":"u","event":"Order Completed","properties":{"curency":"EUR"}})",
        "currency: 'EUR'", "curency");
    row("an event", R"({"type":"track","userId":"u","event":"order completed"})", "event: 'Order Completed'",
        "order completed");
    row("a name and its value",
        R"({"type":"track","userId":"u","event":"Order Completed","properties":{"Revenue":"25.00"}})",
        "revenue: ", "Revenue:");
    row("both names are there",
        R"({"type":"track","userId":"u","event":"Order Completed","properties":{"curency":"EUR","currency":"USD"}})",
        "currency: 'USD'", "never");
    row("missing", R"({"type":"group","userId":"u"})", "Missing: groupId", "groupId: ");
    row("no doubt about it is left",
        R"({"type":"track","userId":"u","event":"Order Completed","properties":{"revenue":"many"}})",
        "Still to correct: ", "never");
}

void CodeTest::corrections()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, there);
    QFETCH(QString, gone);
    static const std::shared_ptr<const Checker> checker = Checker::compile(*Catalogue::bundled());
    JsonTape tape;
    SlicedBody sliced;
    CodeCall call = parsed(tape, body, sliced);
    CheckResult result;
    checker->check(sliced.calls[0], {}, result);
    correct(call, sliced.calls[0], result.findings);
    const QString code = codeText({&call, 1}, codeSdk(Sdk::Node), {}, false);
    QVERIFY2(code.contains(there), qPrintable(code));
    QVERIFY2(!code.contains(gone), qPrintable(code));
}

void CodeTest::programs_data()
{
    QTest::addColumn<QString>("sdk");
    for (const CodeSdk &sdk : codeSdks())
        QTest::newRow(sdk.name) << QString::fromLatin1(sdk.name);
}

void CodeTest::programs()
{
    QFETCH(QString, sdk);
    const QByteArray body = R"({"type":"track","userId":"mine","event":"Mine","properties":{"a":{"b":null}},)"
                            R"("timestamp":"2025-11-14T10:42:07.123Z","writeKey":"my_key"})";
    const QString code = written(body, sdk, true);
    QVERIFY2(
        code.contains(u"my_key") && code.contains(u"127.0.0.1") && code.contains(u"8787"), qPrintable(code));
    QVERIFY2(code.contains(u"Mine"), qPrintable(code));
    // Nothing is left of the program's own calls, and of its marks.
    for (const QString &other : {u"Product Viewed"_s, u"maya"_s, u"{{"_s, u"Person"_s})
        QVERIFY2(!code.contains(other) || sdk == u"curl", qPrintable(code));
    // A key that would end its string is not filled in.
    const QString hostile =
        written(R"({"type":"track","userId":"u","event":"E","writeKey":"a'\"b"})", sdk, true);
    QVERIFY2(!hostile.contains(u"a'\"b"), qPrintable(hostile));
}

void CodeTest::interpretersAgree_data()
{
    QTest::addColumn<QString>("sdk");
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("program"); // %1: the call; prints its properties
    QTest::newRow("Node.js")
        << u"node"_s << QStringList{u"node"_s, u"-"_s}
        << u"const analytics = { track: (call) => console.log(JSON.stringify(call.properties)) }\n%1"_s;
    QTest::newRow("Python") << u"python"_s << QStringList{u"python3"_s, u"-"_s}
                            << u"import json\nclass analytics:\n    def track(properties, **others):\n"
                               "        print(json.dumps(properties))\n%1"_s;
    QTest::newRow("Ruby") << u"ruby"_s << QStringList{u"ruby"_s, u"-"_s}
                          << u"require 'json'\nanalytics = Class.new {\n  def track(properties:, **others)\n"
                             "    puts JSON.generate(properties)\n  end\n}.new\n%1"_s;
    QTest::newRow("PHP") << u"php"_s << QStringList{u"php"_s}
                         << u"<?php\nnamespace Segment { class Segment { static function track($call) {\n"
                            "    echo json_encode($call['properties']);\n} } }\nnamespace {\n%1\n}"_s;
    QTest::newRow("shell") << u"curl"_s << QStringList{u"sh"_s} << u"curl() { printf '%s' \"$7\"; }\n%1"_s;
    QTest::newRow("Go, its grammar") << u"go"_s << QStringList{u"gofmt"_s, u"-e"_s}
                                     << u"package p\nfunc f() {\n%1\n}"_s;
}

/// The SDKs that do not run here among them: an interpreter reads the literals as what was sent.
void CodeTest::interpretersAgree()
{
    QFETCH(QString, sdk);
    QFETCH(QStringList, command);
    QFETCH(QString, program);
    QFile file(QStringLiteral(SPECTAP_TEST_DATA "/../code/hostile.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray properties = file.readAll();
    const QByteArray body = R"({"type":"track","userId":"u","event":"E","properties":)" + properties + '}';
    QProcess process;
    process.start(command.takeFirst(), command);
    if (!process.waitForStarted())
        QSKIP("It is not installed here.");
    process.write(program.replace(u"%1"_s, written(body, sdk)).toUtf8());
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QByteArray said = process.readAllStandardOutput();
    QVERIFY2(process.exitCode() == 0, QByteArray(process.readAllStandardError() + said).constData());
    if (sdk == u"go")
        return;
    const QJsonObject wanted = QJsonDocument::fromJson(properties).object();
    QJsonObject got = QJsonDocument::fromJson(said).object();
    if (sdk == u"curl")
        got = got["properties"_L1].toObject();
    for (auto member = wanted.begin(); member != wanted.end(); ++member)
        QCOMPARE(got[member.key()], member.value());
    QCOMPARE(got, wanted);
}

void CodeTest::librariesHaveTheirSdk()
{
    QCOMPARE(codeSdkOfLibrary("analytics.js").sdk, Sdk::Browser);
    QCOMPARE(codeSdkOfLibrary("analytics-php").sdk, Sdk::Php);
    QCOMPARE(codeSdkOfLibrary("").sdk, Sdk::Curl);
    for (const CodeSdk &sdk : codeSdks())
        QCOMPARE(&codeSdk(sdk.sdk), codeSdkNamed(QString::fromLatin1(sdk.name)));
}

/// Neither deep nesting nor width makes the text grow out of proportion, or the stack.
void CodeTest::deepAndLongValues()
{
    QByteArray deep;
    for (int i = 0; i < 1000; ++i)
        deep += "{\"a\":[";
    deep = deep.left(500 * 6);
    for (int i = 0; i < 500; ++i)
        deep += "]}";
    QByteArray wide = "[";
    for (int i = 0; i < 3'000; ++i)
        wide += "{\"k\":\"some text\"},";
    wide.back() = ']';
    const QByteArray body = R"({"type":"track","userId":"u","event":"E","properties":{"deep":)" + deep +
                            ",\"wide\":" + wide + "}}";
    for (const CodeSdk &sdk : codeSdks()) {
        const QString code = written(body, QString::fromLatin1(sdk.name));
        QVERIFY2(code.size() > body.size() / 2 && code.size() < body.size() * 6,
            qPrintable(QStringLiteral("%1: %2 for %3")
                           .arg(QLatin1String(sdk.name))
                           .arg(code.size())
                           .arg(body.size())));
    }
}

SPECTAP_TEST_MAIN(CodeTest)
#include "tst_code.moc"
