// SPDX-License-Identifier: MIT
#include "model/spec/coverage.h"

#include "tests/spec/plantext.h"
#include "tests/support/testmain.h"

using namespace spectap;
using namespace spectap::test;

namespace {

class CoverageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void paths_data();
    void paths();
    void eventsAreSeenUnderTheNameTheyMean();
    void aCallIsCountedOnceHoweverOftenAFieldIsInIt();
    void theBatchSpeaksForItsCalls();
    void firstLastAndSources();
    void whatIsNoCallIsCountedApart();
    void copiesStandStill();
    void startsOver();
    void namesAreBounded();
    void documentedNumbersAreTheSameEverywhere();
    void plannedFields_data();
    void plannedFields();
    void plannedEvents_data();
    void plannedEvents();
    void plansStartOver();
    void withoutPlansThereIsNoPlanCoverage();

private:
    void add(Coverage &coverage, const QByteArray &text, quint16 source = 0);
    static QStringList fieldsOf(const PlanCoverage &plans);
    static Sightings of(const Coverage &coverage, const QByteArray &subject, QByteArrayView path);

    std::shared_ptr<const Checker> m_checker;
    quint32 m_seq = 0;
};

void CoverageTest::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue);
    m_checker = Checker::compile(std::move(*catalogue));
}

void CoverageTest::add(Coverage &coverage, const QByteArray &text, quint16 source)
{
    JsonTape tape;
    const SlicedBody body = sliceBody(tape, text, CallType::Unknown, true);
    for (const CallView &call : body.calls)
        coverage.add(++m_seq, call, source);
}

/// What was seen of the field at `path` (the whole subject when empty), by event's name or call's type.
Sightings CoverageTest::of(const Coverage &coverage, const QByteArray &name, QByteArrayView path)
{
    for (const Coverage::Subject &subject : coverage.subjects()) {
        const bool isCall = subject.kind == Coverage::Subject::Kind::Call;
        if ((isCall ? callTypeName(subject.call) : QByteArrayView(subject.name)) != name)
            continue;
        if (path.isEmpty())
            return subject.seen;
        const int node = coverage.nodeAt(subject.root, path);
        return node == Coverage::None ? Sightings() : coverage.node(node).seen;
    }
    return {};
}

void CoverageTest::paths_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("calls");
    QTest::addColumn<bool>("documented");
    const QByteArray order =
        R"({"type":"track","userId":"u","event":"Order Completed","context":{"locale":"de","page":{"odd":1}},)"
        R"("properties":{"order_id":"1","coupon":null,"gift":{"wrap":1},"products":[{"price":1,"shade":2},{"price":3}]}})";
    const QByteArray custom =
        R"({"type":"track","userId":"u","event":"Robot Waved","properties":{"arm":"left","revenue":2}})";
    const QByteArray identify =
        R"({"type":"identify","userId":"u","traits":{"first_name":"A","shoe":44,"address":{"city":"X"}}})";
    const QByteArray group = R"({"type":"group","userId":"u","groupId":"g","traits":{"NAME":"Acme"}})";
    const struct
    {
        const char *name;
        QByteArray call;
        const char *subject, *path;
        int calls;
        bool documented;
    } rows[] = {
        {"event", order, "Order Completed", "", 1, false},
        {"event is a track call too", order, "track", "", 1, false},
        {"property", order, "Order Completed", "properties.order_id", 1, true},
        {"in an array", order, "Order Completed", "properties.products[].price", 1, true},
        {"null is not sent", order, "Order Completed", "properties.coupon", 0, true},
        {"custom property", order, "Order Completed", "properties.gift", 1, false},
        {"inside a custom property is not listed", order, "Order Completed", "properties.gift.wrap", 0,
            false},
        {"custom in an array", order, "Order Completed", "properties.products[].shade", 1, false},
        {"context", order, "track", "context.locale", 1, true},
        {"custom in context", order, "track", "context.page.odd", 1, false},
        {"properties of an event are not the call's", order, "track", "properties.order_id", 0, false},
        {"custom event", custom, "Robot Waved", "", 1, false},
        {"property of a custom event", custom, "Robot Waved", "properties.arm", 1, false},
        {"what track's own page documents", custom, "Robot Waved", "properties.revenue", 1, true},
        {"trait under its other name", identify, "identify", "traits.firstName", 1, true},
        {"nested trait", identify, "identify", "traits.address.city", 1, true},
        {"custom trait", identify, "identify", "traits.shoe", 1, false},
        {"group traits in any case", group, "group", "traits.name", 1, true},
    };
    for (const auto &row : rows) {
        QTest::newRow(row.name) << row.call << QByteArray(row.subject) << QByteArray(row.path) << row.calls
                                << row.documented;
    }
}

