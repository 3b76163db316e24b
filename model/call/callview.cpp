// SPDX-License-Identifier: MIT
#include "model/call/callview.h"

#include "model/support/keytable.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

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

/// The fields of a call that its facts come from, in the order of FieldNames.
enum class Field : std::size_t
{
    Type,
    Event,
    Name,
    Category,
    UserId,
    AnonymousId,
    PreviousId,
    GroupId,
    MessageId,
    Timestamp,
    OriginalTimestamp,
    SentAt,
    WriteKey,
    Context,
};

constexpr std::array<QByteArrayView, 14> FieldNames{"type", "event", "name", "category", "userId",
    "anonymousId", "previousId", "groupId", "messageId", "timestamp", "originalTimestamp", "sentAt",
    "writeKey", "context"};

/// The same as JsonTape::find() for each of them, in one pass over the call: this runs for every call.
class OwnFields
{
public:
    explicit OwnFields(const CallView &call)
    {
        m_nodes.fill(None);
        if (!call.isObject())
            return;
        static const KeyTable names({FieldNames.begin(), FieldNames.end()});
        const JsonTape &tape = *call.tape;
        for (quint32 node = call.node + 1; node < tape[call.node].next; node = tape[node].next) {
            if (const int field = names.find(tape.key(node)); field != KeyTable::None)
                m_nodes[static_cast<std::size_t>(field)] = node;
        }
    }

    quint32 operator[](Field field) const { return m_nodes[static_cast<std::size_t>(field)]; }

private:
    std::array<quint32, FieldNames.size()> m_nodes;
};

CallType typeFrom(const CallView &call, quint32 type, quint32 event)
{
    const JsonTape &tape = *call.tape;
    if (type != None && tape[type].kind != JsonKind::Null)
        return tape[type].kind == JsonKind::String ? callTypeFromName(tape.string(type)) : CallType::Unknown;
    if (call.pathType != CallType::Unknown)
        return call.pathType;
    return event != None ? CallType::Track : CallType::Unknown;
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
    const bool shared = isSharedField(name);
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
    return typeFrom(*this, own("type"), own("event"));
}

CallFacts CallFacts::of(const CallView &call)
{
    const JsonTape &tape = *call.tape;
    const OwnFields own(call);
    const auto text = [&](Field field) { return nonEmptyString(tape, own[field]); };
    const auto inContext = [&](QByteArrayView key) {
        const quint32 found = member(tape, own[Field::Context], key);
        return found != None || call.batch == None ? found
                                                   : member(tape, tape.find(call.batch, "context"), key);
    };
    const auto shared = [&](Field field, QByteArrayView key) {
        return own[field] != None || call.batch == None ? own[field] : tape.find(call.batch, key);
    };

    CallFacts facts;
    facts.type = typeFrom(call, own[Field::Type], own[Field::Event]);
    switch (facts.type) {
    case CallType::Track:
        facts.name = text(Field::Event);
        break;
    case CallType::Page:
    case CallType::Screen:
        facts.name = text(Field::Name);
        if (facts.name.isEmpty())
            facts.name = text(Field::Category);
        break;
    case CallType::Alias:
        facts.previousId = text(Field::PreviousId);
        break;
    case CallType::Group:
        facts.groupId = text(Field::GroupId);
        break;
    case CallType::Identify:
    case CallType::Unknown:
        break;
    }
    facts.userId = text(Field::UserId);
    facts.anonymousId = text(Field::AnonymousId);
    facts.messageId = text(Field::MessageId);
    if (facts.groupId.isEmpty())
        facts.groupId = nonEmptyString(tape, inContext("groupId"));

    const quint32 library = inContext("library");
    facts.libraryName = nonEmptyString(tape, member(tape, library, "name"));
    facts.libraryVersion = nonEmptyString(tape, member(tape, library, "version"));

    facts.writeKey = nonEmptyString(tape, shared(Field::WriteKey, "writeKey"));
    const bool masked =
        std::all_of(facts.writeKey.begin(), facts.writeKey.end(), [](char c) { return c == '*'; });
    if (masked)
        facts.writeKey = {}; // Jitsu sends "***" here and the key in a header

    facts.nameNode = own[facts.type == CallType::Track ? Field::Event : Field::Name];
    const quint32 timestamp = own[Field::Timestamp];
    facts.timestampNode = timestamp != None ? timestamp : own[Field::OriginalTimestamp];
    facts.timestamp = timeAt(tape, facts.timestampNode);
    facts.sentAtNode = shared(Field::SentAt, "sentAt");
    facts.sentAt = timeAt(tape, facts.sentAtNode);
    return facts;
}

Micros CallFacts::eventTime(Micros receivedAt) const
{
    if (timestamp == NoTime)
        return receivedAt;
    return sentAt == NoTime || receivedAt == NoTime ? timestamp : receivedAt - (sentAt - timestamp);
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
