// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QTcpSocket>

namespace spectap::test {

/// How long a test waits for something that must come; never how long it takes.
inline constexpr int Patience = 20'000;

struct WireAnswer
{
    int status = 0; ///< 0: none came
    QByteArray head;
    QByteArray body;
};

inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + target +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           fields + "\r\n" + body;
}

/// Waits for bytes; false when none come any more.
inline bool readMore(QTcpSocket &socket, QByteArray &in)
{
    if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(Patience))
        return false;
    in += socket.readAll();
    return true;
}

/// The next answer; `in` holds what came behind the one before.
inline WireAnswer readAnswer(QTcpSocket &socket, QByteArray &in, bool head = false)
{
    WireAnswer result;
    qsizetype end = -1;
    while ((end = in.indexOf("\r\n\r\n")) < 0) {
        if (!readMore(socket, in))
            return result;
    }
    result.head = in.first(end + 2);
    in.remove(0, end + 4);
    result.status = result.head.mid(9, 3).toInt();
    const qsizetype at = result.head.indexOf("Content-Length: ");
    if (at < 0 || head)
        return result;
    const auto length = result.head.mid(at + 16, result.head.indexOf('\r', at) - at - 16).toLongLong();
    while (in.size() < length) {
        if (!readMore(socket, in))
            return {};
    }
    result.body = in.first(length);
    in.remove(0, length);
    return result;
}

/// A raw HTTP client that blocks: what goes over the wire is what the test says.
class CaptureClient
{
public:
    explicit CaptureClient(quint16 port, QHostAddress::SpecialAddress address = QHostAddress::LocalHost)
    {
        m_socket.connectToHost(QHostAddress(address), port);
        m_connected = m_socket.waitForConnected(Patience);
    }
    [[nodiscard]] bool connected() const { return m_connected; }
    QTcpSocket &socket() { return m_socket; }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(Patience)) {
        }
    }

    /// The next answer; `head` when it answers a HEAD request.
    WireAnswer answer(bool head = false) { return readAnswer(m_socket, m_in, head); }

    /// True when the server closes; bytes before that are an answer nobody asked for.
    bool closedByServer()
    {
        while (more()) {
        }
        return m_in.isEmpty() && m_socket.state() == QAbstractSocket::UnconnectedState;
    }

private:
    bool more() { return readMore(m_socket, m_in); }

    QTcpSocket m_socket;
    QByteArray m_in;
    bool m_connected = false;
};

} // namespace spectap::test