void CoverageTest::paths()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, subject);
    QFETCH(QByteArray, path);
    QFETCH(int, calls);
    QFETCH(bool, documented);
    Coverage coverage(m_checker);
    add(coverage, call);
    QCOMPARE(int(of(coverage, subject, path).calls), calls);
    for (const Coverage::Subject &at : coverage.subjects()) {
        const int node = path.isEmpty() ? Coverage::None : coverage.nodeAt(at.root, path);
        if (node == Coverage::None)
            continue;
        QCOMPARE(coverage.path(node), path);
        const bool isCall = at.kind == Coverage::Subject::Kind::Call;
        if (calls > 0 && (isCall ? callTypeName(at.call) : QByteArrayView(at.name)) == subject)
            QCOMPARE(coverage.node(node).documented, documented);
    }
}

void CoverageTest::eventsAreSeenUnderTheNameTheyMean()
{
    Coverage coverage(m_checker);
    add(coverage, R"({"type":"track","userId":"u","event":"order completed"})");
    add(coverage, R"({"type":"track","userId":"u","event":"Order Completed"})");
    add(coverage, R"({"type":"track","userId":"u","event":"Ordr Completd"})"); // a guess is a hint only
    add(coverage, R"({"type":"track","userId":"u","event":7})");
    QCOMPARE(of(coverage, "Order Completed", "").calls, 2U);
    QCOMPARE(of(coverage, "Ordr Completd", "").calls, 1U);
    QCOMPARE(of(coverage, "track", "").calls, 4U);
}

void CoverageTest::aCallIsCountedOnceHoweverOftenAFieldIsInIt()
{
    Coverage coverage(m_checker);
    add(coverage,
        R"({"type":"identify","userId":"u","traits":{"firstName":"A","first_name":"A","email":"a","email":"b"}})");
    QCOMPARE(of(coverage, "identify", "traits.firstName").calls, 1U);
    QCOMPARE(of(coverage, "identify", "traits.email").calls, 1U);
}

void CoverageTest::theBatchSpeaksForItsCalls()
{
    Coverage coverage(m_checker);
    add(coverage,
        R"({"batch":[{"type":"page","userId":"u"},{"type":"page","userId":"u","context":{"ip":"::1"}}],)"
        R"("context":{"locale":"de"},"odd":1})");
    QCOMPARE(of(coverage, "page", "context.locale").calls, 2U);
    QCOMPARE(of(coverage, "page", "context.ip").calls, 1U);
    QCOMPARE(of(coverage, "page", "odd").calls, 0U); // the batch's own business
}

void CoverageTest::firstLastAndSources()
{
    Coverage coverage(m_checker);
    m_seq = 4;
    add(coverage, R"({"type":"track","userId":"u","event":"Order Completed"})", 3);
    add(coverage, R"({"type":"track","userId":"u","event":"Order Refunded"})", 2);
    add(coverage, R"({"type":"track","userId":"u","event":"Order Completed"})", 1);
    const Sightings seen = of(coverage, "Order Completed", "");
    QCOMPARE(seen.firstSeq, 5U);
    QCOMPARE(seen.lastSeq, 7U);
    for (const Coverage::Subject &subject : coverage.subjects()) {
        if (subject.name == "Order Completed")
            QCOMPARE(subject.sources, (std::vector<quint16>{1, 3}));
    }
}

void CoverageTest::whatIsNoCallIsCountedApart()
{
    Coverage coverage(m_checker);
    add(coverage, R"([{"type":"wave","userId":"u"},7])");
    coverage.addUnreadable();
    QCOMPARE(coverage.calls(), 2U);
    QCOMPARE(coverage.unknownCalls(), 2U);
    QCOMPARE(coverage.unreadable(), 1U);
}

void CoverageTest::copiesStandStill()
{
    Coverage coverage(m_checker);
    add(coverage, R"({"type":"track","userId":"u","event":"Order Completed"})");
    const auto snapshot = std::make_shared<const Coverage>(coverage);
    add(coverage, R"({"type":"track","userId":"u","event":"Order Completed","properties":{"odd":1}})");
    QCOMPARE(of(*snapshot, "Order Completed", "").calls, 1U);
    QCOMPARE(of(*snapshot, "Order Completed", "properties.odd").calls, 0U);
    QCOMPARE(of(coverage, "Order Completed", "properties.odd").calls, 1U);
}

