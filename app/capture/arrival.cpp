// SPDX-License-Identifier: MIT
#include "app/capture/arrival.h"

#include "app/capture/steadytime.h"
#include "app/capture/tlsrefusal.h"

#include <QHostAddress>
#include <QSslSocket>

#include <utility>

namespace spectap {

namespace {

/// The record type of a TLS handshake (RFC 8446 5.1); no HTTP method begins with it.
constexpr char HandshakeRecord = 0x16;
/// As long as a kept-alive connection may wait for its next request.
constexpr qint64 SilenceTimeout = 120'000;
/// For the whole handshake, however the client doles it out.
constexpr qint64 HandshakeTimeout = 30'000;

} // namespace

QByteArray peerOf(const QTcpSocket &socket)
{
    const QHostAddress address = socket.peerAddress();
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (v6 ? '[' + address.toString().toLatin1() + ']' : address.toString().toLatin1()) + ':' +
           QByteArray::number(socket.peerPort());
}

Arrival::Arrival(quint64 id, QTcpSocket *socket, ArrivalHost &host)
    : m_id(id)
    , m_socket(socket)
    , m_host(host)
    , m_peer(peerOf(*socket))
    , m_since(steadyMillis())
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(SocketReadBuffer);
    connect(m_socket, &QTcpSocket::readyRead, this, &Arrival::look);
    connect(m_socket, &QTcpSocket::disconnected, this, &Arrival::socketFailed);
}

void Arrival::begin()
{
    if (m_socket->bytesAvailable() > 0)
        look();
}

void Arrival::look()
{
    char first = 0;
    if (m_tls || m_over || m_socket->peek(&first, 1) != 1)
        return;
    if (first == HandshakeRecord && qobject_cast<QSslSocket *>(m_socket))
        startTls();
    else
        handOver();
}

void Arrival::startTls()
{
    m_tls = true;
    m_since = steadyMillis();
    const Result<QSslConfiguration> configuration = m_host.tlsConfiguration();
    if (!configuration) {
        refuse({QByteArrayLiteral("tls_no_certificate"), configuration.error().message});
        return;
    }
    auto *socket = qobject_cast<QSslSocket *>(m_socket);
    connect(socket, &QSslSocket::encrypted, this, &Arrival::handOver);
    connect(socket, &QSslSocket::errorOccurred, this, &Arrival::socketFailed);
    connect(socket, &QSslSocket::alertReceived, this,
        [this](QSsl::AlertLevel, QSsl::AlertType type) { m_alert = static_cast<int>(type); });
    socket->setSslConfiguration(*configuration);
    socket->startServerEncryption();
}

void Arrival::handOver()
{
    if (std::exchange(m_over, true))
        return;
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    m_host.arrived(m_id, std::exchange(m_socket, nullptr));
}

/// The client is gone, or the handshake is; both may be said of one failure.
void Arrival::socketFailed()
{
    if (m_over)
        return;
    if (!m_tls) { // came and went without a word: port scanners, pools that warm up
        leave(nullptr);
        return;
    }
    const bool hungUp = m_socket->error() == QAbstractSocket::RemoteHostClosedError || m_socket->error() < 0;
    if (m_alert >= 0)
        refuse(refusalOfAlert(m_alert, m_host.tlsNames()));
    else
        refuse(hungUp ? refusalOfHangUp() : refusalOfError(m_socket->errorString()));
}

void Arrival::refuse(const TlsRefusal &refusal)
{
    Request record = refusal.record(m_peer);
    leave(&record);
}

void Arrival::leave(Request *record)
{
    if (std::exchange(m_over, true))
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_host.left(m_id, record);
}

void Arrival::checkTime(qint64 now)
{
    if (m_tls && now - m_since > HandshakeTimeout)
        refuse(refusalOfTimeout(int(HandshakeTimeout / 1000)));
    else if (!m_tls && now - m_since > SilenceTimeout)
        leave(nullptr);
}

} // namespace spectap
