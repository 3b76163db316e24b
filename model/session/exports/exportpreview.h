// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

namespace spectap {

/// What a file would look like, before it is written.
struct ExportPreview
{
    QByteArray text;                 ///< how it begins, at most MaxText bytes, whole characters
    bool cut = false;                ///< there is more than that
    qint64 bytes = 0;                ///< its size, estimated from calls of all parts of the session
    std::vector<QByteArray> columns; ///< CSV: what --columns could name, as far as some thousand calls tell

    static constexpr qsizetype MaxText = 32 * 1024;
};

/// Looks at few of the calls, however many there are: it takes some milliseconds. `job.progress`
/// may cancel.
Result<ExportPreview> previewExport(SessionReader &session, const ExportJob &job);

} // namespace spectap
