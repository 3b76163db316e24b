// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/answers.h"
#include "app/capture/lansecrets.h"
#include "app/capture/router.h"

namespace spectap {

/// The door for connections from the network: opens for requests that hold one of the secrets, and keeps
/// the others to a few lines in the log. Belongs to the capture thread.
class LanGate
{
public:
    /// The write key that is stored in place of the secret one: session files travel.
    static constexpr char StoredKey[] = "local-network";

    /// Opens to who knows one of `secrets`.
    void open(const LanSecrets &secrets)
    {
        m_secrets = secrets;
        m_isOpen = !secrets.isEmpty();
    }
    /// Opens to nobody; what hideSecrets() hides it goes on hiding, since the secrets stay good.
    void close() { m_isOpen = false; }

    /// Takes the secret prefix off the front of a target; false when it is not there.
    [[nodiscard]] bool takePrefix(QByteArray &target) const;
    [[nodiscard]] bool hasPrefix(QByteArray target) const { return takePrefix(target); }
    /// Whether the request has the secret write key in one of the places an SDK writes its key to: Basic
    /// user, X-Write-Key, query, settings path, body (of one of its calls, or around them).
    [[nodiscard]] bool holdsKey(const HttpRequest &request, const Route &route) const;
    /// "/PREFIX"
    [[nodiscard]] QByteArray base() const { return '/' + m_secrets.prefix; }
    [[nodiscard]] const QByteArray &key() const { return m_secrets.writeKey; }

    /// Takes the secrets out of a request that is going to be stored, wherever it came from: whoever gets the
    /// session's file must not be able to send to this machine. The one case where a body is not kept as it
    /// was sent.
    void hideSecrets(Request &request) const;

    /// Whether one more refusal may be written down: a stranger must not fill the disk.
    [[nodiscard]] bool mayRecord(qint64 now);
    /// What is kept of a request that was refused: no body, and of the headers those that tell who it was.
    [[nodiscard]] Request recordOf(const HttpRequest &http, QByteArrayView peer, const Answer &answer);

private:
    [[nodiscard]] bool isKey(QByteArrayView text) const;
    [[nodiscard]] bool bodyHoldsKey(const HttpRequest &request, const Route &route) const;

    LanSecrets m_secrets;
    bool m_isOpen = false;
    double m_allowance = 0;
    qint64 m_allowanceAt = 0;
    quint64 m_unrecorded = 0; ///< refusals since the last one that was written down
    quint32 m_recorded = 0;
};

/// 403 for want of a secret.
[[nodiscard]] Answer lanRefusal();

} // namespace spectap
