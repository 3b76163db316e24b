// SPDX-License-Identifier: MIT
#include "model/session/redaction/sharesafeedits.h"

#include "model/call/calltype.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Where a byte that begins or ends a token lies once the text is edited.
quint32 moved(const Redactor::Splices &splices, quint32 offset)
{
    qsizetype by = 0;
    for (const Redactor::Splice &splice : splices) {
        if (splice.end > offset)
            break;
        by += splice.with.size() - (splice.end - splice.begin);
    }
    return static_cast<quint32>(offset + by);
}

/// The value that a pointer names, or JsonTape::None.
quint32 resolve(const JsonTape &tape, QByteArrayView pointer)
{
    quint32 node = 0;
    if (pointer.isEmpty())
        return node;
    for (QByteArray token : pointer.sliced(1).toByteArray().split('/')) {
        token.replace("~1", "/").replace("~0", "~");
        if (tape[node].kind == JsonKind::Object) {
            node = tape.find(node, token);
        } else if (tape[node].kind == JsonKind::Array) {
            bool ok = false;
            const quint32 index = token.toUInt(&ok);
            if (!ok || index >= tape[node].children)
                return JsonTape::None;
            const quint32 array = node;
            node = array + 1;
            for (quint32 i = 0; i < index; ++i)
                node = tape[node].next;
        } else {
            return JsonTape::None;
        }
        if (node == JsonTape::None)
            return node;
    }
    return node;
}

} // namespace

Result<std::unique_ptr<ShareSafeEdits>> ShareSafeEdits::of(
    SessionReader &session, RedactionProfile profile, const Progress &progress, QByteArray key)
{
    std::unique_ptr<ShareSafeEdits> edits(new ShareSafeEdits(std::move(profile), std::move(key)));
    edits->m_redactor.setLearning(true);
    auto scan = RequestScan::open(session.path());
    if (!scan)
        return scan.error();
    const auto last = (*scan)->last();
    if (!last)
        return last.error();
    bool cancelled = progress && !progress(0, *last);
    const auto read = (*scan)->read(1, *last, RequestScan::Part::Whole, [&](Request &request) {
        if (!cancelled)
            edits->edit(request);
        cancelled = cancelled || (progress && !progress(request.id, *last));
        return !cancelled;
    });
    if (!read)
        return read.error();
    if (cancelled)
        return Error{ErrorCode::Cancelled, QStringLiteral("The export was cancelled.")};
    auto marks = session.marks();
    if (!marks)
        return marks.error();
    for (MarkedCall &marked : *marks)
        edits->edit(marked);
    edits->m_redactor.setLearning(false);
    return edits;
}

QByteArrayView ShareSafeEdits::notice() const
{
    return "Made share-safe: people, devices, places and secrets were replaced by pseudonyms, so bytes are "
           "not as "
           "received.";
}

void ShareSafeEdits::edit(Request &request)
{
    editHead(request);
    if (const Redactor::Splices splices = m_redactor.body(request.body); !splices.empty())
        request.body = Redactor::spliced(request.body, splices);
}

void ShareSafeEdits::editHead(Request &request)
{
    m_redactor.setPlace(FoundIn::Target);
    request.target = m_redactor.text(request.target);
    for (Header &header : request.headers) {
        header.value = m_redactor.header(header.name, header.value);
        header.name = m_redactor.text(header.name);
    }
    m_redactor.setPlace(FoundIn::Field);
    request.writeKey = m_redactor.value(request.writeKey, m_redactor.topField("writeKey"));
    m_redactor.setPlace(FoundIn::Peer);
    request.peer = m_redactor.text(request.peer);
    m_redactor.setPlace(FoundIn::Answer);
    request.answer = m_redactor.text(request.answer);
    m_redactor.setPlace(FoundIn::Reason);
    request.reason = m_redactor.text(request.reason);
}

