// SPDX-License-Identifier: MIT
#include "model/session/callscan.h"

#include "model/session/sessioncolumns.h"
#include "model/session/sessionschema.h"

#include <limits>

namespace spectap {

namespace {

constexpr const char *SelectCalls = "SELECT seq, source, request, batch_index, offset, length FROM calls "
                                    "WHERE seq BETWEEN ? AND ? ORDER BY seq";
constexpr const char *SelectRequests =
    "SELECT id, path_type, status, body FROM requests WHERE id >= ? ORDER BY id";
constexpr const char *SelectRejected = "SELECT id, path_type, status, body FROM rejected WHERE id = ?";
constexpr const char *SelectFindings = "SELECT findings.id, actual, " SPECTAP_KIND_COLUMNS
                                       " FROM findings CROSS JOIN finding_kinds ON finding_kinds.id = kind"
                                       " WHERE findings.id BETWEEN ? AND ? ORDER BY findings.id";

enum Column : int
{
    IdColumn,
    PathTypeColumn,
    StatusColumn,
    BodyColumn
};

/// A request further on than this is looked up: stepping past one reads its body.
constexpr qint64 MaxStep = 2;
constexpr qint64 NoMore = std::numeric_limits<qint64>::max();

} // namespace

QByteArrayView ScannedCall::raw() const
{
    const QByteArrayView body = m_scan.body(m_request);
    if (quint64{m_offset} + m_length > static_cast<quint64>(body.size())) {
        m_scan.fail({ErrorCode::Database,
            QStringLiteral("%1 is damaged: call %2 lies outside its request. Open it in the window to "
                           "recover what can be read.")
                .arg(m_scan.path())
                .arg(m_seq)});
        return {};
    }
    return body.sliced(m_offset, m_length);
}

const CallView *ScannedCall::view() const
{
    return m_scan.view(*this);
}

int ScannedCall::status() const
{
    const sqlite::Statement *carrier = m_scan.carrier(m_request);
    return carrier ? static_cast<int>(carrier->integer(StatusColumn)) : 0;
}

const std::vector<Finding> &ScannedCall::findings() const
{
    return m_scan.findings(m_seq);
}

Result<std::unique_ptr<CallScan>> CallScan::open(const QString &path)
{
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    std::unique_ptr<CallScan> scan(new CallScan);
    scan->m_database = std::move(*database);
    for (const auto &[statement, sql] :
        {std::pair(&scan->m_calls, SelectCalls), std::pair(&scan->m_requests, SelectRequests),
            std::pair(&scan->m_rejected, SelectRejected), std::pair(&scan->m_findings, SelectFindings)}) {
        auto prepared = scan->m_database.prepare(sql);
        if (!prepared)
            return prepared.error();
        *statement = std::move(*prepared);
    }
    return scan;
}

Result<void> CallScan::read(quint32 firstSeq, quint32 lastSeq, const Sink &sink)
{
    const sqlite::Transaction transaction(m_database);
    if (!transaction.begun())
        return transaction.begun();
    m_failure.reset();
    m_lastSeq = lastSeq;
    m_calls.bind(1, firstSeq);
    m_calls.bind(2, lastSeq);
    ScannedCall call(*this);
    while (m_calls.next()) {
        call.m_seq = static_cast<quint32>(m_calls.integer(0));
        call.m_source = static_cast<quint16>(m_calls.integer(1));
        call.m_request = m_calls.integer(2);
        call.m_batchIndex = static_cast<std::size_t>(m_calls.integer(3));
        call.m_offset = static_cast<quint32>(m_calls.integer(4));
        call.m_length = static_cast<quint32>(m_calls.integer(5));
        if (!sink(call))
            break;
    }
    if (auto status = m_calls.status(); !status)
        fail(status.error());
    close();
    if (m_failure)
        return *m_failure;
    return {};
}

/// No cursor may stay open behind its transaction, and what was read belongs to it.
void CallScan::close()
{
    m_requests.reset();
    m_rejected.reset();
    m_findings.reset();
    m_requestsAt.reset();
    m_request.reset();
    m_carrier = nullptr;
    m_findingsOpen = false;
    m_foundOf = 0;
    m_finder.clear();
}

void CallScan::fail(const Error &error)
{
    if (!m_failure)
        m_failure = error;
}

/// Moves the cursor of requests there. Calls are in the order of their requests, so that is the next row as
/// a rule and no look-up.
bool CallScan::isStored(qint64 request)
{
    if (!m_requestsAt || *m_requestsAt > request || request - *m_requestsAt > MaxStep) {
        m_requests.reset();
        m_requests.bind(1, request);
        m_requestsAt = request - 1;
    }
    while (*m_requestsAt < request) {
        m_requestsAt = m_requests.next() ? m_requests.integer(IdColumn) : NoMore;
        if (*m_requestsAt == NoMore) {
            if (auto status = m_requests.status(); !status)
                fail(status.error());
        }
    }
    return *m_requestsAt == request;
}

/// The row of `request`, or null.
const sqlite::Statement *CallScan::carrier(qint64 request)
{
    if (m_request == request)
        return m_carrier;
    m_request = request;
    m_carrier = nullptr;
    m_finder.clear();
    if (isStored(request))
        return m_carrier = &m_requests;
    m_rejected.reset();
    m_rejected.bind(1, request);
    if (m_rejected.next())
        return m_carrier = &m_rejected;
    if (auto status = m_rejected.status(); !status) {
        fail(status.error());
    } else {
        fail({ErrorCode::NotFound,
            QStringLiteral("%1 holds no request %2, but calls of it.").arg(path()).arg(request)});
    }
    return nullptr;
}

QByteArrayView CallScan::body(qint64 request)
{
    const sqlite::Statement *row = carrier(request);
    return row ? row->view(BodyColumn) : QByteArrayView();
}

const CallView *CallScan::view(const ScannedCall &call)
{
    if (!m_finder.holds(call.m_request)) {
        // Not copied: the row stays until the next request is asked for.
        const QByteArrayView text = body(call.m_request);
        const qint64 type = m_carrier ? m_carrier->integer(PathTypeColumn) : 0;
        const bool known = type > 0 && type < CallTypeCount;
        m_finder.load(call.m_request, QByteArray::fromRawData(text.data(), text.size()),
            known ? static_cast<CallType>(type) : CallType::Unknown);
    }
    return m_finder.at(call.m_batchIndex, call.m_offset);
}

const std::vector<Finding> &CallScan::findings(quint32 seq)
{
    if (m_foundOf == seq)
        return m_found;
    m_foundOf = seq;
    m_found.clear();
    if (!m_findingsOpen) {
        m_findings.bind(1, findingId(seq, 0));
        m_findings.bind(2, findingId(m_lastSeq, (1U << FindingBits) - 1));
        m_findingsOpen = true;
        m_moreFindings = m_findings.next();
    }
    while (m_moreFindings && m_findings.integer(0) >> FindingBits <= seq) {
        if (m_findings.integer(0) >> FindingBits == seq)
            m_found.push_back(readFinding(m_findings));
        m_moreFindings = m_findings.next();
    }
    if (!m_moreFindings) {
        if (auto status = m_findings.status(); !status)
            fail(status.error());
    }
    return m_found;
}

} // namespace spectap
