// SPDX-License-Identifier: MIT
#include "tests/session/samplesession.h"

namespace spectap::test {

Request sampleRequest(const QByteArray &body, RequestKind kind)
{
    static Micros clock = 1'700'000'000'000'000;
    Request request;
    request.kind = kind;
    request.receivedAt = clock += 1'000'000;
    request.method = "POST";
    request.target = "/v1/batch";
    request.headers = {
        {"Content-Type", "application/json"}, {"Authorization", "Basic ****"}, {"X-Empty", ""}};
    request.body = body;
    request.wireBytes = body.size();
    request.writeKey = "wk1";
    request.peer = "127.0.0.1:50000";
    request.status = 200;
    request.answer = R"({"success":true})";
    return request;
}

SampleSession::SampleSession(const QString &path, std::shared_ptr<StringPool> pool)
    : m_pool(std::move(pool))
    , m_writer(SessionWriter::open(path, m_pool))
{
}

Result<void> SampleSession::add(const QByteArray &body, const std::vector<SampleCall> &calls)
{
    Request request = sampleRequest(body);
    if (const auto added = writer().addRequest(request); !added)
        return added;
    const auto source = writer().source("wk1", "analytics.js", "2.1.0");
    if (!source)
        return source.error();
    quint32 index = 0;
    for (const SampleCall &call : calls) {
        StoredCall stored;
        stored.row.receivedAt = request.receivedAt;
        stored.row.eventTime = request.receivedAt - 5;
        stored.row.type = CallType::Track;
        stored.row.name = m_pool->intern(call.name);
        stored.row.user = call.user.isEmpty() ? 0 : m_pool->intern(call.user);
        stored.row.size = call.length;
        stored.row.source = *source;
        for (const Finding &finding : call.findings) {
            quint8 &count = finding.severity == Severity::Error     ? stored.row.errors
                            : finding.severity == Severity::Warning ? stored.row.warnings
                                                                    : stored.row.infos;
            ++count;
        }
        stored.request = request.id;
        stored.offset = call.offset;
        stored.length = call.length;
        stored.batchIndex = index++;
        if (const auto added = writer().addCall(writer().lastSeq() + 1, stored, call.findings); !added)
            return added;
    }
    return {};
}

Result<void> SampleSession::add(const QByteArray &body, const QByteArray &name)
{
    return add(body, std::vector{SampleCall{0, static_cast<quint32>(body.size()), name, "user-1", {}}});
}

Result<void> SampleSession::store(const QByteArray &body, const QByteArray &name)
{
    if (const auto begun = writer().begin(); !begun)
        return begun;
    if (const auto added = add(body, name); !added) {
        writer().rollback();
        return added;
    }
    return writer().commit();
}

} // namespace spectap::test
