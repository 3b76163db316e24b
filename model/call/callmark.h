// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace spectap {

/// What a person marks a call with, and colouring rules paint it in. Session files hold the numbers: append
/// only.
enum class MarkColour : quint8
{
    None,
    Red,
    Orange,
    Yellow,
    Green,
    Blue,
    Purple
};

inline constexpr std::array MarkColours{MarkColour::Red, MarkColour::Orange, MarkColour::Yellow,
    MarkColour::Green, MarkColour::Blue, MarkColour::Purple};

/// The filter's word for a colour, "red"; empty for none.
[[nodiscard]] QByteArrayView markColourName(MarkColour colour);
[[nodiscard]] std::optional<MarkColour> markColourFromName(QByteArrayView name);

/// What a person noted of a call. It is beside the call and never part of it.
struct CallMark
{
    /// Bits of `flags`; session files hold them: append only.
    enum Flag : quint8
    {
        Pinned = 1,
        Test = 2,  ///< sent while trying something out
        Hidden = 4 ///< out of the table unless the filter asks for hidden calls
    };

    quint8 flags = 0;
    MarkColour colour = MarkColour::None;
    QByteArray note; ///< UTF-8

    [[nodiscard]] bool has(Flag flag) const { return (flags & flag) != 0; }
    [[nodiscard]] bool isEmpty() const { return flags == 0 && colour == MarkColour::None && note.isEmpty(); }
    /// Marked to be found again; being hidden is the opposite.
    [[nodiscard]] bool isMarked() const
    {
        return (flags & (Pinned | Test)) != 0 || colour != MarkColour::None || !note.isEmpty();
    }

    bool operator==(const CallMark &) const = default;
};

/// The mark of one call; an empty one: it has none (any more).
struct MarkedCall
{
    quint32 seq = 0;
    CallMark mark;

    bool operator==(const MarkedCall &) const = default;
};

} // namespace spectap
