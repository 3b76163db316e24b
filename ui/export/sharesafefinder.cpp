// SPDX-License-Identifier: MIT
#include "ui/export/sharesafefinder.h"

#include <QElapsedTimer>

#include <utility>

namespace spectap {

namespace {

constexpr qint64 ProgressMilliseconds = 100;
constexpr int Whole = 1000;

} // namespace

ShareSafeFinder::ShareSafeFinder(QString sessionPath, QObject *parent)
    : QObject(parent)
    , m_sessionPath(std::move(sessionPath))
{
}

ShareSafeFinder::~ShareSafeFinder()
{
    m_cancelled = true;
    if (m_thread)
        m_thread->wait();
}

void ShareSafeFinder::find(const RedactionProfile &profile)
{
    if (m_running) {
        m_next = profile;
        m_cancelled = true;
        return;
    }
    run(profile);
}

void ShareSafeFinder::cancel()
{
    m_next.reset();
    m_cancelled = true;
}

void ShareSafeFinder::run(const RedactionProfile &profile)
{
    m_running = true;
    m_cancelled = false;
    if (m_thread)
        m_thread->wait(); // it has said all it had to say
    m_thread.reset(QThread::create([this, profile, found = m_found] {
        const auto outcome = std::make_shared<const Result<Outcome>>(read(profile, found));
        QMetaObject::invokeMethod(
            this, [this, outcome] { take(outcome); }, Qt::QueuedConnection);
    }));
    m_thread->start(QThread::LowPriority);
}

/// On the thread.
Result<ShareSafeFinder::Outcome> ShareSafeFinder::read(const RedactionProfile &profile, Found found)
{
    auto session = SessionReader::open(m_sessionPath);
    if (!session)
        return session.error();
    const RedactionProfile usual;
    const int rounds = found || profile == usual ? 1 : 2;
    QElapsedTimer sinceTold;
    sinceTold.start();
    int round = 0;
    const auto progress = [&](qint64 done, qint64 total) {
        if (sinceTold.elapsed() >= ProgressMilliseconds && total > 0) {
            sinceTold.restart();
            emit progressed(static_cast<int>((round * total + done) * Whole / (rounds * total)));
        }
        return !m_cancelled;
    };
    Outcome outcome;
    if (!found) {
        auto all = ShareSafeEdits::of(**session, usual, progress, m_key);
        if (!all)
            return all.error();
        found = std::make_shared<const std::vector<FoundValues>>((*all)->found().found());
        if (profile == usual)
            outcome.knowledge.edits = std::move(*all);
        ++round;
    }
    if (!outcome.knowledge.edits) {
        round = rounds - 1;
        auto chosen = ShareSafeEdits::of(**session, profile, progress, m_key);
        if (!chosen)
            return chosen.error();
        outcome.knowledge.edits = std::move(*chosen);
    }
    outcome.found = found;
    outcome.knowledge.found.reserve(found->size());
    for (const FoundValues &values : *found)
        outcome.knowledge.found.push_back(
            {values, outcome.knowledge.edits->pseudonym(values.kind, values.example)});
    return outcome;
}

void ShareSafeFinder::take(const SharedOutcome &outcome)
{
    m_running = false;
    if (*outcome)
        m_found = (*outcome)->found;
    if (m_next) {
        run(*std::exchange(m_next, std::nullopt));
        return;
    }
    if (*outcome)
        emit ready((*outcome)->knowledge);
    else if (outcome->error().code == ErrorCode::Cancelled)
        emit cancelled();
    else
        emit failed(outcome->error().message);
}

} // namespace spectap
