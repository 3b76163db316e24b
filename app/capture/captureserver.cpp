// SPDX-License-Identifier: MIT
#include "app/capture/captureserver.h"

#include "app/capture/lanaddresses.h"
#include "app/capture/steadytime.h"

#include <QSslSocket>
#include <QTcpServer>

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Sockets open at once; a process may have 1024 files and the session needs some.
constexpr std::size_t MaxConnections = 512;
/// Of them, those that come from the network: strangers must not keep this machine's own out.
constexpr std::size_t MaxStrangers = 64;
/// And of those, what one device may have; a browser opens six to a server.
constexpr int MaxOfOneStranger = 16;
/// So many times the clock ticks between two looks at the addresses of this machine.
constexpr int TicksPerNetworkLook = 5;
constexpr auto ClockInterval = std::chrono::seconds(1);
/// How long stop() waits for clients that are in the middle of sending, and for answers the intake still
/// owes.
constexpr qint64 StopGrace = 2'000;
constexpr qint64 StopLimit = 15'000;
/// Ports tried after one that is taken, before any free one is suggested.
constexpr int PortsTried = 20;
/// With port 0 the system picks for 127.0.0.1; the same number must be free on ::1 too.
constexpr int PicksTried = 5;

quint16 freePortNear(quint16 port)
{
    QTcpServer probe;
    for (int i = 1; i <= PortsTried && port + i <= 65535; ++i) {
        if (probe.listen(QHostAddress::LocalHost, static_cast<quint16>(port + i)))
            return probe.serverPort();
    }
    return probe.listen(QHostAddress::LocalHost, 0) ? probe.serverPort() : quint16{0};
}

} // namespace

CaptureServer::CaptureServer(Intake *intake, CertificateStore certificates)
    : m_intake(intake)
    , m_lanListeners([this](qintptr descriptor) { accept(descriptor, true); })
    , m_identity(std::move(certificates))
    , m_clock(this)
{
    m_clock.setInterval(ClockInterval);
    connect(&m_clock, &QTimer::timeout, this, &CaptureServer::checkTime);
    connect(m_intake, &Intake::drained, this, &CaptureServer::resumeAll, Qt::QueuedConnection);
}

CaptureServer::~CaptureServer() = default;

void CaptureServer::listen(quint16 port)
{
    m_state = listenHere(port);
    if (m_state.kind == EndpointState::Kind::Listening)
        openLan();
    emit changed(m_state);
}

EndpointState CaptureServer::listenHere(quint16 port)
{
    const auto acceptor = [this](qintptr descriptor) { accept(descriptor, false); };
    EndpointState state;
    bool v6Taken = false;
    for (int pick = 0; pick < PicksTried; ++pick) {
        m_v4 = std::make_unique<SocketListener>(acceptor);
        if (!m_v4->listen(QHostAddress::LocalHost, port)) {
            const bool inUse = m_v4->serverError() == QAbstractSocket::AddressInUseError;
            state.kind = inUse ? EndpointState::Kind::PortInUse : EndpointState::Kind::Failed;
            state.port = port;
            if (inUse) {
                state.suggestedPort = freePortNear(port);
                state.message =
                    QStringLiteral("Port %1 is used by another program. Stop it, or listen on port %2.")
                        .arg(port)
                        .arg(state.suggestedPort);
            } else {
                state.message =
                    QStringLiteral("Cannot listen on 127.0.0.1, port %1: %2. Choose another port.")
                        .arg(port)
                        .arg(m_v4->errorString());
            }
            m_v4.reset();
            return state;
        }
        m_port = m_v4->serverPort();
        m_v6 = std::make_unique<SocketListener>(acceptor);
        state.ipv6 = m_v6->listen(QHostAddress::LocalHostIPv6, m_port);
        v6Taken = !state.ipv6 && m_v6->serverError() == QAbstractSocket::AddressInUseError;
        if (!v6Taken || port != 0)
            break;
    }
    if (!state.ipv6)
        m_v6.reset();
    state.kind = EndpointState::Kind::Listening;
    state.port = m_port;
    m_speaksTls = QSslSocket::supportsSsl();
    if (!m_speaksTls) {
        state.httpsProblem = QStringLiteral("https is not available: this Qt (%1) finds no OpenSSL or has no "
                                            "TLS plugin. http works.")
                                 .arg(QLatin1String(qVersion()));
    }
    if (v6Taken) {
        // an SDK that resolves localhost to ::1 would talk to that program, and its calls would be missed
        // here
        state.message = QStringLiteral("Another program listens on [::1], port %1. Point SDKs to "
                                       "http://127.0.0.1:%1 and not to localhost, or choose another port.")
                            .arg(m_port);
    }
    m_stopBy = 0;
    m_clock.start();
    return state;
}

