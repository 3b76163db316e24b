// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/callcells.h"
#include "model/support/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace spectap {

/// Calls as text for the clipboard.
struct CallsText
{
    QString text;
    quint32 leftOut = 0; ///< calls that are not in it: not JSON, or beyond what anybody pastes
};

// These read the disk: not for the UI thread.

/// The calls `seqs` of the session at `path` exactly as they were sent; several as one JSON array, without
/// those that are not JSON.
[[nodiscard]] Result<CallsText> jsonOfStored(const QString &path, const std::vector<quint32> &seqs);

/// Rows of cells, by tabs and lines.
struct CellTable
{
    QStringList header; ///< of its own line; empty: without
    std::vector<int> columns;
    std::vector<QueryPath> fields;                     ///< that columns behind the known ones show
    std::vector<std::pair<quint32, QStringList>> rows; ///< of each call; what the file tells is to be put in

    [[nodiscard]] bool isFromFile() const;
    [[nodiscard]] QString text() const;
};
[[nodiscard]] Result<CallsText> cellsOfStored(const QString &path, CellTable table);

} // namespace spectap
