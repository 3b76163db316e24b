// SPDX-License-Identifier: MIT
// One request at a time: what it holds, whether it is refused, and its way into the session.
#include "app/capture/answers.h"
#include "app/capture/endpointlimits.h"
#include "app/capture/intakeworker.h"

#include <algorithm>

namespace spectap {

namespace {

/// The pixel's answer is a gif with status 200, also when the call in it is refused.
bool answersWithGif(const Request &request)
{
    return request.method == "GET";
}

/// Jitsu's clients put stars where the key was, or its second half.
bool isMaskedKey(QByteArrayView key)
{
    const QByteArrayView end = key.sliced(key.lastIndexOf(':') + 1);
    return !end.isEmpty() && std::all_of(end.begin(), end.end(), [](char byte) { return byte == '*'; });
}

/// What a strict answer says: the first error, and how many there are.
QByteArray strictMessage(const std::vector<ReadCall> &calls, const std::vector<CheckResult> &results)
{
    QByteArray first;
    std::size_t errors = 0;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const std::size_t before = errors;
        for (const Finding &finding : results[i].findings) {
            if (finding.severity != Severity::Error)
                continue;
            if (errors++ == 0) {
                first = "Call " + QByteArray::number(calls[i].view.index + 1) + " (" +
                        callTypeName(calls[i].facts.type).toByteArray();
                if (!calls[i].facts.name.isEmpty())
                    first += " \"" + calls[i].facts.name.toByteArray() + '"';
                first += "), " + (finding.pointer.isEmpty() ? QByteArray() : finding.pointer + ": ") +
                         findingMessage(finding);
            }
        }
        wrong += errors > before;
    }
    if (errors > 1) {
        first += " (" + QByteArray::number(errors) + " errors in " + QByteArray::number(wrong) +
                 (wrong == 1 ? " call)" : " calls)");
    }
    return first;
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

Result<void> Intake::Worker::storeRequest(QueuedRequest &item, PreparedRequest &prepared)
{
    Request &request = item.request;
    if (request.kind != RequestKind::Calls) {
        if (item.ticket.connection != 0) // it waits for the commit, whatever it is
            m_replies.push_back(
                {item.ticket, IntakeReply::Outcome::Refused, request.status, request.code, {}});
        return storeWithoutCalls(request);
    }

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
        if (!isPlace) {
            request.code = "unusual_path";
            request.reason = "Taken because its body looks like a call; the API has no such path.";
        }
        return storeCalls(item, prepared);
    }
    request.kind = RequestKind::Rejected;
    return storeWithoutCalls(request);
}

Result<void> Intake::Worker::storeWithoutCalls(Request &request)
{
    if (Result<void> added = m_writer->addRequest(request); !added)
        return added;
    m_batch.requests.push_back(rowOf(request));
    noteClient(request, nullptr);
    return {};
}

Result<void> Intake::Worker::storeCalls(QueuedRequest &item, PreparedRequest &prepared)
{
    Request &request = item.request;
    const SlicedBody &sliced = prepared.sliced;
    assess(request, prepared);
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
    } else if (m_policy == AnswerPolicy::Strict &&
               std::any_of(m_stored.begin(), m_stored.end(),
                   [](const StoredCall &stored) { return stored.row.errors > 0; })) {
        refuse(item, 400, "spec_violation", strictMessage(prepared.calls, prepared.results));
    } else {
        m_replies.push_back({item.ticket, IntakeReply::Outcome::Stored, request.status, {}, {}});
    }

    if (sliced.calls.empty()) { // of kind Calls it would be found through its calls only
        request.kind = batchTooLarge ? RequestKind::Rejected : RequestKind::Service;
        if (!batchTooLarge)
            request.reason = "The batch is empty: it carries no calls.";
        return storeWithoutCalls(request);
    }
    if (Result<void> added = m_writer->addRequest(request); !added)
        return added;
    std::optional<Product> client;
    for (std::size_t i = 0; i < sliced.calls.size(); ++i) {
        StoredCall &stored = m_stored[i];
        stored.request = request.id;
        Result<quint16> source = sourceOf(request, prepared.calls[i].facts, client);
        if (!source)
            return source.error();
        stored.row.source = *source;
        if (Result<void> added = m_writer->addCall(m_nextSeq, stored, prepared.results[i].findings); !added)
            return added;
        m_batch.rows.push_back(stored.row);
        ++m_nextSeq;
    }
    noteClient(request, &prepared);
    return {};
}

