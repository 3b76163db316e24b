// SPDX-License-Identifier: MIT
#include "app/capture/callstoring.h"

#include "app/capture/endpointlimits.h"

#include <algorithm>

namespace spectap {

namespace {

/// Jitsu's clients put stars where the key was, or its second half.
bool isMaskedKey(QByteArrayView key)
{
    const QByteArrayView end = key.sliced(key.lastIndexOf(':') + 1);
    return !end.isEmpty() && std::all_of(end.begin(), end.end(), [](char byte) { return byte == '*'; });
}

} // namespace

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

void CallStoring::assess(
    Assessor &assessor, quint32 firstSeq, const Request &request, PreparedRequest &prepared)
{
    const SlicedBody &sliced = prepared.sliced;
    const CheckContext context{request.receivedAt, request.body.size()};
    m_stored.resize(sliced.calls.size());
    assessor.meet(prepared.calls);
    for (std::size_t i = 0; i < sliced.calls.size(); ++i) {
        const ReadCall &call = prepared.calls[i];
        StoredCall &stored = m_stored[i];
        stored = {};
        assessor.conclude(firstSeq + static_cast<quint32>(i), call, context, stored, prepared.results[i]);
        const QByteArrayView raw = call.view.raw();
        stored.offset = static_cast<quint32>(raw.data() - request.body.constData());
        stored.length = static_cast<quint32>(raw.size());
        stored.batchIndex = call.view.index;
        refuseWhatIsTooLarge(stored, sliced, request.body.size());
    }
}

Result<void> CallStoring::addCalls(SessionWriter &writer, quint32 firstSeq, const Request &request,
    PreparedRequest &prepared, RowBatch &batch)
{
    std::optional<Product> client;
    for (std::size_t i = 0; i < m_stored.size(); ++i) {
        StoredCall &stored = m_stored[i];
        stored.request = request.id;
        Result<quint16> source = sourceOf(writer, request, prepared.calls[i].facts, client, batch);
        if (!source)
            return source.error();
        stored.row.source = *source;
        const quint32 seq = firstSeq + static_cast<quint32>(i);
        if (Result<void> added = writer.addCall(seq, stored, prepared.results[i].findings); !added)
            return added;
        batch.rows.push_back(stored.row);
    }
    return {};
}

Result<quint16> CallStoring::sourceOf(SessionWriter &writer, const Request &request, const CallFacts &facts,
    std::optional<Product> &client, RowBatch &batch)
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
    Result<quint16> index = writer.source(key, library, version);
    if (!index)
        return index;
    last = {key.toByteArray(), library.toByteArray(), version.toByteArray(), *index, true};
    if (m_note)
        m_note(last);
    if (*index >= m_knownSources) {
        m_knownSources = *index + std::size_t{1};
        if (batch.sources.empty())
            batch.firstSource = *index;
        batch.sources.push_back({last.key, last.library, last.version});
    }
    return index;
}

} // namespace spectap
