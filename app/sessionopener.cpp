// SPDX-License-Identifier: MIT
#include "app/sessionopener.h"

#include "model/session/imports/salvagereader.h"
#include "model/session/sessionreader.h"
#include "model/session/sessionwriter.h"
#include "model/session/storedplans.h"

namespace spectap {

namespace {
constexpr quint32 BatchRows =
    20'000; ///< some 20 ms of reading: rows appear at once, the window is told 50 times for a million

std::shared_ptr<const Checker> withPlansOf(SessionReader &session, const Checker &checker)
{
    if (!checker.plans().empty())
        return nullptr;
    std::vector<TrackingPlan> plans = plansFromJson(session.meta(PlansKey));
    return plans.empty() ? nullptr : Checker::compile(checker.catalogue(), std::move(plans));
}

} // namespace

SessionOpener::SessionOpener(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("open"));
    m_thread.start();
}

SessionOpener::~SessionOpener()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

quint32 SessionOpener::open(const QString &path, std::shared_ptr<StringPool> pool,
    std::shared_ptr<const Checker> checker, Manner manner)
{
    cancel();
    const quint32 run = ++m_runs;
    QMetaObject::invokeMethod(
        m_worker,
        [this, run, path, pool = std::move(pool), checker = std::move(checker), manner] {
            read(run, path, *pool, *checker, manner);
        },
        Qt::QueuedConnection);
    return run;
}

void SessionOpener::cancel()
{
    m_cancelled.store(m_runs);
}

void SessionOpener::read(
    quint32 run, const QString &path, StringPool &pool, const Checker &checker, Manner manner)
{
    // A writer's coming and going is all it takes. Where it cannot write, reading must do.
    if (manner == Manner::Recover)
        (void)SessionWriter::open(path, std::make_shared<StringPool>());
    auto reader = SessionReader::open(path);
    if (!reader) {
        fail(run, path, reader.error());
        return;
    }
    const auto read = (*reader)->rows(pool, 1, BatchRows, [&](RowBatch &&batch, quint32 total) {
        if (m_cancelled.load() >= run)
            return false;
        emit batchReady(run, std::make_shared<RowBatch>(std::move(batch)), total);
        return true;
    });
    if (read || read.error().code == ErrorCode::Cancelled)
        emit finished(run, (*reader)->meta(CheckedWithKey), withPlansOf(**reader, checker));
    else
        fail(run, path, read.error());
}

void SessionOpener::fail(quint32 run, const QString &path, const Error &error)
{
    const bool unknown = error.code == ErrorCode::NotASession || error.code == ErrorCode::Database;
    emit failed(run, error.message, unknown && maybeDamagedSession(path));
}

} // namespace spectap
