// SPDX-License-Identifier: MIT
#include "model/spec/plan/plandraft.h"
#include "plantext.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace spectap;
using namespace spectap::test;

/// Plans drafted from calls.
class TestPlanDraft : public QObject
{
    Q_OBJECT

private slots:
    void infers_data();
    void infers();
    void rulesOfCalls();
    void passesOver();
    void holdsForItsCalls_data();
    void holdsForItsCalls();

private:
    static QByteArray draftOf(const QByteArrayList &bodies);
};

QByteArray TestPlanDraft::draftOf(const QByteArrayList &bodies)
{
    PlanDraft draft;
    for (const QByteArray &text : bodies) {
        const Body body(text);
        for (const CallView &call : body.sliced.calls)
            draft.add(call);
    }
    return draft.json("Draft");
}

void TestPlanDraft::infers_data()
{
    QTest::addColumn<QByteArrayList>("values"); // of properties
    QTest::addColumn<QByteArray>("schema");     // of properties
    const auto row = [](const char *name, const QByteArrayList &values, const char *schema) {
        QTest::newRow(name) << values << QByteArray(schema);
    };
    const auto times = [](int count, const QByteArrayList &values) {
        QByteArrayList all;
        for (int i = 0; i < count; ++i)
            all += values[i % values.size()];
        return all;
    };
    row("required: in every call", {R"({"a":"x","b":1.5})", R"({"a":"y"})"},
        R"({"type":"object","properties":{"a":{"type":"string","description":"Seen in 2 of 2."},)"
        R"("b":{"type":"number","description":"Seen in 1 of 2."}},"required":["a"]})");
    row("type: number until there are many whole ones", times(9, {R"({"a":1})"}),
        R"({"type":"object","properties":{"a":{"type":"number","description":"Seen in 9 of 9."}},"required":["a"]})");
    row("type: integer", times(10, {R"({"a":1})", R"({"a":2.0})"}),
        R"({"type":"object","properties":{"a":{"type":"integer","description":"Seen in 10 of 10."}},"required":["a"]})");
    row("type: several", {R"({"a":1.5})", R"({"a":null})", R"({"a":"x"})"},
        R"({"type":"object","properties":{"a":{"type":["string","number","null"],"description":"Seen in 3 of 3."}},"required":["a"]})");
    row("type: nothing but null says nothing", {R"({"a":null})"},
        R"({"type":"object","properties":{"a":{"description":"Seen in 1 of 1."}},"required":["a"]})");
    row("format: times", {R"({"a":"2025-11-14T10:42:07Z"})"},
        R"({"type":"object","properties":{"a":{"type":"string","format":"date-time","description":"Seen in 1 of 1."}},"required":["a"]})");
    row("format: not all are times", {R"({"a":"2025-11-14T10:42:07Z"})", R"({"a":"now"})"},
        R"({"type":"object","properties":{"a":{"type":"string","description":"Seen in 2 of 2."}},"required":["a"]})");
    row("enum: few values repeat", times(10, {R"({"a":"web"})", R"({"a":"ios"})"}),
        R"({"type":"object","properties":{"a":{"type":"string","enum":["ios","web"],"description":"Seen in 10 of 10."}},"required":["a"]})");
    row("enum: too few calls to tell", times(9, {R"({"a":"web"})", R"({"a":"ios"})"}),
        R"({"type":"object","properties":{"a":{"type":"string","description":"Seen in 9 of 9."}},"required":["a"]})");
    row("enum: never of ids", times(10, {R"({"a_id":"1"})", R"({"a_id":"2"})"}),
        R"({"type":"object","properties":{"a_id":{"type":"string","description":"Seen in 10 of 10."}},"required":["a_id"]})");
    row("nested: objects and arrays", {R"({"a":[{"b":true},{"b":false,"c":[]}],"d":{"e":1.5}})"},
        R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"b":{"type":"boolean",)"
        R"("description":"Seen in 2 of 2."},"c":{"type":"array","description":"Seen in 1 of 2."}},"required":["b"]},)"
        R"("description":"Seen in 1 of 1."},"d":{"type":"object","properties":{"e":{"type":"number","description":"Seen in 1 of 1."}},)"
        R"("required":["e"],"description":"Seen in 1 of 1."}},"required":["a","d"]})");
    row("nested: none at all", {"{}"}, R"({"type":"object","properties":{}})");
}

void TestPlanDraft::infers()
{
    QFETCH(QByteArrayList, values);
    QFETCH(QByteArray, schema);
    QByteArrayList bodies;
    for (const QByteArray &value : values)
        bodies += track("Seat Chosen", value);
    const QJsonObject plan = QJsonDocument::fromJson(draftOf(bodies)).object();
    const QJsonObject rule = plan[u"rules"_s][0].toObject();
    QCOMPARE(rule[u"key"_s].toString(), u"Seat Chosen"_s);
    const QJsonObject properties = rule[u"jsonSchema"_s][u"properties"_s][u"properties"_s].toObject();
    QCOMPARE(QJsonDocument(properties).toJson(), QJsonDocument::fromJson(schema).toJson());
    QCOMPARE(planLines(*Checker::compile({}, {planOf(draftOf(bodies))}), '[' + bodies.join(',') + ']'),
        QStringList());
}

