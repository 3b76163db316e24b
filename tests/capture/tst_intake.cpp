// SPDX-License-Identifier: MIT
#include "app/capture/intake.h"
#include "model/session/sessionreader.h"
#include "model/spec/catalogue.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

using namespace spectap;

namespace {

constexpr auto Patience = std::chrono::seconds(20);

/// Where the replies arrive, as the endpoint's thread would see them.
class Replies
{
public:
    void add(std::vector<IntakeReply> &&replies)
    {
        const std::scoped_lock lock(m_mutex);
        for (IntakeReply &reply : replies)
            m_byRequest[reply.ticket.request] = std::move(reply);
        m_changed.notify_all();
    }
    [[nodiscard]] IntakeReply of(quint64 request)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, Patience, [&] { return m_byRequest.contains(request); });
        return m_byRequest[request];
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<quint64, IntakeReply> m_byRequest;
};

QByteArray callOfSize(qsizetype size)
{
    const QByteArray head = R"({"type":"track","event":"A","userId":"u","properties":{"p":")";
    const QByteArray tail = R"("}})";
    return head + QByteArray(size - head.size() - tail.size(), 'x') + tail;
}

} // namespace

class TestIntake : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_checker;
    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<RowFeed> m_feed;
    Replies m_replies;
    std::unique_ptr<Intake> m_intake;
    quint64 m_last = 0;

    [[nodiscard]] QString path(const QString &name = QStringLiteral("a.spectap")) const
    {
        return m_folder->filePath(name);
    }

    quint64 send(const QByteArray &body, CallType type = CallType::Unknown, bool isCallRoute = true,
        const QByteArray &key = {}, bool basic = false)
    {
        Request request;
        request.receivedAt = 1'700'000'000'000'000;
        request.method = "POST";
        request.target = "/v1/batch";
        request.pathType = type;
        request.body = body;
        request.writeKey = key;
        request.basicKey = basic;
        request.status = 200;
        request.answer = R"({"success":true})";
        const quint64 number = ++m_last;
        if (!m_intake->offer(std::move(request), {1, number}, isCallRoute))
            qFatal("the queue is full");
        return number;
    }

    [[nodiscard]] IntakeReply take(
        const QByteArray &body, CallType type = CallType::Unknown, bool isCallRoute = true)
    {
        return m_replies.of(send(body, type, isCallRoute));
    }

    /// Ends the session and opens its file.
    [[nodiscard]] std::unique_ptr<SessionReader> finished(const QString &file)
    {
        m_intake->stop();
        auto reader = SessionReader::open(file);
        return reader ? std::move(reader.value()) : nullptr;
    }

