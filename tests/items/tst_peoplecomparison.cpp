// SPDX-License-Identifier: MIT
#include "model/items/peoplecomparison.h"

#include "model/items/identitylens.h"
#include "model/items/sessiondocument.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace spectap;

namespace {

constexpr int Patience = 20'000;

struct Sent
{
    CallType type = CallType::Track;
    QByteArray anonymous;
    QByteArray user;
    QByteArray previous = {};
    Micros time = 0;
};
using Calls = std::vector<Sent>;

class PeopleComparisonTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tellsWhatIsReadOtherwise_data();
    void tellsWhatIsReadOtherwise();
    void aMomentIsComparedAsOfThen();
    void growsWithTheSession();
    void nothingIsComparedThatNobodyLooksAt();
    void whatIsHandedOverConcernsBoth();
    void lateCallsDoNotKeepItWaiting();

private:
    void add(const Calls &calls)
    {
        RowBatch batch;
        batch.firstSeq = m_document->rows().size() + 1;
        for (const Sent &call : calls) {
            CallRow row;
            row.type = call.type;
            row.anonymous = number(call.anonymous);
            row.user = number(call.user);
            row.other = number(call.previous);
            row.eventTime = call.time;
            batch.rows.push_back(row);
        }
        m_document->append(std::move(batch));
    }
    [[nodiscard]] StringId number(const QByteArray &text) const
    {
        return text.isEmpty() ? 0 : m_pool->intern(text);
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy() && !m_comparison->isBusy(), Patience); }
    /// "unify apart a v #2", one line each.
    [[nodiscard]] QStringList about(IdKind kind, const QByteArray &value) const
    {
        const IdentityGraph &graph = m_lens->graph();
        const IdIndex id = graph.find(kind, number(value));
        QStringList lines;
        if (id == NoId)
            return lines;
        for (const PeopleDifference &other : m_comparison->of(graph.ownerOf(id))) {
            const ReadingDifference &difference = other.difference;
            const QByteArrayView way =
                other.otherOrder ? readingOrderName(other.order) : readingName(other.reading);
            lines += QStringLiteral("%1 %2 %3 %4 #%5")
                         .arg(QString::fromLatin1(way),
                             difference.joined ? QStringLiteral("joins") : QStringLiteral("apart"),
                             QString::fromUtf8(m_pool->at(difference.a.value)),
                             QString::fromUtf8(m_pool->at(difference.b.value)))
                         .arg(difference.seq);
        }
        return lines;
    }

    std::shared_ptr<StringPool> m_pool;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<IdentityLens> m_lens;
    std::unique_ptr<PeopleComparison> m_comparison;
};

void PeopleComparisonTest::init()
{
    m_comparison.reset();
    m_lens.reset();
    m_pool = std::make_shared<StringPool>();
    m_document = std::make_unique<SessionDocument>(Checker::compile({}));
    m_document->setSession({}, m_pool);
    m_lens = std::make_unique<IdentityLens>(m_document.get());
    m_comparison = std::make_unique<PeopleComparison>(m_document.get(), m_lens.get());
    m_comparison->setWanted(true);
}

void PeopleComparisonTest::tellsWhatIsReadOtherwise_data()
{
    QTest::addColumn<Calls>("calls");
    QTest::addColumn<IdentityReading>("reading");
    QTest::addColumn<ReadingOrder>("order");
    QTest::addColumn<QStringList>("lines"); // about the person of userId u
    using R = IdentityReading;
    using O = ReadingOrder;
    const auto row = [](const char *name, const Calls &calls, R reading, O order, const QStringList &lines) {
        QTest::newRow(name) << calls << reading << order << lines;
    };
    const Calls seen{{CallType::Page, "a", {}}, {CallType::Track, "a", "u"}};
    row("one call carries both", seen, R::Spec, O::Arrival,
        {QStringLiteral("observed joins a u #2"), QStringLiteral("unify joins a u #2")});
    row("the Spec wants more than a call with both", seen, R::Observed, O::Arrival,
        {QStringLiteral("spec apart a u #2")});
    const Calls alias{{CallType::Identify, "a", "t"}, {CallType::Alias, {}, "u", "t"}};
    row("alias joins nothing in Unify", alias, R::Spec, O::Arrival, {QStringLiteral("unify apart t u #2")});
    row("and does everywhere else", alias, R::Unify, O::Arrival,
        {QStringLiteral("spec joins t u #2"), QStringLiteral("observed joins t u #2")});
    const Calls second{{CallType::Identify, "a", "t"}, {CallType::Identify, "a", "u"}};
    row("one user_id per profile", second, R::Spec, O::Arrival,
        {QStringLiteral("unify joins a t #1"), QStringLiteral("unify apart a u #2")});
    const Calls agreed{{CallType::Identify, "a", "u"}, {CallType::Track, "a", "u"}};
    row("all agree", agreed, R::Spec, O::Arrival, {});
    const Calls late{{CallType::Identify, "a", "t", {}, 20}, {CallType::Identify, "a", "u", {}, 10}};
    row("by its own time the first user came second", late, R::Spec, O::Arrival,
        {QStringLiteral("unify joins a t #1"), QStringLiteral("unify apart a u #2"),
            QStringLiteral("event joins a t #1"), QStringLiteral("event apart a u #2")});
    row("as they arrived", late, R::Spec, O::EventTime,
        {QStringLiteral("unify joins a u #2"), QStringLiteral("arrival joins a u #2")});
}

