// SPDX-License-Identifier: MIT
#include "model/query/query.h"
#include "model/query/querycompletion.h"
#include "model/query/querytime.h"
#include "model/query/querywords.h"
#include "model/query/textpattern.h"

#include "tests/query/fakecall.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRandomGenerator>

using namespace spectap;
using spectap::test::FakeCall;

namespace {

/// Five calls that the table below picks from, by number.
std::vector<FakeCall> sample()
{
    std::vector<FakeCall> calls(5);
    calls[0].eventName = "Order Completed";
    calls[0].user = "u_42";
    calls[0].anon = "3b7e52aa-91f4";
    calls[0].bytes = R"({"type":"track","event":"Order Completed","properties":{"coupon":"SPRING*"}})";
    calls[0].errors = true;
    calls[0].lib = "@segment/analytics-node";
    calls[0].key = "wk_shop";
    calls[0].found = {{"type", "properties.products[1].price", "properties.products[].price"}};
    calls[0].planned = true;
    calls[1].callType = CallType::Page;
    calls[1].eventName = "Pricing";
    calls[1].anon = "3b7e52aa-91f4";
    calls[1].bytes = R"({"type":"page","name":"Pricing"})";
    calls[1].warnings = true;
    calls[2].callType = CallType::Identify;
    calls[2].user = "U_42";
    calls[2].anon = "c0f1e77a";
    calls[2].other = "acme";
    calls[2].bytes = R"x({"type":"identify","traits":{"name":"Zoë (a, b)"}})x";
    calls[2].conflict = true;
    calls[2].infos = true;
    calls[3].callType = CallType::Alias;
    calls[3].user = "u_43";
    calls[3].other = "c0f1e77a";
    calls[3].bytes = R"({"type":"alias"})";
    calls[3].retry = true;
    calls[3].dropped = true;
    calls[4].eventName = "Größe Gewählt";
    calls[4].bytes = R"({"type":"track","event":"Größe Gewählt"})";
    calls[4].refused = true;
    calls[4].answered = 400;
    calls[4].planned = false;
    calls[1].lib = "analytics.js";
    calls[1].found = {{"near-miss", "context.pge", "context.pge"}};
    for (std::size_t i = 0; i < calls.size(); ++i) // 10:36:40.000000, .250001, .500002…
        calls[i].at = 1'763'116'600'000'000 + Micros(i) * 250'001;
    calls[0].noted = {CallMark::Pinned, MarkColour::Red, {}};
    calls[1].noted = {CallMark::Test, MarkColour::None, "Sent from the checkout\nof the old app"};
    calls[2].noted = {0, MarkColour::Blue, {}};
    calls[4].unread = true;
    for (std::size_t i = 0; i < calls.size(); ++i)
        calls[i].number = static_cast<quint32>(i) + 1;
    return calls;
}

QString hits(const Query &query)
{
    QString found;
    const Query bound = query.relativeTo(1'763'116'601'500'002);
    const auto calls = sample();
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (bound.matches(calls[i]))
            found += QString::number(i);
    }
    return found;
}

class QueryTest : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void bodyPaths_data();
    void bodyPaths();
    void hiddenCallsComeWhenAskedFor_data();
    void hiddenCallsComeWhenAskedFor();
    void helpIsRight();
    void refusals_data();
    void refusals();
    void spansAreWrittenExactly_data();
    void spansAreWrittenExactly();
    void textRoundTrip();
    void relativeTimesHoldNothingUntilCounted();
    void bodiesAreReadOnlyWhenColumnsCannotDecide();
    void deepNestingIsRefusedNotRisked();
    void hostileWildcardsEndSoon();
    void hostileExpressionsAreGivenUp();
    void randomTextNeverCrashes();
};

