// SPDX-License-Identifier: MIT
#include "app/capture/connection.h"

#include "app/capture/arrival.h"
#include "app/capture/contentdecoding.h"
#include "app/capture/langate.h"
#include "app/capture/masking.h"
#include "app/capture/steadytime.h"
#include "app/capture/tlsrefusal.h"

#include <QSslSocket>

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Requests of one connection that may wait for their answers, or to be stored; then reading stops, so that
/// what one client sends without end cannot fill the queue in front of all others.
constexpr std::size_t MaxPipelined = 64;
/// Answers a client may leave unread; then reading stops.
constexpr qint64 MaxUnsentBytes = 256 * 1024;
/// A kept-alive connection without a request, a request that does not get on, answers that are not read.
constexpr qint64 IdleTimeout = 120'000;
constexpr qint64 StallTimeout = 30'000;
/// After a refusal the rest of what the client sends is read and dropped, so that it gets to read the answer:
/// this much, or until it has been quiet for this long.
constexpr qint64 MaxDiscardBytes = 256LL * 1024 * 1024;
constexpr qint64 LingerTime = 2'000;
/// A client that trusts the certificate sends its request at once.
constexpr qint64 UnusedTime = 3'000;

/// The body as it may be kept.
QByteArray maskedFor(const Route &route, const Request &request)
{
    if (route.reply != Route::Reply::Token)
        return maskedBody(request.body);
    const bool readable = request.encoding.isEmpty() || request.kind != RequestKind::Rejected;
    return readable ? maskedTokenBody(request.body) : QByteArray(SecretMask);
}

} // namespace

Connection::Connection(quint64 id, QTcpSocket *socket, ConnectionHost &host, LanGate *gate)
    : m_id(id)
    , m_socket(socket)
    , m_host(host)
    , m_gate(gate)
    , m_largestBody(host.largestBody())
    , m_parser(gate ? std::min(MaxStrangerBody, m_largestBody) : m_largestBody)
    , m_peer(peerOf(*socket))
    , m_began(steadyMillis())
    , m_lastProgress(m_began)
{
    if (auto *tls = qobject_cast<QSslSocket *>(socket); tls && tls->isEncrypted())
        m_tls = tls;
    if (m_tls)
        connect(m_tls, &QSslSocket::errorOccurred, this, &Connection::tlsFailed);
    m_socket->setParent(this);
    m_socket->setReadBufferSize(SocketReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &Connection::closed);
}

Connection::~Connection() = default;

/// Over TLS what was written is encrypted at once and waits below.
qint64 Connection::unsentBytes() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

bool Connection::mayRead() const
{
    return !m_closing && !m_lastAnswer && !m_waiting && m_pending.size() < MaxPipelined &&
           m_unstored < MaxPipelined && unsentBytes() < MaxUnsentBytes;
}

/// Moves what the socket has behind the bytes that are still needed.
bool Connection::fill()
{
    if (m_inPos == m_in.size()) {
        m_in.resize(0);
        m_inPos = 0;
    } else if (m_inPos > 0) {
        m_in.remove(0, m_inPos);
        m_inPos = 0;
    }
    const qsizetype kept = m_in.size();
    m_in.resize(kept + SocketReadBuffer);
    const qint64 got = m_socket->read(m_in.data() + kept, SocketReadBuffer);
    m_in.resize(kept + qMax<qint64>(got, 0));
    return got > 0;
}

void Connection::read()
{
    if (m_tls && !m_tls->isEncrypted())
        return; // Qt turns a broken TLS socket into a plain one
    noteProgress();
    m_heard = m_heard || m_socket->bytesAvailable() > 0;
    if (m_discarding) {
        m_discarded += m_socket->skip(m_socket->bytesAvailable());
        if (m_discarded > MaxDiscardBytes)
            closeGently();
        return;
    }
    for (;;) {
        m_heldUp = !mayRead();
        if (m_heldUp || (m_starved && !fill()))
            break;
        if (!m_parser.isMidRequest())
            m_requestBegan = m_lastProgress;
        const auto progress = m_parser.feed(QByteArrayView(m_in).sliced(m_inPos));
        m_inPos += progress.consumed;
        m_starved = progress.status == HttpRequestParser::Status::NeedMore || m_inPos == m_in.size();
        if (progress.status == HttpRequestParser::Status::Ready) {
            handle(m_parser.take());
        } else if (progress.status == HttpRequestParser::Status::Error) {
            refuseStream();
        } else if (m_parser.takeContinueWish()) {
            Pending interim;
            interim.bytes = QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n");
            interim.ready = true;
            m_pending.push_back(std::move(interim));
        }
    }
    write();
}

Request Connection::recordOf(HttpRequest &&http) const
{
    Request request;
    request.receivedAt = wallMicros();
    request.method = http.method;
    request.target = maskedTarget(http.target);
    request.headers = std::move(http.headers);
    request.wireBytes = http.wireBytes;
    request.encoding = {};
    for (const Header &header : request.headers) {
        if (sameHeaderName(header.name, "content-encoding"))
            request.encoding = header.value;
    }
    maskHeaders(request.headers);
    request.body = std::move(http.body);
    request.peer = m_peer;
    request.secure = m_tls != nullptr;
    return request;
}

