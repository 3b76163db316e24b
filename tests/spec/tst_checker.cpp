// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "tests/support/testmain.h"

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

namespace {

/// A call with what every row would else repeat.
QByteArray call(const char *type, const char *rest)
{
    return QByteArray(R"({"type":")") + type + R"(","userId":"u-1",)" + rest + '}';
}
QByteArray track(const char *rest)
{
    return call("track", rest);
}
QByteArray order(const char *properties)
{
    return track(
        QByteArray(QByteArray(R"("event":"Order Completed","properties":{)") + properties + '}').constData());
}

} // namespace

void TestChecker::rules_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QByteArray>("ingest");
    const auto row = [](const char *name, const QByteArray &body, const QStringList &expected = {},
                         const char *ingest = "accepted") {
        QTest::newRow(name) << body << expected << QByteArray(ingest);
    };
    const auto one = [](const char *finding) { return QStringList{QLatin1String(finding)}; };

    row("call-type: exact", track(R"("event":"Order Completed")"));
    row("call-type: wrong case", call("Track", R"("event":"x")"), one("error call-type /type"), "dropped");
    row("call-type: unknown", call("purchase", R"("a":1)"), one("error call-type /type"), "dropped");
    row("call-type: not a string", R"({"type":5,"userId":"u"})", one("error call-type /type"), "dropped");
    row("call-type: missing", R"({"userId":"u"})", one("error call-type /type"), "dropped");
    row("call-type: null is missing", R"({"type":null,"userId":"u"})", one("error call-type /type"),
        "dropped");
    row("call-type: action of old", R"({"action":"identify","userId":"u"})",
        {QStringLiteral("warning deprecated /action"), QStringLiteral("error call-type /type")}, "dropped");

    row("required: event", track(R"("properties":{})"), one("error required /event"), "dropped");
    row("required: event null", track(R"("event":null)"), one("error required /event"), "dropped");
    row("required: event empty", track(R"("event":"")"), one("error required /event"), "dropped");
    row("required: groupId", call("group", R"("traits":{})"), one("error required /groupId"));
    row("required: groupId sent", call("group", R"("groupId":"g")"));
    row("required: alias without previousId", R"({"type":"alias","userId":"u"})",
        one("warning required /previousId"));
    row("required: alias", R"({"type":"alias","userId":"u","previousId":"a"})");
    row("required: alias without userId", R"({"type":"alias","anonymousId":"a","previousId":"p"})",
        one("error required /userId"));
    row("required: semantic properties never", order(""));
    row("required: consent deep inside", track(R"("event":"Segment Consent Preference Updated")"),
        one("error required /context/consent/categoryPreferences"), "dropped");
    row("required: consent sent",
        track(
            R"("event":"Segment Consent Preference Updated","context":{"consent":{"categoryPreferences":{"Ads":true}}})"));
    row("required: inside an element",
        track(
            R"("event":"Order Completed","context":{"externalIds":[{"id":"a","type":"x","collection":"users"}]})"),
        one("error required /context/externalIds/0/encoding"));
    row("required: no elements, nothing missing",
        track(R"("event":"Order Completed","context":{"externalIds":[]})"));

    row("identity: userId", R"({"type":"page","userId":"u"})");
    row("identity: anonymousId", R"({"type":"page","anonymousId":"a"})");
    row("identity: null userId is normal", R"({"type":"page","userId":null,"anonymousId":"a"})");
    row("identity: none", R"({"type":"page"})", one("error identity /userId"), "dropped");
    row("identity: both null", R"({"type":"page","userId":null,"anonymousId":null})",
        one("error identity /userId"), "dropped");
    row("identity: empty", R"({"type":"page","userId":""})", one("error identity /userId"), "dropped");
    row("identity: number", R"({"type":"page","userId":5})", one("error identity /userId"), "dropped");
    row("identity: one bad of two", R"({"type":"page","userId":"u","anonymousId":{}})",
        one("error identity /anonymousId"), "dropped");
    row("identity: alias with nothing", R"({"type":"alias","previousId":"p"})", one("error identity /userId"),
        "dropped");
    row("identity: alias with null", R"({"type":"alias","userId":null,"previousId":"p"})",
        one("error required /userId"), "dropped");

