// SPDX-License-Identifier: MIT
// The table in every order, against one that is made anew each time.
#include "model/items/eventtablemodel.h"

#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QCollator>
#include <QLocale>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <algorithm>
#include <functional>
#include <set>

using namespace spectap;

namespace {

const char *const Names[] = {"Home", "home", "Clicked", "Order 2", "Order 10", "", "\xC3\x84pfel", "Zebra"};

struct Filter
{
    const char *text;
    std::function<bool(const CallRow &)> matches;
};

class Fixture
{
public:
    Fixture()
        : pool(std::make_shared<StringPool>())
        , document(nullptr)
        , model(&document)
    {
        restart();
    }

    void restart()
    {
        pool = std::make_shared<StringPool>();
        document.setSession({}, pool);
        RowBatch sources;
        sources.sources = {
            {"web", "analytics.js", "1"}, {"api", "@segment/analytics-node", "2"}, {"ios", "", ""}};
        document.append(std::move(sources));
        only.reset();
        limit = 0;
    }
    CallRow random(quint32 seq)
    {
        CallRow row;
        row.receivedAt = Micros(seq) * 1000 + random_.bounded(500);
        row.eventTime = random_.bounded(40) * 1000;
        row.type = static_cast<CallType>(random_.bounded(CallTypeCount));
        row.name = pool->intern(Names[random_.bounded(8)]);
        const auto id = [&](const char *prefix) {
            return random_.bounded(4) == 0
                       ? StringId(0)
                       : pool->intern(QByteArray(prefix).append(QByteArray::number(random_.bounded(12))));
        };
        row.user = id("u");
        row.anonymous = id("a");
        row.other = id("g");
        row.errors = quint8(random_.bounded(5) == 0 ? random_.bounded(3) : 0);
        row.warnings = quint8(random_.bounded(3));
        row.size = quint32(random_.bounded(30));
        row.source = quint16(random_.bounded(4));
        row.ingest = static_cast<Ingest>(random_.bounded(3));
        if (seq > 3 && random_.bounded(6) == 0)
            row.retryOf = quint32(1 + random_.bounded(int(seq) - 1));
        if (row.retryOf && document.rows().size() >= row.retryOf && document.rows()[row.retryOf - 1].retryOf)
            row.retryOf = document.rows()[row.retryOf - 1].retryOf;
        return row;
    }
    void append(int count)
    {
        for (; count > 0; --count) { // one by one, so that retries are of calls that are there
            RowBatch batch;
            batch.firstSeq = document.rows().size() + 1;
            batch.rows = {random(batch.firstSeq)};
            document.append(std::move(batch));
        }
        if (!model.isHeld())
            limit = document.rows().size();
    }

    [[nodiscard]] std::vector<quint32> expected() const
    {
        std::vector<quint32> seqs;
        std::set<quint32> shown;
        for (quint32 seq = 1; seq <= limit; ++seq) {
            const CallRow &row = document.rows()[seq - 1];
            if (!filter.matches(row) || (only && !std::binary_search(only->begin(), only->end(), seq)))
                continue;
            if (!model.showsRetries() && row.retryOf && shown.count(row.retryOf))
                continue;
            shown.insert(seq);
            seqs.push_back(seq);
        }
        if (model.order().isArrival()) {
            if (model.order().descending)
                std::reverse(seqs.begin(), seqs.end());
            return seqs;
        }
        std::stable_sort(seqs.begin(), seqs.end(), [&](quint32 a, quint32 b) {
            return model.order().descending ? compare(a, b) > 0 : compare(a, b) < 0;
        });
        return seqs;
    }

