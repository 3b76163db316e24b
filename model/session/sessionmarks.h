// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
#include "model/support/result.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace spectap {

namespace sqlite {
class Database;
class Statement;
} // namespace sqlite

/// The marks of a session, ascending; none when its format is older than they are.
Result<std::vector<MarkedCall>> readMarks(sqlite::Database &database);
/// A row of seq, flags, colour, note; nothing when its seq is none.
[[nodiscard]] std::optional<MarkedCall> readMark(const sqlite::Statement &row);
/// Writes the marks of these calls in one transaction, and leaves those of all others as they are.
Result<void> writeMarks(sqlite::Database &database, std::span<const MarkedCall> marks);
/// The same for a session that nobody writes at the moment.
Result<void> setSessionMarks(const QString &path, std::span<const MarkedCall> marks);

} // namespace spectap
