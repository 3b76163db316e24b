// SPDX-License-Identifier: MIT
#include "app/capture/intakeworker.h"

#include "app/capture/answers.h"
#include "app/capture/endpointlimits.h"
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

/// The pixel's answer is a gif with status 200, also when the call in it is refused.
bool answersWithGif(const Request &request)
{
    return request.method == "GET";
}

/// Jitsu's clients put stars where the key was.
bool isMaskedKey(QByteArrayView key)
{
    return std::all_of(key.begin(), key.end(), [](char byte) { return byte == '*'; });
}

RequestRow rowOf(const Request &request)
{
    RequestRow row;
    row.id = request.id;
    row.kind = request.kind;
    row.receivedAt = request.receivedAt;
    row.method = request.method;
    row.target = request.target;
    row.status = request.status;
    row.code = request.code;
    row.reason = request.reason;
    row.bytes = request.body.size();
    return row;
}

} // namespace

Intake::Worker::Worker(Intake &owner, std::shared_ptr<const Checker> checker, RowFeed *feed)
    : m_owner(owner)
    , m_checker(std::move(checker))
    , m_feed(feed)
    , m_preparation(m_checker)
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
        open(command.path, std::move(command.pool));
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

void Intake::Worker::open(const QString &path, std::shared_ptr<StringPool> pool)
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
    m_writer.reset();
    m_assessor.reset();
    m_pool.reset();
    m_lastSource = {};
    m_knownSources = 0;
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
        m_knownSources = std::max<std::size_t>(m_knownSources, detail.call.row.source + std::size_t{1});
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
    const std::size_t sourcesBefore = m_knownSources;
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
        m_knownSources = sourcesBefore;
        m_lastSource = {};
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

Result<void> Intake::Worker::storeRequest(QueuedRequest &item, PreparedRequest &prepared)
{
    Request &request = item.request;
    if (request.kind != RequestKind::Calls)
        return storeWithoutCalls(request);

    const SlicedBody &sliced = prepared.sliced;
    const bool isPlace = item.isCallRoute;
    if (sliced.shape == SlicedBody::Shape::NotJson && isPlace) {
        refuse(item, 400, "invalid_json", "The body is not JSON: " + sliced.error.message().toUtf8());
    } else if (sliced.shape == SlicedBody::Shape::NotJson ||
               (sliced.shape == SlicedBody::Shape::NoCalls && !isPlace)) {
        refuse(item, 404, "not_found",
            "There is nothing at " + request.target.left(200) +
                ", and the body does not look like a call. POST calls to /v1/batch or "
                "/v1/{identify,track,page,screen,group,alias}.");
    } else if (sliced.batchNotArray) {
        refuse(item, 400, "invalid_request", "\"batch\" is not an array. Send {\"batch\":[…]}.");
    } else if (sliced.shape == SlicedBody::Shape::NoCalls) {
        refuse(
            item, 400, "invalid_request", "The body is JSON, but neither an object nor an array of objects.");
    } else {
        return storeCalls(item, prepared);
    }
    m_replies.back().outcome = IntakeReply::Outcome::Refused;
    request.kind = RequestKind::Rejected;
    return storeWithoutCalls(request);
}

Result<void> Intake::Worker::storeWithoutCalls(Request &request)
{
    if (Result<void> added = m_writer->addRequest(request); !added)
        return added;
    m_batch.requests.push_back(rowOf(request));
    return {};
}

Result<void> Intake::Worker::storeCalls(QueuedRequest &item, PreparedRequest &prepared)
{
    Request &request = item.request;
    const SlicedBody &sliced = prepared.sliced;
    const bool batchTooLarge = isBatchTooLarge(sliced, request.body.size());
    const auto large = std::find_if(sliced.calls.begin(), sliced.calls.end(),
        [](const CallView &call) { return call.raw().size() > MaxCallBytes; });
    if (batchTooLarge) {
        refuse(item, 400, "batch_too_large",
            "The batch is " + QByteArray::number(request.body.size()) +
                " bytes; 500 KB (512000 bytes) are allowed.");
    } else if (large != sliced.calls.end()) {
        refuse(item, 400, "call_too_large",
            "Call " + QByteArray::number(large->index + 1) + " is " +
                QByteArray::number(large->raw().size()) + " bytes; 32 KB (32768 bytes) are allowed.");
    } else {
        m_replies.push_back({item.ticket, IntakeReply::Outcome::Stored, request.status, {}, {}});
    }

    if (sliced.calls.empty()) { // of kind Calls it would be found through its calls only
        request.kind = batchTooLarge ? RequestKind::Rejected : RequestKind::Service;
        if (request.reason.isEmpty())
            request.reason = "The batch is empty: it carries no calls.";
        return storeWithoutCalls(request);
    }
    if (Result<void> added = m_writer->addRequest(request); !added)
        return added;
    const CheckContext context{request.receivedAt, request.body.size()};
    for (std::size_t i = 0; i < sliced.calls.size(); ++i) {
        const ReadCall &call = prepared.calls[i];
        CheckResult &result = prepared.results[i];
        StoredCall stored;
        m_assessor->conclude(m_nextSeq, call, context, stored, result);
        const QByteArrayView raw = call.view.raw();
        stored.request = request.id;
        stored.offset = static_cast<quint32>(raw.data() - request.body.constData());
        stored.length = static_cast<quint32>(raw.size());
        stored.batchIndex = call.view.index;
        refuseWhatIsTooLarge(stored, sliced, request.body.size());
        Result<quint16> source = sourceOf(request, call.facts);
        if (!source)
            return source.error();
        stored.row.source = *source;
        if (Result<void> added = m_writer->addCall(m_nextSeq, stored, result.findings); !added)
            return added;
        m_batch.rows.push_back(stored.row);
        ++m_nextSeq;
    }
    return {};
}

Result<quint16> Intake::Worker::sourceOf(const Request &request, const CallFacts &facts)
{
    // Basic user, body, then the rest (sdk-wire 5.5); the router has settled the rest.
    QByteArrayView key = request.writeKey;
    if (!request.basicKey && !facts.writeKey.isEmpty() && !isMaskedKey(facts.writeKey))
        key = facts.writeKey;
    LastSource &last = m_lastSource;
    if (last.valid && key == last.key && facts.libraryName == last.library &&
        facts.libraryVersion == last.version)
        return last.index;
    Result<quint16> index = m_writer->source(key, facts.libraryName, facts.libraryVersion);
    if (!index)
        return index;
    last = {
        key.toByteArray(), facts.libraryName.toByteArray(), facts.libraryVersion.toByteArray(), *index, true};
    if (*index >= m_knownSources) {
        m_knownSources = *index + std::size_t{1};
        if (m_batch.sources.empty())
            m_batch.firstSource = *index;
        m_batch.sources.push_back({last.key, last.library, last.version});
    }
    return index;
}

void Intake::Worker::refuse(QueuedRequest &item, int status, QByteArrayView code, const QByteArray &message)
{
    Request &request = item.request;
    request.code = code.toByteArray();
    request.reason = message;
    if (!answersWithGif(request)) {
        request.status = status;
        request.answer = errorBody(code, message);
    }
    m_replies.push_back({item.ticket, IntakeReply::Outcome::Refused, request.status, request.code, message});
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

Result<void> Intake::Worker::tryWriting()
{
    Result<void> written;
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
