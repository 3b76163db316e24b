// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/certificatestore.h"

#include <QSslConfiguration>

#include <functional>
#include <optional>

namespace spectap {

/// What the endpoint shows to clients that speak TLS: a certificate that is issued when the first of them
/// comes, and again before it expires, or when the authority behind it was removed or replaced. Nothing of
/// it is written to disk but the authority.
class TlsIdentity
{
public:
    explicit TlsIdentity(CertificateStore store);

    /// `notice` is called when clients must be told to trust another authority than before.
    [[nodiscard]] Result<QSslConfiguration> configuration(
        const QDateTime &now, const std::function<void(const QString &)> &notice);
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// Listened on beyond this machine's own: the next certificate is for them too.
    void setAddresses(const QStringList &addresses);

private:
    CertificateStore m_store;
    QDateTime m_stamp; ///< of the authority that issued
    QDateTime m_issuedAt;
    QDateTime m_renewAt;
    std::optional<QSslConfiguration> m_configuration; ///< none is made before it is needed
    QStringList m_names;
    QStringList m_addresses;
};

} // namespace spectap
