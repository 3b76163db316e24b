// SPDX-License-Identifier: MIT
#include "model/call/callmark.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, MarkColours.size() + 1> Names{
    "", "red", "orange", "yellow", "green", "blue", "purple"};

} // namespace

QByteArrayView markColourName(MarkColour colour)
{
    const auto at = static_cast<std::size_t>(colour);
    return at < Names.size() ? Names[at] : QByteArrayView();
}

std::optional<MarkColour> markColourFromName(QByteArrayView name)
{
    const auto found = std::find_if(MarkColours.begin(), MarkColours.end(),
        [name](MarkColour colour) { return markColourName(colour) == name; });
    return found == MarkColours.end() ? std::nullopt : std::optional(*found);
}

} // namespace spectap
