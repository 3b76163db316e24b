// SPDX-License-Identifier: MIT
#include "model/spec/coverage.h"

#include "tests/support/testmain.h"

using namespace spectap;

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

private:
    void add(Coverage &coverage, const QByteArray &text, quint16 source = 0);
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

} // namespace

SPECTAP_TEST_MAIN(CoverageTest)
#include "tst_coverage.moc"
