// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"
#include "model/session/requestscan.h"
#include "model/session/sessionmeta.h"

#include <functional>

namespace spectap {

/// What stands between the session and every file that is made of it, to make them safe to share: whatever
/// an export reads comes through here first. Called on the export's thread, possibly more than once for the
/// same call or request, and must then say the same.
class ExportEdits
{
public:
    ExportEdits() = default;
    virtual ~ExportEdits() = default;
    Q_DISABLE_COPY_MOVE(ExportEdits)

    /// Body, offsets, findings and the row's strings (numbers in `strings`) may all become others.
    virtual void edit(StoredCallDetail &call, StringPool &strings) = 0;
    /// A request on its own: refused, without calls, or looked at for its headers.
    virtual void edit(Request &request) = 0;
    virtual void edit(Source &source) = 0;
    virtual void edit(MarkedCall &mark) = 0;
    /// Any other text: the session's name, title and description.
    virtual void editText(QByteArray &) {}
    /// A sentence that formats with a place for it say of the export; empty: nothing is to be said.
    [[nodiscard]] virtual QByteArrayView notice() const { return {}; }
};

/// The part of a session that is exported. Writers read here and nowhere else.
class ExportSource
{
public:
    ExportSource(SessionReader &session, const ExportJob &job)
        : m_session(session)
        , m_job(job)
    {
    }
    Q_DISABLE_COPY_MOVE(ExportSource)

    /// Finds out what there is. Anything that arrives later is no part of the export.
    Result<void> open();
    /// How often the writer reads all calls: progress is told as part of that.
    void setPasses(quint32 passes) { m_passes = passes; }

    [[nodiscard]] const ExportJob &job() const { return m_job; }
    /// No calls were chosen: all of the session goes out, also what is no call.
    [[nodiscard]] bool isWhole() const { return !m_job.seqs; }
    [[nodiscard]] quint32 calls() const { return m_calls; }

    /// The chosen calls in order, each request's body read once; the callback returns false to stop.
    Result<void> eachCall(const std::function<bool(const StoredCallDetail &)> &sink);
    /// All requests with firstId <= id <= lastId in order of arrival, refused ones and those without calls
    /// too. May be called from the callback of eachCall().
    Result<void> requests(qint64 firstId, qint64 lastId, RequestScan::Part part,
        const std::function<bool(const Request &)> &sink);
    /// The newest request there was at the beginning.
    [[nodiscard]] qint64 lastRequest() const { return m_lastRequest; }
    Result<void> rejectedRequests(const std::function<bool(const Request &)> &sink);

    [[nodiscard]] const std::vector<Source> &sources() const { return m_sources; }
    /// Of a row; an empty one when the session knows none.
    [[nodiscard]] Source source(quint16 index) const
    {
        return index < m_sources.size() ? m_sources[index] : Source();
    }
    [[nodiscard]] Result<std::vector<MarkedCall>> marks();
    [[nodiscard]] const StringPool &strings() const { return *m_session.strings(); }
    [[nodiscard]] QByteArrayView string(StringId id) const { return m_session.strings()->at(id); }
    [[nodiscard]] Micros startedAt();
    /// The file's name, without its folder.
    [[nodiscard]] QByteArray name() const;
    /// What people say of the session; empty: nothing.
    [[nodiscard]] QByteArray title() { return said(TitleKey); }
    [[nodiscard]] QByteArray description() { return said(DescriptionKey); }
    /// What was done to the calls on their way, for people; empty: nothing.
    [[nodiscard]] QByteArrayView notice() const
    {
        return m_job.edits ? m_job.edits->notice() : QByteArrayView();
    }

private:
    Result<void> range(quint32 first, quint32 last, std::size_t next,
        const std::function<bool(const StoredCallDetail &)> &sink);
    bool proceed();
    [[nodiscard]] QByteArray said(const QByteArray &key);

    SessionReader &m_session;
    const ExportJob &m_job;
    std::unique_ptr<RequestScan> m_requests;
    std::vector<Source> m_sources;
    quint32 m_calls = 0;
    quint32 m_lastSeq = 0;
    qint64 m_lastRequest = 0;
    quint32 m_passes = 1;
    quint64 m_read = 0;
    bool m_stopped = false; ///< by a sink: nothing more is read
    Result<void> m_outcome;
};

} // namespace spectap
