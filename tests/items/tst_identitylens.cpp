// SPDX-License-Identifier: MIT
#include "model/items/identitylens.h"

#include "model/items/rowfacts.h"
#include "model/items/sessiondocument.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace spectap;

namespace {

constexpr int Patience = 20'000;

class IdentityLensTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theSpecReadingOfNowIsTheDocuments();
    void anotherReadingIsAnotherGraph();
    void anEarlierMoment_data();
    void anEarlierMoment();
    void goesOnAndBackInTime();
    void growsWithTheSession();
    void aMomentDoesNotGrow();
    void muchIsReadInTurns();
    void anotherSessionIsSeenAsOfNow();
    void startsOverWhenIdsWereCheckedAgain();

private:
    void add(CallType type, const QByteArray &anonymous, const QByteArray &user)
    {
        CallRow row;
        row.type = type;
        row.anonymous = anonymous.isEmpty() ? 0 : m_pool->intern(anonymous);
        row.user = user.isEmpty() ? 0 : m_pool->intern(user);
        RowBatch batch;
        batch.firstSeq = m_document->rows().size() + 1;
        batch.rows.push_back(row);
        m_document->append(std::move(batch));
    }
    void addSample()
    {
        add(CallType::Page, "a", {});
        add(CallType::Track, "a", "u"); // seen together
        add(CallType::Page, "b", {});
        add(CallType::Identify, "b", "u");
        add(CallType::Track, {}, "v");
    }
    /// What the graph would be that has seen just the first calls.
    [[nodiscard]] quint32 profilesAfter(quint32 seq, IdentityReading reading) const
    {
        IdentityGraph graph(reading);
        for (quint32 i = 0; i < seq; ++i)
            graph.add(identityInput(m_document->rows()[i], i + 1));
        return graph.profileCount();
    }

    std::shared_ptr<StringPool> m_pool;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<IdentityLens> m_lens;
};

void IdentityLensTest::init()
{
    m_lens.reset();
    m_pool = std::make_shared<StringPool>();
    m_document = std::make_unique<SessionDocument>(Checker::compile({}));
    m_document->setSession({}, m_pool);
    m_lens = std::make_unique<IdentityLens>(m_document.get());
}

void IdentityLensTest::theSpecReadingOfNowIsTheDocuments()
{
    addSample();
    QCOMPARE(&m_lens->graph(), &m_document->identity());
    QCOMPARE(m_lens->size(), 5U);
    QVERIFY(!m_lens->isBusy());
}

void IdentityLensTest::anotherReadingIsAnotherGraph()
{
    addSample();
    QSignalSpy restarted(m_lens.get(), &IdentityLens::restarted);
    m_lens->setReading(IdentityReading::Observed);
    QCOMPARE(restarted.size(), 1);
    QCOMPARE(m_lens->graph().reading(), IdentityReading::Observed);
    QCOMPARE(m_lens->graph().profileCount(), 2U); // {a, b, u}, {v}
    QCOMPARE(m_document->identity().profileCount(), 3U);
    m_lens->setReading(IdentityReading::Spec);
    QCOMPARE(&m_lens->graph(), &m_document->identity());
    QCOMPARE(restarted.size(), 2);
}

void IdentityLensTest::anEarlierMoment_data()
{
    QTest::addColumn<quint32>("seq");
    QTest::addColumn<IdentityReading>("reading");
    for (quint32 seq = 1; seq <= 5; ++seq) {
        QTest::addRow("spec as of %u", seq) << seq << IdentityReading::Spec;
        QTest::addRow("observed as of %u", seq) << seq << IdentityReading::Observed;
        QTest::addRow("unify as of %u", seq) << seq << IdentityReading::Unify;
    }
}

void IdentityLensTest::anEarlierMoment()
{
    QFETCH(quint32, seq);
    QFETCH(IdentityReading, reading);
    addSample();
    m_lens->setReading(reading);
    m_lens->setLastSeq(seq);
    QCOMPARE(m_lens->size(), seq);
    QCOMPARE(m_lens->graph().profileCount(), profilesAfter(seq, reading));
}

