// SPDX-License-Identifier: MIT
#include "model/session/exports/exportpreview.h"

#include "model/session/callfinder.h"
#include "model/session/exports/csvcolumns.h"
#include "model/session/exports/exportsource.h"

#include <QBuffer>

#include <algorithm>
#include <numeric>

namespace spectap {

namespace {

constexpr std::size_t ShownCalls = 40;
/// Calls that lie together come in the same requests, as they do in the whole.
constexpr std::size_t SampleBlock = 60;
constexpr std::size_t SampleBlocks = 5;
/// Where requests stay whole, those at both ends of a stretch count too much: longer ones.
constexpr std::size_t RequestBlock = 400;
constexpr std::size_t ColumnBlock = 400;

/// `blocks` stretches of `length`, spread over all.
std::vector<quint32> spread(const std::vector<quint32> &seqs, std::size_t length, std::size_t blocks)
{
    if (seqs.size() <= length * blocks)
        return seqs;
    std::vector<quint32> some;
    for (std::size_t i = 0; i < blocks; ++i) {
        const std::size_t first = (seqs.size() - length) * i / (blocks - 1);
        some.insert(some.end(), seqs.begin() + static_cast<std::ptrdiff_t>(first),
            seqs.begin() + static_cast<std::ptrdiff_t>(first + length));
    }
    return some;
}

Result<std::vector<quint32>> chosenSeqs(SessionReader &session, const ExportJob &job)
{
    if (job.seqs)
        return *job.seqs;
    const auto count = session.callCount();
    if (!count)
        return count.error();
    std::vector<quint32> seqs(job.upTo ? std::min(*job.upTo, *count) : *count);
    std::iota(seqs.begin(), seqs.end(), 1U);
    return seqs;
}

Result<QByteArray> written(SessionReader &session, ExportJob job, std::vector<quint32> seqs)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    job.seqs = std::move(seqs);
    if (const auto done = exportSession(session, buffer, job); !done)
        return done.error();
    return buffer.data();
}

Result<std::vector<QByteArray>> columnsOf(
    SessionReader &session, ExportJob job, const std::vector<quint32> &all)
{
    job.seqs = spread(all, ColumnBlock, SampleBlocks);
    ExportSource source(session, job);
    if (const auto opened = source.open(); !opened)
        return opened.error();
    CsvColumns columns;
    CallFinder finder;
    const auto read = source.eachCall([&](const StoredCallDetail &detail) {
        if (const CallView *view = finder.find(detail))
            columns.see(*view);
        return true;
    });
    if (!read)
        return read.error();
    columns.arrange();
    std::vector<QByteArray> names;
    for (const CsvColumns::Column &column : columns.columns())
        names.push_back(column.name);
    return names;
}

/// The text without a character that was cut in two.
QByteArray beginning(const QByteArray &text)
{
    qsizetype end = std::min(text.size(), ExportPreview::MaxText);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.first(end);
}

} // namespace

Result<ExportPreview> previewExport(SessionReader &session, const ExportJob &job)
{
    const auto chosen = chosenSeqs(session, job);
    if (!chosen)
        return chosen.error();
    const std::vector<quint32> &all = *chosen;
    const auto shown = written(session, job,
        {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), ShownCalls))});
    if (!shown)
        return shown.error();
    const auto empty = written(session, job, {});
    if (!empty)
        return empty.error();
    const std::vector<quint32> few =
        spread(all, writesWholeRequests(job.format) ? RequestBlock : SampleBlock, SampleBlocks);
    const auto sample = written(session, job, few);
    if (!sample)
        return sample.error();

    ExportPreview preview;
    preview.text = beginning(*shown);
    preview.cut = preview.text.size() < shown->size() || all.size() > ShownCalls;
    preview.bytes = sample->size();
    if (few.size() < all.size() && job.format != ExportFormat::Markdown) {
        const double perCall =
            static_cast<double>(sample->size() - empty->size()) / static_cast<double>(few.size());
        preview.bytes = empty->size() + static_cast<qint64>(perCall * static_cast<double>(all.size()));
    }
    if (job.format == ExportFormat::Csv) {
        auto columns = columnsOf(session, job, all);
        if (!columns)
            return columns.error();
        preview.columns = std::move(*columns);
    }
    return preview;
}

} // namespace spectap
