// SPDX-License-Identifier: MIT
#include "model/items/rowset.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

#include <algorithm>
#include <iterator>

using namespace spectap;

class TestRowSet : public QObject
{
    Q_OBJECT

private slots:
    void keepsRows_data();
    void keepsRows();
    void comesAndGoes();
};

namespace {

std::vector<quint32> every(quint32 step, quint32 first, quint32 last)
{
    std::vector<quint32> indexes;
    for (quint32 index = first; index <= last; index += step)
        indexes.push_back(index);
    return indexes;
}

/// Empty, or what is wrong with `set` where these are its rows.
QString wrong(const RowSet &set, const std::vector<quint32> &rows)
{
    if (set.size() != rows.size() || set.empty() != rows.empty())
        return QStringLiteral("size %1").arg(set.size());
    if (set.from() != rows)
        return QStringLiteral("from()");
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (set[at] != rows[at])
            return QStringLiteral("at %1: %2").arg(at).arg(set[at]);
    }
    const quint32 end = rows.empty() ? 10 : rows.back() + 200;
    for (quint32 index = 0; index < end; index += end < 20'000 ? 1 : 37) {
        const auto place = std::lower_bound(rows.begin(), rows.end(), index);
        if (set.countBelow(index) != static_cast<std::size_t>(place - rows.begin()))
            return QStringLiteral("countBelow(%1)").arg(index);
        if (set.contains(index) != (place != rows.end() && *place == index))
            return QStringLiteral("contains(%1)").arg(index);
    }
    const quint32 middle = rows.empty() ? 0 : rows[rows.size() / 2];
    if (set.from(middle).size() != rows.size() - rows.size() / 2)
        return QStringLiteral("from(%1)").arg(middle);
    return {};
}

} // namespace

void TestRowSet::keepsRows_data()
{
    QTest::addColumn<std::vector<quint32>>("rows");
    QTest::newRow("none") << std::vector<quint32>();
    QTest::newRow("the first") << std::vector<quint32>{0};
    QTest::newRow("all") << every(1, 0, 9999);
    QTest::newRow("all, a whole block") << every(1, 0, 4095);
    QTest::newRow("all but the first") << every(1, 1, 5000);
    QTest::newRow("one of each word") << every(64, 63, 30'000);
    QTest::newRow("one of each block") << every(4096, 4095, 100'000);
    QTest::newRow("far apart") << std::vector<quint32>{3, 70'000, 70'001, 1'000'000};
}

void TestRowSet::keepsRows()
{
    QFETCH(std::vector<quint32>, rows);
    RowSet appended;
    const std::size_t half = rows.size() / 2;
    appended.append(std::span(rows).first(half));
    appended.append(std::span(rows).subspan(half));
    QCOMPARE(wrong(appended, rows), QString());
    RowSet inserted;
    inserted.insert(std::span(rows).subspan(half));
    inserted.insert(std::span(rows).first(half));
    QCOMPARE(wrong(inserted, rows), QString());
    inserted.erase(rows);
    QCOMPARE(wrong(inserted, {}), QString());
    appended.clear();
    QCOMPARE(wrong(appended, {}), QString());
}

void TestRowSet::comesAndGoes()
{
    QRandomGenerator dice(7);
    RowSet set;
    std::vector<quint32> rows;
    quint32 end = 0;
    for (int step = 0; step < 200; ++step) {
        std::vector<quint32> some;
        const quint32 most = step % 3 == 1 ? end + 500 : end;
        for (quint32 index = dice.bounded(most + 1); index < most; index += 1 + dice.bounded(90U))
            some.push_back(index);
        std::vector<quint32> after;
        switch (step % 3) {
        case 0: { // come at the end
            const quint32 count = dice.bounded(300U);
            some = every(1 + dice.bounded(3U), end, end + count);
            set.append(some);
            std::set_union(rows.begin(), rows.end(), some.begin(), some.end(), std::back_inserter(after));
            break;
        }
        case 1:
            set.insert(some);
            std::set_union(rows.begin(), rows.end(), some.begin(), some.end(), std::back_inserter(after));
            break;
        case 2:
            set.erase(some);
            std::set_difference(
                rows.begin(), rows.end(), some.begin(), some.end(), std::back_inserter(after));
            break;
        }
        rows = after;
        if (!some.empty())
            end = std::max(end, some.back() + 1);
        QCOMPARE(wrong(set, rows), QString());
    }
}

SPECTAP_TEST_MAIN(TestRowSet)
#include "tst_rowset.moc"