void QueryTest::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("empty matches all", "", "01234");
    row("spaces only", "   ", "01234");
    row("type", "type:track", "04");
    row("type ignores case", "TYPE:Track", "04");
    row("type any of", "type:page,alias", "13");
    row("type =", "type=page", "1");
    row("type !=", "type!=track,page", "23");
    row("event whole ignoring case", "event:pricing", "1");
    row("event is not a part", "event:Order", "");
    row("event quoted", "event:\"order completed\"", "0");
    row("event wildcard in quotes", "event:\"Order *\"", "0");
    row("event wildcard in a word", "event:*ing", "1");
    row("event ? is one character", "event:Pri?ing", "1");
    row("event ? is not none", "event:Pricin?g", "");
    row("event escaped star is a star", "event:Pricin\\*", "");
    row("name is event", "name:Pricing", "1");
    row("event other letters fold", "event:\"GRÖSSE gewählt\"", "");
    row("event umlauts fold", "event:\"gröẞe GEWÄHLT\"", "4");
    row("event ? is one letter, not one byte", "event:\"Gr??e Gew?hlt\"", "4");
    row("user ignoring case", "user:u_42", "02");
    row("user exact", "user=u_42", "0");
    row("user not exact", "user!=u_42", "1234");
    row("user = has no wildcards", "user=u_*", "");
    row("user regex", "user~^[uU]_4[23]$", "023");
    row("user regex with parentheses in quotes", "user~\"^(u|U)_42$\"", "02");
    row("pinned", "is:pinned", "0");
    row("test", "is:test", "1");
    row("marked with anything", "is:marked", "012");
    row("unread", "is:unread", "4");
    row("any of marks", "is:pinned,unread", "04");
    row("not marked", "-is:marked", "34");
    row("colour", "mark:red", "0");
    row("colour any of", "mark:blue,RED", "02");
    row("colour !=", "mark!=red", "1234");
    row("note is the whole text", "note:checkout", "");
    row("note wildcard, over lines", "note:*CHECKOUT*old*", "1");
    row("note at all", "note:*", "1");
    row("note regex", "note~^Sent", "1");
    row("text is looked for in notes", "\"old app\"", "1");
    row("time is of the unit it is written in: day", "time:2025-11-14", "01234");
    row("time of another day", "time:2025-11-13", "");
    row("time of the minute", "time:2025-11-14T10:36Z", "01234");
    row("time of the second", "time:2025-11-14T10:36:40Z", "0123");
    row("time without an offset is UTC", "time:2025-11-14T10:36:41", "4");
    row("time with an offset", "time:2025-11-14T12:06:41+01:30", "4");
    row("time of the tenth", "time:2025-11-14T10:36:40.5Z", "2");
    row("time of the microsecond", "time:2025-11-14T10:36:40.250001Z", "1");
    row("time one microsecond off", "time:2025-11-14T10:36:40.250002Z", "");
    row("time range holds both ends", "time:2025-11-14T10:36:40.250001Z..2025-11-14T10:36:40.750003Z", "123");
    row("time range one microsecond short", "time:2025-11-14T10:36:40.250002Z..2025-11-14T10:36:40.750002Z",
        "2");
    row("time range in another zone",
        "time:2025-11-14T11:36:40.250001+01:00..2025-11-14T05:36:40.750003-0500", "123");
    row("time range turned round", "time:2025-11-15..2025-11-13", "");
    row("time range with an open end", "time:2025-11-14T10:36:40.500002Z..", "234");
    row("time range with an open beginning", "time:..2025-11-14T10:36:40.2Z", "01");
    row("time any of", "time:2025-11-14T10:36:40.0Z,2025-11-14T10:36:41Z..", "04");
    // Relative ones are counted from 10:36:41.5, half a second after the last call.
    row("time since", "time:-1s", "234");
    row("time since, exactly", "time=-1s", "234");
    row("time not since", "time!=-1s", "01");
    row("time ago later", "time>-1s", "34");
    row("time ago earlier", "time<-1s", "01");
    row("time ago or earlier", "time<=-1s", "012");
    row("time ago range", "time:-90s..-1s", "012");
    row("time ago open beginning", "time:..-1s", "012");
    row("time ago open end", "time:-1s..", "234");
    row("time from a moment to ago", "time:2025-11-14T10:36:40.2Z..-1s", "12");
    row("time since minutes", "time:-5m", "01234");
    row("time since hours", "time:-2h", "01234");
    row("time since days", "time:-1d", "01234");
    row("time since now", "time:-0s", "");
    row("time ago beside others", "-time:-1s type:track OR time:-0s", "0");
    row("time ago any of", "time:-1s..-1s,2025-11-14T10:36:40.0Z", "02");
    row("time later", "time>2025-11-14T10:36:40Z", "4");
    row("time later or then", "time>=2025-11-14T10:36:40.500002Z", "234");
    row("time earlier", "time<2025-11-14T10:36:40.500002Z", "01");
    row("time earlier or then", "time<=2025-11-14T10:36:40.5Z", "012");
    row("time not", "time!=2025-11-14T10:36:40Z", "4");
    row("time beside others", "-time:2025-11-14T10:36:40Z..2025-11-14T10:36:40.3Z type:track", "4");
    row("absent id matches no star", "user:*", "023");
    row("anon prefix", "anon:3b7e52aa*", "01");
    row("id any kind", "id:c0f1e77a", "23");
    row("group", "group:acme", "2");
    row("group is not previous", "group:c0f1e77a", "");
    row("previous", "previous:c0f1e77a", "3");
    row("has error", "has:error", "0");
    row("has any of", "has:error,warning", "01");
    row("has info", "has:info", "2");
    row("has conflict", "has:conflict", "2");
    row("has retry", "has:retry", "3");
    row("is ok", "is:ok", "34");
    row("ingest", "ingest:dropped", "3");
    row("ingest refused", "ingest:refused", "4");
    row("ingest accepted", "ingest:accepted", "012");
    row("source is a library", "source:analytics.js", "1");
    row("source is a library, for short", "source:analytics-node", "0");
    row("source is a write key", "source:wk_shop", "0");
    row("lib", "lib:*node", "0");
    row("lib regex", "lib~^analytics", "1");
    row("key", "key=wk_shop", "0");
    row("not a key", "-key:wk_*", "1234");
    row("rule", "rule:type", "0");
    row("rule any of", "rule:type,near-miss", "01");
    row("rule wildcard", "rule:near*", "1");
    row("rule not", "rule!=type", "1234");
    row("field of any item", "field:properties.products[].price", "0");
    row("field of one item", "field:properties.products[1].price", "0");
    row("field of another item", "field:properties.products[0].price", "");
    row("field below", "field:properties.*", "0");
    row("plan in", "plan:in", "0");
    row("plan out", "plan:out", "4");
    row("seq", "seq:2", "1");
    row("seq above", "seq>3", "34");
    row("seq range", "seq:2..4", "123");
    row("seq open range", "seq:4..", "34");
    row("seq any of", "seq:1,5", "04");
    row("size", "size>40", "024");
    row("size in kilobytes", "size<1k", "01234");
    row("status", "status:400", "4");
    row("status not", "status!=400", "0123");
    row("status range", "status>=200 status<300", "0123");
    row("space is and", "type:track has:error", "0");
    row("or", "type:page OR type:alias", "13");
    row("and binds tighter than or", "type:track has:error OR type:page", "01");
    row("parentheses", "type:track (has:error OR ingest:refused)", "04");
    row("negation", "-type:track", "123");
    row("negated group", "-(type:track OR type:page)", "23");
    row("negated text", "-order", "1234");
    row("text in a name", "order", "0");
    row("text in an id", "52AA", "01");
    row("text in the other id", "ACME", "2");
    row("text in the body", "coupon", "0");
    row("text star is a star", "SPRING*", "0");
    row("text star is no wildcard", "SPR*G", "");
    row("text quoted with spaces", "\"Order Comp\"", "0");
    row("text with other letters", "zOË", "2");
    row("text escaped parentheses", "\\(a,", "2");
    row("text with a colon in quotes", "\"type\\\":\\\"page\"", "1");
    row("or in lower case is text", "or", "0");
    row("OR inside a word is text", "ORDER", "0");
    row("a value may hold a minus", "anon:3b7e52aa-91f4", "01");
    row("quoted comma", "event:\"a,b\",Pricing", "1");
}

