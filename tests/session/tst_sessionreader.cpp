// SPDX-License-Identifier: MIT
#include "model/session/sqlite.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace spectap;
using namespace spectap::test;

class TestSessionReader : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void roundTripsEveryColumn();
    void readsCallsOfBatchesInOrder();
    void deliversRowsInBatches_data();
    void deliversRowsInBatches();
    void deliversRowsOfEmptySession();
    void stopsWhenTold();
    void internsIntoSharedPool();
    void listsRequestsWithoutCalls();
    void readsWhileWritten();
    void readsWhatKilledWriterLeft();
    void readsFromReadOnlyFolder();
    void refusesMissing();
    void refusesUnknownCall();
    void reportsDamage_data();
    void reportsDamage();
    void toleratesUnknownNumbers();

private:
    QString file(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    std::unique_ptr<SessionReader> open(const char *name = "a.spectap");
    /// `count` calls, one per request, "Event 0" to "Event 6" in turn.
    void fill(quint32 count);
    void change(const char *sql);
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSessionReader::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

std::unique_ptr<SessionReader> TestSessionReader::open(const char *name)
{
    auto reader = SessionReader::open(file(name));
    if (!reader)
        qFatal("%s", qPrintable(reader.error().message));
    return std::move(*reader);
}

void TestSessionReader::fill(quint32 count)
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.opened());
    QVERIFY_OK(session.writer().begin());
    for (quint32 i = 0; i < count; ++i)
        QVERIFY_OK(
            session.add("{\"n\":" + QByteArray::number(i + 1) + '}', "Event " + QByteArray::number(i % 7)));
    QVERIFY_OK(session.writer().commit());
}

void TestSessionReader::change(const char *sql)
{
    auto database = sqlite::Database::open(file("a.spectap"), sqlite::Access::ReadWrite);
    QVERIFY_OK(database);
    QVERIFY_OK(database->run(sql));
}

void TestSessionReader::roundTripsEveryColumn()
{
    auto pool = std::make_shared<StringPool>();
    Request request = sampleRequest(R"({"batch":[{},{"type":"alias"}]})");
    request.pathType = CallType::Alias;
    request.encoding = "gzip";
    request.wireBytes = 99;
    request.headers = {{"Host", "localhost:8787"}, {"x-two", "a: b, c"}, {"X-Two", ""}};
    StoredCall call;
    call.row.receivedAt = request.receivedAt;
    call.row.eventTime = -1;
    call.row.name = pool->intern("");
    call.row.user = pool->intern("u\xc3\xa9");
    call.row.anonymous = pool->intern(QByteArrayView("a\0b", 3));
    call.row.other = pool->intern("prev");
    call.row.size = 16;
    call.row.retryOf = 0;
    call.row.errors = 255;
    call.row.warnings = 2;
    call.row.infos = 3;
    call.row.type = CallType::Alias;
    call.row.ingest = Ingest::Refused;
    call.row.flags = CallRow::NearMissName | CallRow::Unreadable;
    call.offset = 13;
    call.length = 16;
    call.specEvent = pool->intern("spec/alias");
    call.ingestRule = Rule::GroupBeforeUser;
    call.batchIndex = 1;
    const std::vector<Finding> findings{
        {"/properties/a~1b", RuleSet::Sdk, Severity::Warning, Rule::NearMiss, "Order", "ordr \xff", "spec#x"},
        {"", RuleSet::Identity, Severity::Error, Rule::AliasCycle, "", "", ""}};
    {
        SampleSession session(file("a.spectap"), pool);
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.writer().addRequest(request));
        call.request = request.id;
        QCOMPARE(*session.writer().source("first", "lib", "1"), quint16{0});
        call.row.source = *session.writer().source("wk", "lib", "2");
        QVERIFY_OK(session.writer().addCall(1, call, findings));
        QVERIFY_OK(session.writer().commit());
    }
    auto reader = open();
    reader->setStrings(pool);
    const auto read = reader->call(1);
    QVERIFY_OK(read);
    QVERIFY(std::memcmp(&read->call.row, &call.row, sizeof(CallRow)) == 0);
    QCOMPARE(read->call.request, request.id);
    QCOMPARE(read->call.offset, call.offset);
    QCOMPARE(read->call.length, call.length);
    QCOMPARE(read->call.specEvent, call.specEvent);
    QCOMPARE(read->call.ingestRule, call.ingestRule);
    QCOMPARE(read->call.batchIndex, call.batchIndex);
    QCOMPARE(read->raw().toByteArray(), R"({"type":"alias"})");
    QCOMPARE(read->findings, findings);

    const Request &stored = read->request;
    QCOMPARE(stored.id, request.id);
    QCOMPARE(stored.kind, request.kind);
    QCOMPARE(stored.receivedAt, request.receivedAt);
    QCOMPARE(stored.method, request.method);
    QCOMPARE(stored.target, request.target);
    QCOMPARE(stored.pathType, request.pathType);
    QCOMPARE(stored.body, request.body);
    QCOMPARE(stored.wireBytes, request.wireBytes);
    QCOMPARE(stored.encoding, request.encoding);
    QCOMPARE(stored.writeKey, request.writeKey);
    QCOMPARE(stored.peer, request.peer);
    QCOMPARE(stored.status, request.status);
    QCOMPARE(stored.answer, request.answer);
    QCOMPARE(stored.headers.size(), request.headers.size());
    for (std::size_t i = 0; i < stored.headers.size(); ++i) {
        QCOMPARE(stored.headers[i].name, request.headers[i].name);
        QCOMPARE(stored.headers[i].value, request.headers[i].value);
    }

    StringPool other;
    other.intern("shift the numbers");
    const auto rows = reader->rows(other, 1, 10, [&](RowBatch &&batch, quint32) {
        CallRow expected = call.row;
        for (StringId *id : {&expected.name, &expected.user, &expected.anonymous, &expected.other})
            *id = other.find(pool->at(*id));
        return QTest::qVerify(
            batch.rows.size() == 1 && std::memcmp(&batch.rows[0], &expected, sizeof(CallRow)) == 0, "row",
            "differs", __FILE__, __LINE__);
    });
    QVERIFY_OK(rows);
}

