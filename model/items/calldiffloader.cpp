// SPDX-License-Identifier: MIT
#include "model/items/calldiffloader.h"

#include "model/items/likecalls.h"
#include "model/session/sessionreader.h"

#include <atomic>
#include <utility>

namespace spectap {

namespace {

constexpr std::size_t MostOthers = 50;

/// Everything that is needed to answer, as of the moment of asking.
struct Asked
{
    DiffQuestion question;
    QString path;
    std::shared_ptr<const StringPool> strings;
    std::shared_ptr<const Checker> checker;
    std::vector<Mute> mutes;
    RowStore::Snapshot rows;
};

/// The event whose properties the calls are known by: B's, or A's when nobody knows B's.
DiffFacts factsOf(const ComparedCalls &calls, const Checker &checker)
{
    const auto eventOf = [](const CallDocument &call) { return call.result.event; };
    const int event = eventOf(*calls.b) >= 0 ? eventOf(*calls.b) : eventOf(*calls.a);
    return {checker.catalogue(), calls.b->facts.type, event};
}

Result<std::shared_ptr<const ComparedCalls>> answer(const Asked &asked)
{
    auto reader = SessionReader::open(asked.path);
    if (!reader)
        return reader.error();
    const auto read = [&](quint32 seq) -> Result<std::shared_ptr<const CallDocument>> {
        auto stored = (*reader)->call(seq);
        if (!stored)
            return stored.error();
        return CallDocument::of(std::move(stored).value(), *asked.checker, asked.mutes);
    };
    auto calls = std::make_shared<ComparedCalls>();
    auto b = read(asked.question.b);
    if (!b)
        return b.error();
    calls->b = std::move(b).value();
    calls->others = callsLike(asked.rows, *asked.strings, asked.question.b, MostOthers);
    const quint32 with =
        asked.question.a ? asked.question.a : previousLike(asked.rows, *asked.strings, asked.question.b);
    if (with != 0) {
        auto a = read(with);
        if (!a)
            return a.error();
        calls->a = std::move(a).value();
        calls->diff =
            CallDiff(calls->a->view, calls->b->view, factsOf(*calls, *asked.checker), asked.question.options);
    }
    return std::shared_ptr<const ComparedCalls>(std::move(calls));
}

} // namespace

/// Answers on the loader's thread; `newest` is set from the UI thread. Opens the file for each question, so
/// that it is never in the way of a session that is being saved or cleared.
class CallDiffLoader::Worker : public QObject
{
public:
    explicit Worker(CallDiffLoader *loader)
        : m_loader(loader)
    {
    }

    void work(const Asked &asked, quint32 ticket)
    {
        if (ticket != newest)
            return;
        auto found = answer(asked);
        QMetaObject::invokeMethod(
            m_loader,
            [this, loader = m_loader, ticket, found = std::move(found)] {
                if (ticket != newest)
                    return;
                loader->m_busy = false;
                if (found)
                    emit loader->loaded(*found);
                else
                    emit loader->failed(found.error().message);
            },
            Qt::QueuedConnection);
    }

    std::atomic<quint32> newest = 0;

private:
    CallDiffLoader *m_loader; ///< outlives the thread this runs on
};

CallDiffLoader::CallDiffLoader(const SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_worker(std::make_unique<Worker>(this))
{
    m_thread.setObjectName(QStringLiteral("spectap-diff"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

CallDiffLoader::~CallDiffLoader()
{
    forget();
    m_thread.quit();
    m_thread.wait();
}

void CallDiffLoader::ask(DiffQuestion question)
{
    m_busy = true;
    const quint32 ticket = ++m_worker->newest;
    Asked asked{std::move(question), m_document->path(), m_document->sharedStrings(),
        m_document->sharedChecker(), m_document->mutes(), m_document->rows().snapshot()};
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), ticket, asked = std::move(asked)] { worker->work(asked, ticket); },
        Qt::QueuedConnection);
}

void CallDiffLoader::forget()
{
    ++m_worker->newest;
    m_busy = false;
}

} // namespace spectap
