// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "rulerows.h"
#include "tests/support/testmain.h"
#include "writtencalls.h"

using namespace spectap;

/// Every rule with calls that keep it and calls that break it. Row names: "rule: case".
class TestChecker : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_checker = test::bundledChecker(); }
    void rules_data();
    void rules();
    void batches_data();
    void batches();
    void clock_data();
    void clock();
    void clockOfBatches();
    void sizes();
    void pathNamesTheType();
    void findingsAreBounded();
    void repeatsItself();

private:
    std::shared_ptr<const Checker> m_checker;
};

void TestChecker::rules_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QByteArray>("ingest");
    for (const test::RuleRow &row : test::specRows())
        QTest::newRow(row.name.constData()) << row.body << row.expected << row.ingest;
}

void TestChecker::rules()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    QFETCH(const QByteArray, ingest);
    const test::Body parsed(body);
    QCOMPARE(parsed.sliced.calls.size(), std::size_t(1));
    CheckResult result;
    m_checker->check(parsed.sliced.calls[0], {}, result);
    QCOMPARE(test::lines(result), expected);
    QCOMPARE(ingestName(result.ingest).toByteArray(), ingest);
    QCOMPARE(result.ingestRule == Rule::None, result.ingest == Ingest::Accepted);
}

void TestChecker::batches_data()
{
    QTest::addColumn<QByteArray>("around");
    QTest::addColumn<QByteArray>("inside");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *around, const char *inside,
                         const QStringList &expected) {
        QTest::newRow(name) << QByteArray(around) << QByteArray(inside) << expected;
    };
    row("context of the batch is checked", R"("context":{"locale":5})", "",
        {QStringLiteral("error type /context/locale")});
    row("the call's own key wins", R"("context":{"locale":5,"ip":"x"})", R"(,"context":{"locale":"en"})",
        {QStringLiteral("warning format /context/ip")});
    row("a null context takes the batch's", R"("context":{"locale":5})", R"(,"context":null)",
        {QStringLiteral("error type /context/locale")});
    row("sentAt of the batch", R"("sentAt":"today")", "", {QStringLiteral("warning format /sentAt")});
    row("own sentAt wins", R"("sentAt":"today")", R"(,"sentAt":"2025-11-14T10:42:07Z")", {});
    row("other fields are not passed on", R"("messageId":5,"userId":7)", "", {});
    row("integrations are merged", R"("integrations":{"A":"x","B":true})", R"(,"integrations":{"A":true})",
        {});
}

void TestChecker::batches()
{
    QFETCH(const QByteArray, around);
    QFETCH(const QByteArray, inside);
    QFETCH(const QStringList, expected);
    const test::Body parsed(R"({"batch":[{"type":"page","userId":"u")" + inside + "}]," + around + '}');
    CheckResult result;
    m_checker->check(parsed.sliced.calls.at(0), {}, result);
    QCOMPARE(test::lines(result), expected);
}

