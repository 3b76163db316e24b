// SPDX-License-Identifier: MIT
#include "model/query/querycompletion.h"
#include "model/query/querywords.h"

#include "tests/query/fakecall.h"
#include "tests/support/testmain.h"

using namespace spectap;
using spectap::test::FakeCall;

namespace {

class QueryCompletionTest : public QObject
{
    Q_OBJECT

private slots:
    void completes_data();
    void completes();
    void completedTextIsUnderstood_data();
    void completedTextIsUnderstood();
    void termsAreTakenOut_data();
    void termsAreTakenOut();
};

/// The cursor is at the first |.
void QueryCompletionTest::completes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    // what is completed, what is typed of it, and the text with [] around what is replaced
    row("nothing typed", "|", "key '' []");
    row("a key begun", "ty|", "key 'ty' [ty]");
    row("a key in the middle of itself", "ty|pe:track", "key 'ty' [type]:track");
    row("a key after a term", "type:track us|", "key 'us' type:track [us]");
    row("a key before a term", "us| type:track", "key 'us' [us] type:track");
    row("between two spaces", "type:track | has:error", "key '' type:track [] has:error");
    row("after a minus", "-us|", "key 'us' -[us]");
    row("after a parenthesis", "(us|", "key 'us' ([us]");
    row("before a parenthesis", "(type:page OR us|)", "key 'us' (type:page OR [us])");
    row("after minus and parenthesis", "-(us|", "key 'us' -([us]");
    row("a path begun", "prop|", "key 'prop' [prop]");
    row("a path further", "properties.rev|", "key 'properties.rev' [properties.rev]");
    row("a path before its operator", "properties.re|v>100", "key 'properties.re' [properties.rev]>100");
    row("a path with a name in quotes", "properties.\"order i|",
        "key 'properties.\"order i' [properties.\"order i]");
    row("a value not begun", "type:|", "type '' type:[]");
    row("a value begun", "type:tr|", "type 'tr' type:[tr]");
    row("a value in its middle", "type:tr|ack has:error", "type 'tr' type:[track] has:error");
    row("a value after a comma", "type:track,pa|", "type 'pa' type:track,[pa]");
    row("a value before a comma", "type:tr|,page", "type 'tr' type:[tr],page");
    row("a value in quotes", "event:\"Order C|", "event 'Order C' event:[\"Order C]");
    row("a value in closed quotes", "event:\"Order C|\" type:track",
        "event 'Order C' event:[\"Order C\"] type:track");
    row("behind closed quotes", "event:\"Order C\"|", "event 'Order C' event:[\"Order C\"]");
    row("a comma in quotes", "event:\"a,b|", "event 'a,b' event:[\"a,b]");
    row("a value after quotes and a comma", "event:\"a b\",c|", "event 'c' event:\"a b\",[c]");
    row("a value after an escape", "event:a\\,b|", "event 'a,b' event:[a\\,b]");
    row("a colour", "mark:r|", "mark 'r' mark:[r]");
    row("a note", "note:\"Sent|", "note 'Sent' note:[\"Sent]");
    row("another operator", "user!=u|", "user 'u' user!=[u]");
    row("a value in parentheses", "(has:er|)", "has 'er' (has:[er])");
    row("the second name of a key", "name:Pr|", "event 'Pr' name:[Pr]");
    row("a value of a path", "properties.currency:E|", "properties.currency 'E' properties.currency:[E]");
    row("a number of a path", "properties.revenue>|", "properties.revenue '' properties.revenue>[]");
    row("a regular expression is one's own", "user~^u|", "nothing");
    row("a field that is missing", "missing:properties.o|", "missing 'properties.o' missing:[properties.o]");
    row("a second one", "missing:properties.a,prop|", "missing 'prop' missing:properties.a,[prop]");
    row("a field of typeof", "typeof:prop|", "typeof 'prop' typeof:[prop]");
    row("a type of typeof", "typeof:properties.revenue=str|",
        "type-of 'str' typeof:properties.revenue=[str]");
    row("its second type", "typeof:properties.revenue=null,s|",
        "type-of 's' typeof:properties.revenue=null,[s]");
    row("the field of typeof before its type", "typeof:pr|op=string", "typeof 'pr' typeof:[prop]=string");
    row("no such key", "colour:re|", "nothing");
    row("text in quotes", "\"ty|", "nothing");
    row("behind OR", "type:page OR |", "key '' type:page OR []");
    row("OR itself", "OR|", "key 'OR' [OR]");
    row("behind everything", "type:track |", "key '' type:track []");
    row("at the very beginning", "|type:track", "key '' [type]:track");
}

