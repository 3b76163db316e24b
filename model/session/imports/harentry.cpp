// SPDX-License-Identifier: MIT
#include "model/session/imports/harentry.h"

#include "model/call/headers.h"

#include <array>
#include <cmath>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

RequestKind requestKindFromName(QByteArrayView name)
{
    static constexpr std::array<std::pair<QByteArrayView, RequestKind>, 6> Names{{
        {"settings", RequestKind::Settings},
        {"preflight", RequestKind::Preflight},
        {"metrics", RequestKind::Metrics},
        {"status", RequestKind::Status},
        {"service", RequestKind::Service},
        {"rejected", RequestKind::Rejected},
    }};
    for (const auto &[known, kind] : Names) {
        if (known == name)
            return kind;
    }
    return RequestKind::Calls;
}

} // namespace

quint32 HarEntryReader::member(quint32 object, QByteArrayView name) const
{
    return object == None || m_tape[object].kind != JsonKind::Object ? None : m_tape.find(object, name);
}

QByteArray HarEntryReader::text(quint32 node) const
{
    return node == None || m_tape[node].kind != JsonKind::String ? QByteArray()
                                                                 : m_tape.string(node).toByteArray();
}

/// The `text` of postData or of an answer's content.
QByteArray HarEntryReader::content(quint32 node) const
{
    const QByteArray bytes = text(member(node, "text"));
    // For requests not in the format's text, but in what recorders write for bodies that are not UTF-8.
    const bool coded =
        text(member(node, "encoding")) == "base64" || text(member(node, "_encoding")) == "base64";
    return coded ? QByteArray::fromBase64(bytes) : bytes;
}

double HarEntryReader::number(quint32 node) const
{
    const double value =
        node == None || m_tape[node].kind != JsonKind::Number ? 0 : m_tape.raw(node).toDouble();
    return std::isfinite(value) ? value : 0;
}

std::vector<Header> HarEntryReader::headers(quint32 node) const
{
    std::vector<Header> read;
    if (node == None || m_tape[node].kind != JsonKind::Array)
        return read;
    for (quint32 item = node + 1; item < m_tape[node].next; item = m_tape[item].next) {
        const QByteArray name = text(member(item, "name"));
        if (!name.isEmpty() && !name.startsWith(':')) // HTTP/2's own fields: the URL and method say it
            read.push_back({name, text(member(item, "value"))});
    }
    return read;
}

void HarEntryReader::readAnswer(quint32 response, Request &request) const
{
    const double status = number(member(response, "status"));
    request.status = status >= 100 && status < 1000 ? static_cast<int>(status) : 0;
    request.answer = content(member(response, "content"));
}

/// What the format has no word for, in entries that Spectap wrote.
void HarEntryReader::readOurs(quint32 ours, Request &request) const
{
    request.id = static_cast<qint64>(number(member(ours, "id")));
    request.kind = requestKindFromName(text(member(ours, "kind")));
    request.peer = text(member(ours, "peer"));
    request.target = text(member(ours, "target"));
    request.writeKey = text(member(ours, "writeKey"));
    request.encoding = text(member(ours, "contentEncodingUndone"));
    request.code = text(member(ours, "code"));
    request.reason = text(member(ours, "reason"));
}

bool HarEntryReader::read(const ImportPlace &place)
{
    ImportedRequest found;
    found.place = place;
    if (const auto error = m_tape.parse(place.text)) {
        found.place.begin = error->offset;
        found.place.end = error->offset + 1;
        return m_sink.problem({place.offset + error->offset, place.line,
            QStringLiteral("The entry is not JSON: %1 of it.").arg(error->message()), found.place});
    }
    const quint32 sent = member(0, "request");
    const quint32 posted = member(sent, "postData");
    Request &request = found.request;
    found.origin = ImportOrigin::Recorded;
    request.method = text(member(sent, "method"));
    request.target = text(member(sent, "url"));
    request.headers = headers(member(sent, "headers"));
    request.encoding = headerValue(request.headers, "content-encoding");
    request.body = content(posted);
    const double size = number(member(sent, "bodySize"));
    request.wireBytes = size > 0 && size < 1e15 ? static_cast<qint64>(size) : request.body.size();
    if (const auto began = parseIsoTime(text(member(0, "startedDateTime")))) {
        const double took = number(member(0, "time")); // milliseconds, or -1 where it is not known
        request.receivedAt = *began + (took > 0 && took < 1e9 ? std::llround(took * 1000) : 0);
    }
    readAnswer(member(0, "response"), request);
    if (const quint32 ours = member(0, "_spectap"); ours != None && m_tape[ours].kind == JsonKind::Object) {
        found.origin = ImportOrigin::Exported;
        readOurs(ours, request);
    }
    found.place.inString = true;
    if (const quint32 body = member(posted, "text"); body != None) {
        found.place.begin = m_tape[body].begin;
        found.place.end = m_tape[body].end;
    } else if (const quint32 url = member(sent, "url"); url != None) {
        found.place.begin = m_tape[url].begin;
        found.place.end = m_tape[url].end;
    }
    return m_sink.request(std::move(found));
}

} // namespace spectap
