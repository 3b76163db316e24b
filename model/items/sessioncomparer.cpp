// SPDX-License-Identifier: MIT
#include "model/items/sessioncomparer.h"

#include "model/items/comparisonworker.h"
#include "model/items/sessiondocument.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace spectap {

namespace {

constexpr int LeastPaceMs = 400;
constexpr qint64 Rests = 4; ///< as long as the work took, so often nothing is done after it

} // namespace

/// Who asks, as the worker's thread knows it.
struct SessionComparer::Client
{
    /// In the UI thread, if there still is somebody.
    template <typename Work> void tell(Work work)
    {
        const std::lock_guard lock(mutex);
        if (comparer)
            QMetaObject::invokeMethod(comparer, std::move(work), Qt::QueuedConnection);
    }

    std::mutex mutex;
    SessionComparer *comparer = nullptr; ///< null: gone
    std::atomic<quint32> newest = 0;     ///< set from the UI thread
};

/// The thread with its worker, for all who share it. Begins with the first question.
class SessionComparer::Room
{
public:
    Room()
    {
        m_thread.setObjectName(QStringLiteral("spectap-compare"));
        m_worker.moveToThread(&m_thread);
    }
    ~Room()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Room)

    void work(std::shared_ptr<Client> client, ComparisonTask task)
    {
        if (!m_thread.isRunning())
            m_thread.start();
        const quint32 ticket = client->newest;
        QMetaObject::invokeMethod(
            &m_worker,
            [this, client = std::move(client), ticket, task = std::move(task)]() mutable {
                if (ticket != client->newest)
                    return;
                QElapsedTimer clock;
                clock.start();
                task.isWanted = [&] { return ticket == client->newest; };
                task.progressed = [&](quint32 done, quint32 total) {
                    client->tell([client, ticket, done, total] {
                        if (ticket == client->newest)
                            emit client->comparer->progressed(done, total);
                    });
                };
                auto answered = m_worker.answer(task);
                client->tell([client, ticket, took = clock.elapsed(), answered = std::move(answered)] {
                    if (ticket == client->newest)
                        client->comparer->take(answered, took);
                });
            },
            Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    ComparisonWorker m_worker;
};

SessionComparer::SessionComparer(QObject *parent)
    : QObject(parent)
    , m_room(std::make_shared<Room>())
    , m_client(std::make_shared<Client>())
{
    m_client->comparer = this;
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &SessionComparer::askAgain);
}

SessionComparer::SessionComparer(const SessionComparer &companion, QObject *parent)
    : SessionComparer(parent)
{
    m_room = companion.m_room;
}

SessionComparer::~SessionComparer()
{
    cancel();
    const std::lock_guard lock(m_client->mutex);
    m_client->comparer = nullptr;
}

void SessionComparer::ask(ComparisonQuestion question)
{
    m_question = std::move(question);
    m_failure.clear();
    send(false);
}

void SessionComparer::cancel()
{
    ++m_client->newest;
    m_busy = false;
    m_question = {};
    m_pace.stop();
}

void SessionComparer::send(bool again)
{
    m_pace.stop();
    m_stale = false;
    m_busy = true;
    ++m_client->newest;
    ComparisonTask task{m_question};
    task.again = again;
    if (m_document) {
        task.question.options.unfinished = m_live && isFollowed(m_question.b);
        task.followed = m_document->path();
    }
    if (m_live)
        task.growing = task.followed;
    m_room->work(m_client, std::move(task));
}

void SessionComparer::take(Result<std::shared_ptr<const ComparedFiles>> answered, qint64 tookMs)
{
    m_busy = false;
    m_tookMs = tookMs;
    if (answered) {
        m_failure.clear();
        emit compared(*answered);
    } else if (answered.error().message != m_failure) {
        m_failure = answered.error().message;
        emit failed(m_failure);
    }
    if (m_stale)
        changed();
}

void SessionComparer::follow(SessionDocument *document)
{
    m_document = document;
    connect(document, &SessionDocument::rowsAppended, this, &SessionComparer::changed);
    connect(document, &SessionDocument::rechecked, this, &SessionComparer::changed);
}

void SessionComparer::setLive(bool live)
{
    if (std::exchange(m_live, live) != live)
        changed();
}

void SessionComparer::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_stale)
        changed();
}

bool SessionComparer::isFollowed(const QString &path) const
{
    return m_document && !path.isEmpty() && path == m_document->path();
}

/// Something to ask again for.
void SessionComparer::changed()
{
    if (!isFollowed(m_question.a) && !isFollowed(m_question.b))
        return;
    m_stale = true;
    if (m_watched && !m_busy && !m_pace.isActive())
        m_pace.start(static_cast<int>(std::max<qint64>(LeastPaceMs, m_tookMs * Rests)));
}

void SessionComparer::askAgain()
{
    if (m_watched && !m_busy && !m_question.a.isEmpty())
        send(true);
}

} // namespace spectap