void TestChecker::clock_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<bool>("inFiles"); // said as well when nobody knows when the call arrived
    const auto row = [](const char *name, const char *fields, const QStringList &expected,
                         bool inFiles = false) {
        QTest::newRow(name) << QByteArray(fields) << expected << inFiles;
    };
    const QStringList timestamp{QStringLiteral("warning clock /timestamp")};
    row("clock: on time", R"("timestamp":"2025-11-14T09:59:58Z","sentAt":"2025-11-14T09:59:59Z")", {});
    row("clock: a retry of yesterday",
        R"("timestamp":"2025-11-13T09:00:00Z","sentAt":"2025-11-13T09:00:01Z")", {});
    row("clock: within tolerance", R"("timestamp":"2025-11-14T10:00:30Z")", {});
    row("clock: from the future", R"("timestamp":"2025-11-14T11:00:00Z")", timestamp);
    row("clock: sentAt sets it right",
        R"("timestamp":"2025-11-14T10:00:29Z","sentAt":"2025-11-14T10:00:30Z")", {});
    row("clock: sentAt from the future",
        R"("timestamp":"2025-11-14T10:59:59Z","sentAt":"2025-11-14T11:00:00Z")",
        {QStringLiteral("warning clock /sentAt")});
    row("clock: sent before it happened",
        R"("timestamp":"2025-11-14T09:59:10Z","sentAt":"2025-11-14T09:59:00Z")", timestamp, true);
    row("clock: sentAt in whole seconds",
        R"("timestamp":"2025-11-14T09:59:00.900Z","sentAt":"2025-11-14T09:59:00Z")", {});
    row("clock: originalTimestamp", R"("originalTimestamp":"2025-11-14T11:00:00Z")",
        {QStringLiteral("warning clock /originalTimestamp")});
    const QStringList missing{QStringLiteral("info clock /timestamp")};
    row("clock: old and no sentAt", R"("timestamp":"2025-11-14T09:00:00Z")", missing);
    row("clock: old and sentAt null", R"("timestamp":"2025-11-14T09:00:00Z","sentAt":null)", missing);
    row("clock: old originalTimestamp and no sentAt", R"("originalTimestamp":"2025-11-14T09:00:00Z")",
        {QStringLiteral("info clock /originalTimestamp")});
    row("clock: one word where both times are old",
        R"("timestamp":"2025-11-14T09:00:00Z","originalTimestamp":"2025-11-14T09:00:00Z")", missing);
    row("clock: just sent and no sentAt", R"("timestamp":"2025-11-14T09:59:30Z")", {});
    row("clock: no timestamp and no sentAt", R"("messageId":"m")", {});
    row("clock: old and an unreadable sentAt", R"("timestamp":"2025-11-14T09:00:00Z","sentAt":"today")",
        {QStringLiteral("warning format /sentAt")}, true);
}

void TestChecker::clock()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const QStringList, expected);
    QFETCH(const bool, inFiles);
    const test::Body parsed(R"({"type":"page","userId":"u",)" + fields + '}');
    CheckContext context;
    context.receivedAt = *parseIsoTime("2025-11-14T10:00:00Z");
    CheckResult result;
    m_checker->check(parsed.sliced.calls.at(0), context, result);
    QCOMPARE(test::lines(result), expected);
    m_checker->check(parsed.sliced.calls.at(0), {}, result);
    QCOMPARE(test::lines(result), inFiles ? expected : QStringList());
}

/// The batch's sentAt is the sentAt of its calls.
void TestChecker::clockOfBatches()
{
    const QByteArray calls = R"({"batch":[{"type":"page","userId":"u","timestamp":"2025-11-14T09:00:00Z"}])";
    CheckContext context;
    context.receivedAt = *parseIsoTime("2025-11-14T10:00:00Z");
    CheckResult result;
    const test::Body without(calls + '}');
    m_checker->check(without.sliced.calls.at(0), context, result);
    QCOMPARE(test::lines(result), QStringList{QStringLiteral("info clock /timestamp")});
    QCOMPARE(result.ingest, Ingest::Accepted);
    const test::Body with(calls + R"(,"sentAt":"2025-11-14T09:00:05Z"})");
    m_checker->check(with.sliced.calls.at(0), context, result);
    QCOMPARE(test::lines(result), QStringList());
}

