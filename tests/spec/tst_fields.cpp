// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

#include <set>

using namespace spectap;

/// The rows of the inspector's field tree, and that they never disagree with the findings.
class TestFields : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_checker = test::bundledChecker(); }
    void tree_data();
    void tree();
    void unsentFieldsOfTheEvent();
    void findingsOfOtherRules();
    void explanations();
    void mutations();

private:
    std::vector<FieldVerdict> rowsOf(const QByteArray &body, CheckResult &result) const;
    void agree(const CallView &call, const CheckResult &result) const;
    std::shared_ptr<const Checker> m_checker;
};

namespace {

QString stateName(FieldVerdict::State state)
{
    switch (state) {
    case FieldVerdict::State::Conforms:
        return QStringLiteral("ok");
    case FieldVerdict::State::Custom:
        return QStringLiteral("custom");
    case FieldVerdict::State::Problem:
        return QStringLiteral("problem");
    case FieldVerdict::State::Missing:
        return QStringLiteral("missing");
    case FieldVerdict::State::NotSent:
        return QStringLiteral("unsent");
    }
    return {};
}

} // namespace

std::vector<FieldVerdict> TestFields::rowsOf(const QByteArray &body, CheckResult &result) const
{
    const test::Body parsed(body);
    m_checker->check(parsed.sliced.calls.at(0), {}, result);
    agree(parsed.sliced.calls.at(0), result);
    return m_checker->fields(parsed.sliced.calls.at(0), result);
}

/// What must hold for any call: parents first, every finding on exactly one row, states that fit.
void TestFields::agree(const CallView &call, const CheckResult &result) const
{
    const std::vector<FieldVerdict> rows = m_checker->fields(call, result);
    std::multiset<quint32> given;
    std::size_t sent = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const FieldVerdict &row = rows[i];
        QVERIFY(row.parent < static_cast<int>(i));
        const QByteArray parent =
            row.parent < 0 ? QByteArray() : rows[static_cast<std::size_t>(row.parent)].pointer;
        QCOMPARE(row.pointer, pointerJoin(parent, row.name));
        Severity worst = Severity::Ok;
        for (const quint32 finding : row.findings) {
            given.insert(finding);
            QCOMPARE(result.findings.at(finding).pointer, row.pointer);
            worst = std::max(worst, result.findings.at(finding).severity);
        }
        QCOMPARE(row.worst, worst);
        const bool isSent = row.node != JsonTape::None;
        sent += isSent ? 1 : 0;
        QCOMPARE(isSent, row.state < FieldVerdict::State::Missing);
        if (row.state == FieldVerdict::State::Conforms || row.state == FieldVerdict::State::NotSent)
            QVERIFY(row.findings.empty());
        if (row.state == FieldVerdict::State::Problem)
            QVERIFY(!row.findings.empty());
        QVERIFY(!row.insideCustom || row.state == FieldVerdict::State::Custom || !row.findings.empty());
    }
    for (quint32 i = 0; i < result.findings.size(); ++i)
        QCOMPARE(given.count(i), std::size_t(result.findings[i].pointer.isEmpty() ? 0 : 1));
    if (call.batch == JsonTape::None && call.isObject())
        QCOMPARE(sent, std::size_t((*call.tape)[call.node].next - call.node - 1));
}

