// SPDX-License-Identifier: MIT
#include "model/diff/calldiff.h"
#include "model/diff/diffmarkdown.h"
#include "model/diff/valuechange.h"
#include "model/items/likecalls.h"

#include "tests/support/testmain.h"

#include <QRandomGenerator>

#include <algorithm>
#include <numeric>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// Two bodies of one call each, and what differs between the calls.
struct Compared
{
    Compared(QByteArray textA, QByteArray textB, const DiffFacts &facts = {}, DiffOptions options = {})
        : bodyA(std::move(textA))
        , bodyB(std::move(textB))
    {
        const SlicedBody a = sliceBody(tapeA, bodyA, CallType::Unknown, true);
        const SlicedBody b = sliceBody(tapeB, bodyB, CallType::Unknown, true);
        diff = CallDiff(a.calls.empty() ? CallView{} : a.calls.back(),
            b.calls.empty() ? CallView{} : b.calls.back(), facts, std::move(options));
    }

    /// "-/userId +/properties/coupon": one word per change, in order.
    [[nodiscard]] QString changes() const
    {
        QStringList words;
        for (const int index : diff.changes()) {
            const DiffField &field = diff.fields()[std::size_t(index)];
            const QByteArray a = diff.pointer(index, DiffSide::A);
            const QByteArray b = diff.pointer(index, DiffSide::B);
            QString place = QString::fromUtf8(a);
            if (a != b)
                place += u'>' + QString::fromUtf8(b);
            words << sign(field.change) + place;
        }
        return words.join(u' ');
    }
    static QString sign(FieldChange change) { return u"=-TF>+~"_s.at(qsizetype(change)); }
    [[nodiscard]] quint32 count(FieldChange change) const { return diff.counts()[std::size_t(change)]; }

    QByteArray bodyA;
    QByteArray bodyB;
    JsonTape tapeA;
    JsonTape tapeB;
    CallDiff diff;
};

/// Calls by type, name and source; a retry names the call it repeats.
struct Sent
{
    char type;
    const char *name;
    quint16 source = 0;
    quint32 retryOf = 0;
};

DiffFacts commonFacts()
{
    const auto catalogue = Catalogue::bundled();
    if (!catalogue)
        qFatal("%s", qPrintable(catalogue.error().message));
    return {*catalogue, CallType::Track, -1};
}

QByteArray nested(int depth, const QByteArray &innermost)
{
    return R"({"type":"track","p":)" + QByteArray("[").repeated(depth) + innermost +
           QByteArray("]").repeated(depth) + '}';
}

/// An object of `count` members around `middle`.
QByteArray wide(int count, const QByteArray &prefix, const QByteArray &middle = {})
{
    QByteArray text = R"({"type":"track","properties":{)";
    for (int i = 0; i < count; ++i)
        text += '"' + prefix + QByteArray::number(i) + R"(":"value )" + QByteArray::number(i) + "\",";
    return text + middle + R"("last":1}})";
}

} // namespace

class CallDiffTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatBecameOfEachField_data();
    void tellsWhatBecameOfEachField();
    void comparesNumbersByValue_data();
    void comparesNumbersByValue();
    void ignoresWhatAlwaysDiffers();
    void knowsDocumentedFormats();
    void matchesItemsByTheirIds();
    void sumsUpForParents();
    void findsFieldsByPointer();
    void copesWithHostileCalls_data();
    void copesWithHostileCalls();
    void losesNothingOfAnyCall();
    void writesMarkdownThatNothingBreaks();
    void findsTheCallBefore_data();
    void findsTheCallBefore();
};

