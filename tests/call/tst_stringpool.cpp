// SPDX-License-Identifier: MIT
#include "model/support/stringpool.h"
#include "tests/support/testmain.h"

#include <thread>
#include <vector>

using namespace spectap;

/// Numbers for strings, from several threads.
class StringPoolTest : public QObject
{
    Q_OBJECT

private slots:
    void numbersFromOne();
    void keepsAnyBytes();
    void manyAtOnce();
    void keepsStringsInPlace();
    void threadsAgree();
};

void StringPoolTest::numbersFromOne()
{
    StringPool pool;
    QCOMPARE(pool.size(), 0U);
    QCOMPARE(pool.at(0), QByteArrayView());
    QCOMPARE(pool.find("a"), 0U);
    QCOMPARE(pool.intern("a"), 1U);
    QCOMPARE(pool.intern("b"), 2U);
    QCOMPARE(pool.intern("a"), 1U);
    QCOMPARE(pool.find("b"), 2U);
    QCOMPARE(pool.at(2), QByteArrayView("b"));
    QCOMPARE(pool.size(), 2U);
}

void StringPoolTest::keepsAnyBytes()
{
    StringPool pool;
    const QByteArray large(1'000'000, 'x'); // larger than a block of the arena
    const QByteArrayList texts{
        "", QByteArray("a\0b", 3), QByteArray("a\0", 2), "a", "\xff\xfe", large, large + 'y'};
    for (qsizetype i = 0; i < texts.size(); ++i)
        QCOMPARE(pool.intern(texts[i]), static_cast<StringId>(i + 1)); // the empty string is not "none"
    for (qsizetype i = 0; i < texts.size(); ++i)
        QCOMPARE(pool.at(static_cast<StringId>(i + 1)), QByteArrayView(texts[i]));
}

void StringPoolTest::manyAtOnce()
{
    StringPool pool;
    QByteArrayList kept;
    for (int i = 0; i < 5000; ++i) // past several growths, each text twice, some known before
        kept += QByteArray::number(i / 2).rightJustified(i % 41, 'x');
    for (int i = 0; i < 5000; i += 7)
        pool.intern(kept[i]);
    const std::vector<QByteArrayView> texts(kept.begin(), kept.end());
    std::vector<StringId> ids(texts.size());
    pool.intern(texts, ids);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(pool.at(ids[i]), texts[i]);
        QCOMPARE(pool.find(texts[i]), ids[i]);
    }
    QCOMPARE(qsizetype(pool.size()), QSet<QByteArray>(kept.begin(), kept.end()).size());
    pool.intern({}, {});
}

void StringPoolTest::keepsStringsInPlace()
{
    StringPool pool;
    const QByteArrayView first = pool.at(pool.intern("first"));
    for (int i = 0; i < 100'000; ++i)
        pool.intern(QByteArray::number(i));
    QCOMPARE(static_cast<const void *>(pool.at(1).data()), static_cast<const void *>(first.data()));
    for (int i = 0; i < 100'000; ++i)
        QCOMPARE(pool.at(static_cast<StringId>(i + 2)), QByteArrayView(QByteArray::number(i)));
}

void StringPoolTest::threadsAgree()
{
    StringPool pool;
    constexpr int Threads = 4;
    constexpr int Strings = 30'000;
    std::vector<std::vector<StringId>> ids(Threads);
    std::vector<int> wrong(Threads, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < Threads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < Strings; ++i) {
                const QByteArray text = QByteArray::number(i);
                const StringId id = pool.intern(text);
                ids[t].push_back(id);
                if (pool.at(id) != text || pool.find(text) != id)
                    ++wrong[t];
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(pool.size(), quint32(Strings));
    for (std::size_t t = 0; t < Threads; ++t) {
        QCOMPARE(wrong[t], 0);
        QCOMPARE(ids[t], ids[0]);
    }
}

SPECTAP_TEST_MAIN(StringPoolTest)
#include "tst_stringpool.moc"
