// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/callfinder.h"
#include "model/session/sqlite.h"

#include <functional>
#include <memory>

namespace spectap {

/// Reads the calls of a session as they were sent, without what was found in them: the way to look at every
/// body once. Works beside a writer. One thread.
class BodyScan
{
public:
    static Result<std::unique_ptr<BodyScan>> open(const QString &path);

    /// `call` is null where the body is not JSON; it lives for the call of the sink.
    using Sink = std::function<void(quint32 seq, quint16 source, const CallView *call)>;
    /// Calls in [firstSeq, lastSeq] in order, a batch parsed once. In one short transaction.
    Result<void> read(quint32 firstSeq, quint32 lastSeq, const Sink &sink);

    [[nodiscard]] const QString &path() const { return m_database.path(); }

private:
    BodyScan() = default;
    void loadRequest(qint64 id);

    sqlite::Database m_database;
    sqlite::Statement m_calls;
    sqlite::Statement m_requests;
    CallFinder m_finder;
};

} // namespace spectap
