// SPDX-License-Identifier: MIT
#include "model/session/callfinder.h"

#include "model/support/jsontext.h"

#include <array>
#include <cmath>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

constexpr std::size_t MergedFields = 2;

void appendValue(QByteArray &out, const JsonTape &tape, quint32 node);

void appendMember(QByteArray &out, const JsonTape &tape, quint32 node, bool &first)
{
    if (!std::exchange(first, false))
        out += ',';
    appendJsonString(out, tape.key(node));
    out += ':';
    appendValue(out, tape, node);
}

void appendNumber(QByteArray &out, QByteArrayView text)
{
    bool finite = false;
    const double value = text.toDouble(&finite);
    if (finite && std::isfinite(value))
        out.append(text);
    else
        appendJsonString(out, text);
}

void appendValue(QByteArray &out, const JsonTape &tape, quint32 node)
{
    const bool isObject = tape[node].kind == JsonKind::Object;
    switch (tape[node].kind) {
    case JsonKind::String:
        appendJsonString(out, tape.string(node));
        return;
    case JsonKind::Number:
        appendNumber(out, tape.raw(node));
        return;
    case JsonKind::Null:
    case JsonKind::False:
    case JsonKind::True:
        out.append(tape.raw(node));
        return;
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    out += isObject ? '{' : '[';
    bool first = true;
    for (quint32 child = node + 1; child < tape[node].next; child = tape[child].next) {
        if (isObject) {
            appendMember(out, tape, child, first);
        } else {
            if (!std::exchange(first, false))
                out += ',';
            appendValue(out, tape, child);
        }
    }
    out += isObject ? '}' : ']';
}

/// The members of `own` and those of `shared` that `own` has not.
void appendUnion(QByteArray &out, const JsonTape &tape, quint32 own, quint32 shared)
{
    out += '{';
    bool first = true;
    for (quint32 child = own + 1; child < tape[own].next; child = tape[child].next)
        appendMember(out, tape, child, first);
    for (quint32 child = shared + 1; child < tape[shared].next; child = tape[child].next) {
        if (tape.find(own, tape.key(child)) == None)
            appendMember(out, tape, child, first);
    }
    out += '}';
}

bool isObject(const JsonTape &tape, quint32 node)
{
    return node != None && tape[node].kind == JsonKind::Object;
}

} // namespace

const CallView *CallFinder::find(const StoredCallDetail &detail)
{
    if (!holds(detail.request.id))
        load(detail.request.id, detail.request.body, detail.request.pathType);
    return at(detail.call.batchIndex, detail.call.offset);
}

void CallFinder::load(qint64 request, const QByteArray &body, CallType pathType)
{
    m_request = request;
    m_body = body;
    // That there are calls in it was decided when it was received.
    m_sliced = sliceBody(m_tape, m_body, pathType, true);
}

void CallFinder::clear()
{
    m_request = -1;
    m_body.clear();
    m_sliced = {};
}

const CallView *CallFinder::at(std::size_t batchIndex, quint32 offset) const
{
    const auto &calls = m_sliced.calls;
    if (batchIndex >= calls.size() || m_tape[calls[batchIndex].node].begin != offset)
        return nullptr;
    return &calls[batchIndex];
}

void appendMergedCall(QByteArray &out, const CallView &call)
{
    const JsonTape &tape = *call.tape;
    if (!call.isObject() || call.batch == None) {
        appendValue(out, tape, call.node);
        return;
    }
    std::array<quint32, SharedFields.size()> own{};
    std::array<quint32, SharedFields.size()> shared{};
    for (std::size_t i = 0; i < SharedFields.size(); ++i) {
        own[i] = call.own(SharedFields[i]);
        shared[i] = tape.find(call.batch, SharedFields[i]);
    }
    out += '{';
    bool first = true;
    for (quint32 node = call.node + 1; node < tape[call.node].next; node = tape[node].next) {
        std::size_t merged = 0;
        while (merged < MergedFields &&
               !(own[merged] == node && isObject(tape, node) && isObject(tape, shared[merged])))
            ++merged;
        if (merged == MergedFields) {
            appendMember(out, tape, node, first);
            continue;
        }
        if (!std::exchange(first, false))
            out += ',';
        appendJsonString(out, tape.key(node));
        out += ':';
        appendUnion(out, tape, node, shared[merged]);
    }
    for (std::size_t i = 0; i < SharedFields.size(); ++i) {
        if (own[i] == None && shared[i] != None)
            appendMember(out, tape, shared[i], first);
    }
    out += '}';
}

} // namespace spectap
