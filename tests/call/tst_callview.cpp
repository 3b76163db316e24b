// SPDX-License-Identifier: MIT
#include "model/call/callview.h"
#include "tests/support/testmain.h"

using namespace spectap;

/// What is read of one call: its type, its ids, what its batch adds.
class CallViewTest : public QObject
{
    Q_OBJECT

private slots:
    void type_data();
    void type();
    void facts_data();
    void facts();
    void batchFields_data();
    void batchFields();
    void brokenItemsHaveNoFacts();
    void times_data();
    void times();
    void fieldsPreferTheCall();
};

namespace {

QByteArray printed(const CallFacts &facts)
{
    QByteArrayList parts;
    const auto part = [&](const char *name, QByteArrayView value) {
        if (!value.isNull() && !value.isEmpty())
            parts.append(name + ('=' + value.toByteArray()));
    };
    part("type", callTypeName(facts.type));
    part("name", facts.name);
    part("user", facts.userId);
    part("anon", facts.anonymousId);
    part("prev", facts.previousId);
    part("group", facts.groupId);
    part("msg", facts.messageId);
    part("lib", facts.libraryName);
    part("ver", facts.libraryVersion);
    part("key", facts.writeKey);
    return parts.join(' ');
}

constexpr auto Track = CallType::Track;
constexpr auto None = CallType::Unknown;

} // namespace

void CallViewTest::type_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<CallType>("path");
    QTest::addColumn<CallType>("type");
    const auto row = [](const char *name, const char *body, CallType path, CallType type) {
        QTest::newRow(name) << QByteArray(body) << path << type;
    };
    row("identify", R"({"type":"identify"})", None, CallType::Identify);
    row("track", R"({"type":"track"})", None, Track);
    row("page", R"({"type":"page"})", None, CallType::Page);
    row("screen", R"({"type":"screen"})", None, CallType::Screen);
    row("group", R"({"type":"group"})", None, CallType::Group);
    row("alias", R"({"type":"alias"})", None, CallType::Alias);
    row("escaped", R"({"type":"tr\u0061ck"})", None, Track);
    row("case matters", R"({"type":"Track"})", None, None);
    row("unknown word", R"({"type":"trak","event":"x"})", None, None);
    row("number", R"({"type":5,"event":"x"})", None, None);
    row("empty", R"({"type":""})", Track, None);
    row("from the path", R"({"userId":"u"})", Track, Track);
    row("the body wins over the path", R"({"type":"identify"})", Track, CallType::Identify);
    row("unknown word wins over the path", R"({"type":"trak"})", Track, None);
    row("null is absent", R"({"type":null})", Track, Track);
    row("an event means track", R"({"event":"x"})", None, Track);
    row("the path wins over an event", R"({"event":"x"})", CallType::Page, CallType::Page);
    row("action is no type", R"({"action":"track","userId":"u"})", None, None);
    row("last duplicate", R"({"type":"page","type":"track"})", None, Track);
    row("nothing", "{}", None, None);
}

void CallViewTest::type()
{
    QFETCH(QByteArray, body);
    QFETCH(CallType, path);
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, body, path, true);
    QCOMPARE(sliced.calls.size(), std::size_t(1));
    QTEST(sliced.calls[0].type(), "type");
    QTEST(CallFacts::of(sliced.calls[0]).type, "type");
}

