// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/session/rowbatch.h"
#include "model/session/sessionwriter.h"

#include <QTemporaryDir>
#include <QTest>

namespace spectap::test {

/// A session file being written, and the row batches that tell a document of it: what capture does, without
/// sockets.
class StoredSession
{
public:
    StoredSession()
    {
        auto opened = SessionWriter::open(path(), pool);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_writer = std::move(opened).value();
    }

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("test.spectap")); }

    /// Stores one request with `calls` (JSON texts) as a batch, or alone when there is one.
    RowBatch add(const std::vector<QByteArray> &calls, const std::vector<Finding> &findings = {})
    {
        Request request;
        request.receivedAt = Micros(m_writer->lastSeq() + 1) * 1'000'000;
        request.method = "POST";
        request.target = "/v1/batch";
        request.status = 200;
        request.body = calls.size() == 1 ? calls.front() : "{\"batch\":[" + join(calls) + "]}";
        return addRequest(request, findings);
    }

    RowBatch addRequest(Request &request, const std::vector<Finding> &findings = {})
    {
        RowBatch batch;
        batch.firstSeq = m_writer->lastSeq() + 1;
        require(m_writer->begin());
        require(m_writer->addRequest(request));
        JsonTape tape;
        const SlicedBody sliced = sliceBody(tape, request.body, request.pathType, true);
        if (sliced.shape == SlicedBody::Shape::NotJson)
            store(batch, request, {}, 0, static_cast<quint32>(request.body.size()), 0, findings);
        for (const CallView &view : sliced.calls) {
            const auto offset = static_cast<quint32>(view.raw().data() - request.body.constData());
            store(batch, request, rowOf(view, request), offset, static_cast<quint32>(view.raw().size()),
                view.index, findings);
        }
        require(m_writer->commit());
        return batch;
    }

    std::shared_ptr<StringPool> pool = std::make_shared<StringPool>();

private:
    static QByteArray join(const std::vector<QByteArray> &calls)
    {
        QByteArray text;
        for (const QByteArray &call : calls)
            text += (text.isEmpty() ? "" : ",") + call;
        return text;
    }
    static void require(const Result<void> &result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
    }
    StringId number(QByteArrayView text) const { return text.isEmpty() ? 0 : pool->intern(text); }

    CallRow rowOf(const CallView &view, const Request &request) const
    {
        const CallFacts facts = CallFacts::of(view);
        CallRow row;
        row.receivedAt = request.receivedAt;
        row.eventTime = facts.eventTime(request.receivedAt);
        row.name = number(facts.name);
        row.user = number(facts.userId);
        row.anonymous = number(facts.anonymousId);
        row.other = number(facts.type == CallType::Alias ? facts.previousId : facts.groupId);
        row.size = static_cast<quint32>(view.raw().size());
        row.type = facts.type;
        return row;
    }
    void store(RowBatch &batch, const Request &request, CallRow row, quint32 offset, quint32 length,
        quint32 index, const std::vector<Finding> &findings)
    {
        row.receivedAt = request.receivedAt;
        for (const Finding &finding : findings)
            ++(finding.severity == Severity::Error ? row.errors : row.warnings);
        StoredCall call;
        call.row = row;
        call.request = request.id;
        call.offset = offset;
        call.length = length;
        call.batchIndex = index;
        require(m_writer->addCall(m_writer->lastSeq() + 1, call, findings));
        batch.rows.push_back(row);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SessionWriter> m_writer;
};

} // namespace spectap::test
