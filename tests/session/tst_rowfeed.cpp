// SPDX-License-Identifier: MIT
#include "model/session/rowbatch.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QThread>

#include <thread>

using namespace spectap;

class TestRowFeed : public QObject
{
    Q_OBJECT

private slots:
    void takesNothingFromEmpty();
    void mergesWhatWaits();
    void saysReadyOncePerTake();
    void keepsRequestsBeforeRows();
    void dropsRowsOfSessionBefore();
    void losesNothingBetweenThreads();
};

namespace {

RowBatch batchOf(quint32 first, quint32 count)
{
    RowBatch batch;
    batch.firstSeq = first;
    batch.rows.resize(count);
    for (quint32 i = 0; i < count; ++i)
        batch.rows[i].size = first + i;
    return batch;
}

} // namespace

void TestRowFeed::takesNothingFromEmpty()
{
    RowFeed feed;
    const RowBatch batch = feed.take();
    QVERIFY(batch.rows.empty() && batch.requests.empty() && batch.sources.empty());
}

void TestRowFeed::mergesWhatWaits()
{
    RowFeed feed;
    RowBatch first = batchOf(5, 3);
    first.sources = {{"wk1", "lib", "1"}};
    first.fileBytes = 100;
    RowBatch second = batchOf(8, 2);
    second.sources = {{"wk2", "lib", "1"}};
    first.firstSource = 4;
    second.firstSource = 5;
    second.requests.resize(1);
    feed.put(std::move(first));
    feed.put(std::move(second));
    const RowBatch batch = feed.take();
    QCOMPARE(batch.firstSeq, 5U);
    QCOMPARE(batch.rows.size(), 5U);
    for (quint32 i = 0; i < 5; ++i)
        QCOMPARE(batch.rows[i].size, 5 + i);
    QCOMPARE(batch.sources.size(), 2U);
    QCOMPARE(batch.sources[1].writeKey, "wk2");
    QCOMPARE(batch.firstSource, quint16{4});
    QCOMPARE(batch.requests.size(), 1U);
    QCOMPARE(batch.fileBytes, 100);
    QVERIFY(feed.take().rows.empty());
}

void TestRowFeed::saysReadyOncePerTake()
{
    RowFeed feed;
    const QSignalSpy ready(&feed, &RowFeed::ready);
    feed.put(batchOf(1, 1));
    feed.put(batchOf(2, 1));
    QCOMPARE(ready.count(), 1);
    (void)feed.take();
    QCOMPARE(ready.count(), 1);
    feed.put(batchOf(3, 1));
    QCOMPARE(ready.count(), 2);
}

void TestRowFeed::keepsRequestsBeforeRows()
{
    RowFeed feed;
    RowBatch onlyRequests;
    onlyRequests.requests.resize(1);
    feed.put(std::move(onlyRequests));
    feed.put(batchOf(9, 2));
    const RowBatch batch = feed.take();
    QCOMPARE(batch.firstSeq, 9U);
    QCOMPARE(batch.rows.size(), 2U);
    QCOMPARE(batch.requests.size(), 1U);
}

void TestRowFeed::dropsRowsOfSessionBefore()
{
    RowFeed feed;
    feed.put(batchOf(1, 3));
    RowBatch fresh = batchOf(1, 2);
    fresh.generation = 2;
    feed.put(std::move(fresh));
    const RowBatch batch = feed.take();
    QCOMPARE(batch.firstSeq, 1U);
    QCOMPARE(batch.rows.size(), 2U);
}

void TestRowFeed::losesNothingBetweenThreads()
{
    constexpr quint32 Batches = 20'000;
    RowFeed feed;
    QVector<quint32> sizes;
    quint32 next = 1;
    bool inOrder = true;
    connect(
        &feed, &RowFeed::ready, this,
        [&] {
            const RowBatch batch = feed.take();
            for (const CallRow &row : batch.rows)
                inOrder = inOrder && row.size == next++;
        },
        Qt::QueuedConnection);
    std::thread writer([&feed] {
        for (quint32 i = 0; i < Batches; ++i)
            feed.put(batchOf(1 + 3 * i, 3));
    });
    QTRY_COMPARE_WITH_TIMEOUT(next, 3 * Batches + 1, 30'000);
    writer.join();
    QVERIFY(inOrder);
}

SPECTAP_TEST_MAIN(TestRowFeed)
#include "tst_rowfeed.moc"