    row("type: as documented", order(R"("revenue":25,"total":25.50,"products":[{"quantity":1}])"));
    row("type: number in quotes", order(R"("revenue":"25.00")"), one("error type /properties/revenue"));
    row("type: number for a string", order(R"("order_id":5)"), one("error type /properties/order_id"));
    row("type: object for an array", order(R"("products":{})"), one("error type /properties/products"));
    row("type: element of an array", order(R"("products":[1])"), one("error type /properties/products/0"));
    row("type: inside an element", order(R"("products":[{},{"price":"1"}])"),
        one("error type /properties/products/1/price"));
    row("type: null counts as not sent", order(R"("revenue":null,"products":null)"));
    row("type: integer", track(R"("event":"Order Completed","context":{"protocols":{"event_version":2.0}})"));
    row("type: not an integer",
        track(R"("event":"Order Completed","context":{"protocols":{"event_version":2.5}})"),
        one("error type /context/protocols/event_version"));
    row("type: several are allowed", call("group", R"("groupId":"g","traits":{"employees":"120"})"));
    row("type: properties", track(R"("event":"Order Completed","properties":[])"),
        one("error type /properties"), "dropped");
    row("type: properties null", track(R"("event":"Order Completed","properties":null)"));
    row("type: traits", call("identify", R"("traits":"x")"), one("error type /traits"), "dropped");
    row("type: event", track(R"("event":5)"), one("error type /event"), "dropped");
    row("type: empty page name", call("page", R"("name":"")"), one("error type /name"), "dropped");
    row("type: empty category", call("screen", R"("category":"")"), one("error type /category"), "dropped");
    row("type: no page name", call("page", R"("properties":{})"));
    row("type: the last of two keys counts", order(R"("revenue":"1","revenue":2)"));
    row("type: the last of two keys is wrong", order(R"("revenue":1,"revenue":"2")"),
        one("error type /properties/revenue"));
    row("type: integration",
        track(R"("event":"Order Completed","integrations":{"All":false,"Mixpanel":{"a":1}})"));
    row("type: integration is a string",
        track(R"("event":"Order Completed","integrations":{"Mixpanel":"yes"})"),
        one("error type /integrations/Mixpanel"));

    row("format: time", track(R"("event":"Order Completed","timestamp":"2025-11-14T10:42:07Z")"));
    row("format: time with a space", track(R"("event":"Order Completed","timestamp":"2025-11-14 10:42:07")"),
        one("warning format /timestamp"));
    row("format: email", call("identify", R"("traits":{"email":"ada@example.com"})"));
    row("format: broken email", call("identify", R"("traits":{"email":"ada@example,com"})"),
        one("warning format /traits/email"));
    row("format: currency", order(R"("currency":"EUR")"));
    row("format: lower case currency", order(R"("currency":"eur")"));
    row("format: no currency", order(R"("currency":"Euro")"), one("warning format /properties/currency"));
    row("format: empty referrer", call("page", R"("properties":{"referrer":"","search":""})"));
    row("format: no address", call("page", R"("properties":{"url":"my page"})"),
        one("warning format /properties/url"));

    row("enum: channel", track(R"("event":"Order Completed","context":{"channel":"server"})"));
    row("enum: other channel", track(R"("event":"Order Completed","context":{"channel":"tv"})"),
        one("warning enum /context/channel"));
    row("enum: channel at the top is free", track(R"("event":"Order Completed","channel":"web")"));

    row("limit: messageId of 100",
        track(QByteArray(R"("event":"Order Completed","messageId":")" + QByteArray(100, 'x') + '"')
                  .constData()));
    row("limit: messageId of 101",
        track(QByteArray(R"("event":"Order Completed","messageId":")" + QByteArray(101, 'x') + '"')
                  .constData()),
        one("warning limit /messageId"));
    row("limit: messageId of 100 wide characters",
        track(QByteArray(
            R"("event":"Order Completed","messageId":")" + QByteArray("\xc3\xa4").repeated(100) + '"')
                  .constData()));
    row("limit: empty groupId", call("group", R"("groupId":"")"), one("warning limit /groupId"));
    row("limit: before 1970", track(R"("event":"Order Completed","timestamp":"1969-12-31T23:59:59Z")"),
        one("warning limit /timestamp"));

