// SPDX-License-Identifier: MIT
#include "ui/callcopier.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace spectap {

CallCopier::CallCopier(QObject *parent)
    : QObject(parent)
{
    connect(&m_read, &QFutureWatcherBase::finished, this, [this] {
        if (m_read.future().resultCount() == 0)
            return;
        const Result<CallsText> calls = m_read.result();
        if (calls)
            put(*calls);
        else
            emit failed(calls.error().message);
    });
}

void CallCopier::put(const CallsText &calls)
{
    QGuiApplication::clipboard()->setText(calls.text);
    emit copied(calls.leftOut);
}

void CallCopier::copy(std::function<Result<CallsText>()> read)
{
    auto promise = std::make_shared<QPromise<Result<CallsText>>>();
    m_read.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, read = std::move(read)] {
        promise->start();
        promise->addResult(read());
        promise->finish();
    });
}

} // namespace spectap
