// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

namespace spectap::test {

/// A request as its bytes arrived.
struct ReceivedRequest
{
    QByteArray line;
    QByteArrayList headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &header : headers) {
            if (header.toLower().startsWith(QByteArray(name.toLower() + ':')))
                return header.sliced(name.size() + 1).trimmed();
        }
        return {};
    }
};

/// An endpoint that takes anything, answers 200 and keeps what came. One request per connection.
class RequestReceiver
{
public:
    RequestReceiver()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                auto *text = new QByteArray;
                QObject::connect(socket, &QObject::destroyed, [text] { delete text; });
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, text] {
                    *text += socket->readAll();
                    take(*socket, *text);
                });
            }
        });
    }

    [[nodiscard]] QByteArray address() const
    {
        return "http://127.0.0.1:" + QByteArray::number(m_server.serverPort());
    }
    QList<ReceivedRequest> requests;

private:
    void take(QTcpSocket &socket, const QByteArray &text)
    {
        const qsizetype end = text.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        ReceivedRequest request;
        request.headers = text.first(end).split('\n');
        for (QByteArray &header : request.headers) {
            if (header.endsWith('\r'))
                header.chop(1);
        }
        request.line = request.headers.takeFirst();
        request.body = text.sliced(end + 4);
        if (request.body.size() < request.header("Content-Length").toLongLong())
            return;
        requests.append(request);
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        socket.disconnectFromHost();
    }

    QTcpServer m_server;
};

} // namespace spectap::test
