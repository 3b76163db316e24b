// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QString>

namespace spectap {

/// Findings muted in one session (mutesToJson()): the key in the file's table `meta`.
inline const QByteArray MutesKey = "mutes";

/// What people say of a session, in UTF-8: a line that stands for it wherever it is named, and a longer text.
inline const QByteArray TitleKey = "title";
inline const QByteArray DescriptionKey = "description";
/// Who wrote the session's file, program and version.
inline const QByteArray WriterKey = "writer";
/// When it began, microseconds as decimal text.
inline const QByteArray StartedAtKey = "started_at";

/// Writes one value into a session that nobody writes at the moment, and leaves everything else as it is.
Result<void> setSessionMeta(const QString &path, const QByteArray &key, const QByteArray &value);
/// Empty when the file has none, or cannot be read.
[[nodiscard]] QByteArray sessionMeta(const QString &path, const QByteArray &key);

} // namespace spectap
