// SPDX-License-Identifier: MIT
#include "model/session/exports/exportsource.h"

#include "model/session/seqrun.h"

#include <QFileInfo>

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 CallsPerProgress = 4096;
/// Selected calls closer than this are read in one go: those between are skipped, but their request is read
/// once.
constexpr quint32 MaxSkip = 64;

} // namespace

Result<void> ExportSource::open()
{
    auto requests = RequestScan::open(m_session.path());
    if (!requests)
        return requests.error();
    m_requests = std::move(*requests);
    const auto last = m_requests->last();
    if (!last)
        return last.error();
    const auto count = m_session.callCount();
    if (!count)
        return count.error();
    auto sources = m_session.sources();
    if (!sources)
        return sources.error();
    m_lastSeq = *count;
    m_lastRequest = *last;
    if (m_job.upTo && *m_job.upTo < m_lastSeq) {
        m_lastSeq = *m_job.upTo;
        const auto next = m_session.call(m_lastSeq + 1);
        if (!next)
            return next.error();
        m_lastRequest = next->call.request - 1;
    }
    m_calls = m_job.seqs ? static_cast<quint32>(m_job.seqs->size()) : m_lastSeq;
    m_sources = std::move(*sources);
    if (m_job.edits) {
        for (Source &source : m_sources)
            m_job.edits->edit(source);
    }
    return proceed() ? Result<void>() : m_outcome;
}

Result<void> ExportSource::eachCall(const std::function<bool(const StoredCallDetail &)> &sink)
{
    m_stopped = false;
    if (!m_job.seqs)
        return range(1, m_lastSeq, 0, sink);
    const auto &seqs = *m_job.seqs;
    for (std::size_t at = 0; at < seqs.size() && !m_stopped;) {
        const std::size_t end = endOfRun(seqs, at, MaxSkip);
        if (auto read = range(seqs[at], seqs[end - 1], at, sink); !read)
            return read;
        at = end;
    }
    return {};
}

Result<void> ExportSource::range(
    quint32 first, quint32 last, std::size_t next, const std::function<bool(const StoredCallDetail &)> &sink)
{
    if (first > last)
        return {};
    StoredCallDetail edited;
    const auto read = m_session.calls(first, last, [&](const StoredCallDetail &stored) {
        if (m_job.seqs) {
            if ((*m_job.seqs)[next] != stored.seq)
                return true;
            ++next;
        }
        const StoredCallDetail *call = &stored;
        if (m_job.edits) {
            edited = stored;
            m_job.edits->edit(edited, *m_session.strings());
            call = &edited;
        }
        ++m_read;
        m_stopped = !sink(*call);
        return !m_stopped && (m_read % CallsPerProgress != 0 || proceed());
    });
    return read ? m_outcome : read;
}

bool ExportSource::proceed()
{
    if (!m_job.progress || m_job.progress(static_cast<quint32>(m_read / m_passes), m_calls))
        return true;
    m_outcome = Error{ErrorCode::Cancelled, QStringLiteral("The export was cancelled.")};
    return false;
}

Result<void> ExportSource::requests(
    qint64 firstId, qint64 lastId, RequestScan::Part part, const std::function<bool(const Request &)> &sink)
{
    return m_requests->read(firstId, std::min(lastId, m_lastRequest), part, [&](Request &request) {
        if (m_job.edits)
            m_job.edits->edit(request);
        return sink(request);
    });
}

Result<void> ExportSource::rejectedRequests(const std::function<bool(const Request &)> &sink)
{
    return m_session.rejectedRequests([&](const Request &request) {
        if (request.id > m_lastRequest)
            return false;
        if (!m_job.edits)
            return sink(request);
        Request edited = request;
        m_job.edits->edit(edited);
        return sink(edited);
    });
}

Result<std::vector<MarkedCall>> ExportSource::marks()
{
    auto marks = m_session.marks();
    if (marks && m_job.edits) {
        for (MarkedCall &mark : *marks)
            m_job.edits->edit(mark);
    }
    return marks;
}

Micros ExportSource::startedAt()
{
    return m_session.meta(StartedAtKey).toLongLong();
}

QByteArray ExportSource::said(const QByteArray &key)
{
    QByteArray text = m_session.meta(key);
    if (m_job.edits && !text.isEmpty())
        m_job.edits->editText(text);
    return text;
}

QByteArray ExportSource::name() const
{
    QByteArray name = QFileInfo(m_session.path()).fileName().toUtf8();
    if (m_job.edits)
        m_job.edits->editText(name);
    return name;
}

} // namespace spectap
