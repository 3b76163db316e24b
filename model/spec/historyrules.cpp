// SPDX-License-Identifier: MIT
#include "model/spec/historyrules.h"

#include "model/support/prefetch.h"

#include <QHash>

#include <algorithm>
#include <array>
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
    prefetch(&m_slots[digest.messageId & (m_slots.size() - 1)]);
}

void HistoryRules::expectSeen(const Digest &digest) const
{
    if (const quint32 number = m_slots[digest.messageId & (m_slots.size() - 1)])
        prefetch(&at(number));
}

/// The slot of `messageId`, or the free one where it belongs.
std::size_t HistoryRules::slotOf(quint64 messageId) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = messageId & mask;
    while (m_slots[slot] != 0 && at(m_slots[slot]).messageId != messageId)
        slot = (slot + 1) & mask;
    return slot;
}

void HistoryRules::append(std::size_t slot, const Seen &seen)
{
    if (m_count >> ChunkBits == m_chunks.size())
        m_chunks.push_back(std::make_unique<Chunk>());
    m_slots[slot] = ++m_count;
    at(m_count) = seen;
    if (std::size_t{m_count} * 4 > m_slots.size() * 3)
        grow();
}

void HistoryRules::grow()
{
    m_slots.assign(2 * m_slots.size(), 0);
    const std::size_t mask = m_slots.size() - 1;
    for (quint32 number = 1; number <= m_count; ++number) { // no two have one id
        std::size_t slot = at(number).messageId & mask;
        while (m_slots[slot] != 0)
            slot = (slot + 1) & mask;
        m_slots[slot] = number;
    }
}

HistoryRules::Outcome HistoryRules::add(
    quint32 seq, const CallFacts &facts, const Digest &digest, Micros receivedAt, CheckResult &result)
{
    if (facts.messageId.isEmpty())
        return {};
    constexpr quint32 BodyBits = 0x7fffffff;
    const bool taken = result.ingest == Ingest::Accepted;
    const Seen now{digest.messageId, receivedAt, seq, digest.body & BodyBits, taken ? 1U : 0U};
    const std::size_t slot = slotOf(digest.messageId);
    if (m_slots[slot] == 0) {
        append(slot, now);
        return {};
    }
    Seen &first = at(m_slots[slot]);
    const bool timesKnown = first.receivedAt != NoTime && receivedAt != NoTime;
    const bool forgotten = timesKnown && receivedAt - first.receivedAt > m_window;
    const bool otherBody = first.body != now.body;
    if (forgotten || (otherBody && !first.kept)) {
        first = now;
        return {};
    }

    result.findings.push_back(duplicate(facts, otherBody));
    if (!first.kept) {
        first.kept = now.kept;
    } else if (result.ingest == Ingest::Accepted) {
        result.ingest = Ingest::Dropped;
        result.ingestRule = Rule::Duplicate;
    }
    return {first.seq, otherBody};
}

void HistoryRules::clear()
{
    *this = HistoryRules(m_window);
}

} // namespace spectap
