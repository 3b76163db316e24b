// SPDX-License-Identifier: MIT
// The file itself: created, continued, refused, full, copied. What is read from it: tst_sessionreader.
#include "model/session/sessioncopy.h"
#include "model/session/sessionschema.h"
#include "tests/session/samplesession.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <array>

using namespace spectap;
using namespace spectap::test;

class TestSessionFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void createsPrivateFile();
    void leavesOneFile();
    void reopensAndContinues();
    void reopensWithForeignPool();
    void keepsBytes_data();
    void keepsBytes();
    void refusesToWrite_data();
    void refusesToWrite();
    void refusesNewerFormat();
    void readsNewerMinor();
    void refusesSecondWriter();
    void rollbackForgets();
    void fullDiskIsAnErrorAndPasses();
    void commitAfterFailureKeepsNothing();
    void refusesWrongSeq();
    void saveAsGoesOn();
    void saveAsReplacesSession();
    void saveAsFailsAndStays();
    void copyLetsTheWriterGoOn();
    void cancelledCopyLeavesNothing();
    void copiesForReaders();
    void replacesFindings();
    void manySources();
    void migratesStepByStep();
    void failedMigrationChangesNothing();

private:
    QString file(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    QByteArray contents(const QString &path) const;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSessionFile::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

QByteArray TestSessionFile::contents(const QString &path) const
{
    QFile in(path);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("(unreadable)");
}

void TestSessionFile::createsPrivateFile()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.opened());
    QVERIFY_OK(session.store("{}"));
#ifndef Q_OS_WIN
    for (const char *name : {"a.spectap", "a.spectap-wal", "a.spectap-shm"}) {
        const auto group = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY2(QFile::exists(file(name)), name);
        QVERIFY2(!(QFile::permissions(file(name)) & group), name);
    }
#endif
}

void TestSessionFile::leavesOneFile()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.opened());
        QVERIFY_OK(session.store("{}"));
        QVERIFY(session.writer().fileBytes() > 0);
    }
    QCOMPARE(
        QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a.spectap")});
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    QCOMPARE((*reader)->meta("state"), "closed");
    QCOMPARE(*(*reader)->callCount(), 1U);
}

void TestSessionFile::reopensAndContinues()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.store(R"({"n":1})", "One"));
        QVERIFY_OK(session.store(R"({"n":2})", "Two"));
    }
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.opened());
        QCOMPARE(session.writer().lastSeq(), 2U);
        QVERIFY_OK(session.store(R"({"n":3})", "One"));
        QVERIFY_OK(session.store(R"({"n":4})", "Four"));
    }
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    const std::array names{"One", "Two", "One", "Four"};
    for (quint32 seq = 1; seq <= 4; ++seq) {
        const auto call = (*reader)->call(seq);
        QVERIFY_OK(call);
        QCOMPARE(call->raw().toByteArray(), R"({"n":)" + QByteArray::number(seq) + '}');
        QCOMPARE((*reader)->strings()->at(call->call.row.name).toByteArray(), names[seq - 1]);
    }
    QCOMPARE((*reader)->sources()->size(), 1U);
}

void TestSessionFile::reopensWithForeignPool()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.store("{}", "One"));
    }
    // A pool that other sessions have filled numbers the strings differently from the file.
    auto pool = std::make_shared<StringPool>();
    for (const char *text : {"x", "y", "Two", "z"})
        pool->intern(text);
    {
        SampleSession session(file("a.spectap"), pool);
        QVERIFY_OK(session.store("{}", "Two"));
        QVERIFY_OK(session.store("{}", "One"));
    }
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    (*reader)->setStrings(pool);
    QCOMPARE((*reader)->call(1)->call.row.name, pool->find("One"));
    QCOMPARE((*reader)->call(2)->call.row.name, pool->find("Two"));
    QCOMPARE((*reader)->call(3)->call.row.name, pool->find("One"));
}

void TestSessionFile::keepsBytes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("key order, 1.0, 20 digits") << QByteArray(R"({"b":1.0,"a":12345678901234567890})");
    QTest::newRow("duplicate keys") << QByteArray(R"({"a":1,"a":2})");
    QTest::newRow("line breaks and tabs") << QByteArray("{\r\n\t\"a\" : 1 ,\r\n \"b\":2 }\n");
    QTest::newRow("escapes and lone surrogate") << QByteArray(R"({"a":"\u00e9\ud800\/"})");
    QTest::newRow("every byte, not UTF-8") << []() {
        QByteArray all;
        for (int c = 0; c < 256; ++c)
            all += static_cast<char>(c);
        return all;
    }();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("5 MiB") << QByteArray(5 * 1024 * 1024, 'x');
}

