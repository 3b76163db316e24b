// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/callfinder.h"
#include "model/session/sqlite.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace spectap {

class CallScan;

/// A call of the session as a scan comes past it. What it is not asked for is not read. Lives for the call
/// of the sink, like everything it points to.
class ScannedCall
{
public:
    [[nodiscard]] quint32 seq() const { return m_seq; }
    [[nodiscard]] quint16 source() const { return m_source; }
    /// Its bytes as received.
    [[nodiscard]] QByteArrayView raw() const;
    /// Null where the body is not JSON, or was cut into calls by other rules than today's.
    [[nodiscard]] const CallView *view() const;
    /// What its request was answered with.
    [[nodiscard]] int status() const;
    [[nodiscard]] const std::vector<Finding> &findings() const;

private:
    friend class CallScan;
    explicit ScannedCall(CallScan &scan)
        : m_scan(scan)
    {
    }

    CallScan &m_scan;
    quint32 m_seq = 0;
    quint16 m_source = 0;
    qint64 m_request = 0;
    std::size_t m_batchIndex = 0;
    quint32 m_offset = 0;
    quint32 m_length = 0;
};

/// Comes past the calls of a session in order, for whoever looks at all of them and at little of each. A
/// batch is read and parsed once. Works beside a writer. One thread.
class CallScan
{
public:
    static Result<std::unique_ptr<CallScan>> open(const QString &path);

    /// False: no more.
    using Sink = std::function<bool(const ScannedCall &call)>;
    /// Calls in [firstSeq, lastSeq] in order, in one short transaction. What is damaged does not stop it: it
    /// reads as nothing, and the first of it is the error afterwards.
    Result<void> read(quint32 firstSeq, quint32 lastSeq, const Sink &sink);

    [[nodiscard]] const QString &path() const { return m_database.path(); }

private:
    friend class ScannedCall;
    CallScan() = default;
    [[nodiscard]] const sqlite::Statement *carrier(qint64 request);
    [[nodiscard]] bool isStored(qint64 request);
    [[nodiscard]] QByteArrayView body(qint64 request);
    [[nodiscard]] const CallView *view(const ScannedCall &call);
    [[nodiscard]] const std::vector<Finding> &findings(quint32 seq);
    void fail(const Error &error);
    void close();

    sqlite::Database m_database;
    sqlite::Statement m_calls;
    sqlite::Statement m_requests; ///< a cursor that moves along with the calls
    sqlite::Statement m_rejected;
    sqlite::Statement m_findings;           ///< likewise
    std::optional<qint64> m_requestsAt;     ///< where the cursor of requests stands
    std::optional<qint64> m_request;        ///< the one at hand
    sqlite::Statement *m_carrier = nullptr; ///< that holds it; null: it is not there
    CallFinder m_finder;
    quint32 m_lastSeq = 0;
    quint32 m_foundOf = 0; ///< seq that m_found belongs to
    std::vector<Finding> m_found;
    bool m_findingsOpen = false;
    bool m_moreFindings = false;
    std::optional<Error> m_failure;
};

} // namespace spectap
