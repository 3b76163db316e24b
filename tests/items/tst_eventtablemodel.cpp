// SPDX-License-Identifier: MIT
#include "model/items/eventtablemodel.h"

#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>

#include <numeric>

using namespace spectap;

namespace {

Query parsed(const char *text)
{
    auto query = Query::parse(QString::fromUtf8(text));
    if (!query)
        qFatal("%s", qPrintable(query.error().message));
    return std::move(query).value();
}

/// A document fed with rows made here: `count` rows, every third a page, every fifth with an error.
class Fixture
{
public:
    Fixture()
        : pool(std::make_shared<StringPool>())
        , document(nullptr)
    {
        document.setSession({}, pool);
    }

    void append(quint32 count)
    {
        RowBatch batch;
        batch.firstSeq = document.rows().size() + 1;
        for (quint32 i = 0; i < count; ++i)
            batch.rows.push_back(row(batch.firstSeq + i));
        document.append(std::move(batch));
    }
    void append(const CallRow &one)
    {
        RowBatch batch;
        batch.firstSeq = document.rows().size() + 1;
        batch.rows = {one};
        document.append(std::move(batch));
    }
    CallRow row(quint32 seq) const
    {
        CallRow row;
        row.receivedAt = Micros(seq) * 1000;
        row.type = seq % 3 == 0 ? CallType::Page : CallType::Track;
        row.name = pool->intern(row.type == CallType::Page ? "Home" : "Clicked");
        row.user = pool->intern(QByteArray("u").append(QByteArray::number(seq % 7)));
        row.errors = seq % 5 == 0 ? 2 : 0;
        row.size = 100 + seq;
        return row;
    }

    std::shared_ptr<StringPool> pool;
    SessionDocument document;
};

std::vector<quint32> seqsShown(const EventTableModel &model)
{
    std::vector<quint32> seqs;
    for (int row = 0; row < model.rowCount(); ++row)
        seqs.push_back(model.seqAt(row));
    return seqs;
}

std::vector<quint32> multiples(quint32 of, quint32 upTo)
{
    std::vector<quint32> seqs;
    for (quint32 seq = of; seq <= upTo; seq += of)
        seqs.push_back(seq);
    return seqs;
}

class EventTableModelTest : public QObject
{
    Q_OBJECT

private slots:
    void oneInsertPerBatch();
    void factsOfACell();
    void filterTestsArrivingRowsOnce();
    void filterChangeOnManyRowsRunsOnAWorker();
    void rowsArrivingWhileFilteringKeepOrder();
    void newestFilterWins();
    void oldRowsStayUntilTheNewFilterHasSome();
    void heldViewStandsStill();
    void retriesFoldIntoTheFirst();
    void retriesUnfold();
    void copiesShowWhenTheirFirstDoesNot();
    void relativeTimesCountFromTheNewestCall();
    void relativeTimesCountFromNowWhileCapturing();
    void bodiesAreSearchedOnAWorker();
    void bodiesThatCannotBeReadAreToldOf();
    void resetWhileFiltering();
    void destroyedWhileFiltering();
};

using Tester = QAbstractItemModelTester;
constexpr auto Report = Tester::FailureReportingMode::QtTest;

void EventTableModelTest::oneInsertPerBatch()
{
    Fixture fixture;
    fixture.append(3);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QCOMPARE(model.rowCount(), 3);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    fixture.append(500);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted[0][1].toInt(), 3);
    QCOMPARE(inserted[0][2].toInt(), 502);
    fixture.append(1);
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(model.rowCount(), 504);
    QVERIFY(model.isComplete());
    QCOMPARE(model.shownTypeCounts()[static_cast<std::size_t>(CallType::Page)], 504U / 3);
    QCOMPARE(model.shownSeverityCounts()[static_cast<std::size_t>(Severity::Error)], 504U / 5);
}

