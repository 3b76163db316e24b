// SPDX-License-Identifier: MIT
// How many track calls a second one core turns into tapes, and into sliced calls with their facts.
#include "model/call/callview.h"

#include <QByteArray>

#include <cstdio>
#include <ctime>

using namespace spectap;

namespace {

/// 436 bytes: the call that all benchmarks use, an order with one product.
QByteArray trackCall()
{
    QByteArray call =
        R"({"type":"track","event":"Order Completed","userId":"user-1234567",)"
        R"("messageId":"node-1763754000000-6c8f1d2e","timestamp":"2026-11-21T19:40:00.123Z",)"
        R"("properties":{"order_id":"50314b8e9bcf","total":27.5,"revenue":25.0,"currency":"USD",)"
        R"("products":[{"product_id":"507f1f77bcf8","sku":"45790-32","name":"Monopoly",)"
        R"("price":19,"quantity":1,"category":"Games"}]},)"
        R"("context":{"library":{"name":"analytics-node","version":"3.1.0"}},"pad":""})";
    const qsizetype missing = 436 - call.size();
    if (missing > 0)
        call.insert(call.size() - 2, QByteArray(missing, 'x'));
    return call;
}

QByteArray batchOf(const QByteArray &call, int count)
{
    QByteArray body = R"({"batch":[)";
    for (int i = 0; i < count; ++i)
        body += (i ? "," : "") + call;
    return body + R"(],"writeKey":"bench","sentAt":"2026-11-21T19:40:00.456Z"})";
}

template <typename Work> void measure(const char *name, qsizetype bytes, int callsPerRun, Work work)
{
    constexpr std::clock_t Duration = CLOCKS_PER_SEC;
    for (int i = 0; i < 1000; ++i)
        work();
    const std::clock_t start = std::clock();
    qint64 runs = 0;
    while (std::clock() - start < Duration) {
        for (int i = 0; i < 200; ++i)
            work();
        runs += 200;
    }
    const double seconds = double(std::clock() - start) / double(CLOCKS_PER_SEC);
    std::printf("%-28s %10.0f calls/s %8.0f MB/s\n", name, double(runs) * callsPerRun / seconds,
        double(runs) * double(bytes) / seconds / 1e6);
}

} // namespace

int main()
{
    constexpr int BatchSize = 20;
    const QByteArray call = trackCall();
    const QByteArray batch = batchOf(call, BatchSize);
    std::printf("one call %d bytes, batch of %d %d bytes\n", int(call.size()), BatchSize, int(batch.size()));

    JsonTape tape;
    quint64 sink = 0;
    measure("tape, one call", call.size(), 1, [&] { sink += tape.parse(call) ? 0 : tape.size(); });
    measure("tape, batch", batch.size(), BatchSize, [&] { sink += tape.parse(batch) ? 0 : tape.size(); });
    measure("slice and facts, one call", call.size(), 1, [&] {
        const SlicedBody body = sliceBody(tape, call, CallType::Track, true);
        sink += quint64(CallFacts::of(body.calls.front()).userId.size());
    });
    measure("slice and facts, batch", batch.size(), BatchSize, [&] {
        for (const CallView &view : sliceBody(tape, batch, CallType::Unknown, true).calls)
            sink += quint64(CallFacts::of(view).userId.size());
    });
    return sink == 0;
}
