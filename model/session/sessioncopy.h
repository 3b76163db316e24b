// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sqlite.h"

namespace spectap {

/// Writes a copy of the session open in `from`, which may be in WAL mode, to `path` (mode 0600). The copy is
/// made beside it and put in place when it is whole, so an older file at `path` is either kept or replaced.
/// The caller holds the lock of `path`.
Result<void> copySession(sqlite::Database &from, const QString &path);

} // namespace spectap