void EventTableModelTest::factsOfACell()
{
    Fixture fixture;
    fixture.append(5);
    EventTableModel model(&fixture.document);
    const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
        return model.data(model.index(row, column), role);
    };
    QCOMPARE(cell(4, SeqColumn).toUInt(), 5U);
    QCOMPARE(cell(4, TimeColumn).toLongLong(), 5000);
    QCOMPARE(cell(4, TypeColumn).toString(), QStringLiteral("track"));
    QCOMPARE(cell(4, NameColumn).toString(), QStringLiteral("Clicked"));
    QCOMPARE(cell(4, IdColumn).toString(), QStringLiteral("u5"));
    QCOMPARE(cell(4, VerdictColumn).toString(), QStringLiteral("error"));
    QCOMPARE(cell(4, SizeColumn).toUInt(), 105U);
    QCOMPARE(cell(4, 0, ErrorsRole).toInt(), 2);
    QCOMPARE(cell(4, 0, RetryCountRole).toInt(), 1);
    QCOMPARE(cell(0, 0, DeltaRole).toLongLong(), -1);
    QCOMPARE(cell(1, 0, DeltaRole).toLongLong(), 1000);
    QVERIFY(!model.data({}).isValid());
    CallRow late = fixture.row(6); // its own clock says it happened before the others
    late.eventTime = -1;
    fixture.append(late);
    QVERIFY(!cell(4, 0, DisorderRole).toBool());
    QVERIFY(cell(5, 0, DisorderRole).toBool());
}

void EventTableModelTest::filterTestsArrivingRowsOnce()
{
    Fixture fixture;
    fixture.append(30);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QSignalSpy finished(&model, &EventTableModel::filterFinished);
    model.setQuery(parsed("type:page"));
    QCOMPARE(finished.size(), 1); // few rows: at once
    QCOMPARE(seqsShown(model), multiples(3, 30));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    fixture.append(30);
    fixture.append(1); // no page: nothing to insert
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(seqsShown(model), multiples(3, 60));
    QCOMPARE(model.shownSeqs(), multiples(3, 60));
    QCOMPARE(model.rowOf(33), 10);
    QCOMPARE(model.rowOf(34), -1);
    QCOMPARE(model.rowOf(0), -1);
    model.setQuery(Query());
    QCOMPARE(model.rowCount(), 61);
}

void EventTableModelTest::filterChangeOnManyRowsRunsOnAWorker()
{
    constexpr quint32 Rows = 200'000;
    Fixture fixture;
    fixture.append(Rows);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(model.rowCount(), static_cast<int>(Rows));
    QSignalSpy finished(&model, &EventTableModel::filterFinished);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setQuery(parsed("has:error"));
    QCOMPARE(finished.size(), 0);
    QVERIFY(!model.isComplete());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(resets.size(), 1);
    QCOMPARE(seqsShown(model), multiples(5, Rows));
    QCOMPARE(model.shownCalls(), Rows / 5);
}

