// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/rowstore.h"

#include <vector>

namespace spectap {

/// The call before call `seq` that it is best compared with: the nearest one of the same type and name, of
/// the same source if it has any; not a copy of itself. Where there is none, one whose name is spelt nearly
/// so. 0: none at all.
[[nodiscard]] quint32 previousLike(const RowStore::Snapshot &rows, const StringPool &strings, quint32 seq);

/// Other calls of the same type and name, in any spelling, the newest first, at most `most`; no copies of
/// the call itself.
[[nodiscard]] std::vector<quint32> callsLike(
    const RowStore::Snapshot &rows, const StringPool &strings, quint32 seq, std::size_t most);

} // namespace spectap