void CallDiffTest::tellsWhatBecameOfEachField_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QString>("changes");
    const auto row = [](const char *name, const QByteArray &a, const QByteArray &b, const QString &changes) {
        QTest::newRow(name) << a << b << changes;
    };
    row("the same", R"({"a":1,"b":[true,null]})", R"({"a":1,"b":[true,null]})", {});
    row("members have no order", R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"d":3,"c":2},"a":1})", {});
    row("white space is nothing", R"({"a":{"b":[1,2]}})", "{ \"a\" :\n{\"b\": [1, 2 ]}}", {});
    row("escapes say the same", R"({"a":"\u0041\/","\u0062":1})", R"({"a":"A/","b":1})", {});
    row("lone surrogates differ", R"({"a":"\ud800"})", R"({"a":"\ud801"})", u"~/a"_s);
    row("value changed", R"({"a":"x","b":true})", R"({"a":"y","b":false})", u"~/a ~/b"_s);
    row("gone and added", R"({"a":1,"b":2})", R"({"a":1,"zz":2})", u"-/b +/zz"_s);
    row("gone stands before what came there", R"({"a":1,"tax":2,"coupon":3,"z":4})",
        R"({"a":1,"tax":2,"gift":true,"z":4})", u"-/coupon +/gift"_s);
    row("added at the start and at the end", R"({"m":1})", R"({"first":0,"m":1,"second":2})",
        u"+/first +/second"_s);
    row("type changed", R"({"a":42.5,"b":null,"c":true})", R"({"a":"42.5","b":0,"c":"true"})",
        u"T/a T/b T/c"_s);
    row("object became text: counted once", R"({"a":{"b":1,"c":{"d":2}}})", R"({"a":"b"})", u"T/a"_s);
    row("object became array", R"({"a":{"0":1}})", R"({"a":[1]})", u"T/a"_s);
    row("whole objects come and go once", R"({"a":{"b":{"c":1},"d":2}})", R"({"q":[{"x":1},2]})",
        u"-/a +/q"_s);
    row("empty containers", R"({"a":{},"b":[]})", R"({"a":{"x":1},"b":{}})", u"+/a/x T/b"_s);
    row("moment became text", R"({"at":"2025-11-14T10:40:58Z"})", R"({"at":"2025-11-14 10:42:07"})",
        u"F/at"_s);
    row("two moments", R"({"at":"2025-11-14T10:40:58Z"})", R"({"at":"2025-11-15"})", u"~/at"_s);
    row("email became id", R"({"u":"maya@example.com"})", R"({"u":"u_4217"})", u"F/u"_s);
    row("uuid became uuid", R"({"u":"d27b90c4-6e1f-4b7a-9c55-2f80a1e6b3d9"})",
        R"({"u":"d27b90c4-6e1f-4b7a-9c55-2f80a1e6b3da"})", u"~/u"_s);
    row("emptied is no format", R"({"u":"maya@example.com"})", R"({"u":""})", u"~/u"_s);
    row("misspelt", R"({"currency":"EUR"})", R"({"curency":"EUR"})", u">/currency>/curency"_s);
    row("misspelt before, right now", R"({"curency":"EUR"})", R"({"currency":"USD"})",
        u">/curency>/currency"_s);
    row("another spelling", R"({"orderId":"1","userID":2})", R"({"order_id":"1","user_id":2})",
        u">/orderId>/order_id >/userID>/user_id"_s);
    row("a name of another type is another field", R"({"currency":"EUR"})", R"({"curency":978})",
        u"-/currency +/curency"_s);
    row("numbers are not misspelt", R"({"property1":1})", R"({"property2":1})", u"-/property1 +/property2"_s);
    row("one was renamed, not both", R"({"currency":"EUR"})", R"({"curency":"EUR","currenccy":"EUR"})",
        u">/currency>/curency +/currenccy"_s);
    row("inside a renamed object", R"({"shippingAddress":{"a":1}})", R"({"shipping_address":{"a":2}})",
        u">/shippingAddress>/shipping_address ~/shippingAddress/a>/shipping_address/a"_s);
    row("items by place", R"({"a":[1,2,3]})", R"({"a":[1,9]})", u"~/a/1 -/a/2"_s);
    row("of equal names the last counts", R"({"a":1,"a":2})", R"({"a":2})", u"-/a"_s);
    row("equal names face each other from the end", R"({"a":1,"a":2,"a":3})", R"({"a":7,"a":3})",
        u"-/a ~/a"_s);
    row("names with signs of pointers", R"({"a/b":{"~":1}})", R"({"a/b":{"~":2}})", u"~/a~1b/~0"_s);
    row("what a batch says for all",
        R"({"batch":[{"type":"track","context":{"ip":"1.2.3.4"}}],"context":{"ip":"9.9.9.9","x":1},"other":1})",
        R"({"type":"track","context":{"x":2,"ip":"1.2.3.4"}})", u"~/context/x"_s);
    row("null does not undo the batch", R"({"batch":[{"type":"track","context":null}],"context":{"x":1}})",
        R"({"type":"track","context":{"x":1}})", {});
}

