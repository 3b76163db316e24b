// SPDX-License-Identifier: MIT
#include "model/session/exports/exportrequests.h"
#include "model/session/exports/exporttext.h"

#include "model/call/headers.h"
#include "model/call/statusphrase.h"
#include "model/spec/findingjson.h"
#include "model/support/jsontext.h"

#include <utility>

namespace spectap {

namespace {

/// What the format wants and nobody knows is said by -1, as it asks for; headersSize is one of them. Of the
/// times only the moment is known at which the last byte of the request had arrived.
constexpr char UnknownTimes[] =
    ",\"time\":0,\"cache\":{},\"timings\":{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"send\":-1,\"wait\":-1,"
    "\"receive\":-1,\"ssl\":-1,\"comment\":\"Not measured. startedDateTime is when the last byte of the "
    "request had arrived.\"}";

QByteArrayView kindName(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Calls:
        return "calls";
    case RequestKind::Settings:
        return "settings";
    case RequestKind::Preflight:
        return "preflight";
    case RequestKind::Metrics:
        return "metrics";
    case RequestKind::Status:
        return "status";
    case RequestKind::Service:
        return "service";
    case RequestKind::Rejected:
        return "rejected";
    }
    return "service";
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A target as a part of a URL: what may not stand there is percent-encoded. A target has no fragment.
QByteArray urlPart(QByteArrayView text)
{
    constexpr QByteArrayView Odd = "\"#<>\\^`{|}";
    QByteArray part;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool broken =
            c == '%' && !(i + 2 < text.size() && isHexDigit(text[i + 1]) && isHexDigit(text[i + 2]));
        if (c > ' ' && c < '\x7f' && !Odd.contains(c) && !broken)
            part += c;
        else
            part += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return part;
}

/// The request's address as far as it is known: the scheme is not stored.
QByteArray urlOf(const Request &request)
{
    const QByteArray target = urlPart(request.target);
    if (target.startsWith("http://") || target.startsWith("https://"))
        return target;
    const QByteArray host = urlPart(headerValue(request.headers, "Host"));
    return "http://" + (host.isEmpty() ? QByteArray("127.0.0.1") : host) +
           (target.startsWith('/') ? "" : "/") + target;
}

void appendPair(QByteArray &out, const char *&separator, QByteArrayView name, QByteArrayView value)
{
    out += std::exchange(separator, ",");
    out += "{\"name\":";
    appendJsonString(out, name);
    appendJsonMember(out, "value", value);
    out += '}';
}

/// As a form has them: percent-encoding undone, + is a space.
QByteArray formText(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' '));
}

void appendQuery(QByteArray &out, const QByteArray &target)
{
    out += ",\"queryString\":[";
    const qsizetype mark = target.indexOf('?');
    const qsizetype hash = target.indexOf('#', std::max<qsizetype>(mark, 0));
    if (mark >= 0) {
        const char *separator = "";
        const QByteArray query = target.mid(mark + 1, hash < 0 ? -1 : hash - mark - 1);
        for (const QByteArray &pair : query.split('&')) {
            if (pair.isEmpty())
                continue;
            const qsizetype equals = pair.indexOf('=');
            appendPair(out, separator, formText(equals < 0 ? pair : pair.first(equals)),
                equals < 0 ? QByteArray() : formText(QByteArrayView(pair).sliced(equals + 1)));
        }
    }
    out += ']';
}

/// A request has no encoding in the format, as the content of an answer has: ours is a custom field.
void appendPostData(QByteArray &out, const Request &request)
{
    if (request.body.isEmpty())
        return;
    out += ",\"postData\":{\"mimeType\":";
    const QByteArray type = headerValue(request.headers, "Content-Type");
    appendJsonString(out, type.isEmpty() ? "application/octet-stream" : type);
    if (request.body.isValidUtf8()) {
        appendJsonMember(out, "text", request.body);
    } else {
        appendJsonMember(out, "text", request.body.toBase64());
        appendJsonMember(out, "_encoding", "base64");
    }
    out += '}';
}

void appendRequest(QByteArray &out, const Request &request)
{
    out += ",\"request\":{\"method\":";
    appendJsonString(out, request.method);
    appendJsonMember(out, "url", urlOf(request));
    appendJsonMember(out, "httpVersion", "HTTP/1.1"); // the only one Spectap speaks
    out += ",\"cookies\":[],\"headers\":[";
    const char *separator = "";
    for (const Header &header : request.headers)
        appendPair(out, separator, header.name, header.value);
    out += ']';
    appendQuery(out, request.target);
    appendPostData(out, request);
    appendJsonMember(out, "headersSize", -1);
    appendJsonMember(out, "bodySize", request.wireBytes);
    out += '}';
}

