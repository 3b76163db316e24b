// SPDX-License-Identifier: MIT
#include "model/call/callview.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

/// What a batch says once for all its calls (sdk-wire 5.5). A messageId there names the batch.
constexpr std::array<QByteArrayView, 4> SharedFields{"context", "integrations", "writeKey", "sentAt"};

/// Fields of which one is enough to take an object for a call on a path that says nothing.
constexpr std::array<QByteArrayView, 5> CallFields{"type", "event", "userId", "anonymousId", "previousId"};

/// The text of `node` if it is a non-empty string.
QByteArrayView nonEmptyString(const JsonTape &tape, quint32 node)
{
    return node != None && tape[node].kind == JsonKind::String ? tape.string(node) : QByteArrayView();
}

Micros timeAt(const JsonTape &tape, quint32 node)
{
    if (node == None || tape[node].kind != JsonKind::String)
        return NoTime;
    return parseIsoTime(tape.string(node)).value_or(NoTime);
}

quint32 member(const JsonTape &tape, quint32 object, QByteArrayView name)
{
    return object == None ? None : tape.find(object, name);
}

bool looksLikeCall(const JsonTape &tape, quint32 node)
{
    return std::any_of(CallFields.begin(), CallFields.end(),
        [&](QByteArrayView name) { return tape.find(node, name) != None; });
}

void addItems(SlicedBody &sliced, const JsonTape &tape, quint32 array, CallView call)
{
    sliced.shape = SlicedBody::Shape::Batch;
    call.count = tape[array].children;
    sliced.calls.reserve(call.count);
    for (quint32 item = array + 1; item < tape[array].next; item = tape[item].next) {
        call.node = item;
        sliced.calls.push_back(call);
        ++call.index;
    }
}

bool anyItemLooksLikeCall(const JsonTape &tape, quint32 array)
{
    for (quint32 item = array + 1; item < tape[array].next; item = tape[item].next) {
        if (looksLikeCall(tape, item))
            return true;
    }
    return false;
}

} // namespace

quint32 CallView::own(QByteArrayView name) const
{
    return tape->find(node, name);
}

quint32 CallView::field(QByteArrayView name) const
{
    const quint32 found = own(name);
    if (found != None || batch == None)
        return found;
    const bool shared = std::find(SharedFields.begin(), SharedFields.end(), name) != SharedFields.end();
    return shared ? tape->find(batch, name) : None;
}

quint32 CallView::contextField(QByteArrayView name) const
{
    const quint32 found = member(*tape, own("context"), name);
    if (found != None || batch == None)
        return found;
    return member(*tape, tape->find(batch, "context"), name);
}

CallType CallView::type() const
{
    const quint32 named = own("type");
    if (named != None && (*tape)[named].kind != JsonKind::Null)
        return (*tape)[named].kind == JsonKind::String ? callTypeFromName(tape->string(named))
                                                       : CallType::Unknown;
    if (pathType != CallType::Unknown)
        return pathType;
    return own("event") != None ? CallType::Track : CallType::Unknown;
}

CallFacts CallFacts::of(const CallView &call)
{
    const JsonTape &tape = *call.tape;
    const auto own = [&](QByteArrayView name) { return nonEmptyString(tape, call.own(name)); };
    CallFacts facts;
    facts.type = call.type();
    switch (facts.type) {
    case CallType::Track:
        facts.name = own("event");
        break;
    case CallType::Page:
    case CallType::Screen:
        facts.name = own("name");
        if (facts.name.isEmpty())
            facts.name = own("category");
        break;
    case CallType::Alias:
        facts.previousId = own("previousId");
        break;
    case CallType::Group:
        facts.groupId = own("groupId");
        break;
    case CallType::Identify:
    case CallType::Unknown:
        break;
    }
    facts.userId = own("userId");
    facts.anonymousId = own("anonymousId");
    facts.messageId = own("messageId");
    if (facts.groupId.isEmpty())
        facts.groupId = nonEmptyString(tape, call.contextField("groupId"));

    const quint32 library = call.contextField("library");
    facts.libraryName = nonEmptyString(tape, member(tape, library, "name"));
    facts.libraryVersion = nonEmptyString(tape, member(tape, library, "version"));

    facts.writeKey = nonEmptyString(tape, call.field("writeKey"));
    const bool masked =
        std::all_of(facts.writeKey.begin(), facts.writeKey.end(), [](char c) { return c == '*'; });
    if (masked)
        facts.writeKey = {}; // Jitsu sends "***" here and the key in a header

    const quint32 timestamp = call.own("timestamp");
    facts.timestamp = timeAt(tape, timestamp != None ? timestamp : call.own("originalTimestamp"));
    facts.sentAt = timeAt(tape, call.field("sentAt"));
    return facts;
}

Micros CallFacts::eventTime(Micros receivedAt) const
{
    if (timestamp == NoTime)
        return receivedAt;
    return sentAt == NoTime ? timestamp : receivedAt - (sentAt - timestamp);
}

SlicedBody sliceBody(JsonTape &tape, QByteArrayView body, CallType pathType, bool isCallRoute)
{
    SlicedBody sliced;
    if (const std::optional<JsonError> error = tape.parse(body)) {
        sliced.error = *error;
        return sliced;
    }
    sliced.shape = SlicedBody::Shape::NoCalls;
    constexpr quint32 root = 0;
    const bool routed = isCallRoute || pathType != CallType::Unknown;
    CallView call{&tape, root, None, pathType};

    if (tape[root].kind == JsonKind::Array) {
        if (routed || anyItemLooksLikeCall(tape, root))
            addItems(sliced, tape, root, call);
        return sliced;
    }
    if (tape[root].kind != JsonKind::Object)
        return sliced;

    // On /v1/track and its like a call may have a field of its own that is named batch.
    const bool ownField = pathType != CallType::Unknown && looksLikeCall(tape, root);
    const quint32 batch = ownField ? None : tape.find(root, "batch");
    if (batch != None && tape[batch].kind == JsonKind::Array) {
        call.batch = root;
        addItems(sliced, tape, batch, call);
        return sliced;
    }
    sliced.batchNotArray = batch != None;
    if (routed || sliced.batchNotArray || looksLikeCall(tape, root)) {
        sliced.shape = SlicedBody::Shape::Single;
        sliced.calls.push_back(call);
    }
    return sliced;
}

} // namespace spectap