void TestSessionReader::readsCallsOfBatchesInOrder()
{
    const Finding finding{"/a", RuleSet::Spec, Severity::Error, Rule::Type, "string", "number", ""};
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.add(
            "[11,22,33]", {{1, 2, "a", "u", {}}, {4, 2, "b", "u", {finding}}, {7, 2, "c", "u", {}}}));
        QVERIFY_OK(session.add("44", "d"));
        QVERIFY_OK(session.add("[55,66]", {{1, 2, "e", "u", {finding, finding}}, {4, 2, "f", "u", {}}}));
        QVERIFY_OK(session.writer().commit());
    }
    auto reader = open();
    QByteArray log;
    const auto read = reader->calls(2, 5, [&](const StoredCallDetail &detail) {
        log += QByteArray::number(detail.seq) + '=' + detail.raw().toByteArray() + '/' +
               QByteArray::number(detail.findings.size()) + '@' + QByteArray::number(detail.request.id) + ' ';
        return true;
    });
    QVERIFY_OK(read);
    QCOMPARE(log, "2=22/1@1 3=33/0@1 4=44/0@2 5=55/2@3 ");
    log.clear();
    QVERIFY_OK(reader->calls(1, 6, [&](const StoredCallDetail &detail) {
        log += detail.raw().toByteArray();
        return detail.seq < 3;
    }));
    QCOMPARE(log, "112233");
    // A stopped reading leaves no statement open.
    QCOMPARE(reader->call(6)->raw().toByteArray(), "66");
}

void TestSessionReader::deliversRowsInBatches_data()
{
    QTest::addColumn<quint32>("first");
    QTest::addColumn<quint32>("size");
    QTest::addColumn<QByteArray>("batches");
    QTest::newRow("whole") << 1U << 100U << QByteArray("1+20s ");
    QTest::newRow("exactly full") << 1U << 20U << QByteArray("1+20s ");
    QTest::newRow("two full") << 1U << 10U << QByteArray("1+10s 11+10 ");
    QTest::newRow("a rest") << 1U << 8U << QByteArray("1+8s 9+8 17+4 ");
    QTest::newRow("from the middle") << 15U << 4U << QByteArray("15+4s 19+2 ");
    QTest::newRow("past the end") << 21U << 4U << QByteArray("21+0s ");
    QTest::newRow("size 0 reads as 1") << 19U << 0U << QByteArray("19+1s 20+1 ");
}

void TestSessionReader::deliversRowsInBatches()
{
    QFETCH(quint32, first);
    QFETCH(quint32, size);
    fill(20);
    auto reader = open();
    StringPool pool;
    QByteArray log;
    QVERIFY_OK(reader->rows(pool, first, size, [&](RowBatch &&batch, quint32 total) {
        if (total != 20)
            log += "total ";
        log += QByteArray::number(batch.firstSeq) + '+' + QByteArray::number(batch.rows.size()) +
               (batch.sources.empty() ? " " : "s ");
        for (std::size_t i = 0; i < batch.rows.size(); ++i) {
            const auto name = pool.at(batch.rows[i].name).toByteArray();
            if (name != "Event " + QByteArray::number((batch.firstSeq + i - 1) % 7))
                log += "wrong " + name;
        }
        return true;
    }));
    QTEST(log, "batches");
}

