// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/callrow.h"

#include <array>
#include <memory>

namespace spectap {

/// 2048 rows of a RowStore at 32 bytes each instead of 48: times are kept from the first row's on, in 40 bits
/// (six days), a size in 24. What does not fit, and the few rows that are of a group, an alias or a retry,
/// lies in full beside the others.
///
/// A row may be read on another thread while a later one is set: nothing that exists moves. Setting a row
/// that is being read is for the owner to avoid.
class RowChunk
{
public:
    static constexpr quint32 Size = 2048; ///< 64 KB: from the heap, whose blocks need not fill whole pages

    /// `first`: the row that times are counted from; it is set like any other.
    explicit RowChunk(const CallRow &first);
    /// Each row may be set once more than in `other`.
    RowChunk(const RowChunk &other);
    RowChunk &operator=(const RowChunk &) = delete;

    void set(quint32 index, const CallRow &row);
    [[nodiscard]] CallRow at(quint32 index) const
    {
        const Packed &packed = m_rows[index];
        if (packed.rest & Packed::Rare)
            return rareAt(static_cast<quint32>(packed.received()));
        CallRow row;
        row.receivedAt = m_received + static_cast<qint64>(packed.received());
        row.eventTime = packed.eventTime(m_event);
        row.name = packed.name;
        row.user = packed.user;
        row.anonymous = packed.anonymous;
        row.size = static_cast<quint32>(packed.receivedAndSize >> TimeBits);
        row.source = static_cast<quint16>(packed.event >> TimeBits);
        row.errors = static_cast<quint8>(packed.event >> (TimeBits + 16));
        row.warnings = static_cast<quint8>(packed.rest >> 24);
        row.infos = static_cast<quint8>(packed.rest >> 16);
        row.flags = static_cast<quint8>(packed.rest >> 8);
        row.ingest = static_cast<Ingest>((packed.rest >> 4) & 7U);
        row.type = static_cast<CallType>(packed.rest & 7U);
        return row;
    }

private:
    static constexpr int TimeBits = 40;
    static constexpr quint64 TimeMask = (quint64{1} << TimeBits) - 1;
    static constexpr qint64 TimeReach = qint64{1} << (TimeBits - 1);
    static constexpr quint32 BlockSize = 64;
    using Block = std::array<CallRow, BlockSize>;

    struct Packed
    {
        static constexpr quint32 Rare = 8; ///< received() is where it lies in full

        quint64 receivedAndSize = 0;
        quint64 event =
            0; ///< from the first one's, moved up by TimeReach; 0: NoTime. Source and errors above it
        StringId name = 0;
        StringId user = 0;
        StringId anonymous = 0;
        quint32 rest =
            0; ///< type 3 bits, Rare, ingest 3 bits, 1 free, then a byte each: flags, infos, warnings

        [[nodiscard]] quint64 received() const { return receivedAndSize & TimeMask; }
        [[nodiscard]] Micros eventTime(Micros base) const
        {
            const quint64 moved = event & TimeMask;
            return moved == 0 ? NoTime : base + (static_cast<qint64>(moved) - TimeReach);
        }
    };
    static_assert(sizeof(Packed) == 32, "a million rows must stay light");

    [[nodiscard]] bool fits(const CallRow &row) const;
    [[nodiscard]] const CallRow &rareAt(quint32 number) const
    {
        return (*m_rare[number / BlockSize])[number % BlockSize];
    }
    void setRare(Packed &packed, const CallRow &row);

    Micros m_received; ///< what times are counted from
    Micros m_event;
    quint32 m_rareCount = 0;
    std::array<std::unique_ptr<Block>, Size / BlockSize> m_rare;
    std::array<Packed, Size> m_rows;
};

} // namespace spectap
