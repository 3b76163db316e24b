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
    m_storing.assess(*m_assessor, m_nextSeq, request, prepared);
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
               std::any_of(m_storing.stored().begin(), m_storing.stored().end(),
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
    if (Result<void> added = m_storing.addCalls(*m_writer, m_nextSeq, request, prepared, m_batch); !added)
        return added;
    m_nextSeq += static_cast<quint32>(sliced.calls.size());
    noteClient(request, &prepared);
    return {};
}

/// For the connection doctor. `prepared`: its calls, judged.
void Intake::Worker::noteClient(const Request &request, const PreparedRequest *prepared)
{
    ClientTally::Calls calls;
    if (prepared && !prepared->calls.empty()) {
        calls.count = static_cast<quint32>(m_storing.stored().size());
        calls.retryOf = m_storing.stored().front().row.retryOf;
        for (const StoredCall &stored : m_storing.stored())
            calls.retries += stored.row.retryOf != 0;
        calls.writeKey = m_storing.lastSource().key;
        calls.library = prepared->calls.back().facts.libraryName;
    }
    const std::scoped_lock lock(m_tallyMutex);
    m_clients.add(request, calls);
}

/// Each source of the session is looked for in the tally once.
void Intake::Worker::noteSource(const CallStoring::LastSource &source)
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
