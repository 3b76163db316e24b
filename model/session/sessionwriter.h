// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
#include "model/call/request.h"
#include "model/session/callrow.h"
#include "model/session/rowstore.h"
#include "model/spec/finding.h"
#include "model/support/result.h"

#include <memory>
#include <span>

namespace spectap {

class SessionCopy;

/// What is stored of a call beside its row.
struct StoredCall
{
    CallRow row;
    qint64 request = 0; ///< Request::id
    quint32 offset = 0; ///< of the call in the request's body
    quint32 length = 0;
    quint32 specEvent = 0; ///< StringId of the semantic event's id ("ecommerce/order-completed"), 0: none
    Rule ingestRule = Rule::None;
    quint32 batchIndex = 0;

    bool operator==(const StoredCall &) const = default;
};

/// Key in `meta`: Checker::version() of what made the findings, empty while or after they are of several.
inline constexpr QByteArrayView CheckedWithKey = "checked_with";

/// Writes a session file (DESIGN §3.4): one transaction per group of requests, WAL. Belongs to one thread,
/// the intake thread, between open() and destruction; closing checkpoints and leaves one file.
/// Tables and columns: model/session/README.md.
class SessionWriter
{
public:
    /// Creates `path` (mode 0600; fails if it exists and is not a session), or opens it to go on capturing.
    /// `pool` numbers the strings of rows and gets those already in the file.
    static Result<std::unique_ptr<SessionWriter>> open(const QString &path, std::shared_ptr<StringPool> pool);
    ~SessionWriter();
    Q_DISABLE_COPY_MOVE(SessionWriter)

    Result<void> begin();
    /// Stores the request and sets its id. Also for refusals (RequestKind::Rejected goes to its own table)
    /// and service requests.
    Result<void> addRequest(Request &request);
    /// The same under the id that `request` has, which must be new here: it comes from another session, whose
    /// order of arrival stays.
    Result<void> addRequestAs(Request &request);
    /// Stores one call under the next seq, which must be `seq`, with its findings.
    Result<void> addCall(quint32 seq, const StoredCall &call, std::span<const Finding> findings);
    /// The index of a source, new or known.
    Result<quint16> source(QByteArrayView writeKey, QByteArrayView library, QByteArrayView version);
    /// After this returns success everything since begin() survives the death of the process.
    Result<void> commit();
    void rollback();

    /// Replaces the findings of a call already stored, and the columns that checking fills (a new catalogue
    /// or plan): call within begin/commit.
    Result<void> replaceFindings(quint32 seq, const StoredCall &call, std::span<const Finding> findings);
    Result<void> setMeta(QByteArrayView key, QByteArrayView value);
    /// What calls are marked with from now on; an empty mark takes it away. Only between commit() and
    /// begin(); survives the death of the process like a commit.
    Result<void> setMarks(std::span<const MarkedCall> marks);

    [[nodiscard]] quint32 lastSeq() const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] qint64 fileBytes() const;
    /// What would make the file larger than `bytes` fails from now on as on a full disk.
    Result<void> limitSize(qint64 bytes);
    /// An error when the file is no longer where it was; commit() fails then, too.
    [[nodiscard]] Result<void> inPlace() const;
    /// Brings a file that is gone back to its place, with everything that was committed, or says why it
    /// cannot. Only between commit() and begin().
    Result<void> putBack();
    /// Copies the session to `path` and goes on writing there. The old file stays. Works also when the file
    /// is gone.
    Result<void> saveAs(const QString &path);
    /// A file that is no longer written to; letting go of it closes it, which may take a while. Any thread.
    using LeftFile = std::shared_ptr<void>;
    /// Goes on writing in `copy`, a copy of this session that lacks no more than a few calls. Only between
    /// commit() and begin(). When it fails the session stays where it is.
    Result<LeftFile> moveTo(SessionCopy &copy);

private:
    SessionWriter();
    Result<LeftFile> goOnIn(SessionCopy &copy);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace spectap
