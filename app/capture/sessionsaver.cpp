// SPDX-License-Identifier: MIT
#include "app/capture/sessionsaver.h"

#include <chrono>
#include <exception>
#include <utility>

namespace spectap {

namespace {

/// So many calls are added within a few milliseconds: the intake may do it.
constexpr quint32 FewCalls = 500;
/// Catching up is many times as fast as capturing, so the third round or so finds few calls; a machine where
/// that is not so must come to an end all the same.
constexpr int MaxRounds = 100;
constexpr auto ProgressInterval = std::chrono::milliseconds(50);

} // namespace

SessionSaver::SessionSaver(QString from, QString to, Progress progress, std::function<void()> ready)
    : m_from(std::move(from))
    , m_to(std::move(to))
    , m_thread([this, progress = std::move(progress), ready = std::move(ready)] {
        try {
            m_result = copy(progress);
        } catch (const std::exception &broken) { // memory
            m_result = Error{ErrorCode::Io, QString::fromUtf8(broken.what())};
        }
        ready();
    })
{
}

SessionSaver::~SessionSaver()
{
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

Result<std::unique_ptr<SessionCopy>> SessionSaver::copy(const Progress &progress)
{
    auto copy = SessionCopy::begin(m_from, m_to);
    if (!copy)
        return copy.error();
    auto told = std::chrono::steady_clock::now();
    const auto copied = (*copy)->copy([&](qint64 done, qint64 total) {
        const auto now = std::chrono::steady_clock::now();
        if (now - told >= ProgressInterval) {
            told = now;
            progress(done, total);
        }
        return !m_cancelled;
    });
    if (!copied)
        return copied.error();
    for (int round = 0; round < MaxRounds; ++round) {
        const auto added = (*copy)->catchUp();
        if (!added)
            return added.error();
        if (m_cancelled)
            return Error{ErrorCode::Cancelled, QStringLiteral("%1 was not saved.").arg(m_from)};
        if (*added <= FewCalls)
            break;
    }
    return copy;
}

Result<std::unique_ptr<SessionCopy>> SessionSaver::take()
{
    m_thread.join();
    return std::exchange(m_result, Error{ErrorCode::Cancelled, {}});
}

} // namespace spectap
