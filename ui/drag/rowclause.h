// SPDX-License-Identifier: MIT
#pragma once

#include <QModelIndexList>
#include <QString>

namespace spectap {

/// The term of the filter language that cells of the event table stand for, one of each row and all of one
/// column: a user, a source, a type; several values are any of them. A column that says nothing of its own
/// stands for the names, and calls without names for their types.
[[nodiscard]] QString rowClause(const QModelIndexList &cells);

} // namespace spectap
