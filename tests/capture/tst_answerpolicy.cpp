// SPDX-License-Identifier: MIT
#include "tests/capture/captureclient.h"
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace spectap;
using namespace spectap::test;

Q_DECLARE_METATYPE(spectap::AnswerPolicy)

namespace {

const QByteArray Good = R"({"type":"track","event":"Order Completed","userId":"u"})";
const QByteArray Wrong =
    R"({"type":"track","event":"Order Completed","userId":"u","properties":{"revenue":"25.25"}})";
const QByteArray Warned = R"({"type":"track","event":"order_completed","userId":"u"})";

QByteArray batchOf(const QByteArrayList &calls)
{
    return R"({"batch":[)" + calls.join(',') + "]}";
}

} // namespace

class TestAnswerPolicy : public QObject
{
    Q_OBJECT

    CaptureRig m_rig;

private slots:
    void initTestCase() { QVERIFY(m_rig.start()); }

    void names()
    {
        for (const auto &[name, policy] : AnswerPolicyNames)
            QVERIFY(answerPolicyFromName(name) == policy && nameOf(policy) == name);
        QVERIFY(!answerPolicyFromName(u"Strict"));
        QCOMPARE(m_rig.intake().answerPolicy(), AnswerPolicy::Segment);
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("segment");
        QTest::addColumn<int>("strict");
        QTest::addColumn<int>("always200");
        QTest::addColumn<QByteArray>("code"); ///< of the refusals
        QTest::addColumn<int>("calls");       ///< stored, whatever the answer
        const auto row = [](const char *name, const QByteArray &wire, QList<int> statuses, const char *code,
                             int calls) {
            QTest::newRow(name) << wire << statuses[0] << statuses[1] << statuses[2] << QByteArray(code)
                                << calls;
        };
        const QByteArray large = QByteArray("{\"event\":\"A\",\"userId\":\"u\",\"properties\":{\"x\":\"") +
                                 QByteArray(33'000, 'x') + "\"}}";
        row("good call", post("/v1/track", Good), {200, 200, 200}, "", 1);
        row("error", post("/v1/track", Wrong), {200, 400, 200}, "spec_violation", 1);
        row("error in a batch", post("/v1/batch", batchOf({Good, Wrong, Wrong})), {200, 400, 200},
            "spec_violation", 3);
        row("call that Segment drops", post("/v1/track", R"({"event":"A"})"), {200, 400, 200},
            "spec_violation", 1);
        row("warning", post("/v1/track", Warned), {200, 200, 200}, "", 1);
        row("empty batch", post("/v1/batch", batchOf({})), {200, 200, 200}, "", 0);
        row("Jitsu", post("/api/s/track", Wrong), {200, 400, 200}, "spec_violation", 1);
        row("pixel: always its gif", "GET /v1/pixel/track?event=A HTTP/1.1\r\n\r\n", {200, 200, 200}, "", 1);
        row("broken JSON", post("/v1/track", "{"), {400, 400, 200}, "invalid_json", 0);
        row("batch that is none", post("/v1/batch", R"({"batch":1})"), {400, 400, 200}, "invalid_request", 0);
        row("call too large", post("/v1/track", large), {400, 400, 200}, "call_too_large", 1);
        row("no call", post("/nothing", "{}"), {404, 404, 200}, "not_found", 0);
        row("cannot be decoded", post("/v1/track", Good, "Content-Encoding: gzip\r\n"), {400, 400, 200},
            "bad_encoding", 0);
        row("unknown encoding", post("/v1/track", Good, "Content-Encoding: br\r\n"), {415, 415, 200},
            "unsupported_encoding", 0);
        // not answers to calls: what was asked for is not here, or the rest of the stream is lost
        row("GET of nothing", "GET /nothing HTTP/1.1\r\n\r\n", {404, 404, 404}, "not_found", 0);
        row("not http", "hello\r\n\r\n", {400, 400, 400}, "bad_request", 0);
    }

    void answers()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, code);
        QFETCH(int, calls);
        const std::array<std::pair<AnswerPolicy, const char *>, 3> columns{
            {{AnswerPolicy::Segment, "segment"}, {AnswerPolicy::Strict, "strict"},
                {AnswerPolicy::Always200, "always200"}}};
        for (const auto &[policy, column] : columns) {
            m_rig.intake().setAnswerPolicy(policy);
            const std::size_t before = m_rig.calls().size();
            CaptureClient client(m_rig.port());
            client.send(wire);
            const WireAnswer answer = client.answer();
            const int status = *static_cast<const int *>(QTest::qData(column, QMetaType::Int));
            QVERIFY2(answer.status == status, column);
            if (status >= 400) {
                const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
                QCOMPARE(body[QStringLiteral("code")].toString().toLatin1(), code);
                QVERIFY(!body[QStringLiteral("message")].toString().isEmpty());
            } else {
                QVERIFY(!answer.body.contains("\"code\""));
            }
            QCOMPARE(m_rig.calls().size(), before + std::size_t(calls));
        }
    }

    /// What is shown says what was answered, and the calls keep Segment's own verdict.
    void storedAsAnswered()
    {
        m_rig.intake().setAnswerPolicy(AnswerPolicy::Strict);
        (void)m_rig.exchange(post("/v1/track", Wrong));
        StoredCallDetail call = m_rig.calls().back();
        QCOMPARE(call.request.status, 400);
        QCOMPARE(call.request.code, "spec_violation");
        QVERIFY(call.request.answer.contains("spec_violation"));
        QCOMPARE(call.call.row.ingest, Ingest::Accepted);
        QCOMPARE(call.raw().toByteArray(), Wrong);

        m_rig.intake().setAnswerPolicy(AnswerPolicy::Always200);
        (void)m_rig.exchange(post("/v1/track", "{"));
        const Request refused = m_rig.otherRequests().back();
        QCOMPARE(refused.kind, RequestKind::Rejected);
        QCOMPARE(refused.status, 200);
        QCOMPARE(refused.code, "invalid_json");
        QCOMPARE(refused.answer, R"({"success":true})");
    }

    void strictMessageNamesTheFirstError()
    {
        m_rig.intake().setAnswerPolicy(AnswerPolicy::Strict);
        const auto message = [this](const QByteArray &wire) {
            return QJsonDocument::fromJson(m_rig.exchange(wire).body)
                .object()[QStringLiteral("message")]
                .toString();
        };
        const QString one = message(post("/v1/track", Wrong));
        QVERIFY2(one.startsWith(QStringLiteral("Call 1 (track \"Order Completed\"), /properties/revenue: ")),
            qPrintable(one));
        QVERIFY(!one.contains(QStringLiteral("errors")));
        const QString two = message(post("/v1/batch", batchOf({Good, Wrong, Wrong})));
        QVERIFY2(two.startsWith(QStringLiteral("Call 2 (track")), qPrintable(two));
        QVERIFY2(two.endsWith(QStringLiteral("(2 errors in 2 calls)")), qPrintable(two));
    }

    /// 200 promises that a call is kept; no policy says so before it is.
    void whatCannotBeStoredIsAnswered503()
    {
        m_rig.intake().stop();
        for (const auto &[name, policy] : AnswerPolicyNames) {
            m_rig.intake().setAnswerPolicy(policy);
            QCOMPARE(m_rig.exchange(post("/v1/track", Good)).status, 503);
        }
        const QByteArray unreadable = post("/v1/track", Good, "Content-Encoding: gzip\r\n");
        QCOMPARE(m_rig.exchange(unreadable).status, 503); // it would be told 200
    }
};

SPECTAP_TEST_MAIN(TestAnswerPolicy)
#include "tst_answerpolicy.moc"