void TestPlanDraft::rulesOfCalls()
{
    const QByteArray draft = draftOf({track("B", "{}"), track("A", "{}"), track("B", "{}"),
        R"({"type":"identify","userId":"u","traits":{"a":1}})",
        R"({"type":"group","groupId":"g","traits":{}})", R"({"type":"page","userId":"u","name":"Home"})",
        R"({"type":"screen","userId":"u","name":"Home","properties":{"x":1}})"});
    QStringList rules;
    for (const PlanRule &rule : planOf(draft).rules)
        rules += QString::fromUtf8(
            callTypeName(rule.call).toByteArray() + ' ' + rule.name + ": " + rule.description);
    rules.sort();
    QCOMPARE(rules, (QStringList{u"group : Drafted from 1 call."_s, u"identify : Drafted from 1 call."_s,
                        u"page : Drafted from 1 call."_s, u"screen : Drafted from 1 call."_s,
                        u"track A: Drafted from 1 call."_s, u"track B: Drafted from 2 calls."_s}));
    QVERIFY(
        !QString::fromUtf8(draft).contains(u"\"required\": [\n            \"a\""_s)); // traits are optional
}

void TestPlanDraft::passesOver()
{
    PlanDraft draft;
    const Body body(
        R"([{"type":"track","event":""},{"type":"alias","userId":"a"},{"x":1},5,{"type":"track","event":7}])");
    for (const CallView &call : body.sliced.calls)
        draft.add(call);
    QCOMPARE(draft.calls(), quint64(5));
    QCOMPARE(draft.passedOver(), quint64(5));
    QCOMPARE(draft.rules(), std::size_t(0));
}

void TestPlanDraft::holdsForItsCalls_data()
{
    QTest::addColumn<QByteArrayList>("bodies");
    const QDir captures(QStringLiteral(SPECTAP_TEST_DATA "/captures"));
    for (const QString &folder : captures.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        QByteArrayList bodies;
        for (const QFileInfo &info : QDir(captures.filePath(folder)).entryInfoList({u"*.http"_s})) {
            QFile file(info.filePath());
            QVERIFY(file.open(QFile::ReadOnly));
            const QByteArray bytes = file.readAll();
            const QByteArray body = bytes.sliced(qMax(bytes.indexOf("\r\n\r\n"), 0)).trimmed();
            JsonTape tape;
            if (!tape.parse(body)) // gzip and settings requests have no calls to read here
                bodies += body;
        }
        if (!bodies.isEmpty())
            QTest::newRow(qPrintable(folder)) << bodies;
    }
    QByteArrayList odd;
    QRandomGenerator random(7);
    const QByteArrayList pieces{"null", "true", "1", "1.50", "1e400", "123456789012345678901234567890",
        R"("")", R"("\ud800")", R"("2025-11-14T10:42:07Z")", R"("web")", "[]", "[1,\"a\",null]", "{}",
        R"({"a/b":{"~":[{"":1}]}})", R"({"a":1,"a":{"b":2}})", R"([[{"x":1}],[{"y":2}]])", R"("é😀")"};
    const QByteArrayList keys{"a", "a.b", "a/b", "", "id", "\\u00e9", "$ref", "properties", "\\ud83d"};
    for (int i = 0; i < 400; ++i) {
        QByteArray members;
        for (int m = random.bounded(5); m > 0; --m)
            members += (members.isEmpty() ? "\"" : ",\"") + keys[random.bounded(keys.size())] +
                       "\":" + pieces[random.bounded(pieces.size())];
        const QByteArrayList types{"track", "page", "identify"};
        const QByteArray type = types[random.bounded(3)];
        odd += R"({"type":")" + type + R"(","userId":"u","event":"E)" +
               QByteArray::number(random.bounded(5)) +
               (type == "identify" ? R"(","traits":{)" : R"(","properties":{)") + members + "}}";
    }
    QTest::newRow("odd values and names") << odd;
    QByteArray many = "{";
    for (int i = 0; i < 1000; ++i)
        many += (i ? ",\"k" : "\"k") + QByteArray::number(i) + "\":1";
    QByteArray deep = "1";
    for (int i = 0; i < 60; ++i)
        deep = "{\"d\":" + deep + "}";
    QTest::newRow("names by the thousand, depth")
        << QByteArrayList{track("E", many + "}"), track("E", deep), track("F", "[1]"), track("F", "null")};
}

/// Whatever was seen is planned: the draft finds nothing in the calls it was made from.
void TestPlanDraft::holdsForItsCalls()
{
    QFETCH(QByteArrayList, bodies);
    const QByteArray draft = draftOf(bodies);
    if (planOf(QByteArray(draft).replace(
                   "\"rules\": []", "\"rules\": [{\"type\":\"COMMON\",\"jsonSchema\":{}}]"))
            .rules.empty())
        QFAIL("no plan");
    if (draft.contains("\"rules\": []"))
        return; // no calls in these requests
    const auto checker = Checker::compile({}, {planOf(draft)});
    for (const QByteArray &body : bodies)
        QCOMPARE(planLines(*checker, body), QStringList());
}

SPECTAP_TEST_MAIN(TestPlanDraft)
#include "tst_plandraft.moc"
