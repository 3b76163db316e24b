// SPDX-License-Identifier: MIT
#include "model/items/sessionscan.h"

#include "model/items/sessionscanworker.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Docks repaint at most four times a second (DESIGN §3.6).
constexpr int ToldEveryMs = 250;

} // namespace

SessionScan::SessionScan(SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_worker(std::make_unique<Worker>(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SessionScan::run);
    connect(m_document, &SessionDocument::reset, this, &SessionScan::forget);
    connect(m_document, &SessionDocument::rowsAppended, this, &SessionScan::schedule);
    connect(m_document, &SessionDocument::rechecked, this, &SessionScan::restart);
    m_thread.setObjectName(QStringLiteral("spectap-scan"));
    m_worker->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

SessionScan::~SessionScan()
{
    m_worker->stop = true;
    m_thread.quit();
    m_thread.wait();
}

void SessionScan::setWanted(bool violations, bool coverage)
{
    m_violationsWanted = violations;
    m_coverageWanted = coverage;
    schedule();
}

void SessionScan::setMutes(std::vector<Mute> mutes)
{
    m_mutes = std::move(mutes);
    m_muting = m_muting || !m_mutes.empty();
    m_document->setMutes(m_mutes);
    ++m_mutesVersion;
    schedule();
}

void SessionScan::restart()
{
    forget();
}

/// Another session, or other findings: what is under way counts for nothing.
void SessionScan::forget()
{
    m_worker->newestGeneration = ++m_generation;
    m_worker->newestSearch = ++m_search;
    emit violationsChanged(std::make_shared<const ViolationSnapshot>());
    emit coverageChanged(nullptr);
    schedule();
}

SessionScan::Job SessionScan::job() const
{
    Job job;
    job.path = m_document->path();
    job.rows = m_document->rows().snapshot();
    job.strings = m_document->sharedStrings();
    job.checker = m_document->sharedChecker();
    job.mutes = m_mutes;
    job.generation = m_generation;
    job.mutesVersion = m_mutesVersion;
    job.violations = m_violationsWanted || m_muting;
    job.coverage = m_coverageWanted;
    job.muting = m_muting;
    return job;
}

void SessionScan::schedule()
{
    m_asked = true;
    const bool wanted = m_violationsWanted || m_coverageWanted || m_muting;
    if (!wanted || m_running || m_timer.isActive() || m_document->path().isEmpty())
        return;
    const qint64 since = m_sinceTold.isValid() ? m_sinceTold.elapsed() : ToldEveryMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(ToldEveryMs - since, 0, ToldEveryMs)));
}

void SessionScan::run()
{
    m_running = true;
    m_asked = false;
    m_sinceTold.start();
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), what = job()] { worker->work(what); },
        Qt::QueuedConnection);
}

void SessionScan::take(Outcome &&outcome)
{
    m_running = false;
    if (outcome.generation != m_generation) {
        schedule();
        return;
    }
    if (outcome.mutedFirst > 0)
        m_document->setMutedCalls(outcome.mutedFirst, outcome.mutedLast, outcome.muted);
    if (outcome.violations)
        emit violationsChanged(std::move(outcome.violations));
    if (outcome.coverage)
        emit coverageChanged(std::move(outcome.coverage));
    if (!outcome.failure.isEmpty()) {
        emit failed(outcome.failure);
        return;
    }
    if (outcome.more || m_asked)
        schedule();
}

void SessionScan::findCalls(const FindingSelection &selection)
{
    m_worker->newestSearch = ++m_search;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), what = job(), selection, search = m_search] {
            worker->find(what, selection, search);
        },
        Qt::QueuedConnection);
}

} // namespace spectap
