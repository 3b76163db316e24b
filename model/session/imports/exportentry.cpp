// SPDX-License-Identifier: MIT
#include "model/session/imports/exportentry.h"

#include <utility>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

} // namespace

quint32 ExportEntryReader::member(quint32 object, QByteArrayView name) const
{
    return object == None || m_tape[object].kind != JsonKind::Object ? None : m_tape.find(object, name);
}

QByteArray ExportEntryReader::text(quint32 object, QByteArrayView name) const
{
    const quint32 node = member(object, name);
    return node == None || m_tape[node].kind != JsonKind::String ? QByteArray()
                                                                 : m_tape.string(node).toByteArray();
}

qint64 ExportEntryReader::number(quint32 object, QByteArrayView name) const
{
    const quint32 node = member(object, name);
    return node == None || m_tape[node].kind != JsonKind::Number ? 0 : m_tape.raw(node).toLongLong();
}

std::optional<QByteArray> ExportEntryReader::bytes(quint32 object, const QByteArray &name) const
{
    const quint32 plain = member(object, name);
    if (plain != None && m_tape[plain].kind == JsonKind::String)
        return m_tape.string(plain).toByteArray();
    const QByteArray codedName = name + "Base64";
    const quint32 coded = member(object, codedName);
    if (coded != None && m_tape[coded].kind == JsonKind::String)
        return QByteArray::fromBase64(m_tape.string(coded).toByteArray());
    return std::nullopt;
}

Request ExportEntryReader::requestOf(quint32 node) const
{
    Request request;
    request.id = number(node, "id");
    request.method = text(node, "method");
    request.target = text(node, "path");
    request.peer = text(node, "peer");
    request.encoding = text(node, "encoding");
    request.wireBytes = number(node, "wireBytes");
    request.writeKey = text(node, "writeKey");
    request.code = text(node, "code");
    request.reason = text(node, "reason");
    if (const quint32 headers = member(node, "headers");
        headers != None && m_tape[headers].kind == JsonKind::Array) {
        for (quint32 item = headers + 1; item < m_tape[headers].next; item = m_tape[item].next)
            request.headers.push_back({text(item, "name"), text(item, "value")});
    }
    const quint32 answer = member(node, "answer");
    if (const qint64 status = number(answer, "status"); status > 0 && status < 1000)
        request.status = static_cast<int>(status);
    request.answer = bytes(answer, "body").value_or(QByteArray());
    return request;
}

std::optional<CallMark> ExportEntryReader::markOf(quint32 node) const
{
    if (node == None || m_tape[node].kind != JsonKind::Object)
        return std::nullopt;
    CallMark mark;
    const auto take = [&](QByteArrayView name, CallMark::Flag flag) {
        const quint32 value = member(node, name);
        if (value != None && m_tape[value].kind == JsonKind::True)
            mark.flags |= flag;
    };
    take("pinned", CallMark::Pinned);
    take("test", CallMark::Test);
    take("hidden", CallMark::Hidden);
    mark.colour = markColourFromName(text(node, "colour")).value_or(MarkColour::None);
    mark.note = text(node, "note");
    return mark;
}

bool ExportEntryReader::complain(const ImportPlace &place, const QString &reason)
{
    return m_sink.problem({place.offset + place.begin, place.line, reason, place});
}

bool ExportEntryReader::parse(const ImportPlace &place)
{
    const auto error = m_tape.parse(place.text);
    if (!error)
        return true;
    ImportPlace broken = place;
    broken.begin = error->offset;
    broken.end = error->offset + 1;
    (void)complain(broken, QStringLiteral("The entry is not JSON: %1 of it.").arg(error->message()));
    return false;
}

bool ExportEntryReader::readCall(const ImportPlace &place)
{
    if (!parse(place))
        return true;
    const quint32 node = member(0, "request");
    const std::optional<QByteArray> call = bytes(0, "text");
    if (!call)
        return complain(
            place, QStringLiteral("The entry has no \"text\": the call's own bytes are missing."));
    const qint64 id = number(node, "id");
    const bool follows = m_pending && id != 0 && m_pending->request.id == id;
    if (!follows) {
        if (!flush())
            return false;
        ImportedRequest found;
        found.origin = ImportOrigin::Exported;
        found.place = place;
        found.place.text = {}; // gone when the request's last call has been read
        found.request = requestOf(node);
        found.request.receivedAt = parseIsoTime(text(0, "receivedAt")).value_or(NoTime);
        const auto opening = bytes(node, "opening");
        m_closing = bytes(node, "closing").value_or(QByteArray());
        m_wraps = !opening && m_closing.isEmpty();
        found.request.body = opening.value_or(QByteArray());
        m_pending = std::move(found);
        m_calls = 0;
    }
    Request &request = m_pending->request;
    if (m_calls > 0)
        request.body += bytes(0, "before").value_or(",");
    request.body += *call;
    if (auto mark = markOf(member(0, "mark")))
        m_pending->marks.emplace_back(m_calls, std::move(*mark));
    ++m_calls;
    return true;
}

bool ExportEntryReader::flush()
{
    if (!m_pending)
        return true;
    ImportedRequest found = std::move(*std::exchange(m_pending, std::nullopt));
    if (m_wraps && m_calls > 1)
        found.request.body = "{\"batch\":[" + found.request.body + "]}";
    else
        found.request.body += m_closing;
    return m_sink.request(std::move(found));
}

bool ExportEntryReader::readRejection(const ImportPlace &place)
{
    if (!flush() || !parse(place))
        return true;
    ImportedRequest found;
    found.origin = ImportOrigin::Exported;
    found.place = place;
    found.request = requestOf(member(0, "request"));
    found.request.kind = RequestKind::Rejected;
    found.request.receivedAt = parseIsoTime(text(0, "receivedAt")).value_or(NoTime);
    found.request.code = text(0, "code");
    found.request.reason = text(0, "reason");
    found.request.body = bytes(0, "body").value_or(QByteArray());
    return m_sink.request(std::move(found));
}

} // namespace spectap
