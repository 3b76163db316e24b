// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpServer>

#include <functional>
#include <utility>

namespace spectap {

/// A QTcpServer that hands out bare descriptors.
class SocketListener final : public QTcpServer
{
public:
    using Accept = std::function<void(qintptr)>;

    explicit SocketListener(Accept accept)
        : m_accept(std::move(accept))
    {
        constexpr int Backlog = 256;
        setListenBacklogSize(Backlog);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

private:
    Accept m_accept;
};

} // namespace spectap
