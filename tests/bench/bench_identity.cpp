// SPDX-License-Identifier: MIT
// How fast the identity graph takes calls in, and what an id costs: bench_identity [CALLS]. One thread. Calls
// come in batches of 20 as from the intake. Memory is what the graph has asked for and not given back.
#include "model/identity/identitygraph.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

using namespace spectap;

namespace {

std::size_t liveBytes = 0;

/// In front of every block, so that delete knows how much comes back.
constexpr std::size_t Head = alignof(std::max_align_t);

void *counted(std::size_t size)
{
    auto *block = static_cast<std::byte *>(std::malloc(size + Head));
    if (!block)
        throw std::bad_alloc();
    *reinterpret_cast<std::size_t *>(block) = size;
    liveBytes += size;
    return block + Head;
}

void uncounted(void *memory) noexcept
{
    if (!memory)
        return;
    auto *block = static_cast<std::byte *>(memory) - Head;
    liveBytes -= *reinterpret_cast<std::size_t *>(block);
    std::free(block);
}

constexpr std::size_t Batch = 20;
constexpr quint32 NoSuch = 0;

/// Visitors browse, sign in, go on, and some take over a device; `people` of them, in no order.
std::vector<IdentityInput> shopCalls(quint32 count, quint32 people)
{
    QRandomGenerator random(7);
    std::vector<IdentityInput> calls;
    calls.reserve(count);
    std::vector<quint8> visits(people);
    for (quint32 seq = 1; seq <= count; ++seq) {
        const quint32 person = random.bounded(people);
        const quint8 visit = visits[person];
        visits[person] = static_cast<quint8>(std::min(visit + 1, 200));
        const bool known = visit >= 4;
        const bool shared = person % 100 == 0 && visit > 20;
        calls.push_back({.seq = seq,
            .type = visit == 4 ? CallType::Identify
                    : seq % 3  ? CallType::Track
                               : CallType::Page,
            .user = known ? 2 * person + 1 : NoSuch,
            .anonymous = 2 * (shared ? person + 1 : person) + 2,
            .time = Micros(seq) * 1000});
    }
    return calls;
}

/// Every call brings ids that no call had: `identify` with two, or a page with one.
std::vector<IdentityInput> strangers(quint32 count, bool identify)
{
    std::vector<IdentityInput> calls;
    calls.reserve(count);
    for (quint32 seq = 1; seq <= count; ++seq) {
        calls.push_back({.seq = seq,
            .type = identify ? CallType::Identify : CallType::Page,
            .user = identify ? 2 * seq : NoSuch,
            .anonymous = 2 * seq + 1,
            .time = Micros(seq) * 1000});
    }
    return calls;
}

void measure(const char *what, const std::vector<IdentityInput> &calls, IdentityReading reading)
{
    std::vector<IdentityGraph::Pair> pairs(Batch);
    double best = 0;
    std::size_t bytes = 0;
    std::size_t ids = 0;
    for (int round = 0; round < 3; ++round) {
        const std::size_t before = liveBytes;
        IdentityGraph graph(reading);
        QElapsedTimer time;
        time.start();
        for (std::size_t at = 0; at < calls.size(); at += Batch) {
            const std::size_t size = std::min(Batch, calls.size() - at);
            for (std::size_t i = 0; i < size; ++i)
                pairs[i] = {calls[at + i].user, calls[at + i].anonymous};
            graph.expect(std::span(pairs).first(size));
            for (std::size_t i = 0; i < size; ++i)
                graph.add(calls[at + i]);
        }
        const double seconds = static_cast<double>(time.nsecsElapsed()) / 1e9;
        best = std::max(best, static_cast<double>(calls.size()) / seconds);
        bytes = liveBytes - before;
        ids = graph.ids().size();
    }
    std::printf("%-34s %-8s %6.2f M calls/s  %8zu ids  %4zu bytes/id\n", what, readingName(reading).data(),
        best / 1e6, ids, bytes / ids);
}

} // namespace

void *operator new(std::size_t size)
{
    return counted(size);
}

void *operator new[](std::size_t size)
{
    return counted(size);
}

void operator delete(void *memory) noexcept
{
    uncounted(memory);
}

void operator delete[](void *memory) noexcept
{
    uncounted(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    uncounted(memory);
}

void operator delete[](void *memory, std::size_t) noexcept
{
    uncounted(memory);
}

int main(int argc, char **argv)
{
    const quint32 calls = argc > 1 ? QByteArray(argv[1]).toUInt() : 1'000'000;
    if (calls < Batch)
        return 2;
    const auto shop = shopCalls(calls, calls / 100);
    for (const IdentityReading reading :
        {IdentityReading::Spec, IdentityReading::Observed, IdentityReading::Unify})
        measure("a hundred calls per person:", shop, reading);
    measure("identify, two new ids per call:", strangers(calls, true), IdentityReading::Spec);
    measure("page, a new id per call:", strangers(calls, false), IdentityReading::Spec);
    return 0;
}
