// SPDX-License-Identifier: MIT
#pragma once

#include "model/doctor/clientfacts.h"
#include "model/spec/finding.h"

#include <vector>

namespace spectap {

/// What is wrong with a client's connection, in words that name what was observed, and what mends it.
struct Diagnosis
{
    enum class Kind : quint8
    {
        Distrust,             ///< the client does not trust the certificate
        TlsBroken,            ///< a handshake that failed otherwise
        Refused,              ///< every request of late was refused
        SettingsWithoutCalls, ///< settings were asked for, calls went elsewhere or nowhere
        PreflightWithoutPost, ///< the browser asked and did not send
        DoubledVersion,       ///< paths with /v1/v1
        OtherKey,             ///< calls carry another write key than the settings were asked for
        OnlyRetries,          ///< the same calls again and again: our answers are not taken for success
        WithoutSecret,        ///< from the network, with neither of the two secrets
    };
    Kind kind = Kind::Distrust;
    Severity severity = Severity::Error;
    QByteArray client;   ///< what people would call it
    QByteArray observed; ///< one sentence
    QByteArray remedy;   ///< one line: what to change
    Micros at = NoTime;  ///< when it was seen last
};

/// How long a client may take until silence means something.
inline constexpr Micros PreflightPatience = 5'000'000;
inline constexpr Micros PagePatience = 15'000'000;
/// Mobile SDKs send every 30 seconds or 20 calls.
inline constexpr Micros ProgramPatience = 45'000'000;

/// Everything that is wrong as of `now`, worst first. `here` is the endpoint's address as clients write it,
/// "localhost:8787". Pure: a test can set the clock.
[[nodiscard]] std::vector<Diagnosis> diagnose(const ClientFacts &client, QByteArrayView here, Micros now);

/// Whether anything has come from the client that a sound connection brings: a call that was not refused.
[[nodiscard]] bool isSound(const ClientFacts &client);

/// "analytics-node 3.1.0", "the page https://shop.example", "a client at 127.0.0.1".
[[nodiscard]] QByteArray clientName(const ClientFacts &client);

/// What cannot be seen from the endpoint: a browser that blocks a public page's request to this machine, an
/// SDK that never started. One sentence each.
[[nodiscard]] std::vector<QByteArray> unseenCauses();

} // namespace spectap
