// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/certificatenames.h"
#include "app/capture/certificatestore.h"
#include "tests/capture/captureclient.h"

#include <QSemaphore>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QThread>

#include <memory>
#include <mutex>

namespace spectap::test {

/// A TLS client that verifies what it is shown.
class TlsClient
{
public:
    enum class Name : quint8
    {
        Verified,
        Ignored ///< takes a certificate for any name
    };

    /// Trusts nobody.
    explicit TlsClient(quint16 port)
    {
        connectTo(port, {}, QStringLiteral("localhost"), QHostAddress::LocalHost);
    }
    /// Trusts the authority of `store`.
    TlsClient(quint16 port, const CertificateStore &store, const QString &name = QStringLiteral("localhost"),
        const QHostAddress &address = QHostAddress(QHostAddress::LocalHost), Name check = Name::Verified)
    {
        // as `spectap cert` would: there is something to trust before the first connection
        (void)store.open(endpointNames(QSysInfo::machineHostName()), QDateTime::currentDateTimeUtc());
        if (check == Name::Ignored)
            QObject::connect(
                &m_socket, &QSslSocket::sslErrors, &m_socket, [this](const QList<QSslError> &errors) {
                    if (errors.size() == 1 && errors.front().error() == QSslError::HostNameMismatch)
                        m_socket.ignoreSslErrors();
                });
        connectTo(port, QSslCertificate::fromPath(store.certificatePath()), name, address);
    }

    [[nodiscard]] bool encrypted() const { return m_socket.isEncrypted(); }
    QSslSocket &socket() { return m_socket; }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite() > 0 &&
               m_socket.state() == QAbstractSocket::ConnectedState && m_socket.bytesAvailable() == 0)
            m_socket.waitForBytesWritten(50);
    }

    WireAnswer answer() { return readAnswer(m_socket, m_in); }
    WireAnswer exchange(const QByteArray &request)
    {
        send(request);
        return answer();
    }

private:
    void connectTo(
        quint16 port, const QList<QSslCertificate> &trusted, const QString &name, const QHostAddress &address)
    {
        QSslConfiguration configuration;
        configuration.setCaCertificates(trusted);
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        configuration.setProtocol(QSsl::TlsV1_2OrLater);
        configuration.setAllowedNextProtocols({QByteArrayLiteral("h2"), QByteArrayLiteral("http/1.1")});
        m_socket.setSslConfiguration(configuration);
        m_socket.setPeerVerifyName(name);
        m_socket.connectToHost(address, port);
        if (!m_socket.waitForConnected(Patience))
            return;
        m_socket.startClientEncryption();
        m_socket.waitForEncrypted(Patience);
    }

    QSslSocket m_socket;
    QByteArray m_in;
};

/// The first message of a real TLS client.
inline QByteArray clientHello()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return {};
    QSslSocket client;
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.serverPort());
    if (!server.waitForNewConnection(Patience))
        return {};
    const std::unique_ptr<QTcpSocket> accepted(server.nextPendingConnection());
    QByteArray hello;
    const auto whole = [&hello] {
        return hello.size() >= 5 && hello.size() >= 5 + (uchar(hello[3]) << 8 | uchar(hello[4]));
    };
    while (!whole()) {
        client.waitForConnected(10);
        client.waitForBytesWritten(10);
        client.waitForReadyRead(10);
        accepted->waitForReadyRead(10);
        hello += accepted->readAll();
    }
    client.abort();
    return hello;
}

/// Stands between a client and the server and hands the client's bytes on one by one.
class TrickleRelay
{
public:
    explicit TrickleRelay(quint16 target)
        : m_thread(QThread::create([this, target] { run(target); }))
    {
        m_thread->start();
        m_ready.acquire();
    }
    ~TrickleRelay()
    {
        m_thread->requestInterruption();
        m_thread->wait();
    }
    Q_DISABLE_COPY_MOVE(TrickleRelay)

    [[nodiscard]] quint16 port() const { return m_port; }
    /// Sends bytes to the server that the client knows nothing of.
    void inject(const QByteArray &bytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_injected += bytes;
    }

private:
    void run(quint16 target)
    {
        QTcpServer listener;
        listener.listen(QHostAddress::LocalHost);
        m_port = listener.serverPort();
        m_ready.release();
        while (!listener.waitForNewConnection(10)) {
            if (m_thread->isInterruptionRequested())
                return;
        }
        const std::unique_ptr<QTcpSocket> client(listener.nextPendingConnection());
        QTcpSocket server;
        server.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        server.connectToHost(QHostAddress(QHostAddress::LocalHost), target);
        server.waitForConnected(Patience);
        while (!m_thread->isInterruptionRequested() && server.state() == QAbstractSocket::ConnectedState) {
            client->waitForReadyRead(1);
            QByteArray bytes = client->readAll();
            {
                const std::scoped_lock lock(m_mutex);
                bytes += std::exchange(m_injected, {});
            }
            for (const char byte : bytes) {
                server.write(&byte, 1);
                server.waitForBytesWritten(Patience);
            }
            server.waitForReadyRead(1);
            client->write(server.readAll());
            client->flush();
        }
        client->write(server.readAll());
        client->disconnectFromHost();
    }

    std::unique_ptr<QThread> m_thread;
    QSemaphore m_ready;
    quint16 m_port = 0;
    std::mutex m_mutex;
    QByteArray m_injected; ///< guarded
};

} // namespace spectap::test