void CallDiffTest::tellsWhatBecameOfEachField()
{
    QFETCH(const QByteArray, a);
    QFETCH(const QByteArray, b);
    QFETCH(const QString, changes);
    const Compared compared(a, b);
    QVERIFY(compared.diff.isComparable());
    QCOMPARE(compared.changes(), changes);
    // The other way round as much has changed, only the other way.
    const Compared back(b, a);
    QCOMPARE(back.diff.changes().size(), compared.diff.changes().size());
    QCOMPARE(back.count(FieldChange::Gone), compared.count(FieldChange::Added));
    QCOMPARE(back.count(FieldChange::Same), compared.count(FieldChange::Same));
}

void CallDiffTest::comparesNumbersByValue_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *a, const char *b, bool same) {
        QTest::addRow("%s %s %s", a, same ? "is" : "is not", b) << QByteArray(a) << QByteArray(b) << same;
    };
    row("1", "1.0", true);
    row("42.50", "42.5", true);
    row("1", "10e-1", true);
    row("100", "1E+2", true);
    row("0", "-0.00e7", true);
    row("0.001", "1e-3", true);
    row("9007199254740992", "9007199254740993", false);
    row("123456789012345678901234567890", "123456789012345678901234567890.0", true);
    row("123456789012345678901234567890", "123456789012345678901234567891", false);
    row("1e400", "1e400", true);
    row("1e400", "1e401", false);
    row("10e399", "1e400", true);
    row("1e99999999999999999999", "1e99999999999999999999", true);
    row("1e99999999999999999999", "10e99999999999999999998", false); // beyond all measure: by its text
    row("1", "-1", false);
    row("12", "1.2", false);
    row("12", "120", false);
}

void CallDiffTest::comparesNumbersByValue()
{
    QFETCH(const QByteArray, a);
    QFETCH(const QByteArray, b);
    QFETCH(const bool, same);
    QCOMPARE(isSameNumber(a, b), same);
    QCOMPARE(isSameNumber(b, a), same);
    const Compared compared("{\"n\":" + a + '}', "{\"n\":" + b + '}');
    QCOMPARE(compared.changes(), same ? QString() : u"~/n"_s);
}

void CallDiffTest::ignoresWhatAlwaysDiffers()
{
    const QByteArray a = R"({"type":"track","messageId":"ajs-1","timestamp":"2025-11-14T10:40:58.113Z",)"
                         R"("sentAt":"2025-11-14T10:40:58.2Z","properties":{"timestamp":"a"}})";
    const QByteArray b = R"({"type":"track","messageId":"d27b90c4-6e1f-4b7a-9c55-2f80a1e6b3d9",)"
                         R"("timestamp":"2025-11-14 10:42:07","sentAt":"2025-11-14T10:42:08.2Z",)"
                         R"("properties":{"timestamp":"b"}})";
    const Compared ignoring(a, b, commonFacts());
    // A moment that is no longer written as one is news, whatever it says.
    QCOMPARE(ignoring.changes(), u"F/timestamp ~/properties/timestamp"_s);
    QCOMPARE(ignoring.diff.varying().size(), std::size_t(2));
    const Compared all(a, b, commonFacts(), {.ignoreVolatile = false});
    QCOMPARE(all.changes(), u"~/messageId F/timestamp ~/sentAt ~/properties/timestamp"_s);
    QCOMPARE(all.diff.varying(), ignoring.diff.varying());
    const Compared gone(a, R"({"type":"track","properties":{"timestamp":"a"}})", commonFacts());
    QCOMPARE(gone.changes(), u"-/messageId -/timestamp -/sentAt"_s);
}

void CallDiffTest::knowsDocumentedFormats()
{
    const QByteArray a = R"({"type":"identify","traits":{"email":"maya@example.com","note":"usd"}})";
    const QByteArray b = R"({"type":"identify","traits":{"email":"maya@example,com","note":"dollars"}})";
    const auto catalogue = Catalogue::bundled();
    const Compared compared(a, b, DiffFacts(*catalogue, CallType::Identify, -1));
    QCOMPARE(compared.changes(), u"F/traits/email ~/traits/note"_s);

    std::size_t order = 0;
    while (order < catalogue->events.size() && catalogue->events[order].id != "ecommerce/order-completed")
        ++order;
    const Compared money(R"({"type":"track","properties":{"currency":"EUR"}})",
        R"({"type":"track","properties":{"currency":"euros"}})",
        DiffFacts(*catalogue, CallType::Track, int(order)));
    QCOMPARE(money.changes(), u"F/properties/currency"_s);
}