void CallViewTest::facts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("facts");
    const auto row = [](const char *name, const char *body, const char *facts) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(facts);
    };
    row("track: event is the name", R"({"type":"track","event":"Order Completed","name":"no","userId":"u"})",
        "type=track name=Order Completed user=u");
    row("page: name", R"({"type":"page","name":"Home","category":"Docs"})", "type=page name=Home");
    row("page: category without a name", R"({"type":"page","category":"Docs"})", "type=page name=Docs");
    row("page: category beside an empty name", R"({"type":"page","name":"","category":"Docs"})",
        "type=page name=Docs");
    row("screen: category beside a null name", R"({"type":"screen","name":null,"category":"C"})",
        "type=screen name=C");
    row("identify has no name", R"({"type":"identify","name":"x","event":"y","anonymousId":"a"})",
        "type=identify anon=a");
    row("event that is no string", R"({"type":"track","event":5})", "type=track");
    row("ids: numbers do not link", R"({"type":"track","userId":5,"anonymousId":1.5})", "type=track");
    row("ids: null, empty, objects do not link",
        R"({"type":"track","userId":null,"anonymousId":"","messageId":{}})", "type=track");
    row("ids: as written", R"({"type":"identify","userId":" u ","anonymousId":"null","messageId":"m1"})",
        "type=identify user= u  anon=null msg=m1");
    row("ids: escapes resolved", R"({"type":"identify","userId":"\u0075\t"})", "type=identify user=u\t");
    row("alias: previousId", R"({"type":"alias","userId":"u","previousId":"p"})", "type=alias user=u prev=p");
    row("previousId outside alias", R"({"type":"track","previousId":"p"})", "type=track");
    row("group: groupId", R"({"type":"group","groupId":"g","context":{"groupId":"c"}})",
        "type=group group=g");
    row("group: context when there is none", R"({"type":"group","context":{"groupId":"c"}})",
        "type=group group=c");
    row("groupId of other calls is the context's",
        R"({"type":"track","groupId":"g","context":{"groupId":"c"}})", "type=track group=c");
    row("library", R"({"type":"track","context":{"library":{"name":"n","version":"1.2"}}})",
        "type=track lib=n ver=1.2");
    row("library that is a string", R"({"type":"track","context":{"library":"n"}})", "type=track");
    row("context that is no object", R"({"type":"track","context":[1]})", "type=track");
    row("write key", R"({"type":"track","writeKey":"wk"})", "type=track key=wk");
    row("a masked write key is none", R"({"type":"track","writeKey":"***"})", "type=track");
    row("last duplicate", R"({"type":"track","event":"a","event":"b"})", "type=track name=b");
    row("escaped key", R"({"type":"track","\u0065vent":"a"})", "type=track name=a");
    row("event of the path", R"({"event":"a"})", "type=track name=a");
}

void CallViewTest::facts()
{
    QFETCH(QByteArray, body);
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, body, CallType::Unknown, true);
    QCOMPARE(sliced.calls.size(), std::size_t(1));
    QTEST(printed(CallFacts::of(sliced.calls[0])), "facts");
}

void CallViewTest::batchFields_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("facts");
    const auto row = [](const char *name, const char *call, const char *facts) {
        QTest::newRow(name) << QByteArray(call) << QByteArray(facts);
    };
    row("all from the batch", R"({"type":"identify"})", "type=identify group=bg lib=blib ver=9 key=bkey");
    row("own write key", R"({"type":"identify","writeKey":"own"})",
        "type=identify group=bg lib=blib ver=9 key=own");
    row("own library as a whole", R"({"type":"identify","context":{"library":{"name":"own"}}})",
        "type=identify group=bg lib=own key=bkey");
    row("own context without a library", R"({"type":"identify","context":{"groupId":"g"}})",
        "type=identify group=g lib=blib ver=9 key=bkey");
    row("messageId of a batch is not a call's", R"({"type":"track","event":"e"})",
        "type=track name=e group=bg lib=blib ver=9 key=bkey");
}

void CallViewTest::batchFields()
{
    QFETCH(QByteArray, call);
    const QByteArray body =
        R"({"batch":[)" + call +
        R"(],"messageId":"bm","userId":"bu","anonymousId":"ba","type":"page","writeKey":"bkey",)"
        R"("context":{"groupId":"bg","library":{"name":"blib","version":"9"}}})";
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, body, CallType::Unknown, true);
    QCOMPARE(sliced.calls.size(), std::size_t(1));
    QTEST(printed(CallFacts::of(sliced.calls[0])), "facts");
}

