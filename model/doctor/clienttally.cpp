// SPDX-License-Identifier: MIT
#include "model/doctor/clienttally.h"

#include "model/call/headers.h"
#include "model/call/peeraddress.h"

#include <algorithm>

namespace spectap {

namespace {

/// How many of the calls that came again are remembered.
constexpr std::size_t MaxRepeated = 32;
/// Requests in a row with new calls only, after which those that came again are forgotten.
constexpr quint32 NewThatSettle = 3;

void assign(QByteArray &to, QByteArrayView value)
{
    if (to != value)
        to = value.toByteArray();
}

QByteArrayView pathOf(QByteArrayView target)
{
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.first(query);
}

void noteCalls(ClientFacts &client, const ClientTally::Calls &calls)
{
    client.calls += calls.count;
    client.settingsAsked = 0;
    assign(client.callKey, calls.writeKey);
    if (!calls.library.isEmpty())
        assign(client.library, calls.library);
}

/// An SDK that takes no answer for success sends its calls again in turns, with new ones between.
void noteRepeats(ClientFacts &client, const ClientTally::Calls &calls)
{
    if (calls.retries == 0) {
        if (++client.newSince >= NewThatSettle)
            client.repeated.clear();
        return;
    }
    client.newSince = 0;
    auto known = std::find_if(client.repeated.begin(), client.repeated.end(),
        [&](const ClientFacts::Repeated &repeated) { return repeated.seq == calls.retryOf; });
    if (known == client.repeated.end()) {
        if (client.repeated.size() == MaxRepeated)
            client.repeated.erase(client.repeated.begin());
        known = client.repeated.insert(client.repeated.end(), {calls.retryOf, 0});
    }
    ++known->again;
}

} // namespace

/// Its entry, made when it is new.
ClientFacts &ClientTally::clientOf(
    QByteArrayView origin, QByteArrayView agent, QByteArrayView peer, Micros at)
{
    const QByteArrayView address = peerAddress(peer);
    const auto known = std::find_if(m_clients.begin(), m_clients.end(), [&](const ClientFacts &client) {
        return client.origin == origin && (!origin.isEmpty() || client.agent == agent) &&
               client.address == address;
    });
    if (known != m_clients.end())
        return *known;
    if (m_clients.size() >= MaxClients) {
        m_clients.erase(std::min_element(m_clients.begin(), m_clients.end(),
            [](const ClientFacts &a, const ClientFacts &b) { return a.lastAt < b.lastAt; }));
    }
    ClientFacts &client = m_clients.emplace_back();
    client.origin = origin.toByteArray();
    client.agent = agent.toByteArray();
    client.address = address.toByteArray();
    client.firstAt = at;
    return client;
}

void ClientTally::add(const Request &request, const Calls &calls)
{
    if (request.code.startsWith("tls_") && request.method.isEmpty())
        return addHandshake(request);
    if (request.secure)
        forgetHandshakes(peerAddress(request.peer));
    const Micros at = request.receivedAt;
    ClientFacts &client = clientOf(
        headerValue(request.headers, "origin"), headerValue(request.headers, "user-agent"), request.peer, at);
    client.lastAt = at;
    ++client.requests;
    if (const QByteArray host = headerValue(request.headers, "host"); !host.isEmpty())
        assign(client.host, host);
    if (pathOf(request.target).contains("/v1/v1")) {
        ++client.doubled;
        client.doubledTarget = request.target;
    }
    if (request.kind == RequestKind::Preflight) {
        ++client.preflights;
        client.preflightAt = at;
        client.preflightTarget = request.target;
        return;
    }
    client.preflights = 0;
    if (calls.count > 0) {
        noteCalls(client, calls);
        if (request.status < 400) // what was refused is sent again by right
            noteRepeats(client, calls);
    }
    if (request.kind == RequestKind::Settings) {
        ++client.settingsAsked;
        client.settingsAt = at;
        client.settingsTarget = request.target;
        client.settingsKey = request.writeKey;
    }
    if (request.code == LanRefusalCode) {
        ++client.withoutSecret;
        client.withoutSecretTarget = request.target;
        return;
    }
    client.withoutSecret = 0;
    if (request.status >= 400) {
        ++client.refused;
        client.refusedStatus = request.status;
        client.refusedTarget = request.target;
        client.refusedReason = request.reason;
    } else {
        client.refused = 0;
    }
}

/// Nothing is known of the client but its address.
void ClientTally::addHandshake(const Request &request)
{
    ClientFacts &client = clientOf({}, {}, request.peer, request.receivedAt);
    client.lastAt = request.receivedAt;
    ++client.tlsFailures;
    client.tlsCode = request.code;
    client.tlsReason = request.reason;
}

/// Whoever could not speak TLS from there can now.
void ClientTally::forgetHandshakes(QByteArrayView address)
{
    for (ClientFacts &client : m_clients) {
        if (client.address == address)
            client.tlsFailures = 0;
    }
    std::erase_if(
        m_clients, [](const ClientFacts &client) { return client.requests == 0 && client.tlsFailures == 0; });
}

} // namespace spectap
