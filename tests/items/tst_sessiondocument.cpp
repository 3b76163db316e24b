// SPDX-License-Identifier: MIT
#include "model/items/requestlogmodel.h"
#include "model/items/sessiondocument.h"

#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace spectap;

namespace {

using CallPtr = std::shared_ptr<const CallDocument>;

class SessionDocumentTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsAreCountedAndIdentified();
    void batchesMayOverlapOrComeEarly();
    void loadsACallWithItsVerdicts();
    void loadsTheRightCallOfABatch();
    void aBodyThatIsNotJsonIsStillACall();
    void copiesOfACallComeWithIt();
    void headersThatDiffer();
    void newestRequestWins();
    void missingCallIsToldOf();
    void resetForgetsEverything();
    void logListsRequests();

private:
    std::shared_ptr<const Checker> m_checker;
};

void SessionDocumentTest::initTestCase()
{
    // No catalogue file: what is tested is that verdicts arrive, not which.
    m_checker = Checker::compile({});
}

void SessionDocumentTest::rowsAreCountedAndIdentified()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    QSignalSpy appended(&document, &SessionDocument::rowsAppended);
    document.append(session.add(
        {R"({"type":"page","anonymousId":"a1"})", R"({"type":"identify","anonymousId":"a1","userId":"u1"})",
            R"({"type":"alias","previousId":"old","userId":"u1"})",
            R"({"type":"group","userId":"u1","groupId":"acme"})"}));
    QCOMPARE(appended.size(), 1);
    QCOMPARE(appended[0][0].toUInt(), 0U);
    QCOMPARE(appended[0][1].toUInt(), 4U);
    QCOMPARE(document.typeCounts()[static_cast<std::size_t>(CallType::Page)], 1U);
    QCOMPARE(document.severityCounts()[static_cast<std::size_t>(Severity::Ok)], 4U);
    const IdentityGraph &graph = document.identity();
    QCOMPARE(graph.profileCount(), 1U);
    QCOMPARE(graph.ids().size(), std::size_t(3));
    const auto groups = graph.groupsOf(graph.profileOf(session.pool->find("u1"), 0));
    QCOMPARE(groups.size(), std::size_t(1));
    QCOMPARE(session.pool->at(groups[0].group), QByteArrayView("acme"));
}

void SessionDocumentTest::batchesMayOverlapOrComeEarly()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    QSignalSpy appended(&document, &SessionDocument::rowsAppended);
    std::vector<RowBatch> batches;
    for (int i = 0; i < 4; ++i)
        batches.push_back(session.add(
            {"{\"type\":\"track\",\"event\":\"E" + QByteArray::number(i) + "\"}", R"({"type":"page"})"}));
    const auto copyOf = [&](std::size_t i) { return RowBatch(batches[i]); };
    document.append(copyOf(0));
    document.append(copyOf(3)); // live, while the file is still being read
    document.append(copyOf(2));
    QCOMPARE(document.rows().size(), 2U);
    document.append(copyOf(0)); // the seam, twice
    QCOMPARE(appended.size(), 1);
    RowBatch seam = copyOf(0);
    seam.rows.insert(seam.rows.end(), batches[1].rows.begin(), batches[1].rows.end());
    document.append(std::move(seam));
    QCOMPARE(document.rows().size(), 8U);
    QCOMPARE(appended.size(), 2);
    QCOMPARE(appended[1][0].toUInt(), 2U);
    QCOMPARE(appended[1][1].toUInt(), 6U);
    for (quint32 i = 0; i < 4; ++i)
        QCOMPARE(session.pool->at(document.rows()[2 * i].name),
            QByteArrayView(QByteArray("E").append(QByteArray::number(i))));
}

