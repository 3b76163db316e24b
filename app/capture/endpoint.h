// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/certificatestore.h"
#include "app/capture/intake.h"
#include "app/capture/lanaccess.h"
#include "model/support/reach.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <optional>

namespace spectap {

/// Where the endpoint stands.
struct EndpointState
{
    enum class Kind : quint8
    {
        Stopped,
        Listening,
        PortInUse,
        Failed
    };
    Kind kind = Kind::Stopped;
    quint16 port = 0;
    bool ipv6 = false;             ///< ::1 listens on the same port too
    QString message;               ///< for PortInUse and Failed: what happened and what to do
    QString httpsProblem;          ///< why https does not work; empty where it does
    quint16 suggestedPort = 0;     ///< for PortInUse: a port that is free now
    std::optional<Reach::Lan> lan; ///< while others of the network can reach it
    QString lanProblem;            ///< why they cannot, though they should; calls of this machine arrive
};

/// The local capture endpoint: accepts connections on loopback and, where it is asked to, from the local
/// network; http and https on one port. Parses, routes, hands requests to the intake and answers after their
/// commit. Lives on a thread of its own; all public functions may be called
/// from the thread that owns the object, signals arrive there.
class Endpoint : public QObject
{
    Q_OBJECT

public:
    static constexpr quint16 DefaultPort = 8787;

    /// `intake` must outlive the endpoint.
    explicit Endpoint(Intake *intake, QObject *parent = nullptr);
    /// With a certificate authority other than the user's.
    Endpoint(Intake *intake, CertificateStore certificates, QObject *parent = nullptr);
    ~Endpoint() override;

    /// Listens on 127.0.0.1 and, where there is one, ::1. Port 0 picks a free one. stateChanged() follows.
    void listen(quint16 port);
    /// Whether others of the network may send as well, from now on and whenever it listens. stateChanged()
    /// follows if it does. Connections of this machine go on.
    void setLan(const std::optional<LanAccess> &access);
    /// Bodies of connections made from now on may have so many bytes, decoded; MaxBodyBytes until it is said.
    void setLargestBody(qsizetype bytes);
    /// Stops accepting, lets requests under way finish, closes. Blocks until done.
    void stop();
    [[nodiscard]] EndpointState state() const;

signals:
    void stateChanged(const spectap::EndpointState &state);
    /// What people must know about the certificate: trust given so far does not hold any more.
    void noticed(const QString &notice);

private:
    class Server;
    std::unique_ptr<Server> d;
    Intake *m_intake;
};

} // namespace spectap
