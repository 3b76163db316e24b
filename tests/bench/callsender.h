// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QTcpSocket>

#include <atomic>
#include <thread>
#include <vector>

namespace spectap {

/// Sends calls to the endpoint from a thread of its own, as an SDK would: over one kept connection, at a
/// steady rate, reading every answer.
class CallSender final
{
public:
    /// `clock` is shared with whoever wants to know when what was sent.
    explicit CallSender(quint16 port, const QElapsedTimer &clock)
        : m_port(port)
        , m_clock(clock)
    {
    }
    ~CallSender() { wait(); }
    Q_DISABLE_COPY_MOVE(CallSender)

    /// `calls` more, `together` in a request, so many a second; 0: as fast as answers come.
    void send(quint32 calls, quint32 together, double perSecond)
    {
        wait();
        m_sent = {};
        if (perSecond > 0)
            m_sent.reserve(calls);
        m_busy = true;
        m_thread = std::thread([=, this] { run(calls, together, perSecond); });
    }
    void wait()
    {
        if (m_thread.joinable())
            m_thread.join();
    }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool hasFailed() const { return m_failed; }
    /// Nanoseconds on the clock at which the last byte of each call's request was given to the system; none
    /// of calls sent as fast as they go, whose number would be part of the memory measured. After wait().
    [[nodiscard]] const std::vector<qint64> &sentAt() const { return m_sent; }

private:
    /// A track call of about 436 bytes: an order with one product.
    static QByteArray call(quint32 n)
    {
        const QByteArray number = QByteArray::number(n);
        return R"({"type":"track","event":"Order Completed","userId":"u_)" + QByteArray::number(n % 10'000) +
               R"(","messageId":"m-)" + number +
               R"(","timestamp":"2025-11-14T10:42:07.412Z","properties":{)" + R"("order_id":"o_)" + number +
               R"(","revenue":)" + QByteArray::number(n % 500) +
               R"(.5,"currency":"EUR","coupon":"FALL10","products":[{"product_id":"p_1183","sku":"SOCK-W-M",)"
               R"("name":"Wool Socks","price":8.0,"quantity":2,"category":"Clothing"}]},"context":{"library":)"
               R"({"name":"@segment/analytics-node","version":"3.1.0"},"ip":"127.0.0.1","locale":"en-GB"}})";
    }

    void run(quint32 calls, quint32 together, double perSecond)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        if (!socket.waitForConnected()) {
            m_failed = true;
            m_busy = false;
            return;
        }
        const qint64 began = m_clock.nsecsElapsed();
        for (quint32 n = 0; n < calls && !m_failed; n += together) {
            const quint32 count = std::min(together, calls - n);
            QByteArray body = R"({"batch":[)";
            for (quint32 i = 0; i < count; ++i)
                body += (i ? "," : "") + call(m_next++);
            body += R"(],"sentAt":"2025-11-14T10:42:08.000Z"})";
            if (perSecond > 0) {
                const qint64 due = began + qint64(n / perSecond * 1e9);
                if (const qint64 early = due - m_clock.nsecsElapsed(); early > 0)
                    std::this_thread::sleep_for(std::chrono::nanoseconds(early));
            }
            socket.write("POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                         "Content-Length: " +
                         QByteArray::number(body.size()) + "\r\n\r\n" + body);
            socket.flush();
            if (perSecond > 0)
                m_sent.insert(m_sent.end(), count, m_clock.nsecsElapsed());
            while (!socket.readAll().contains("\r\n\r\n")) {
                if (!socket.waitForReadyRead(30'000)) {
                    m_failed = true;
                    break;
                }
            }
        }
        m_busy = false;
    }

    const quint16 m_port;
    const QElapsedTimer &m_clock;
    quint32 m_next = 0;
    std::vector<qint64> m_sent;
    std::atomic<bool> m_busy = false;
    std::atomic<bool> m_failed = false;
    std::thread m_thread;
};

} // namespace spectap
