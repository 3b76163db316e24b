// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessionreader.h"
#include "model/support/result.h"

#include <QIODevice>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace spectap {

class Checker;
class ExportEdits;

/// The kinds of files that a session can be written as.
enum class ExportFormat : quint8
{
    Ndjson,
    Json,
    Csv,
    Har,
    Html,
    Curl,
    Markdown,
    Batch
};

[[nodiscard]] std::optional<ExportFormat> exportFormatFromName(QByteArrayView name);
[[nodiscard]] QByteArrayView exportFormatName(ExportFormat format);
/// "ndjson, json, csv, …" as people choose from.
[[nodiscard]] QByteArray exportFormatNames();
/// Writes whole requests: the other calls of a batch come with those that were chosen.
[[nodiscard]] bool writesWholeRequests(ExportFormat format);
/// Has a place to say that calls were changed on their way (ExportEdits::notice()).
[[nodiscard]] bool tellsOfEdits(ExportFormat format);

struct ExportJob
{
    ExportFormat format = ExportFormat::Ndjson;
    /// Ascending seqs to write; none: the whole session, with the requests that carry no calls where the
    /// format has room for them.
    std::optional<std::vector<quint32>> seqs;
    /// Without `seqs`: the session as it was when it had so many calls; none: as it is.
    std::optional<quint32> upTo;
    /// CSV: names of columns (csvcolumns.h), in order; empty: all there are.
    std::vector<QByteArray> columns;
    /// HTML: what tells of the fields that are as documented. Null: only findings are shown.
    std::shared_ptr<const Checker> checker;
    /// Changes calls and requests before any writer sees them; null: as stored. Used by one job at a time.
    std::shared_ptr<ExportEdits> edits;
    /// Called now and then with the part done, in calls, and all; false cancels (ErrorCode::Cancelled).
    std::function<bool(quint32 done, quint32 total)> progress;
};

/// Writes calls of a session in constant memory, apart from names, ids and, in HTML, who they belong to;
/// returns how many calls were chosen. The caller owns the device (QSaveFile for files) and commits it.
/// Formats: DESIGN §4 and README.md of the room. Calls that arrive meanwhile are left out.
Result<quint32> exportSession(SessionReader &session, QIODevice &out, const ExportJob &job);

} // namespace spectap