void SessionDocumentTest::loadsACallWithItsVerdicts()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    const Finding stored{.pointer = "/messageId",
        .set = RuleSet::Sdk,
        .severity = Severity::Warning,
        .rule = Rule::Duplicate,
        .expected = "#1"};
    const QByteArray text = R"({"type":"track","event":"Order Completed","userId":"u1","messageId":"m",)"
                            R"("properties":{"revenue":"25.00"}})";
    document.append(session.add({text}, {stored}));
    QSignalSpy loaded(&document, &SessionDocument::callLoaded);
    document.requestCall(1);
    QCOMPARE(loaded.size(), 0); // never in the calling thread
    QTRY_COMPARE(loaded.size(), 1);
    const auto call = loaded[0][0].value<CallPtr>();
    QCOMPARE(call->stored.raw(), QByteArrayView(text));
    QCOMPARE(call->facts.userId, QByteArrayView("u1"));
    QCOMPARE(session.pool->at(call->stored.call.row.name), QByteArrayView("Order Completed"));
    // What was stored is what is shown: it holds what history said.
    QCOMPARE(call->result.findings, std::vector<Finding>{stored});
    const auto has = [&](QByteArrayView pointer) {
        return std::any_of(call->fields.begin(), call->fields.end(),
            [&](const FieldVerdict &field) { return field.pointer == pointer; });
    };
    QVERIFY(has("/properties/revenue"));
    QVERIFY(has("/messageId"));
}

void SessionDocumentTest::loadsTheRightCallOfABatch()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    document.append(session.add({R"({"type":"track","event":"A"})", R"( {"type":"track","event":"B"} )",
        R"({"type":"track","event":"C"})"}));
    for (quint32 seq = 3; seq >= 1; --seq) {
        QSignalSpy loaded(&document, &SessionDocument::callLoaded);
        document.requestCall(seq);
        QTRY_COMPARE(loaded.size(), 1);
        const auto call = loaded[0][0].value<CallPtr>();
        QCOMPARE(call->stored.seq, seq);
        QCOMPARE(call->facts.name, QByteArrayView("ABC").sliced(seq - 1, 1));
        QCOMPARE(call->view.raw(), call->stored.raw());
    }
}

void SessionDocumentTest::aBodyThatIsNotJsonIsStillACall()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    Request request;
    request.receivedAt = 1;
    request.body = "{\"type\":\"track\",";
    const Finding finding{.severity = Severity::Error, .rule = Rule::Json, .expected = "JSON"};
    document.append(session.addRequest(request, {finding}));
    QSignalSpy loaded(&document, &SessionDocument::callLoaded);
    document.requestCall(1);
    QTRY_COMPARE(loaded.size(), 1);
    const auto call = loaded[0][0].value<CallPtr>();
    QVERIFY(!call->view.tape);
    QVERIFY(call->fields.empty());
    QCOMPARE(call->result.findings, std::vector<Finding>{finding});
    QCOMPARE(call->stored.raw(), QByteArrayView(request.body));
}

void SessionDocumentTest::copiesOfACallComeWithIt()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    const auto add = [&](int status, std::vector<Header> headers, quint32 retryOf) {
        Request request;
        request.receivedAt = status * 1000;
        request.status = status;
        request.headers = std::move(headers);
        request.body = R"({"type":"track","event":"A","messageId":"m"})";
        RowBatch batch = session.addRequest(request);
        batch.rows[0].retryOf = retryOf;
        document.append(std::move(batch));
    };
    add(429, {{"X-A", "1"}}, 0);
    add(200, {{"X-B", "2"}}, 0);
    add(503, {{"X-A", "1"}, {"X-Retry-Count", "1"}}, 1);
    add(200, {{"X-A", "1"}, {"X-Retry-Count", "2"}}, 1);
    const auto load = [&document](quint32 seq) {
        QSignalSpy loaded(&document, &SessionDocument::callLoaded);
        document.requestCall(seq);
        return QTest::qWaitFor([&loaded] { return loaded.size() == 1; }) ? loaded[0][0].value<CallPtr>()
                                                                         : CallPtr();
    };
    for (const quint32 seq : {1U, 3U, 4U}) {
        const auto call = load(seq);
        QCOMPARE(call->stored.seq, seq);
        QCOMPARE(call->copies.size(), std::size_t{3});
        QCOMPARE(call->copies[0].seq, 1U);
        QCOMPARE(call->copies[0].status, 429);
        QCOMPARE(call->copies[1].seq, 3U);
        QCOMPARE(call->copies[2].receivedAt, Micros(200'000));
        QCOMPARE(call->copies[2].headers.size(), std::size_t{2});
    }
    QVERIFY(load(2)->copies.empty());
}

void SessionDocumentTest::headersThatDiffer()
{
    const std::vector<CallCopy> copies{
        {1, 0, 429,
            {{"Host", "a"}, {"Content-Length", "10"}, {"X-Same", "s"}, {"Authorization", "Basic ***"}}},
        {2, 0, 200,
            {{"host", "b"}, {"content-length", "11"}, {"x-same", "s"}, {"X-Retry-Count", "1"}, {"X-Two", "a"},
                {"x-two", "b"}}}};
    const std::vector<HeaderDifference> differences = differingHeaders(copies);
    QCOMPARE(differences.size(), std::size_t{3});
    QCOMPARE(differences[0].name, "Authorization");
    QVERIFY(differences[0].values[0] == QByteArray("Basic ***") && !differences[0].values[1]);
    QCOMPARE(differences[1].name, "X-Retry-Count");
    QVERIFY(!differences[1].values[0] && differences[1].values[1] == QByteArray("1"));
    QVERIFY(differences[2].values[1] == QByteArray("a, b"));
    QVERIFY(differingHeaders({}).empty());
}

void SessionDocumentTest::newestRequestWins()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    std::vector<QByteArray> calls(50, R"({"type":"page"})");
    document.append(session.add(calls));
    QSignalSpy loaded(&document, &SessionDocument::callLoaded);
    for (quint32 seq = 1; seq <= 50; ++seq)
        document.requestCall(seq);
    QTRY_COMPARE(loaded.size(), 1);
    QTest::qWait(20);
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].value<CallPtr>()->stored.seq, 50U);
}

