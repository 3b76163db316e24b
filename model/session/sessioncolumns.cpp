// SPDX-License-Identifier: MIT
#include "model/session/sessioncolumns.h"

#include <algorithm>

namespace spectap {

namespace {

/// A number a file holds, as an enum; what this program does not know becomes `otherwise`.
template <typename E> E known(qint64 number, E last, E otherwise)
{
    return number >= 0 && number <= static_cast<qint64>(last) ? static_cast<E>(number) : otherwise;
}

CallType callType(qint64 number)
{
    return known(number, CallType::Alias, CallType::Unknown);
}

void appendLine(QByteArray &text, const QByteArray &part, const char *end)
{
    const qsizetype start = text.size();
    text += part;
    std::replace_if(
        text.begin() + start, text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    text += end;
}

} // namespace

QByteArray encodeHeaders(const std::vector<Header> &headers)
{
    qsizetype size = 0;
    for (const Header &header : headers)
        size += header.name.size() + header.value.size() + 4;
    QByteArray text;
    text.reserve(size);
    for (const Header &header : headers) {
        appendLine(text, header.name, ": ");
        appendLine(text, header.value, "\r\n");
    }
    return text;
}

std::vector<Header> decodeHeaders(QByteArrayView text)
{
    std::vector<Header> headers;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf("\r\n");
        const QByteArrayView line = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 2);
        const qsizetype colon = line.indexOf(": ");
        if (colon >= 0)
            headers.push_back({line.first(colon).toByteArray(), line.sliced(colon + 2).toByteArray()});
    }
    return headers;
}

RequestKind requestKind(qint64 number)
{
    return known(number, RequestKind::Rejected, RequestKind::Service);
}

void bindRequest(sqlite::Statement &statement, const Request &request, QByteArrayView headers)
{
    statement.bind(1, request.id);
    statement.bind(2, static_cast<qint64>(request.kind));
    statement.bind(3, request.receivedAt);
    statement.bindText(4, request.method);
    statement.bindText(5, request.target);
    statement.bind(6, static_cast<qint64>(request.pathType));
    statement.bind(7, request.status);
    statement.bind(8, request.wireBytes);
    statement.bindText(9, request.encoding);
    statement.bindText(10, request.writeKey);
    statement.bindText(11, request.peer);
    statement.bindText(12, request.code);
    statement.bindText(13, request.reason);
    statement.bindBlob(14, headers);
    statement.bindBlob(15, request.answer);
    statement.bindBlob(16, request.body);
}

Request readRequest(const sqlite::Statement &statement)
{
    Request request;
    request.id = statement.integer(0);
    request.kind = requestKind(statement.integer(1));
    request.receivedAt = statement.integer(2);
    request.method = statement.bytes(3);
    request.target = statement.bytes(4);
    request.pathType = callType(statement.integer(5));
    request.status = static_cast<int>(statement.integer(6));
    request.wireBytes = statement.integer(7);
    request.encoding = statement.bytes(8);
    request.writeKey = statement.bytes(9);
    request.peer = statement.bytes(10);
    request.code = statement.bytes(11);
    request.reason = statement.bytes(12);
    request.headers = decodeHeaders(statement.view(13));
    request.answer = statement.bytes(14);
    request.body = statement.bytes(15);
    return request;
}

void bindCall(sqlite::Statement &statement, int before, quint32 seq, const StoredCall &call)
{
    const CallRow &row = call.row;
    statement.bind(before + 1, seq);
    statement.bind(before + 2, row.receivedAt);
    statement.bind(before + 3, row.eventTime);
    statement.bind(before + 4, static_cast<qint64>(row.type));
    statement.bind(before + 5, row.name);
    statement.bind(before + 6, row.user);
    statement.bind(before + 7, row.anonymous);
    statement.bind(before + 8, row.other);
    statement.bind(before + 9, call.length);
    statement.bind(before + 10, row.retryOf);
    statement.bind(before + 11, row.source);
    statement.bind(before + 12, row.errors);
    statement.bind(before + 13, row.warnings);
    statement.bind(before + 14, row.infos);
    statement.bind(before + 15, static_cast<qint64>(row.ingest));
    statement.bind(before + 16, row.flags);
    statement.bind(before + 17, call.request);
    statement.bind(before + 18, call.offset);
    statement.bind(before + 19, call.batchIndex);
    statement.bind(before + 20, static_cast<qint64>(call.ingestRule));
    statement.bind(before + 21, call.specEvent);
}

