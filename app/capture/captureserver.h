// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/arrival.h"
#include "app/capture/connection.h"
#include "app/capture/endpoint.h"
#include "app/capture/langate.h"
#include "app/capture/lanlisteners.h"
#include "app/capture/tlsidentity.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace spectap {

/// The capture thread's side of the endpoint: listeners, arrivals that become connections, and
/// the way of answers back to them.
class CaptureServer final : public QObject, public ConnectionHost, public ArrivalHost
{
    Q_OBJECT

public:
    CaptureServer(Intake *intake, CertificateStore certificates);
    ~CaptureServer() override;

    /// changed() follows.
    void listen(quint16 port);
    /// From now on, whether it listens or not; changed() follows if it does. Connections that came from the
    /// network end with nothing; those of this machine do not notice.
    void setLan(const std::optional<LanAccess> &access);
    void setLargestBody(qsizetype bytes) { m_largestBody = bytes; }
    /// Accepts no more; stopped() once the requests under way are answered.
    void stop();
    /// From any thread: hands answers over, with one event however many there are.
    void reply(std::vector<IntakeReply> &&replies);

signals:
    void changed(const spectap::EndpointState &state);
    void stopped();
    /// See Endpoint::noticed().
    void noticed(const QString &notice);

private:
    [[nodiscard]] bool offer(Request &&request, ReplyTicket ticket, bool isCallRoute) override;
    [[nodiscard]] quint16 port() const override { return m_port; }
    [[nodiscard]] CaptureTally tally() const override { return m_intake->tally(); }
    [[nodiscard]] AnswerPolicy answerPolicy() const override { return m_intake->answerPolicy(); }
    [[nodiscard]] qsizetype largestBody() const override { return m_largestBody; }
    void hideSecrets(Request &request) const override;
    [[nodiscard]] QByteArrayView date() override;
    void finished(quint64 connection) override;
    void keep(Request &&request, bool isCallRoute) override;
    [[nodiscard]] Result<QSslConfiguration> tlsConfiguration() override;
    [[nodiscard]] QStringList tlsNames() const override { return m_identity.names(); }
    void arrived(quint64 id, QTcpSocket *socket) override;
    void left(quint64 id, Request *record) override;

    [[nodiscard]] EndpointState listenHere(quint16 port);
    void openLan();
    void closeLan();
    void followNetwork();
    void accept(qintptr descriptor, bool stranger);
    [[nodiscard]] bool hasRoomFor(const QHostAddress &stranger) const;
    Connection *addConnection(quint64 id, QTcpSocket *socket);
    void forget(quint64 arrival);
    bool offerKept();
    void deliver();
    void resumeAll();
    void checkTime();
    void stopIfDone();

    Intake *m_intake;
    std::unique_ptr<SocketListener> m_v4;
    std::unique_ptr<SocketListener> m_v6;
    std::optional<LanAccess> m_lan; ///< wanted
    LanListeners m_lanListeners;
    LanGate m_gate;
    /// Arrivals and connections that came from the network. This machine's own count when they come by such
    /// an address: there is no telling them apart.
    std::unordered_map<quint64, QHostAddress> m_strangers;
    int m_networkTicks = 0;
    qsizetype m_largestBody = MaxBodyBytes;
    EndpointState m_state;
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
