// SPDX-License-Identifier: MIT
#include "app/capture/endpoint.h"

#include "app/capture/captureserver.h"

#include <future>
#include <mutex>

namespace spectap {

/// The capture thread and what lives on it. The thread runs from construction to destruction; listening comes
/// and goes.
class Endpoint::Server
{
public:
    Server(Intake *intake, CertificateStore certificates)
        : server(new CaptureServer(intake, std::move(certificates)))
    {
        thread.setObjectName(QStringLiteral("capture"));
        server->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, server, &QObject::deleteLater);
        thread.start();
    }
    ~Server()
    {
        thread.quit();
        thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Server)

    QThread thread;
    CaptureServer *server; ///< deleted by its thread
    mutable std::mutex mutex;
    EndpointState state;    ///< guarded
    bool listening = false; ///< asked to; owner's thread only
};

Endpoint::Endpoint(Intake *intake, QObject *parent)
    : Endpoint(intake, CertificateStore(), parent)
{
}

Endpoint::Endpoint(Intake *intake, CertificateStore certificates, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Server>(intake, std::move(certificates)))
    , m_intake(intake)
{
    CaptureServer *server = d->server;
    connect(server, &CaptureServer::noticed, this, &Endpoint::noticed);
    // at once, on the capture thread: state() must not lag behind what a client already met
    connect(
        server, &CaptureServer::changed, this,
        [this](const EndpointState &state) {
            {
                const std::scoped_lock lock(d->mutex);
                d->state = state;
            }
            emit stateChanged(state);
        },
        Qt::DirectConnection);
    intake->setReplySink([server](std::vector<IntakeReply> &&replies) { server->reply(std::move(replies)); });
}

Endpoint::~Endpoint()
{
    stop();
    m_intake->setReplySink({}); // it may outlive the thread the sink posts to
}

void Endpoint::listen(quint16 port)
{
    stop();
    d->listening = true;
    CaptureServer *server = d->server;
    QMetaObject::invokeMethod(server, [server, port] { server->listen(port); });
}

void Endpoint::setLan(const std::optional<LanAccess> &access)
{
    QMetaObject::invokeMethod(d->server, [server = d->server, access] { server->setLan(access); });
}

void Endpoint::setLargestBody(qsizetype bytes)
{
    QMetaObject::invokeMethod(d->server, [server = d->server, bytes] { server->setLargestBody(bytes); });
}

void Endpoint::stop()
{
    if (!std::exchange(d->listening, false))
        return;
    std::promise<void> done;
    std::future<void> stopped = done.get_future();
    CaptureServer *server = d->server;
    QMetaObject::invokeMethod(server, [server, &done] {
        QObject::connect(
            server, &CaptureServer::stopped, server, [&done] { done.set_value(); }, Qt::SingleShotConnection);
        server->stop();
    });
    stopped.wait();
    {
        const std::scoped_lock lock(d->mutex);
        d->state = {};
    }
    emit stateChanged(EndpointState{});
}

EndpointState Endpoint::state() const
{
    const std::scoped_lock lock(d->mutex);
    return d->state;
}

} // namespace spectap