void EventTableModelTest::rowsArrivingWhileFilteringKeepOrder()
{
    Fixture fixture;
    fixture.append(100'000);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QTRY_VERIFY(model.isComplete());
    model.setQuery(parsed("type:page"));
    for (int i = 0; i < 20; ++i)
        fixture.append(30);
    QVERIFY(!model.isComplete());
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), multiples(3, 100'600));
}

void EventTableModelTest::newestFilterWins()
{
    Fixture fixture;
    fixture.append(100'000);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QSignalSpy finished(&model, &EventTableModel::filterFinished);
    model.setQuery(parsed("type:page"));
    model.setQuery(parsed("type:track"));
    model.setQuery(parsed("has:error"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(seqsShown(model), multiples(5, 100'000));
}

void EventTableModelTest::oldRowsStayUntilTheNewFilterHasSome()
{
    Fixture fixture;
    fixture.append(50'000);
    EventTableModel model(&fixture.document);
    QTRY_VERIFY(model.isComplete());
    model.setQuery(parsed("user:nobody"));
    QCOMPARE(model.rowCount(), 50'000);
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.shownCalls(), 0U);
    QCOMPARE(std::accumulate(model.shownTypeCounts().begin(), model.shownTypeCounts().end(), 0U), 0U);
}

void EventTableModelTest::heldViewStandsStill()
{
    Fixture fixture;
    fixture.append(10);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QSignalSpy held(&model, &EventTableModel::heldCountChanged);
    model.setHeld(true);
    fixture.append(5);
    fixture.append(7);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.heldCount(), 12U);
    QCOMPARE(held.size(), 2);
    QCOMPARE(held.last().first().toUInt(), 12U);
    model.setQuery(parsed("type:page")); // a filter asks about what is shown, not about what is held
    QCOMPARE(seqsShown(model), multiples(3, 10));
    model.showHeld();
    QVERIFY(model.isHeld());
    QCOMPARE(held.last().first().toUInt(), 0U);
    QCOMPARE(seqsShown(model), multiples(3, 22));
    fixture.append(9);
    QCOMPARE(seqsShown(model), multiples(3, 22));
    model.setHeld(false);
    QCOMPARE(model.heldCount(), 0U);
    QCOMPARE(seqsShown(model), multiples(3, 31));
}

void EventTableModelTest::retriesFoldIntoTheFirst()
{
    Fixture fixture;
    fixture.append(4);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    CallRow copy = fixture.row(2);
    copy.retryOf = 2;
    fixture.append(copy);
    fixture.append(copy);
    QCOMPARE(inserted.size(), 0);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(model.data(model.index(1, 0), RetryCountRole).toInt(), 3);
    QCOMPARE(model.data(model.index(0, 0), RetryCountRole).toInt(), 1);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.shownCalls(), 6U); // every call received counts
    QCOMPARE(model.shownSeqs(), (std::vector<quint32>{1, 2, 3, 4, 5, 6}));

    model.setHeld(true);
    fixture.append(copy);
    QCOMPARE(model.data(model.index(1, 0), RetryCountRole).toInt(), 3); // the held view stands still
    model.setHeld(false);
    QCOMPARE(model.data(model.index(1, 0), RetryCountRole).toInt(), 4);
}

void EventTableModelTest::retriesUnfold()
{
    Fixture fixture;
    fixture.append(3);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    CallRow copy = fixture.row(2);
    copy.retryOf = 2;
    fixture.append(copy);
    model.setShowRetries(true);
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 2, 3, 4}));
    QCOMPARE(model.data(model.index(3, 0), RetryCountRole).toInt(), 2);
    fixture.append(copy);
    QCOMPARE(model.rowCount(), 5);
    model.setShowRetries(false);
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 2, 3}));
    QCOMPARE(model.data(model.index(1, 0), RetryCountRole).toInt(), 3);
}

void EventTableModelTest::copiesShowWhenTheirFirstDoesNot()
{
    Fixture fixture;
    fixture.append(3);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    CallRow copy = fixture.row(2);
    copy.retryOf = 2;
    fixture.append(copy);
    model.setQuery(parsed("has:retry"));
    QCOMPARE(seqsShown(model), std::vector<quint32>{4});
}

void EventTableModelTest::relativeTimesCountFromTheNewestCall()
{
    Fixture fixture;
    const auto at = [&](quint32 seconds, quint32 arrived) {
        CallRow row = fixture.row(seconds);
        row.eventTime = Micros(seconds) * 1'000'000;
        row.receivedAt = Micros(arrived) * 1'000'000;
        return row;
    };
    fixture.append(at(100, 100));
    fixture.append(at(160, 160));
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    model.setQuery(parsed("time:-1m"));
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 2}));
    fixture.append(at(161, 165)); // a second later
    fixture.append(at(130, 166)); // late
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{2, 3, 4}));
    fixture.append(at(9'000'000, 200)); // a clock that is ahead moves nothing further than its arrival
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{2, 3, 5}));
    model.setQuery(parsed("time<-1m"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 4}));
}

