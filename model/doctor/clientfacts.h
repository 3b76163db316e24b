// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QByteArray>

#include <vector>

namespace spectap {

/// What was observed of one client of the endpoint, as far as it tells whether the connection is sound. A
/// browser page is known by its origin, other programs by their User-Agent, and whoever fails before the
/// first byte of HTTP by the address.
struct ClientFacts
{
    QByteArray origin;  ///< of the page, empty for programs
    QByteArray agent;   ///< the User-Agent as sent
    QByteArray address; ///< without the port
    QByteArray library; ///< of its last call's context
    QByteArray host;    ///< where it reached the endpoint: its last Host header

    Micros firstAt = NoTime;
    Micros lastAt = NoTime;
    quint32 requests = 0;
    quint64 calls = 0;  ///< retries included
    QByteArray callKey; ///< write key of its last call

    quint32 settingsAsked = 0; ///< since its last call
    Micros settingsAt = NoTime;
    QByteArray settingsTarget;
    QByteArray settingsKey; ///< of the last settings request, calls or not

    quint32 preflights = 0; ///< since the last request that was none
    Micros preflightAt = NoTime;
    QByteArray preflightTarget;

    quint32 doubled = 0; ///< requests to a path with /v1/v1
    QByteArray doubledTarget;

    /// A call that came again although it was answered for good.
    struct Repeated
    {
        quint32 seq = 0;
        quint32 again = 0;

        friend bool operator==(const Repeated &, const Repeated &) = default;
    };
    std::vector<Repeated> repeated; ///< of late, the one that began first in front
    quint32 newSince = 0;           ///< requests in a row with new calls only

    quint32 refused = 0; ///< requests in a row
    int refusedStatus = 0;
    QByteArray refusedTarget;
    QByteArray refusedReason;

    quint32 withoutSecret = 0; ///< requests from the network in a row that were refused for want of a secret
    QByteArray withoutSecretTarget;

    quint32 tlsFailures = 0; ///< handshakes, since the last request over TLS from this address
    QByteArray tlsCode;      ///< of the last one, as it was stored: "tls_unknown_ca"
    QByteArray tlsReason;

    friend bool operator==(const ClientFacts &, const ClientFacts &) = default;
};

} // namespace spectap