void CallDiffTest::matchesItemsByTheirIds()
{
    const QByteArray a = R"({"p":[{"product_id":"1","sku":"x","n":1},{"product_id":"2","sku":"x","n":2}],)"
                         R"("q":[1,2],"r":[{"id":1},{"id":1}]})";
    const QByteArray b = R"({"p":[{"product_id":"3","sku":"z","n":3},{"product_id":"2","sku":"x","n":2},)"
                         R"({"product_id":"1","sku":"x","n":7}],"q":[2,1],"r":[{"id":1},{"id":2}]})";
    const Compared byPlace(a, b);
    // Two items have one sku, and two of A one id: those keys tell nothing apart.
    QCOMPARE(byPlace.diff.itemKeys(), std::vector<QByteArray>{"product_id"});
    QCOMPARE(byPlace.changes(), u"~/p/0/product_id ~/p/0/sku ~/p/0/n +/p/2 ~/q/0 ~/q/1 ~/r/1/id"_s);
    const Compared byId(a, b, {}, {.itemKey = "product_id"});
    QCOMPARE(byId.changes(), u"+/p/0 ~/p/0/n>/p/2/n ~/q/0 ~/q/1 ~/r/1/id"_s);
}

void CallDiffTest::sumsUpForParents()
{
    const Compared compared(
        R"({"same":1,"properties":{"a":1,"currency":"EUR","total":1,"items":[{"brand":"x","price":1}]}})",
        R"({"same":1,"properties":{"b":1,"curency":"EUR","total":"1","items":[{"price":2},{"price":3}]}})");
    const int properties = compared.diff.fieldAt("/properties", DiffSide::B);
    QVERIFY(properties >= 0);
    const DiffField &field = compared.diff.fields()[std::size_t(properties)];
    QCOMPARE(field.change, FieldChange::Same);
    QCOMPARE(field.counts, (ChangeCounts{0, 2, 1, 0, 1, 2, 1}));
    QCOMPARE(compared.diff.counts(), (ChangeCounts{1, 2, 1, 0, 1, 2, 1}));
    QCOMPARE(compared.diff.changes().size(), std::size_t(7));
    // Parents enclose what is theirs.
    for (const DiffField &one : compared.diff.fields()) {
        const int index = int(&one - compared.diff.fields().data());
        QVERIFY(int(one.next) > index);
        QVERIFY(one.parent < index);
        QVERIFY(one.parent < 0 || compared.diff.fields()[std::size_t(one.parent)].next >= one.next);
    }
}

void CallDiffTest::findsFieldsByPointer()
{
    const Compared compared(R"({"a/b":[{"x":1}],"gone":{"y":1}})", R"({"new":1,"a/b":[{"x":1},{"x":2}]})");
    for (int i = 0; i < int(compared.diff.fields().size()); ++i) {
        for (const DiffSide side : {DiffSide::A, DiffSide::B}) {
            if (compared.diff.fields()[std::size_t(i)].node(side) != JsonTape::None)
                QCOMPARE(compared.diff.fieldAt(compared.diff.pointer(i, side), side), i);
        }
    }
    QCOMPARE(compared.diff.fieldAt("/gone", DiffSide::B), -1);
    QCOMPARE(compared.diff.fieldAt("/a~1b/7/x", DiffSide::B), -1);
    QCOMPARE(compared.diff.path(compared.diff.fieldAt("/a~1b/1/x", DiffSide::B), DiffSide::B), "a/b[1].x");
    QVERIFY(!Compared("nonsense", R"({"a":1})").diff.isComparable());
    QVERIFY(!Compared(R"({"batch":[7]})", R"({"batch":[7]})").diff.isComparable());
}

