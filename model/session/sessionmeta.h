// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QString>

namespace spectap {

/// Findings muted in one session (mutesToJson()): the key in the file's table `meta`.
inline const QByteArray MutesKey = "mutes";

/// Writes one value into a session that nobody writes at the moment, and leaves everything else as it is.
Result<void> setSessionMeta(const QString &path, const QByteArray &key, const QByteArray &value);
/// Empty when the file has none, or cannot be read.
[[nodiscard]] QByteArray sessionMeta(const QString &path, const QByteArray &key);

} // namespace spectap
