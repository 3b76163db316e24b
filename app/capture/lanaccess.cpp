// SPDX-License-Identifier: MIT
#include "app/capture/lanaccess.h"

#include "app/capture/lanaddresses.h"

#include <QHostAddress>

namespace spectap {

Result<QString> readLanHost(const QString &text)
{
    const QHostAddress address(text);
    if (address == QHostAddress::LocalHost || address == QHostAddress::LocalHostIPv6 || text == u"localhost")
        return QString();
    if (address.isNull() || address.isMulticast() || address.isBroadcast()) {
        return Error{ErrorCode::Usage,
            QStringLiteral("--host wants an IP address of this machine, such as 192.168.1.24, or 0.0.0.0 for "
                           "all of them, not \"%1\".")
                .arg(text)};
    }
    return address.toString();
}

QString likelyLanHost()
{
    const QList<QHostAddress> own = lanAddresses(LanReach::Likely);
    return own.isEmpty() ? QString() : inUrl(own.constFirst());
}

} // namespace spectap
