// SPDX-License-Identifier: MIT
#include "model/spec/historyrules.h"

#include "model/support/prefetch.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace spectap {

namespace {

constexpr std::size_t FirstSlots = 1024;
constexpr auto DedupeDoc = "guides/duplicate-data#99-deduplication";

quint64 hashOf(QByteArrayView bytes)
{
    // Two halves where size_t has 32 bits. The seeds are fixed, so that runs can be compared.
    constexpr std::size_t Low = 0x9e3779b9;
    constexpr std::size_t High = 0x7f4a7c15;
    const auto size = static_cast<std::size_t>(bytes.size());
    const quint64 hash = qHashBits(bytes.data(), size, Low);
    if constexpr (sizeof(std::size_t) < sizeof(quint64))
        return hash << 32 | qHashBits(bytes.data(), size, High);
    return hash;
}

/// Of the call without what analytics.js changes when it sends one once more: the moment, and the count of
/// tries that it keeps in _metadata.
quint64 contentHash(const CallView &call)
{
    const QByteArrayView raw = call.raw();
    std::array<QByteArrayView, 2> changing;
    for (std::size_t i = 0;
         const QByteArrayView key : {QByteArrayView("sentAt"), QByteArrayView("_metadata")}) {
        const quint32 node = call.own(key);
        changing[i++] = node == JsonTape::None ? raw.last(0) : call.tape->raw(node);
    }
    if (changing[1].data() < changing[0].data())
        std::swap(changing[0], changing[1]);
    quint64 hash = 0;
    const char *from = raw.data();
    const auto addUpTo = [&](const char *end) { hash = hash * 31 + hashOf({from, end}); };
    for (const QByteArrayView value : changing) {
        if (value.isEmpty())
            continue;
        addUpTo(value.data());
        from = value.data() + value.size();
    }
    addUpTo(raw.data() + raw.size());
    return hash;
}

Finding duplicate(const CallFacts &facts, bool otherBody)
{
    Finding finding;
    finding.pointer = "/messageId";
    finding.set = otherBody ? RuleSet::Spec : RuleSet::Sdk;
    finding.severity = otherBody ? Severity::Warning : Severity::Info;
    finding.rule = Rule::Duplicate;
    finding.expected = otherBody ? "a new messageId" : "retry";
    finding.actual =
        facts.messageId.first(std::min(facts.messageId.size(), Finding::MaxActual)).toByteArray();
    finding.doc = DedupeDoc;
    return finding;
}

} // namespace

HistoryRules::Digest HistoryRules::Digest::of(const CallView &call, const CallFacts &facts)
{
    if (facts.messageId.isEmpty())
        return {};
    return {hashOf(facts.messageId), static_cast<quint32>(contentHash(call) >> 33)};
}

HistoryRules::HistoryRules(Micros dedupeWindow)
    : m_window(dedupeWindow)
    , m_slots(FirstSlots)
{
}

void HistoryRules::expect(const Digest &digest) const
{
    prefetch(&m_slots[homeOf(digest.messageId)]);
}

void HistoryRules::expectSeen(const Digest &digest) const
{
    if (const quint32 number = m_slots[homeOf(digest.messageId)])
        prefetch(&at(number));
}

/// The slot of `messageId`, or the free one where it belongs.
std::size_t HistoryRules::homeOf(quint64 messageId) const
{
    return static_cast<std::size_t>((messageId >> 32) * m_slots.size() >> 32);
}

std::size_t HistoryRules::slotOf(quint64 messageId) const
{
    std::size_t slot = homeOf(messageId);
    while (m_slots[slot] != 0 && at(m_slots[slot]).messageId() != messageId)
        slot = slot + 1 == m_slots.size() ? 0 : slot + 1;
    return slot;
}

/// Of one call: its seq and when it came.
HistoryRules::Stretch HistoryRules::whenSeen(quint32 number) const
{
    auto stretch = std::upper_bound(m_stretches.begin(), m_stretches.end(), number,
        [](quint32 wanted, const Stretch &each) { return wanted < each.first; });
    --stretch; // the first begins with the first call
    return {number, stretch->seq + (number - stretch->first), stretch->receivedAt};
}

/// Under an id that is new, or new again.
void HistoryRules::append(std::size_t slot, const Seen &seen, quint32 seq, Micros receivedAt)
{
    if (m_count >> ChunkBits == m_chunks.size())
        m_chunks.push_back(std::make_unique<Chunk>());
    m_slots[slot] = ++m_count;
    at(m_count) = seen;
    const Stretch *last = m_stretches.empty() ? nullptr : &m_stretches.back();
    if (!last || last->receivedAt != receivedAt || last->seq + (m_count - last->first) != seq)
        m_stretches.push_back({m_count, seq, receivedAt});
    if (std::size_t{m_count} * 4 > m_slots.size() * 3)
        grow();
}

void HistoryRules::grow()
{
    // By a half and a third in turns: after doubling most of it would be free.
    const std::size_t size = m_slots.size();
    m_slots.assign(std::has_single_bit(size) ? size / 2 * 3 : size / 3 * 4, 0);
    for (quint32 number = 1; number <= m_count; ++number)
        m_slots[slotOf(at(number).messageId())] = number; // of an id that is new again the latest
}

HistoryRules::Outcome HistoryRules::add(
    quint32 seq, const CallFacts &facts, const Digest &digest, Micros receivedAt, CheckResult &result)
{
    if (facts.messageId.isEmpty())
        return {};
    constexpr quint32 BodyBits = 0x7fffffff;
    const bool taken = result.ingest == Ingest::Accepted;
    const Seen now{static_cast<quint32>(digest.messageId), static_cast<quint32>(digest.messageId >> 32),
        digest.body & BodyBits, taken ? 1U : 0U};
    const std::size_t slot = slotOf(digest.messageId);
    if (m_slots[slot] == 0) {
        append(slot, now, seq, receivedAt);
        return {};
    }
    Seen &first = at(m_slots[slot]);
    const Stretch seen = whenSeen(m_slots[slot]);
    const bool timesKnown = seen.receivedAt != NoTime && receivedAt != NoTime;
    const bool forgotten = timesKnown && receivedAt - seen.receivedAt > m_window;
    const bool otherBody = first.body != now.body;
    if (forgotten || (otherBody && !first.kept)) {
        append(slot, now, seq, receivedAt);
        return {};
    }

    result.findings.push_back(duplicate(facts, otherBody));
    if (!first.kept) {
        first.kept = now.kept;
    } else if (result.ingest == Ingest::Accepted) {
        result.ingest = Ingest::Dropped;
        result.ingestRule = Rule::Duplicate;
    }
    return {seen.seq, otherBody};
}

void HistoryRules::clear()
{
    *this = HistoryRules(m_window);
}

} // namespace spectap
