// SPDX-License-Identifier: MIT
#include "app/capture/tlsidentity.h"

#include "app/capture/certificatenames.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSysInfo>

#include <utility>

namespace spectap {

namespace {

/// So long before its end a certificate is replaced: a client with a clock ahead takes it to the last.
constexpr int RenewDaysAhead = 10;

} // namespace

TlsIdentity::TlsIdentity(CertificateStore store)
    : m_store(std::move(store))
{
}

void TlsIdentity::setAddresses(const QStringList &addresses)
{
    if (std::exchange(m_addresses, addresses) != addresses)
        m_configuration.reset();
}

Result<QSslConfiguration> TlsIdentity::configuration(
    const QDateTime &now, const std::function<void(const QString &)> &notice)
{
    // a clock that was set back makes the certificate one of the future
    const bool current = m_configuration && now >= m_issuedAt.addSecs(-3600) && now < m_renewAt;
    if (current && m_store.stamp() == m_stamp)
        return *m_configuration;

    const QStringList wanted = endpointNames(QSysInfo::machineHostName(), m_addresses);
    Result<CertificateStore::Opened> opened = m_store.open(wanted, now);
    if (!opened)
        return opened.error();
    if (!opened->notice.isEmpty())
        notice(opened->notice);
    if (!m_addresses.isEmpty() && !opened->authority.coversLocalNetworks())
        notice(
            QStringLiteral("The certificate authority was made by an earlier version and cannot vouch for an "
                           "address in the local network: from there only http works. spectap cert --remove "
                           "makes way for one that can; have clients trust that."));
    const Result<IssuedCertificate> issued = opened->authority.issue(wanted, now);
    if (!issued)
        return issued.error();

    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(issued->certificate, QSsl::Pem));
    configuration.setPrivateKey(QSslKey(issued->key, QSsl::Ec, QSsl::Pem));
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    // or the system's hundreds of authorities are loaded for every connection
    configuration.setCaCertificates({});
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    if (configuration.localCertificate().isNull() || configuration.privateKey().isNull())
        return Error{ErrorCode::Io, QStringLiteral("Qt cannot read the certificate that was just issued.")};

    m_configuration = configuration;
    m_names = issued->names;
    m_stamp = m_store.stamp();
    m_issuedAt = now;
    m_renewAt = issued->until.addDays(-RenewDaysAhead);
    return configuration;
}

} // namespace spectap
