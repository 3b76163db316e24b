// SPDX-License-Identifier: MIT
#include "plantext.h"
#include "rulerows.h"
#include "tests/support/testmain.h"

using namespace spectap;
using namespace spectap::test;

/// Tracking plans: what they say of calls, beside the Spec.
class TestPlan : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rules_data();
    void rules();
    void severalPlans();
    void specKeepsQuietOfPlannedNames();
    void specKeepsQuietOfPatterns();
    void ghostRows();
    void findingsName();
    void sentences_data();
    void sentences();
    void version();
    void noPlanNoFindings();

private:
    std::shared_ptr<const Checker> checkerOf(std::vector<TrackingPlan> plans) const;
    Catalogue m_catalogue;
};

void TestPlan::initTestCase()
{
    Result<Catalogue> catalogue = Catalogue::bundled();
    QVERIFY2(catalogue.ok(), catalogue.ok() ? "" : qPrintable(catalogue.error().message));
    m_catalogue = *std::move(catalogue);
}

std::shared_ptr<const Checker> TestPlan::checkerOf(std::vector<TrackingPlan> plans) const
{
    return Checker::compile(m_catalogue, std::move(plans));
}

void TestPlan::rules_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QStringList>("findings");
    for (const RuleRow &row : planRows())
        QTest::newRow(row.name.constData()) << row.plan << row.body << row.expected;
}

void TestPlan::rules()
{
    QFETCH(QByteArray, plan);
    QFETCH(QByteArray, call);
    QFETCH(QStringList, findings);
    QCOMPARE(planLines(*checkerOf({planOf(plan)}), call), findings);
}

void TestPlan::severalPlans()
{
    const TrackingPlan seats =
        planOf(planOfRules(ruleOf("Seat Chosen", R"({"properties":{"x":{"type":"string"}}})")));
    const TrackingPlan doors =
        planOf(planOfRules(ruleOf("Door Opened", "{}") + ',' +
                           ruleOf("Seat Chosen", R"({"properties":{"y":{},"x":{"type":"string"}}})")));
    const auto both = checkerOf({seats, doors});
    QCOMPARE(planLines(*both, track("Door Opened", "{}")), QStringList());
    QCOMPARE(planLines(*both, track("Seat Chosen", R"({"x":"","y":1})")), QStringList());
    QCOMPARE(planLines(*both, track("Seat Chosen", R"({"x":1,"z":1})")),
        (QStringList{u"error plan-type /properties/x string | number 1"_s,
            u"warning plan-unplanned-property /properties/z  | z"_s}));
    QCOMPARE(planLines(*both, track("Lamp Lit", "{}")).size(), 1);
}

/// Nor is a name that the plan has as a pattern.
void TestPlan::specKeepsQuietOfPatterns()
{
    const auto checker = checkerOf({planOf(planOfRules(ruleOf("Order Completed",
        R"({"properties":{"order_id":{}},"patternProperties":{"^x-":{},"^curency$":{}},"additionalProperties":true})")))});
    const Body order(track("Order Completed", R"({"order_id":"1","x-seat":1,"curency":"EUR","zodiac":1})"));
    CheckResult result;
    checker->check(order.sliced.calls[0], {}, result);
    QCOMPARE(lines(result), QStringList{u"info custom-property /properties/zodiac"_s});
    QStringList planned;
    for (const FieldVerdict &row : checker->fields(order.sliced.calls[0], result)) {
        if (row.planned && row.state == FieldVerdict::State::Conforms)
            planned += QString::fromUtf8(row.pointer);
    }
    QVERIFY2(planned.contains(u"/properties/x-seat"_s), qPrintable(planned.join(u' ')));
    QVERIFY2(!planned.contains(u"/properties/zodiac"_s), qPrintable(planned.join(u' ')));
}

/// A name in the plan is nobody's invention and no misspelling.
void TestPlan::specKeepsQuietOfPlannedNames()
{
    const auto checker = checkerOf({planOf(planOfRules(
        ruleOf("Order Completedd", "{}") + ',' +
        ruleOf("Order Completed",
            R"({"properties":{"seat":{"type":"object","properties":{"row":{}}},"curency":{}}})")))});
    CheckResult result;
    const Body custom(track("Order Completedd", "{}"));
    checker->check(custom.sliced.calls[0], {}, result);
    QCOMPARE(lines(result), QStringList());
    const Body order(
        track("Order Completed", R"({"order_id":"1","seat":{"row":1},"curency":"EUR","zodiac":1})"));
    checker->check(order.sliced.calls[0], {}, result);
    QCOMPARE(lines(result), (QStringList{u"info custom-property /properties/zodiac"_s,
                                u"warning plan-unplanned-property /properties/order_id"_s,
                                u"warning plan-unplanned-property /properties/zodiac"_s}));
}