void CoverageTest::startsOver()
{
    Coverage coverage(m_checker);
    const std::size_t nodes = coverage.nodes().size();
    add(coverage, R"({"type":"track","userId":"u","event":"Mine","properties":{"odd":1}})");
    QVERIFY(coverage.nodes().size() > nodes);
    coverage.clear();
    QCOMPARE(coverage.nodes().size(), nodes);
    QCOMPARE(coverage.calls(), 0U);
    QCOMPARE(of(coverage, "track", "").calls, 0U);
    add(coverage, R"({"type":"track","userId":"u","event":"Mine","properties":{"odd":1}})");
    QCOMPARE(of(coverage, "Mine", "properties.odd").calls, 1U);
}

void CoverageTest::namesAreBounded()
{
    Coverage coverage(Checker::compile({}));
    const quint32 names = Coverage::MaxCustomEvents + 5;
    for (quint32 i = 0; i < names; ++i)
        add(coverage, "{\"type\":\"track\",\"event\":\"E" + QByteArray::number(i) + "\"}");
    QCOMPARE(coverage.calls(), names);
    QCOMPARE(coverage.subjects().size(), CallTypeCount - 1 + Coverage::MaxCustomEvents);
    QCOMPARE(coverage.unlisted(), quint64(5));
}

void CoverageTest::documentedNumbersAreTheSameEverywhere()
{
    const Coverage blank(m_checker);
    Coverage used(m_checker);
    add(used, R"({"type":"track","userId":"u","event":"Mine","properties":{"odd":1}})");
    for (std::size_t i = 0; i < blank.nodes().size(); ++i)
        QCOMPARE(used.path(static_cast<int>(i)), blank.path(static_cast<int>(i)));
}

/// "0 2 properties.seat" for every field that a plan names or misses: number of the rule, calls, path; "+"
/// marks the unplanned.
QStringList CoverageTest::fieldsOf(const PlanCoverage &plans)
{
    QStringList lines;
    const auto children = plans.children();
    for (std::size_t i = 0; i < plans.subjects().size(); ++i) {
        std::vector<int> open{plans.subjects()[i].root};
        while (!open.empty()) {
            const int at = open.back();
            open.pop_back();
            const auto &below = children[static_cast<std::size_t>(at)];
            open.insert(open.end(), below.rbegin(), below.rend());
            const PlanCoverage::Node &node = plans.node(at);
            const QByteArray path = plans.path(at);
            if (path.contains('.') && !path.endsWith("[]"))
                lines += u"%1 %2 %3%4"_s.arg(i)
                             .arg(node.seen.calls)
                             .arg(node.planned ? QString() : u"+"_s, QString::fromUtf8(path));
        }
    }
    return lines;
}

