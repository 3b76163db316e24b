// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/bulkinsert.h"
#include "model/session/checkpointer.h"
#include "model/session/fileplace.h"
#include "model/session/sessionlock.h"
#include "model/session/sessionwriter.h"

namespace spectap {

/// A session file open for writing: its lock, its connection and the prepared statements of the hot path.
/// Destruction closes it and leaves one file.
struct SessionOutput
{
    static Result<std::unique_ptr<SessionOutput>> open(std::unique_ptr<SessionLock> lock);
    SessionOutput() = default;
    ~SessionOutput();
    Q_DISABLE_COPY_MOVE(SessionOutput)

    struct CallLine
    {
        quint32 seq = 0;
        StoredCall call; ///< its strings numbered as in the file
    };
    struct FindingLine
    {
        qint64 id = 0;
        qint64 kind = 0;
        QByteArray actual;
    };
    struct StringLine
    {
        quint32 id = 0;
        QByteArrayView text; ///< of the pool, which keeps it
    };

    /// Writes the lines that wait.
    Result<void> flush();
    /// Drops them.
    void clear();
    Result<void> putMetaValue(QByteArrayView key, QByteArrayView value);
    /// An error when the file is no longer where it was: whoever looks for it finds nothing of what is
    /// written.
    [[nodiscard]] Result<void> inPlace() const;

    std::unique_ptr<SessionLock> lock;
    FilePlace place;
    sqlite::Database database;
    std::unique_ptr<Checkpointer> checkpointer;
    sqlite::BulkInsert<CallLine> calls;
    sqlite::BulkInsert<FindingLine> findings;
    sqlite::BulkInsert<StringLine> strings;
    sqlite::Statement begin, commit, insertRequest, insertRejected, insertKind, insertSource, updateCall,
        deleteFindings, putMeta, pageCount;

private:
    Result<void> prepare();
};

} // namespace spectap