void IdentityLensTest::goesOnAndBackInTime()
{
    addSample();
    QSignalSpy restarted(m_lens.get(), &IdentityLens::restarted);
    m_lens->setLastSeq(2);
    QCOMPARE(restarted.size(), 1);
    m_lens->setLastSeq(4); // onwards nothing needs to start over
    QCOMPARE(restarted.size(), 1);
    QCOMPARE(m_lens->graph().profileCount(), profilesAfter(4, IdentityReading::Spec));
    m_lens->setLastSeq(3);
    QCOMPARE(restarted.size(), 2);
    QCOMPARE(m_lens->graph().profileCount(), profilesAfter(3, IdentityReading::Spec));
    m_lens->setLastSeq(0);
    QCOMPARE(&m_lens->graph(), &m_document->identity());
}

void IdentityLensTest::growsWithTheSession()
{
    m_lens->setReading(IdentityReading::Observed);
    addSample();
    QCOMPARE(m_lens->size(), 5U);
    QCOMPARE(m_lens->graph().profileCount(), 2U);
}

void IdentityLensTest::aMomentDoesNotGrow()
{
    addSample();
    m_lens->setLastSeq(3);
    add(CallType::Identify, "c", "w");
    QCOMPARE(m_lens->size(), 3U);
    QVERIFY(!m_lens->isBusy());
    m_lens->setLastSeq(900); // later than there are calls: as far as there are
    QCOMPARE(m_lens->size(), 6U);
}

void IdentityLensTest::muchIsReadInTurns()
{
    QRandomGenerator random(7);
    RowBatch batch;
    batch.firstSeq = 1;
    for (int i = 0; i < 400'000; ++i) {
        CallRow row;
        row.type = i % 5 == 0 ? CallType::Identify : CallType::Track;
        row.anonymous = m_pool->intern(QByteArray('a' + QByteArray::number(random.bounded(90'000))));
        row.user = random.bounded(3) == 0
                       ? m_pool->intern(QByteArray('u' + QByteArray::number(random.bounded(60'000))))
                       : 0;
        batch.rows.push_back(row);
    }
    m_document->append(std::move(batch));
    QSignalSpy grown(m_lens.get(), &IdentityLens::grown);
    m_lens->setLastSeq(399'999);
    QVERIFY(m_lens->isBusy());
    QVERIFY(m_lens->size() > 0);
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    QVERIFY(grown.size() > 1);
    QCOMPARE(m_lens->graph().profileCount(), profilesAfter(399'999, IdentityReading::Spec));
}

void IdentityLensTest::anotherSessionIsSeenAsOfNow()
{
    addSample();
    m_lens->setReading(IdentityReading::Unify);
    m_lens->setLastSeq(2);
    m_pool = std::make_shared<StringPool>();
    m_document->setSession({}, m_pool);
    QCOMPARE(m_lens->lastSeq(), 0U);
    QCOMPARE(m_lens->size(), 0U);
    QCOMPARE(m_lens->reading(), IdentityReading::Unify); // how to read is the person's choice
    add(CallType::Identify, "a", "u");
    QCOMPARE(m_lens->graph().profileCount(), 1U);
}

void IdentityLensTest::startsOverWhenIdsWereCheckedAgain()
{
    addSample();
    m_lens->setReading(IdentityReading::Observed);
    RowChange change{2, m_document->rows()[1]};
    change.row.user = 0; // no usable id any more
    m_document->replaceRows(std::span(&change, 1));
    m_document->endRecheck();
    QCOMPARE(m_lens->graph().profileCount(), profilesAfter(5, IdentityReading::Observed));
    QCOMPARE(m_lens->graph().profileCount(), 3U);
}

} // namespace

SPECTAP_TEST_MAIN(IdentityLensTest)
#include "tst_identitylens.moc"