void TestPlan::ghostRows()
{
    const auto checker = checkerOf({planOf(planOfRules(ruleOf("Seat Chosen",
        R"({"required":["seat"],"properties":{"seat":{"type":"string","description":"Where"},"row":{"type":"integer"},)"
        R"("price":{"properties":{"amount":{"type":"number"},"tax":{}}},"tags":{"items":{"properties":{"id":{}}}}}})")))});
    const Body body(track("Seat Chosen", R"({"price":{"amount":1},"tags":[{"id":5}],"zodiac":1})"));
    CheckResult result;
    checker->check(body.sliced.calls[0], {}, result);
    QStringList rows;
    for (const FieldVerdict &row : checker->fields(body.sliced.calls[0], result)) {
        const bool ofSpec = row.state == FieldVerdict::State::NotSent && !row.planned; // revenue, currency…
        if (!row.pointer.startsWith("/properties/") || ofSpec)
            continue;
        const char *states[]{"ok", "custom", "problem", "missing", "unsent"};
        rows += QString::fromLatin1(states[int(row.state)]) + u' ' +
                QString::fromUtf8(row.pointer + " " + row.expected) +
                (row.planned ? u" planned"_s : QString()) +
                (row.insideCustom ? u" inside custom"_s : QString());
    }
    QCOMPARE(
        rows, (QStringList{u"ok /properties/price any type planned"_s,
                  u"ok /properties/price/amount number planned"_s, u"ok /properties/tags any type planned"_s,
                  u"ok /properties/tags/0  planned"_s, u"ok /properties/tags/0/id any type planned"_s,
                  u"problem /properties/zodiac "_s, u"missing /properties/seat string planned"_s,
                  u"unsent /properties/row integer planned"_s,
                  u"unsent /properties/price/tax any type planned"_s}));
}

void TestPlan::findingsName()
{
    const auto checker =
        checkerOf({planOf(planOfRules(ruleOf("Seat Chosen", R"({"properties":{"x":{"type":"string"}}})")))});
    const Body body(track("Seat Chosen", R"({"x":1})"));
    CheckResult result;
    checker->check(body.sliced.calls[0], {}, result);
    QCOMPARE(result.findings.size(), std::size_t(1));
    QCOMPARE(result.findings[0].doc,
        QByteArray("plan:Shop#/rules/0/jsonSchema/properties/properties/properties/x/type"));
    QCOMPARE(
        findingMessage(result.findings[0]), QByteArray("properties.x must be a string. Got the number 1."));
}

void TestPlan::sentences_data()
{
    QTest::addColumn<QByteArray>("schema"); // of properties
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *schema, const QByteArray &body,
                         const QString &sentence) {
        QTest::newRow(name) << QByteArray(schema) << body << sentence;
    };
    const QByteArray sent = track("Seat Chosen", R"({"x":"tv"})");
    row("plan-required", R"({"required":["seat"],"properties":{"seat":{"type":"string"},"x":{}}})", sent,
        u"properties.seat is missing, the plan requires it. Send a string."_s);
    row("plan-required: of any type", R"({"required":["seat"],"properties":{"x":{}}})", sent,
        u"properties.seat is missing, the plan requires it. Send a value."_s);
    row("plan-enum", R"({"properties":{"x":{"enum":["web","ios"]}}})", sent,
        u"The plan allows only web or ios for properties.x. Got \"tv\"."_s);
    row("plan-pattern", R"({"properties":{"x":{"pattern":"^a$"}}})", sent,
        u"properties.x does not match the plan's pattern ^a$. Got \"tv\"."_s);
    row("plan-format", R"({"properties":{"x":{"format":"date-time"}}})", sent,
        u"properties.x is not a date-time, as the plan asks. Got \"tv\"."_s);
    row("plan-schema", R"({"properties":{"x":{"minLength":3}}})", sent,
        u"The plan asks properties.x for at least 3 characters. Got 2 characters."_s);
    row("plan-unplanned-event", "{}", track("Door Opened", "{}"),
        u"The plan has no event \"Door Opened\". Add it to the plan or stop sending it."_s);
    row("plan-unplanned-event: near one", "{}", track("Seat chosen", "{}"),
        u"The plan has no event \"Seat chosen\". Did you mean Seat Chosen?"_s);
    row("plan-unplanned-property", R"({"properties":{}})", sent,
        u"properties.x is not in the plan. Add it to the plan or stop sending it."_s);
}

void TestPlan::sentences()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, call);
    QFETCH(QString, sentence);
    const auto checker = Checker::compile({}, {planOf(planOfRules(ruleOf("Seat Chosen", schema)))});
    const Body body(call);
    CheckResult result;
    checker->check(body.sliced.calls[0], {}, result);
    QStringList said;
    for (const Finding &finding : result.findings) {
        if (finding.set == RuleSet::Plan)
            said += QString::fromUtf8(findingMessage(finding));
    }
    QCOMPARE(said, QStringList{sentence});
}

void TestPlan::version()
{
    const QByteArray text = planOfRules(ruleOf("A", "{}"));
    const QByteArray none = checkerOf({})->version();
    QCOMPARE(Checker::compile(m_catalogue)->version(), none);
    const QByteArray one = checkerOf({planOf(text)})->version();
    QVERIFY(one != none);
    QCOMPARE(checkerOf({planOf(text)})->version(), one);
    QVERIFY(checkerOf({planOf(text + ' ')})->version() != one);

    // What a session was checked with besides does not make its findings another program's.
    const auto checker = Checker::compile(*Catalogue::bundled());
    QVERIFY(checker->isOfThisProgram(Checker::compile(*Catalogue::bundled(), {planOf(text)})->version()));
    QVERIFY(!checker->isOfThisProgram(Checker::compile(Catalogue())->version()));
    QVERIFY(!checker->isOfThisProgram(QByteArray("0-" + checker->version())));
    QVERIFY(!checker->isOfThisProgram({}));
}

void TestPlan::noPlanNoFindings()
{
    QCOMPARE(planLines(*checkerOf({}), track("Anything At All", R"({"x":1})")), QStringList());
    QVERIFY(checkerOf({})->plans().empty());
}

SPECTAP_TEST_MAIN(TestPlan)
#include "tst_plan.moc"