void TestFields::tree_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *body, const QStringList &expected) {
        QTest::newRow(name) << QByteArray(body) << expected;
    };
    const auto lines = [](const char *text) { return QString::fromUtf8(text).split(u'\n'); };
    row("in the order sent, arrays too",
        R"({"userId":"u","type":"track","event":"Cart Viewed","properties":{"products":[{"price":"1"},5],"x":[1,{"y":2}]}})",
        lines(
            "ok /userId\nok /type\nok /event\nok /properties\nok /properties/products\nok "
            "/properties/products/0\n"
            "problem /properties/products/0/price\nproblem /properties/products/1\ncustom /properties/x\n"
            "custom inside /properties/x/0\ncustom inside /properties/x/1\ncustom inside /properties/x/1/y"));
    row("a missing field is a ghost", R"({"type":"track","userId":"u"})",
        lines("ok /type\nok /userId\nmissing /event"));
    row("a missing field deep inside",
        R"({"type":"track","userId":"u","event":"Segment Consent Preference Updated"})",
        lines("ok /type\nok /userId\nok /event\nmissing /context\nmissing /context/consent\n"
              "missing /context/consent/categoryPreferences"));
    row("of two equal keys the last is judged", R"({"type":"page","userId":5,"userId":"u"})",
        lines("ok /type\nok /userId\nok /userId"));
    row("from the batch",
        R"({"batch":[{"type":"page","userId":"u","context":{"ip":"::1"}}],"context":{"ip":"x","zz":1},"sentAt":"x"})",
        lines("ok /type\nok /userId\nok /context\nok /context/ip\ncustom batch /context/zz\nproblem batch "
              "/sentAt"));
    row("a whole context from the batch",
        R"({"batch":[{"type":"page","userId":"u"}],"context":{"library":{"name":"x"}},"messageId":"m"})",
        lines("ok /type\nok /userId\nok batch /context\nok batch /context/library\nok batch "
              "/context/library/name"));
    row("custom event",
        R"({"type":"track","userId":"u","event":"Spaceship Landed","properties":{"a":1,"revenue":2}})",
        lines("ok /type\nok /userId\ncustom /event\nok /properties\ncustom /properties/a\nok "
              "/properties/revenue"));
    row("near-miss",
        R"({"type":"track","userId":"u","event":"order completed","properties":{"curency":"EUR"}})",
        lines("ok /type\nok /userId\nproblem /event\nok /properties\nproblem /properties/curency"));
    row("keys that need escapes", R"({"type":"identify","userId":"u","traits":{"a/b~c":{"d":1}}})",
        lines("ok /type\nok /userId\nok /traits\ncustom /traits/a~1b~0c\ncustom inside /traits/a~1b~0c/d"));
    row("not an object", R"({"batch":[[1]]})", {});
}

void TestFields::tree()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    CheckResult result;
    QStringList shown;
    for (const FieldVerdict &row : rowsOf(body, result)) {
        if (row.state == FieldVerdict::State::NotSent)
            continue;
        const QString marks = row.insideCustom ? QStringLiteral("inside ")
                              : row.fromBatch  ? QStringLiteral("batch ")
                                               : QString();
        shown += stateName(row.state) + u' ' + marks + QString::fromUtf8(row.pointer);
    }
    QCOMPARE(shown, expected);
}

void TestFields::unsentFieldsOfTheEvent()
{
    CheckResult result;
    QStringList unsent;
    const QByteArray body =
        R"({"type":"track","userId":"u","event":"Coupon Removed","properties":{"order_id":"1"}})";
    for (const FieldVerdict &row : rowsOf(body, result)) {
        if (row.state == FieldVerdict::State::NotSent)
            unsent += QString::fromUtf8(row.pointer);
    }
    const QStringList properties = unsent.filter(QStringLiteral("/properties/"));
    QVERIFY(unsent.contains(QStringLiteral("/anonymousId")));
    QVERIFY(!unsent.contains(QStringLiteral("/context"))); // of all calls, not of this one
    for (const char *name : {"cart_id", "coupon_id", "coupon_name", "discount"})
        QVERIFY2(properties.contains(QStringLiteral("/properties/") + QLatin1String(name)), name);
    QVERIFY(!properties.contains(QStringLiteral("/properties/order_id")));
    QVERIFY(!properties.contains(QStringLiteral("/properties/user_id"))); // reserved, not documented

    const QByteArray snake = R"({"type":"identify","userId":"u","traits":{"first_name":"Ada"}})";
    for (const FieldVerdict &row : rowsOf(snake, result))
        QVERIFY(row.pointer != "/traits/firstName");
}

/// History, identity and plans add findings that no catalogue knows of.
void TestFields::findingsOfOtherRules()
{
    const test::Body parsed(R"({"type":"page","userId":"u","messageId":"m"})");
    CheckResult result;
    m_checker->check(parsed.sliced.calls.at(0), {}, result);
    const auto add = [&](const char *pointer, Rule rule) {
        Finding finding;
        finding.pointer = pointer;
        finding.rule = rule;
        finding.severity = Severity::Warning;
        result.findings.push_back(finding);
    };
    add("/messageId", Rule::Duplicate);
    add("/properties/plan/field", Rule::Required);
    add("/anonymousId", Rule::RotatingId);
    agree(parsed.sliced.calls.at(0), result);
    QStringList states;
    for (const FieldVerdict &row : m_checker->fields(parsed.sliced.calls.at(0), result)) {
        if (row.state == FieldVerdict::State::Problem || row.state == FieldVerdict::State::Missing)
            states += stateName(row.state) + u' ' + QString::fromUtf8(row.pointer);
    }
    states.sort();
    QCOMPARE(
        states, (QStringList{QStringLiteral("missing /anonymousId"), QStringLiteral("missing /properties"),
                    QStringLiteral("missing /properties/plan"),
                    QStringLiteral("missing /properties/plan/field"), QStringLiteral("problem /messageId")}));
}

