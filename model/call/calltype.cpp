// SPDX-License-Identifier: MIT
#include "model/call/calltype.h"

#include <array>

namespace spectap {

namespace {
constexpr std::array<QByteArrayView, CallTypeCount> Names{
    "", "identify", "track", "page", "screen", "group", "alias"};
}

QByteArrayView callTypeName(CallType type)
{
    return Names[static_cast<std::size_t>(type)];
}

CallType callTypeFromName(QByteArrayView name)
{
    for (std::size_t i = 1; i < Names.size(); ++i) {
        if (Names[i] == name)
            return static_cast<CallType>(i);
    }
    return CallType::Unknown;
}

} // namespace spectap
