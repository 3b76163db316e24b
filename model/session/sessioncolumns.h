// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"
#include "model/session/sessionwriter.h"
#include "model/session/sqlite.h"

namespace spectap {

// How values lie in the tables of a session file: the one place that knows the order of columns, used by the
// writer and the reader. Schema and meaning: README.md.

/// "Name: value" lines as on the wire. A line break in a value, which HTTP does not allow, becomes a space.
[[nodiscard]] QByteArray encodeHeaders(const std::vector<Header> &headers);
[[nodiscard]] std::vector<Header> decodeHeaders(QByteArrayView text);

/// A stored number as a kind; what this program does not know is a service request.
[[nodiscard]] RequestKind requestKind(qint64 number);

/// The columns of `requests` and `rejected`, in the order of bindRequest() and readRequest().
#define SPECTAP_REQUEST_COLUMNS                                                                              \
    "id, kind, received_at, method, target, path_type, status, wire_bytes, encoding, write_key, peer, "      \
    "code, "                                                                                                 \
    "reason, headers, answer, body"
/// `headers` is encodeHeaders() of the request's, and must live until the statement has run.
void bindRequest(sqlite::Statement &statement, const Request &request, QByteArrayView headers);
[[nodiscard]] Request readRequest(const sqlite::Statement &statement);

/// The columns of `calls`: first those of a CallRow, then the rest of a StoredCall.
#define SPECTAP_ROW_COLUMNS                                                                                  \
    "seq, received_at, event_time, type, name, user, anonymous, other, length, retry_of, source, errors, "   \
    "warnings, infos, ingest, flags"
#define SPECTAP_CALL_COLUMNS SPECTAP_ROW_COLUMNS ", request, offset, batch_index, ingest_rule, spec_event"
/// Ids of strings are bound and read as they are: the caller turns pool numbers into the file's and back.
/// `before` parameters of the statement belong to other rows.
void bindCall(sqlite::Statement &statement, int before, quint32 seq, const StoredCall &call);
/// The columns of a stored call that checking fills; `seq` is the first parameter.
#define SPECTAP_VERDICT_SET                                                                                  \
    "event_time=?2, type=?3, name=?4, user=?5, anonymous=?6, other=?7, retry_of=?8, errors=?9, "             \
    "warnings=?10, infos=?11, ingest=?12, flags=?13, ingest_rule=?14, spec_event=?15"
void bindVerdict(sqlite::Statement &statement, quint32 seq, const StoredCall &call);
void readRow(const sqlite::Statement &statement, CallRow &row);
[[nodiscard]] StoredCall readCall(const sqlite::Statement &statement);

/// `findings.id` is the call's seq and, in the lowest bits, the number of the finding.
inline constexpr int FindingBits = 20;
[[nodiscard]] constexpr qint64 findingId(quint32 seq, quint32 n)
{
    return (qint64{seq} << FindingBits) | n;
}

/// The columns of `finding_kinds`: what findings have in common. `actual` lies in `findings`.
#define SPECTAP_KIND_COLUMNS "pointer, rule_set, severity, rule, expected, doc"
void bindFindingKind(sqlite::Statement &statement, qint64 id, const Finding &finding);
/// From "findings.id, actual, " SPECTAP_KIND_COLUMNS.
[[nodiscard]] Finding readFinding(const sqlite::Statement &statement);

} // namespace spectap