void CoverageTest::plannedFields_data()
{
    QTest::addColumn<QByteArrayList>("plans");
    QTest::addColumn<QByteArray>("calls");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const QByteArrayList &plans, const QByteArray &calls,
                         const QStringList &fields) { QTest::newRow(name) << plans << calls << fields; };
    const auto seat = [](const QByteArray &schema) {
        return QByteArrayList{planOfRules(ruleOf("Seat Chosen", schema))};
    };
    const auto chosen = [](const QByteArray &properties) { return track("Seat Chosen", properties); };
    const QByteArrayList nested =
        seat(R"({"required":["seat"],"properties":{"seat":{},"price":{"properties":)"
             R"({"amount":{},"tax":{}}},"tags":{"items":{"properties":{"id":{}}}}}})");

    row("seen and never seen", seat(R"({"properties":{"seat":{},"row":{}}})"), chosen(R"({"seat":1})"),
        {u"0 1 properties.seat"_s, u"0 0 properties.row"_s});
    row("nothing sent", seat(R"({"properties":{"seat":{}}})"), R"({"type":"track","event":"Seat Chosen"})",
        {u"0 0 properties.seat"_s});
    row("null was sent", seat(R"({"properties":{"seat":{}}})"), chosen(R"({"seat":null})"),
        {u"0 1 properties.seat"_s});
    row("nested and in arrays", nested,
        chosen(
            R"({"seat":1,"price":{"tax":1,"odd":1},"tags":[{"id":1},{"id":2},{"key":{"deep":1}}],"odd":{"deep":1}})"),
        {u"0 1 properties.seat"_s, u"0 1 properties.price"_s, u"0 0 properties.price.amount"_s,
            u"0 1 properties.price.tax"_s, u"0 1 +properties.price.odd"_s, u"0 1 properties.tags"_s,
            u"0 1 properties.tags[].id"_s, u"0 1 +properties.tags[].key"_s, u"0 1 +properties.odd"_s});
    row("a schema that lists nothing plans nothing", seat("{}"), chosen(R"({"odd":1})"), {});
    row("an empty list", seat(R"({"properties":{}})"), chosen(R"({"odd":1})"), {u"0 1 +properties.odd"_s});
    row("others are welcome", seat(R"({"properties":{"a":{}},"additionalProperties":true})"),
        chosen(R"({"odd":1})"), {u"0 0 properties.a"_s});
    row("planned by a pattern", seat(R"({"properties":{"a":{}},"patternProperties":{"^x-":{}}})"),
        chosen(R"({"x-odd":1,"odd":1})"), {u"0 0 properties.a"_s, u"0 1 +properties.odd"_s});
    row("keys with dots", seat(R"({"properties":{"a.b":{},"a":{"properties":{"b":{}}}}})"),
        chosen(R"({"a.b":1})"), {u"0 1 properties.a.b"_s, u"0 0 properties.a"_s, u"0 0 properties.a.b"_s});
    const QByteArrayList tree{
        planOfRules(ruleOf("Seat Chosen", R"({"properties":{"node":{"$ref":"#/definitions/node"}}})",
            R"(,"definitions":{"node":{"properties":{"next":{"$ref":"#/definitions/node"}}}})"))};
    row("a schema inside itself, not sent", tree, chosen("{}"),
        {u"0 0 properties.node"_s, u"0 0 properties.node.next"_s, u"0 0 properties.node.next.next"_s});
    row("a schema inside itself, as deep as it was sent", tree,
        chosen(R"({"node":{"next":{"next":{"next":1}}}})"),
        {u"0 1 properties.node"_s, u"0 1 properties.node.next"_s, u"0 1 properties.node.next.next"_s,
            u"0 1 properties.node.next.next.next"_s});

    const QByteArray common = R"({"type":"COMMON","jsonSchema":{"properties":{"context":{"properties":)"
                              R"({"app":{},"ip":{}}}}}})";
    row("common, from call and batch", {planOfRules(common)},
        R"({"context":{"app":{}},"batch":[{"type":"page","userId":"u","context":{"ip":"::1","odd":1}}]})",
        {u"0 1 context.app"_s, u"0 1 context.ip"_s});
    row("traits",
        {planOfRules(R"({"type":"IDENTIFY","jsonSchema":{"properties":{"traits":{"properties":)"
                     R"({"tier":{}}}}}})")},
        R"({"type":"identify","userId":"u","traits":{"tier":1,"shoe":44}})",
        {u"0 1 traits.tier"_s, u"0 1 +traits.shoe"_s});
    row("two plans: what the other has is planned",
        {seat(R"({"properties":{"a":{}}})").first(), seat(R"({"properties":{"b":{}}})").first()},
        chosen(R"({"a":1,"b":1,"odd":1})"),
        {u"0 1 properties.a"_s, u"0 1 +properties.odd"_s, u"1 1 properties.b"_s, u"1 1 +properties.odd"_s});
    row("a schema of the properties alone",
        {R"({"$schema":"http://json-schema.org/draft-07/schema#","title":"Seat Chosen","properties":{"seat":{}}})"},
        chosen(R"({"seat":1,"odd":1})"), {u"0 1 properties.seat"_s, u"0 1 +properties.odd"_s});
}

void CoverageTest::plannedFields()
{
    QFETCH(QByteArrayList, plans);
    QFETCH(QByteArray, calls);
    QFETCH(QStringList, fields);
    std::vector<TrackingPlan> loaded;
    for (const QByteArray &plan : plans)
        loaded.push_back(planOf(plan));
    Coverage coverage(Checker::compile({}, std::move(loaded)));
    add(coverage, calls);
    QVERIFY(coverage.plans());
    QCOMPARE(fieldsOf(*coverage.plans()), fields);
}

void CoverageTest::plannedEvents_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QStringList>("seen"); // "event version", or an event in no plan after "+"
    const auto version = [](const char *number) -> QByteArray {
        return R"({"type":"track","userId":"u","event":"Seat Chosen","context":{"protocols":{"event_version":)" +
               QByteArray(number) + "}}}";
    };
    QTest::newRow("planned") << track("Door Opened", "{}") << QStringList{u"Door Opened 1"_s};
    QTest::newRow("letter by letter") << track("door opened", "{}") << QStringList{u"+door opened"_s};
    QTest::newRow("in the other plan") << track("Lamp Lit", "{}") << QStringList{u"Lamp Lit 1"_s};
    QTest::newRow("in both") << track("Bell Rung", "{}") << QStringList{u"Bell Rung 1"_s, u"Bell Rung 1"_s};
    QTest::newRow("in none") << track("Robot Waved", "{}") << QStringList{u"+Robot Waved"_s};
    QTest::newRow("version") << version("2") << QStringList{u"Seat Chosen 2"_s};
    QTest::newRow("unknown version is the oldest") << version("7") << QStringList{u"Seat Chosen 1"_s};
    QTest::newRow("page is no event") << QByteArray(R"({"type":"page","userId":"u"})") << QStringList();
    QTest::newRow("of no known type")
        << QByteArray(R"({"type":"wave","event":"Door Opened"})") << QStringList();
    QTest::newRow("no object") << QByteArray("[7]") << QStringList();
}

void CoverageTest::plannedEvents()
{
    QFETCH(QByteArray, call);
    QFETCH(QStringList, seen);
    const QByteArray second = ruleOf("Seat Chosen", "{}").replace(R"("version":1)", R"("version":2)");
    Coverage coverage(Checker::compile(
        {}, {planOf(planOfRules(second + ',' + ruleOf("Seat Chosen", "{}") + ',' +
                                ruleOf("Door Opened", "{}") + ',' + ruleOf("Bell Rung", "{}"))),
                planOf(planOfRules(ruleOf("Lamp Lit", "{}") + ',' + ruleOf("Bell Rung", "{}")))}));
    m_seq = 6;
    add(coverage, call, 3);
    QStringList found;
    for (const PlanCoverage::Subject &subject : coverage.plans()->subjects()) {
        if (subject.seen.calls == 0)
            continue;
        found += QString::fromUtf8(subject.rule->name) + u' ' + QString::number(subject.rule->version);
        QCOMPARE(subject.seen.firstSeq, 7U);
        QCOMPARE(subject.sources, std::vector<quint16>{3});
    }
    for (const PlanCoverage::UnplannedEvent &event : coverage.plans()->unplannedEvents()) {
        found += u'+' + QString::fromUtf8(event.name);
        QCOMPARE(event.seen.calls, 1U);
        QCOMPARE(event.sources, std::vector<quint16>{3});
    }
    QCOMPARE(found, seen);
}

void CoverageTest::plansStartOver()
{
    const auto checker = Checker::compile({},
        {planOf(planOfRules(ruleOf("Seat Chosen", R"({"properties":{"node":{"$ref":"#/definitions/node"}}})",
            R"(,"definitions":{"node":{"properties":{"next":{"$ref":"#/definitions/node"}}}})")))});
    Coverage coverage(checker);
    const QStringList blank = fieldsOf(*coverage.plans());
    const QByteArray calls = "[" + track("Seat Chosen", R"({"odd":1,"node":{"next":{"next":{"odd":1}}}})") +
                             "," + track("Robot Waved", "{}") + "]";
    add(coverage, calls);
    const QStringList seen = fieldsOf(*coverage.plans());
    QCOMPARE(seen.size(), blank.size() + 3); // one level deeper, and two unplanned
    const Coverage snapshot = coverage;
    coverage.clear();
    QCOMPARE(fieldsOf(*coverage.plans()), blank);
    QVERIFY(coverage.plans()->unplannedEvents().empty());
    QCOMPARE(coverage.plans()->subjects()[0].seen.calls, 0U);
    QCOMPARE(fieldsOf(*snapshot.plans()), seen);
    add(coverage, calls);
    QCOMPARE(fieldsOf(*coverage.plans()), seen);
}

void CoverageTest::withoutPlansThereIsNoPlanCoverage()
{
    QVERIFY(!Coverage(m_checker).plans());
}

} // namespace

SPECTAP_TEST_MAIN(CoverageTest)
#include "tst_coverage.moc"
