// SPDX-License-Identifier: MIT
#include "ui/export/exportpreviewer.h"

#include <utility>

namespace spectap {

ExportPreviewer::ExportPreviewer(QObject *parent)
    : QObject(parent)
{
}

ExportPreviewer::~ExportPreviewer()
{
    m_cancelled = true;
    if (m_thread)
        m_thread->wait();
}

void ExportPreviewer::show(const QString &sessionPath, const ExportJob &job)
{
    Wish wish{sessionPath, job};
    if (m_running) {
        m_next = std::move(wish);
        m_cancelled = true;
        return;
    }
    run(std::move(wish));
}

void ExportPreviewer::stop()
{
    m_next.reset();
    m_cancelled = true;
    m_stopping = m_running;
}

void ExportPreviewer::run(Wish wish)
{
    m_running = true;
    m_cancelled = false;
    if (m_thread)
        m_thread->wait(); // it has said all it had to say
    m_thread.reset(QThread::create([this, wish = std::move(wish)]() mutable {
        wish.job.progress = [this](quint32, quint32) { return !m_cancelled; };
        auto reader = SessionReader::open(wish.sessionPath);
        const auto outcome = std::make_shared<const Result<ExportPreview>>(
            reader ? previewExport(**reader, wish.job) : Result<ExportPreview>(reader.error()));
        QMetaObject::invokeMethod(
            this, [this, outcome] { take(outcome); }, Qt::QueuedConnection);
    }));
    m_thread->start(QThread::LowPriority);
}

void ExportPreviewer::take(const Outcome &outcome)
{
    m_running = false;
    const bool wasStopped = std::exchange(m_stopping, false);
    if (wasStopped)
        emit stopped();
    if (m_next) {
        run(*std::exchange(m_next, std::nullopt));
        return;
    }
    if (wasStopped)
        return;
    if (*outcome)
        emit ready(**outcome);
    else if (outcome->error().code != ErrorCode::Cancelled)
        emit failed(outcome->error().message);
}

} // namespace spectap
