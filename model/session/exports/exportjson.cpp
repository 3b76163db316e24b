// SPDX-License-Identifier: MIT
#include "model/session/callfinder.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/exportwriter.h"

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

/// What stands around calls in their request's body, so that an import can put it together again.
struct Surroundings
{
    QByteArrayView opening; ///< before the first call
    QByteArrayView before;  ///< between this call and the one before
    QByteArrayView closing; ///< after the last call
};

void appendRequest(QByteArray &out, const Request &request, const Surroundings &around = {})
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
    appendBytesMember(out, "body", request.answer);
    out += '}';
    if (request.kind == RequestKind::Calls && !request.code.isEmpty()) {
        appendJsonMember(out, "code", request.code);
        appendJsonMember(out, "reason", request.reason);
    }
    if (!around.opening.isEmpty())
        appendBytesMember(out, "opening", around.opening.toByteArray());
    if (!around.closing.isEmpty())
        appendBytesMember(out, "closing", around.closing.toByteArray());
    out += '}';
}

class JsonWriter final : public ExportWriter
{
public:
    explicit JsonWriter(ExportSource &source)
        : m_source(source)
    {
    }

    Result<void> begin(ExportOutput &output) override
    {
        auto marks = m_source.marks();
        if (!marks)
            return marks.error();
        m_marks = std::move(*marks);
        QByteArray &out = output.text();
        out += "{\"spectap\":1";
        appendJsonMember(out, "startedAt", exportTime(m_source.startedAt()));
        if (const QByteArray title = m_source.title(); !title.isEmpty())
            appendJsonMember(out, "title", title);
        if (const QByteArray description = m_source.description(); !description.isEmpty())
            appendJsonMember(out, "description", description);
        if (!m_source.notice().isEmpty())
            appendJsonMember(out, "shareSafe", m_source.notice());
        out += ",\"calls\":[";
        return {};
    }

    Result<void> add(ExportOutput &output, const StoredCallDetail &detail) override;
    Result<void> end(ExportOutput &output) override;

private:
    void appendString(QByteArray &out, const char *name, StringId id)
    {
        appendNullable(out, name, m_source.string(id), id == 0);
    }

    void appendMark(QByteArray &out, quint32 seq);
    [[nodiscard]] Surroundings surroundingsOf(const StoredCallDetail &detail, const CallView *view);

    ExportSource &m_source;
    std::vector<MarkedCall> m_marks; ///< ascending
    CallFinder m_finder;
    qint64 m_lastRequest = 0; ///< of the call before
    const char *m_separator = "\n";
};

/// What holds for the whole request stands with the first of its calls only. `view` is null where the body
/// cannot be divided.
Surroundings JsonWriter::surroundingsOf(const StoredCallDetail &detail, const CallView *view)
{
    const QByteArrayView body = detail.request.body;
    const std::vector<CallView> &calls = m_finder.sliced().calls;
    qsizetype begin = detail.call.offset;
    qsizetype end = begin + detail.call.length;
    Surroundings around;
    if (view && view->index > 0) {
        const QByteArrayView previous = calls[view->index - 1].raw();
        const qsizetype from = previous.data() + previous.size() - view->tape->text().data();
        around.before = body.sliced(from, begin - from);
    }
    if (std::exchange(m_lastRequest, detail.request.id) == detail.request.id)
        return around;
    if (view) {
        const QByteArrayView first = calls.front().raw();
        const QByteArrayView last = calls.back().raw();
        begin = first.data() - view->tape->text().data();
        end = last.data() + last.size() - view->tape->text().data();
    }
    around.opening = body.first(begin);
    around.closing = body.sliced(end);
    return around;
}

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

Result<void> JsonWriter::add(ExportOutput &output, const StoredCallDetail &detail)
{
    QByteArray &out = output.text();
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
    const Source source = m_source.source(row.source);
    appendJsonMember(out, "writeKey", source.writeKey);
    appendJsonMember(out, "library", source.library);
    appendJsonMember(out, "severity", severityName(row.worst()));
    appendJsonMember(out, "ingest", ingestName(row.ingest));
    appendNullable(out, "ingestRule", ruleName(call.ingestRule), call.ingestRule == Rule::None);
    if (row.retryOf != 0)
        appendJsonMember(out, "retryOf", row.retryOf);
    appendJsonMember(out, "batchIndex", call.batchIndex);
    appendMark(out, detail.seq);
    const CallView *view = m_finder.find(detail);
    const Surroundings around = surroundingsOf(detail, view);
    out += ",\"request\":";
    appendRequest(out, detail.request, around);
    if (!around.before.isEmpty() && around.before != ",")
        appendBytesMember(out, "before", around.before.toByteArray());
    appendBytesMember(out, "text", detail.raw().toByteArray());
    out += ",\"call\":";
    if (view)
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
    return {};
}

Result<void> JsonWriter::end(ExportOutput &output)
{
    QByteArray &out = output.text();
    out += "\n],\"rejected\":[";
    if (m_source.isWhole()) {
        const char *separator = "\n";
        const auto requests = m_source.rejectedRequests([&](const Request &request) {
            out += std::exchange(separator, ",\n");
            out += "{\"receivedAt\":";
            appendJsonString(out, exportTime(request.receivedAt));
            appendJsonMember(out, "code", request.code);
            appendJsonMember(out, "reason", request.reason);
            out += ",\"request\":";
            appendRequest(out, request);
            appendBytesMember(out, "body", request.body);
            out += '}';
            return output.relieve();
        });
        if (!requests || !output.outcome())
            return requests ? output.outcome() : requests;
    }
    out += "\n]}\n";
    return {};
}

} // namespace

std::unique_ptr<ExportWriter> makeJsonWriter(ExportSource &source)
{
    return std::make_unique<JsonWriter>(source);
}

} // namespace spectap
