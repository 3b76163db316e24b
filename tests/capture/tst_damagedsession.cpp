// SPDX-License-Identifier: MIT
// Sessions cut short at every page and with wrong bits on every page: reading them ends, with words or with
// calls, the file keeps every byte, and what lies before the damage is recovered.
#include "app/capture/intake.h"
#include "app/capture/recheck.h"
#include "app/capture/sessionimport.h"
#include "model/session/imports/salvagereader.h"
#include "model/session/sessionmarks.h"
#include "model/session/sessionmeta.h"
#include "model/session/sessionreader.h"
#include "model/session/sessionwriter.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <optional>

using namespace spectap;

namespace {

constexpr qsizetype Page = 4096;

QByteArray callNumber(int number, qsizetype padding)
{
    const QByteArray n = QByteArray::number(number);
    return R"({"type":"track","event":"Event )" + n + R"(","userId":"u)" + n + R"(","messageId":"m)" + n +
           R"(","properties":{"pad":")" + QByteArray(padding, 'x') + R"(","end":"mark-)" + n + R"(-"}})";
}

/// What a reader makes of a session: every call's bytes, then the first error.
struct Contents
{
    QByteArrayList calls;
    QString error;
};

Contents contentsOf(const QString &path)
{
    Contents contents;
    auto reader = SessionReader::open(path);
    if (!reader)
        return {{}, reader.error().message};
    StringPool pool;
    if (const auto rows = (*reader)->rows(pool, 1, 100, [](RowBatch &&, quint32) { return true; }); !rows)
        contents.error = rows.error().message;
    const auto read = (*reader)->calls(1, UINT32_MAX, [&contents](const StoredCallDetail &detail) {
        contents.calls += detail.raw().toByteArray();
        return true;
    });
    if (!read)
        contents.error = read.error().message;
    (void)(*reader)->requestsWithoutCalls();
    (void)(*reader)->marks();
    return contents;
}

} // namespace

class TestDamagedSession : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_checker;
    std::optional<QTemporaryDir> m_folder;
    QByteArray m_whole;     ///< the session's bytes
    QByteArrayList m_calls; ///< what it holds

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    void make(int requests, qsizetype padding);
    void put(const QByteArray &bytes) const;
    [[nodiscard]] QByteArray stored() const;
    Result<ImportReport> recover() const;

private slots:
    void initTestCase();
    void init()
    {
        // Hundreds of files are written and synced; what a disk makes of that is not the question.
        const QString memory = QStringLiteral("/dev/shm");
        if (QFileInfo(memory).isWritable())
            m_folder.emplace(memory + QStringLiteral("/spectap-damaged-XXXXXX"));
        else
            m_folder.emplace();
        QVERIFY(m_folder->isValid());
    }

    void cutShortAtEveryPage_data();
    void cutShortAtEveryPage();
    void wrongBitsOnEveryPage();
    void withoutItsFirstPage();
    void marksAndMutesComeAlong();
    void theLogOfACrashIsRead();
    void isNotWrittenInto();
    void nothingIsLeft_data();
    void nothingIsLeft();
};

void TestDamagedSession::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_checker = Checker::compile(std::move(*catalogue));
}