void bindVerdict(sqlite::Statement &statement, quint32 seq, const StoredCall &call)
{
    const CallRow &row = call.row;
    statement.bind(1, seq);
    statement.bind(2, row.eventTime);
    statement.bind(3, static_cast<qint64>(row.type));
    statement.bind(4, row.name);
    statement.bind(5, row.user);
    statement.bind(6, row.anonymous);
    statement.bind(7, row.other);
    statement.bind(8, row.retryOf);
    statement.bind(9, row.errors);
    statement.bind(10, row.warnings);
    statement.bind(11, row.infos);
    statement.bind(12, static_cast<qint64>(row.ingest));
    statement.bind(13, row.flags);
    statement.bind(14, static_cast<qint64>(call.ingestRule));
    statement.bind(15, call.specEvent);
}

void readRow(const sqlite::Statement &statement, CallRow &row)
{
    row.receivedAt = statement.integer(1);
    row.eventTime = statement.integer(2);
    row.type = callType(statement.integer(3));
    row.name = static_cast<StringId>(statement.integer(4));
    row.user = static_cast<StringId>(statement.integer(5));
    row.anonymous = static_cast<StringId>(statement.integer(6));
    row.other = static_cast<StringId>(statement.integer(7));
    row.size = static_cast<quint32>(statement.integer(8));
    row.retryOf = static_cast<quint32>(statement.integer(9));
    row.source = static_cast<quint16>(statement.integer(10));
    row.errors = static_cast<quint8>(statement.integer(11));
    row.warnings = static_cast<quint8>(statement.integer(12));
    row.infos = static_cast<quint8>(statement.integer(13));
    row.ingest = known(statement.integer(14), Ingest::Dropped, Ingest::Accepted);
    row.flags = static_cast<quint8>(statement.integer(15));
}

StoredCall readCall(const sqlite::Statement &statement)
{
    StoredCall call;
    readRow(statement, call.row);
    call.length = call.row.size;
    call.request = statement.integer(16);
    call.offset = static_cast<quint32>(statement.integer(17));
    call.batchIndex = static_cast<quint32>(statement.integer(18));
    call.ingestRule = known(statement.integer(19), static_cast<Rule>(RuleCount - 1), Rule::None);
    call.specEvent = static_cast<quint32>(statement.integer(20));
    return call;
}

void bindFindingKind(sqlite::Statement &statement, qint64 id, const Finding &finding)
{
    statement.bind(1, id);
    statement.bindText(2, finding.pointer);
    statement.bind(3, static_cast<qint64>(finding.set));
    statement.bind(4, static_cast<qint64>(finding.severity));
    statement.bind(5, static_cast<qint64>(finding.rule));
    statement.bindText(6, finding.expected);
    statement.bindText(7, finding.doc);
}

Finding readFinding(const sqlite::Statement &statement)
{
    Finding finding;
    finding.actual = statement.bytes(1);
    finding.pointer = statement.bytes(2);
    finding.set = known(statement.integer(3), RuleSet::Sdk, RuleSet::Spec);
    finding.severity = known(statement.integer(4), Severity::Error, Severity::Info);
    finding.rule = known(statement.integer(5), static_cast<Rule>(RuleCount - 1), Rule::None);
    finding.expected = statement.bytes(6);
    finding.doc = statement.bytes(7);
    return finding;
}

} // namespace spectap
