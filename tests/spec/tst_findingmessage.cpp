// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "tests/support/testmain.h"

using namespace spectap;

class TestFindingMessage : public QObject
{
    Q_OBJECT

private slots:
    void sentences_data();
    void sentences();
    void everyRuleSpeaks();
};

void TestFindingMessage::sentences_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const char *fields, const char *pointer, const char *sentence) {
        QTest::newRow(name) << QByteArray(fields) << QByteArray(pointer) << QByteArray(sentence);
    };
    row("type: number in quotes",
        R"({"type":"track","event":"Order Completed","userId":"u","properties":{"revenue":"25.00"}})",
        "/properties/revenue",
        R"(properties.revenue must be a number. Got the string "25.00". Send it without quotes: revenue: 25.00.)");
    row("type: in an array",
        R"({"type":"track","event":"Cart Viewed","userId":"u","properties":{"products":[{"price":true}]}})",
        "/properties/products/0/price",
        "properties.products[0].price must be a number. Got the boolean true.");
    row("near-miss: property",
        R"({"type":"track","event":"Order Completed","userId":"u","properties":{"curency":"EUR"}})",
        "/properties/curency", "properties.curency is not in the Spec. Did you mean currency?");
    row("name-case: event", R"({"type":"track","event":"order completed","userId":"u"})", "/event",
        R"("order completed" differs from "Order Completed" only by case. They count as two events.)");
    row("name-case: spelling", R"({"type":"track","event":"order_completed","userId":"u"})", "/event",
        R"("order_completed" is another spelling of "Order Completed". They count as two events.)");
    row("near-miss: event", R"({"type":"track","event":"Order Canceled","userId":"u"})", "/event",
        R"(The Spec has no event "Order Canceled". Did you mean Order Cancelled?)");
    row("identity: none", R"({"type":"track","event":"x"})", "/userId",
        "This call has no userId and no anonymousId. Segment answers 200 and drops it.");
    row("identity: number", R"({"type":"track","event":"x","userId":5})", "/userId",
        "userId must be a non-empty string. Got the number 5. Segment answers 200 and drops the call.");
    row("format: time", R"({"type":"track","event":"x","userId":"u","timestamp":"2025-11-14 10:42:07"})",
        "/timestamp",
        R"(timestamp is not ISO 8601. Got "2025-11-14 10:42:07". Use a form like 2025-11-14T10:42:07Z.)");
    row("format: email", R"({"type":"identify","userId":"u","traits":{"email":"maya.okafor@example,com"}})",
        "/traits/email", R"(traits.email is not an email address. Got "maya.okafor@example,com".)");
    row("required: event", R"({"type":"track","userId":"u"})", "/event", "event is missing. Send a string.");
    row("required: groupId", R"({"type":"group","userId":"u"})", "/groupId",
        "groupId is missing. Send a string.");
    row("call-type: none", R"({"batch":[{"userId":"u"}]})", "/type",
        "This call has no type. Send identify, track, page, screen, group or alias.");
    row("call-type: case", R"({"type":"Track","userId":"u"})", "/type",
        R"(type is the string "Track". Send track, spelled exactly so.)");
    row("blocked-id: null", R"({"type":"track","event":"x","userId":"null"})", "/userId",
        R"(userId is "null", a placeholder that many users share. Send a real id or leave it out.)");
    row("clock: sent before it happened",
        R"({"type":"page","userId":"u","timestamp":"2025-11-14T10:42:37Z","sentAt":"2025-11-14T10:42:07Z"})",
        "/timestamp",
        R"(timestamp is "2025-11-14T10:42:37Z", it should be not after sentAt 2025-11-14T10:42:07.000Z. Check the clock of the sender.)");
    row("deprecated: event", R"({"type":"track","event":"Completed Order","userId":"u"})", "/event",
        R"("Completed Order" is the name of an older version. Send Order Completed instead.)");
    row("enum: channel", R"({"type":"track","event":"x","userId":"u","context":{"channel":"tv"}})",
        "/context/channel", R"(context.channel must be server, browser or mobile. Got "tv".)");
    row("near-miss: a name the docs allow", R"({"type":"track","event":"User Signed Up","userId":"u"})",
        "/event",
        R"(The Spec allows "User Signed Up" and itself calls it Signed Up. They count as two events.)");
    row("custom-event: any", R"({"type":"track","event":"Spaceship Landed","userId":"u"})", "/event",
        R"("Spaceship Landed" is a custom event: the Spec does not describe it.)");
    row("custom-property: trait", R"({"type":"identify","userId":"u","traits":{"shoe/size":5}})",
        "/traits/shoe~1size", "traits.shoe/size is a custom field: the Spec does not describe it.");
    row("limit: call", nullptr, "", "This is 40.1 KB. Segment takes at most 32 KB and answers 400 to more.");
}

void TestFindingMessage::sentences()
{
    QFETCH(QByteArray, body);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, sentence);
    if (body.isEmpty())
        body = R"({"type":"track","event":"x","userId":"u","properties":{"x":")" +
               QByteArray(40 * 1024, 'x') + "\"}}";
    const test::Body parsed(body);
    CheckResult result;
    test::bundledChecker()->check(parsed.sliced.calls.at(0), {}, result);
    for (const Finding &finding : result.findings) {
        if (finding.pointer == pointer) {
            QCOMPARE(QString::fromUtf8(findingMessage(finding)), QString::fromUtf8(sentence));
            return;
        }
    }
    QFAIL("no finding on the pointer");
}

/// Rules of other rooms (history, identity) are said here too.
void TestFindingMessage::everyRuleSpeaks()
{
    for (int rule = 1; rule < RuleCount; ++rule) {
        Finding finding;
        finding.rule = static_cast<Rule>(rule);
        finding.pointer = "/userId";
        const QByteArray message = findingMessage(finding);
        QVERIFY2(message.endsWith('.') || message.endsWith('?'), message.constData());
        QVERIFY2(!message.contains('!') && !message.contains("lease "), message.constData());
    }
}

SPECTAP_TEST_MAIN(TestFindingMessage)
#include "tst_findingmessage.moc"