/// Every third request carries three calls, every tenth is refused, some are service requests.
void TestDamagedSession::make(int requests, qsizetype padding)
{
    m_calls.clear();
    RowFeed feed;
    Intake intake(m_checker, &feed);
    intake.start(path("whole.spectap"), std::make_shared<StringPool>());
    int number = 0;
    const auto call = [&] {
        ++number;
        return callNumber(number, number % 7 == 0 ? padding * 8 : padding);
    };
    for (int n = 1; n <= requests; ++n) {
        Request request;
        request.receivedAt = 1'700'000'000'000'000 + n * 1'000'123LL;
        request.method = "POST";
        request.target = "/v1/batch";
        request.headers = {{"Host", "127.0.0.1"}};
        request.status = 200;
        if (n % 10 == 0) {
            request.body = "{\"broken\": " + QByteArray::number(n);
        } else if (n % 13 == 0) {
            request.kind = RequestKind::Settings;
            request.method = "GET";
            request.target = "/v1/projects/wk/settings";
        } else {
            QByteArrayList calls{call()};
            if (n % 3 == 0)
                calls << call() << call();
            request.body = "{\"batch\":[" + calls.join(',') + "]}";
            m_calls += calls;
        }
        QVERIFY(intake.offer(std::move(request), {1, quint64(n)}, true));
    }
    intake.stop();
    QFile file(path("whole.spectap"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_whole = file.readAll();
    QCOMPARE(contentsOf(path("whole.spectap")).calls, m_calls);
}

void TestDamagedSession::put(const QByteArray &bytes) const
{
    QFile file(path("damaged.spectap"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestDamagedSession::stored() const
{
    QFile file(path("damaged.spectap"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<ImportReport> TestDamagedSession::recover() const
{
    QFile::remove(path("recovered.spectap"));
    SessionImport::Job job;
    job.session = path("recovered.spectap");
    job.pool = std::make_shared<StringPool>();
    job.checker = m_checker;
    job.now = 0;
    return SessionImport(std::move(job)).recover(path("damaged.spectap"));
}

void TestDamagedSession::cutShortAtEveryPage_data()
{
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("padding");
    QTest::newRow("bodies on their page") << 150 << 300;
    QTest::newRow("bodies over several pages") << 40 << 2500;
}

void TestDamagedSession::cutShortAtEveryPage()
{
    QFETCH(int, requests);
    QFETCH(int, padding);
    make(requests, padding);
    const bool onePage = padding < 1000;
    const qsizetype pages = m_whole.size() / Page;
    qsizetype before = 0;
    for (qsizetype page = 0; page <= pages; ++page) {
        const QByteArray bytes = m_whole.first(page * Page);
        put(bytes);
        const Contents opened = contentsOf(path("damaged.spectap"));
        QVERIFY(page == pages ? opened.error.isEmpty() : !opened.error.isEmpty());
        QCOMPARE(m_calls.first(opened.calls.size()), opened.calls);
        QCOMPARE(maybeDamagedSession(path("damaged.spectap")), page > 0);

        const auto report = recover();
        const QByteArrayList recovered =
            report ? contentsOf(path("recovered.spectap")).calls : QByteArrayList();
        QVERIFY2(stored() == bytes, "the damaged file was changed");
        QVERIFY(!QFile::exists(path("damaged.spectap-wal")));
        QVERIFY(
            QDir(m_folder->path()).entryList({QStringLiteral("recovering*")}, QDir::AllEntries).isEmpty());
        // In their order, and nothing else.
        qsizetype at = 0;
        for (const QByteArray &call : recovered) {
            at = m_calls.indexOf(call, at);
            QVERIFY(at >= 0);
            ++at;
        }
        QVERIFY2(recovered.size() >= before, qPrintable(QString::number(page)));
        before = recovered.size();
        // A request whose last bytes lie before the cut is there with all its calls. (Of a body of several
        // pages the row may have moved behind it.)
        for (int number = 1; onePage && number <= m_calls.size(); ++number) {
            const QByteArray end = "\"mark-" + QByteArray::number(number) + "-\"}}]}";
            const bool there = bytes.contains(end);
            QVERIFY2(!there || recovered.contains(m_calls[number - 1]),
                qPrintable(QStringLiteral("page %1: call %2").arg(page).arg(number)));
        }
        if (report) {
            QCOMPARE(report->calls, quint32(recovered.size()));
            QVERIFY(report->held <= m_calls.size());
            QVERIFY(page == pages || report->problemCount > 0);
        }
    }
    QCOMPARE(before, m_calls.size());
}

void TestDamagedSession::wrongBitsOnEveryPage()
{
    make(60, 200);
    QRandomGenerator random(7);
    const qsizetype pages = m_whole.size() / Page;
    int runs = 0;
    int emptied = 0;
    qsizetype lost = 0;
    for (qsizetype page = 0; page < pages; ++page) {
        // What kind of page it is, how many rows it has, where they are, and anywhere.
        for (const int at : {0, 3, 5, 8, 11, 100, 2000, 4090, -1, -2}) {
            QByteArray bytes = m_whole;
            const qsizetype byte = page * Page + (at >= 0 ? at : random.bounded(int(Page)));
            bytes[byte] = static_cast<char>(bytes[byte] ^ (at == -1 ? 0xff : 1 << random.bounded(8)));
            put(bytes);
            (void)contentsOf(path("damaged.spectap"));
            const auto report = recover();
            QVERIFY2(stored() == bytes, "the damaged file was changed");
            ++runs;
            QByteArrayList recovered;
            if (report)
                recovered = contentsOf(path("recovered.spectap")).calls;
            else
                QVERIFY(!report.error().message.isEmpty());
            if (report)
                QCOMPARE(report->calls, quint32(recovered.size()));
            qsizetype missing = 0;
            for (const QByteArray &call : m_calls)
                missing += !recovered.contains(call);
            lost += missing;
            emptied += recovered.isEmpty();
        }
    }
    // One byte costs what lies on its page; all of it only where the tree of requests begins.
    QVERIFY2(emptied <= 5, qPrintable(QString::number(emptied)));
    QVERIFY2(lost / runs <= 4, qPrintable(QString::number(double(lost) / runs)));
}

void TestDamagedSession::withoutItsFirstPage()
{
    make(60, 200);
    QByteArray bytes = m_whole;
    bytes.replace(0, Page, QByteArray(Page, '\0'));
    put(bytes);
    QVERIFY(!SessionReader::open(path("damaged.spectap")));
    QVERIFY(maybeDamagedSession(path("damaged.spectap")));
    const auto report = recover();
    QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().message));
    QCOMPARE(contentsOf(path("recovered.spectap")).calls, m_calls);
    QCOMPARE(stored(), bytes);
}

void TestDamagedSession::marksAndMutesComeAlong()
{
    make(60, 200);
    const CallMark note{CallMark::Pinned, MarkColour::Blue, "look here"};
    const QByteArray mutes = R"([{"rule":"type"}])";
    QVERIFY(setSessionMarks(path("whole.spectap"),
        std::vector<MarkedCall>{{5, note}, {quint32(m_calls.size()), {CallMark::Test, MarkColour::None, {}}}})
                .ok());
    QVERIFY(setSessionMeta(path("whole.spectap"), MutesKey, mutes).ok());
    QFile file(path("whole.spectap"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    // A request in the middle is gone: the calls behind it get other numbers.
    const qsizetype at = bytes.indexOf("\"mark-2-\"");
    QVERIFY(at > 0);
    bytes.replace(at, 3, "\x01\x01\x01");
    put(bytes);
    const auto report = recover();
    QVERIFY(report.ok());
    QVERIFY(report->problemCount > 0);
    const auto reader = SessionReader::open(path("recovered.spectap"));
    QVERIFY(reader.ok());
    const auto marks = (*reader)->marks();
    QVERIFY(marks.ok());
    QCOMPARE(marks->size(), std::size_t(2));
    QCOMPARE(marks->front().mark, note);
    QCOMPARE((*reader)->call(marks->front().seq)->raw().toByteArray(), m_calls[4]);
    QCOMPARE((*reader)->call(marks->back().seq)->raw().toByteArray(), m_calls.last());
    QCOMPARE((*reader)->meta(MutesKey), mutes);
    QCOMPARE((*reader)->meta("state"), "closed");
    QCOMPARE(report->held, quint32(m_calls.size()));
}

void TestDamagedSession::theLogOfACrashIsRead()
{
    make(60, 200);
    // A writer that is not closed keeps its newest calls in the log.
    auto writer = SessionWriter::open(path("whole.spectap"), std::make_shared<StringPool>());
    QVERIFY(writer.ok());
    QVERIFY((*writer)->begin().ok());
    Request request;
    request.receivedAt = 1'800'000'000'000'000;
    request.body = callNumber(1000, 10);
    QVERIFY((*writer)->addRequest(request).ok());
    QVERIFY((*writer)->commit().ok());
    QFile::remove(path("damaged.spectap"));
    QVERIFY(QFile::copy(path("whole.spectap"), path("damaged.spectap")));
    QVERIFY(QFile::copy(path("whole.spectap-wal"), path("damaged.spectap-wal")));
    writer->reset();
    const auto report = recover();
    QVERIFY(report.ok());
    QCOMPARE(contentsOf(path("recovered.spectap")).calls, m_calls + QByteArrayList{request.body});
}

void TestDamagedSession::isNotWrittenInto()
{
    make(60, 200);
    QByteArray bytes = m_whole;
    bytes.replace(bytes.size() - Page, Page, QByteArray(Page, '\xa5'));
    put(bytes);
    const auto sink = recheckFile(path("damaged.spectap"), std::make_shared<StringPool>());
    const auto begun = sink->begin();
    QVERIFY(!begun.ok());
    QCOMPARE(begun.error().code, ErrorCode::Database);
    QCOMPARE(stored(), bytes);
}

void TestDamagedSession::nothingIsLeft_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("half a page") << QByteArray(2000, 'x');
    QTest::newRow("text") << QByteArray("{\"type\":\"track\"}\n").repeated(2000);
    QTest::newRow("zeros") << QByteArray(40'000, '\0');
}

void TestDamagedSession::nothingIsLeft()
{
    QFETCH(QByteArray, bytes);
    put(bytes);
    QVERIFY(!maybeDamagedSession(path("damaged.spectap")));
    const auto report = recover();
    QVERIFY(report.ok() ? report->calls == 0 : !report.error().message.isEmpty());
    QCOMPARE(stored(), bytes);
}

SPECTAP_TEST_MAIN(TestDamagedSession)
#include "tst_damagedsession.moc"
