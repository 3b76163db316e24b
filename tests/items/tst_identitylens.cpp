// SPDX-License-Identifier: MIT
#include "model/items/identitylens.h"

#include "model/items/rowfacts.h"
#include "model/items/sessiondocument.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSignalSpy>

#include <algorithm>
#include <map>
#include <numeric>

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
    void byTheirOwnTime_data();
    void byTheirOwnTime();
    void aMomentOfItsOwnTime();
    void onTimeNothingIsSortedAgain();
    void lateCallsAreSortedInTogether();
    void whatIsShownStaysWhileLateCallsAreSortedIn();
    void lateCallsOfAnotherSessionAreForgotten();

private:
    void add(CallType type, const QByteArray &anonymous, const QByteArray &user, Micros time = 0)
    {
        CallRow row;
        row.eventTime = time;
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

    /// Many calls at once that came in no order: `late` of them after later ones.
    void addMany(quint32 calls, Micros from, bool shuffled)
    {
        QRandomGenerator random(11);
        RowBatch batch;
        batch.firstSeq = m_document->rows().size() + 1;
        for (quint32 i = 0; i < calls; ++i) {
            CallRow row;
            row.type = i % 5 == 0 ? CallType::Identify : CallType::Track;
            row.eventTime = from + (shuffled ? random.bounded(1'000'000) : int(i));
            row.anonymous = m_pool->intern(QByteArray('a' + QByteArray::number(random.bounded(30'000))));
            row.user = m_pool->intern(QByteArray('u' + QByteArray::number(random.bounded(20'000))));
            batch.rows.push_back(row);
        }
        m_document->append(std::move(batch));
    }
    /// The seqs in the order of their times, found the simple way.
    [[nodiscard]] std::vector<quint32> seqsByTime() const
    {
        std::vector<quint32> seqs(m_document->rows().size());
        std::iota(seqs.begin(), seqs.end(), 1U);
        std::stable_sort(seqs.begin(), seqs.end(), [this](quint32 a, quint32 b) {
            return m_document->rows()[a - 1].eventTime < m_document->rows()[b - 1].eventTime;
        });
        return seqs;
    }
    /// Who owns each id in the end, by the ids' own values: the same however profiles are numbered.
    [[nodiscard]] static std::map<std::pair<IdKind, StringId>, std::pair<IdKind, StringId>> owners(
        const IdentityGraph &graph)
    {
        const auto name = [&](IdIndex id) { return std::pair(graph.ids()[id].kind, graph.ids()[id].value); };
        std::map<quint32, std::pair<IdKind, StringId>> least;
        for (IdIndex id = 0; id < graph.ids().size(); ++id) {
            const auto known = least.try_emplace(graph.ownerOf(id), name(id)).first;
            known->second = std::min(known->second, name(id));
        }
        std::map<std::pair<IdKind, StringId>, std::pair<IdKind, StringId>> owners;
        for (IdIndex id = 0; id < graph.ids().size(); ++id)
            owners[name(id)] = least[graph.ownerOf(id)];
        return owners;
    }
    [[nodiscard]] IdentityGraph graphOf(const std::vector<quint32> &seqs, IdentityReading reading) const
    {
        IdentityGraph graph(reading);
        quint32 position = 0;
        for (const quint32 seq : seqs)
            graph.add(identityInput(m_document->rows()[seq - 1], ++position));
        return graph;
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

void IdentityLensTest::byTheirOwnTime_data()
{
    QTest::addColumn<std::vector<Micros>>("times");
    QTest::addColumn<quint32>("late");
    QTest::addRow("as they arrived") << std::vector<Micros>{1, 2, 3, 4, 5} << 0U;
    QTest::addRow("the identify of the first user came last") << std::vector<Micros>{1, 3, 4, 5, 2} << 1U;
    QTest::addRow("the other way round") << std::vector<Micros>{5, 4, 3, 2, 1} << 4U;
    QTest::addRow("at one time: as they arrived") << std::vector<Micros>{7, 7, 7, 7, 7} << 0U;
    QTest::addRow("without a time: behind the one before")
        << std::vector<Micros>{5, NoTime, 1, NoTime, 6} << 1U;
}

void IdentityLensTest::byTheirOwnTime()
{
    QFETCH(std::vector<Micros>, times);
    QFETCH(quint32, late);
    add(CallType::Page, "a", {}, times[0]);
    add(CallType::Identify, "a", "v", times[1]);
    add(CallType::Identify, "b", "v", times[2]);
    add(CallType::Track, "a", "v", times[3]);
    add(CallType::Identify, "a", "u", times[4]);
    const IdentityGraph &document = m_document->identity();
    QCOMPARE(m_lens->lateCalls(), late);
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    std::vector<Micros> known = times;
    for (std::size_t i = 1; i < known.size(); ++i)
        known[i] = known[i] == NoTime ? known[i - 1] : known[i];
    for (quint32 position = 1; position <= 5; ++position) {
        const quint32 seq = m_lens->order().seqOf(position);
        QCOMPARE(m_lens->order().positionOf(seq), position);
        if (position > 1) {
            const quint32 before = m_lens->order().seqOf(position - 1);
            QVERIFY(std::pair(known[before - 1], before) < std::pair(known[seq - 1], seq));
        }
    }
    // Whoever identified last, by their own time, has it.
    const IdentityGraph &graph = m_lens->graph();
    const IdIndex a = graph.find(IdKind::Anonymous, m_pool->intern("a"));
    const bool firstUserLast = known[4] >= known[1] && known[4] >= known[3];
    const QByteArray owner = firstUserLast ? "u" : "v";
    QCOMPARE(graph.ownerOf(a), graph.ownerOf(graph.find(IdKind::User, m_pool->intern(owner))));
    m_lens->setReadingOrder(ReadingOrder::Arrival);
    QCOMPARE(&m_lens->graph(), &document);
    QCOMPARE(m_lens->order().seqOf(2), 2U);
}

void IdentityLensTest::aMomentOfItsOwnTime()
{
    add(CallType::Page, "a", {}, 10);
    add(CallType::Identify, "a", "u", 40);
    add(CallType::Page, "b", {}, 20); // late
    add(CallType::Page, "c", {}, 30); // late
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    m_lens->setLastSeq(4); // a, b, c, and not yet the identify
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    QCOMPARE(m_lens->size(), 3U);
    QCOMPARE(m_lens->graph().profileCount(), 3U);
    QVERIFY(m_lens->hasHappened(1));
    QVERIFY(!m_lens->hasHappened(2));
    QVERIFY(m_lens->hasHappened(3));
    QVERIFY(m_lens->hasHappened(4));
    // What comes late and had happened by then belongs to the moment; what happened later does not.
    add(CallType::Page, "d", {}, 25);
    add(CallType::Page, "e", {}, 50);
    QVERIFY(m_lens->isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    QCOMPARE(m_lens->size(), 4U);
    QVERIFY(m_lens->hasHappened(5));
    QVERIFY(!m_lens->hasHappened(6));
    m_lens->setReadingOrder(ReadingOrder::Arrival); // as of the same call
    QCOMPARE(m_lens->size(), 4U);
    QVERIFY(m_lens->hasHappened(2));
    QVERIFY(!m_lens->hasHappened(5));
}

void IdentityLensTest::onTimeNothingIsSortedAgain()
{
    add(CallType::Page, "a", {}, 30);
    add(CallType::Page, "b", {}, 10);
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    QSignalSpy restarted(m_lens.get(), &IdentityLens::restarted);
    add(CallType::Identify, "a", "u", 30);
    add(CallType::Identify, "b", "u", 40);
    QVERIFY(!m_lens->isBusy());
    QCOMPARE(m_lens->size(), 4U);
    QCOMPARE(m_lens->graph().profileCount(), 1U);
    QCOMPARE(restarted.size(), 0);
}

void IdentityLensTest::lateCallsAreSortedInTogether()
{
    addMany(20'000, 0, true);
    m_lens->setReading(IdentityReading::Observed);
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    QSignalSpy restarted(m_lens.get(), &IdentityLens::restarted);
    for (int i = 0; i < 50; ++i)
        addMany(100, 10'000 * i, false);
    QVERIFY(m_lens->isBusy());
    QCOMPARE(m_lens->size(), 25'000U); // they are there at once, if in the wrong place
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    QCOMPARE(restarted.size(), 1);
    const std::vector<quint32> seqs = seqsByTime();
    for (quint32 i = 0; i < seqs.size(); ++i)
        QCOMPARE(m_lens->order().seqOf(i + 1), seqs[i]);
    QVERIFY(owners(m_lens->graph()) == owners(graphOf(seqs, IdentityReading::Observed)));
}

void IdentityLensTest::whatIsShownStaysWhileLateCallsAreSortedIn()
{
    addMany(100'000, 0, true);
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    bool stood = true;
    quint32 turns = 0;
    connect(m_lens.get(), &IdentityLens::grown, this, [&] {
        ++turns;
        stood = stood && m_lens->size() >= 100'000;
    });
    add(CallType::Identify, "late", "u", 5);
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy(), Patience);
    QVERIFY(stood);
    QVERIFY(turns > 2); // not in one go
    QVERIFY(owners(m_lens->graph()) == owners(graphOf(seqsByTime(), IdentityReading::Spec)));
}

void IdentityLensTest::lateCallsOfAnotherSessionAreForgotten()
{
    add(CallType::Page, "a", {}, 30);
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    add(CallType::Page, "b", {}, 10);
    QVERIFY(m_lens->isBusy());
    m_document->setSession({}, m_pool);
    QVERIFY(!m_lens->isBusy());
    QCOMPARE(m_lens->lateCalls(), 0U);
    add(CallType::Page, "c", {}, 5);
    QVERIFY(!m_lens->isBusy());
    QCOMPARE(m_lens->readingOrder(), ReadingOrder::EventTime);
    QCOMPARE(m_lens->order().seqOf(1), 1U);
}

} // namespace

SPECTAP_TEST_MAIN(IdentityLensTest)
#include "tst_identitylens.moc"
