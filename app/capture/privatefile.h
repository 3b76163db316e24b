// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <optional>

namespace spectap {

inline constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// Makes the folder, closed to others, unless it is there.
void makePrivateFolder(const QString &folder);
/// Replaces the file as a whole; it is closed to others before there is anything to read.
[[nodiscard]] Result<void> writePrivateFile(
    const QString &path, const QByteArray &bytes, QFile::Permissions permissions = OwnerOnly);
/// At most `largest` bytes; nothing when there is no such file.
[[nodiscard]] Result<std::optional<QByteArray>> readPrivateFile(const QString &path, qint64 largest);

/// "/path cannot be WHAT: REASON. Check the permissions of the folder."
[[nodiscard]] Error privateFileError(const QString &path, const QString &what, const QString &reason);

} // namespace spectap