void Connection::handle(HttpRequest &&http)
{
    const QByteArray sentTarget = http.target;
    const bool byPrefix = m_gate && m_gate->takePrefix(http.target);
    const Route route = routeRequest(http.method, http.target);
    if (m_gate && !byPrefix && !isLetIn(http, route))
        return;
    const RequestKey key = requestKey(http, route);

    Pending pending;
    pending.context = AnswerContext::of(http);
    const QByteArray base = byPrefix ? m_gate->base() : QByteArray();
    const AnswerFacts facts{m_host.port(), m_tls != nullptr, base};
    if (route.reply == Route::Reply::StatusPage)
        pending.answer = pageFor(http, facts);
    else
        pending.answer = routeAnswer(route, http, key.key, facts);
    m_lastAnswer = pending.context.close;

    const bool isPixel = route.reply == Route::Reply::Gif;
    const bool isCalls = route.kind == RequestKind::Calls;
    const QByteArray target = http.target;
    http.target = sentTarget;
    Request request = recordOf(std::move(http));
    request.kind = isPixel && pending.context.head ? RequestKind::Service : route.kind;
    request.pathType = route.pathType;
    request.writeKey = key.key;
    request.basicKey = key.fromBasic;

    if (!request.encoding.isEmpty()) {
        DecodedBody decoded = decodeBody(request.encoding, request.body, m_largestBody);
        if (decoded.ok()) {
            request.body = std::move(decoded.body);
        } else { // what was received is kept as it is, where it cannot hide a secret of the network
            if (m_gate)
                request.body.clear();
            request.kind = RequestKind::Rejected;
            request.code = decoded.code;
            request.reason = decoded.message;
            if (!isCalls || m_host.answerPolicy() != AnswerPolicy::Always200)
                pending.answer = errorAnswer(decoded.status, decoded.code, decoded.message);
            if (decoded.status == 415)
                pending.answer.fields += QByteArray("Accept-Encoding: ") + AcceptedEncodings + "\r\n";
        }
    }
    if (isPixel)
        request.body = pixelCall(target);
    else
        request.body = maskedFor(route, request);
    if (request.code.isEmpty()) {
        request.code = pending.answer.code;
        request.reason = pending.answer.message;
    }
    request.status = pending.answer.status;
    request.answer = pending.answer.body;

    m_host.hideSecrets(request);

    // Calls are answered after their commit, and so is whatever is told 200 in their place; everything else
    // is known already and only kept for the record.
    pending.ready = request.kind != RequestKind::Calls &&
                    !(request.kind == RequestKind::Rejected && request.status == 200);
    const ReplyTicket ticket{m_id, m_firstPending + m_pending.size()};
    m_pending.push_back(std::move(pending));
    ++m_unstored;
    handOver(std::move(request), ticket, route.isCallRoute);
}

void Connection::refuseStream()
{
    const HttpRequestParser::Failure failure = m_parser.failure();
    reject(m_parser.take(), failure.status, failure.code, failure.message);
    m_in.clear();
    m_inPos = 0;
    m_starved = true;
}

void Connection::reject(HttpRequest &&http, int status, QByteArrayView code, const QByteArray &message)
{
    Pending pending;
    pending.context = AnswerContext::of(http);
    pending.context.close = true;
    pending.context.head = false;
    pending.answer = errorAnswer(status, code, message);
    pending.ready = true;
    m_lastAnswer = true;
    m_discarding = true;

    if (m_gate && !m_gate->hasPrefix(http.target)) {
        keepRefused(http, pending.answer);
        m_pending.push_back(std::move(pending));
        return;
    }
    const Route route = routeRequest(http.method, http.target);
    Request request = recordOf(std::move(http));
    request.kind = RequestKind::Rejected;
    request.body = maskedFor(route, request);
    request.status = status;
    request.code = code.toByteArray();
    request.reason = message;
    request.answer = pending.answer.body;
    m_host.hideSecrets(request);
    m_pending.push_back(std::move(pending));
    handOver(std::move(request), {}, false);
}

void Connection::handOver(Request &&request, ReplyTicket ticket, bool isCallRoute)
{
    if (!m_host.offer(std::move(request), ticket, isCallRoute))
        m_waiting = Waiting{std::move(request), ticket, isCallRoute};
}

void Connection::resume()
{
    if (!m_waiting)
        return;
    Waiting waiting = std::move(*m_waiting);
    m_waiting.reset();
    handOver(std::move(waiting.request), waiting.ticket, waiting.isCallRoute);
    if (!m_waiting)
        read();
}