void QueryTest::matches()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto query = Query::parse(text);
    QVERIFY2(query.ok(), query.ok() ? "" : qPrintable(query.error().message));
    QCOMPARE(hits(*query), expected);
}

void QueryTest::bodyPaths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *text, bool expected = true) {
        QTest::newRow(name) << QString::fromUtf8(text) << expected;
    };
    row("number", "properties.revenue:25");
    row("number written otherwise", "properties.revenue:25.00");
    row("number exactly", "properties.revenue=25");
    row("number above", "properties.revenue>24.9");
    row("number not above itself", "properties.revenue>25", false);
    row("number at least", "properties.revenue>=25");
    row("number below", "properties.revenue<1e3");
    row("number negative", "properties.tax<=-0.5");
    row("number range", "properties.revenue:20..30");
    row("number range open", "properties.revenue:..24", false);
    row("number any of", "properties.revenue:1,25,3");
    row("number wildcard is of its text", "properties.revenue:2*");
    row("text is no number", "properties.total>1", false);
    row("text of digits as a whole", "properties.total:25");
    row("absent is no number", "properties.none<5", false);
    row("string ignoring case", "properties.currency:eur");
    row("string exactly", "properties.currency=eur", false);
    row("string wildcard", "properties.currency:E*");
    row("string regex", "properties.currency~^E.R$");
    row("string not", "properties.currency!=USD");
    row("absent is not", "properties.none!=USD");
    row("absent matches no star", "properties.none:*", false);
    row("boolean", "properties.gift:true");
    row("null as written", "properties.coupon:null");
    row("escaped text", "properties.note:\"a\\\"b\"");
    row("object is no value", "properties.products[]:*", false);
    row("any item", "properties.products[].price<=0");
    row("any item, none", "properties.products[].price>100", false);
    row("first item", "properties.products[0].price:8");
    row("second item", "properties.products[1].price:8", false);
    row("item beyond", "properties.products[7].price:8", false);
    row("items of a plain list", "properties.tags[]:b");
    row("an object has no items", "properties[].revenue:25", false);
    row("name with a space", "properties.\"order id\":o-1");
    row("name with a dot", "properties.\"a.b\":1");
    row("name with a dash", "properties.first-name:Maya");
    row("context of the call", "context.page.path:/cart");
    row("context of the batch", "context.library.name:analytics-node");
    row("the call's before the batch's", "context.ip:1.2.3.4");
    row("and not the batch's", "context.ip:5.6.7.8", false);
    row("integrations of the batch", "integrations.All:false");
    row("missing", "missing:properties.order_id");
    row("missing, but there", "missing:properties.revenue", false);
    row("null is there", "missing:properties.coupon", false);
    row("missing any of", "missing:properties.revenue,properties.order_id");
    row("missing of an item", "missing:properties.products[].sku");
    row("missing of no item", "missing:properties.products[].price", false);
    row("missing below", "missing:properties.shipping.method");
    row("missing at the top", "missing:messageId", false);
    row("missing in quotes", "missing:\"properties.order_id\"");
    row("missing a name in quotes", "missing:properties.\"order id\"", false);
    row("missing not of the batch", "missing:context.library", false);
    row("typeof string", "typeof:properties.total=string");
    row("typeof number", "typeof:properties.total=number", false);
    row("typeof any of", "typeof:properties.total=number,string");
    row("typeof boolean", "typeof:properties.gift=boolean");
    row("typeof null", "typeof:properties.coupon=null");
    row("typeof array", "typeof:properties.products=array");
    row("typeof object", "typeof:properties.products[]=object");
    row("typeof not", "typeof:properties.total!=number");
    row("typeof at the top", "typeof:userId=string");
    row("msg", "msg:m-*");
    row("negated", "-properties.revenue:25", false);
    row("beside others", "type:track properties.revenue>=100 OR typeof:properties.total=string");
}

