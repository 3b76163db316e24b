// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/spec/finding.h"
#include "model/support/stringpool.h"

namespace spectap {

/// Everything the live table, the filter's column clauses and the identity graph know of a call. The body
/// stays in the session file (DESIGN §3.5). A row's seq is its position in the RowStore plus one.
struct CallRow
{
    Micros receivedAt = 0;
    Micros eventTime = 0;   ///< timestamp corrected by sentAt (CallFacts::eventTime)
    StringId name = 0;      ///< event or page name
    StringId user = 0;      ///< userId, 0: none usable
    StringId anonymous = 0; ///< anonymousId, 0: none usable
    StringId other = 0;     ///< alias: previousId; otherwise groupId
    quint32 size = 0;       ///< bytes of the call as received
    quint32 retryOf = 0;    ///< seq of the first call with this messageId, 0: none
    quint16 source = 0;     ///< index into SourceTable (write key + library name)
    quint8 errors = 0;      ///< counts saturate at 255
    quint8 warnings = 0;
    quint8 infos = 0;
    CallType type = CallType::Unknown;
    Ingest ingest = Ingest::Accepted;
    quint8 flags = 0; ///< RowFlag bits

    enum Flag : quint8
    {
        NearMissName = 1,
        DuplicateBody = 2,
        IdentityConflict = 4,
        Unreadable = 8
    };

    bool operator==(const CallRow &) const = default;

    [[nodiscard]] Severity worst() const
    {
        return errors     ? Severity::Error
               : warnings ? Severity::Warning
               : infos    ? Severity::Info
                          : Severity::Ok;
    }
};

/// One finding more in the counts of a row, or of whatever else counts by severity. They stop at 255.
template <typename Counts> void countFinding(Counts &counts, Severity severity)
{
    quint8 *count = severity == Severity::Error     ? &counts.errors
                    : severity == Severity::Warning ? &counts.warnings
                    : severity == Severity::Info    ? &counts.infos
                                                    : nullptr;
    if (count && *count < 255)
        ++*count;
}

} // namespace spectap
