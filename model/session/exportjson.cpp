// SPDX-License-Identifier: MIT
#include "model/session/callfinder.h"
#include "model/session/exportwriter.h"

#include "model/spec/findingjson.h"
#include "model/support/jsontext.h"

namespace spectap {

namespace {

void appendNullable(QByteArray &out, const char *name, QByteArrayView value, bool isNull)
{
    if (isNull)
        appendJsonNull(out, name);
    else
        appendJsonMember(out, name, value);
}

/// Exact bytes: as text, or base64 under another name where they are no text.
void appendBytes(QByteArray &out, const char *name, const QByteArray &bytes)
{
    if (bytes.isValidUtf8())
        appendJsonMember(out, name, bytes);
    else
        appendJsonMember(out, QByteArray(name + QByteArray("Base64")).constData(), bytes.toBase64());
}

void appendRequest(QByteArray &out, const Request &request)
{
    out += "{\"id\":" + QByteArray::number(request.id);
    appendJsonMember(out, "method", request.method);
    appendJsonMember(out, "path", request.target);
    appendJsonMember(out, "peer", request.peer);
    out += ",\"headers\":[";
    const char *separator = "";
    for (const Header &header : request.headers) {
        out += separator;
        separator = ",";
        out += "{\"name\":";
        appendJsonString(out, header.name);
        appendJsonMember(out, "value", header.value);
        out += '}';
    }
    out += ']';
    appendJsonMember(out, "encoding", request.encoding);
    appendJsonMember(out, "wireBytes", request.wireBytes);
    appendJsonMember(out, "writeKey", request.writeKey);
    out += ",\"answer\":{\"status\":" + QByteArray::number(request.status);
    appendBytes(out, "body", request.answer);
    out += "}}";
}

class JsonWriter final : public ExportWriter
{
public:
    JsonWriter(SessionReader &session, bool whole)
        : m_session(session)
        , m_whole(whole)
    {
    }

    Result<void> begin(QByteArray &out) override
    {
        auto sources = m_session.sources();
        if (!sources)
            return sources.error();
        m_sources = std::move(*sources);
        auto marks = m_session.marks();
        if (!marks)
            return marks.error();
        m_marks = std::move(*marks);
        out += "{\"spectap\":1";
        appendJsonMember(out, "startedAt", exportTime(m_session.meta("started_at").toLongLong()));
        out += ",\"calls\":[";
        return {};
    }

    void add(QByteArray &out, const StoredCallDetail &detail) override;
    Result<void> end(QByteArray &out) override;

private:
    void appendString(QByteArray &out, const char *name, StringId id)
    {
        appendNullable(out, name, m_session.strings()->at(id), id == 0);
    }

    void appendMark(QByteArray &out, quint32 seq);

    SessionReader &m_session;
    bool m_whole;
    std::vector<Source> m_sources;
    std::vector<MarkedCall> m_marks; ///< ascending
    CallFinder m_finder;
    const char *m_separator = "\n";
};

/// Of calls that people have marked only.
void JsonWriter::appendMark(QByteArray &out, quint32 seq)
{
    const auto found = std::lower_bound(m_marks.begin(), m_marks.end(), seq,
        [](const MarkedCall &marked, quint32 wanted) { return marked.seq < wanted; });
    if (found == m_marks.end() || found->seq != seq)
        return;
    const CallMark &mark = found->mark;
    const auto word = [&mark](CallMark::Flag flag) { return mark.has(flag) ? "true" : "false"; };
    out += QByteArray(",\"mark\":{\"pinned\":") + word(CallMark::Pinned) +
           ",\"test\":" + word(CallMark::Test) + ",\"hidden\":" + word(CallMark::Hidden);
    appendNullable(out, "colour", markColourName(mark.colour), mark.colour == MarkColour::None);
    appendJsonMember(out, "note", mark.note);
    out += '}';
}

void JsonWriter::add(QByteArray &out, const StoredCallDetail &detail)
{
    const StoredCall &call = detail.call;
    const CallRow &row = call.row;
    out += std::exchange(m_separator, ",\n");
    out += "{\"seq\":" + QByteArray::number(detail.seq);
    appendJsonMember(out, "receivedAt", exportTime(row.receivedAt));
    appendJsonMember(out, "eventTime", exportTime(row.eventTime));
    appendNullable(out, "type", callTypeName(row.type), row.type == CallType::Unknown);
    appendString(out, "name", row.name);
    appendString(out, "spec", call.specEvent);
    appendString(out, "userId", row.user);
    appendString(out, "anonymousId", row.anonymous);
    const Source source = row.source < m_sources.size() ? m_sources[row.source] : Source();
    appendJsonMember(out, "writeKey", source.writeKey);
    appendJsonMember(out, "library", source.library);
    appendJsonMember(out, "severity", severityName(row.worst()));
    appendJsonMember(out, "ingest", ingestName(row.ingest));
    appendNullable(out, "ingestRule", ruleName(call.ingestRule), call.ingestRule == Rule::None);
    if (row.retryOf != 0)
        appendJsonMember(out, "retryOf", row.retryOf);
    appendJsonMember(out, "batchIndex", call.batchIndex);
    appendMark(out, detail.seq);
    out += ",\"request\":";
    appendRequest(out, detail.request);
    appendBytes(out, "text", detail.raw().toByteArray());
    out += ",\"call\":";
    if (const auto view = m_finder.find(detail))
        appendMergedCall(out, *view);
    else
        out += "null";
    out += ",\"findings\":[";
    const char *separator = "";
    for (const Finding &finding : detail.findings) {
        out += separator;
        separator = ",";
        appendFindingJson(out, finding);
    }
    out += "]}";
}

Result<void> JsonWriter::end(QByteArray &out)
{
    out += "\n],\"rejected\":[";
    if (m_whole) {
        const char *separator = "\n";
        const auto requests = m_session.rejectedRequests([&](const Request &request) {
            out += std::exchange(separator, ",\n");
            out += "{\"receivedAt\":";
            appendJsonString(out, exportTime(request.receivedAt));
            appendJsonMember(out, "code", request.code);
            appendJsonMember(out, "reason", request.reason);
            out += ",\"request\":";
            appendRequest(out, request);
            appendBytes(out, "body", request.body);
            out += '}';
            return true;
        });
        if (!requests)
            return requests;
    }
    out += "\n]}\n";
    return {};
}

} // namespace

std::unique_ptr<ExportWriter> makeJsonWriter(SessionReader &session, bool whole)
{
    return std::make_unique<JsonWriter>(session, whole);
}

} // namespace spectap
