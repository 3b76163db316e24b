// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/arrival.h"
#include "app/capture/connection.h"
#include "app/capture/endpoint.h"
#include "app/capture/tlsidentity.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace spectap {

class LoopbackListener;

/// The capture thread's side of the endpoint: listeners, arrivals that become connections, and
/// the way of answers back to them.
class CaptureServer final : public QObject, public ConnectionHost, public ArrivalHost
{
    Q_OBJECT

public:
    CaptureServer(Intake *intake, CertificateStore certificates);
    ~CaptureServer() override;

    [[nodiscard]] EndpointState listen(quint16 port);
    /// Accepts no more; stopped() once the requests under way are answered.
    void stop();
    /// From any thread: hands answers over, with one event however many there are.
    void reply(std::vector<IntakeReply> &&replies);

signals:
    void stopped();
    /// See Endpoint::noticed().
    void noticed(const QString &notice);

private:
    [[nodiscard]] bool offer(Request &&request, ReplyTicket ticket, bool isCallRoute) override;
    [[nodiscard]] quint16 port() const override { return m_port; }
    [[nodiscard]] CaptureTally tally() const override { return m_intake->tally(); }
    [[nodiscard]] AnswerPolicy answerPolicy() const override { return m_intake->answerPolicy(); }
    [[nodiscard]] QByteArrayView date() override;
    void finished(quint64 connection) override;
    void keep(Request &&request, bool isCallRoute) override;
    [[nodiscard]] Result<QSslConfiguration> tlsConfiguration() override;
    [[nodiscard]] QStringList tlsNames() const override { return m_identity.names(); }
    void arrived(quint64 id, QTcpSocket *socket) override;
    void left(quint64 id, Request *record) override;

    void accept(qintptr descriptor);
    Connection *addConnection(quint64 id, QTcpSocket *socket);
    void forget(quint64 arrival);
    bool offerKept();
    void deliver();
    void resumeAll();
    void checkTime();
    void stopIfDone();

    Intake *m_intake;
    std::unique_ptr<LoopbackListener> m_v4;
    std::unique_ptr<LoopbackListener> m_v6;
    std::unordered_map<quint64, std::unique_ptr<Arrival>> m_arrivals;
    std::unordered_map<quint64, std::unique_ptr<Connection>> m_connections;
    TlsIdentity m_identity;
    bool m_speaksTls = false;
    struct Kept
    {
        Request request;
        bool isCallRoute = false;
    };
    std::deque<Kept> m_kept; ///< the intake was full
    quint64 m_lastId = 0;
    quint16 m_port = 0;
    QTimer m_clock;
    QByteArray m_date;
    qint64 m_dateSecond = 0;
    qint64 m_stopBy = 0;

    std::mutex m_repliesMutex;
    std::vector<IntakeReply> m_replies; ///< guarded; waiting for deliver()
    std::vector<IntakeReply> m_delivering;
    std::vector<Connection *> m_answered;
};

} // namespace spectap
