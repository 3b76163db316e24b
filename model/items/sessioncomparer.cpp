// SPDX-License-Identifier: MIT
#include "model/items/sessioncomparer.h"

#include "model/session/callfinder.h"

#include <array>
#include <atomic>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 TellEvery = 5000; ///< calls

TalliedCall talliedCall(const StoredCallDetail &detail, const CallView *view, const StringPool &strings)
{
    const CallRow &row = detail.call.row;
    TalliedCall call;
    call.seq = detail.seq;
    call.call = view;
    call.type = row.type;
    call.name = strings.at(row.name);
    call.writeKey = detail.request.writeKey;
    call.worst = row.worst();
    call.findings = detail.findings;
    call.time = row.receivedAt;
    return call;
}

} // namespace

/// Works on the comparer's thread; `newest` is set from the UI thread. Opens a file for each reading, so that it is
/// never in the way of a session that is being saved.
class SessionComparer::Worker : public QObject
{
public:
    explicit Worker(SessionComparer *comparer)
        : m_comparer(comparer)
    {
    }

    void work(const ComparisonQuestion &question, quint32 ticket)
    {
        if (ticket != newest)
            return;
        auto answered = answer(question, ticket);
        QMetaObject::invokeMethod(
            m_comparer,
            [this, comparer = m_comparer, ticket, answered = std::move(answered)] {
                if (ticket != newest)
                    return;
                comparer->m_busy = false;
                if (answered)
                    emit comparer->compared(*answered);
                else
                    emit comparer->failed(answered.error().message);
            },
            Qt::QueuedConnection);
    }

    std::atomic<quint32> newest = 0;

private:
    using Tallied = std::shared_ptr<const TalliedSession>;

    /// One of the two files, open.
    struct Side
    {
        std::unique_ptr<SessionReader> reader;
        quint32 calls = 0;
    };

    Result<std::shared_ptr<const ComparedFiles>> answer(const ComparisonQuestion &question, quint32 ticket)
    {
        std::array<Side, 2> sides;
        const std::array<QString, 2> paths{question.a, question.b};
        m_done = 0;
        m_total = 0;
        for (std::size_t i = 0; i < sides.size(); ++i) {
            auto reader = SessionReader::open(paths[i]);
            if (!reader)
                return reader.error();
            sides[i].reader = std::move(reader).value();
            const auto calls = sides[i].reader->callCount();
            if (!calls)
                return calls.error();
            sides[i].calls = *calls;
            m_total += *calls;
        }
        std::array<Tallied, 2> read;
        for (std::size_t i = 0; i < sides.size(); ++i) {
            auto tallied = tally(sides[i], ticket);
            if (!tallied)
                return tallied.error();
            read[i] = *tallied;
        }
        m_known = {read[0], read[1]};
        auto files = std::make_shared<ComparedFiles>();
        files->a = read[0];
        files->b = read[1];
        files->options = question.options;
        files->comparison = SessionComparison(files->a->tally, files->b->tally, files->options);
        return std::shared_ptr<const ComparedFiles>(std::move(files));
    }

    Result<Tallied> tally(Side &side, quint32 ticket)
    {
        SessionReader &reader = *side.reader;
        const QByteArray checkedWith = reader.meta(CheckedWithKey);
        for (const Tallied &known : m_known) {
            if (known && known->path == reader.path() && known->calls == side.calls &&
                known->checkedWith == checkedWith) {
                m_done += side.calls;
                return known;
            }
        }
        auto session = std::make_shared<TalliedSession>();
        session->path = reader.path();
        session->checkedWith = checkedWith;
        CallFinder finder;
        const StringPool &strings = *reader.strings();
        const auto read = reader.calls(1, side.calls, [&](const StoredCallDetail &detail) {
            session->tally.add(talliedCall(detail, finder.find(detail), strings));
            session->calls = detail.seq;
            if (++m_done % TellEvery == 0)
                tell();
            return ticket == newest;
        });
        if (!read)
            return read.error();
        if (ticket != newest)
            return Error{ErrorCode::Cancelled, {}};
        session->tally.finish();
        return Tallied(std::move(session));
    }

    void tell()
    {
        QMetaObject::invokeMethod(
            m_comparer, [comparer = m_comparer, done = m_done, total = m_total] {
                if (comparer->m_busy)
                    emit comparer->progressed(done, total);
            },
            Qt::QueuedConnection);
    }

    SessionComparer *m_comparer; ///< outlives the thread this runs on
    std::array<Tallied, 2> m_known; ///< what was read last
    quint32 m_done = 0;
    quint32 m_total = 0;
};

SessionComparer::SessionComparer(QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(this))
{
    m_thread.setObjectName(QStringLiteral("spectap-compare"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

SessionComparer::~SessionComparer()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

void SessionComparer::ask(ComparisonQuestion question)
{
    m_busy = true;
    const quint32 ticket = ++m_worker->newest;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), ticket, question = std::move(question)] { worker->work(question, ticket); },
        Qt::QueuedConnection);
}

void SessionComparer::cancel()
{
    ++m_worker->newest;
    m_busy = false;
}

} // namespace spectap