void TestChecker::sizes()
{
    const auto verdict = [&](const QByteArray &body, std::size_t call, qint64 requestBytes) {
        const test::Body parsed(body);
        CheckResult result;
        CheckContext context;
        context.requestBytes = requestBytes;
        m_checker->check(parsed.sliced.calls.at(call), context, result);
        return QByteArray(
            ingestName(result.ingest).toByteArray() + ' ' + test::lines(result).join(u'|').toUtf8());
    };
    const QByteArray head = R"({"type":"page","userId":"u","properties":{"title":")";
    const QByteArray tail = "\"}}";
    const auto sized = [&](qsizetype size) {
        return QByteArray(head + QByteArray(size - head.size() - tail.size(), 'x') + tail);
    };
    QCOMPARE(verdict(sized(32 * 1024), 0, 0), QByteArray("accepted "));
    QCOMPARE(verdict(sized(32 * 1024 + 1), 0, 0), QByteArray("refused error limit "));
    const QByteArray call = R"({"type":"page","userId":"u"})";
    QCOMPARE(verdict("{\"batch\":[" + call + "]}", 0, 500 * 1024), QByteArray("accepted "));
    QCOMPARE(verdict("{\"batch\":[" + call + "]}", 0, 500 * 1024 + 1), QByteArray("refused error limit "));
    QCOMPARE(verdict(call, 0, 500 * 1024 + 1), QByteArray("accepted ")); // not a batch

    QByteArray many = "{\"batch\":[" + call;
    for (int i = 1; i < 2501; ++i)
        many += ',' + call;
    many += "]}";
    QCOMPARE(verdict(many, 2499, 0), QByteArray("accepted "));
    QCOMPARE(verdict(many, 2500, 0), QByteArray("dropped error limit "));

    const auto members = [](const char *type, const char *object, int count) {
        QByteArray body = QByteArray(R"({"type":")") + type +
                          R"(","userId":"u","groupId":"g","event":"Spaceship Landed",")" + object + "\":{";
        for (int i = 0; i < count; ++i)
            body += (i > 0 ? ",\"k" : "\"k") + QByteArray::number(i) + "\":1";
        return QByteArray(body + "}}");
    };
    QVERIFY(!verdict(members("track", "properties", 300), 0, 0).contains("limit"));
    QVERIFY(verdict(members("track", "properties", 301), 0, 0).contains("warning limit /properties"));
    QVERIFY(!verdict(members("identify", "traits", 299), 0, 0).contains("limit"));
    QVERIFY(verdict(members("identify", "traits", 300), 0, 0).contains("warning limit /traits"));
    QVERIFY(!verdict(members("group", "traits", 300), 0, 0).contains("limit"));
    QVERIFY(verdict(members("track", "properties", 10001), 0, 0)
                .contains("warning limit /properties|warning limit /properties"));
}

void TestChecker::pathNamesTheType()
{
    const test::Body parsed(R"({"userId":"u","groupId":"g"})", CallType::Group);
    CheckResult result;
    m_checker->check(parsed.sliced.calls.at(0), {}, result);
    QCOMPARE(test::lines(result), QStringList());
    QCOMPARE(result.event, -1);
}

void TestChecker::findingsAreBounded()
{
    QByteArray body = R"({"type":"identify","userId":"","traits":{)";
    for (int i = 0; i < 100000; ++i)
        body += "\"Some_Key" + QByteArray::number(i) + "\":1,";
    body += R"("email":5}})";
    const test::Body parsed(body);
    CheckResult result;
    m_checker->check(parsed.sliced.calls.at(0), {}, result);
    QCOMPARE(result.findings.size(), std::size_t(1001));
    const Finding &last = result.findings.back(); // nothing is left out in silence
    QCOMPARE(last.rule, Rule::Limit);
    QCOMPARE(last.severity, Severity::Info);
    QCOMPARE(findingMessage(last), "This call has more than 1000 findings; the rest is left out.");
    QCOMPARE(result.ingest, Ingest::Refused);
    QCOMPARE(result.worst(), Severity::Error);
}

/// The same call gives the same findings, whatever was checked in between, and a cleared result keeps
/// nothing.
void TestChecker::repeatsItself()
{
    const test::Body bad(test::order(R"("revenue":"1","curency":"x")"));
    const test::Body good(test::order(R"("revenue":1)"));
    CheckResult first;
    CheckResult again;
    m_checker->check(bad.sliced.calls.at(0), {}, first);
    m_checker->check(good.sliced.calls.at(0), {}, again);
    QVERIFY(again.findings.empty());
    m_checker->check(bad.sliced.calls.at(0), {}, again);
    QCOMPARE(first.findings, again.findings);
    QVERIFY(first.event >= 0);
    QCOMPARE(m_checker->catalogue().events[static_cast<std::size_t>(first.event)].id,
        QByteArray("ecommerce/order-completed"));
}

SPECTAP_TEST_MAIN(TestChecker)
#include "tst_checker.moc"
