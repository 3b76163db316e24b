// SPDX-License-Identifier: MIT
// How fast this machine is today: a fixed memcpy and a fixed simdjson parse, so that numbers taken on
// different machines, or on a busy one, can be read side by side. Prints {"memcpy":GB/s,"parse":GB/s}.
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace {

/// The best of several goes, in GB/s: what the machine can do when nobody is in the way.
template <typename Work> double best(std::size_t bytes, Work work)
{
    double fastest = 0;
    for (int i = 0; i < 15; ++i) {
        const auto begun = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
        fastest = std::max(fastest, static_cast<double>(bytes) / taken.count() / 1e9);
    }
    return fastest;
}

} // namespace

int main()
{
    std::vector<char> from(64 << 20, 'a');
    std::vector<char> to(from.size());
    const double copied = best(from.size(), [&] { std::memcpy(to.data(), from.data(), from.size()); });

    std::string text = "[";
    for (int i = 0; i < 20000; ++i) {
        text += R"({"type":"track","event":"Order Completed","userId":"u_1","properties":{"total":27.5,)"
                R"("products":[{"sku":"45790-32","name":"Monopoly","price":19,"quantity":1}]}},)";
    }
    text.back() = ']';
    simdjson::dom::parser parser;
    std::size_t parsedCalls = 0;
    const double parsed =
        best(text.size(), [&] { parsedCalls += simdjson::dom::array(parser.parse(text)).size(); });
    std::printf("{\"memcpy\":%.2f,\"parse\":%.2f}\n", copied + 0.0 * to.front(), parsed);
    return parsedCalls > 0 ? 0 : 1;
}
