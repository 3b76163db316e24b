// SPDX-License-Identifier: MIT
#include "app/capture/tlsrefusal.h"

#include "app/capture/steadytime.h"

#include <array>

namespace spectap {

namespace {

struct Alert
{
    int number;
    const char *name; ///< as RFC 8446 spells it
};

constexpr std::array Alerts{Alert{0, "close_notify"}, Alert{10, "unexpected_message"},
    Alert{20, "bad_record_mac"}, Alert{22, "record_overflow"}, Alert{40, "handshake_failure"},
    Alert{42, "bad_certificate"}, Alert{43, "unsupported_certificate"}, Alert{44, "certificate_revoked"},
    Alert{45, "certificate_expired"}, Alert{46, "certificate_unknown"}, Alert{47, "illegal_parameter"},
    Alert{48, "unknown_ca"}, Alert{49, "access_denied"}, Alert{50, "decode_error"},
    Alert{51, "decrypt_error"}, Alert{70, "protocol_version"}, Alert{71, "insufficient_security"},
    Alert{80, "internal_error"}, Alert{86, "inappropriate_fallback"}, Alert{90, "user_canceled"},
    Alert{109, "missing_extension"}, Alert{110, "unsupported_extension"}, Alert{112, "unrecognized_name"},
    Alert{116, "certificate_required"}, Alert{120, "no_application_protocol"}};

constexpr char HowToTrust[] = "Have it trust Spectap's certificate: spectap cert --install-help";

QString named(int alert)
{
    for (const Alert &known : Alerts) {
        if (known.number == alert)
            return QString::fromLatin1(known.name);
    }
    return QString::number(alert);
}

} // namespace

Request TlsRefusal::record(const QByteArray &peer) const
{
    Request request;
    request.kind = RequestKind::Rejected;
    request.receivedAt = wallMicros();
    request.peer = peer;
    request.code = code;
    request.reason = reason.toUtf8();
    return request;
}

TlsRefusal refusalOfAlert(int alert, const QStringList &names)
{
    const QString name = named(alert);
    const QByteArray code = "tls_" + name.toLatin1();
    switch (alert) {
    case 0:
    case 90:
        return {
            code, QStringLiteral("The client broke the TLS handshake off (alert %1). If it does not trust "
                                 "the certificate: spectap cert --install-help")
                      .arg(name)};
    case 48:
        return {code, QStringLiteral("The client does not trust the certificate (TLS alert %1). %2")
                          .arg(name, QLatin1String(HowToTrust))};
    case 42:
    case 43:
    case 44:
    case 46:
    case 49:
        return {code, QStringLiteral("The client refused the certificate (TLS alert %1): it does not trust "
                                     "it, or asked for another name than %2. %3")
                          .arg(name, names.join(QStringLiteral(", ")), QLatin1String(HowToTrust))};
    case 45:
        return {code, QStringLiteral("The client takes the certificate for expired (TLS alert %1). Compare "
                                     "the clocks of both sides.")
                          .arg(name)};
    case 70:
        return {code, QStringLiteral("The client wants another version of TLS (alert %1). Spectap speaks "
                                     "TLS 1.2 and 1.3.")
                          .arg(name)};
    default:
        return {code, QStringLiteral("The client broke the TLS handshake off (alert %1).").arg(name)};
    }
}

TlsRefusal refusalOfError(const QString &words)
{
    if (words.contains(QLatin1String("unsupported protocol")) ||
        words.contains(QLatin1String("version too low"))) {
        return {QByteArrayLiteral("tls_protocol_version"),
            QStringLiteral("The client speaks only versions of TLS that are no longer safe. Spectap speaks "
                           "TLS 1.2 and 1.3: update the client, or use http://.")};
    }
    if (words.contains(QLatin1String("no shared cipher")))
        return {QByteArrayLiteral("tls_no_shared_cipher"),
            QStringLiteral("The client offers no TLS cipher that Spectap has. Update the client, or use "
                           "http://.")};
    // OpenSSL's words stand at the end: "error:0A00010B:SSL routines::wrong version number"
    const QString core = words.section(QLatin1String("::"), -1).trimmed();
    return {QByteArrayLiteral("tls_handshake"),
        QStringLiteral("What the client sent began like TLS and was none (%1). Look at what it really "
                       "sends, or use http://.")
            .arg(core)};
}

TlsRefusal refusalOfHangUp()
{
    return {QByteArrayLiteral("tls_hung_up"),
        QStringLiteral("The client hung up in the middle of the TLS handshake without a reason. Most often "
                       "it does not trust the certificate: spectap cert --install-help")};
}

TlsRefusal refusalOfTimeout(int seconds)
{
    return {QByteArrayLiteral("tls_timeout"),
        QStringLiteral("The client began a TLS handshake and did not finish it within %1 seconds.")
            .arg(seconds)};
}

TlsRefusal refusalOfUnused()
{
    return {QByteArrayLiteral("tls_unused"),
        QStringLiteral("The client closed the connection right after the TLS handshake, without a request. "
                       "Node does so when it does not trust the certificate: spectap cert --install-help")};
}

TlsRefusal refusalOfBreak()
{
    return {QByteArrayLiteral("tls_broken"),
        QStringLiteral(
            "What came over a TLS connection could not be decrypted, so the connection was closed. "
            "Look for a proxy in between.")};
}

} // namespace spectap
