// SPDX-License-Identifier: MIT
#include "model/items/specsearchmodel.h"

#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace spectap;

namespace {

class SpecModelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isATreeOfTheWholeSpec();
    void findsEventsAndFields();
    void tellsWhatIsKnownOfAField();
    void countsWhatWasSeen();
    void coverageOfAnotherCheckerIsPassedOver();
    void listsWhatIsOnlyToBeRead();
    void search_data();
    void search();
    void showsOnlyWhatWasSeen();

private:
    std::shared_ptr<const Coverage> cover(const std::vector<QByteArray> &calls) const;

    std::shared_ptr<const Checker> m_checker;
};

void SpecModelTest::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue);
    m_checker = Checker::compile(std::move(*catalogue));
}

std::shared_ptr<const Coverage> SpecModelTest::cover(const std::vector<QByteArray> &calls) const
{
    auto coverage = std::make_shared<Coverage>(m_checker);
    quint32 seq = 0;
    for (const QByteArray &text : calls) {
        JsonTape tape;
        const SlicedBody body = sliceBody(tape, text, CallType::Unknown, true);
        for (const CallView &call : body.calls)
            coverage->add(++seq, call, 0);
    }
    return coverage;
}

void SpecModelTest::isATreeOfTheWholeSpec()
{
    SpecModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::size_t events = 0;
    QStringList top;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex spec = model.index(row, SpecNameColumn);
        if (spec.data(SpecKindRole).toInt() == static_cast<int>(SpecTree::Kind::Heading))
            continue;
        QCOMPARE(spec.data(SpecKindRole).toInt(), static_cast<int>(SpecTree::Kind::Spec));
        top += spec.data().toString();
        if (row > 0)
            events += spec.data(SpecEventsRole).toUInt();
    }
    QCOMPARE(top.first(), QStringLiteral("calls"));
    QVERIFY(top.contains(QStringLiteral("ecommerce")));
    QCOMPARE(events, m_checker->catalogue().events.size());
    QCOMPARE(model.index(0, 0).data(SpecEventsRole).toInt(), 6);
    // Every documented field of every event has its row.
    for (const EventSpec &event : m_checker->catalogue().events) {
        QVERIFY2(model.indexOfEvent(event.id).isValid(), event.id.constData());
        for (const FieldSpec &field : event.properties)
            QVERIFY2(model.indexOfEvent(event.id, field.path).isValid(), field.path.constData());
    }
    for (const FieldSpec &field : m_checker->catalogue().fields) {
        for (int type = 1; type < CallTypeCount; ++type) {
            const auto call = static_cast<CallType>(type);
            if (field.calls & callBit(call))
                QVERIFY2(model.indexOfCall(call, field.path).isValid(), field.path.constData());
        }
    }
}

void SpecModelTest::findsEventsAndFields()
{
    SpecModel model(m_checker);
    const QModelIndex price = model.indexOfEvent("ecommerce/order-completed", "properties.products[].price");
    QVERIFY(price.isValid());
    QCOMPARE(price.data().toString(), QStringLiteral("price"));
    QCOMPARE(price.data(SpecPathRole).toString(), QStringLiteral("properties.products[].price"));
    QCOMPARE(price.data(SpecEventIdRole).toString(), QStringLiteral("ecommerce/order-completed"));
    QCOMPARE(price.parent().data().toString(), QStringLiteral("[]"));
    QCOMPARE(price.parent().parent().data().toString(), QStringLiteral("products"));
    QVERIFY(!model.indexOfEvent("ecommerce/order-completed", "properties.nonsense").isValid());
    QVERIFY(!model.indexOfEvent("ecommerce/nonsense").isValid());
    const QModelIndex email = model.indexOfCall(CallType::Identify, "traits.email");
    QCOMPARE(email.data(SpecCallRole).toInt(), static_cast<int>(CallType::Identify));
    // A field of all calls stands once, under what is common to them.
    QCOMPARE(model.indexOfCall(CallType::Track, "context.locale"),
        model.indexOfCall(CallType::Identify, "context.locale"));
}