void QueryTest::bodyPaths()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    FakeCall call;
    call.request = R"x({"batch":[{"type":"track","event":"E","userId":"u","messageId":"m-1","context":
        {"ip":"1.2.3.4","page":{"path":"/cart"}},"properties":{"revenue":25.0,"tax":-0.5,"total":"25",
        "currency":"EUR","gift":true,"coupon":null,"note":"a\"b","order id":"o-1","a.b":1,"first-name":"Maya",
        "tags":["a","b"],"products":[{"price":8,"sku":"s"},{"price":0}]}}],
        "context":{"ip":"5.6.7.8","library":{"name":"analytics-node"}},"integrations":{"All":false}})x";
    call.bytes = "properties";
    const auto query = Query::parse(text);
    QVERIFY2(query.ok(), query.ok() ? "" : qPrintable(query.error().message));
    QCOMPARE(query->matches(call), expected);
}

/// Every filter of the help page is understood, and every key is on it.
void QueryTest::hiddenCallsComeWhenAskedFor_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // of one hidden call and one that is not, both tracks
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("", "seen");
    row("type:track", "seen");
    row("-type:page", "seen");
    row("is:hidden", "hidden");
    row("is:hidden OR type:track", "hidden seen");
    row("is:ok,hidden", "hidden seen");
    row("-is:hidden", "seen");
    row("mark:green", "");
    row("mark:green is:hidden", "hidden");
    row("\"never mind\"", "");
}