void CallViewTest::brokenItemsHaveNoFacts()
{
    JsonTape tape;
    const QByteArray body = R"({"batch":[5,"track",null,[{"type":"track"}],true],"writeKey":"wk"})";
    const SlicedBody sliced = sliceBody(tape, body, CallType::Unknown, true);
    QCOMPARE(sliced.calls.size(), std::size_t(5));
    for (const CallView &call : sliced.calls) {
        QVERIFY(!call.isObject());
        QCOMPARE(call.own("type"), JsonTape::None);
        QCOMPARE(call.type(), CallType::Unknown);
        QCOMPARE(printed(CallFacts::of(call)), QByteArray("key=wk"));
    }
}

void CallViewTest::times_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<Micros>("eventTime");
    constexpr Micros received = 1'000'000'000'000;
    const auto row = [](const char *name, const char *call, Micros eventTime) {
        QTest::newRow(name) << QByteArray(call) << eventTime;
    };
    row("nothing: when received", "{}", received);
    row("sentAt alone", R"({"sentAt":"1970-01-02T00:00:00Z"})", received);
    row("timestamp alone", R"({"timestamp":"1970-01-02T00:00:00Z"})", 86'400'000'000);
    row("originalTimestamp alone", R"({"originalTimestamp":"1970-01-02T00:00:00Z"})", 86'400'000'000);
    row("timestamp wins",
        R"({"originalTimestamp":"1970-01-01T00:00:00Z","timestamp":"1970-01-02T00:00:00Z"})", 86'400'000'000);
    row("corrected by the sender's clock",
        R"({"timestamp":"2030-01-01T00:00:00Z","sentAt":"2030-01-01T00:00:10Z"})", received - 10'000'000);
    row("sent before it happened", R"({"timestamp":"2030-01-01T00:00:10Z","sentAt":"2030-01-01T00:00:00Z"})",
        received + 10'000'000);
    row("the widest span", R"({"timestamp":"0000-01-01","sentAt":"9999-12-31"})",
        received - 315'569'433'600'000'000);
    row("unreadable timestamp", R"({"timestamp":"yesterday"})", received);
    row("timestamp that is a number", R"({"timestamp":86400000})", received);
    row("unreadable sentAt", R"({"timestamp":"1970-01-02T00:00:00Z","sentAt":"now"})", 86'400'000'000);
}

void CallViewTest::times()
{
    QFETCH(QByteArray, call);
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, call, CallType::Track, true);
    QCOMPARE(sliced.calls.size(), std::size_t(1));
    QTEST(CallFacts::of(sliced.calls[0]).eventTime(1'000'000'000'000), "eventTime");
}

void CallViewTest::fieldsPreferTheCall()
{
    JsonTape tape;
    const QByteArray body =
        R"({"batch":[{"context":{"ip":"own"},"sentAt":null}],"sentAt":"s","integrations":{"All":true},)"
        R"("context":{"ip":"batch","locale":"en"},"userId":"u"})";
    const SlicedBody sliced = sliceBody(tape, body, CallType::Unknown, true);
    const CallView &call = sliced.calls.at(0);
    const auto raw = [&](quint32 node) {
        return node == JsonTape::None ? QByteArray() : tape.raw(node).toByteArray();
    };
    QCOMPARE(raw(call.field("context")), QByteArray(R"({"ip":"own"})"));
    QCOMPARE(raw(call.field("integrations")), QByteArray(R"({"All":true})"));
    QCOMPARE(raw(call.field("sentAt")), QByteArray("null"));
    QCOMPARE(raw(call.field("userId")), QByteArray()); // not shared
    QCOMPARE(raw(call.field("batch")), QByteArray());
    QCOMPARE(raw(call.own("integrations")), QByteArray());
    QCOMPARE(raw(call.contextField("ip")), QByteArray(R"("own")"));
    QCOMPARE(raw(call.contextField("locale")), QByteArray(R"("en")"));
    QCOMPARE(raw(call.contextField("timezone")), QByteArray());
    QCOMPARE(call.raw(), QByteArrayView(R"({"context":{"ip":"own"},"sentAt":null})"));
}

SPECTAP_TEST_MAIN(CallViewTest)
#include "tst_callview.moc"