/// For the connection doctor. `prepared`: its calls, judged.
void Intake::Worker::noteClient(const Request &request, const PreparedRequest *prepared)
{
    ClientTally::Calls calls;
    if (prepared && !prepared->calls.empty()) {
        calls.count = static_cast<quint32>(m_stored.size());
        calls.retryOf = m_stored.front().row.retryOf;
        for (const StoredCall &stored : m_stored)
            calls.retries += stored.row.retryOf != 0;
        calls.writeKey = m_lastSource.key;
        calls.library = prepared->calls.back().facts.libraryName;
    }
    const std::scoped_lock lock(m_tallyMutex);
    m_clients.add(request, calls);
}

/// Judges the calls before the request is answered and stored. Those numbered here are stored next.
void Intake::Worker::assess(const Request &request, PreparedRequest &prepared)
{
    const SlicedBody &sliced = prepared.sliced;
    const CheckContext context{request.receivedAt, request.body.size()};
    m_stored.resize(sliced.calls.size());
    m_assessor->meet(prepared.calls);
    for (std::size_t i = 0; i < sliced.calls.size(); ++i) {
        const ReadCall &call = prepared.calls[i];
        StoredCall &stored = m_stored[i];
        stored = {};
        m_assessor->conclude(m_nextSeq + static_cast<quint32>(i), call, context, stored, prepared.results[i]);
        const QByteArrayView raw = call.view.raw();
        stored.offset = static_cast<quint32>(raw.data() - request.body.constData());
        stored.length = static_cast<quint32>(raw.size());
        stored.batchIndex = call.view.index;
        refuseWhatIsTooLarge(stored, sliced, request.body.size());
    }
}

Result<quint16> Intake::Worker::sourceOf(
    const Request &request, const CallFacts &facts, std::optional<Product> &client)
{
    // Basic user, body, then the rest (sdk-wire 5.5); the router has settled the rest.
    QByteArrayView key = request.writeKey;
    if (!request.basicKey && !facts.writeKey.isEmpty() && !isMaskedKey(facts.writeKey))
        key = facts.writeKey;
    QByteArrayView library = facts.libraryName;
    QByteArrayView version = facts.libraryVersion;
    if (library.isEmpty()) {
        if (!client)
            client = clientProduct(request.headers);
        library = client->name;
        version = client->version;
    }
    LastSource &last = m_lastSource;
    if (last.valid && key == last.key && library == last.library && version == last.version)
        return last.index;
    Result<quint16> index = m_writer->source(key, library, version);
    if (!index)
        return index;
    last = {key.toByteArray(), library.toByteArray(), version.toByteArray(), *index, true};
    noteSource(last);
    if (*index >= m_knownSources) {
        m_knownSources = *index + std::size_t{1};
        if (m_batch.sources.empty())
            m_batch.firstSource = *index;
        m_batch.sources.push_back({last.key, last.library, last.version});
    }
    return index;
}

/// Each source of the session is looked for in the tally once.
void Intake::Worker::noteSource(const LastSource &source)
{
    if (m_talliedSources.size() <= source.index)
        m_talliedSources.resize(source.index + std::size_t{1});
    if (m_talliedSources[source.index])
        return;
    m_talliedSources[source.index] = true;
    const std::scoped_lock lock(m_tallyMutex);
    const bool known =
        std::any_of(m_tally.sources.begin(), m_tally.sources.end(), [&source](const Source &seen) {
            return seen.writeKey == source.key && seen.library == source.library;
        });
    if (!known && m_tally.sources.size() < CaptureTally::MaxSources)
        m_tally.sources.push_back({source.key, source.library, source.version});
}

void Intake::Worker::refuse(QueuedRequest &item, int status, QByteArrayView code, const QByteArray &message)
{
    Request &request = item.request;
    request.code = code.toByteArray();
    request.reason = message;
    if (!answersWithGif(request) && m_policy != AnswerPolicy::Always200) {
        request.status = status;
        request.answer = errorBody(code, message);
    }
    m_replies.push_back({item.ticket, IntakeReply::Outcome::Refused, request.status, request.code, message});
}

} // namespace spectap
