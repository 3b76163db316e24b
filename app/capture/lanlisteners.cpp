// SPDX-License-Identifier: MIT
#include "app/capture/lanlisteners.h"

#include "app/capture/lanaddresses.h"

namespace spectap {

namespace {

QString words(const SocketListener &listener, const QHostAddress &address, quint16 port)
{
    const QString place = QStringLiteral("%1, port %2").arg(address.toString()).arg(port);
    switch (listener.serverError()) {
    case QAbstractSocket::AddressInUseError:
        return QStringLiteral("Another program listens on %1. Stop it, or choose another port.").arg(place);
    case QAbstractSocket::SocketAddressNotAvailableError:
        return QStringLiteral("%1 is no address of this machine now. Name one of its own with --host, or "
                              "leave the choice to Spectap.")
            .arg(address.toString());
    case QAbstractSocket::SocketAccessError:
        return QStringLiteral("The system does not let Spectap listen on %1. Choose a port above 1023, or "
                              "allow it in the firewall.")
            .arg(place);
    default:
        return QStringLiteral("Cannot listen on %1: %2. Choose another port or address.")
            .arg(place, listener.errorString());
    }
}

} // namespace

LanListeners::LanListeners(SocketListener::Accept accept)
    : m_accept(std::move(accept))
{
}

QList<QHostAddress> LanListeners::wanted() const
{
    if (m_host.isEmpty())
        return lanAddresses(LanReach::Likely);
    const QHostAddress address(m_host);
    if (address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6)
        return lanAddresses(LanReach::Every);
    return {address};
}

void LanListeners::open(const QString &host, quint16 port)
{
    close();
    m_host = host;
    m_tried = wanted();
    if (m_tried.isEmpty())
        m_problem =
            QStringLiteral("This machine has no address in a local network. Connect it to one; Spectap "
                           "listens there as soon as it is.");
    for (const QHostAddress &address : qAsConst(m_tried)) {
        auto listener = std::make_unique<SocketListener>(m_accept);
        if (listener->listen(address, port)) {
            m_listeners.push_back(std::move(listener));
            m_addresses += address;
        } else if (m_problem.isEmpty()) {
            m_problem = words(*listener, address, port);
        }
    }
    if (!m_addresses.isEmpty())
        m_problem.clear(); // an address that is just being set up must not cry
}

void LanListeners::close()
{
    m_listeners.clear();
    m_tried.clear();
    m_addresses.clear();
    m_problem.clear();
}

bool LanListeners::isOutdated() const
{
    return wanted() != m_tried;
}

} // namespace spectap