    QRandomGenerator random_{1};
    std::shared_ptr<StringPool> pool;
    SessionDocument document;
    EventTableModel model;
    Filter filter{"", [](const CallRow &) { return true; }};
    std::shared_ptr<const std::vector<quint32>> only;
    quint32 limit = 0;

private:
    [[nodiscard]] QByteArrayView text(quint32 seq) const
    {
        const CallRow &row = document.rows()[seq - 1];
        const Source source =
            row.source < document.sources().size() ? document.sources()[row.source] : Source();
        switch (model.order().by) {
        case IdColumn:
            return pool->at(row.user ? row.user : row.anonymous);
        case SourceColumn:
            return source.library == "@segment/analytics-node" ? QByteArrayView("analytics-node")
                   : row.source == 2                           ? QByteArrayView("ios")
                   : row.source == 0                           ? QByteArrayView("analytics.js")
                                                               : QByteArrayView();
        case LibraryColumn:
            return document.sources().size() > row.source
                       ? QByteArrayView(document.sources()[row.source].library)
                       : QByteArrayView();
        case WriteKeyColumn:
            return document.sources().size() > row.source
                       ? QByteArrayView(document.sources()[row.source].writeKey)
                       : QByteArrayView();
        default:
            if (row.type == CallType::Alias || row.type == CallType::Group)
                return pool->at(row.other);
            if (row.type == CallType::Identify)
                return pool->at(row.anonymous ? row.anonymous : row.user);
            return pool->at(row.name);
        }
    }
    [[nodiscard]] int compare(quint32 a, quint32 b) const
    {
        const CallRow &left = document.rows()[a - 1];
        const CallRow &right = document.rows()[b - 1];
        const auto by = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
        switch (model.order().by) {
        case DeltaColumn: {
            const auto delta = [&](quint32 seq) {
                return seq == 1 ? Micros(-1)
                                : document.rows()[seq - 1].receivedAt - document.rows()[seq - 2].receivedAt;
            };
            return by(delta(a), delta(b));
        }
        case TypeColumn:
            return by(left.type, right.type);
        case VerdictColumn:
            return by(std::tuple(left.errors, left.warnings, left.infos),
                std::tuple(right.errors, right.warnings, right.infos));
        case SizeColumn:
            return by(left.size, right.size);
        case TimestampColumn:
            return by(left.eventTime, right.eventTime);
        case IngestColumn:
            return by(left.ingest, right.ingest);
        default:
            break;
        }
        QCollator collator((QLocale()));
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        collator.setNumericMode(true);
        const int order = collator.compare(QString::fromUtf8(text(a)), QString::fromUtf8(text(b)));
        return order != 0 ? order : by(text(a), text(b));
    }
};

Query parsed(const char *text)
{
    auto query = Query::parse(QString::fromUtf8(text));
    if (!query)
        qFatal("%s", qPrintable(query.error().message));
    return std::move(query).value();
}

std::vector<quint32> seqsShown(const EventTableModel &model)
{
    std::vector<quint32> seqs;
    for (int row = 0; row < model.rowCount(); ++row)
        seqs.push_back(model.seqAt(row));
    return seqs;
}

class EventTableOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German)); }
    void everyOrderUnderEverything_data();
    void everyOrderUnderEverything();
    void newestFirstStandsOnTop();
    void arrivingRowsJoinInBatches();
    void aMillionRows();
    void whatOnlyBodiesTellCannotBeSortedBy();
};

void EventTableOrderTest::everyOrderUnderEverything_data()
{
    QTest::addColumn<uint>("seed");
    for (const uint seed : {1U, 2U})
        QTest::addRow("seed %u", seed) << seed;
}

/// Random things happen, in the middle of others; what is shown in the end is what it would be had it been
/// made at once, and on the way no index points at another call than before.
void EventTableOrderTest::everyOrderUnderEverything()
{
    QFETCH(uint, seed);
    const std::vector<Filter> filters{{"", [](const CallRow &) { return true; }},
        {"type:page", [](const CallRow &row) { return row.type == CallType::Page; }},
        {"has:error", [](const CallRow &row) { return row.errors > 0; }},
        {"-has:warning", [](const CallRow &row) { return row.warnings == 0; }},
        {"seq<0", [](const CallRow &) { return false; }}};
    Fixture fixture;
    fixture.random_.seed(seed);
    QRandomGenerator &random = fixture.random_;
    EventTableModel &model = fixture.model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fixture.append(50);
    std::vector<std::pair<QPersistentModelIndex, quint32>> held;
    for (int step = 0; step < 120; ++step) {
        switch (random.bounded(12)) {
        case 0:
        case 1:
        case 2:
            fixture.append(random.bounded(30));
            break;
        case 3:
        case 4:
        case 5: {
            const auto column = static_cast<EventColumn>(random.bounded(EventColumnCount));
            model.setOrder({column, random.bounded(2) == 0});
            break;
        }
        case 6:
            fixture.filter = filters[std::size_t(random.bounded(int(filters.size())))];
            model.setQuery(parsed(fixture.filter.text));
            break;
        case 7:
            if (random.bounded(2) == 0)
                model.setHeld(!model.isHeld());
            else
                model.showHeld();
            fixture.limit =
                model.isHeld() && model.heldCount() > 0 ? fixture.limit : fixture.document.rows().size();
            break;
        case 8:
            model.setShowRetries(random.bounded(2) == 0);
            break;
        case 9: {
            auto only = std::make_shared<std::vector<quint32>>();
            for (quint32 seq = 1; seq <= fixture.document.rows().size(); ++seq) {
                if (random.bounded(3) > 0)
                    only->push_back(seq);
            }
            fixture.only = random.bounded(3) == 0 ? only : nullptr;
            model.setOnly(fixture.only);
            break;
        }
        case 10: {
            std::vector<RowChange> changes;
            for (quint32 seq = 1; seq <= fixture.document.rows().size(); ++seq) {
                if (random.bounded(10) == 0) {
                    CallRow row = fixture.random(seq);
                    row.receivedAt = fixture.document.rows()[seq - 1].receivedAt;
                    row.retryOf = fixture.document.rows()[seq - 1].retryOf;
                    changes.push_back({seq, row});
                }
            }
            fixture.document.replaceRows(changes);
            fixture.document.endRecheck();
            break;
        }
        default:
            if (random.bounded(8) == 0) {
                held.clear();
                fixture.restart();
            }
            break;
        }
        if (random.bounded(3) == 0)
            QTest::qWait(random.bounded(40));
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.rowOf(model.seqAt(row)), row);
        for (const auto &[index, seq] : held) {
            if (index.isValid())
                QCOMPARE(model.seqAt(index.row()), seq);
        }
        if (random.bounded(3) != 0)
            continue;
        QTRY_VERIFY(model.isComplete());
        QCOMPARE(seqsShown(model), fixture.expected());
        const std::vector<quint32> all = model.shownSeqs();
        QVERIFY(std::is_sorted(all.begin(), all.end()));
        held.clear();
        for (int row = 0; row < model.rowCount(); row += 7)
            held.emplace_back(model.index(row, 0), model.seqAt(row));
    }
}