void SessionDocumentTest::missingCallIsToldOf()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    QSignalSpy failed(&document, &SessionDocument::callFailed);
    document.requestCall(7);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].toUInt(), 7U);
    QVERIFY(!failed[0][1].toString().isEmpty());
    // A file that is not there, and then is.
    document.setSession(session.path() + QStringLiteral(".gone"), session.pool);
    document.requestCall(1);
    QTRY_COMPARE(failed.size(), 2);
    document.append(session.add({R"({"type":"page"})"}));
    document.setPath(session.path());
    QSignalSpy loaded(&document, &SessionDocument::callLoaded);
    document.requestCall(1);
    QTRY_COMPARE(loaded.size(), 1);
}

void SessionDocumentTest::resetForgetsEverything()
{
    test::StoredSession session;
    SessionDocument document(m_checker);
    document.setSession(session.path(), session.pool);
    document.append(session.add({R"({"type":"page","anonymousId":"a1"})"}));
    QSignalSpy reset(&document, &SessionDocument::reset);
    QSignalSpy loaded(&document, &SessionDocument::callLoaded);
    document.requestCall(1);
    document.setSession(session.path(), std::make_shared<StringPool>());
    QCOMPARE(reset.size(), 1);
    QCOMPARE(document.rows().size(), 0U);
    QCOMPARE(document.identity().profileCount(), 0U);
    QCOMPARE(document.typeCounts()[static_cast<std::size_t>(CallType::Page)], 0U);
    QTest::qWait(20);
    QCOMPARE(loaded.size(), 0); // asked of the session before
}

void SessionDocumentTest::logListsRequests()
{
    SessionDocument document(m_checker);
    RequestLogModel model(&document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const auto rejected = [](qint64 id) {
        RequestRow row;
        row.id = id;
        row.kind = RequestKind::Rejected;
        row.receivedAt = 5;
        row.method = "POST";
        row.target = "/nowhere";
        row.status = 404;
        row.code = "not-found";
        row.reason = "There is nothing at /nowhere";
        row.bytes = 12;
        return row;
    };
    RowBatch batch;
    batch.requests = {rejected(1), rejected(2)};
    document.append(std::move(batch));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 2);
    const auto text = [&](int column) { return model.index(1, column).data().toString(); };
    QCOMPARE(text(RequestMethodColumn), QStringLiteral("POST"));
    QCOMPARE(text(RequestTargetColumn), QStringLiteral("/nowhere"));
    QCOMPARE(text(RequestKindColumn), QStringLiteral("rejected"));
    QCOMPARE(text(RequestStatusColumn), QStringLiteral("404"));
    QCOMPARE(text(RequestCodeColumn), QStringLiteral("not-found"));
    QCOMPARE(text(RequestSizeColumn), QStringLiteral("12"));
    QCOMPARE(model.index(1, 0).data(RequestIdRole).toLongLong(), 2);
    document.setSession({}, std::make_shared<StringPool>());
    QCOMPARE(model.rowCount(), 0);
}

} // namespace

SPECTAP_TEST_MAIN(SessionDocumentTest)
#include "tst_sessiondocument.moc"