void QueryTest::hiddenCallsComeWhenAskedFor()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const auto query = Query::parse(text);
    QVERIFY2(query, query ? "" : qPrintable(query.error().message));
    FakeCall hidden;
    hidden.noted = {CallMark::Hidden, MarkColour::Green, "never mind"};
    const FakeCall seen;
    QStringList shown;
    if (query->matches(hidden))
        shown << QStringLiteral("hidden");
    if (query->matches(seen))
        shown << QStringLiteral("seen");
    QCOMPARE(shown.join(u' '), expected);
    QVERIFY(!query->needsBody() || !hidden.bodyRead); // it is decided without
    QCOMPARE(query->asksHidden(), text.contains(u"is:") && text.contains(u"hidden"));
}

void QueryTest::helpIsRight()
{
    QFile file(QStringLiteral(":/help/filters.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString page = QString::fromUtf8(file.readAll());
    for (const QString &key : querywords::keyNames())
        QVERIFY2(page.contains(QString(u'`' + key + u'`')), qPrintable(key));
    const QString examples =
        page.section(QStringLiteral("## Examples"), 1).section(QStringLiteral("\n## "), 0, 0);
    const QRegularExpression rows(QStringLiteral("^\\| `(.+)` \\| "), QRegularExpression::MultilineOption);
    int count = 0;
    for (auto found = rows.globalMatch(examples); found.hasNext(); ++count) {
        const QString example = found.next().captured(1).replace(QStringLiteral("\\|"), QStringLiteral("|"));
        const auto query = Query::parse(example);
        QVERIFY2(query.ok(), qPrintable(query.ok() ? QString() : QString(example + query.error().message)));
        (void)hits(*query);
    }
    QCOMPARE(count, int(examples.count(QStringLiteral("\n| `"))));
    QVERIFY(count > 15);
}

void QueryTest::refusals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *text, int position, const char *says) {
        QTest::newRow(name) << QString::fromUtf8(text) << position << QString::fromUtf8(says);
    };
    row("no value", "type:", 5, "Add a value after type:, for example type:track");
    row("no value before a space", "event: x", 6, "Add a value after event:");
    row("no value, other operator", "user~", 5, "for example user~u_42");
    row("no value after a comma", "type:track,", 11, "after the comma");
    row("empty quotes as a value", "user:\"\"", 5, "Add a value after user:");
    row("empty quotes as text", "\"\"", 0, "between the quotes");
    row("unclosed quotes", "event:\"Order", 6, "Close the quotes");
    row("unclosed parenthesis", "has:error (type:page", 10, "Close this parenthesis");
    row("nothing in parentheses", "()", 1, "between the parentheses");
    row("closing only", "type:page)", 9, "no ( for this )");
    row("closing first", ")", 0, "no ( for this )");
    row("or first", "OR type:page", 0, "before OR");
    row("or last", "type:page OR ", 13, "after OR");
    row("or twice", "type:page OR OR x", 13, "before OR");
    row("lone minus", "type:page - x", 10, "right after -");
    row("unknown key, near", "typ:track", 0, "Did you mean type?");
    row("unknown key, far", "zebra:1", 0, "Keys: type, event");
    row("unknown key, later on", "  type:page colour:red", 12, "no key colour");
    row("a path alone", "type:track properties.revenue", 29, "for example properties.revenue>100");
    row("a path without a number", "properties.revenue>", 19, "Add a number after >, for example >100");
    row("a path without a value", "properties.currency:", 20, "Add a value after :, for example :EUR");
    row("a path has no order but by numbers", "properties.revenue>big", 19, "> compares with a number");
    row("a path without a name", "properties.:1", 0, "This is not a field");
    row("a path with open quotes", "properties.\"a:1", 0, "This is not a field");
    row("a path with brackets of text", "properties.a[x]:1", 0, "This is not a field");
    row("missing without a field", "missing:", 8, "for example missing:properties.order_id");
    row("missing has no other operator", "missing=properties.a", 7, "Use :");
    row("missing what", "missing:properties..a", 8, "This is not a field");
    row("typeof without a field", "typeof:", 7, "for example typeof:properties.revenue=string");
    row("typeof without a type", "typeof:properties.revenue", 25, "Add = and a JSON type");
    row("typeof without a type after =", "typeof:properties.revenue=", 26, "Add a value after");
    row("typeof of what", "typeof:properties.revenue=text", 26, "string, number, boolean");
    row("seq is a number", "seq:first", 4, "This is not a number");
    row("seq takes no expression", "seq~1", 3, "Use : != < <= > or >=");
    row("status is a number", "status>ok", 7, "> compares with a number, for example >100");
    row("size has these units", "size>1G", 5, "compares with a number");
    row("plan", "plan:maybe", 5, "in, out");
    row("what is not built is no word", "is:replayed", 3,
        "It takes ok, unread, test, pinned, marked, hidden");
    row("no such colour", "mark:pink", 5, "It takes red, orange, yellow, green, blue, purple");
    row("colours are words", "mark~re", 4, "Use : or !=");
    row("address needs quotes", "http://example.com", 0, "put it in quotes");
    row("unknown type, near", "type:trak", 5, "Did you mean track?");
    row("unknown type, far", "type:cart", 5, "It takes identify, track");
    row("type has no wildcards", "type:*", 5, "knows no *");
    row("second value wrong", "has:error,wraning", 10, "Did you mean warning?");
    row("ingest", "ingest:lost", 7, "accepted, refused, dropped");
    row("words take no regex", "type~track", 4, "type cannot be compared with ~. Use : or !=");
    row("ids have no order", "user>5", 4, "user cannot be compared with >");
    row("no time", "time:noon", 5, "not a time");
    row("no such day", "time:2025-02-30", 5, "2025-11-14T10:42:07.5Z");
    row("time ends without a time", "time:2025-11-14..later", 5, "not a time");
    row("dots alone", "time:..", 5, "not a time");
    row("three dots", "time:2025-11-14...2025-11-15", 5, "not a time");
    row("time range has no order", "time>2025-11-14..2025-11-15", 5, "not a time");
    row("time ago without a unit", "time:-5", 5, "-5m");
    row("time ago in another unit", "time:-5y", 5, "not a time");
    row("time ago without a number", "time:-m", 5, "not a time");
    row("time ago twice negative", "time:--5m", 5, "not a time");
    row("time ago with a fraction", "time:-1.5h", 5, "not a time");
    row("time to come", "time:+5m", 5, "not a time");
    row("time ago too long", "time:-99999999999d", 5, "not a time");
    row("time is no text", "time~2025", 4, "Use : != < <= > or >=");
    row("no time at all", "time:", 5, "for example time:2025-11-14T10:42:07Z");
    row("bad regex", "user~[a", 5, "not a regular expression");
}

