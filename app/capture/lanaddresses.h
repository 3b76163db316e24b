// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

namespace spectap {

/// One address of this machine and what its interface is.
struct OwnAddress
{
    QString interface; ///< "eth0"
    QHostAddress address;
    bool isUp = true;
    bool isPhysical = true; ///< a cable or radio, as far as the system knows
};

/// Which addresses of this machine others of the local network can use.
enum class LanReach : quint8
{
    Likely, ///< what a phone in the same room reaches: no tunnels, no bridges of virtual machines
    Every,
};

/// Best first: the private ones of IPv4, then any other of IPv4 only where there is no private one, then
/// unique local ones of IPv6. Loopback and link-local addresses are left out.
[[nodiscard]] QList<QHostAddress> lanAddressesAmong(const QList<OwnAddress> &own, LanReach reach);
/// The same for this machine as it is now.
[[nodiscard]] QList<QHostAddress> lanAddresses(LanReach reach);

/// Of RFC 1918 or RFC 4193: addresses that mean something else in every network.
[[nodiscard]] bool isPrivateAddress(const QHostAddress &address);
/// "192.168.1.24", "[fd00::1]".
[[nodiscard]] QString inUrl(const QHostAddress &address);

} // namespace spectap
