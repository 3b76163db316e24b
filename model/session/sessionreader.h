// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"
#include "model/session/rowbatch.h"
#include "model/session/sessionwriter.h"
#include "model/spec/finding.h"
#include "model/support/result.h"

#include <functional>
#include <memory>
#include <vector>

namespace spectap {

/// One stored call with everything around it.
struct StoredCallDetail
{
    quint32 seq = 0;
    StoredCall call;
    Request request; ///< its body holds the call at call.offset, call.length
    std::vector<Finding> findings;

    [[nodiscard]] QByteArrayView raw() const
    {
        return QByteArrayView(request.body).sliced(call.offset, call.length);
    }
};

/// Reads a session file, also while another thread or program writes it. One connection, one thread at a
/// time; open as many as there are threads.
class SessionReader
{
public:
    static Result<std::unique_ptr<SessionReader>> open(const QString &path);
    ~SessionReader();
    Q_DISABLE_COPY_MOVE(SessionReader)

    /// Copies the session at `from` to `to` (Save as of a session that is only looked at); replaces `to` once
    /// the copy is whole.
    static Result<void> copy(const QString &from, const QString &to);

    /// Rows from `firstSeq` on in batches of `batchSize`, strings interned into `pool`; the callback returns
    /// false to stop. The first batch carries all sources and marks, the last the requests without calls.
    Result<void> rows(StringPool &pool, quint32 firstSeq, quint32 batchSize,
        const std::function<bool(RowBatch &&, quint32 total)> &sink);
    /// The numbers of strings in the rows of call() and calls() belong to this pool: the reader's own, until
    /// another is given.
    [[nodiscard]] const std::shared_ptr<StringPool> &strings() const;
    void setStrings(std::shared_ptr<StringPool> pool);
    Result<StoredCallDetail> call(quint32 seq);
    /// Calls in [firstSeq, lastSeq] in order, each request's body read once; the callback returns false to
    /// stop.
    Result<void> calls(
        quint32 firstSeq, quint32 lastSeq, const std::function<bool(const StoredCallDetail &)> &sink);
    /// Refused and service requests, in order of arrival.
    Result<std::vector<Request>> requestsWithoutCalls();
    /// Refused requests with their bodies, one at a time; the callback returns false to stop.
    Result<void> rejectedRequests(const std::function<bool(const Request &)> &sink);
    /// Also refused ones.
    Result<Request> request(qint64 id);
    [[nodiscard]] Result<std::vector<Source>> sources();
    [[nodiscard]] Result<quint32> callCount();
    /// What calls are marked with, ascending.
    [[nodiscard]] Result<std::vector<MarkedCall>> marks();
    [[nodiscard]] QByteArray meta(QByteArrayView key);
    [[nodiscard]] QString path() const;
    /// Size of the session, the part in the WAL included.
    [[nodiscard]] qint64 fileBytes();

private:
    SessionReader();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace spectap