void PeopleComparisonTest::tellsWhatIsReadOtherwise()
{
    QFETCH(Calls, calls);
    QFETCH(IdentityReading, reading);
    QFETCH(ReadingOrder, order);
    m_lens->setReading(reading);
    m_lens->setReadingOrder(order);
    add(calls);
    settle();
    QTEST(about(IdKind::User, "u"), "lines");
    const QStringList lines = about(IdKind::User, "u");
    const bool byOrder = lines.join(u' ').contains(QStringLiteral("event ")) ||
                         lines.join(u' ').contains(QStringLiteral("arrival "));
    QCOMPARE(m_comparison->othersInOtherOrder().empty(), !byOrder);
    for (const IdName &id : m_comparison->othersInOtherOrder())
        QCOMPARE(id.kind, IdKind::User);
}

void PeopleComparisonTest::aMomentIsComparedAsOfThen()
{
    add({{CallType::Page, "a", {}}, {CallType::Track, "a", "u"}, {CallType::Identify, "a", "u"}});
    settle();
    QCOMPARE(about(IdKind::User, "u"), QStringList());
    m_lens->setLastSeq(2);
    settle();
    QCOMPARE(about(IdKind::User, "u").value(0), QStringLiteral("observed joins a u #2"));
}

void PeopleComparisonTest::growsWithTheSession()
{
    add({{CallType::Page, "a", {}}});
    settle();
    QSignalSpy changed(m_comparison.get(), &PeopleComparison::changed);
    for (int i = 0; i < 40; ++i)
        add({{CallType::Track, "a", "u"}});
    settle();
    QCOMPARE(about(IdKind::User, "u").value(0), QStringLiteral("observed joins a u #2"));
    QVERIFY(changed.size() >= 1);
    QVERIFY2(changed.size() <= 4, "not for every call");
    add({{CallType::Identify, "a", "u"}});
    settle();
    QCOMPARE(about(IdKind::User, "u"), QStringList());
}

void PeopleComparisonTest::nothingIsComparedThatNobodyLooksAt()
{
    m_comparison->setWanted(false);
    add({{CallType::Track, "a", "u"}});
    QVERIFY(!m_comparison->isBusy());
    QCOMPARE(about(IdKind::User, "u"), QStringList());
    m_comparison->setWanted(true);
    QVERIFY(m_comparison->isBusy());
    settle();
    QCOMPARE(about(IdKind::User, "u").size(), 2);
    m_document->setSession({}, m_pool);
    settle();
    QCOMPARE(about(IdKind::User, "u"), QStringList());
}

void PeopleComparisonTest::whatIsHandedOverConcernsBoth()
{
    add({{CallType::Identify, "a", "t"}, {CallType::Identify, "a", "u"}, {CallType::Page, "a", {}}});
    settle();
    QCOMPARE(about(IdKind::User, "u"),
        (QStringList{QStringLiteral("unify joins a t #1"), QStringLiteral("unify apart a u #2")}));
    QCOMPARE(about(IdKind::User, "t"), QStringList{QStringLiteral("unify joins a t #1")});
}

void PeopleComparisonTest::lateCallsDoNotKeepItWaiting()
{
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    add({{CallType::Page, "a", {}, {}, 30}, {CallType::Track, "a", "u", {}, 20}});
    settle();
    add({{CallType::Page, "b", {}, {}, 10}}); // the lens waits for more of its kind
    QVERIFY(m_lens->isBusy());
    QTRY_COMPARE_WITH_TIMEOUT(
        about(IdKind::User, "u").value(0), QStringLiteral("observed joins a u #2"), Patience);
}

} // namespace


SPECTAP_TEST_MAIN(PeopleComparisonTest)
#include "tst_peoplecomparison.moc"
