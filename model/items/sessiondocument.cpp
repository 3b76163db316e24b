// SPDX-License-Identifier: MIT
#include "model/items/sessiondocument.h"

#include "model/items/rowfacts.h"
#include "model/items/sentidentityreader.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

namespace spectap {

namespace {

/// An SDK that sends a call more often is described well enough by the first of them.
constexpr std::size_t MaxCopies = 30;

} // namespace

/// Reads calls on the document's reader thread. `ask` and `dropAll` are called from the UI thread, the rest
/// runs on the reader thread.
class SessionDocument::Loader : public QObject
{
public:
    Loader(SessionDocument *document, std::shared_ptr<const Checker> checker)
        : m_document(document)
        , m_checker(std::move(checker))
    {
    }

    void ask(
        const QString &path, const std::shared_ptr<StringPool> &pool, quint32 seq, RowStore::Snapshot rows)
    {
        const quint32 ticket = ++m_newest;
        QMetaObject::invokeMethod(
            this,
            [this, path, pool, seq, ticket, rows = std::move(rows)] { load(path, pool, seq, ticket, rows); },
            Qt::QueuedConnection);
    }

    void setChecker(std::shared_ptr<const Checker> checker)
    {
        QMetaObject::invokeMethod(
            this, [this, checker = std::move(checker)] { m_checker = checker; }, Qt::QueuedConnection);
    }

    void setMutes(std::vector<Mute> mutes)
    {
        QMetaObject::invokeMethod(
            this, [this, mutes = std::move(mutes)] { m_mutes = mutes; }, Qt::QueuedConnection);
    }

    /// Lets go of the file; what is asked for after this is read from where it is then.
    void release()
    {
        QMetaObject::invokeMethod(
            this, [this] { m_reader.reset(); }, Qt::QueuedConnection);
    }

    /// Makes what is under way count for nothing, and lets go of the file.
    void dropAll()
    {
        ++m_newest;
        release();
    }

private:
    /// Each time the messageId of `seq` came; empty when it came once.
    std::vector<CallCopy> copiesOf(quint32 seq, const RowStore::Snapshot &rows)
    {
        std::vector<CallCopy> copies;
        if (seq == 0 || seq > rows.size())
            return copies;
        const quint32 first = rows[seq - 1].retryOf != 0 ? rows[seq - 1].retryOf : seq;
        std::vector<quint32> seqs{first};
        for (quint32 index = first; index < rows.size() && seqs.size() < MaxCopies; ++index) {
            if (rows[index].retryOf == first)
                seqs.push_back(index + 1);
        }
        if (seqs.size() == 1)
            return copies;
        for (const quint32 copy : seqs) {
            if (auto stored = m_reader->call(copy)) {
                Request &request = stored->request;
                copies.push_back({copy, request.receivedAt, request.status, std::move(request.headers)});
            }
        }
        return copies;
    }

    void load(const QString &path, const std::shared_ptr<StringPool> &pool, quint32 seq, quint32 ticket,
        const RowStore::Snapshot &rows)
    {
        if (ticket != m_newest)
            return;
        if (!m_reader || m_reader->path() != path) {
            auto opened = SessionReader::open(path);
            if (!opened)
                return fail(seq, ticket, opened.error().message);
            m_reader = std::move(opened).value();
            m_reader->setStrings(pool);
        }
        auto stored = m_reader->call(seq);
        if (!stored) {
            m_reader.reset(); // the file may have been replaced: try anew next time
            return fail(seq, ticket, stored.error().message);
        }
        auto call = CallDocument::of(std::move(stored).value(), *m_checker, m_mutes, copiesOf(seq, rows));
        deliver(ticket, [document = m_document, call] { emit document->callLoaded(call); });
    }

    void fail(quint32 seq, quint32 ticket, const QString &reason)
    {
        deliver(ticket, [document = m_document, seq, reason] { emit document->callFailed(seq, reason); });
    }

    template <typename Emit> void deliver(quint32 ticket, Emit &&emitSignal)
    {
        QMetaObject::invokeMethod(
            m_document,
            [this, ticket, emitSignal] {
                if (ticket == m_newest)
                    emitSignal();
            },
            Qt::QueuedConnection);
    }

