// SPDX-License-Identifier: MIT
#include "ui/copycode.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPromise>
#include <QThreadPool>

namespace spectap {

CodeCopier::CodeCopier(QObject *parent)
    : QObject(parent)
{
    connect(&m_read, &QFutureWatcherBase::finished, this, [this] {
        if (m_read.future().resultCount() == 0)
            return;
        const Result<QString> code = m_read.result();
        if (code) {
            QGuiApplication::clipboard()->setText(*code);
            emit copied();
        } else {
            emit failed(code.error().message);
        }
    });
}

void CodeCopier::copy(const QString &path, std::vector<quint32> seqs, const CodeWish &wish)
{
    if (seqs.empty())
        return;
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    m_read.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, path, seqs = std::move(seqs), wish] {
        promise->start();
        promise->addResult(codeOfStored(path, seqs, wish));
        promise->finish();
    });
}

} // namespace spectap
