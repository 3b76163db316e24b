// SPDX-License-Identifier: MIT
#include "model/session/rowchunk.h"

namespace spectap {

RowChunk::RowChunk(const CallRow &first)
    : m_received(first.receivedAt)
    , m_event(first.eventTime == NoTime ? first.receivedAt : first.eventTime)
{
}

RowChunk::RowChunk(const RowChunk &other)
    : m_received(other.m_received)
    , m_event(other.m_event)
    , m_rows(other.m_rows)
{
    // Anew, so that places of rows which are no longer rare are free again.
    for (Packed &packed : m_rows) {
        if (packed.rest & Packed::Rare) {
            packed.rest = 0;
            setRare(packed, other.rareAt(static_cast<quint32>(packed.received())));
        }
    }
}

bool RowChunk::fits(const CallRow &row) const
{
    // Unsigned differences: times may be anything, and what is out of reach then is too large as well.
    const quint64 received = static_cast<quint64>(row.receivedAt) - static_cast<quint64>(m_received);
    const quint64 event = static_cast<quint64>(row.eventTime) - static_cast<quint64>(m_event) + TimeReach;
    return row.other == 0 && row.retryOf == 0 && received <= TimeMask && row.size < (1U << (64 - TimeBits)) &&
           (row.eventTime == NoTime || (event > 0 && event <= TimeMask));
}

void RowChunk::set(quint32 index, const CallRow &row)
{
    Packed &packed = m_rows[index];
    if (!fits(row)) {
        setRare(packed, row);
        return;
    }
    const quint64 received = static_cast<quint64>(row.receivedAt) - static_cast<quint64>(m_received);
    const quint64 event = row.eventTime == NoTime ? 0
                                                  : static_cast<quint64>(row.eventTime) -
                                                        static_cast<quint64>(m_event) + TimeReach;
    packed.receivedAndSize = received | quint64{row.size} << TimeBits;
    packed.event = event | quint64{row.source} << TimeBits | quint64{row.errors} << (TimeBits + 16);
    packed.name = row.name;
    packed.user = row.user;
    packed.anonymous = row.anonymous;
    packed.rest = static_cast<quint32>(row.type) | static_cast<quint32>(row.ingest) << 4 |
                  quint32{row.flags} << 8 | quint32{row.infos} << 16 | quint32{row.warnings} << 24;
}

void RowChunk::setRare(Packed &packed, const CallRow &row)
{
    const bool known = (packed.rest & Packed::Rare) != 0;
    const quint32 number = known ? static_cast<quint32>(packed.received()) : m_rareCount++;
    std::unique_ptr<Block> &block = m_rare[number / BlockSize];
    if (!block)
        block = std::make_unique<Block>();
    (*block)[number % BlockSize] = row;
    packed.receivedAndSize = number;
    packed.rest = Packed::Rare;
}

} // namespace spectap