void QueryTest::refusals()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(QString, says);
    const auto query = Query::parse(text);
    QVERIFY(!query.ok());
    QCOMPARE(query.error().code, ErrorCode::Query);
    QCOMPARE(query.error().position, position);
    QVERIFY2(query.error().message.contains(says), qPrintable(query.error().message));
}

void QueryTest::spansAreWrittenExactly_data()
{
    QTest::addColumn<Micros>("first");
    QTest::addColumn<Micros>("last");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, Micros first, Micros last, const char *text) {
        QTest::newRow(name) << first << last << QString::fromLatin1(text);
    };
    row("microseconds", 1'763'116'600'000'001, 1'763'116'660'250'000,
        "2025-11-14T10:36:40.000001Z..2025-11-14T10:37:40.250000Z");
    row("before 1970", -1, 0, "1969-12-31T23:59:59.999999Z..1970-01-01T00:00:00.000000Z");
    row("a leap day", 1'709'164'800'000'000, 1'709'251'199'999'999,
        "2024-02-29T00:00:00.000000Z..2024-02-29T23:59:59.999999Z");
}

void QueryTest::spansAreWrittenExactly()
{
    QFETCH(Micros, first);
    QFETCH(Micros, last);
    QFETCH(QString, text);
    QCOMPARE(querySpanText(first, last), text);
    const auto query = Query::parse(QString(QStringLiteral("time:") + text));
    QVERIFY(query.ok());
    QVERIFY(!query->needsBody());
    FakeCall call;
    for (const auto &[at, wanted] : {std::pair(first - 1, false), std::pair(first, true),
             std::pair(last, true), std::pair(last + 1, false)}) {
        call.at = at;
        QCOMPARE(query->matches(call), wanted);
    }
}

