// SPDX-License-Identifier: MIT
// How long re-checking a stored session takes: bench_recheck [CALLS]. Once with rules that change every
// call's findings, once with rules that change none.
#include "app/capture/recheck.h"
#include "tests/bench/storedcalls.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>

using namespace spectap;

namespace {

/// The 436-byte order of the other benchmarks, as it stands in a batch.
QByteArray batchOf(quint32 first, quint32 count)
{
    QByteArray body = R"({"batch":[)";
    for (quint32 n = first; n < first + count; ++n) {
        const QByteArray number = QByteArray::number(n);
        body += n == first ? "" : ",";
        body +=
            R"({"type":"track","event":"Order Completed","messageId":"m-)" + number + R"(","userId":"u-)" +
            QByteArray::number(n % 5000) + R"(","anonymousId":"a-)" + QByteArray::number(n % 7000) +
            R"(","timestamp":"2025-11-14T10:42:07.123Z","properties":{"order_id":"o-)" + number +
            R"(","affiliation":"web","total":27.5,"revenue":25,"shipping":3,"tax":2,"discount":2.5,)"
            R"("coupon":"hasbros","currency":"USD","products":[{"product_id":"507f1f77bcf86cd799439011",)"
            R"("sku":"45790-32","name":"Monopoly: 3rd Edition","price":19,"quantity":1,"category":"Games"}]}})";
    }
    return body + "]}";
}

void measure(
    const char *what, const QString &path, const std::shared_ptr<const Checker> &checker, quint32 calls)
{
    QElapsedTimer time;
    const auto pool = std::make_shared<StringPool>();
    Recheck recheck(path, checker, pool, recheckFile(path, pool));
    QObject::connect(
        &recheck, &Recheck::failed, qApp, [](const QString &reason) { qFatal("%s", qPrintable(reason)); });
    QObject::connect(&recheck, &Recheck::finished, qApp, &QCoreApplication::quit);
    time.start();
    recheck.start();
    QCoreApplication::exec();
    const double seconds = static_cast<double>(time.elapsed()) / 1000;
    std::printf("%-22s %u calls in %.1f s: %.0f calls/s\n", what, calls, seconds, calls / seconds);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const quint32 calls = argc > 1 ? QByteArray(argv[1]).toUInt() / 20 * 20 : 100'000;
    auto catalogue = Catalogue::bundled();
    if (!catalogue || calls == 0)
        return 2;
    const auto before = Checker::compile(*catalogue);
    for (EventSpec &event : catalogue->events) {
        for (FieldSpec &property : event.properties) {
            if (event.name == "Order Completed" && property.path == "properties.coupon")
                property.types = TypeNumber;
        }
    }
    catalogue->version = "other";
    const auto after = Checker::compile(*catalogue);

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.spectap"));
    storeCalls(path, before, calls, batchOf);
    measure("every call changes:", path, after, calls);
    measure("no call changes:", path, after, calls);
    return 0;
}