void SpecModelTest::tellsWhatIsKnownOfAField()
{
    SpecModel model(m_checker);
    const QModelIndex price = model.indexOfEvent("ecommerce/order-completed", "properties.products[].price");
    QCOMPARE(price.data(SpecTypesRole).toInt(), int(TypeNumber));
    QCOMPARE(price.data(SpecTypeTextRole).toString(), QStringLiteral("number"));
    QCOMPARE(price.data(SpecPresenceRole).toInt(), static_cast<int>(Presence::Unstated));
    QVERIFY(!price.data(SpecMeansRole).toString().isEmpty());
    QVERIFY(price.data(SpecDocRole).toString().startsWith(u"connections/spec/ecommerce"));
    const QModelIndex email = model.indexOfCall(CallType::Identify, "traits.email");
    QCOMPARE(email.data(SpecFormatRole).toInt(), static_cast<int>(Format::Email));
    QVERIFY(!email.data(SpecFormatTextRole).toString().isEmpty());
    const QModelIndex event = model.indexOfEvent("ecommerce/order-completed");
    QVERIFY(!event.data(SpecMeansRole).toString().isEmpty());
    QVERIFY(!event.data(SpecDocRole).toString().isEmpty());
    QCOMPARE(event.data(SpecPresenceRole).toInt(), -1);
}

void SpecModelTest::countsWhatWasSeen()
{
    SpecModel model(m_checker);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setCoverage(cover({
        R"({"type":"track","userId":"u","event":"Order Completed","properties":{"order_id":"1","products":[{"price":1},{"price":2}]}})",
        R"({"type":"track","userId":"u","event":"Order Completed","context":{"locale":"en-US"},"properties":{"order_id":"2"}})",
        R"({"type":"identify","userId":"u","context":{"locale":"en-US"},"traits":{"email":"a@b.example"}})",
    }));
    QVERIFY(changed.size() > 0);
    const auto calls = [](const QModelIndex &index) { return index.data(SpecCallsRole).toInt(); };
    const QModelIndex event = model.indexOfEvent("ecommerce/order-completed");
    QCOMPARE(calls(event), 2);
    QCOMPARE(event.data(SpecFirstSeqRole).toInt(), 1);
    QCOMPARE(event.data(SpecLastSeqRole).toInt(), 2);
    QCOMPARE(calls(model.indexOfEvent("ecommerce/order-completed", "properties.products[].price")), 1);
    QCOMPARE(calls(model.indexOfEvent("ecommerce/order-completed", "properties.order_id")), 2);
    QCOMPARE(calls(model.indexOfEvent("ecommerce/order-completed", "properties.coupon")), 0);
    QCOMPARE(calls(model.indexOfEvent("ecommerce/order-refunded")), 0);
    QCOMPARE(calls(model.indexOfCall(CallType::Track)), 2);
    QCOMPARE(calls(model.indexOfCall(CallType::Identify, "traits.email")), 1);
    QCOMPARE(calls(model.indexOfCall(CallType::Page, "context.locale")), 2); // of all calls together
    for (QModelIndex spec = event.parent(); spec.isValid(); spec = spec.parent()) {
        QCOMPARE(calls(spec), 2);
        QCOMPARE(spec.data(SpecEventsSeenRole).toInt(), 1);
    }
    model.setCoverage(nullptr);
    QCOMPARE(calls(event), 0);
}

void SpecModelTest::coverageOfAnotherCheckerIsPassedOver()
{
    SpecModel model(m_checker);
    const auto other = std::make_shared<const Coverage>(Checker::compile({}));
    model.setCoverage(other); // its numbers mean other fields
    QCOMPARE(model.index(0, 0).data(SpecCallsRole).toInt(), 0);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setChecker(Checker::compile({}));
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.indexOfEvent("ecommerce/order-completed").isValid());
}