void TestSessionFile::keepsBytes()
{
    QFETCH(QByteArray, body);
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.store(body));
    }
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    const auto call = (*reader)->call(1);
    QVERIFY_OK(call);
    QVERIFY(call->request.body == body);
    QVERIFY(call->raw().toByteArray() == body);
}

void TestSessionFile::refusesToWrite_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("text") << QByteArray("{\"type\":\"track\"}\n").repeated(400) << ErrorCode::NotASession;
    QTest::newRow("a few bytes") << QByteArray("hello") << ErrorCode::NotASession;

    const QTemporaryDir dir;
    const QString foreign = dir.filePath(QStringLiteral("foreign.db"));
    {
        QFile out(foreign);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.close();
        auto database = sqlite::Database::open(foreign, sqlite::Access::ReadWrite);
        QVERIFY_OK(database);
        QVERIFY_OK(database->run("CREATE TABLE t(a); INSERT INTO t VALUES(1)"));
    }
    QTest::newRow("another program's database") << contents(foreign) << ErrorCode::NotASession;

    const QString whole = dir.filePath(QStringLiteral("whole.spectap"));
    {
        SampleSession session(whole);
        for (int i = 0; i < 50; ++i)
            QVERIFY_OK(session.store(QByteArray(3000, 'x')));
    }
    const QByteArray bytes = contents(whole);
    QTest::newRow("cut to its first page") << bytes.first(4096) << ErrorCode::Database;
    QTest::newRow("cut to half a page") << bytes.first(2000) << ErrorCode::Database;
    QTest::newRow("cut to its header") << bytes.first(60) << ErrorCode::NotASession;
}

void TestSessionFile::refusesToWrite()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    QFile out(file("a.spectap"));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(bytes);
    out.close();

    const auto writer = SessionWriter::open(file("a.spectap"), std::make_shared<StringPool>());
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, code);
    QVERIFY2(writer.error().message.contains(file("a.spectap")), qPrintable(writer.error().message));
    QVERIFY2(contents(file("a.spectap")) == bytes, "the file was changed");

    const auto reader = SessionReader::open(file("a.spectap"));
    const auto error = reader ? (*reader)->call(1).error() : reader.error();
    QCOMPARE(error.code, code);
    QVERIFY2(contents(file("a.spectap")) == bytes, "the file was changed");
    QCOMPARE(
        QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("a.spectap")});
}

namespace {

void setVersion(const QString &path, int version)
{
    auto database = sqlite::Database::open(path, sqlite::Access::ReadWrite);
    QVERIFY_OK(database);
    QVERIFY_OK(database->run(QByteArray("PRAGMA user_version=" + QByteArray::number(version)).constData()));
}

} // namespace

void TestSessionFile::refusesNewerFormat()
{
    SampleSession(file("a.spectap")).close();
    setVersion(file("a.spectap"), 200);
    const QByteArray bytes = contents(file("a.spectap"));
    const auto writer = SessionWriter::open(file("a.spectap"), std::make_shared<StringPool>());
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, ErrorCode::NewerVersion);
    QVERIFY2(writer.error().message.contains(QStringLiteral("2.0")), qPrintable(writer.error().message));
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY(!reader);
    QCOMPARE(reader.error().code, ErrorCode::NewerVersion);
    QCOMPARE(contents(file("a.spectap")), bytes);
}

void TestSessionFile::readsNewerMinor()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.store("{}"));
    }
    setVersion(file("a.spectap"), SessionVersion + 1);
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    QVERIFY_OK((*reader)->call(1));
    const auto writer = SessionWriter::open(file("a.spectap"), std::make_shared<StringPool>());
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, ErrorCode::NewerVersion);
}

void TestSessionFile::refusesSecondWriter()
{
    SampleSession first(file("a.spectap"));
    QVERIFY_OK(first.opened());
    SampleSession second(file("a.spectap"));
    QVERIFY(!second.opened());
    QCOMPARE(second.opened().error().code, ErrorCode::Io);
    QVERIFY(second.opened().error().message.contains(QStringLiteral("is being written")));
    QVERIFY_OK(first.store("{}"));
    first.close();
    SampleSession third(file("a.spectap"));
    QVERIFY_OK(third.opened());
}

