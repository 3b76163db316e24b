// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace spectap {

/// Why a TLS connection came to nothing: `code` begins with "tls_" and is stored with the rejected request,
/// so that whoever looks later can tell the cases apart; `reason` is for people.
struct TlsRefusal
{
    QByteArray code;
    QString reason;

    /// As a rejected request without method, path and answer, received now.
    [[nodiscard]] Request record(const QByteArray &peer) const;
};

/// The client said so itself. `alert`: RFC 8446 6.2. `names`: what the certificate is for.
[[nodiscard]] TlsRefusal refusalOfAlert(int alert, const QStringList &names);
/// The handshake failed on this side, in OpenSSL's words.
[[nodiscard]] TlsRefusal refusalOfError(const QString &words);
[[nodiscard]] TlsRefusal refusalOfHangUp();
[[nodiscard]] TlsRefusal refusalOfTimeout(int seconds);
/// The handshake succeeded and the client closed at once.
[[nodiscard]] TlsRefusal refusalOfUnused();

/// What came over a TLS connection could not be decrypted.
[[nodiscard]] TlsRefusal refusalOfBreak();

} // namespace spectap
