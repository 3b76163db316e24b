// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace spectap {

/// Where the endpoint can be reached: what set-up snippets, the QR code and the status bar are filled with.
struct Reach
{
    /// What another machine of the local network uses. Strangers there can neither guess the prefix nor the
    /// write key; one of the two has to be in a call, since some SDKs drop the path of a host.
    struct Lan
    {
        QString host;     ///< "192.168.1.24", or "[fe80::1]" ready for a URL
        QString prefix;   ///< "/k7Qm…", in front of every path; never empty
        QString writeKey; ///< the secret write key, for SDKs that take a host only
        bool operator==(const Lan &) const = default;

        /// "http://192.168.1.24:8787/k7Qm…": what SDKs are given and the QR code leads to.
        [[nodiscard]] QString address(quint16 port) const
        {
            return QStringLiteral("http://%1:%2%3").arg(host).arg(port).arg(prefix);
        }
    };

    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 0;       ///< 0: nothing listens
    std::optional<Lan> lan; ///< set while the local network is listened to

    bool operator==(const Reach &) const = default;
};

} // namespace spectap