void TestSessionReader::deliversRowsOfEmptySession()
{
    SampleSession(file("a.spectap")).close();
    auto reader = open();
    StringPool pool;
    int batches = 0;
    QVERIFY_OK(reader->rows(pool, 1, 100, [&](RowBatch &&batch, quint32 total) {
        ++batches;
        return batch.rows.empty() && total == 0;
    }));
    QCOMPARE(batches, 1);
    QCOMPARE(*reader->callCount(), 0U);
}

void TestSessionReader::stopsWhenTold()
{
    fill(20);
    auto reader = open();
    StringPool pool;
    int batches = 0;
    QVERIFY_OK(reader->rows(pool, 1, 5, [&](RowBatch &&, quint32) { return ++batches < 2; }));
    QCOMPARE(batches, 2);
}

void TestSessionReader::internsIntoSharedPool()
{
    fill(14);
    auto pool = std::make_shared<StringPool>();
    auto reader = open();
    reader->setStrings(pool);
    std::vector<StringId> names;
    QVERIFY_OK(reader->rows(*pool, 1, 100, [&](RowBatch &&batch, quint32) {
        for (const CallRow &row : batch.rows)
            names.push_back(row.name);
        return true;
    }));
    for (quint32 seq = 1; seq <= 14; ++seq)
        QCOMPARE(reader->call(seq)->call.row.name, names[seq - 1]);
}

void TestSessionReader::listsRequestsWithoutCalls()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.writer().begin());
        Request settings = sampleRequest("", RequestKind::Settings);
        QVERIFY_OK(session.writer().addRequest(settings));
        QVERIFY_OK(session.add("{}"));
        Request refused = sampleRequest("{oops \xff", RequestKind::Rejected);
        refused.status = 400;
        refused.code = "invalid-json";
        refused.reason = "Expected } at byte 1";
        QVERIFY_OK(session.writer().addRequest(refused));
        Request preflight = sampleRequest("", RequestKind::Preflight);
        preflight.status = 204;
        QVERIFY_OK(session.writer().addRequest(preflight));
        QCOMPARE(preflight.id, 4);
        QVERIFY_OK(session.writer().commit());
    }
    auto reader = open();
    const auto requests = reader->requestsWithoutCalls();
    QVERIFY_OK(requests);
    QCOMPARE(requests->size(), 3U);
    QCOMPARE((*requests)[0].kind, RequestKind::Settings);
    QCOMPARE((*requests)[1].kind, RequestKind::Rejected);
    QCOMPARE((*requests)[1].body, "{oops \xff");
    QCOMPARE((*requests)[1].code, "invalid-json");
    QCOMPARE((*requests)[2].kind, RequestKind::Preflight);
    QCOMPARE(reader->request(3)->reason, "Expected } at byte 1");
    QVERIFY(!reader->request(5));

    StringPool pool;
    QVERIFY_OK(reader->rows(pool, 1, 1, [&](RowBatch &&batch, quint32) {
        QByteArray log;
        for (const RequestRow &row : batch.requests) {
            log += QByteArray::number(row.id) + ' ' + QByteArray::number(row.status) + ' ' + row.code + ' ' +
                   QByteArray::number(row.bytes) + ' ' + row.method + row.target + ", ";
        }
        return QTest::qCompare(log,
            "1 200  0 POST/v1/batch, 3 400 invalid-json 7 POST/v1/batch, "
            "4 204  0 POST/v1/batch, ",
            "log", "expected", __FILE__, __LINE__);
    }));
}

