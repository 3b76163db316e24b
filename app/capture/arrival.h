// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"
#include "model/support/result.h"

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>

class QTcpSocket;

namespace spectap {

struct TlsRefusal;

/// What an arrival needs of the server it came to.
class ArrivalHost
{
public:
    virtual ~ArrivalHost() = default;
    [[nodiscard]] virtual Result<QSslConfiguration> tlsConfiguration() = 0;
    [[nodiscard]] virtual QStringList tlsNames() const = 0;
    /// HTTP can begin on `socket`, which is no longer the arrival's; bytes may wait in it.
    virtual void arrived(quint64 id, QTcpSocket *socket) = 0;
    /// There will be no HTTP. `record` tells why, where there is something to tell.
    virtual void left(quint64 id, Request *record) = 0;
};

/// A client that was accepted and has not begun with HTTP yet. Its first byte tells whether it speaks TLS,
/// and then this is where the handshake succeeds or fails. Belongs to the capture thread.
class Arrival final : public QObject
{
    Q_OBJECT

public:
    /// Takes over `socket`, which is connected; a QSslSocket where TLS is to be spoken.
    Arrival(quint64 id, QTcpSocket *socket, ArrivalHost &host);

    /// Looks at what has come already; may call back.
    void begin();
    /// Gives up on who says nothing or is stuck in the handshake. `now` in milliseconds.
    void checkTime(qint64 now);

private:
    void look();
    void startTls();
    void handOver();
    void socketFailed();
    void refuse(const TlsRefusal &refusal);
    void leave(Request *record);

    const quint64 m_id;
    QTcpSocket *m_socket;
    ArrivalHost &m_host;
    QByteArray m_peer;
    qint64 m_since;      ///< of the connection, then of the handshake; steady milliseconds
    int m_alert = -1;    ///< the TLS alert that the client sent last
    bool m_tls = false;  ///< in the handshake
    bool m_over = false; ///< handed over or left
};

/// "127.0.0.1:51234" or "[::1]:51234".
[[nodiscard]] QByteArray peerOf(const QTcpSocket &socket);

} // namespace spectap