void CaptureServer::setLan(const std::optional<LanAccess> &access)
{
    if (std::exchange(m_lan, access) == access)
        return;
    if (access)
        m_gate.open(access->secrets);
    else
        m_gate.close();
    if (m_state.kind != EndpointState::Kind::Listening)
        return;
    if (access)
        openLan();
    else
        closeLan();
    emit changed(m_state);
}

void CaptureServer::openLan()
{
    m_state.lan.reset();
    m_state.lanProblem.clear();
    if (!m_lan)
        return;
    m_lanListeners.open(m_lan->host, m_port);
    QStringList names;
    for (const QHostAddress &address : m_lanListeners.addresses())
        names += address.toString();
    m_identity.setAddresses(names);
    m_state.lanProblem = m_lanListeners.problem();
    if (names.isEmpty())
        return;
    m_state.lan = Reach::Lan{inUrl(m_lanListeners.addresses().first()), QString::fromLatin1(m_gate.base()),
        QString::fromLatin1(m_lan->secrets.writeKey)};
}

void CaptureServer::closeLan()
{
    m_lanListeners.close();
    m_identity.setAddresses({});
    m_state.lan.reset();
    m_state.lanProblem.clear();
    std::erase_if(m_arrivals, [this](const auto &entry) { return m_strangers.erase(entry.first) > 0; });
    std::vector<Connection *> strangers;
    for (const auto &[id, connection] : m_connections) {
        if (m_strangers.contains(id))
            strangers.push_back(connection.get());
    }
    for (Connection *connection : strangers)
        connection->finish();
}

/// The machine may be carried to another network.
void CaptureServer::followNetwork()
{
    if (!m_lan || m_state.kind != EndpointState::Kind::Listening || !m_lanListeners.isOutdated())
        return;
    openLan();
    emit changed(m_state);
}

/// A QSslSocket that is not asked for TLS is a plain socket, so that the first byte can decide.
void CaptureServer::accept(qintptr descriptor, bool stranger)
{
    std::unique_ptr<QTcpSocket> socket(m_speaksTls ? new QSslSocket : new QTcpSocket);
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (stranger && !hasRoomFor(socket->peerAddress()))
        return; // hung up on without a word: an answer would take a socket as well
    const quint64 id = ++m_lastId;
    if (stranger)
        m_strangers.emplace(id, socket->peerAddress());
    if (m_arrivals.size() + m_connections.size() >= MaxConnections) {
        addConnection(id, socket.release())->turnAway();
        return;
    }
    auto arrival = std::make_unique<Arrival>(id, socket.release(), *this);
    Arrival *accepted = arrival.get();
    m_arrivals.emplace(id, std::move(arrival));
    accepted->begin();
}

bool CaptureServer::hasRoomFor(const QHostAddress &stranger) const
{
    const auto own = std::count_if(m_strangers.begin(), m_strangers.end(),
        [&stranger](const auto &entry) { return entry.second == stranger; });
    return m_strangers.size() < MaxStrangers && own < MaxOfOneStranger;
}

Connection *CaptureServer::addConnection(quint64 id, QTcpSocket *socket)
{
    auto connection =
        std::make_unique<Connection>(id, socket, *this, m_strangers.contains(id) ? &m_gate : nullptr);
    Connection *added = connection.get();
    m_connections.emplace(id, std::move(connection));
    return added;
}

void CaptureServer::arrived(quint64 id, QTcpSocket *socket)
{
    Connection *connection = addConnection(id, socket);
    forget(id);
    connection->begin();
}

void CaptureServer::left(quint64 id, Request *record)
{
    if (record && (!m_strangers.contains(id) || m_gate.mayRecord(steadyMillis())))
        keep(std::move(*record), false);
    m_strangers.erase(id);
    forget(id);
}

void CaptureServer::forget(quint64 arrival)
{
    const auto found = m_arrivals.find(arrival);
    if (found == m_arrivals.end())
        return;
    found->second.release()->deleteLater(); // it is calling us
    m_arrivals.erase(found);
}

Result<QSslConfiguration> CaptureServer::tlsConfiguration()
{
    return m_identity.configuration(
        QDateTime::currentDateTimeUtc(), [this](const QString &notice) { emit noticed(notice); });
}

