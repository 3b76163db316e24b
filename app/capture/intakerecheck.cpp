// SPDX-License-Identifier: MIT
// Re-checking the session that is being captured: new calls are checked with the new rules at once, earlier
// ones come back from the re-check's thread in parts small enough to go between two transactions.
#include "app/capture/intakeworker.h"

namespace spectap {

namespace {

/// So many calls that came last the intake checks itself: otherwise a busy session would never be through.
constexpr quint32 FewCalls = 1000;

Error goneElsewhere()
{
    return {ErrorCode::Cancelled, QStringLiteral("The session is no longer written there.")};
}

} // namespace

/// Hands everything to the intake's thread and waits for it.
class Intake::Worker::CaptureSink final : public RecheckSink
{
public:
    CaptureSink(Worker &worker, QString path)
        : m_worker(worker)
        , m_path(std::move(path))
    {
    }

    Result<void> begin() override
    {
        return onIntake<void>([](Worker &worker) { return worker.m_writer->setMeta(CheckedWithKey, ""); });
    }
    Result<void> store(std::span<const RecheckedCall> calls) override
    {
        return onIntake<void>([calls](Worker &worker) { return replaceFindings(*worker.m_writer, calls); });
    }
    Result<bool> finish(RecheckPass &pass, std::vector<RecheckedCall> &changed) override
    {
        return onIntake<bool>(
            [&pass, &changed](Worker &worker) { return worker.finishRecheck(pass, changed); });
    }

private:
    template <typename T, typename Work> Result<T> onIntake(const Work &work)
    {
        auto outcome = std::make_shared<std::promise<Result<T>>>();
        auto future = outcome->get_future();
        m_worker.queue.run([this, outcome, work] {
            if (m_worker.m_writer && m_worker.m_writer->path() == m_path)
                outcome->set_value(work(m_worker));
            else
                outcome->set_value(goneElsewhere());
        });
        outcome.reset(); // if the intake ends first, waiting ends with an exception
        return future.get();
    }

    Worker &m_worker;
    QString m_path;
};

std::unique_ptr<RecheckSink> Intake::Worker::recheckSink(const QString &path)
{
    return std::make_unique<CaptureSink>(*this, path);
}

void Intake::Worker::setChecker(std::shared_ptr<const Checker> checker)
{
    m_checker = std::move(checker);
    m_preparation.setChecker(m_checker);
    if (m_assessor)
        m_assessor->setChecker(m_checker);
    if (m_writer)
        markVersion();
}

/// The file says what made its findings: with calls of another version in it, nothing that could be named.
void Intake::Worker::markVersion()
{
    const QByteArray made = m_nextSeq == 1 ? m_checker->version() : QByteArray();
    if (const Result<void> marked = m_writer->setMeta(CheckedWithKey, made); !marked)
        emit m_owner.storingFailed(marked.error().message);
}

Result<bool> Intake::Worker::finishRecheck(RecheckPass &pass, std::vector<RecheckedCall> &changed)
{
    if (pass.checker() != m_checker)
        return goneElsewhere();
    const quint32 last = m_nextSeq - 1;
    if (last - pass.last() > FewCalls)
        return false;
    const std::atomic<bool> never = false;
    if (const Result<void> checked = pass.advance(last, never, changed); !checked)
        return checked.error();
    if (const Result<void> stored = replaceFindings(*m_writer, changed); !stored)
        return stored.error();
    if (const Result<void> marked = m_writer->setMeta(CheckedWithKey, m_checker->version()); !marked)
        return marked.error();
    // It has seen every call under the new rules, ours only the latest.
    m_assessor = pass.takeAssessor();
    m_historyStale = false;
    return true;
}

} // namespace spectap