private slots:
    void initTestCase()
    {
        auto catalogue = Catalogue::bundled();
        QVERIFY2(catalogue.ok(), "the bundled catalogue must load");
        m_checker = Checker::compile(std::move(*catalogue));
    }

    void init()
    {
        m_folder.emplace();
        m_feed = std::make_unique<RowFeed>();
        m_intake = std::make_unique<Intake>(m_checker, m_feed.get());
        m_intake->setReplySink(
            [this](std::vector<IntakeReply> &&replies) { m_replies.add(std::move(replies)); });
        m_intake->start(path(), std::make_shared<StringPool>());
    }

    void cleanup()
    {
        m_intake.reset();
        m_feed.reset();
        m_folder.reset();
    }

    void storesThenAnswersThenFeeds()
    {
        const IntakeReply reply =
            take(R"({"batch":[{"type":"track","event":"A","userId":"u"},{"type":"page"}]})");
        QCOMPARE(reply.outcome, IntakeReply::Outcome::Stored);
        QCOMPARE(reply.status, 200);
        const auto reader = finished(path());
        QVERIFY(reader);
        QCOMPARE(reader->callCount().value(), 2U);
        const auto first = reader->call(1);
        QVERIFY(first.ok());
        QCOMPARE(first.value().raw().toByteArray(), R"({"type":"track","event":"A","userId":"u"})");
        const RowBatch batch = m_feed->take();
        QCOMPARE(batch.firstSeq, 1U);
        QCOMPARE(batch.rows.size(), std::size_t{2});
        QCOMPARE(batch.rows[1].type, CallType::Page);
        QVERIFY(batch.generation == 1);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isCallRoute");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const QByteArray &body, bool isCallRoute, int status,
                             const char *code, const char *says) {
            QTest::newRow(name) << body << isCallRoute << status << QByteArray(code) << QByteArray(says);
        };
        row("broken json names the byte", R"({"type":"track",})", true, 400, "invalid_json", "16");
        row("empty body", "", true, 400, "invalid_json", "JSON");
        row("batch is no array", R"({"batch":1})", true, 400, "invalid_request", "batch");
        row("a number", "42", true, 400, "invalid_request", "object");
        row("unknown path, no call", R"({"hello":1})", false, 404, "not_found", "/v1/batch");
        row("unknown path, no json", "hello", false, 404, "not_found", "/v1/batch");
    }

    void refusals()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isCallRoute);
        QFETCH(QByteArray, says);
        const IntakeReply reply = take(body, CallType::Unknown, isCallRoute);
        QCOMPARE(reply.outcome, IntakeReply::Outcome::Refused);
        QTEST(reply.status, "status");
        QTEST(reply.code, "code");
        QVERIFY2(reply.message.contains(says), reply.message);
        const auto reader = finished(path());
        QVERIFY(reader);
        QCOMPARE(reader->callCount().value(), 0U);
        const auto refused = reader->requestsWithoutCalls();
        QVERIFY(refused.ok());
        QCOMPARE(refused.value().size(), std::size_t{1});
        QCOMPARE(refused.value()[0].kind, RequestKind::Rejected);
        QCOMPARE(refused.value()[0].body, body); // the evidence is kept
        QCOMPARE(m_feed->take().requests.size(), std::size_t{1});
    }

    void sizes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("code");
        const auto batchOf = [](qsizetype size) -> QByteArray {
            QByteArray body = R"({"batch":[)" + callOfSize(20'000);
            while (body.size() + 20'003 < size)
                body += ',' + callOfSize(20'000);
            const qsizetype rest = size - body.size() - 3;
            if (rest > 100)
                body += ',' + callOfSize(rest);
            body += "]}";
            return body + QByteArray(size - body.size(), ' ');
        };
        QTest::newRow("call of 32 KB") << callOfSize(32 * 1024) << QByteArray();
        QTest::newRow("call one byte over 32 KB")
            << callOfSize(32 * 1024 + 1) << QByteArray("call_too_large");
        QTest::newRow("batch of 500 KB") << batchOf(500 * 1024) << QByteArray();
        QTest::newRow("batch one byte over 500 KB")
            << batchOf(500 * 1024 + 1) << QByteArray("batch_too_large");
        QTest::newRow("call over 32 KB in a batch")
            << QByteArray(R"({"batch":[)" + callOfSize(32 * 1024 + 1) + "]}") << QByteArray("call_too_large");
    }

    void sizes()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, code);
        const IntakeReply reply = take(body);
        QCOMPARE(reply.code, code);
        QCOMPARE(reply.status, code.isEmpty() ? 200 : 400);
        const auto reader = finished(path());
        QVERIFY(reader && reader->callCount().value() > 0U); // refused calls are rows too
        const auto call = reader->call(1);
        QVERIFY(call.ok());
        QCOMPARE(call.value().call.row.ingest == Ingest::Refused, !code.isEmpty());
        QCOMPARE(call.value().request.status, reply.status);
        QCOMPARE(call.value().request.body, body);
    }

    void emptyBatchIsFine()
    {
        QCOMPARE(take(R"({"batch":[]})").status, 200);
        const auto reader = finished(path());
        QVERIFY(reader);
        QCOMPARE(reader->callCount().value(), 0U);
    }

    void batchItemsThatAreNoObjectsAreCallsOfNoType()
    {
        QCOMPARE(take(R"({"batch":[1,{"type":"track","event":"A","userId":"u"},null]})").status, 200);
        m_intake->stop();
        const RowBatch batch = m_feed->take();
        QCOMPARE(batch.rows.size(), std::size_t{3});
        QCOMPARE(batch.rows[0].type, CallType::Unknown);
        QCOMPARE(batch.rows[1].type, CallType::Track);
        QVERIFY(batch.rows[0].errors > 0);
    }

    void typeComesFromThePathWhenTheBodyHasNone()
    {
        QCOMPARE(take(R"({"event":"A","userId":"u"})", CallType::Screen).status, 200);
        m_intake->stop();
        QCOMPARE(m_feed->take().rows.at(0).type, CallType::Screen);
    }

    void sourcesAreKeyAndLibrary()
    {
        const QByteArray own = R"({"type":"track","event":"A","userId":"u","writeKey":"BODY"})";
        (void)m_replies.of(send(own));
        (void)m_replies.of(send(own, CallType::Unknown, true, "BASIC", true));
        (void)m_replies.of(send(own, CallType::Unknown, true, "QUERY", false));
        (void)m_replies.of(
            send(QByteArray(own).replace("BODY", "***"), CallType::Unknown, true, "JITSU", false));
        m_intake->stop();
        const RowBatch batch = m_feed->take();
        QByteArrayList keys;
        for (const CallRow &row : batch.rows)
            keys << batch.sources.at(row.source - batch.firstSource).writeKey;
        QCOMPARE(keys, (QByteArrayList{"BODY", "BASIC", "BODY", "JITSU"}));
    }

    void goesOnWhereAFileStopped()
    {
        const QByteArray call = R"({"type":"track","event":"A","userId":"u","messageId":"same"})";
        QCOMPARE(take(call).status, 200);
        m_intake->stop();
        (void)m_feed->take();
        m_intake->start(path(), std::make_shared<StringPool>());
        QCOMPARE(take(call).status, 200);
        m_intake->stop();
        const RowBatch batch = m_feed->take();
        QCOMPARE(batch.firstSeq, 2U);
        QCOMPARE(batch.rows.at(0).retryOf, 1U); // the first copy is remembered
        QCOMPARE(batch.generation, 2U);
    }

    void startFailsWithWords()
    {
        QSignalSpy failed(m_intake.get(), &Intake::failed);
        m_intake->start(path(QStringLiteral("no/such/folder/a.spectap")), std::make_shared<StringPool>());
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!failed[0][0].toString().isEmpty());
        const IntakeReply reply = take("{}");
        QCOMPARE(reply.outcome, IntakeReply::Outcome::Failed);
        QCOMPARE(reply.status, 503);
    }

    void saveAsGoesOnInTheNewFile()
    {
        QSignalSpy saved(m_intake.get(), &Intake::saved);
        QCOMPARE(take(R"({"type":"page","userId":"u"})").status, 200);
        const QString copy = path(QStringLiteral("b.spectap"));
        m_intake->saveAs(path(), copy);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(take(R"({"type":"page","userId":"v"})").status, 200);
        const auto reader = finished(copy);
        QVERIFY(reader);
        QCOMPARE(reader->callCount().value(), 2U);
    }

    void fullQueueSaysNoAndCallsAgain()
    {
        m_intake->stop();
        QSignalSpy drained(m_intake.get(), &Intake::drained);
        // Opening takes a while and everything before it waits; a body of 16 MiB fits a few times only.
        const QByteArray large(16 * 1024 * 1024, ' ');
        bool refused = false;
        for (int i = 0; i < 100'000 && !refused; ++i) {
            Request request;
            request.kind = RequestKind::Calls;
            request.body = large;
            refused = !m_intake->offer(std::move(request), {1, ++m_last}, true);
            if (refused)
                QCOMPARE(request.body.size(), large.size()); // nothing was taken
        }
        if (refused)
            QTRY_VERIFY(drained.size() >= 1);
    }
};

SPECTAP_TEST_MAIN(TestIntake)
#include "tst_intake.moc"
