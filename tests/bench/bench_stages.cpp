// SPDX-License-Identifier: MIT
// What each stage of a call's way costs, one thread, CPU time: reading, slicing, checking, history and
// identity, storing. Every line contains the stages above it, so the difference of two lines is the stage.
//
// bench_stages [ROUNDS [PART OF A STAGE'S NAME]]
#include "app/capture/assessor.h"
#include "model/session/sessionwriter.h"

#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>

using namespace spectap;

namespace {

constexpr int BatchSize = 20;
constexpr int Batches = 5000;
constexpr int GroupSize = 10; ///< requests in one transaction, as 16 connections make it

/// 436 bytes: the call that all benchmarks use, an order with one product.
QByteArray trackCall(int serial)
{
    const QByteArray digits = QByteArray::number(serial).rightJustified(16, '0');
    QByteArray call = R"({"type":"track","messageId":"bench-)" + digits +
                      R"(","timestamp":"2026-11-21T19:40:00.000Z","userId":"u_)" +
                      QByteArray::number(serial % 5000).rightJustified(4, '0') +
                      R"(","event":"Order Completed",)"
                      R"("context":{"library":{"name":"bench","version":"1.0.0"}},)"
                      R"("properties":{"order_id":"o-)" +
                      digits +
                      R"(","total":27.5,"revenue":25.25,"tax":2.25,"currency":"USD",)"
                      R"("products":[{"product_id":"507f1f77bcf8","sku":"45790-32","name":"Monopoly",)"
                      R"("price":19,"quantity":1,"category":"Games","brand":""}]}})";
    constexpr qsizetype CallBytes = 436;
    call.insert(call.size() - 5, QByteArray(CallBytes - call.size(), 'x'));
    return call;
}

std::vector<QByteArray> bodies()
{
    std::vector<QByteArray> made;
    int serial = 0;
    for (int b = 0; b < Batches; ++b) {
        QByteArray body = R"({"batch":[)";
        for (int i = 0; i < BatchSize; ++i)
            body += (i ? "," : "") + trackCall(serial++);
        made.push_back(body + R"(],"sentAt":"2026-11-21T19:40:00.000Z"})");
    }
    return made;
}

struct Wish
{
    int rounds = 5;
    const char *stage = "";
};

/// The median of several runs of `work`, each over all bodies.
void measure(const char *name, const Wish &wish, const std::function<void()> &work)
{
    if (!std::strstr(name, wish.stage))
        return;
    std::vector<double> micros;
    for (int i = 0; i < wish.rounds; ++i) {
        const std::clock_t start = std::clock();
        work();
        micros.push_back(1e6 * double(std::clock() - start) / double(CLOCKS_PER_SEC) / (Batches * BatchSize));
    }
    std::sort(micros.begin(), micros.end());
    const double median = micros[micros.size() / 2];
    std::printf("%-44s %6.2f us/call %10.0f calls/s\n", name, median, 1e6 / median);
}

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "bench_stages: %s\n", qUtf8Printable(what));
    std::exit(3);
}

} // namespace

int main(int argc, char **argv)
{
    Wish wish;
    if (argc > 1)
        wish.rounds = std::max(1, std::atoi(argv[1]));
    if (argc > 2)
        wish.stage = argv[2];
    auto catalogue = Catalogue::bundled();
    if (!catalogue)
        fail(catalogue.error().message);
    const auto checker = Checker::compile(std::move(*catalogue));
    const std::vector<QByteArray> requests = bodies();
    const Micros receivedAt = Micros(1'795'290'000) * 1'000'000;

    JsonTape tape;
    CheckResult result;
    quint64 sink = 0;
    measure("read", wish, [&] {
        for (const QByteArray &body : requests)
            sink += tape.parse(body) ? 0 : tape.size();
    });
    measure("read, slice, facts", wish, [&] {
        for (const QByteArray &body : requests) {
            for (const CallView &call : sliceBody(tape, body, CallType::Unknown, true).calls)
                sink += quint64(CallFacts::of(call).userId.size());
        }
    });
    measure("read, slice, check", wish, [&] {
        for (const QByteArray &body : requests) {
            for (const CallView &call : sliceBody(tape, body, CallType::Unknown, true).calls) {
                checker->check(call, {receivedAt, body.size()}, result);
                sink += result.findings.size();
            }
        }
    });
    measure("read, slice, check, history, identity", wish, [&] {
        Assessor assessor(checker, std::make_shared<StringPool>());
        StoredCall stored;
        quint32 seq = 0;
        for (const QByteArray &body : requests) {
            for (const CallView &call : sliceBody(tape, body, CallType::Unknown, true).calls)
                assessor.assess(++seq, call, {receivedAt, body.size()}, stored, result);
        }
        sink += stored.row.name;
    });
    measure("read, slice, check, history, identity, store", wish, [&] {
        const QTemporaryDir folder;
        const auto pool = std::make_shared<StringPool>();
        Assessor assessor(checker, pool);
        auto writer = SessionWriter::open(folder.filePath(QStringLiteral("bench.spectap")), pool);
        if (!writer)
            fail(writer.error().message);
        quint32 seq = 0;
        Result<void> done;
        for (int b = 0; b < Batches && done; ++b) {
            if (b % GroupSize == 0)
                done = (*writer)->begin();
            Request request;
            request.receivedAt = receivedAt;
            request.method = "POST";
            request.target = "/v1/batch";
            request.body = requests[std::size_t(b)];
            if (done)
                done = (*writer)->addRequest(request);
            for (const CallView &call : sliceBody(tape, request.body, CallType::Unknown, true).calls) {
                StoredCall stored;
                assessor.assess(++seq, call, {receivedAt, request.body.size()}, stored, result);
                stored.request = request.id;
                stored.offset = static_cast<quint32>(call.raw().data() - request.body.constData());
                stored.length = static_cast<quint32>(call.raw().size());
                stored.batchIndex = call.index;
                if (done)
                    done = (*writer)->addCall(seq, stored, result.findings);
            }
            if (done && b % GroupSize == GroupSize - 1)
                done = (*writer)->commit();
        }
        if (!done)
            fail(done.error().message);
    });
    return sink == 0;
}