void CallDiffTest::copesWithHostileCalls_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<int>("changes");
    constexpr int Many = 60'000;
    QTest::newRow("as deep as it goes") << nested(1000, "1") << nested(1000, "2") << 1;
    QTest::newRow("deep against shallow") << nested(1000, "1") << nested(1, "1") << 1;
    QTest::newRow("many members, one value")
        << wide(Many, "name ", "\"x\":1,") << wide(Many, "name ", "\"x\":2,") << 1;
    QTest::newRow("no name in common") << wide(Many, "a") << wide(Many, "b") << 2 * Many;
    QTest::newRow("one name, many times")
        << QByteArray(wide(1, "x").chopped(2) + QByteArray(",\"k\":1").repeated(Many) + "}}")
        << QByteArray(wide(1, "x").chopped(2) + QByteArray(",\"k\":2").repeated(Many) + "}}") << Many;
    QByteArray items = R"({"type":"track","p":[)";
    QByteArray turned = items;
    for (int i = 0; i < Many; ++i) {
        items += R"({"id":)" + QByteArray::number(i) + "},";
        turned += R"({"id":)" + QByteArray::number(Many - 1 - i) + "},";
    }
    QTest::newRow("items in another order")
        << QByteArray(items.chopped(1) + "]}") << QByteArray(turned.chopped(1) + "]}") << 0;
    QTest::newRow("one long text") << QByteArray(R"({"a":")" + QByteArray(10'000'000, 'x') + "\"}")
                                   << QByteArray(R"({"a":")" + QByteArray(10'000'000, 'x') + "y\"}") << 1;
    QTest::newRow("one long number") << QByteArray(R"({"a":)" + QByteArray(1'000'000, '9') + '}')
                                     << QByteArray(R"({"a":)" + QByteArray(1'000'000, '9') + ".0}") << 0;
}

/// Whatever grows with the square of these does not end within the test's time.
void CallDiffTest::copesWithHostileCalls()
{
    QFETCH(const QByteArray, a);
    QFETCH(const QByteArray, b);
    QFETCH(const int, changes);
    const Compared compared(a, b, commonFacts(), {.itemKey = "id"});
    QVERIFY(compared.diff.isComparable());
    QCOMPARE(int(compared.diff.changes().size()), changes);
}

/// Calls made by chance, of few names and values so that they meet: each value of either call is in just one
/// field, parents count what is below them, and no call differs from itself.
void CallDiffTest::losesNothingOfAnyCall()
{
    QRandomGenerator random(20251114);
    const auto value = [&](const auto &self, int depth) -> QByteArray {
        static const QByteArrayList Names{
            "a", "orderId", "order_id", "order_ids", "id", "currency", "curency"};
        static const QByteArrayList Leaves{
            "1", "1.0", "true", "null", "\"1\"", "\"x\"", "\"2025-11-14\"", "{}", "[]", "\"\\u0031\""};
        const quint32 kind = random.bounded(depth > 0 ? 4U : 2U);
        if (kind < 2)
            return Leaves[random.bounded(Leaves.size())];
        QByteArrayList parts;
        for (quint32 left = random.bounded(5U); left > 0; --left) {
            const QByteArray inside = self(self, depth - 1);
            parts << (kind == 2 ? inside : '"' + Names[random.bounded(Names.size())] + "\":" + inside);
        }
        return kind == 2 ? '[' + parts.join(',') + ']' : '{' + parts.join(',') + '}';
    };
    for (int i = 0; i < 3000; ++i) {
        const QByteArray a = R"({"type":"track","properties":)" + value(value, 4) + '}';
        const QByteArray b = R"({"type":"track","properties":)" + value(value, 4) + '}';
        const auto context = [&] { return qPrintable(QString::fromUtf8(a + " and " + b)); };
        const Compared compared(a, b, {}, {.itemKey = "id"});
        std::vector<int> seenA(compared.tapeA.size());
        std::vector<int> seenB(compared.tapeB.size());
        for (const DiffField &field : compared.diff.fields()) {
            if (field.a != JsonTape::None)
                ++seenA[field.a];
            if (field.b != JsonTape::None)
                ++seenB[field.b];
        }
        // All but the call itself, which is the root.
        QVERIFY2(std::all_of(seenA.begin() + 1, seenA.end(), [](int n) { return n == 1; }), context());
        QVERIFY2(std::all_of(seenB.begin() + 1, seenB.end(), [](int n) { return n == 1; }), context());
        const ChangeCounts &counts = compared.diff.counts();
        QCOMPARE(std::accumulate(counts.begin() + 1, counts.end(), std::size_t(0)),
            compared.diff.changes().size());
        QVERIFY2(Compared(a, a, {}, {.itemKey = "id"}).diff.changes().empty(), context());
    }
}