void QueryCompletionTest::completes()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    const QueryCompletion place = completionAt(text, cursor);
    QString what;
    switch (place.what) {
    case QueryCompletion::What::Nothing:
        what = QStringLiteral("nothing");
        break;
    case QueryCompletion::What::Key:
        what = QStringLiteral("key");
        break;
    case QueryCompletion::What::Field:
    case QueryCompletion::What::Value:
        what = place.path.isEmpty() ? querywords::example(place.key, u":").section(u':', 0, 0) : place.path;
        break;
    case QueryCompletion::What::JsonType:
        what = QStringLiteral("type-of");
        break;
    }
    if (place.what != QueryCompletion::What::Nothing) {
        what += QStringLiteral(" '%1' ").arg(place.typed) + text.first(place.from) + u'[' +
                text.sliced(place.from, place.to - place.from) + u']' + text.sliced(place.to);
    }
    QCOMPARE(what, expected);
}

/// What is chosen is understood, and means just that.
void QueryCompletionTest::completedTextIsUnderstood_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("written");
    const auto row = [](const char *value, const char *written) {
        QTest::newRow(value) << QString::fromUtf8(value) << QString::fromUtf8(written);
    };
    row("track", "track");
    row("Order Completed", "\"Order Completed\"");
    row("a,b", "\"a,b\"");
    row("say \"hi\"", "\"say \\\"hi\\\"\"");
    row("50% (or more)", "\"50% (or more)\"");
    row("2*3?", "2\\*3\\?");
    row("C:\\temp", "C:\\temp");
    row("C:\\*", "C:\\\\\\*");
    row("maya@example.com", "maya@example.com");
    row("Größe", "Größe");
    row("-5", "-5");
    row("OR", "OR");
}

void QueryCompletionTest::completedTextIsUnderstood()
{
    QFETCH(QString, value);
    QFETCH(QString, written);
    QCOMPARE(quotedQueryValue(value), written);
    FakeCall call;
    call.eventName = value.toUtf8();
    for (const char *key : {"event:", "event=", "type:page OR event:"}) {
        const auto query = Query::parse(QString(QString::fromLatin1(key) + written));
        QVERIFY2(query.ok(), qPrintable(written));
        QVERIFY2(query->matches(call), key);
        call.eventName += 'x';
        QVERIFY(!query->matches(call));
        call.eventName.chop(1);
    }
}

/// What is between the bars goes, and what is left is a filter.
void QueryCompletionTest::termsAreTakenOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("left");
    const auto row = [](const char *text, const char *left) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(left);
    };
    row("|type:track|", "");
    row("|type:track| has:error", "has:error");
    row("type:track |has:error|", "type:track");
    row("type:track |user:u| has:error", "type:track has:error");
    row("type:track -|user:u| has:error", "type:track has:error");
    row("type:track OR |user:u|", "type:track");
    row("|type:track| OR user:u", "user:u");
    row("type:track OR |user:u| OR has:error", "type:track OR has:error");
    row("type:track (|user:u|) has:error", "type:track has:error");
    row("type:track -(|user:u|)", "type:track");
    row("type:track (|user:u| OR has:error)", "type:track (has:error)");
    row("type:track (has:error |user:u|)", "type:track (has:error)");
    row("((|user:u|))", "");
}

void QueryCompletionTest::termsAreTakenOut()
{
    QFETCH(QString, text);
    QFETCH(QString, left);
    const qsizetype from = text.indexOf(u'|');
    text.remove(from, 1);
    const qsizetype to = text.indexOf(u'|');
    text.remove(to, 1);
    QCOMPARE(withoutTerm(text, from, to), left);
    QVERIFY(Query::parse(left).ok());
}

} // namespace

SPECTAP_TEST_MAIN(QueryCompletionTest)
#include "tst_querycompletion.moc"
