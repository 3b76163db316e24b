// SPDX-License-Identifier: MIT
#include "model/session/bodyscan.h"

#include "model/session/sessionschema.h"

namespace spectap {

Result<std::unique_ptr<BodyScan>> BodyScan::open(const QString &path)
{
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    std::unique_ptr<BodyScan> scan(new BodyScan);
    scan->m_database = std::move(*database);
    auto calls = scan->m_database.prepare(
        "SELECT seq, source, request, batch_index, offset FROM calls WHERE seq BETWEEN ? AND ? ORDER BY seq");
    if (!calls)
        return calls.error();
    auto requests = scan->m_database.prepare("SELECT path_type, body FROM requests WHERE id = ?1 UNION ALL "
                                             "SELECT path_type, body FROM rejected WHERE id = ?1");
    if (!requests)
        return requests.error();
    scan->m_calls = std::move(*calls);
    scan->m_requests = std::move(*requests);
    return scan;
}

Result<void> BodyScan::read(quint32 firstSeq, quint32 lastSeq, const Sink &sink)
{
    const sqlite::Transaction transaction(m_database);
    if (!transaction.begun())
        return transaction.begun();
    m_calls.bind(1, firstSeq);
    m_calls.bind(2, lastSeq);
    while (m_calls.next()) {
        if (const qint64 request = m_calls.integer(2); !m_finder.holds(request))
            loadRequest(request);
        sink(static_cast<quint32>(m_calls.integer(0)), static_cast<quint16>(m_calls.integer(1)),
            m_finder.at(
                static_cast<std::size_t>(m_calls.integer(3)), static_cast<quint32>(m_calls.integer(4))));
    }
    return m_calls.status();
}

/// One that is not there (a damaged file) leaves calls that cannot be read.
void BodyScan::loadRequest(qint64 id)
{
    m_requests.bind(1, id);
    const bool found = m_requests.next();
    const qint64 type = found ? m_requests.integer(0) : 0;
    const QByteArray body = found ? m_requests.bytes(1) : QByteArray();
    m_requests.reset();
    const bool known = type > 0 && type < CallTypeCount;
    m_finder.load(id, body, known ? static_cast<CallType>(type) : CallType::Unknown);
}

} // namespace spectap