void CallDiffTest::writesMarkdownThatNothingBreaks()
{
    const Compared compared(
        "{\"a|b\":\"x`y|z\",\"t\":1,\"o\":{\"k\":1},\"currency\":\"EUR\",\"s\":0,\"messageId\":\"1\"}",
        "{\"a|b\":\"``\",\"t\":\"1\",\"curency\":\"EUR\",\"s\":0,\"messageId\":\"2\"}", commonFacts());
    QCOMPARE(diffMarkdown(compared.diff, "#1 Order", "#2 Order"),
        QByteArray("### Diff of two calls\n\n- A: `#1 Order`\n- B: `#2 Order`\n\n"
                   "| Field | A | B | Change |\n|---|---|---|---|\n"
                   "| `a\\|b` | `` \"x`y\\|z\" `` | ``` \"``\" ``` | value changed |\n"
                   "| `t` | `1` | `\"1\"` | number became string |\n"
                   "| `o` | `{1}` | not sent | gone |\n"
                   "| `currency` → `curency` | `\"EUR\"` | `\"EUR\"` | renamed |\n"
                   "\nThe same in both: 1. Ignored: `messageId`.\n"));
    const Compared same(R"({"a":1})", R"({"a":1})");
    QVERIFY(diffMarkdown(same.diff, "#1", "#2").contains("No field differs."));
    const Compared broken("nonsense", R"({"a":1})");
    QVERIFY(diffMarkdown(broken.diff, "#1", "#2").contains("not a JSON object"));
}

void CallDiffTest::findsTheCallBefore_data()
{
    QTest::addColumn<std::vector<Sent>>("sent"); // the last one is asked about
    QTest::addColumn<quint32>("before");
    QTest::addColumn<std::vector<quint32>>("others");
    using Calls = std::vector<Sent>;
    using Seqs = std::vector<quint32>;
    QTest::newRow("alone") << Calls{{'t', "a"}} << 0U << Seqs{};
    QTest::newRow("the nearest") << Calls{{'t', "a"}, {'t', "a"}, {'t', "b"}, {'t', "a"}} << 2U << Seqs{2, 1};
    QTest::newRow("another type is another call") << Calls{{'p', "a"}, {'t', "a"}} << 0U << Seqs{};
    QTest::newRow("its own source first")
        << Calls{{'t', "a", 1}, {'t', "a", 2}, {'t', "a", 1}} << 1U << Seqs{2, 1};
    QTest::newRow("another source if need be") << Calls{{'t', "a", 2}, {'t', "a", 1}} << 1U << Seqs{1};
    QTest::newRow("another spelling if need be")
        << Calls{{'t', "Order Completed"}, {'t', "b"}, {'t', "order_completed"}} << 1U << Seqs{1};
    QTest::newRow("the same spelling before another")
        << Calls{{'t', "order completed", 2}, {'t', "Order Completed"}, {'t', "order completed"}} << 1U
        << Seqs{2, 1};
    QTest::newRow("no copies of itself")
        << Calls{{'t', "a"}, {'t', "a"}, {'t', "a", 0, 2}, {'t', "a", 0, 2}} << 1U << Seqs{1};
    QTest::newRow("without a name") << Calls{{'i', ""}, {'t', "a"}, {'i', ""}} << 1U << Seqs{1};
}

void CallDiffTest::findsTheCallBefore()
{
    QFETCH(const std::vector<Sent>, sent);
    QFETCH(const quint32, before);
    QFETCH(const std::vector<quint32>, others);
    StringPool strings;
    std::vector<CallRow> rows;
    for (const Sent &call : sent) {
        CallRow row;
        row.type = call.type == 't'   ? CallType::Track
                   : call.type == 'p' ? CallType::Page
                                      : CallType::Identify;
        row.name = *call.name ? strings.intern(call.name) : 0;
        row.source = call.source;
        row.retryOf = call.retryOf;
        rows.push_back(row);
    }
    RowStore store;
    store.append(rows);
    QCOMPARE(previousLike(store.snapshot(), strings, store.size()), before);
    QCOMPARE(callsLike(store.snapshot(), strings, store.size(), 9), others);
    QCOMPARE(callsLike(store.snapshot(), strings, store.size(), 1).size(),
        std::min<std::size_t>(1, others.size()));
    QCOMPARE(previousLike(store.snapshot(), strings, store.size() + 1), 0U);
}

SPECTAP_TEST_MAIN(CallDiffTest)
#include "tst_calldiff.moc"
