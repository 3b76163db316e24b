// SPDX-License-Identifier: MIT
#include "app/capture/intakeworker.h"

#include "model/session/callfinder.h"
#include "model/session/sessionreader.h"

#include <QLoggingCategory>

#include <algorithm>
#include <exception>

namespace spectap {

namespace {

Q_LOGGING_CATEGORY(log, "spectap.intake")

/// The file's size is told to the window no more often than it is read there.
constexpr auto SizeInterval = std::chrono::milliseconds(250);
/// While storing fails and no request comes to try it with.
constexpr auto ProbeInterval = std::chrono::seconds(1);
/// What a probe writes: some pages, which a full disk has no room for.
constexpr qsizetype ProbeBytes = 64 * 1024;

} // namespace

Intake::Worker::Worker(Intake &owner, std::shared_ptr<const Checker> checker, RowFeed *feed)
    : m_owner(owner)
    , m_checker(std::move(checker))
    , m_feed(feed)
    , m_preparation(m_checker)
    , m_storing([this](const CallStoring::LastSource &source) { noteSource(source); })
    , m_thread([this] { run(); })
{
}

Intake::Worker::~Worker()
{
    queue.command({IntakeCommand::Kind::Quit, {}, {}, {}, {}});
    m_thread.join();
}

void Intake::Worker::setReplySink(ReplySink sink)
{
    const std::scoped_lock lock(m_sinkMutex);
    m_sink = std::move(sink);
}

void Intake::Worker::run()
{
    std::vector<QueuedRequest> group;
    for (;;) {
        bool hasRoom = false;
        const auto patience =
            m_failing && m_writer ? std::optional<std::chrono::milliseconds>(ProbeInterval) : std::nullopt;
        if (auto command = queue.take(group, hasRoom, patience)) {
            const bool quit = command->kind == IntakeCommand::Kind::Quit;
            obey(*command);
            if (command->done)
                command->done->set_value();
            if (quit)
                return;
            continue;
        }
        if (hasRoom)
            emit m_owner.drained();
        if (group.empty())
            probe();
        else
            process(group);
    }
}

/// No request has come since storing failed: SDKs may have given up, the window has not.
void Intake::Worker::probe()
{
    if (m_writer && tryWriting() && std::exchange(m_failing, false))
        emit m_owner.storingRecovered();
}

void Intake::Worker::obey(IntakeCommand &command)
{
    switch (command.kind) {
    case IntakeCommand::Kind::Start:
        open(command.path, std::move(command.pool), command.carried);
        break;
    case IntakeCommand::Kind::Stop:
        close();
        break;
    case IntakeCommand::Kind::Quit:
        close();
        finishSaving(); // waits: it was asked for
        break;
    case IntakeCommand::Kind::Run:
        command.work();
        break;
    }
}

void Intake::Worker::open(const QString &path, std::shared_ptr<StringPool> pool, const CarriedCalls &carried)
{
    close();
    ++m_generation;
    auto writer = SessionWriter::open(path, pool);
    if (!writer) {
        emit m_owner.failed(writer.error().message);
        return;
    }
    m_pool = std::move(pool);
    m_writer = std::move(writer.value());
    if (!carried.calls.empty()) {
        if (const Result<void> copied = carryCalls(carried, *m_writer, m_pool); !copied)
            emit m_owner.carryingFailed(copied.error().message);
    }
    m_nextSeq = m_writer->lastSeq() + 1;
    if (auto opened = SessionReader::open(path);
        !opened || (*opened)->meta(CheckedWithKey) != m_checker->version())
        markVersion();
    if (const Result<void> read = rebuildHistory(); !read)
        qCWarning(log) << "Earlier calls cannot be read, duplicates of them will not be seen:"
                       << read.error().message;
    emit m_owner.sessionChanged(path, m_generation);
}

void Intake::Worker::close()
{
    if (m_writer && !m_writer->inPlace())
        (void)m_writer->putBack(); // the last chance for what was answered 200
    m_writer.reset();
    m_assessor.reset();
    m_pool.reset();
    m_storing.forgetLastSource();
    m_storing.setKnownSources(0);
    m_talliedSources.clear();
    if (std::exchange(m_failing, false))
        emit m_owner.storingRecovered();
    m_historyStale = false;
}

Result<void> Intake::Worker::rebuildHistory()
{
    m_assessor = std::make_unique<Assessor>(m_checker, m_pool);
    m_historyStale = false;
    const quint32 last = m_nextSeq - 1;
    if (last == 0)
        return {};
    auto reader = SessionReader::open(m_writer->path());
    if (!reader)
        return reader.error();

    CallFinder finder;
    CheckResult result;
    return (*reader)->calls(1, last, [&](const StoredCallDetail &detail) {
        m_storing.setKnownSources(
            std::max<std::size_t>(m_storing.knownSources(), detail.call.row.source + std::size_t{1}));
        StoredCall stored;
        if (const CallView *call = finder.find(detail))
            m_assessor->assess(
                detail.seq, *call, {detail.request.receivedAt, finder.bodyBytes()}, stored, result);
        return true;
    });
}

void Intake::Worker::process(std::vector<QueuedRequest> &group)
{
    m_batch = {};
    m_batch.generation = m_generation;
    m_batch.firstSeq = m_nextSeq;
    m_replies.clear();
    Result<void> stored;
    const std::size_t sourcesBefore = m_storing.knownSources();
    m_preparation.begin(group);
    try {
        stored = storeGroup(group);
    } catch (const std::exception &broken) { // memory, mostly: the clients keep their calls and try again
        stored = Error{ErrorCode::Io, QString::fromUtf8(broken.what())};
    }
    m_preparation.end();
    if (!stored) {
        if (m_writer)
            m_writer->rollback();
        m_nextSeq = m_batch.firstSeq;
        m_storing.setKnownSources(sourcesBefore);
        m_storing.forgetLastSource();
        m_historyStale = true;
        failGroup(group, stored.error().message);
        return;
    }
    if (std::exchange(m_failing, false))
        emit m_owner.storingRecovered();
    publish();
}

Result<void> Intake::Worker::storeGroup(std::vector<QueuedRequest> &group)
{
    if (!m_writer)
        return Error{ErrorCode::Io, QStringLiteral("No session is open. Start a new one.")};
    if (m_failing) {
        if (Result<void> works = tryWriting(); !works)
            return works;
    }
    if (m_historyStale) {
        if (Result<void> read = rebuildHistory(); !read)
            return read;
    }
    if (Result<void> begun = m_writer->begin(); !begun)
        return begun;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (Result<void> stored = storeRequest(group[i], m_preparation.at(i)); !stored)
            return stored;
    }
    return m_writer->commit();
}

