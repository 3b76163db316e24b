// SPDX-License-Identifier: MIT
#include "model/items/plancoveragemodel.h"

#include "tests/spec/plantext.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// A plan with two events, one of them in two versions, and traits.
const QByteArray Plan = test::planOfRules(
    test::ruleOf("Seat Chosen",
        R"({"type":"object","required":["seat"],"properties":{"seat":{"type":"string"},)"
        R"("price":{"type":"object","properties":{"amount":{"type":"number"}}}}})") +
    R"(,{"type":"TRACK","key":"Seat Chosen","version":2,"jsonSchema":{"properties":{"properties":{)"
    R"("properties":{"row":{}}}}}},)" +
    test::ruleOf("Door Opened", R"({"type":"object"})") +
    R"(,{"type":"IDENTIFY","jsonSchema":{"properties":{"traits":{"properties":{"email":{}}}}}})");

} // namespace

class PlanCoverageModelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isThereBeforeAnyCall();
    void countsWhatWasSeen();
    void unplannedComeAtTheEnd();
    void anotherSessionStartsOver();
    void withoutPlansThereIsNothing();

private:
    std::shared_ptr<const Checker> m_checker;
    std::shared_ptr<const Checker> m_planless;
};

namespace {

void see(Coverage &coverage, quint32 seq, const QByteArray &text)
{
    const test::Body body(text);
    coverage.add(seq, body.sliced.calls.front(), 0);
}

/// "Seat Chosen 2" and, further in, " properties.seat 1!": name, calls, "!" where it is required and "?"
/// where no plan names it.
QStringList lines(const PlanCoverageModel &model, const QModelIndex &parent = {}, const QString &indent = {})
{
    QStringList all;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, PlanNameColumn, parent);
        const int version = index.data(PlanVersionRole).toInt();
        all += indent + index.data(PlanNameRole).toString() + (version ? u"/%1"_s.arg(version) : QString()) +
               u' ' + QString::number(index.data(PlanCallsRole).toUInt()) +
               (index.data(PlanRequiredRole).toBool() ? u"!" : u"") +
               (index.data(PlanPlannedRole).toBool() ? u"" : u"?");
        all += lines(model, index, indent + u' ');
    }
    return all;
}

} // namespace

void PlanCoverageModelTest::initTestCase()
{
    const Catalogue catalogue = test::bundledChecker()->catalogue();
    m_planless = Checker::compile(catalogue);
    std::vector<TrackingPlan> plans;
    plans.push_back(test::planOf(Plan));
    m_checker = Checker::compile(catalogue, std::move(plans));
}

void PlanCoverageModelTest::isThereBeforeAnyCall()
{
    PlanCoverageModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(model.hasPlans());
    QCOMPARE(lines(model),
        (QStringList{u"Shop 0"_s, u" Seat Chosen/1 0"_s, u"  properties.seat 0!"_s, u"  properties.price 0"_s,
            u"  properties.price.amount 0"_s, u" Seat Chosen/2 0"_s, u"  properties.row 0"_s,
            u" Door Opened 0"_s, u"  0"_s, u"  traits.email 0"_s, u" 0?"_s}));
    const QModelIndex plan = model.index(0, 0);
    QCOMPARE(plan.data(PlanEventsRole).toUInt(), 2U); // versions are of one event
    QCOMPARE(plan.data(PlanEventsSeenRole).toUInt(), 0U);
    QCOMPARE(model.index(3, 0, plan).data(PlanCallRole).toInt(), static_cast<int>(CallType::Identify));
}

