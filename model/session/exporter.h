// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessionreader.h"
#include "model/support/result.h"

#include <QIODevice>

#include <functional>
#include <optional>
#include <vector>

namespace spectap {

enum class ExportFormat : quint8
{
    Ndjson,
    Json,
    Csv
};

[[nodiscard]] std::optional<ExportFormat> exportFormatFromName(QByteArrayView name);
[[nodiscard]] QByteArrayView exportFormatName(ExportFormat format);

struct ExportJob
{
    ExportFormat format = ExportFormat::Ndjson;
    /// Ascending seqs to write; none: all.
    std::optional<std::vector<quint32>> seqs;
    /// Called now and then with calls done and in all; false cancels (ErrorCode::Cancelled).
    std::function<bool(quint32 done, quint32 total)> progress;
};

/// Writes calls of a session in constant memory; returns how many. The caller owns the device (QSaveFile for
/// files) and commits it. Formats: DESIGN §4. CSV cells that a spreadsheet could take for a formula are
/// quoted with '.
Result<quint32> exportSession(SessionReader &session, QIODevice &out, const ExportJob &job);

} // namespace spectap