void TestSessionReader::readsWhileWritten()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}"));
    auto reader = open();
    QCOMPARE(*reader->callCount(), 1U);
    QVERIFY_OK(session.store("{\"n\":2}"));
    QCOMPARE(*reader->callCount(), 2U);
    QVERIFY_OK(session.writer().begin());
    QVERIFY_OK(session.add("{\"n\":3}"));
    QCOMPARE(*reader->callCount(), 2U);
    QCOMPARE(reader->call(2)->raw().toByteArray(), "{\"n\":2}");
    QVERIFY_OK(session.writer().commit());
    QCOMPARE(reader->call(3)->raw().toByteArray(), "{\"n\":3}");
    // Within one rows() the session does not move.
    StringPool pool;
    quint32 seen = 0;
    QVERIFY_OK(reader->rows(pool, 1, 1, [&](RowBatch &&batch, quint32 total) {
        seen += static_cast<quint32>(batch.rows.size());
        return session.store("{}").ok() && total == 3;
    }));
    QCOMPARE(seen, 3U);
    QCOMPARE(*reader->callCount(), 6U);

    // The reader outlives the writer: still one file in the end.
    session.close();
    QCOMPARE(*reader->callCount(), 6U);
    reader.reset();
    QCOMPARE(
        QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a.spectap")});
}

void TestSessionReader::readsWhatKilledWriterLeft()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}"));
    QVERIFY_OK(session.store("{\"n\":2}"));
    // The files as they lie on the disk while the writer lives are those it would leave when killed.
    QVERIFY(QFile::copy(file("a.spectap"), file("b.spectap")));
    QVERIFY(QFile::copy(file("a.spectap-wal"), file("b.spectap-wal")));
    QVERIFY(QFile(file("b.spectap-wal")).size() > 0);
    auto reader = open("b.spectap");
    QCOMPARE(*reader->callCount(), 2U);
    QCOMPARE(reader->call(2)->raw().toByteArray(), "{\"n\":2}");
    QCOMPARE(reader->meta("state"), "open");
}

void TestSessionReader::readsFromReadOnlyFolder()
{
    fill(3);
    const auto readOnly = QFile::ReadOwner | QFile::ExeOwner;
    QVERIFY(QFile::setPermissions(file("a.spectap"), QFile::ReadOwner));
    QVERIFY(QFile::setPermissions(m_dir->path(), readOnly));
    const auto reader = SessionReader::open(file("a.spectap"));
    const bool read = reader && (*reader)->call(3).ok();
    QVERIFY(QFile::setPermissions(m_dir->path(), readOnly | QFile::WriteOwner));
    QVERIFY(read);
}

void TestSessionReader::refusesMissing()
{
    const auto reader = SessionReader::open(file("none.spectap"));
    QVERIFY(!reader);
    QCOMPARE(reader.error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(file("none.spectap")));
    const auto folder = SessionReader::open(m_dir->path());
    QVERIFY(!folder);
    QCOMPARE(folder.error().code, ErrorCode::NotASession);
    QFile empty(file("empty.spectap"));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();
    QCOMPARE(SessionReader::open(file("empty.spectap")).error().code, ErrorCode::NotASession);
}

void TestSessionReader::refusesUnknownCall()
{
    fill(2);
    auto reader = open();
    for (const quint32 seq : {0U, 3U, 0xffffffffU}) {
        const auto call = reader->call(seq);
        QVERIFY(!call);
        QCOMPARE(call.error().code, ErrorCode::NotFound);
    }
}

void TestSessionReader::reportsDamage_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("a call is missing") << QByteArray("DELETE FROM calls WHERE seq=2");
    QTest::newRow("a string is missing") << QByteArray("DELETE FROM strings WHERE id=2");
    QTest::newRow("a table is missing") << QByteArray("DROP TABLE calls");
}

void TestSessionReader::reportsDamage()
{
    QFETCH(QByteArray, sql);
    fill(4);
    change(sql.constData());
    auto reader = open();
    StringPool pool;
    const auto rows = reader->rows(pool, 1, 1, [](RowBatch &&, quint32) { return true; });
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, ErrorCode::Database);
    QVERIFY2(rows.error().message.contains(file("a.spectap")), qPrintable(rows.error().message));
}

void TestSessionReader::toleratesUnknownNumbers()
{
    fill(3);
    change("UPDATE calls SET type=99, ingest=77, ingest_rule=250 WHERE seq=1;"
           "UPDATE calls SET offset=4000000000, length=4000000000 WHERE seq=2;"
           "UPDATE calls SET request=999 WHERE seq=3");
    auto reader = open();
    const auto first = reader->call(1);
    QVERIFY_OK(first);
    QCOMPARE(first->call.row.type, CallType::Unknown);
    QCOMPARE(first->call.row.ingest, Ingest::Accepted);
    QCOMPARE(first->call.ingestRule, Rule::None);
    QCOMPARE(reader->call(2).error().code, ErrorCode::Database);
    QCOMPARE(reader->call(3).error().code, ErrorCode::NotFound);
    QVERIFY_OK(reader->call(1));
}

SPECTAP_TEST_MAIN(TestSessionReader)
#include "tst_sessionreader.moc"