    row("name-case: event", track(R"("event":"order completed","properties":{"revenue":"1"})"),
        {QStringLiteral("warning name-case /event"), QStringLiteral("error type /properties/revenue")});
    row("name-case: event in camel case", track(R"("event":"OrderCompleted")"),
        one("warning name-case /event"));
    row("name-case: property", order(R"("Order-Id":"1")"), one("warning name-case /properties/Order-Id"));
    row("name-case: reserved property of a custom event",
        track(R"("event":"Spaceship Landed","properties":{"Revenue":5})"),
        {QStringLiteral("info custom-event /event"),
            QStringLiteral("warning name-case /properties/Revenue")});
    row("name-case: snake case of an envelope field", R"({"type":"page","user_id":"u","anonymousId":"a"})",
        one("warning name-case /user_id"));
    row("name-case: group traits in any case", call("group", R"("groupId":"g","traits":{"Name":"Acme"})"));
    row("name-case: not when the right name is there",
        call("identify", R"("traits":{"email":"a@b.example","E_mail":"x"})"),
        one("info custom-property /traits/E_mail"));

    row("near-miss: property", order(R"("curency":"EUR")"), one("warning near-miss /properties/curency"));
    row("near-miss: singular of an array", order(R"("product":[{}])"),
        one("warning near-miss /properties/product"));
    row("near-miss: singular that holds something else", order(R"("product":"shoe")"),
        one("info custom-property /properties/product"));
    row("near-miss: alias of an event is checked as it",
        track(R"("event":"Updated Order","properties":{"revenue":"1"})"),
        {QStringLiteral("warning near-miss /event"), QStringLiteral("error type /properties/revenue")});
    row("near-miss: a typo is a hint only", track(R"("event":"Order Complted","properties":{"order_id":1})"),
        one("warning near-miss /event"));
    row("near-miss: another word", order(R"("county":"Kent")"),
        one("info custom-property /properties/county"));

    row("reserved: camel case", call("identify", R"("traits":{"firstName":"Ada"})"));
    row("reserved: snake case", call("identify", R"("traits":{"first_name":"Ada"})"));
    row("reserved: both", call("identify", R"("traits":{"firstName":"Ada","first_name":"Ada"})"),
        one("warning reserved /traits/first_name"));
    row("reserved: snake case of the wrong type", call("identify", R"("traits":{"created_at":5})"),
        one("error type /traits/created_at"));
    row("reserved: warehouse column", order(R"("user_id":"u")"), one("warning reserved /properties/user_id"));

    row("blocked-id: null", R"({"type":"page","userId":"null"})", one("warning blocked-id /userId"));
    row("blocked-id: zeros and dashes",
        R"({"type":"page","anonymousId":"00000000-0000-0000-0000-000000000000"})",
        one("warning blocked-id /anonymousId"));
    row("blocked-id: previousId", R"({"type":"alias","userId":"u","previousId":"anonymous"})",
        one("warning blocked-id /previousId"));
    row("blocked-id: only part of it", R"({"type":"page","userId":"null-1"})");
    row("blocked-id: other case", R"({"type":"page","userId":"NULL"})");

    row("deprecated: event", track(R"("event":"Completed Order")"), one("warning deprecated /event"));
    row("deprecated: property", order(R"("orderId":"1")"), one("warning deprecated /properties/orderId"));
    row("deprecated: product", order(R"("products":[{"id":"1"}])"),
        one("warning deprecated /properties/products/0/id"));
    row("deprecated: session id", R"({"type":"page","userId":"u","sessionId":"a"})",
        one("warning deprecated /sessionId"));

    row("custom-event: one", track(R"("event":"Spaceship Landed","properties":{"a":1,"b":{"c":2}})"),
        one("info custom-event /event"));
    row("custom-event: none", order(R"("order_id":"1")"));
    row("custom-property: of an event", order(R"("gift_wrap":true)"),
        one("info custom-property /properties/gift_wrap"));
    row("custom-property: only the outermost", order(R"("gift":{"wrap":{"paper":1}})"),
        one("info custom-property /properties/gift"));
    row("custom-property: twice sent", order(R"("gift":1,"gift":2)"),
        one("info custom-property /properties/gift"));
    row("custom-property: context", track(R"("event":"Order Completed","context":{"spaceship":1})"),
        one("info custom-property /context/spaceship"));
    row("custom-property: free objects",
        track(R"("event":"Order Completed","context":{"traits":{"x":1}},"_metadata":{"bundled":[]})"));
    row("custom-property: escaped key", order(R"("revenu\u0065":1,"a/b":2)"),
        one("info custom-property /properties/a~1b"));

    row("not an object", R"({"batch":[5]})", one("error type "), "dropped");
    row("fields Segment adds",
        track(
            R"("event":"Order Completed","receivedAt":"2025-11-14T10:42:07Z","version":2,"originalTimestamp":"2025-11-14T10:42:07Z")"));
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
    const test::Body bad(order(R"("revenue":"1","curency":"x")"));
    const test::Body good(order(R"("revenue":1)"));
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