void EventTableModelTest::relativeTimesCountFromNowWhileCapturing()
{
    Fixture fixture;
    const Micros now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (const Micros minutes : {61, 30}) {
        CallRow row = fixture.row(1);
        row.eventTime = row.receivedAt = now - minutes * 60'000'000;
        fixture.append(row);
    }
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    model.setQuery(parsed("time:-1h"));
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 2}));
    QPersistentModelIndex stays = model.index(1, 0);
    model.setLive(true);
    QTRY_COMPARE(seqsShown(model), (std::vector<quint32>{2}));
    QCOMPARE(stays.row(), 0); // rows go one by one: what is selected stays so
    model.setLive(false);
    QTRY_COMPARE(seqsShown(model), (std::vector<quint32>{1, 2}));
}

void EventTableModelTest::bodiesAreSearchedOnAWorker()
{
    test::StoredSession session;
    SessionDocument document(nullptr);
    document.setSession(session.path(), session.pool);
    EventTableModel model(&document);
    Tester tester(&model, Report);
    QSignalSpy failed(&model, &EventTableModel::filterFailed);
    document.append(session.add({R"({"type":"track","event":"A","properties":{"coupon":"Spring"}})",
        R"({"type":"track","event":"B"})", R"({"type":"page","name":"Spring sale"})"}));
    QCOMPARE(model.rowCount(), 3);
    model.setQuery(parsed("spring"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 3}));
    // Newly arriving rows are searched too, in order.
    document.append(session.add({R"({"type":"track","event":"C"})"}));
    document.append(session.add({R"({"type":"identify","userId":"u1","traits":{"season":"SPRING"}})"}));
    document.append(session.add({R"({"type":"track","event":"Spring"})"}));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 3, 5, 6}));
    model.setQuery(parsed("-spring type:track"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{2, 4}));
    model.setQuery(parsed("properties.coupon:spring OR traits.season:* OR missing:event"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{1, 3, 5}));
    model.setQuery(parsed("status:200 typeof:event=string seq>1 -plan:in"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{2, 4, 6}));
    document.append(session.add({R"({"type":"track","event":"G","properties":{"a/b":1}})"},
        {{.pointer = "/properties/a~1b", .severity = Severity::Warning, .rule = Rule::NearMiss}}));
    model.setQuery(parsed("rule:near-miss field:properties.a/b properties.a/b>0"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(seqsShown(model), (std::vector<quint32>{7}));
    QCOMPARE(failed.size(), 0);
}

void EventTableModelTest::bodiesThatCannotBeReadAreToldOf()
{
    Fixture fixture; // its document has no file
    fixture.append(10);
    EventTableModel model(&fixture.document);
    QSignalSpy failed(&model, &EventTableModel::filterFailed);
    model.setQuery(parsed("home"));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(failed.size(), 1);
    QVERIFY(!failed[0][0].toString().isEmpty());
    QCOMPARE(seqsShown(model), multiples(3, 10)); // what the columns tell is still found
}

void EventTableModelTest::resetWhileFiltering()
{
    Fixture fixture;
    fixture.append(100'000);
    EventTableModel model(&fixture.document);
    Tester tester(&model, Report);
    model.setQuery(parsed("type:page"));
    fixture.document.setSession({}, fixture.pool);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.isComplete());
    fixture.append(9);
    QCoreApplication::processEvents(); // what the old run may have left behind must not arrive
    QCOMPARE(seqsShown(model), multiples(3, 9));
}

void EventTableModelTest::destroyedWhileFiltering()
{
    Fixture fixture;
    fixture.append(300'000);
    for (int i = 0; i < 5; ++i) {
        EventTableModel model(&fixture.document);
        model.setQuery(parsed("type:page"));
    }
    QCoreApplication::processEvents();
}

} // namespace

SPECTAP_TEST_MAIN(EventTableModelTest)
#include "tst_eventtablemodel.moc"
