// SPDX-License-Identifier: MIT
#include "app/capture/lanaddresses.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>

namespace spectap {

namespace {

/// How systems and their usual guests name interfaces that lead to no room: containers, virtual machines,
/// tunnels.
constexpr std::array<QLatin1String, 13> VirtualNames{QLatin1String("docker"), QLatin1String("br-"),
    QLatin1String("veth"), QLatin1String("virbr"), QLatin1String("vmnet"), QLatin1String("vboxnet"),
    QLatin1String("vethernet"), QLatin1String("tun"), QLatin1String("tap"), QLatin1String("utun"),
    QLatin1String("wg"), QLatin1String("tailscale"), QLatin1String("lxc")};

bool isVirtual(const QString &interface)
{
    return std::any_of(VirtualNames.begin(), VirtualNames.end(),
        [&interface](QLatin1String name) { return interface.startsWith(name, Qt::CaseInsensitive); });
}

bool isV4(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol;
}

bool isOfUse(const OwnAddress &own, LanReach reach)
{
    return own.isUp && !own.address.isNull() && !own.address.isLoopback() && !own.address.isLinkLocal() &&
           (reach == LanReach::Every || !isVirtual(own.interface));
}

} // namespace

bool isPrivateAddress(const QHostAddress &address)
{
    static const std::array Ranges{QHostAddress::parseSubnet(QStringLiteral("10.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("172.16.0.0/12")),
        QHostAddress::parseSubnet(QStringLiteral("192.168.0.0/16")),
        QHostAddress::parseSubnet(QStringLiteral("fc00::/7"))};
    return std::any_of(Ranges.begin(), Ranges.end(),
        [&address](const QPair<QHostAddress, int> &range) { return address.isInSubnet(range); });
}

QList<QHostAddress> lanAddressesAmong(const QList<OwnAddress> &own, LanReach reach)
{
    QList<OwnAddress> usable;
    std::copy_if(own.begin(), own.end(), std::back_inserter(usable),
        [reach](const OwnAddress &one) { return isOfUse(one, reach); });
    const bool anyPrivate = std::any_of(usable.begin(), usable.end(),
        [](const OwnAddress &one) { return isV4(one.address) && isPrivateAddress(one.address); });
    const bool all = reach == LanReach::Every;
    usable.removeIf([anyPrivate, all](const OwnAddress &one) {
        const bool isPrivate = isPrivateAddress(one.address);
        return !all && !isPrivate && (!isV4(one.address) || anyPrivate);
    });
    const auto rank = [](const OwnAddress &one) {
        return (isV4(one.address) ? 0 : 4) + (isPrivateAddress(one.address) ? 0 : 2) +
               (one.isPhysical ? 0 : 1);
    };
    std::stable_sort(usable.begin(), usable.end(),
        [&rank](const OwnAddress &a, const OwnAddress &b) { return rank(a) < rank(b); });
    QList<QHostAddress> addresses;
    for (const OwnAddress &one : usable) {
        if (!addresses.contains(one.address))
            addresses += one.address;
    }
    return addresses;
}

QList<QHostAddress> lanAddresses(LanReach reach)
{
    QList<OwnAddress> own;
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        const bool isUp = interface.flags().testFlag(QNetworkInterface::IsUp) &&
                          interface.flags().testFlag(QNetworkInterface::IsRunning);
        const bool isPhysical =
            interface.type() == QNetworkInterface::Ethernet || interface.type() == QNetworkInterface::Wifi;
        const QList<QNetworkAddressEntry> entries = interface.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            own += {interface.humanReadableName(), entry.ip(), isUp, isPhysical};
    }
    return lanAddressesAmong(own, reach);
}

QString inUrl(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + address.toString() + u']'
                                                               : address.toString();
}

} // namespace spectap