void Connection::take(const IntakeReply &reply)
{
    --m_unstored;
    const quint64 index = reply.ticket.request - m_firstPending;
    if (index >= m_pending.size())
        return;
    Pending &pending = m_pending[index];
    if (std::exchange(pending.ready, true))
        return; // its answer does not depend on this
    if (reply.outcome == IntakeReply::Outcome::Stored || reply.status == 200)
        return;
    pending.answer = errorAnswer(reply.status, reply.code, reply.message);
    if (reply.outcome == IntakeReply::Outcome::Failed)
        pending.answer.fields += "Retry-After: 2\r\n";
}

void Connection::write()
{
    if (m_closing)
        return;
    bool last = false;
    while (!m_pending.empty() && m_pending.front().ready) {
        const Pending &pending = m_pending.front();
        if (pending.bytes.isEmpty()) {
            appendAnswer(m_out, pending.answer, pending.context, m_host.date());
            last = pending.context.close;
        } else {
            m_out += pending.bytes;
        }
        m_pending.pop_front();
        ++m_firstPending;
    }
    if (!m_out.isEmpty()) {
        m_socket->write(m_out);
        m_out.resize(0);
        noteProgress();
    }
    const bool idle = m_pending.empty() && !m_waiting;
    if ((last && !m_discarding) || (m_finishing && idle && !m_parser.isMidRequest() && !m_discarding)) {
        closeGently();
        return;
    }
    if (unsentBytes() >= MaxUnsentBytes && !m_writeWatched) {
        m_writeWatched = true;
        const auto wrote = [this] {
            noteProgress();
            if (mayRead() && unsentBytes() < MaxUnsentBytes / 2)
                read();
        };
        if (m_tls)
            connect(m_tls, &QSslSocket::encryptedBytesWritten, this, wrote);
        else
            connect(m_socket, &QTcpSocket::bytesWritten, this, wrote);
    }
    if (mayRead() && std::exchange(m_heldUp, false))
        QMetaObject::invokeMethod(this, &Connection::read, Qt::QueuedConnection);
}

bool Connection::isOwedAnswers() const
{
    return !m_pending.empty() || m_waiting || (unsentBytes() > 0 && !m_discarding);
}

void Connection::noteProgress()
{
    m_lastProgress = steadyMillis();
}

/// A stranger gets a while for a whole request, or a few of them could keep everybody else out byte by byte.
bool Connection::isTooSlow(qint64 now) const
{
    return m_parser.isMidRequest() && now - (m_gate ? m_requestBegan : m_lastProgress) > StallTimeout;
}

void Connection::checkTime(qint64 now)
{
    const qint64 quiet = now - m_lastProgress;
    if (m_discarding) {
        if (m_pending.empty() && quiet > LingerTime)
            closeGently();
    } else if (unsentBytes() > 0) {
        if (quiet > StallTimeout)
            m_socket->abort(); // closed() follows
    } else if (m_pending.empty() && !m_waiting && !m_closing) {
        if (isTooSlow(now)) {
            reject(m_parser.take(), 408, "request_timeout",
                "The request stopped in the middle, or came too slowly. Send it in one go, or a new one.");
            write();
        } else if (quiet > IdleTimeout) {
            closeGently();
        }
    }
}

void Connection::finish()
{
    m_finishing = true;
    read();
}

void Connection::turnAway()
{
    Pending pending;
    pending.answer = errorAnswer(503, "too_many_connections",
        "Too many connections are open. Close some, or keep them alive and share them.");
    pending.answer.fields += "Retry-After: 2\r\n";
    pending.context.close = true;
    pending.ready = true;
    m_lastAnswer = true;
    m_discarding = true;
    m_pending.push_back(std::move(pending));
    write();
}

void Connection::closeGently()
{
    if (std::exchange(m_closing, true))
        return;
    m_socket->disconnectFromHost(); // sends what is left first
}

/// Qt says that it cannot decrypt, and leaves the connection open.
void Connection::tlsFailed(QAbstractSocket::SocketError error)
{
    if (error != QAbstractSocket::SslInternalError && error != QAbstractSocket::SslHandshakeFailedError)
        return;
    keepRefusal(refusalOfBreak());
    m_socket->abort(); // closed() follows
}

void Connection::keepRefusal(const TlsRefusal &refusal)
{
    m_heard = true; // said once
    if (!m_gate || m_gate->mayRecord(steadyMillis()))
        m_host.keep(refusal.record(m_peer), false);
}

void Connection::closed()
{
    const bool byClient = !m_closing && !m_discarding;
    if (byClient && m_parser.isMidRequest()) { // nobody is left to answer, but it must be seen
        reject(m_parser.take(), 400, "truncated_request",
            "The client hung up in the middle of the request. Look for a time-out or a crash on its side.");
    } else if (byClient && m_tls && !m_heard && steadyMillis() - m_began < UnusedTime) {
        keepRefusal(refusalOfUnused());
    }
    if (m_waiting) // its client is gone, what it sent is not
        m_host.keep(std::move(m_waiting->request), m_waiting->isCallRoute);
    m_closing = true;
    m_host.finished(m_id);
}

} // namespace spectap
