// SPDX-License-Identifier: MIT
// What checking costs per field with the bundled catalogue, and with one that has ten times the events: it
// should be the same. bench_fields [ROUNDS]
#include "model/spec/checker.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <vector>

using namespace spectap;

namespace {

constexpr int Growth = 10;
constexpr int Repeats = 400; ///< of all calls, in one measurement

/// A call of `event` with all its plain properties, as its examples have them, and two that nobody documents.
QByteArray callOf(const EventSpec &event)
{
    QByteArray call = R"({"type":"track","messageId":"m-1","userId":"u-1","anonymousId":"a-1","event":")" +
                      event.name +
                      R"(","timestamp":"2025-11-14T10:42:07.123Z","context":{"locale":"en-GB",)"
                      R"("library":{"name":"bench","version":"1.0.0"},"page":{"path":"/a","title":"A"}},)"
                      R"("properties":{"shop_floor":3,"wrapped":true)";
    constexpr QByteArrayView Prefix = "properties.";
    for (const FieldSpec &field : event.properties) {
        const QByteArrayView path = field.path;
        if (!path.startsWith(Prefix) || field.example.isEmpty() || field.types == TypeArray)
            continue;
        const QByteArrayView key = path.sliced(Prefix.size());
        if (key.indexOf('.') < 0 && key.indexOf('[') < 0 && key != "*")
            call += ",\"" + key.toByteArray() + "\":" + field.example;
    }
    return call + R"(,"products":[{"product_id":"p","price":19.5,"quantity":2}]}})";
}

/// The same events under `Growth` names each.
Catalogue grown(const Catalogue &catalogue)
{
    Catalogue large = catalogue;
    for (int copy = 1; copy < Growth; ++copy) {
        for (const EventSpec &event : catalogue.events) {
            EventSpec other = event;
            const QByteArray number = QByteArray::number(copy);
            other.name = "Robot " + number + ' ' + event.name;
            other.id = event.id + "-" + number;
            other.aliases.clear();
            other.deprecated.clear();
            large.events.push_back(std::move(other));
        }
    }
    return large;
}

struct Call
{
    QByteArray text;
    JsonTape tape;
    CallView view;
    CallFacts facts;
};

/// CPU nanoseconds per field of all calls.
double measured(const Checker &checker, const std::vector<std::unique_ptr<Call>> &calls, quint64 fields)
{
    CheckResult result;
    quint64 sink = 0;
    const std::clock_t start = std::clock();
    for (int i = 0; i < Repeats; ++i) {
        for (const auto &call : calls) {
            checker.check(call->view, call->facts, {}, result);
            sink += result.findings.size();
        }
    }
    const double seconds = double(std::clock() - start) / double(CLOCKS_PER_SEC);
    if (sink == 0)
        std::abort(); // the undocumented properties are found, or nothing was checked
    return 1e9 * seconds / (double(fields) * Repeats);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 15;
    const auto bundled = Catalogue::bundled();
    if (!bundled) {
        std::fprintf(stderr, "bench_fields: %s\n", qUtf8Printable(bundled.error().message));
        return 3;
    }
    const auto small = Checker::compile(*bundled);
    const auto large = Checker::compile(grown(*bundled));
    std::vector<std::unique_ptr<Call>> calls;
    quint64 fields = 0;
    for (const EventSpec &event : bundled->events) {
        auto call = std::make_unique<Call>();
        call->text = callOf(event);
        const SlicedBody body = sliceBody(call->tape, call->text, CallType::Unknown, true);
        if (body.calls.size() != 1) {
            std::fprintf(stderr, "bench_fields: no call: %s\n", call->text.constData());
            return 3;
        }
        call->view = body.calls.front();
        call->facts = CallFacts::of(call->view);
        fields += call->tape[call->view.node].next - call->view.node - 1;
        calls.push_back(std::move(call));
    }
    std::vector<double> smallTimes;
    std::vector<double> largeTimes;
    std::vector<double> ratios; // of two measurements in a row, so that a slow moment slows both
    for (int i = 0; i < rounds; ++i) {
        smallTimes.push_back(measured(*small, calls, fields));
        largeTimes.push_back(measured(*large, calls, fields));
        ratios.push_back(largeTimes.back() / smallTimes.back());
    }
    std::printf("%zu calls, %.1f fields each\n", calls.size(), double(fields) / double(calls.size()));
    std::printf("%5zu events: %6.1f ns per field\n", small->catalogue().events.size(), median(smallTimes));
    std::printf("%5zu events: %6.1f ns per field\n", large->catalogue().events.size(), median(largeTimes));
    std::printf("ratio %.2f\n", median(ratios));
    return 0;
}