void QueryTest::textRoundTrip()
{
    const QString text = QStringLiteral("  -(type:track OR \"a b\")  user:u_*  ");
    const auto once = Query::parse(text);
    QVERIFY(once.ok());
    const auto twice = Query::parse(once->text());
    QVERIFY(twice.ok());
    QCOMPARE(twice->text(), once->text());
    QCOMPARE(hits(*twice), hits(*once));
    QVERIFY(Query::parse(QStringLiteral("  "))->isEmpty());
    QVERIFY(Query().isEmpty());
    QVERIFY(!once->isEmpty());
}

void QueryTest::relativeTimesHoldNothingUntilCounted()
{
    QVERIFY(!Query::parse(QStringLiteral("time:2025-11-14"))->isRelative());
    const auto query = Query::parse(QStringLiteral("-(type:page OR time:-1s)"));
    QVERIFY(query->isRelative());
    const auto calls = sample();
    QVERIFY(query->matches(calls[4]));
    const Query counted = query->relativeTo(calls[4].at);
    QVERIFY(!counted.isRelative());
    QVERIFY(!counted.matches(calls[4]));
    QVERIFY(counted.relativeTo(0).text() == query->text());
    QVERIFY(!counted.relativeTo(INT64_MAX / 2).matches(calls[4])); // counted once
    QVERIFY(query->relativeTo(NoTime).isRelative());
}

void QueryTest::bodiesAreReadOnlyWhenColumnsCannotDecide()
{
    QVERIFY(!Query::parse(QStringLiteral("type:track user:u_42 has:error"))->needsBody());
    const auto query = Query::parse(QStringLiteral("-(type:page OR coupon)"));
    QVERIFY(query->needsBody());
    const auto calls = sample();
    QVERIFY(!query->matches(calls[1]));
    QVERIFY(!calls[1].bodyRead); // it is a page: decided
    QVERIFY(!query->matches(calls[0]));
    QVERIFY(calls[0].bodyRead);
    const auto byName = Query::parse(QStringLiteral("order"));
    const auto fresh = sample();
    QVERIFY(byName->matches(fresh[0]));
    QVERIFY(!fresh[0].bodyRead);
}

void QueryTest::deepNestingIsRefusedNotRisked()
{
    const auto nested = [](qsizetype depth) -> QString {
        return QString(depth, u'(') + QStringLiteral("type:page") + QString(depth, u')');
    };
    QVERIFY(Query::parse(nested(64)).ok());
    QCOMPARE(hits(*Query::parse(nested(64))), QStringLiteral("1"));
    const auto tooDeep = Query::parse(nested(65));
    QVERIFY(!tooDeep.ok());
    QCOMPARE(tooDeep.error().position, 64);
    QVERIFY(!Query::parse(QString(1'000'000, u'(')).ok());
}

void QueryTest::hostileWildcardsEndSoon()
{
    FakeCall call;
    call.eventName = QByteArray(2000, 'a');
    const QString text = QStringLiteral("event:") + QStringLiteral("*a").repeated(500) + u'b';
    const auto query = Query::parse(text);
    QVERIFY(query.ok());
    QVERIFY(!query->matches(call)); // backtracking without bound would not come back
}

