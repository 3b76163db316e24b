// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exportwriter.h"

namespace spectap {

/// A format that holds requests: each one that carries a chosen call, once and whole; of a whole session also
/// those that carry none, in order of arrival.
class RequestsWriter : public ExportWriter
{
public:
    explicit RequestsWriter(ExportSource &source)
        : m_source(source)
    {
    }

    Result<void> add(ExportOutput &out, const StoredCallDetail &detail) final;
    Result<void> end(ExportOutput &out) final;

protected:
    [[nodiscard]] ExportSource &source() { return m_source; }
    /// A call of the request that addRequest() is told of next.
    virtual void addCarried(const StoredCallDetail &detail) = 0;
    virtual void addRequest(QByteArray &out, const Request &request) = 0;
    virtual void close(QByteArray &out) = 0;

private:
    Result<void> finishRequest(ExportOutput &out);
    Result<void> addOthers(ExportOutput &out, qint64 lastId);

    ExportSource &m_source;
    Request m_request; ///< whose calls come in; id 0: none yet
    qint64 m_done = 0; ///< requests up to this one have been written
};

} // namespace spectap
