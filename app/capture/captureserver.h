// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/connection.h"
#include "app/capture/endpoint.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace spectap {

class LoopbackListener;

/// The capture thread's side of the endpoint: listeners, connections, and the way of answers back to them.
class CaptureServer final : public QObject, public ConnectionHost
{
    Q_OBJECT

public:
    explicit CaptureServer(Intake *intake);
    ~CaptureServer() override;

    [[nodiscard]] EndpointState listen(quint16 port);
    /// Accepts no more; stopped() once the requests under way are answered.
    void stop();
    /// From any thread: hands answers over, with one event however many there are.
    void reply(std::vector<IntakeReply> &&replies);

signals:
    void stopped();

private:
    [[nodiscard]] bool offer(Request &&request, ReplyTicket ticket, bool isCallRoute) override;
    [[nodiscard]] quint16 port() const override { return m_port; }
    [[nodiscard]] CaptureTally tally() const override { return m_intake->tally(); }
    [[nodiscard]] AnswerPolicy answerPolicy() const override { return m_intake->answerPolicy(); }
    [[nodiscard]] QByteArrayView date() override;
    void finished(quint64 connection) override;

    void accept(qintptr descriptor);
    void deliver();
    void resumeAll();
    void checkTime();
    void stopIfDone();

    Intake *m_intake;
    std::unique_ptr<LoopbackListener> m_v4;
    std::unique_ptr<LoopbackListener> m_v6;
    std::unordered_map<quint64, std::unique_ptr<Connection>> m_connections;
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
