// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/endpoint.h"
#include "model/session/sessionreader.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace spectap::test {

/// One answer as it came over the wire.
struct Answer
{
    int status = 0; ///< 0: none came
    QByteArray head;
    QByteArray body;
    bool closed = false; ///< the connection was closed behind it
};

/// A client that sends bytes as they are and reads answers.
class RawClient
{
public:
    explicit RawClient(quint16 port, const QString &address = QStringLiteral("127.0.0.1"))
    {
        m_socket.connectToHost(address, port);
        m_socket.waitForConnected();
    }

    /// Stops when the server has hung up: a refusal may come before the request was read.
    void send(QByteArrayView bytes)
    {
        constexpr qsizetype Piece = 256 * 1024;
        for (qsizetype at = 0; at < bytes.size() && isOpen(); at += Piece) {
            const QByteArrayView piece = bytes.sliced(at, std::min(Piece, bytes.size() - at));
            m_socket.write(piece.data(), piece.size());
            while (m_socket.bytesToWrite() > Piece && isOpen() && m_socket.bytesAvailable() == 0)
                m_socket.waitForBytesWritten(50);
            if (m_socket.bytesAvailable() > 0)
                break;
        }
        m_socket.flush();
    }

    void hangUp()
    {
        m_socket.disconnectFromHost();
        if (m_socket.state() != QAbstractSocket::UnconnectedState)
            m_socket.waitForDisconnected();
    }

    Answer receive(int timeout = 20'000)
    {
        QElapsedTimer timer;
        timer.start();
        Answer answer;
        while (!parse(answer) && timer.elapsed() < timeout && (isOpen() || m_socket.bytesAvailable() > 0)) {
            m_socket.waitForReadyRead(50);
            m_buffer += m_socket.readAll();
        }
        answer.closed = !isOpen();
        return answer;
    }

    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    QTcpSocket &socket() { return m_socket; }

private:
    bool parse(Answer &answer)
    {
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        const QByteArray head = m_buffer.first(end + 4);
        const int status = head.mid(9, 3).toInt();
        if (status == 100) { // interim
            m_buffer.remove(0, end + 4);
            return parse(answer);
        }
        const QByteArray lower = head.toLower();
        const qsizetype length = lower.indexOf("content-length:");
        const qsizetype size =
            length < 0
                ? 0
                : lower.mid(length + 15, lower.indexOf('\r', length) - length - 15).trimmed().toLongLong();
        if (m_buffer.size() < end + 4 + size)
            return false;
        answer = {status, head, m_buffer.mid(end + 4, size), false};
        m_buffer.remove(0, end + 4 + size);
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// Endpoint and intake over a session file in a folder of its own.
class CaptureRig
{
public:
    /// False when something did not start.
    bool start()
    {
        Result<Catalogue> catalogue = Catalogue::bundled();
        if (!catalogue)
            return false;
        m_intake = std::make_unique<Intake>(Checker::compile(std::move(*catalogue)), nullptr);
        m_endpoint = std::make_unique<Endpoint>(m_intake.get(), certificates());
        bool open = false;
        QObject::connect(m_intake.get(), &Intake::sessionChanged, m_intake.get(), [&open] { open = true; });
        m_intake->start(path(), std::make_shared<StringPool>());
        m_endpoint->listen(0);
        return QTest::qWaitFor(
            [&] { return open && m_endpoint->state().kind == EndpointState::Kind::Listening; });
    }

    /// Everything accepted is in the file after this.
    void stop()
    {
        if (m_endpoint)
            m_endpoint->stop();
        if (m_intake)
            m_intake->stop();
    }

    [[nodiscard]] Intake &intake() { return *m_intake; }
    Endpoint &endpoint() { return *m_endpoint; }
    /// The certificate authority of this rig alone.
    [[nodiscard]] CertificateStore certificates() const
    {
        return CertificateStore(m_folder.filePath(QStringLiteral("certificate")));
    }
    [[nodiscard]] quint16 port() const { return m_endpoint->state().port; }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("test.spectap")); }

    Answer exchange(QByteArrayView request, const QString &address = QStringLiteral("127.0.0.1"))
    {
        RawClient client(port(), address);
        client.send(request);
        return client.receive();
    }

    /// The stored calls, in order. Their request bodies are shared.
    [[nodiscard]] std::vector<StoredCallDetail> calls() const
    {
        std::vector<StoredCallDetail> all;
        auto reader = SessionReader::open(path());
        if (!reader)
            return all;
        const quint32 count = (*reader)->callCount() ? *(*reader)->callCount() : 0;
        if (count == 0)
            return all;
        (void)(*reader)->calls(1, count, [&](const StoredCallDetail &detail) {
            all.push_back(detail);
            return true;
        });
        return all;
    }

    /// Stored requests that carry no call.
    [[nodiscard]] std::vector<Request> otherRequests() const
    {
        auto reader = SessionReader::open(path());
        if (!reader)
            return {};
        Result<std::vector<Request>> requests = (*reader)->requestsWithoutCalls();
        return requests ? std::move(*requests) : std::vector<Request>();
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Intake> m_intake;
    std::unique_ptr<Endpoint> m_endpoint;
};

} // namespace spectap::test
