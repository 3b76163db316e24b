// SPDX-License-Identifier: MIT
#include "model/items/sentidentityreader.h"

#include "model/items/identifierreader.h"
#include "model/items/sessiondocument.h"
#include "model/session/callscan.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <unordered_map>
#include <utility>

namespace spectap {

namespace {

constexpr int ReadEveryMs = 250;
constexpr qint64 TurnMs = 100;
constexpr quint32 CallsAtOnce = 1024;    ///< in a transaction: a reader that stays holds up the writer's log
constexpr quint32 IdentifiesToRead = 64; ///< among those; where there are more, all of them are read
constexpr std::size_t MostNames = 8'192; ///< in a turn: the UI thread puts them into a table

} // namespace

/// What there is to read, as the UI thread knew it.
struct SentIdentityReader::Job
{
    QString path;
    RowStore::Snapshot rows;
    std::shared_ptr<StringPool> strings;
    std::shared_ptr<const Checker> checker;
    quint32 generation = 0;
    bool all = false;
};

struct SentIdentityReader::Outcome
{
    quint32 generation = 0;
    SentIdentities sent;
    std::vector<SentName> names;
    quint32 namesRead = 0;
    bool more = false; ///< rows of the job are left
    QString failure;
};

/// Reads on the reader's thread; `newest` is set from the UI thread.
class SentIdentityReader::Worker : public QObject
{
public:
    explicit Worker(SentIdentityReader *reader)
        : m_reader(reader)
    {
    }

    void work(const Job &job)
    {
        if (isOver(job))
            return;
        begin(job);
        QElapsedTimer timer;
        timer.start();
        m_names.clear();
        const quint32 total = job.rows.size();
        Result<void> read;
        const auto next = [&] { return job.all ? m_sent.size() : m_namesRead; };
        while (read && next() < total && timer.elapsed() < TurnMs && m_names.size() < MostNames &&
               !isOver(job)) {
            const quint32 last = next() + std::min(CallsAtOnce, total - next());
            read = job.all ? readAll(job, last) : readNames(job, last);
        }
        Outcome outcome{job.generation, m_sent, std::move(m_names), m_namesRead, next() < total, {}};
        if (!read) {
            outcome.failure = read.error().message;
            m_bodies.reset(); // the file may have been replaced: try anew next time
        } else if (next() == total) {
            m_bodies.reset(); // whoever looks at the file next finds it closed
        }
        QMetaObject::invokeMethod(
            m_reader, [reader = m_reader, outcome = std::move(outcome)] { reader->take(outcome); },
            Qt::QueuedConnection);
    }

    std::atomic<quint32> newest = 1;

private:
    [[nodiscard]] bool isOver(const Job &job) const { return newest != job.generation; }

    void begin(const Job &job)
    {
        if (job.generation != m_generation) {
            m_generation = job.generation;
            m_strings = job.strings;
            m_identifiers.emplace(job.checker->catalogue(), *m_strings);
            m_sent = {};
            m_sent.setPolicy(m_identifiers->policy());
            m_known.clear();
            m_namesRead = 0;
            m_bodies.reset();
        }
        if (m_bodies && m_bodies->path() != job.path)
            m_bodies.reset();
    }

    Result<void> open(const Job &job)
    {
        if (m_bodies)
            return {};
        auto opened = CallScan::open(job.path);
        if (!opened)
            return opened.error();
        m_bodies = std::move(opened).value();
        return {};
    }

    /// Up to call `last`, everything.
    Result<void> readAll(const Job &job, quint32 last)
    {
        if (auto opened = open(job); !opened)
            return opened;
        const auto passOver = [this](quint32 seq) { // calls that are not in the file
            while (m_sent.size() < seq)
                m_sent.append(numberOf({}));
        };
        const std::size_t types = m_sent.policy().types.size();
        const auto read = m_bodies->read(m_sent.size() + 1, last, [&](const ScannedCall &stored) {
            const quint32 seq = stored.seq();
            if (seq > last || seq <= m_sent.size())
                return true;
            const CallView *call = stored.view();
            passOver(seq - 1);
            m_sent.append(numberOf(call ? identityOf(*call, job.rows[seq - 1]) : SentIdentity()));
            if (seq > m_namesRead)
                readName(job, seq, call);
            return true;
        });
        if (!read)
            return read;
        passOver(last);
        m_namesRead = std::max(m_namesRead, last);
        if (UnifyPolicy policy = m_identifiers->policy(); policy.types.size() != types)
            m_sent.setPolicy(std::move(policy));
        return {};
    }

    SentIdentity identityOf(const CallView &call, const CallRow &row)
    {
        SentIdentity identity{
            m_identifiers->read(call, row.type), IdentityFacts::of(call, row.type, row.user, 0)};
        identity.facts.numericUser = row.user == 0 ? numericUserOf(call) : 0;
        readDevice(call, identity.facts);
        return identity;
    }

    /// Up to call `last`, identifies only.
    Result<void> readNames(const Job &job, quint32 last)
    {
        std::vector<quint32> identifies;
        for (quint32 seq = m_namesRead + 1; seq <= last; ++seq) {
            if (job.rows[seq - 1].type == CallType::Identify)
                identifies.push_back(seq);
        }
        Result<void> read = identifies.empty() ? Result<void>() : open(job);
        const auto take = [&](const ScannedCall &call) {
            readName(job, call.seq(), call.view());
            return true;
        };
        if (identifies.size() > IdentifiesToRead) {
            read = read ? m_bodies->read(identifies.front(), identifies.back(), take) : read;
        } else {
            for (auto seq = identifies.begin(); seq != identifies.end() && read; ++seq)
                read = m_bodies->read(*seq, *seq, take);
        }
        if (read)
            m_namesRead = last;
        return read;
    }

