// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/answers.h"
#include "app/capture/httprequestparser.h"
#include "app/capture/intake.h"
#include "app/capture/tally.h"

#include <QAbstractSocket>
#include <QByteArray>
#include <QObject>

#include <deque>
#include <optional>

class QSslSocket;
class QTcpSocket;

namespace spectap {

class LanGate;
struct TlsRefusal;

/// What a connection needs of the server it belongs to.
class ConnectionHost
{
public:
    virtual ~ConnectionHost() = default;
    /// See Intake::offer().
    [[nodiscard]] virtual bool offer(Request &&request, ReplyTicket ticket, bool isCallRoute) = 0;
    /// As offer(), for requests that nobody waits for; kept until the intake has room.
    virtual void keep(Request &&request, bool isCallRoute) = 0;
    [[nodiscard]] virtual quint16 port() const = 0;
    [[nodiscard]] virtual CaptureTally tally() const = 0;
    [[nodiscard]] virtual AnswerPolicy answerPolicy() const = 0;
    /// Bytes of a request's body, decoded, at most.
    [[nodiscard]] virtual qsizetype largestBody() const = 0;
    /// Takes out of a request what must not be stored: an app may use the network's secrets from this machine
    /// too.
    virtual void hideSecrets(Request &request) const = 0;
    /// The Date header's value now.
    [[nodiscard]] virtual QByteArrayView date() = 0;
    /// The connection is over and may be destroyed, though not before control is back in the event loop.
    virtual void finished(quint64 connection) = 0;
};

/// One client's socket: bytes in, requests to the intake, answers out in the order of the requests, however
/// late each becomes known. Belongs to the capture thread.
class Connection final : public QObject
{
    Q_OBJECT

public:
    /// Takes over `socket`, which is connected and, if it is a QSslSocket, may be encrypted. What comes from
    /// the network has to pass `gate`; null: this machine's own.
    Connection(quint64 id, QTcpSocket *socket, ConnectionHost &host, LanGate *gate = nullptr);
    ~Connection() override;

    /// Reads what has come already.
    void begin() { read(); }
    /// The intake's answer to request `reply.ticket.request`; write() sends it.
    void take(const IntakeReply &reply);
    /// Sends what is ready, and reads on if that made room.
    void write();
    /// The intake has room again.
    void resume();
    /// Closes what has been idle, stuck or slow for too long. `now` in milliseconds, about once a second.
    void checkTime(qint64 now);
    /// Finishes the requests under way, then closes.
    void finish();
    [[nodiscard]] bool isOwedAnswers() const;
    /// Answers 503 and closes: there are too many connections.
    void turnAway();

private:
    struct Pending
    {
        Answer answer; ///< what success looks like, until the intake says otherwise
        AnswerContext context;
        QByteArray bytes; ///< an interim answer, ready as it is
        bool ready = false;
    };
    struct Waiting
    {
        Request request;
        ReplyTicket ticket;
        bool isCallRoute = false;
    };

    void read();
    [[nodiscard]] bool fill();
    [[nodiscard]] bool mayRead() const;
    [[nodiscard]] qint64 unsentBytes() const;
    void handle(HttpRequest &&http);
    [[nodiscard]] Answer pageFor(const HttpRequest &http, const AnswerFacts &facts) const;
    [[nodiscard]] bool isLetIn(const HttpRequest &http, const Route &route);
    void turnBack(const HttpRequest &http, Answer &&answer);
    void keepRefused(const HttpRequest &http, const Answer &answer);
    void refuseStream();
    void reject(HttpRequest &&http, int status, QByteArrayView code, const QByteArray &message);
    [[nodiscard]] Request recordOf(HttpRequest &&http) const;
    void handOver(Request &&request, ReplyTicket ticket, bool isCallRoute);
    [[nodiscard]] bool isTooSlow(qint64 now) const;
    void noteProgress();
    void closeGently();
    void closed();
    void tlsFailed(QAbstractSocket::SocketError error);
    void keepRefusal(const TlsRefusal &refusal);

    const quint64 m_id;
    QTcpSocket *m_socket;
    QSslSocket *m_tls = nullptr; ///< the same socket, where it speaks TLS
    ConnectionHost &m_host;
    LanGate *m_gate;
    const qsizetype m_largestBody; ///< decoded
    HttpRequestParser m_parser;
    QByteArray m_peer;

    QByteArray m_in; ///< bytes read and not yet understood, from m_inPos on
    qsizetype m_inPos = 0;
    QByteArray m_out;                 ///< answers being joined into one write
    std::deque<Pending> m_pending;    ///< in the order of their requests
    quint64 m_firstPending = 1;       ///< number of m_pending.front()
    std::optional<Waiting> m_waiting; ///< the intake was full
    std::size_t m_unstored = 0;       ///< requests handed over whose fate is not known yet

    qint64 m_began = 0;
    qint64 m_lastProgress = 0; ///< when bytes last moved, milliseconds
    qint64 m_requestBegan = 0; ///< when the first bytes of the request came that is being read
    qint64 m_discarded = 0;
    bool m_starved = true;     ///< the parser can do nothing with what is left in m_in
    bool m_lastAnswer = false; ///< no request is read after the one whose answer is pending last
    bool m_heard = false;      ///< the client sent something
    bool m_discarding = false; ///< read and throw away until the client has seen the answer
    bool m_heldUp = false;     ///< reading stopped before all was read
    bool m_closing = false;
    bool m_finishing = false;
    bool m_writeWatched = false;
};

} // namespace spectap
