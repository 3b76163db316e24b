// SPDX-License-Identifier: MIT
#include "ui/drag/calldrag.h"

#include "ui/drag/begindrag.h"
#include "ui/drag/dragdata.h"

#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QMutex>
#include <QPromise>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QUrl>
#include <QWidget>

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

/// Where files are that other programs were given; whoever dropped one may read it as long as Spectap runs.
class CallDrag::Folder
{
public:
    /// Not for the UI thread.
    Result<QString> write(const QString &name, const QByteArray &text)
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_folder)
            m_folder.emplace();
        // A folder each: what was dropped before may still be read.
        const QString folder = m_folder->filePath(QString::number(++m_files));
        QFile file(folder + u'/' + name);
        if (m_folder->isValid() && QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) &&
            file.write(text) == text.size() && file.flush())
            return file.fileName();
        return Error{
            ErrorCode::Io, CallDrag::tr("%1 cannot be written: %2")
                               .arg(QDir::toNativeSeparators(file.fileName()),
                                   m_folder->isValid() ? file.errorString() : m_folder->errorString())};
    }

private:
    QMutex m_mutex;
    std::optional<QTemporaryDir> m_folder;
    int m_files = 0;
};

CallDrag::CallDrag(QWidget *source)
    : QObject(source)
    , m_source(source)
    , m_folder(std::make_shared<Folder>())
{
    connect(&m_read, &QFutureWatcherBase::finished, this, [this] {
        if (m_read.future().resultCount() == 0)
            return;
        const Result<Content> content = m_read.result();
        if (content)
            drag(*content);
        else
            emit failed(content.error().message);
    });
}

CallDrag::~CallDrag() = default;

void CallDrag::start(const DraggedCalls &calls)
{
    m_calls = calls;
    auto promise = std::make_shared<QPromise<Result<Content>>>();
    m_read.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, calls, folder = m_folder] {
        const auto read = [&]() -> Result<Content> {
            auto text = jsonOfStored(calls.session, calls.seqs);
            if (!text)
                return text.error();
            const auto file = folder->write(calls.fileName, text->text.toUtf8());
            if (!file)
                return file.error();
            return Content{std::move(text).value(), *file};
        };
        promise->start();
        promise->addResult(read());
        promise->finish();
    });
}

void CallDrag::drag(const Content &content)
{
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(content.file)});
    data->setText(content.calls.text);
    putCalls(data.get(), m_calls.session, m_calls.seqs);
    if (!m_calls.clause.isEmpty())
        putClause(data.get(), m_calls.clause);
    emit ready(data.get(), content.calls.leftOut);
    beginDrag(m_source, std::move(data), m_calls.title);
}

} // namespace spectap
