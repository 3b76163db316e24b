// SPDX-License-Identifier: MIT
#include "model/identity/identityfacts.h"

namespace spectap {

namespace {

constexpr quint64 FnvStart = 0xcbf29ce484222325;
constexpr quint64 FnvPrime = 0x100000001b3;

quint32 member(const CallView &call, quint32 object, QByteArrayView name)
{
    return object == JsonTape::None ? JsonTape::None : call.tape->find(object, name);
}

/// A text that is not empty.
QByteArrayView text(const CallView &call, quint32 node)
{
    if (node == JsonTape::None || (*call.tape)[node].kind != JsonKind::String)
        return {};
    return call.tape->string(node);
}

} // namespace

quint64 foldedHash(QByteArrayView text)
{
    quint64 hash = FnvStart;
    for (const char c : text.trimmed()) {
        const bool upper = c >= 'A' && c <= 'Z';
        hash = (hash ^ static_cast<uchar>(upper ? c - 'A' + 'a' : c)) * FnvPrime;
    }
    return hash == 0 ? 1 : hash;
}

IdentityFacts IdentityFacts::of(const CallView &call, CallType type, quint32 user, quint32 name)
{
    IdentityFacts facts;
    if (type == CallType::Track && user == 0)
        facts.name = name;
    if (type == CallType::Identify && user != 0) {
        if (const QByteArrayView email = emailOf(call); !email.isEmpty())
            facts.email = foldedHash(email);
    }
    return facts;
}

QByteArrayView emailOf(const CallView &call)
{
    if (!call.isObject())
        return {};
    const QByteArrayView own = text(call, member(call, call.own("traits"), "email"));
    return own.isEmpty() ? text(call, member(call, call.contextField("traits"), "email")) : own;
}

void readDevice(const CallView &call, IdentityFacts &facts)
{
    if (!call.isObject())
        return;
    const QByteArrayView id = text(call, member(call, call.contextField("device"), "id"));
    if (!id.isEmpty()) {
        facts.device = foldedHash(id);
        facts.ownDevice = true;
        return;
    }
    // Servers pass a user's agent on; only a browser also tells the page and how it is set up.
    const QByteArrayView agent = text(call, call.contextField("userAgent"));
    if (agent.isEmpty() || call.contextField("page") == JsonTape::None)
        return;
    facts.device = foldedHash(agent);
    for (const QByteArrayView setting : {QByteArrayView("locale"), QByteArrayView("timezone")})
        facts.device = (facts.device ^ foldedHash(text(call, call.contextField(setting)))) * FnvPrime;
}

quint64 numericUserOf(const CallView &call)
{
    const quint32 node = call.isObject() ? call.own("userId") : JsonTape::None;
    if (node == JsonTape::None || (*call.tape)[node].kind != JsonKind::Number)
        return 0;
    return foldedHash(call.tape->raw(node));
}

} // namespace spectap
