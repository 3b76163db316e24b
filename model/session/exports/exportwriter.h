// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exportoutput.h"
#include "model/session/exports/exportsource.h"

#include <memory>

namespace spectap {

/// One export format: appends what it makes of the source's calls to the output.
class ExportWriter
{
public:
    ExportWriter() = default;
    virtual ~ExportWriter() = default;
    Q_DISABLE_COPY_MOVE(ExportWriter)

    /// How often the format reads all calls, the one time they are given to add() included.
    [[nodiscard]] virtual quint32 passes() const { return 1; }
    virtual Result<void> begin(ExportOutput &) { return {}; }
    /// The next of the chosen calls.
    virtual Result<void> add(ExportOutput &out, const StoredCallDetail &detail) = 0;
    virtual Result<void> end(ExportOutput &) { return {}; }
};

/// The bytes of each call, one line each.
std::unique_ptr<ExportWriter> makeNdjsonWriter();
/// Everything known of each call, then the refused requests when the whole session is exported.
std::unique_ptr<ExportWriter> makeJsonWriter(ExportSource &source);
/// A table for spreadsheets.
std::unique_ptr<ExportWriter> makeCsvWriter(ExportSource &source);
/// HTTP Archive 1.2: an entry for each request.
std::unique_ptr<ExportWriter> makeHarWriter(ExportSource &source);
/// A page for people, complete in one file.
std::unique_ptr<ExportWriter> makeHtmlWriter(ExportSource &source);
/// A POSIX shell script that sends the requests again.
std::unique_ptr<ExportWriter> makeCurlWriter(ExportSource &source);
/// A summary for a ticket.
std::unique_ptr<ExportWriter> makeMarkdownWriter(ExportSource &source);
/// Bodies for Segment's batch route, one line each.
std::unique_ptr<ExportWriter> makeBatchWriter(ExportSource &source);

} // namespace spectap