    void readName(const Job &job, quint32 seq, const CallView *call)
    {
        const CallRow &row = job.rows[seq - 1];
        if (!call || row.type != CallType::Identify || (row.user == 0 && row.anonymous == 0))
            return;
        const IdKind kind = row.user != 0 ? IdKind::User : IdKind::Anonymous;
        appendSentNames(m_names, *call, seq, kind, row.user != 0 ? row.user : row.anonymous, *m_strings);
    }

    quint32 numberOf(SentIdentity identity)
    {
        std::size_t hash = qHashMulti(0, identity.facts.email, identity.facts.device,
            identity.facts.numericUser, identity.facts.ownDevice);
        for (const ExternalId &id : identity.externals)
            hash = qHashMulti(hash, id.type, id.value, id.blocked);
        const auto [first, last] = m_known.equal_range(hash);
        for (auto known = first; known != last; ++known) {
            if (m_sent.different(known->second) == identity)
                return known->second;
        }
        const quint32 number = m_sent.appendDifferent(std::move(identity));
        m_known.emplace(hash, number);
        return number;
    }

    SentIdentityReader *m_reader; ///< outlives the thread this runs on
    quint32 m_generation = 0;
    std::shared_ptr<StringPool> m_strings;
    std::optional<IdentifierReader> m_identifiers;
    SentIdentities m_sent;
    std::unordered_multimap<std::size_t, quint32> m_known; ///< numbers by hash
    std::vector<SentName> m_names;                         ///< of this turn
    quint32 m_namesRead = 0;
    std::unique_ptr<CallScan> m_bodies;
};

SentIdentityReader::SentIdentityReader(const SessionDocument *document, std::shared_ptr<StringPool> strings)
    : m_document(document)
    , m_strings(std::move(strings))
    , m_worker(std::make_unique<Worker>(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SentIdentityReader::run);
    connect(document, &SessionDocument::rowsAppended, this, &SentIdentityReader::schedule);
    connect(document, &SessionDocument::rechecked, this, [this] { restart(m_strings); });
    m_thread.setObjectName(QStringLiteral("spectap-identities"));
    m_worker->moveToThread(&m_thread);
}

SentIdentityReader::~SentIdentityReader()
{
    ++m_worker->newest;
    m_thread.quit();
    m_thread.wait();
}

void SentIdentityReader::restart(std::shared_ptr<StringPool> strings)
{
    m_strings = std::move(strings);
    m_worker->newest = ++m_generation;
    m_running = false;
    m_timer.stop();
    m_sinceRead.invalidate();
    m_failure.clear();
    m_names.clear();
    m_namesRead = 0;
    m_sent = {};
    if (const auto checker = m_document->sharedChecker())
        m_sent.setPolicy(IdentifierReader(checker->catalogue(), *m_strings).policy());
    emit restarted();
    emit namesChanged();
    schedule();
}

void SentIdentityReader::want(const QObject *who, Wish wish)
{
    m_wishes[who] = wish;
    m_failure.clear();
    schedule();
}

SentIdentityReader::Wish SentIdentityReader::wish() const
{
    Wish most = Wish::Nothing;
    for (const auto &[who, wish] : m_wishes)
        most = std::max(most, wish);
    return most;
}

bool SentIdentityReader::isBehind() const
{
    const quint32 calls = m_document->rows().size();
    const Wish most = wish();
    return (most == Wish::All && m_sent.size() < calls) || (most == Wish::Names && m_namesRead < calls);
}

void SentIdentityReader::schedule()
{
    if (m_document->path().isEmpty() || !m_document->sharedChecker()) {
        const quint32 calls = m_document->rows().size();
        const quint32 nothing = m_sent.size() < calls ? m_sent.appendDifferent({}) : 0;
        while (m_sent.size() < calls)
            m_sent.append(nothing);
        return;
    }
    if (m_running || m_timer.isActive() || !isBehind())
        return;
    const qint64 since = m_sinceRead.isValid() ? m_sinceRead.elapsed() : ReadEveryMs;
    m_timer.start(static_cast<int>(std::clamp(ReadEveryMs - since, qint64{0}, qint64{ReadEveryMs})));
}

void SentIdentityReader::run()
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    m_running = true;
    m_sinceRead.start();
    Job job{.path = m_document->path(),
        .rows = m_document->rows().snapshot(),
        .strings = m_strings,
        .checker = m_document->sharedChecker(),
        .generation = m_generation,
        .all = wish() == Wish::All};
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), job = std::move(job)] { worker->work(job); },
        Qt::QueuedConnection);
}

void SentIdentityReader::take(const Outcome &outcome)
{
    if (outcome.generation != m_generation)
        return;
    m_running = false;
    const std::size_t types = m_sent.policy().types.size();
    const quint32 before = m_sent.size();
    m_sent = outcome.sent;
    m_namesRead = outcome.namesRead;
    for (const SentName &name : outcome.names)
        m_names.add(name);
    m_failure = outcome.failure;
    if (outcome.more && m_failure.isEmpty())
        m_timer.start(0);
    else if (m_failure.isEmpty())
        schedule(); // rows have come meanwhile
    if (m_sent.policy().types.size() != types)
        emit restarted();
    if (m_sent.size() > before)
        emit grown();
    if (!outcome.names.empty())
        emit namesChanged();
    if (!m_failure.isEmpty())
        emit failed();
}

} // namespace spectap
