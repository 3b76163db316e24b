// SPDX-License-Identifier: MIT
#include "model/session/exporter.h"

#include "model/session/exportwriter.h"

#include <QDateTime>

#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, 3> FormatNames{"ndjson", "json", "csv"};
constexpr qsizetype FlushBytes = 256 * 1024;
constexpr quint32 CallsPerProgress = 4096;
/// Selected calls closer than this are read in one go: those between are skipped, but their request is read
/// once.
constexpr quint32 MaxSkip = 64;

/// The run of selected calls from `at` on that is worth reading in one go: one past its last index.
std::size_t endOfRun(const std::vector<quint32> &seqs, std::size_t at)
{
    std::size_t end = at + 1;
    while (end < seqs.size() && seqs[end] - seqs[end - 1] <= MaxSkip)
        ++end;
    return end;
}

/// The state of one export, from the session to the device.
class Export
{
public:
    Export(SessionReader &session, QIODevice &device, const ExportJob &job, ExportWriter &writer)
        : m_session(session)
        , m_device(device)
        , m_job(job)
        , m_writer(writer)
    {
    }

    Result<quint32> run();

private:
    Result<void> range(quint32 first, quint32 last, const std::vector<quint32> *seqs, std::size_t next);
    Result<void> flush(qsizetype above);
    bool add(const StoredCallDetail &detail);
    bool proceed();

    SessionReader &m_session;
    QIODevice &m_device;
    const ExportJob &m_job;
    ExportWriter &m_writer;
    QByteArray m_out;
    quint32 m_done = 0;
    quint32 m_total = 0;
    Result<void> m_outcome;
};

Result<quint32> Export::run()
{
    const auto count = m_session.callCount();
    if (!count)
        return count.error();
    m_total = m_job.seqs ? static_cast<quint32>(m_job.seqs->size()) : *count;
    if (!proceed())
        return m_outcome.error();
    if (const auto begun = m_writer.begin(m_out); !begun)
        return begun.error();
    if (!m_job.seqs) {
        if (const auto read = range(1, *count, nullptr, 0); !read)
            return read.error();
    } else {
        const auto &seqs = *m_job.seqs;
        for (std::size_t at = 0; at < seqs.size();) {
            const std::size_t end = endOfRun(seqs, at);
            if (const auto read = range(seqs[at], seqs[end - 1], &seqs, at); !read)
                return read.error();
            at = end;
        }
    }
    if (const auto ended = m_writer.end(m_out); !ended)
        return ended.error();
    if (const auto flushed = flush(0); !flushed)
        return flushed.error();
    if (m_job.progress)
        (void)m_job.progress(m_done, m_total);
    return m_done;
}

Result<void> Export::range(quint32 first, quint32 last, const std::vector<quint32> *seqs, std::size_t next)
{
    const auto read = m_session.calls(first, last, [&](const StoredCallDetail &detail) {
        if (seqs) {
            if ((*seqs)[next] != detail.seq)
                return true;
            ++next;
        }
        return add(detail);
    });
    return read ? m_outcome : read;
}

bool Export::add(const StoredCallDetail &detail)
{
    m_writer.add(m_out, detail);
    ++m_done;
    m_outcome = flush(FlushBytes);
    return m_outcome && (m_done % CallsPerProgress != 0 || proceed());
}

bool Export::proceed()
{
    if (!m_job.progress || m_job.progress(m_done, m_total))
        return true;
    m_outcome = Error{ErrorCode::Cancelled, QStringLiteral("The export was cancelled.")};
    return false;
}

Result<void> Export::flush(qsizetype above)
{
    if (m_out.size() <= above)
        return {};
    for (qsizetype written = 0; written < m_out.size();) {
        const qint64 taken = m_device.write(m_out.constData() + written, m_out.size() - written);
        if (taken <= 0) {
            return Error{ErrorCode::Io,
                QStringLiteral("The export cannot be written: %1. Free some space or choose another place.")
                    .arg(m_device.errorString())};
        }
        written += taken;
    }
    m_out.resize(0); // keeps the memory
    return {};
}

} // namespace

Result<void> ExportWriter::begin(QByteArray &)
{
    return {};
}

Result<void> ExportWriter::end(QByteArray &)
{
    return {};
}

std::optional<ExportFormat> exportFormatFromName(QByteArrayView name)
{
    for (std::size_t i = 0; i < FormatNames.size(); ++i) {
        if (FormatNames[i] == name)
            return static_cast<ExportFormat>(i);
    }
    return std::nullopt;
}

QByteArrayView exportFormatName(ExportFormat format)
{
    return FormatNames[static_cast<std::size_t>(format)];
}

QByteArray exportTime(Micros time)
{
    if (time == NoTime)
        return {};
    const Micros rest = ((time % 1000) + 1000) % 1000;
    const auto moment = QDateTime::fromMSecsSinceEpoch((time - rest) / 1000, Qt::UTC);
    QByteArray text = moment.toString(Qt::ISODateWithMs).toLatin1();
    if (rest != 0 && text.endsWith('Z'))
        text.insert(text.size() - 1, QByteArray::number(rest).rightJustified(3, '0'));
    return text;
}

Result<quint32> exportSession(SessionReader &session, QIODevice &out, const ExportJob &job)
{
    std::unique_ptr<ExportWriter> writer;
    switch (job.format) {
    case ExportFormat::Ndjson:
        writer = makeNdjsonWriter();
        break;
    case ExportFormat::Json:
        writer = makeJsonWriter(session, !job.seqs);
        break;
    case ExportFormat::Csv:
        writer = makeCsvWriter(session);
        break;
    }
    return Export(session, out, job, *writer).run();
}

} // namespace spectap
