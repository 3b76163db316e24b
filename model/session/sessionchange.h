// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sqlite.h"

#include <functional>

namespace spectap {

/// Changes a session that nobody writes at the moment, and leaves one whole file behind. An older one is
/// brought up to date first.
Result<void> changeSession(
    const QString &path, const std::function<Result<void>(sqlite::Database &)> &change);

} // namespace spectap
