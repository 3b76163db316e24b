// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/session/rowbatch.h"
#include "model/session/sessionwriter.h"
#include "model/spec/catalogue.h"
#include "model/spec/checker.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <map>

namespace spectap::test {

/// A shop's calls, with mistakes, in a real session file: what capture would have left behind, without
/// sockets. Every round of twelve calls has 2 errors (rows 5, 9), 2 warnings at least and one retry.
class WindowSession
{
public:
    static constexpr quint32 RoundSize = 12;

    WindowSession()
    {
        auto opened = SessionWriter::open(path(), pool);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_writer = std::move(opened).value();
        auto catalogue = Catalogue::bundled();
        if (!catalogue)
            qFatal("%s", qPrintable(catalogue.error().message));
        checker = Checker::compile(std::move(catalogue).value());
    }

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("shop.spectap")); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

    /// Stores the next `count` calls and says so as capture would.
    RowBatch add(quint32 count)
    {
        RowBatch batch;
        batch.firstSeq = m_writer->lastSeq() + 1;
        batch.firstSource = static_cast<quint16>(m_sources.size());
        require(m_writer->begin());
        for (quint32 i = 0; i < count; ++i)
            store(batch, m_writer->lastSeq() + 1);
        require(m_writer->commit());
        batch.fileBytes = m_writer->fileBytes();
        return batch;
    }

    /// What becomes of a call's body before it is stored; none: it stays as it is.
    std::function<QByteArray(QByteArray)> edit;
    std::shared_ptr<StringPool> pool = std::make_shared<StringPool>();
    std::shared_ptr<const Checker> checker;

private:
    static QByteArray callAt(quint32 seq)
    {
        const QByteArray round = QByteArray::number((seq - 1) / RoundSize);
        const QByteArray web =
            R"("anonymousId":"9f2c41d7-)" + round +
            R"(","context":{"library":{"name":"analytics.js","version":"npm:next-1.84.3"}},"writeKey":"web")";
        const QByteArray api = R"("userId":"u_4217","context":{"library":{"name":"@segment/analytics-node",)"
                               R"("version":"2.3.0"}},"writeKey":"checkout")";
        const QByteArray id = R"(,"messageId":"m-)" + QByteArray::number(seq) + '"';
        switch ((seq - 1) % RoundSize) {
        case 0:
            return R"({"type":"page","name":"Home",)" + web + id + "}";
        case 1:
            return R"({"type":"track","event":"Product Viewed","properties":{"product_id":"p_1","price":9.5},)" +
                   web + id + "}";
        case 2:
            return R"({"type":"track","event":"Product Added","properties":{"product_id":"p_1","quantity":1},)" +
                   web + id + "}";
        case 3:
            return R"({"type":"identify","userId":"u_4217","traits":{"email":"maya.okafor@example.com"},)" +
                   web + id + "}";
        case 4:
            return R"({"type":"track","event":"Order Completed","properties":{"order_id":"o_1","revenue":"25.00"},)" +
                   api + id + "}";
        case 5:
            return R"({"type":"track","event":"order completed","properties":{"order_id":"o_2","revenue":25},)" +
                   api + id + "}";
        case 6:
            return R"({"type":"group","groupId":"acct_210",)" + api + id + "}";
        case 7:
            return R"({"type":"alias","previousId":"maya@example.com",)" + api + id + "}";
        case 8:
            return R"({"type":"track","event":"Product Viewed","messageId":"m-)" + QByteArray::number(seq) +
                   R"("})";
        case 9:
            return R"({"type":"screen","name":"Order History",)" + web + id + "}";
        case 10:
            return R"({"type":"track","event":"Coupon Applied","properties":{"coupon_id":"FALL10"},)" + api +
                   id + "}";
        default: // the one before again: a retry
            return R"({"type":"track","event":"Coupon Applied","properties":{"coupon_id":"FALL10"},)" + api +
                   R"(,"messageId":"m-)" + QByteArray::number(seq - 1) + R"("})";
        }
    }

    void store(RowBatch &batch, quint32 seq)
    {
        Request request;
        request.receivedAt = 1'763'116'000'000'000 + Micros(seq) * 1'340'000;
        request.method = "POST";
        request.target = "/v1/t";
        request.status = 200;
        request.body = edit ? edit(callAt(seq)) : callAt(seq);
        require(m_writer->addRequest(request));
        JsonTape tape;
        const SlicedBody sliced = sliceBody(tape, request.body, request.pathType, true);
        if (sliced.calls.size() != 1)
            qFatal("a call of this test is not one");
        const CallView &view = sliced.calls.front();
        const CallFacts facts = CallFacts::of(view);
        CheckResult result;
        checker->check(view, {request.receivedAt, request.body.size()}, result);

        StoredCall call;
        CallRow &row = call.row;
        row.receivedAt = request.receivedAt;
        row.eventTime = request.receivedAt;
        row.name = number(facts.name);
        row.user = number(facts.userId);
        row.anonymous = number(facts.anonymousId);
        row.other = number(facts.type == CallType::Alias ? facts.previousId : facts.groupId);
        row.size = static_cast<quint32>(request.body.size());
        row.type = facts.type;
        row.ingest = result.ingest;
        row.source = sourceOf(batch, facts);
        if ((seq - 1) % RoundSize == RoundSize - 1)
            row.retryOf = seq - 1;
        for (const Finding &finding : result.findings) {
            ++(finding.severity == Severity::Error      ? row.errors
                : finding.severity == Severity::Warning ? row.warnings
                                                        : row.infos);
            if (finding.pointer == "/event" &&
                (finding.rule == Rule::NameCase || finding.rule == Rule::NearMiss))
                row.flags |= CallRow::NearMissName;
        }
        call.request = request.id;
        call.length = row.size;
        require(m_writer->addCall(seq, call, result.findings));
        batch.rows.push_back(row);
    }

    quint16 sourceOf(RowBatch &batch, const CallFacts &facts)
    {
        const auto index = m_writer->source(facts.writeKey, facts.libraryName, facts.libraryVersion);
        if (!index)
            qFatal("%s", qPrintable(index.error().message));
        if (m_sources.emplace(*index, true).second) {
            batch.sources.push_back({facts.writeKey.toByteArray(), facts.libraryName.toByteArray(),
                facts.libraryVersion.toByteArray()});
        }
        return *index;
    }

    static void require(const Result<void> &result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
    }
    [[nodiscard]] StringId number(QByteArrayView text) const
    {
        return text.isEmpty() ? 0 : pool->intern(text);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SessionWriter> m_writer;
    std::map<quint16, bool> m_sources;
};

} // namespace spectap::test
