// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <optional>

namespace spectap {

/// What may not leave the machine. Profiles name them: append only.
enum class SensitiveKind : quint8
{
    Email,
    Phone,
    Name,
    Address,
    Birthday,
    Ip,
    Card,
    Secret,
    Coordinate,
    UserId,
    DeviceId,
    WriteKey,
};

inline constexpr int SensitiveKindCount = static_cast<int>(SensitiveKind::WriteKey) + 1;

/// The word of profiles, "email".
[[nodiscard]] QByteArrayView sensitiveKindName(SensitiveKind kind);
[[nodiscard]] std::optional<SensitiveKind> sensitiveKindFromName(QByteArrayView name);

} // namespace spectap