void EventTableOrderTest::newestFirstStandsOnTop()
{
    Fixture fixture;
    EventTableModel &model = fixture.model;
    model.setOrder({TimeColumn, true});
    fixture.append(20);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
    RowBatch batch;
    batch.firstSeq = 21;
    batch.rows.resize(5);
    fixture.document.append(std::move(batch));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted[0][1].toInt(), 0);
    QCOMPARE(inserted[0][2].toInt(), 4);
    QCOMPARE(model.seqAt(0), 25U);
    QCOMPARE(model.newestRow(), 0);
    QCOMPARE(laidOut.size(), 0);
    QVERIFY(!model.isSorting());
}

void EventTableOrderTest::arrivingRowsJoinInBatches()
{
    Fixture fixture;
    EventTableModel &model = fixture.model;
    model.setShowRetries(true);
    fixture.append(200);
    model.setOrder({SizeColumn, true});
    QCOMPARE(model.rowCount(), 200); // they stand still until they are sorted
    QCOMPARE(model.seqAt(0), 1U);
    QTRY_VERIFY(model.isComplete());
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
    fixture.append(300);
    QCOMPARE(model.rowCount(), 200);
    QCOMPARE(model.shownCalls(), 500U);
    QCOMPARE(model.shownAfter(200), 300U);
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(model.rowCount(), 500);
    QCOMPARE(inserted.size(), 1); // three hundred batches, each into the middle
    QCOMPARE(laidOut.size(), 1);
    QCOMPARE(seqsShown(model), fixture.expected());
}

void EventTableOrderTest::aMillionRows()
{
    constexpr quint32 Rows = 1'000'000;
    Fixture fixture;
    RowBatch batch;
    batch.firstSeq = 1;
    for (quint32 i = 0; i < Rows; ++i) {
        CallRow row;
        row.receivedAt = i;
        row.type = CallType::Track;
        row.name =
            fixture.pool->intern(QByteArray("Event ").append(QByteArray::number(i % 1000 * 7919 % 1000)));
        batch.rows.push_back(row);
    }
    fixture.document.append(std::move(batch));
    EventTableModel &model = fixture.model;
    QTRY_VERIFY_WITH_TIMEOUT(model.isComplete(), 30'000);
    QPersistentModelIndex stays = model.index(123'456, 0);
    model.setOrder({NameColumn, false});
    QVERIFY(model.isSorting());
    QTRY_VERIFY_WITH_TIMEOUT(model.isComplete(), 30'000);
    QCOMPARE(model.seqAt(stays.row()), 123'457U);
    QCOMPARE(model.rowOf(123'457), stays.row());
    QCOMPARE(model.data(model.index(0, 0), NameRole).toString(), QStringLiteral("Event 0"));
    QCOMPARE(model.data(model.index(2000, 0), NameRole).toString(), QStringLiteral("Event 2")); // not 10
    for (int row = 1; row < 1000; ++row)
        QVERIFY(model.seqAt(row - 1) < model.seqAt(row));
    model.setOrder({NameColumn, true});
    model.setOrder({}); // given up
    QCOMPARE(model.seqAt(0), 1U);
    QCOMPARE(stays.row(), 123'456);
    QVERIFY(model.isComplete());
}

void EventTableOrderTest::whatOnlyBodiesTellCannotBeSortedBy()
{
    Fixture fixture;
    fixture.append(3);
    const int field = fixture.model.addField(QStringLiteral("properties.revenue"));
    QCOMPARE(field, int(EventColumnCount));
    for (const int column : {int(MessageIdColumn), int(BatchColumn), int(AddressColumn), field}) {
        QVERIFY(!isSortable(column));
        fixture.model.setOrder({static_cast<EventColumn>(column), false});
        QCOMPARE(fixture.model.order(), EventOrder());
    }
}

} // namespace

SPECTAP_TEST_MAIN(EventTableOrderTest)
#include "tst_eventtableorder.moc"