/// Each limit, quota, unknown bound and identifier has its row, and what the catalogue says of it.
void SpecModelTest::listsWhatIsOnlyToBeRead()
{
    SpecModel model(m_checker);
    std::vector<std::size_t> facts(static_cast<std::size_t>(SpecTree::Fact::BlockedIds) + 1);
    QModelIndex window;
    QModelIndex blocked;
    QModelIndex silent;
    const auto visit = [&](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            const int fact = index.data(SpecFactRole).toInt();
            ++facts[static_cast<std::size_t>(fact)];
            if (index.data(SpecNameRole) == QStringLiteral("dedupeWindow"))
                window = index;
            if (fact == static_cast<int>(SpecTree::Fact::BlockedIds))
                blocked = index;
            if (fact == static_cast<int>(SpecTree::Fact::UnknownBound))
                silent = index;
            self(self, index);
        }
    };
    visit(visit, {});
    const Catalogue &catalogue = m_checker->catalogue();
    const auto count = [&](SpecTree::Fact fact) { return facts[static_cast<std::size_t>(fact)]; };
    QCOMPARE(count(SpecTree::Fact::Limit), catalogue.limits.size());
    QCOMPARE(count(SpecTree::Fact::Quota), catalogue.quotas.size());
    QCOMPARE(count(SpecTree::Fact::UnknownBound), catalogue.undocumented.size());
    QCOMPARE(count(SpecTree::Fact::Identifier), catalogue.identifiers.size());
    QCOMPARE(count(SpecTree::Fact::BlockedIds), std::size_t(1));

    QCOMPARE(window.data(SpecAmountRole).toDouble(), 24.0);
    QCOMPARE(window.data(SpecUnitRole).toString(), QStringLiteral("hours"));
    QCOMPARE(window.data(SpecBoundRole).toInt(), static_cast<int>(LimitSpec::Bound::AtLeast));
    QVERIFY(!window.data(SpecBeyondRole).toString().isEmpty());
    QVERIFY(!window.data(SpecDocRole).toString().isEmpty());
    QCOMPARE(window.data(SpecCallsRole).toUInt(), 0U);
    QVERIFY(blocked.data(SpecValuesRole).toStringList().contains(QStringLiteral("null")));
    QVERIFY(!silent.data(SpecMeansRole).toString().isEmpty());
    QCOMPARE(silent.data(SpecBoundRole).toInt(), -1);
    // No call shows them: neither seen nor never seen.
    SpecSearchModel found(&model);
    for (const auto shown : {SpecSearchModel::Shown::Seen, SpecSearchModel::Shown::Unseen}) {
        found.setShown(shown);
        QVERIFY(!found.mapFromSource(window).isValid());
    }
    found.setShown(SpecSearchModel::Shown::All);
    found.setSearch(QStringLiteral("messageId remembered"));
    QVERIFY(found.mapFromSource(window).isValid());
}

void SpecModelTest::search_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("shown");
    const QByteArray order = "ecommerce/order-completed";
    QTest::newRow("nothing asked: everything")
        << QString() << order << QByteArray("properties.order_id") << true;
    QTest::newRow("a hit shows what is below it")
        << QStringLiteral("order completed") << order << QByteArray("properties.order_id") << true;
    QTest::newRow("a field shows what is above it")
        << QStringLiteral("products[].price") << order << QByteArray() << true;
    QTest::newRow("words in any order and case")
        << QStringLiteral("COMPLETED order") << order << QByteArray() << true;
    QTest::newRow("every word must be there")
        << QStringLiteral("order completed zebra") << order << QByteArray() << false;
    QTest::newRow("siblings of a hit are not shown")
        << QStringLiteral("products[].price") << order << QByteArray("properties.order_id") << false;
}

void SpecModelTest::search()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, path);
    QFETCH(bool, shown);
    SpecModel model(m_checker);
    SpecSearchModel search(&model);
    const QAbstractItemModelTester tester(&search, QAbstractItemModelTester::FailureReportingMode::QtTest);
    search.setSearch(words);
    QCOMPARE(search.mapFromSource(model.indexOfEvent(event, path)).isValid(), shown);
}

void SpecModelTest::showsOnlyWhatWasSeen()
{
    SpecModel model(m_checker);
    SpecSearchModel search(&model);
    const QAbstractItemModelTester tester(&search, QAbstractItemModelTester::FailureReportingMode::QtTest);
    search.setShown(SpecSearchModel::Shown::Seen);
    QCOMPARE(search.rowCount(), 0);
    model.setCoverage(
        cover({R"({"type":"track","userId":"u","event":"Order Completed","properties":{"order_id":"1"}})"}));
    QCOMPARE(search.rowCount(), 2); // calls, ecommerce
    QVERIFY(search.mapFromSource(model.indexOfEvent("ecommerce/order-completed", "properties.order_id"))
                .isValid());
    QVERIFY(!search.mapFromSource(model.indexOfEvent("ecommerce/order-completed", "properties.coupon"))
                 .isValid());
}

} // namespace

SPECTAP_TEST_MAIN(SpecModelTest)
#include "tst_specmodel.moc"