void TestSessionFile::rollbackForgets()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.store("{\"kept\":1}", "Kept"));
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.add("{\"gone\":1}", "Gone"));
        QCOMPARE(*session.writer().source("wk2", "lib", "1"), quint16{1});
        session.writer().rollback();
        QCOMPARE(session.writer().lastSeq(), 1U);
        QVERIFY_OK(session.writer().begin());
        QVERIFY_OK(session.add("{\"kept\":2}", "Gone"));
        QCOMPARE(*session.writer().source("wk3", "lib", "1"), quint16{1});
        QVERIFY_OK(session.writer().commit());
    }
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    QCOMPARE(*(*reader)->callCount(), 2U);
    const auto call = (*reader)->call(2);
    QVERIFY_OK(call);
    QCOMPARE(call->raw().toByteArray(), "{\"kept\":2}");
    QCOMPARE((*reader)->strings()->at(call->call.row.name).toByteArray(), "Gone");
    QCOMPARE((*reader)->sources()->at(1).writeKey, "wk3");
}

void TestSessionFile::fullDiskIsAnErrorAndPasses()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}"));
    QVERIFY_OK(session.writer().limitSize(session.writer().fileBytes() + 80'000));

    const QByteArray big(1024 * 1024, 'x');
    const auto stored = session.store(big);
    QVERIFY(!stored);
    QCOMPARE(stored.error().code, ErrorCode::Io);
    QVERIFY2(stored.error().message.contains(QStringLiteral("space")), qPrintable(stored.error().message));
    QCOMPARE(session.writer().lastSeq(), 1U);
    // Small ones still fit, and when there is space again the big one does.
    QVERIFY_OK(session.store("{\"n\":2}"));
    QVERIFY_OK(session.writer().limitSize(1LL << 40));
    QVERIFY_OK(session.store(big));
    session.close();

    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    QCOMPARE(*(*reader)->callCount(), 3U);
    QCOMPARE((*reader)->call(2)->raw().toByteArray(), "{\"n\":2}");
    QVERIFY((*reader)->call(3)->raw() == big);
}

void TestSessionFile::commitAfterFailureKeepsNothing()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.opened());
    QVERIFY_OK(session.writer().limitSize(session.writer().fileBytes() + 80'000));
    QVERIFY_OK(session.writer().begin());
    QVERIFY_OK(session.add("{\"n\":1}"));
    QVERIFY(!session.add(QByteArray(1024 * 1024, 'x')));
    // SQLite may have rolled back by itself: nothing after that may slip in outside a transaction.
    QVERIFY(!session.add("{\"n\":2}"));
    QVERIFY(!session.writer().commit());
    QCOMPARE(session.writer().lastSeq(), 0U);
    QVERIFY_OK(session.store("{\"n\":3}"));
    session.close();
    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    QCOMPARE(*(*reader)->callCount(), 1U);
    QCOMPARE((*reader)->call(1)->raw().toByteArray(), "{\"n\":3}");
}

void TestSessionFile::refusesWrongSeq()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.opened());
    QVERIFY_OK(session.writer().begin());
    QVERIFY(!session.writer().addCall(2, {}, {}));
    QVERIFY(!session.writer().commit());
    QVERIFY_OK(session.store("{}"));
}

void TestSessionFile::saveAsGoesOn()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}", "One"));
    QVERIFY_OK(session.writer().saveAs(file("b.spectap")));
    QCOMPARE(session.writer().path(), file("b.spectap"));
    QVERIFY_OK(session.store("{\"n\":2}", "One"));
    QVERIFY_OK(session.writer().saveAs(file("b.spectap")));
    session.close();

    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
        (QStringList{QStringLiteral("a.spectap"), QStringLiteral("b.spectap")}));
    const auto left = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(left);
    QCOMPARE(*(*left)->callCount(), 1U);
    QCOMPARE((*left)->meta("state"), "closed");
    const auto saved = SessionReader::open(file("b.spectap"));
    QVERIFY_OK(saved);
    QCOMPARE(*(*saved)->callCount(), 2U);
    QCOMPARE((*saved)->call(2)->raw().toByteArray(), "{\"n\":2}");
    QCOMPARE((*saved)->call(2)->call.row.name, (*saved)->call(1)->call.row.name);
    QCOMPARE((*saved)->meta("state"), "closed");
#ifndef Q_OS_WIN
    QVERIFY(!(QFile::permissions(file("b.spectap")) & (QFile::ReadGroup | QFile::ReadOther)));
#endif
}