void appendAnswer(QByteArray &out, const Request &request)
{
    const QByteArray &body = request.answer;
    out += ",\"response\":{\"status\":" + QByteArray::number(request.status);
    appendJsonMember(out, "statusText", statusPhrase(request.status));
    appendJsonMember(out, "httpVersion", "HTTP/1.1");
    out += ",\"cookies\":[],\"headers\":[],\"content\":{\"size\":" + QByteArray::number(body.size());
    appendJsonMember(out, "mimeType", body.startsWith('{') ? "application/json" : "x-unknown");
    if (body.isValidUtf8()) {
        appendJsonMember(out, "text", body);
    } else {
        appendJsonMember(out, "text", body.toBase64());
        appendJsonMember(out, "encoding", "base64");
    }
    out += '}';
    appendJsonMember(out, "redirectURL", "");
    appendJsonMember(out, "headersSize", -1);
    appendJsonMember(out, "bodySize", body.size());
    out += ",\"comment\":\"The headers of answers are not stored.\"}";
}

class HarWriter final : public RequestsWriter
{
public:
    using RequestsWriter::RequestsWriter;

    Result<void> begin(ExportOutput &out) override
    {
        out.text() += "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Spectap\",\"version\":"
                      "\"" SPECTAP_VERSION "\"}";
        if (!source().notice().isEmpty()) {
            out.text() += ",\"_spectap\":{\"shareSafe\":true}";
            appendJsonMember(out.text(), "comment", source().notice());
        }
        out.text() += ",\"entries\":[";
        return {};
    }

protected:
    void addCarried(const StoredCallDetail &detail) override;
    void addRequest(QByteArray &out, const Request &request) override;
    void close(QByteArray &out) override { out += "\n]}}\n"; }

private:
    const char *m_separator = "\n";
    QByteArray m_calls; ///< of the request that comes next
};

void HarWriter::addCarried(const StoredCallDetail &detail)
{
    const CallRow &row = detail.call.row;
    m_calls += m_calls.isEmpty() ? "{\"seq\":" : ",{\"seq\":";
    m_calls += QByteArray::number(detail.seq);
    if (row.type == CallType::Unknown)
        appendJsonNull(m_calls, "type");
    else
        appendJsonMember(m_calls, "type", callTypeName(row.type));
    if (row.name == 0)
        appendJsonNull(m_calls, "name");
    else
        appendJsonMember(m_calls, "name", source().string(row.name));
    appendJsonMember(m_calls, "offset", detail.call.offset);
    appendJsonMember(m_calls, "length", detail.call.length);
    appendJsonMember(m_calls, "severity", severityName(row.worst()));
    appendJsonMember(m_calls, "ingest", ingestName(row.ingest));
    m_calls += ",\"findings\":[";
    const char *separator = "";
    for (const Finding &finding : detail.findings) {
        m_calls += std::exchange(separator, ",");
        appendFindingJson(m_calls, finding);
    }
    m_calls += "]}";
}

void HarWriter::addRequest(QByteArray &out, const Request &request)
{
    out += std::exchange(m_separator, ",\n");
    out += "{\"startedDateTime\":";
    // The format has no word for a moment that is unknown.
    appendJsonString(out, exportTime(request.receivedAt == NoTime ? 0 : request.receivedAt));
    appendRequest(out, request);
    appendAnswer(out, request);
    out += UnknownTimes;
    out += ",\"_spectap\":{\"id\":" + QByteArray::number(request.id);
    appendJsonMember(out, "kind", kindName(request.kind));
    appendJsonMember(out, "peer", request.peer);
    appendJsonMember(out, "target", request.target);
    appendJsonMember(out, "writeKey", request.writeKey);
    appendJsonMember(out, "contentEncodingUndone", request.encoding);
    if (request.kind == RequestKind::Rejected) {
        appendJsonMember(out, "code", request.code);
        appendJsonMember(out, "reason", request.reason);
    }
    out += ",\"calls\":[" + std::exchange(m_calls, {}) + "]}}";
}

} // namespace

std::unique_ptr<ExportWriter> makeHarWriter(ExportSource &source)
{
    return std::make_unique<HarWriter>(source);
}

} // namespace spectap
