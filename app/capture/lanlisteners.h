// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/socketlistener.h"

#include <QHostAddress>
#include <QList>

#include <memory>
#include <vector>

namespace spectap {

/// The sockets that listen on addresses of this machine which others of the network can reach. Opening and
/// closing them leaves connections alone.
class LanListeners
{
public:
    explicit LanListeners(SocketListener::Accept accept);

    /// Listens on what `host` stands for (see LanAccess::host), as far as the system lets it.
    void open(const QString &host, quint16 port);
    void close();
    /// Whether open() would try other addresses now: the machine moved to another network.
    [[nodiscard]] bool isOutdated() const;

    /// Those listened on, best first.
    [[nodiscard]] const QList<QHostAddress> &addresses() const { return m_addresses; }
    /// Why there are none: what happened, where, what to do.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    [[nodiscard]] QList<QHostAddress> wanted() const;

    SocketListener::Accept m_accept;
    std::vector<std::unique_ptr<SocketListener>> m_listeners;
    QString m_host;
    QList<QHostAddress> m_tried;
    QList<QHostAddress> m_addresses;
    QString m_problem;
};

} // namespace spectap
