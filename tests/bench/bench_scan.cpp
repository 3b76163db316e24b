// SPDX-License-Identifier: MIT
// What the docks' counting over a whole session costs, and whether the window's thread stays free meanwhile:
// bench_scan [CALLS [SESSION]]. Opens a session as the window does, counts violations and coverage, mutes a
// rule. SESSION is made when it is not there; only a run that finds it tells the memory of opening it.
#include "model/items/eventtablemodel.h"
#include "model/items/sentidentityreader.h"
#include "model/items/violationmodel.h"
#include "model/session/sessionreader.h"
#include "tests/bench/storedcalls.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace spectap;

namespace {

/// Orders, every fifth with a number in quotes and every seventh with a misspelt property.
QByteArray batchOf(quint32 first, quint32 count)
{
    QByteArray body = R"({"batch":[)";
    for (quint32 n = first; n < first + count; ++n) {
        const QByteArray number = QByteArray::number(n);
        body += n == first ? "" : ",";
        body += R"({"type":"track","event":"Order Completed","messageId":"m-)" + number +
                R"(","userId":"u-)" + QByteArray::number(n % 5000) +
                R"(","timestamp":"2025-11-14T10:42:07.123Z","properties":{)" + R"("order_id":"o-)" + number +
                R"(","total":27.5,"revenue":)" + (n % 5 == 0 ? R"("25")" : "25") +
                (n % 7 == 0 ? R"(,"curency":"USD")" : R"(,"currency":"USD")") +
                R"(,"products":[{"product_id":"507f1f77bcf86cd799439011","sku":"45790-32","price":19}]}})";
    }
    return body + R"(],"sentAt":"2025-11-14T10:42:08Z"})";
}

/// In MiB; 0 where the system does not tell.
double residentMemory()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.sliced(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Runs the event loop until `done`, and prints how long that took and the longest time the loop was away.
void watch(const char *what, const std::function<bool()> &done)
{
    QElapsedTimer all;
    QElapsedTimer since;
    qint64 longest = 0;
    std::vector<qint64> gaps;
    all.start();
    since.start();
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &tick, [&] {
        const qint64 gap = since.nsecsElapsed() / 1000;
        since.start();
        gaps.push_back(gap);
        longest = std::max(longest, gap);
        if (done())
            QCoreApplication::quit();
    });
    tick.start(1);
    QCoreApplication::exec();
    std::sort(gaps.begin(), gaps.end());
    const qint64 p99 = gaps[gaps.size() - 1 - gaps.size() / 100];
    std::printf("%-34s %7.2f s   away: p99 %6.1f ms, longest %6.1f ms   %7.1f MiB\n", what,
        double(all.elapsed()) / 1000, double(p99) / 1000, double(longest) / 1000, residentMemory());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const quint32 calls = argc > 1 ? QByteArray(argv[1]).toUInt() / 20 * 20 : 100'000;
    auto catalogue = Catalogue::bundled();
    if (!catalogue || calls == 0)
        return 2;
    const auto checker = Checker::compile(*std::move(catalogue));
    const QTemporaryDir folder;
    const QString path =
        argc > 2 ? QString::fromLocal8Bit(argv[2]) : folder.filePath(QStringLiteral("bench.spectap"));
    if (!QFile::exists(path))
        storeCalls(path, checker, calls, batchOf);

    SessionDocument document(checker);
    EventTableModel table(&document);
    SessionScan scan(&document);
    ViolationModel violations(&document, &scan);
    const auto pool = std::make_shared<StringPool>();
    document.setSession(path, pool);
    std::printf("%u calls; empty: %.1f MiB\n", calls, residentMemory());

    std::unique_ptr<QThread> reading(QThread::create([&] {
        auto reader = SessionReader::open(path);
        if (!reader)
            qFatal("%s", qPrintable(reader.error().message));
        const auto read = (*reader)->rows(*pool, 1, 16'384, [&](RowBatch &&batch, quint32) {
            QMetaObject::invokeMethod(
                &document,
                [&document, part = std::move(batch)]() mutable { document.append(std::move(part)); },
                Qt::QueuedConnection);
            return true;
        });
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
    }));
    reading->start();
    watch("opened", [&] { return document.rows().size() == calls; });
    reading->wait();

    scan.setWanted(true, false);
    watch("violations counted", [&] { return scan.isIdle(); });
    scan.setWanted(true, true);
    watch("coverage counted", [&] { return scan.isIdle(); });

    document.sentReader()->want(&table, SentIdentityReader::Wish::All);
    watch("emails and devices read", [&] { return document.sentReader()->isIdle(); });

    Mute mute;
    mute.rule = Rule::Type;
    violations.mute(mute);
    watch("a rule muted", [&] { return scan.isIdle(); });
    violations.unmute(mute);
    watch("and again heard", [&] { return scan.isIdle(); });
    return 0;
}
