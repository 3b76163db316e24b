// SPDX-License-Identifier: MIT
#include "model/session/exports/exportrequests.h"

#include <limits>

namespace spectap {

Result<void> RequestsWriter::add(ExportOutput &out, const StoredCallDetail &detail)
{
    if (detail.request.id != m_request.id) {
        if (auto finished = finishRequest(out); !finished)
            return finished;
        if (auto others = addOthers(out, detail.request.id - 1); !others)
            return others;
        m_request = detail.request;
    }
    addCarried(detail);
    return {};
}

Result<void> RequestsWriter::end(ExportOutput &out)
{
    if (auto finished = finishRequest(out); !finished)
        return finished;
    if (auto others = addOthers(out, std::numeric_limits<qint64>::max()); !others)
        return others;
    close(out.text());
    return {};
}

Result<void> RequestsWriter::finishRequest(ExportOutput &out)
{
    if (m_request.id == 0)
        return {};
    addRequest(out.text(), m_request);
    m_done = m_request.id;
    m_request = {};
    (void)out.relieve();
    return out.outcome();
}

Result<void> RequestsWriter::addOthers(ExportOutput &out, qint64 lastId)
{
    if (!m_source.isWhole() || lastId <= m_done)
        return {};
    const auto read =
        m_source.requests(m_done + 1, lastId, RequestScan::Part::Whole, [&](const Request &request) {
            addRequest(out.text(), request);
            return out.relieve();
        });
    return read ? out.outcome() : read;
}

} // namespace spectap
