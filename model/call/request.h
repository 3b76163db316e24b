// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"

#include <QByteArray>

#include <vector>

namespace spectap {

struct Header
{
    QByteArray name; ///< as sent, any case
    QByteArray value;
};

/// What a request turned out to be, decided by the router. Stored in session files: append only.
enum class RequestKind : quint8 {
    Calls = 0,     ///< carries calls, stored and checked
    Settings = 1,  ///< an SDK asked for its settings
    Preflight = 2, ///< CORS OPTIONS
    Metrics = 3,   ///< SDK telemetry, kept apart from calls
    Status = 4,    ///< the status page or a health check
    Service = 5,   ///< other documented routes (tokens, source config)
    Rejected = 6,  ///< refused; `reason` says why
};

/// One HTTP request as received, decoded but otherwise untouched. Secrets in the headers and target are
/// already masked: an unmasked one never leaves the connection that read it.
struct Request
{
    qint64 id = 0;             ///< row in the session file, 0 until stored
    RequestKind kind = RequestKind::Calls;
    Micros receivedAt = NoTime; ///< when its last byte arrived
    QByteArray method;
    QByteArray target;         ///< request target as sent, query included, secrets masked
    CallType pathType = CallType::Unknown; ///< /v1/track names the type; batches do not
    std::vector<Header> headers;
    QByteArray body;           ///< after Content-Encoding and chunking are undone, else as received
    qint64 wireBytes = 0;      ///< size of the body on the wire
    QByteArray encoding;       ///< Content-Encoding, empty for none
    QByteArray writeKey;       ///< from the request line or headers; a body's own key wins for its calls
    bool basicKey = false;     ///< writeKey is the Basic user: it wins over a body's own (not stored)
    QByteArray peer;           ///< "127.0.0.1:51234"
    bool secure = false;       ///< came over TLS (not stored)
    int status = 0;            ///< the answer's status
    QByteArray answer;         ///< the answer's body
    QByteArray code;           ///< machine word of a refusal, e.g. "payload_too_large"
    QByteArray reason;         ///< a refusal in words for people
};

} // namespace spectap
