// SPDX-License-Identifier: MIT
#include "model/session/rowstore.h"
#include "tests/support/testmain.h"

#include <condition_variable>
#include <limits>
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
    void keepsAnyRow_data();
    void keepsAnyRow();
    void replacesAgainAndAgain();
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

// Rows are kept in fewer bytes than they have: whatever does not fit must come back as well.
void TestRowStore::keepsAnyRow_data()
{
    constexpr Micros Day = Micros{24} * 3600 * 1'000'000;
    constexpr Micros Now = 1'763'116'927'123'456;
    QTest::addColumn<CallRow>("row");
    CallRow full{.receivedAt = Now + 17,
        .eventTime = Now - 40,
        .name = 0xffff'ffff,
        .user = 0xffff'fffe,
        .anonymous = 0xffff'fffd,
        .size = 0xff'ffff,
        .source = 0xffff,
        .errors = 255,
        .warnings = 254,
        .infos = 253,
        .type = CallType::Alias,
        .ingest = Ingest::Dropped,
        .flags = 255};
    const auto with = [&full](const char *name, auto change) {
        CallRow row = full;
        change(row);
        QTest::newRow(name) << row;
    };
    QTest::newRow("empty") << CallRow{};
    QTest::newRow("as full as fits") << full;
    with("of a group", [](CallRow &row) { row.other = 0xffff'ffff; });
    with("a retry", [](CallRow &row) { row.retryOf = 0xffff'ffff; });
    with("16 MiB", [](CallRow &row) { row.size = 0x100'0000; });
    with("4 GiB", [](CallRow &row) { row.size = 0xffff'ffff; });
    with("no time of its own", [](CallRow &row) { row.eventTime = NoTime; });
    with("no time at all", [](CallRow &row) { row.receivedAt = row.eventTime = NoTime; });
    with("received before the first", [](CallRow &row) { row.receivedAt = Now - 1; });
    with("received twelve days later", [](CallRow &row) { row.receivedAt = Now + 12 * Day; });
    with("received thirteen days later", [](CallRow &row) { row.receivedAt = Now + 13 * Day; });
    with("happened six days before", [](CallRow &row) { row.eventTime = Now - 6 * Day; });
    with("happened seven days before", [](CallRow &row) { row.eventTime = Now - 7 * Day; });
    with("happened six days later", [](CallRow &row) { row.eventTime = Now + 6 * Day; });
    with("happened seven days later", [](CallRow &row) { row.eventTime = Now + 7 * Day; });
    with("the last moment there is",
        [](CallRow &row) { row.receivedAt = row.eventTime = std::numeric_limits<Micros>::max(); });
}

void TestRowStore::keepsAnyRow()
{
    QFETCH(CallRow, row);
    CallRow usual;
    usual.receivedAt = usual.eventTime = 1'763'116'927'123'456;
    RowStore store;
    store.append(std::vector{usual, row, usual}); // counted from another
    QVERIFY(store[1] == row);
    QVERIFY(store[0] == usual && store[2] == usual);
    RowStore alone;
    alone.append(std::vector{row, usual}); // others are counted from it
    QVERIFY(alone[0] == row);
    QVERIFY(alone[1] == usual);
}

void TestRowStore::replacesAgainAndAgain()
{
    constexpr quint32 Count = 5000;
    RowStore store;
    store.append(rowsFrom(0, Count));
    const auto before = store.snapshot();
    for (quint32 round = 1; round <= 6; ++round) {
        std::vector<RowChange> changes;
        for (quint32 seq = 1; seq <= Count; ++seq) {
            CallRow row = before[seq - 1];
            row.retryOf = round % 2 * seq; // in full, and no longer
            row.errors = static_cast<quint8>(round);
            changes.push_back({seq, row});
        }
        const auto old = store.snapshot();
        store.replace(changes);
        for (const RowChange &change : changes) {
            QVERIFY(store[change.seq - 1] == change.row);
            QCOMPARE(quint32(old[change.seq - 1].errors), round - 1);
        }
    }
    QCOMPARE(firstWrong(before, Count), Count);
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
