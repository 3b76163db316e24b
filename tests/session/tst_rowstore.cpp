// SPDX-License-Identifier: MIT
#include "model/session/rowstore.h"
#include "tests/support/testmain.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

using namespace spectap;

class TestRowStore : public QObject
{
    Q_OBJECT

private slots:
    void appends_data();
    void appends();
    void snapshotKeepsItsSize();
    void snapshotOutlivesClear();
    void snapshotIsReadWhileStoreGrows();
};

namespace {

std::vector<CallRow> rowsFrom(quint32 first, quint32 count)
{
    std::vector<CallRow> rows(count);
    for (quint32 i = 0; i < count; ++i) {
        rows[i].receivedAt = first + i;
        rows[i].size = first + i;
    }
    return rows;
}

template <typename Rows> quint32 firstWrong(const Rows &rows, quint32 size)
{
    for (quint32 i = 0; i < size; ++i) {
        if (rows[i].receivedAt != i || rows[i].size != i)
            return i;
    }
    return size;
}

} // namespace

void TestRowStore::appends_data()
{
    QTest::addColumn<std::vector<quint32>>("batches");
    QTest::newRow("nothing") << std::vector<quint32>{0};
    QTest::newRow("one") << std::vector<quint32>{1};
    QTest::newRow("a chunk exactly") << std::vector<quint32>{4096};
    QTest::newRow("over the edge of a chunk") << std::vector<quint32>{4095, 2};
    QTest::newRow("a full chunk, then one") << std::vector<quint32>{4096, 1};
    QTest::newRow("several chunks at once") << std::vector<quint32>{3, 20'000, 0, 5};
}

void TestRowStore::appends()
{
    QFETCH(std::vector<quint32>, batches);
    RowStore store;
    quint32 size = 0;
    for (const quint32 count : batches) {
        store.append(rowsFrom(size, count));
        size += count;
        QCOMPARE(store.size(), size);
    }
    QCOMPARE(firstWrong(store, size), size);
}

void TestRowStore::snapshotKeepsItsSize()
{
    RowStore store;
    QCOMPARE(store.snapshot().size(), 0U);
    store.append(rowsFrom(0, 4000));
    const auto snapshot = store.snapshot();
    store.append(rowsFrom(4000, 1000));
    QCOMPARE(snapshot.size(), 4000U);
    QCOMPARE(firstWrong(snapshot, 4000), 4000U);
    QCOMPARE(store.snapshot().size(), 5000U);
    QCOMPARE(&snapshot[0], &store[0]); // shared, not copied
}

void TestRowStore::snapshotOutlivesClear()
{
    RowStore store;
    store.append(rowsFrom(0, 5000));
    const auto snapshot = store.snapshot();
    store.clear();
    QCOMPARE(store.size(), 0U);
    store.append(rowsFrom(70, 10));
    QCOMPARE(store[0].size, 70U);
    QCOMPARE(firstWrong(snapshot, 5000), 5000U);
}

// The rule that lets filters run beside a live capture; the thread sanitizer checks it here.
void TestRowStore::snapshotIsReadWhileStoreGrows()
{
    constexpr quint32 Total = 60'000;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<RowStore::Snapshot> handed;
    bool finished = false;
    quint32 read = 0;
    quint32 wrong = 0;

    std::thread reader([&] {
        for (;;) {
            RowStore::Snapshot snapshot;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return handed || finished; });
                if (!handed)
                    return;
                snapshot = *std::exchange(handed, std::nullopt);
            }
            wrong += firstWrong(snapshot, snapshot.size()) != snapshot.size();
            read = snapshot.size();
        }
    });
    RowStore store;
    for (quint32 size = 0; size < Total; size += 50) {
        store.append(rowsFrom(size, 50));
        {
            const std::scoped_lock lock(mutex);
            handed = store.snapshot();
        }
        changed.notify_one();
    }
    {
        const std::scoped_lock lock(mutex);
        finished = true;
    }
    changed.notify_one();
    reader.join();
    QCOMPARE(wrong, 0U);
    QCOMPARE(read, Total);
}

SPECTAP_TEST_MAIN(TestRowStore)
#include "tst_rowstore.moc"
