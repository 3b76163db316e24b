// SPDX-License-Identifier: MIT
#include "model/session/redaction/sensitivekind.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, SensitiveKindCount> Names{"email", "phone", "name", "address",
    "birthday", "ip", "card", "secret", "coordinate", "userId", "deviceId", "writeKey"};

} // namespace

QByteArrayView sensitiveKindName(SensitiveKind kind)
{
    return Names[static_cast<std::size_t>(kind)];
}

std::optional<SensitiveKind> sensitiveKindFromName(QByteArrayView name)
{
    const auto found = std::find(Names.begin(), Names.end(), name);
    if (found == Names.end())
        return std::nullopt;
    return static_cast<SensitiveKind>(found - Names.begin());
}

} // namespace spectap