void ShareSafeEdits::edit(StoredCallDetail &call, StringPool &strings)
{
    const QByteArray before = call.findings.empty() ? QByteArray() : call.raw().toByteArray();
    const auto size = static_cast<quint32>(call.request.body.size());
    if (call.request.id != m_request.id || call.request.id == 0) {
        m_splices = m_redactor.body(call.request.body);
        m_request = call.request;
        m_request.body = Redactor::spliced(call.request.body, m_splices);
        editHead(m_request);
    }
    call.request = m_request;
    StoredCall &stored = call.call;
    const bool all = stored.offset == 0 && stored.length == size;
    const quint32 begin = all ? 0 : moved(m_splices, stored.offset);
    const quint32 end =
        all ? static_cast<quint32>(m_request.body.size()) : moved(m_splices, stored.offset + stored.length);
    stored.offset = begin;
    stored.length = std::max(begin, end) - begin;
    stored.row.size = stored.length;
    editString(
        stored.row.name, strings, stored.row.type == CallType::Track ? TopField::Event : TopField::Name);
    editString(stored.row.user, strings, TopField::UserId);
    editString(stored.row.anonymous, strings, TopField::AnonymousId);
    editString(stored.row.other, strings,
        stored.row.type == CallType::Alias ? TopField::PreviousId : TopField::GroupId);
    if (!call.findings.empty())
        editFindings(call, before);
}

void ShareSafeEdits::editString(StringId &id, StringPool &strings, TopField field)
{
    static constexpr std::array<const char *, 6> Names{
        "event", "name", "userId", "anonymousId", "previousId", "groupId"};
    if (id == 0)
        return;
    const auto number = static_cast<std::size_t>(field);
    const Redactor::Field &place = m_redactor.topField(Names[number]);
    if (place.choice == FieldChoice::Drop) {
        id = 0;
        return;
    }
    if (std::exchange(m_strings, &strings) != &strings)
        m_made = {};
    std::vector<StringId> &made = m_made[number];
    if (id >= made.size())
        made.resize(std::max<std::size_t>(id + 1, made.size() * 2));
    const StringId before = id;
    if (made[before] == 0)
        made[before] = strings.intern(m_redactor.value(strings.at(before).toByteArray(), place));
    id = made[before];
}

/// What a finding shows of a value is made from the value that stands there now.
void ShareSafeEdits::editFindings(StoredCallDetail &call, QByteArrayView before)
{
    const JsonTape &was = m_was;
    const JsonTape &is = m_is;
    const bool readable = !m_was.parse(before) && !m_is.parse(call.raw());
    for (Finding &finding : call.findings) {
        const quint32 old = readable ? resolve(was, finding.pointer) : JsonTape::None;
        const quint32 now = readable ? resolve(is, finding.pointer) : JsonTape::None;
        finding.expected = m_redactor.value(finding.expected, m_redactor.noField());
        finding.pointer = m_redactor.text(finding.pointer);
        if (finding.actual.isEmpty())
            continue;
        // It may be cut, with an ellipsis for the rest.
        const QByteArray shown =
            finding.actual.endsWith("\xe2\x80\xa6") ? finding.actual.chopped(3) : finding.actual;
        const auto isOf = [&](QByteArrayView value) { return value.startsWith(shown); };
        const bool isText = old != JsonTape::None && isOf(was.string(old));
        if (isText || (old != JsonTape::None && isOf(was.raw(old)))) {
            const QByteArray value = now == JsonTape::None ? QByteArray()
                                     : isText              ? is.string(now).toByteArray()
                                                           : is.raw(now).toByteArray();
            finding.actual = value.left(Finding::MaxActual);
        } else {
            finding.actual = m_redactor.value(finding.actual, m_redactor.noField());
        }
    }
}

void ShareSafeEdits::edit(Source &source)
{
    source.writeKey = m_redactor.value(source.writeKey, m_redactor.topField("writeKey"));
}

void ShareSafeEdits::edit(MarkedCall &marked)
{
    m_redactor.setPlace(FoundIn::Note);
    marked.mark.note = m_redactor.text(marked.mark.note);
}

} // namespace spectap
