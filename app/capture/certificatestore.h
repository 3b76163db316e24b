// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/authority.h"

#include <optional>

namespace spectap {

/// The certificate authority of this user, on disk. One file holds key and certificate and is the truth; the
/// certificate alone lies beside it for clients to be pointed to, and is written anew when it is not the
/// same. Whatever number of processes open it at once, they get the same authority.
class CertificateStore
{
public:
    explicit CertificateStore(QString folder = defaultFolder());
    /// In the data folder of the user.
    [[nodiscard]] static QString defaultFolder();

    /// The certificate that clients are told to trust.
    [[nodiscard]] QString certificatePath() const;

    struct Opened
    {
        Authority authority;
        bool made = false; ///< there was none, or none that could be used
        QString notice;    ///< what people must know: trust given so far does not hold any more
    };
    /// The authority on disk; made for `names` when there is none, or when it is broken, expired or not
    /// ours. A file that cannot be used is kept under another name.
    [[nodiscard]] Result<Opened> open(const QStringList &names, const QDateTime &now) const;

    /// Removes the authority; true when there was one.
    [[nodiscard]] Result<bool> remove() const;

    /// Changes when another process removes or replaces the authority.
    [[nodiscard]] QDateTime stamp() const;

private:
    /// What is on disk: an authority, or why there is none that can be used.
    struct Found
    {
        std::optional<Authority> authority;
        QString unusable;
        std::optional<Error> error;
    };

    [[nodiscard]] QString authorityPath() const;
    [[nodiscard]] QString lockPath() const;
    [[nodiscard]] Found find(const QDateTime &now) const;
    [[nodiscard]] Result<Opened> replace(
        const QStringList &names, const QDateTime &now, const QString &unusable) const;
    [[nodiscard]] Result<void> publish(const Authority &authority) const;

    QString m_folder;
};

} // namespace spectap
