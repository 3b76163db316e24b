// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/call/jsontape.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <vector>

namespace spectap {

/// What a batch says once for all its calls (sdk-wire 5.5). A messageId there names the batch.
inline constexpr std::array<QByteArrayView, 4> SharedFields{"context", "integrations", "writeKey", "sentAt"};
[[nodiscard]] inline bool isSharedField(QByteArrayView key)
{
    return std::find(SharedFields.begin(), SharedFields.end(), key) != SharedFields.end();
}

/// One call inside a parsed request body: the call's own object plus the batch object around it, whose
/// context, integrations, writeKey and sentAt hold for every call of the batch (sdk-wire 5.5).
/// The bytes stay as sent: merging happens in these look-ups only, never in the text.
///
/// A view: valid while its tape is.
struct CallView
{
    const JsonTape *tape = nullptr;
    quint32 node = JsonTape::None;  ///< the call's value; not an object for a broken batch item
    quint32 batch = JsonTape::None; ///< the object that holds "batch", None for a single call
    CallType pathType = CallType::Unknown;
    quint32 index = 0; ///< position in the batch
    quint32 count = 1; ///< calls in the request

    /// The call's bytes as received.
    [[nodiscard]] QByteArrayView raw() const { return tape->raw(node); }
    [[nodiscard]] bool isObject() const { return (*tape)[node].kind == JsonKind::Object; }
    /// The field `name` of the call itself, or JsonTape::None.
    [[nodiscard]] quint32 own(QByteArrayView name) const;
    /// The field `name` of the call, else of the batch around it for the four shared fields, or None.
    [[nodiscard]] quint32 field(QByteArrayView name) const;
    /// context.`name`, the call's own context before the batch's (the same for integrations).
    [[nodiscard]] quint32 contextField(QByteArrayView name) const;
    /// Type from `type`, else from the path, else `event` present means track (sdk-wire 5.5).
    [[nodiscard]] CallType type() const;
};

/// What rows, identity and history rules need of a call. Ids are set only when they are non-empty strings:
/// Segment refuses other ids, so nothing may be linked by them. Views into the tape (or its arena).
struct CallFacts
{
    CallType type = CallType::Unknown;
    QByteArrayView name; ///< track: event; page, screen: name, else category; otherwise empty
    QByteArrayView userId;
    QByteArrayView anonymousId;
    QByteArrayView previousId; ///< alias only
    QByteArrayView groupId;    ///< group's groupId, else context.groupId
    QByteArrayView messageId;
    QByteArrayView libraryName;
    QByteArrayView libraryVersion;
    QByteArrayView writeKey;   ///< of the call or its batch; empty: the request's own
    Micros timestamp = NoTime; ///< `timestamp`, else `originalTimestamp`; NoTime when absent or unreadable
    Micros sentAt = NoTime;
    quint32 nameNode = JsonTape::None; ///< track: event, otherwise name, of whatever kind
    quint32 timestampNode = JsonTape::None;
    quint32 sentAtNode = JsonTape::None; ///< of the call or its batch

    static CallFacts of(const CallView &call);
    /// timestamp corrected by the sender's clock: receivedAt - (sentAt - timestamp); receivedAt when there is
    /// no timestamp, the timestamp itself without sentAt or without receivedAt (a file). Segment spec:
    /// Common, timestamps.
    [[nodiscard]] Micros eventTime(Micros receivedAt) const;
};

/// How a request body divides into calls.
struct SlicedBody
{
    enum class Shape : quint8
    {
        Single,  ///< one call
        Batch,   ///< {"batch": [...]}
        NoCalls, ///< JSON, but not shaped like calls
        NotJson, ///< see error
    };
    Shape shape = Shape::NotJson;
    std::vector<CallView> calls;
    JsonError error;
    bool batchNotArray = false; ///< "batch" is there but is not an array
};

/// Parses `body` into `tape` and divides it. On a path that names its type, or that is one of the batch
/// routes (`isCallRoute`), any object is a call; elsewhere it must look like one: batch, or type, event,
/// userId, anonymousId or previousId. An array of objects counts as a batch without shared fields.
/// Items that are not objects are calls too, so that they are seen. A "batch" that is no array makes the
/// body itself the one call (`batchNotArray`): it shows up with what it lacks instead of vanishing. On a path
/// that names its type, "batch" is an ordinary field of a body that looks like a call.
/// The views live as long as the tape and the body.
[[nodiscard]] SlicedBody sliceBody(JsonTape &tape, QByteArrayView body, CallType pathType, bool isCallRoute);

} // namespace spectap
