// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"

#include "model/session/exports/exportwriter.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, 8> FormatNames{
    "ndjson", "json", "csv", "har", "html", "curl", "markdown", "batch"};

std::unique_ptr<ExportWriter> makeWriter(ExportSource &source)
{
    switch (source.job().format) {
    case ExportFormat::Ndjson:
        break;
    case ExportFormat::Json:
        return makeJsonWriter(source);
    case ExportFormat::Csv:
        return makeCsvWriter(source);
    case ExportFormat::Har:
        return makeHarWriter(source);
    case ExportFormat::Html:
        return makeHtmlWriter(source);
    case ExportFormat::Curl:
        return makeCurlWriter(source);
    case ExportFormat::Markdown:
        return makeMarkdownWriter(source);
    case ExportFormat::Batch:
        return makeBatchWriter(source);
    }
    return makeNdjsonWriter();
}

} // namespace

std::optional<ExportFormat> exportFormatFromName(QByteArrayView name)
{
    const auto found = std::find(FormatNames.begin(), FormatNames.end(), name);
    if (found == FormatNames.end())
        return std::nullopt;
    return static_cast<ExportFormat>(found - FormatNames.begin());
}

QByteArrayView exportFormatName(ExportFormat format)
{
    return FormatNames[static_cast<std::size_t>(format)];
}

QByteArray exportFormatNames()
{
    QByteArray names = FormatNames.front().toByteArray();
    for (std::size_t i = 1; i < FormatNames.size(); ++i)
        names += (i + 1 < FormatNames.size() ? ", " : " or ") + FormatNames[i].toByteArray();
    return names;
}

bool writesWholeRequests(ExportFormat format)
{
    return format == ExportFormat::Har || format == ExportFormat::Curl;
}

bool tellsOfEdits(ExportFormat format)
{
    return format != ExportFormat::Ndjson && format != ExportFormat::Csv && format != ExportFormat::Batch;
}

Result<quint32> exportSession(SessionReader &session, QIODevice &device, const ExportJob &job)
{
    ExportSource source(session, job);
    if (const auto opened = source.open(); !opened)
        return opened.error();
    ExportOutput out(device);
    const std::unique_ptr<ExportWriter> writer = makeWriter(source);
    source.setPasses(writer->passes());
    if (const auto begun = writer->begin(out); !begun)
        return begun.error();
    quint32 done = 0;
    Result<void> added;
    const auto read = source.eachCall([&](const StoredCallDetail &detail) {
        added = writer->add(out, detail);
        ++done;
        return added.ok() && out.relieve();
    });
    for (const Result<void> &outcome : {added, out.outcome(), read}) {
        if (!outcome)
            return outcome.error();
    }
    if (const auto ended = writer->end(out); !ended)
        return ended.error();
    if (!out.flush())
        return out.outcome().error();
    if (job.progress)
        (void)job.progress(done, source.calls());
    return done;
}

} // namespace spectap