void TestSessionFile::saveAsReplacesSession()
{
    {
        SampleSession old(file("b.spectap"));
        for (int i = 0; i < 30; ++i)
            QVERIFY_OK(old.store(QByteArray(2000, 'o')));
    }
    // What a killed writer leaves beside the file that is replaced must not be read into the new one.
    QFile wal(file("b.spectap-wal"));
    QVERIFY(wal.open(QIODevice::WriteOnly));
    wal.write("left over");
    wal.close();
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}"));
    QVERIFY_OK(session.writer().saveAs(file("b.spectap")));
    session.close();
    const auto saved = SessionReader::open(file("b.spectap"));
    QVERIFY_OK(saved);
    QCOMPARE(*(*saved)->callCount(), 1U);
}

void TestSessionFile::saveAsFailsAndStays()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}"));
    QVERIFY(!session.writer().saveAs(file("missing/b.spectap")));
    SampleSession other(file("c.spectap"));
    QVERIFY_OK(other.store("{\"other\":1}"));
    QVERIFY(!session.writer().saveAs(file("c.spectap")));
    QCOMPARE(session.writer().path(), file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":2}"));
    QVERIFY_OK(other.store("{\"other\":2}"));
}

void TestSessionFile::copyLetsTheWriterGoOn()
{
    SampleSession session(file("a.spectap"));
    for (int i = 0; i < 100; ++i)
        QVERIFY_OK(session.store("{\"pad\":\"" + QByteArray(100'000, 'x') + "\"}", "Padded"));
    auto copy = SessionCopy::begin(file("a.spectap"), file("b.spectap"));
    QVERIFY_OK(copy);
    quint32 stored = 0;
    qint64 last = 0;
    QVERIFY_OK((*copy)->copy([&](qint64 done, qint64 total) {
        last = done;
        const bool committed =
            session.store("{\"n\":" + QByteArray::number(stored) + "}", "While copying").ok();
        stored += committed ? 1 : 0;
        return committed && done <= total;
    }));
    QVERIFY(stored > 1); // several steps
    QVERIFY(last > 100 * 100'000 / 4096);
    const auto added = (*copy)->catchUp();
    QVERIFY_OK(added);
    QCOMPARE(*added, stored);
    QVERIFY_OK(session.store("{}", "Last"));
    QVERIFY_OK(session.writer().moveTo(**copy));
    QVERIFY_OK(session.store("{}", "In the new file"));
    session.close();

    const auto saved = SessionReader::open(file("b.spectap"));
    QVERIFY_OK(saved);
    quint32 seq = 0;
    QVERIFY_OK((*saved)->calls(
        1, UINT32_MAX, [&seq](const StoredCallDetail &detail) { return detail.seq == ++seq; }));
    QCOMPARE(seq, 100 + stored + 2);
    const auto call = (*saved)->call(101);
    QVERIFY_OK(call);
    QCOMPARE(call->raw().toByteArray(), "{\"n\":0}");
    QCOMPARE((*saved)->strings()->at(call->call.row.name).toByteArray(), "While copying");
}

void TestSessionFile::cancelledCopyLeavesNothing()
{
    SampleSession session(file("a.spectap"));
    for (int i = 0; i < 100; ++i)
        QVERIFY_OK(session.store("{\"pad\":\"" + QByteArray(100'000, 'x') + "\"}"));
    SampleSession older(file("b.spectap"));
    QVERIFY_OK(older.store("{\"older\":1}"));
    older.close();
    {
        auto copy = SessionCopy::begin(file("a.spectap"), file("b.spectap"));
        QVERIFY_OK(copy);
        const auto copied = (*copy)->copy([](qint64, qint64) { return false; });
        QVERIFY(!copied);
        QCOMPARE(copied.error().code, ErrorCode::Cancelled);
    }
    session.close();
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden),
        (QStringList{QStringLiteral("a.spectap"), QStringLiteral("b.spectap")}));
    const auto kept = SessionReader::open(file("b.spectap"));
    QVERIFY_OK(kept);
    QCOMPARE((*kept)->call(1)->raw().toByteArray(), "{\"older\":1}");
}

void TestSessionFile::copiesForReaders()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.store("{\"n\":1}"));
    QVERIFY_OK(SessionReader::copy(file("a.spectap"), file("b.spectap")));
    QVERIFY_OK(SessionReader::copy(file("a.spectap"), file("a.spectap")));
    QVERIFY_OK(session.store("{\"n\":2}"));
    const auto copy = SessionReader::open(file("b.spectap"));
    QVERIFY_OK(copy);
    QCOMPARE(*(*copy)->callCount(), 1U);
    QCOMPARE((*copy)->meta("state"), "closed");
    const auto onto = SessionReader::copy(file("b.spectap"), file("a.spectap"));
    QVERIFY2(!onto, "a session that is being written was replaced");
    QCOMPARE(SessionReader::copy(file("none"), file("c.spectap")).error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(file("c.spectap")));
}

void TestSessionFile::replacesFindings()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.opened());
    const Finding before{"/a", RuleSet::Spec, Severity::Error, Rule::Required, "string", "", "spec/track"};
    const Finding after{"/b", RuleSet::Plan, Severity::Info, Rule::CustomProperty, "", "1", ""};
    QVERIFY_OK(session.writer().begin());
    QVERIFY_OK(session.add("{}", {{0, 2, "One", "u", {before, before}}}));
    QVERIFY_OK(session.add("{}", {{0, 2, "Two", "u", {before}}}));
    QVERIFY_OK(session.writer().commit());

    StoredCall call;
    call.row.infos = 1;
    call.row.ingest = Ingest::Dropped;
    call.ingestRule = Rule::Duplicate;
    call.specEvent = session.pool()->intern("ecommerce/order-completed");
    call.row.name = session.pool()->intern("One, read anew");
    QVERIFY_OK(session.writer().begin());
    QVERIFY_OK(session.writer().replaceFindings(1, call, std::array{after}));
    QVERIFY_OK(session.writer().commit());
    session.close();

    const auto reader = SessionReader::open(file("a.spectap"));
    QVERIFY_OK(reader);
    const auto first = (*reader)->call(1);
    QVERIFY_OK(first);
    QCOMPARE(first->findings, std::vector{after});
    QCOMPARE(first->call.row.errors, quint8{0});
    QCOMPARE(first->call.row.infos, quint8{1});
    QCOMPARE(first->call.row.ingest, Ingest::Dropped);
    QCOMPARE(first->call.ingestRule, Rule::Duplicate);
    QCOMPARE((*reader)->strings()->at(first->call.specEvent).toByteArray(), "ecommerce/order-completed");
    QCOMPARE((*reader)->strings()->at(first->call.row.name).toByteArray(), "One, read anew");
    QCOMPARE((*reader)->call(2)->findings, std::vector{before});
}

void TestSessionFile::manySources()
{
    SampleSession session(file("a.spectap"));
    QVERIFY_OK(session.opened());
    QVERIFY_OK(session.writer().begin());
    for (int i = 0; i < 66'000; ++i) {
        const auto source = session.writer().source(QByteArray::number(i), "lib", "1");
        QVERIFY_OK(source);
        QCOMPARE(int{*source}, std::min(i, 65'535));
    }
    QCOMPARE(*session.writer().source("7", "lib", "2"), quint16{7});
    QVERIFY_OK(session.writer().commit());
}

void TestSessionFile::migratesStepByStep()
{
    {
        SampleSession session(file("a.spectap"));
        QVERIFY_OK(session.store("{}"));
    }
    auto database = sqlite::Database::open(file("a.spectap"), sqlite::Access::ReadWrite);
    QVERIFY_OK(database);
    const std::array steps{Migration{SessionVersion, "never run again"},
        Migration{SessionVersion + 1, "CREATE TABLE later(a)"},
        Migration{SessionVersion + 2, "INSERT INTO later VALUES(42)"}};
    QVERIFY_OK(migrate(*database, steps));
    QCOMPARE(*database->number("PRAGMA user_version"), SessionVersion + 2);
    QCOMPARE(*database->number("SELECT a FROM later"), 42);
    QVERIFY_OK(migrate(*database, steps));
    QCOMPARE(*database->number("SELECT count(*) FROM later"), 1);
}

void TestSessionFile::failedMigrationChangesNothing()
{
    SampleSession(file("a.spectap")).close();
    auto database = sqlite::Database::open(file("a.spectap"), sqlite::Access::ReadWrite);
    QVERIFY_OK(database);
    const std::array steps{
        Migration{SessionVersion + 1, "CREATE TABLE later(a)"}, Migration{SessionVersion + 2, "no SQL"}};
    QVERIFY(!migrate(*database, steps));
    QCOMPARE(*database->number("PRAGMA user_version"), SessionVersion);
    QCOMPARE(*database->number("SELECT count(*) FROM sqlite_master WHERE name='later'"), 0);
}

SPECTAP_TEST_MAIN(TestSessionFile)
#include "tst_sessionfile.moc"