void TestFields::explanations()
{
    CheckResult result;
    const QByteArray body =
        R"({"type":"track","userId":"u","event":"Order Completed","properties":{"products":[],"revenue":1,"own":1}})";
    for (const FieldVerdict &row : rowsOf(body, result)) {
        if (row.pointer == "/properties/products")
            QCOMPARE(row.expected, QByteArray("array of objects"));
        if (row.pointer == "/properties/revenue") {
            QCOMPARE(row.expected, QByteArray("number"));
            QCOMPARE(row.doc, QByteArray("connections/spec/ecommerce/v2#order-completed"));
            QVERIFY(!row.means.isEmpty());
        }
        if (row.pointer == "/properties/own")
            QVERIFY(row.expected.isEmpty() && row.doc.isEmpty());
    }
}

/// Bodies with slips (SPECTAP_SEED=n tries others): nothing crashes, and fields() and check() say the same.
void TestFields::mutations()
{
    const quint32 seed = qEnvironmentVariableIsSet("SPECTAP_SEED")
                             ? qEnvironmentVariable("SPECTAP_SEED").toUInt()
                             : 20'251'114;
    QRandomGenerator random(seed);
    const QList<QByteArray> seeds{
        R"({"batch":[{"type":"track","event":"Order Completed","userId":"u","properties":{"products":[{"price":1,"sku":"a"}],"revenue":2.5},"context":{"ip":"::1"}}],"context":{"library":{"name":"x"},"userAgentData":{"brands":[{"brand":"b"}]}},"sentAt":"2025-11-14T10:42:07Z"})",
        R"({"type":"identify","traits":{"firstName":"a","address":{"city":"x"},"email":"a@b.c"},"anonymousId":"a","integrations":{"All":true}})",
        R"({"type":"group","groupId":"g","traits":{"Name":"x"},"userId":"u","timestamp":"2025-11-14T10:42:07Z"})"};
    const QList<QByteArray> pieces{"null", "5", "-1.5e9", "\"\"", "{}", "[]", "[{}]", "true", "\"null\"",
        "\"track\"", "\"properties\"", "\"traits\"", "\"context\"", "\"userId\"", "\"products\"",
        "\"\\u0000\"", "\"a/b~\"", "\"*\"", "\"Order_Completed\"", "\"first_name\"", "\"type\":\"page\",",
        "\"userId\":5,", "\"x\":1,", "{\"a\":[", "]}", ",", ":"};
    int parsedBodies = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray text = seeds[random.bounded(seeds.size())];
        for (int i = random.bounded(1, 4); i > 0; --i) {
            // mostly whole values and keys, so that many results are still JSON
            const qsizetype quote = text.indexOf('"', random.bounded(text.size()));
            const qsizetype end = quote < 0 ? -1 : text.indexOf('"', quote + 1);
            const QByteArray &piece = pieces[random.bounded(pieces.size())];
            if (end > 0 && random.bounded(8) > 0)
                piece.endsWith(',') ? text.insert(quote, piece) : text.replace(quote, end - quote + 1, piece);
            else
                text[random.bounded(text.size())] = static_cast<char>(random.bounded(32, 127));
        }
        const test::Body body(text);
        parsedBodies += body.sliced.calls.empty() ? 0 : 1;
        for (const CallView &call : body.sliced.calls) {
            CheckContext context;
            context.receivedAt = random.bounded(2) == 0 ? NoTime : *parseIsoTime("2025-11-14T10:00:00Z");
            CheckResult result;
            m_checker->check(call, context, result);
            agree(call, result);
            if (QTest::currentTestFailed())
                QFAIL(QByteArray("body: " + text).constData());
        }
    }
    QVERIFY2(parsedBodies > 400, "too few of the mutated bodies are JSON to test anything");
}

SPECTAP_TEST_MAIN(TestFields)
#include "tst_fields.moc"
