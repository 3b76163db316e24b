// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sqlite.h"

#include <span>

namespace spectap {

/// What marks a SQLite file as ours: PRAGMA application_id, the bytes "Sptp".
inline constexpr int SessionApplicationId = 0x53707470;
/// PRAGMA user_version is major * 100 + minor. A newer minor version only adds, so that older programs of the
/// same major can still read it.
inline constexpr int SessionVersion = 101;

/// One step of the schema's history: brings any file below `version` to it.
struct Migration
{
    int version;
    const char *sql;
};

/// All steps from the empty file on, ascending. Append only: files of every version are out there.
[[nodiscard]] std::span<const Migration> sessionMigrations();

/// Applies the steps the file lacks, all or none.
Result<void> migrate(sqlite::Database &database, std::span<const Migration> migrations);

/// Where the copy of an older file is kept when it is migrated: beside it.
[[nodiscard]] QString olderSessionCopy(const QString &path, int version);

/// Opens a session to be written: creates it (mode 0600) when `path` is missing or empty, migrates an older
/// one and keeps a copy of it as it was, refuses everything that is not a session or is newer than this
/// program, and touches nothing then.
Result<sqlite::Database> openSessionForWriting(const QString &path);
/// Looks at every page of the session: writing into a damaged one would cost what can still be read of it.
Result<void> checkIsWhole(const QString &path);
/// Opens a session to be read, of this or an older version or a newer minor one.
Result<sqlite::Database> openSessionForReading(const QString &path);

} // namespace spectap