void CaptureServer::keep(Request &&request, bool isCallRoute)
{
    m_kept.push_back({std::move(request), isCallRoute});
    offerKept();
}

/// Requests whose clients are gone come before those of clients that wait.
bool CaptureServer::offerKept()
{
    while (!m_kept.empty()) {
        // ticket 0: there is no such connection, and nobody to answer
        if (!m_intake->offer(std::move(m_kept.front().request), {}, m_kept.front().isCallRoute))
            return false;
        m_kept.pop_front();
    }
    return true;
}

bool CaptureServer::offer(Request &&request, ReplyTicket ticket, bool isCallRoute)
{
    return m_intake->offer(std::move(request), ticket, isCallRoute);
}

QByteArrayView CaptureServer::date()
{
    using namespace std::chrono;
    const qint64 second = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    if (second != m_dateSecond) {
        m_dateSecond = second;
        m_date = httpDate(second);
    }
    return m_date;
}

void CaptureServer::finished(quint64 connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    found->second.release()->deleteLater(); // it is calling us
    m_connections.erase(found);
    m_strangers.erase(connection);
    if (m_stopBy != 0) // later: whoever caused this may be going through the connections
        QMetaObject::invokeMethod(this, &CaptureServer::stopIfDone, Qt::QueuedConnection);
}

void CaptureServer::hideSecrets(Request &request) const
{
    m_gate.hideSecrets(request);
}

void CaptureServer::reply(std::vector<IntakeReply> &&replies)
{
    bool first = false;
    {
        const std::scoped_lock lock(m_repliesMutex);
        first = m_replies.empty();
        if (first)
            m_replies = std::move(replies);
        else
            m_replies.insert(m_replies.end(), std::make_move_iterator(replies.begin()),
                std::make_move_iterator(replies.end()));
    }
    if (first)
        QMetaObject::invokeMethod(this, &CaptureServer::deliver, Qt::QueuedConnection);
}

void CaptureServer::deliver()
{
    m_delivering.clear();
    {
        const std::scoped_lock lock(m_repliesMutex);
        m_delivering.swap(m_replies);
    }
    // one write per socket, however many of its requests are answered
    m_answered.clear();
    for (const IntakeReply &reply : m_delivering) {
        const auto found = m_connections.find(reply.ticket.connection);
        if (found == m_connections.end())
            continue; // gone; its calls are stored all the same
        found->second->take(reply);
        if (m_answered.empty() || m_answered.back() != found->second.get())
            m_answered.push_back(found->second.get());
    }
    for (Connection *connection : m_answered)
        connection->write();
}

void CaptureServer::resumeAll()
{
    if (!offerKept())
        return;
    std::vector<Connection *> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(connection.get());
    for (Connection *connection : all)
        connection->resume();
}

void CaptureServer::checkTime()
{
    const qint64 now = steadyMillis();
    std::vector<Connection *> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(connection.get());
    for (Connection *connection : all)
        connection->checkTime(now);
    std::vector<Arrival *> arrivals;
    arrivals.reserve(m_arrivals.size());
    for (const auto &[id, arrival] : m_arrivals)
        arrivals.push_back(arrival.get());
    for (Arrival *arrival : arrivals)
        arrival->checkTime(now);
    if (++m_networkTicks % TicksPerNetworkLook == 0)
        followNetwork();
}

void CaptureServer::stop()
{
    m_v4.reset();
    m_v6.reset();
    m_lanListeners.close();
    m_state = {};
    m_arrivals.clear(); // they have sent no request
    m_stopBy = steadyMillis() + StopGrace;
    std::vector<Connection *> all;
    for (const auto &[id, connection] : m_connections)
        all.push_back(connection.get());
    for (Connection *connection : all)
        connection->finish();
    QTimer::singleShot(StopGrace, this, &CaptureServer::stopIfDone);
    QTimer::singleShot(StopLimit, this, &CaptureServer::stopIfDone);
    stopIfDone();
}

void CaptureServer::stopIfDone()
{
    if (m_stopBy == 0)
        return;
    const qint64 late = steadyMillis() - m_stopBy;
    if (late >= 0) {
        std::erase_if(m_connections, [late](const auto &entry) {
            return late >= StopLimit - StopGrace || !entry.second->isOwedAnswers();
        });
    }
    if (m_connections.empty()) {
        m_strangers.clear();
        offerKept();
        m_stopBy = 0;
        m_clock.stop();
        emit stopped();
    }
}

} // namespace spectap
