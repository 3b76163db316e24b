// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

class QMimeData;

namespace spectap {

// What the window's own drags carry beside what any program takes.

/// A term of the filter language that what is dragged stands for.
void putClause(QMimeData *data, const QString &clause);
/// Empty: none.
[[nodiscard]] QString clauseIn(const QMimeData *data);

/// Calls of the session at `path`.
void putCalls(QMimeData *data, const QString &path, const std::vector<quint32> &seqs);
/// Empty when they are of another session: another Spectap may have sent them.
[[nodiscard]] std::vector<quint32> callsIn(const QMimeData *data, const QString &path);

/// Whether it comes from a Spectap: its files are nothing to be opened.
[[nodiscard]] bool isOwnDrag(const QMimeData *data);

} // namespace spectap
