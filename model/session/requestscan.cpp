// SPDX-License-Identifier: MIT
#include "model/session/requestscan.h"

#include "model/session/sessioncolumns.h"
#include "model/session/sessionschema.h"

namespace spectap {

Result<std::unique_ptr<RequestScan>> RequestScan::open(const QString &path)
{
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    std::unique_ptr<RequestScan> scan(new RequestScan);
    scan->m_database = std::move(*database);
    return scan;
}

Result<void> RequestScan::read(
    qint64 firstId, qint64 lastId, Part part, const std::function<bool(Request &)> &sink)
{
    QByteArray columns(SPECTAP_REQUEST_COLUMNS);
    if (part == Part::Head) // in the order that readRequest() knows
        columns.replace("answer, body", "'', ''");
    const QByteArray from = "SELECT " + columns + " FROM ";
    const QByteArray between = " WHERE id BETWEEN ?1 AND ?2 ";
    const QByteArray sql =
        from + "requests" + between + "UNION ALL " + from + "rejected" + between + "ORDER BY id";
    auto rows = m_database.prepare(sql.constData());
    if (!rows)
        return rows.error();
    rows->bind(1, firstId);
    rows->bind(2, lastId);
    while (rows->next()) {
        Request request = readRequest(*rows);
        if (!sink(request))
            return {};
    }
    return rows->status();
}

Result<qint64> RequestScan::last()
{
    return m_database.number("SELECT max(ifnull((SELECT max(id) FROM requests), 0),"
                             " ifnull((SELECT max(id) FROM rejected), 0))");
}

} // namespace spectap