void Intake::Worker::failGroup(std::vector<QueuedRequest> &group, const QString &reason)
{
    if (!std::exchange(m_failing, true))
        emit m_owner.storingFailed(reason);
    m_replies.clear();
    const QByteArray message = "The call could not be stored, send it again later: " + reason.toUtf8();
    for (const QueuedRequest &item : group) {
        if (item.request.kind == RequestKind::Calls || item.ticket.connection != 0)
            m_replies.push_back({item.ticket, IntakeReply::Outcome::Failed, 503, "storing_failed", message});
    }
    const std::scoped_lock lock(m_sinkMutex);
    if (m_sink && !m_replies.empty())
        m_sink(std::exchange(m_replies, {}));
}

void Intake::Worker::publish()
{
    count();
    {
        const std::scoped_lock lock(m_sinkMutex);
        if (m_sink && !m_replies.empty())
            m_sink(std::exchange(m_replies, {}));
    }
    const auto now = std::chrono::steady_clock::now();
    if (now - m_sizeTold >= SizeInterval) {
        m_sizeTold = now;
        m_batch.fileBytes = m_writer->fileBytes();
    }
    if (m_feed)
        m_feed->put(std::move(m_batch));
}

/// Before the answers go: who has one finds its calls on the status page.
void Intake::Worker::count()
{
    const std::scoped_lock lock(m_tallyMutex);
    m_tally.calls += m_batch.rows.size();
    for (const RequestRow &request : m_batch.requests) {
        m_tally.refused += request.kind == RequestKind::Rejected;
        m_tally.metrics += request.kind == RequestKind::Metrics;
    }
}

CaptureTally Intake::Worker::tally() const
{
    const std::scoped_lock lock(m_tallyMutex);
    return m_tally;
}

std::vector<ClientFacts> Intake::Worker::clients() const
{
    const std::scoped_lock lock(m_tallyMutex);
    return m_clients.clients();
}

Result<void> Intake::Worker::tryWriting()
{
    Result<void> written;
    if (!m_writer->inPlace()) {
        written = m_writer->putBack();
        if (!written)
            return written;
        emit m_owner.putBack(m_writer->path());
    }
    for (const qsizetype size : {ProbeBytes, qsizetype(0)}) {
        written = m_writer->begin();
        if (written)
            written = m_writer->setMeta("probe", QByteArray(size, '\0'));
        if (written)
            written = m_writer->commit();
        if (!written) {
            m_writer->rollback();
            break;
        }
    }
    return written;
}

} // namespace spectap
