// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QString>

namespace spectap {

/// What strangers of the local network have to know to be let in: either of the two, 130 random bits each.
struct LanSecrets
{
    QByteArray prefix;   ///< first segment of the path, without slashes
    QByteArray writeKey; ///< for SDKs that drop the path of a host

    /// From the system's random source.
    [[nodiscard]] static LanSecrets random();
    [[nodiscard]] bool isEmpty() const { return prefix.isEmpty() || writeKey.isEmpty(); }
    friend bool operator==(const LanSecrets &, const LanSecrets &) = default;
};

/// Whether the two are the same, in a time that tells nothing of where they differ.
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

/// Keeps the secrets of this user, so that phones find the same address after a restart.
class LanSecretStore
{
public:
    explicit LanSecretStore(QString path = defaultPath());
    /// In the data folder of the user.
    [[nodiscard]] static QString defaultPath();

    /// What was kept; made when there is nothing, or nothing that is of use.
    [[nodiscard]] Result<LanSecrets> open() const;
    /// New ones: whoever knew the old ones is a stranger again.
    [[nodiscard]] Result<LanSecrets> renew() const;

private:
    QString m_path;
};

} // namespace spectap