void QueryTest::hostileExpressionsAreGivenUp()
{
    const auto pattern = [](const QString &text) {
        std::vector<TextPattern::Piece> pieces;
        for (const QChar c : text)
            pieces.push_back({c.unicode()});
        return TextPattern(TextPattern::Mode::Regex, pieces);
    };
    const TextPattern hostile = pattern(QStringLiteral("^(a+)+$"));
    QVERIFY(hostile.regex().isValid());
    const quint64 before = TextPattern::givenUp();
    QVERIFY(hostile.matches("aaaa"));
    QVERIFY(!hostile.matches("aaab"));
    QCOMPARE(TextPattern::givenUp(), before);
    QVERIFY(!hostile.matches(QByteArray(QByteArray(60, 'a') + 'b')));
    QCOMPARE(TextPattern::givenUp(), before + 1);
    // Long texts alone are no reason.
    QVERIFY(pattern(QStringLiteral("coupon.*FALL")).matches(QByteArray(QByteArray(100'000, 'x') + "coupon: FALL10")));
    QVERIFY(!pattern(QStringLiteral("c[a-z]*n")).matches(QByteArray(100'000, 'x')));
    QCOMPARE(TextPattern::givenUp(), before + 1);
    QVERIFY(Query::parse(QStringLiteral("name~^a"))->isSlow());
    QVERIFY(Query::parse(QStringLiteral("-(name~^a type:track)"))->isSlow());
    QVERIFY(!Query::parse(QStringLiteral("name:a*"))->isSlow());
}

void QueryTest::randomTextNeverCrashes()
{
    const QStringList pieces{QStringLiteral("type"), QStringLiteral(":"), QStringLiteral("="),
        QStringLiteral("!="), QStringLiteral("~"), QStringLiteral(">"), QStringLiteral("("),
        QStringLiteral(")"), QStringLiteral("-"), QStringLiteral("\""), QStringLiteral("\\"),
        QStringLiteral("*"), QStringLiteral("?"), QStringLiteral(","), QStringLiteral(" "),
        QStringLiteral("OR"), QStringLiteral("track"), QStringLiteral("user"), QStringLiteral("event"),
        QStringLiteral("has"), QStringLiteral("error"), QStringLiteral("time"), QStringLiteral("2025-11-14"),
        QStringLiteral("properties.revenue"), QStringLiteral("typeof"), QStringLiteral("missing"),
        QStringLiteral("rule"), QStringLiteral("[]"), QStringLiteral("="), QStringLiteral("string"),
        QStringLiteral("seq"), QStringLiteral("100"), QStringLiteral("-5m"), QStringLiteral(".."),
        QStringLiteral("ä"), QString::fromUcs4(U"\U0001F6D2"), QString(QChar(0xd83d)), QString(QChar(u'\0')),
        QStringLiteral("[")};
    const quint32 seed = 20261121;
    QRandomGenerator random(seed);
    const auto calls = sample();
    int understood = 0;
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        const int length = static_cast<int>(random.bounded(14));
        for (int j = 0; j < length; ++j)
            text += pieces[random.bounded(static_cast<int>(pieces.size()))];
        const auto query = Query::parse(text);
        const qsizetype cursor = random.bounded(int(text.size()) + 1);
        const QueryCompletion place = completionAt(text, cursor);
        QVERIFY2(place.from <= cursor && cursor <= place.to && place.termFrom <= place.from &&
                     place.to <= place.termTo && place.termTo <= text.size(),
            qPrintable(text));
        if (!query.ok()) {
            const Error &error = query.error();
            const QByteArray context = QStringLiteral("seed %1, text %2").arg(seed).arg(text).toUtf8();
            QVERIFY2(error.position >= 0 && error.position <= text.size(), context.constData());
            QVERIFY2(!error.message.isEmpty(), context.constData());
            continue;
        }
        ++understood;
        for (const FakeCall &call : calls)
            (void)query->matches(call);
        const auto again = Query::parse(query->text());
        QVERIFY2(again.ok(), qPrintable(text));
        QCOMPARE(hits(*again), hits(*query));
    }
    QVERIFY(understood > 1000);
}

} // namespace

SPECTAP_TEST_MAIN(QueryTest)
#include "tst_query.moc"