void PlanCoverageModelTest::countsWhatWasSeen()
{
    PlanCoverageModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Coverage coverage(m_checker);
    see(coverage, 3, test::track("Seat Chosen", R"({"seat":"1a"})"));
    see(coverage, 7, test::track("Seat Chosen", R"({"seat":"1b","price":{"amount":5}})"));
    see(coverage, 8, R"({"type":"identify","userId":"u","traits":{"email":"a@b.example"}})");
    model.setCoverage(std::make_shared<const Coverage>(coverage));
    const QModelIndex plan = model.index(0, 0);
    const QModelIndex event = model.index(0, 0, plan);
    QCOMPARE(plan.data(PlanEventsSeenRole).toUInt(), 1U);
    QCOMPARE(event.data(PlanCallsRole).toUInt(), 2U);
    QCOMPARE(event.data(PlanFirstSeqRole).toUInt(), 3U);
    QCOMPARE(event.data(PlanLastSeqRole).toUInt(), 7U);
    QVERIFY2(lines(model).contains(u"  properties.price.amount 1"_s), qPrintable(lines(model).join(u'\n')));
    QVERIFY(lines(model).contains(u"  traits.email 1"_s));
    model.setCoverage(nullptr);
    QCOMPARE(model.index(0, 0, model.index(0, 0)).data(PlanCallsRole).toUInt(), 0U);
}

void PlanCoverageModelTest::unplannedComeAtTheEnd()
{
    PlanCoverageModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Coverage coverage(m_checker);
    see(coverage, 1, test::track("Seat Chosen", R"({"seat":"1a"})"));
    model.setCoverage(std::make_shared<const Coverage>(coverage));
    const QPersistentModelIndex seat = model.index(0, 0, model.index(0, 0, model.index(0, 0)));
    QCOMPARE(seat.data(PlanNameRole).toString(), u"properties.seat"_s);
    see(coverage, 2, test::track("Seat Chosen", R"({"seat":"1a","colour":1})"));
    see(coverage, 3, test::track("Robot Waved", "{}"));
    see(coverage, 4, test::track("Robot Waved", "{}"));
    model.setCoverage(std::make_shared<const Coverage>(coverage));
    QCOMPARE(seat.data(PlanCallsRole).toUInt(), 2U); // views keep their place
    const QModelIndex event = model.index(0, 0, model.index(0, 0));
    const QModelIndex last = model.index(model.rowCount(event) - 1, 0, event);
    QCOMPARE(last.data(PlanNameRole).toString(), u"properties.colour"_s);
    QVERIFY(!last.data(PlanPlannedRole).toBool());
    const QModelIndex unplanned = model.index(1, 0);
    QCOMPARE(unplanned.data(PlanKindRole).toInt(), static_cast<int>(PlanCoverageModel::Kind::Unplanned));
    QCOMPARE(unplanned.data(PlanEventsRole).toUInt(), 1U);
    QCOMPARE(model.index(0, 0, unplanned).data(PlanNameRole).toString(), u"Robot Waved"_s);
    QCOMPARE(model.index(0, 0, unplanned).data(PlanCallsRole).toUInt(), 2U);
}

void PlanCoverageModelTest::anotherSessionStartsOver()
{
    PlanCoverageModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Coverage coverage(m_checker);
    see(coverage, 1, test::track("Robot Waved", "{}"));
    see(coverage, 2, test::track("Seat Chosen", R"({"seat":"1a","colour":1})"));
    model.setCoverage(std::make_shared<const Coverage>(coverage));
    Coverage other(m_checker);
    see(other, 1, test::track("Seat Chosen", R"({"seat":"1a"})"));
    model.setCoverage(std::make_shared<const Coverage>(other));
    QCOMPARE(model.rowCount(model.index(1, 0)), 0);
    QVERIFY(!lines(model).join(u'\n').contains(u"colour"));
    model.setCoverage(std::make_shared<const Coverage>(m_planless)); // of another checker: passed over
    QCOMPARE(model.index(0, 0, model.index(0, 0)).data(PlanCallsRole).toUInt(), 1U);
}

void PlanCoverageModelTest::withoutPlansThereIsNothing()
{
    PlanCoverageModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setChecker(m_planless);
    QVERIFY(!model.hasPlans());
    QCOMPARE(model.rowCount(), 0);
    Coverage coverage(m_planless);
    see(coverage, 1, test::track("Robot Waved", "{}"));
    model.setCoverage(std::make_shared<const Coverage>(coverage));
    QCOMPARE(model.rowCount(), 0);
}

SPECTAP_TEST_MAIN(PlanCoverageModelTest)
#include "tst_plancoveragemodel.moc"
