// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"
#include "model/doctor/clientfacts.h"

#include <vector>

namespace spectap {

/// The machine word with which the endpoint refuses a request from the network that holds none of its
/// secrets.
inline constexpr char LanRefusalCode[] = "lan_secret_required";

/// Keeps ClientFacts up to date, request by request in arrival order. One thread at a time.
class ClientTally
{
public:
    /// Beyond them the client that was silent longest is forgotten.
    static constexpr std::size_t MaxClients = 64;

    /// What the calls of a request were, if it carried any.
    struct Calls
    {
        quint32 count = 0;
        quint32 retries = 0;     ///< of them, calls that came before
        quint32 retryOf = 0;     ///< seq of what the first of them repeats
        QByteArrayView writeKey; ///< of the last
        QByteArrayView library;  ///< likewise
    };

    /// `request` with the answer it got. A handshake that failed is one without a method, its code begins
    /// with "tls_".
    void add(const Request &request, const Calls &calls);
    /// In the order they came.
    [[nodiscard]] const std::vector<ClientFacts> &clients() const { return m_clients; }

private:
    void addHandshake(const Request &request);
    void forgetHandshakes(QByteArrayView address);
    ClientFacts &clientOf(QByteArrayView origin, QByteArrayView agent, QByteArrayView peer, Micros at);

    std::vector<ClientFacts> m_clients;
};

} // namespace spectap