    SessionDocument *m_document; ///< outlives the thread this runs on
    std::shared_ptr<const Checker> m_checker;
    std::vector<Mute> m_mutes;
    std::unique_ptr<SessionReader> m_reader;
    std::atomic<quint32> m_newest = 0;
};

SessionDocument::SessionDocument(std::shared_ptr<const Checker> checker, QObject *parent)
    : QObject(parent)
    , m_checker(std::move(checker))
    , m_pool(std::make_shared<StringPool>())
    , m_loader(std::make_unique<Loader>(this, m_checker))
    , m_sentReader(std::make_unique<SentIdentityReader>(this, m_pool))
{
    m_readerThread.setObjectName(QStringLiteral("spectap-reader"));
    m_loader->moveToThread(&m_readerThread);
    m_readerThread.start();
}

SessionDocument::~SessionDocument()
{
    m_loader->dropAll();
    m_readerThread.quit();
    m_readerThread.wait();
}

void SessionDocument::setSession(const QString &path, std::shared_ptr<StringPool> pool)
{
    m_loader->dropAll();
    m_path = path;
    m_pool = std::move(pool);
    m_rows.clear();
    m_muted.clear();
    m_marks.clear();
    m_sources.clear();
    m_requests.clear();
    m_requestsTold = 0;
    m_ahead.clear();
    m_identity.clear();
    m_idsChanged = false;
    m_fileBytes = 0;
    m_typeCounts.fill(0);
    m_severityCounts.fill(0);
    m_sentReader->restart(m_pool);
    emit reset();
}

void SessionDocument::setPath(const QString &path)
{
    m_path = path;
    m_loader->release();
}

void SessionDocument::append(RowBatch &&batch)
{
    if (!batch.rows.empty() && batch.firstSeq > m_rows.size() + 1) {
        m_ahead.push_back(std::move(batch));
        return;
    }
    const quint32 first = m_rows.size();
    take(std::move(batch));
    // Whatever waited for these rows; seldom anything.
    for (std::size_t i = 0; i < m_ahead.size();) {
        if (m_ahead[i].firstSeq > m_rows.size() + 1) {
            ++i;
            continue;
        }
        RowBatch waiting = std::move(m_ahead[i]);
        m_ahead.erase(m_ahead.begin() + static_cast<std::ptrdiff_t>(i));
        take(std::move(waiting));
        i = 0;
    }
    if (m_rows.size() > first)
        emit rowsAppended(first, m_rows.size() - first);
    if (m_requests.size() > m_requestsTold) {
        m_requestsTold = m_requests.size();
        emit requestsAppended();
    }
}

void SessionDocument::take(RowBatch &&batch)
{
    if (batch.fileBytes > 0)
        m_fileBytes = batch.fileBytes;
    for (std::size_t i = 0; i < batch.sources.size(); ++i) {
        if (batch.firstSource + i >= m_sources.size())
            m_sources.push_back(std::move(batch.sources[i]));
    }
    m_marks.load(batch.marks);
    m_requests.insert(m_requests.end(), std::make_move_iterator(batch.requests.begin()),
        std::make_move_iterator(batch.requests.end()));
    if (batch.rows.empty() || batch.firstSeq == 0)
        return;

    const std::size_t known = std::min<std::size_t>(batch.rows.size(), m_rows.size() + 1 - batch.firstSeq);
    const std::span<const CallRow> rows = std::span<const CallRow>(batch.rows).subspan(known);
    quint32 seq = m_rows.size();
    m_rows.append(rows);
    m_muted.learn(m_rows);
    for (const CallRow &row : rows) {
        ++m_typeCounts[static_cast<std::size_t>(row.type)];
        ++m_severityCounts[static_cast<std::size_t>(row.worst())];
        m_identity.add(identityInput(row, ++seq));
    }
}

void SessionDocument::replaceRows(std::span<const RowChange> changes)
{
    while (!changes.empty() && changes.back().seq > m_rows.size())
        changes = changes.first(changes.size() - 1);
    m_muted.learn(changes);
    change(changes);
}

void SessionDocument::change(std::span<const RowChange> changes)
{
    if (changes.empty())
        return;
    for (const auto &[seq, row] : changes) {
        const CallRow &old = m_rows[seq - 1];
        --m_typeCounts[static_cast<std::size_t>(old.type)];
        ++m_typeCounts[static_cast<std::size_t>(row.type)];
        --m_severityCounts[static_cast<std::size_t>(old.worst())];
        ++m_severityCounts[static_cast<std::size_t>(row.worst())];
        const auto ids = [](const CallRow &of) { return std::tie(of.type, of.user, of.anonymous, of.other); };
        m_idsChanged = m_idsChanged || ids(old) != ids(row);
    }
    m_rows.replace(changes);
    emit rowsChanged(changes.front().seq - 1, changes.back().seq - changes.front().seq + 1);
}

void SessionDocument::endRecheck()
{
    const bool idsChanged = std::exchange(m_idsChanged, false);
    if (idsChanged) {
        m_identity.clear();
        for (quint32 i = 0; i < m_rows.size(); ++i)
            m_identity.add(identityInput(m_rows[i], i + 1));
    }
    emit rechecked(idsChanged);
}

void SessionDocument::setChecker(std::shared_ptr<const Checker> checker)
{
    m_earlierCheckers.push_back(std::exchange(m_checker, std::move(checker)));
    m_loader->setChecker(m_checker);
    emit checkerChanged();
}

void SessionDocument::setMutes(std::vector<Mute> mutes)
{
    m_mutes = std::move(mutes);
    m_loader->setMutes(m_mutes);
}

bool SessionDocument::setMutedCalls(quint32 first, quint32 last, std::span<const MutedCall> muted)
{
    const std::vector<RowChange> changes = m_muted.changes(m_rows, first, last, muted);
    change(changes);
    return !changes.empty();
}

void SessionDocument::requestCall(quint32 seq)
{
    m_loader->ask(m_path, m_pool, seq, m_rows.snapshot());
}

} // namespace spectap
