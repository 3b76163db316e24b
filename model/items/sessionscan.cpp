// SPDX-License-Identifier: MIT
#include "model/items/sessionscan.h"

#include "model/items/sessionscanworker.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Docks repaint at most four times a second (DESIGN §3.6).
constexpr int ToldEveryMs = 250;
/// Rows that are muted before the window gets its turn: some milliseconds.
constexpr quint32 MutedAtOnce = 50'000;

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
    m_outcome = std::make_unique<Outcome>(std::move(outcome));
    m_nextMuted = m_outcome->mutedFirst;
    m_anyMuted = false;
    muteSome();
}

/// Goes through the rows in turns, so that the window stays awake; a million of them take a tenth of a
/// second.
void SessionScan::muteSome()
{
    const Outcome &outcome = *m_outcome;
    const bool current = outcome.generation == m_generation;
    const quint32 last = std::min(outcome.mutedLast, m_document->rows().size());
    if (!current || outcome.mutedFirst == 0 || m_nextMuted > last) {
        if (m_anyMuted)
            m_document->endMuting();
        tell();
        return;
    }
    const quint32 end = last - m_nextMuted < MutedAtOnce ? last : m_nextMuted + MutedAtOnce - 1;
    const auto bySeq = [](const MutedCall &call, quint32 seq) { return call.seq < seq; };
    const auto &muted = outcome.muted;
    const auto from = std::lower_bound(muted.begin(), muted.end(), m_nextMuted, bySeq);
    const auto to = std::lower_bound(from, muted.end(), end + 1, bySeq);
    m_anyMuted = m_document->setMutedCalls(m_nextMuted, end, {from, to}) || m_anyMuted;
    m_nextMuted = end + 1;
    if (m_nextMuted > last)
        muteSome();
    else
        QTimer::singleShot(0, this, &SessionScan::muteSome);
}

void SessionScan::tell()
{
    const std::unique_ptr<Outcome> outcome = std::move(m_outcome);
    m_running = false;
    if (outcome->generation != m_generation) {
        schedule();
        return;
    }
    if (outcome->violations)
        emit violationsChanged(std::move(outcome->violations));
    if (outcome->coverage)
        emit coverageChanged(std::move(outcome->coverage));
    if (!outcome->failure.isEmpty()) {
        emit failed(outcome->failure);
        return;
    }
    if (outcome->more || m_asked)
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
