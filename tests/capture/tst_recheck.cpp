// SPDX-License-Identifier: MIT
// Re-checking must end where capturing would have: every test compares with a session that was captured under
// the new rules from the first call on.
#include "app/capture/intake.h"
#include "app/capture/recheck.h"
#include "model/session/sessionreader.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>

using namespace spectap;

namespace {

constexpr int Patience = 60'000;
constexpr Micros Start = 1'700'000'000'000'000;

QByteArray track(
    int n, const QByteArray &user, const QByteArray &messageId, const QByteArray &properties = "{}")
{
    return R"({"type":"track","event":"Desk Built","userId":")" + user + R"(","anonymousId":"a)" +
           QByteArray::number(n % 7) + R"(","messageId":")" + messageId + R"(","properties":)" + properties +
           "}";
}

/// Calls whose findings hang on each other: retries, another body under a used id, people who share a device,
/// an id that the stricter rules block, calls that are too large, a batch that names its context once.
std::vector<QByteArray> requests(int count)
{
    std::vector<QByteArray> bodies;
    for (int n = 0; n < count; ++n) {
        const QByteArray id = 'm' + QByteArray::number(n);
        const QByteArray user = n % 5 == 0 ? QByteArray("guest") : 'u' + QByteArray::number(n % 11);
        switch (n % 8) {
        case 0:
            bodies.push_back(track(n, user, id, R"({"height":"tall","legs":4})"));
            break;
        case 1:
            bodies.push_back(track(n, user, 'm' + QByteArray::number(n / 2), R"({"legs":4})"));
            break;
        case 2:
            bodies.push_back(
                R"({"batch":[)" + track(n, user, id) + ',' + track(n, user, id) +
                R"(],"context":{"library":{"name":"l","version":"1"}},"sentAt":"2023-11-14T22:13:20Z"})");
            break;
        case 3:
            bodies.push_back(R"({"type":"identify","userId":")" + user + R"(","anonymousId":"a)" +
                             QByteArray::number(n % 7) + R"(","messageId":")" + id + R"("})");
            break;
        case 4:
            bodies.push_back(R"({"type":"alias","userId":")" + user + R"(","previousId":"p)" +
                             QByteArray::number(n % 3) + R"(","messageId":")" + id + R"("})");
            break;
        case 5:
            bodies.push_back(track(n, user, id, R"({"pad":")" + QByteArray(33'000, 'x') + R"("})"));
            break;
        case 6:
            bodies.push_back(R"({"type":"track","event":"desk built","messageId":")" + id + R"("})");
            break;
        default:
            bodies.push_back(track(n, user, id, R"({"height":120})"));
        }
    }
    return bodies;
}

/// One stored call with everything that checking said of it, as text: pools differ between sessions.
QByteArray described(const StoredCallDetail &stored, const StringPool &strings)
{
    const CallRow &row = stored.call.row;
    QByteArray text = QByteArray::number(stored.seq);
    for (const StringId id : {row.name, row.user, row.anonymous, row.other, StringId(stored.call.specEvent)})
        text += '|' + strings.at(id).toByteArray();
    for (const qint64 number : {qint64(row.eventTime), qint64(row.retryOf), qint64(row.errors),
             qint64(row.warnings), qint64(row.infos), qint64(row.type), qint64(row.ingest), qint64(row.flags),
             qint64(row.size), qint64(stored.call.ingestRule)})
        text += '|' + QByteArray::number(number);
    for (const Finding &finding : stored.findings) {
        text += "\n  " + finding.pointer + ' ' + ruleName(finding.rule).toByteArray() + ' ' +
                severityName(finding.severity).toByteArray() + ' ' + finding.expected + ' ' + finding.actual;
    }
    return text;
}

QByteArrayList callsIn(const QString &path)
{
    QByteArrayList calls;
    const auto reader = SessionReader::open(path);
    if (!reader)
        return {reader.error().message.toUtf8()};
    const auto read = (*reader)->calls(1, UINT32_MAX, [&](const StoredCallDetail &stored) {
        calls += described(stored, *(*reader)->strings());
        return true;
    });
    return read ? calls : QByteArrayList{read.error().message.toUtf8()};
}

int retriesIn(const QString &path)
{
    int retries = 0;
    StringPool pool;
    const auto reader = SessionReader::open(path);
    const auto read = (*reader)->rows(pool, 1, 1000, [&retries](const RowBatch &batch, quint32) {
        for (const CallRow &row : batch.rows)
            retries += row.retryOf != 0 ? 1 : 0;
        return true;
    });
    return read ? retries : -1;
}

QByteArray versionOf(const QString &path)
{
    const auto reader = SessionReader::open(path);
    return reader ? (*reader)->meta(CheckedWithKey) : QByteArray("unreadable");
}

/// Makes a picture of the file after some transactions: what a crash would leave.
class CrashingSink final : public RecheckSink
{
public:
    CrashingSink(std::unique_ptr<RecheckSink> sink, QString from, QString to)
        : m_sink(std::move(sink))
        , m_from(std::move(from))
        , m_to(std::move(to))
    {
    }
    Result<void> begin() override { return m_sink->begin(); }
    Result<void> store(std::span<const RecheckedCall> calls) override
    {
        auto stored = m_sink->store(calls);
        if (++m_stored == 2) {
            QFile::copy(m_from, m_to);
            QFile::copy(m_from + QStringLiteral("-wal"), m_to + QStringLiteral("-wal"));
        }
        return stored;
    }
    Result<bool> finish(RecheckPass &pass, std::vector<RecheckedCall> &changed) override
    {
        return m_sink->finish(pass, changed);
    }

private:
    std::unique_ptr<RecheckSink> m_sink;
    QString m_from;
    QString m_to;
    int m_stored = 0;
};

} // namespace

class TestRecheck : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_lax;
    std::shared_ptr<const Checker> m_strict;
    std::optional<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }

    static void send(
        Intake &intake, const std::vector<QByteArray> &bodies, std::size_t first, std::size_t last)
    {
        for (std::size_t i = first; i < last; ++i) {
            Request request;
            request.receivedAt = Start + static_cast<Micros>(i) * 1'000'000;
            request.method = "POST";
            request.target = "/v1/batch";
            request.body = bodies[i];
            request.status = 200;
            if (!intake.offer(std::move(request), {1, i + 1}, true))
                qFatal("the queue is full");
        }
    }

    void capture(const QString &to, const std::shared_ptr<const Checker> &checker,
        const std::vector<QByteArray> &bodies) const
    {
        RowFeed feed;
        Intake intake(checker, &feed);
        intake.start(to, std::make_shared<StringPool>());
        send(intake, bodies, 0, bodies.size());
        intake.stop();
    }

    /// Runs to its end; what it ended with.
    static QString finish(Recheck &recheck)
    {
        QString outcome;
        QEventLoop loop;
        const auto ended = [&](const QString &how) {
            outcome = how;
            loop.quit();
        };
        connect(&recheck, &Recheck::finished, &loop, [&] { ended(QStringLiteral("finished")); });
        connect(&recheck, &Recheck::cancelled, &loop, [&] { ended(QStringLiteral("cancelled")); });
        connect(&recheck, &Recheck::failed, &loop, ended);
        recheck.start();
        QTimer::singleShot(Patience, &loop, [&] { ended(QStringLiteral("still running")); });
        loop.exec();
        return outcome;
    }

    static QString recheck(const QString &path, const std::shared_ptr<const Checker> &checker)
    {
        const auto pool = std::make_shared<StringPool>();
        Recheck work(path, checker, pool, recheckFile(path, pool));
        return finish(work);
    }

private slots:
    void initTestCase();
    void init() { m_folder.emplace(); }

    void endsWhereCapturingWould();
    void goesOnBesideCapturing();
    void sameRulesChangeNothing();
    void tellsRowsThatChanged();
    void cancelledIsCheckedAgain();
    void crashedIsCheckedAgain();
    void savedElsewhereMeanwhileIsCheckedAgain();
    void fileInUseFailsWithWords();
    void otherRulesInOldFileAreMarked();
};

void TestRecheck::initTestCase()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_lax = Checker::compile(*catalogue);
    EventSpec desk;
    desk.name = "Desk Built";
    desk.id = "furniture/desk-built";
    FieldSpec legs;
    legs.path = "properties.legs";
    legs.types = TypeInteger;
    legs.presence = Presence::Always;
    legs.calls = callBit(CallType::Track);
    FieldSpec height;
    height.path = "properties.height";
    height.types = TypeNumber;
    height.calls = callBit(CallType::Track);
    desk.properties = {legs, height};
    catalogue->events.push_back(desk);
    catalogue->blockedIds.push_back("guest");
    // Retries more than five minutes apart become calls of their own.
    const auto window = std::find_if(catalogue->quotas.begin(), catalogue->quotas.end(),
        [](const QuotaSpec &quota) { return quota.name == "dedupeWindow"; });
    QVERIFY(window != catalogue->quotas.end());
    QCOMPARE(window->value, 24.0);
    window->value = 5.0 / 60;
    catalogue->version = "strict";
    m_strict = Checker::compile(std::move(*catalogue));
    QVERIFY(m_lax->version() != m_strict->version());
}

void TestRecheck::endsWhereCapturingWould()
{
    const auto bodies = requests(1500);
    capture(path("a.spectap"), m_lax, bodies);
    capture(path("b.spectap"), m_strict, bodies);
    const QByteArrayList expected = callsIn(path("b.spectap"));
    QVERIFY(callsIn(path("a.spectap")) != expected);
    QVERIFY(retriesIn(path("a.spectap")) > retriesIn(path("b.spectap")));
    QCOMPARE(versionOf(path("a.spectap")), m_lax->version());

    QCOMPARE(recheck(path("a.spectap"), m_strict), QStringLiteral("finished"));
    QCOMPARE(callsIn(path("a.spectap")), expected);
    QCOMPARE(versionOf(path("a.spectap")), m_strict->version());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
        (QStringList{QStringLiteral("a.spectap"), QStringLiteral("b.spectap")})); // closed
    // And back again.
    capture(path("c.spectap"), m_lax, bodies);
    QCOMPARE(recheck(path("a.spectap"), m_lax), QStringLiteral("finished"));
    QCOMPARE(callsIn(path("a.spectap")), callsIn(path("c.spectap")));
}

void TestRecheck::goesOnBesideCapturing()
{
    const auto bodies = requests(6000);
    capture(path("b.spectap"), m_strict, bodies);

    RowFeed feed;
    const auto pool = std::make_shared<StringPool>();
    Intake intake(m_lax, &feed);
    intake.start(path("a.spectap"), pool);
    send(intake, bodies, 0, 3000);
    intake.setChecker(m_strict);
    {
        Recheck work(path("a.spectap"), m_strict, pool, intake.recheckSink(path("a.spectap")));
        std::size_t sent = 3000;
        connect(&work, &Recheck::progressed, this, [&] {
            const std::size_t next = std::min<std::size_t>(sent + 500, 5000);
            send(intake, bodies, sent, next);
            sent = next;
        });
        QCOMPARE(finish(work), QStringLiteral("finished"));
        send(intake, bodies, sent, 5000);
    }
    QCOMPARE(versionOf(path("a.spectap")), m_strict->version());
    send(intake, bodies, 5000, bodies.size()); // with the history of all calls before
    intake.stop();
    QCOMPARE(callsIn(path("a.spectap")), callsIn(path("b.spectap")));
}

void TestRecheck::sameRulesChangeNothing()
{
    capture(path("a.spectap"), m_lax, requests(200));
    const QByteArrayList before = callsIn(path("a.spectap"));
    const auto pool = std::make_shared<StringPool>();
    Recheck work(path("a.spectap"), m_lax, pool, recheckFile(path("a.spectap"), pool));
    QSignalSpy changed(&work, &Recheck::rowsChanged);
    QCOMPARE(finish(work), QStringLiteral("finished"));
    QCOMPARE(changed.size(), 0);
    QCOMPARE(callsIn(path("a.spectap")), before);
}

void TestRecheck::tellsRowsThatChanged()
{
    capture(path("a.spectap"), m_lax, requests(300));
    const auto pool = std::make_shared<StringPool>();
    RowStore rows;
    {
        const auto reader = SessionReader::open(path("a.spectap"));
        QVERIFY(reader.ok());
        QVERIFY((*reader)
                    ->rows(*pool, 1, 1000,
                        [&](RowBatch &&batch, quint32) {
                            rows.append(batch.rows);
                            return true;
                        })
                    .ok());
    }
    const RowStore::Snapshot before = rows.snapshot();
    const CallRow firstBefore = before[0];
    Recheck work(path("a.spectap"), m_strict, pool, recheckFile(path("a.spectap"), pool));
    connect(&work, &Recheck::rowsChanged, this,
        [&rows](const std::shared_ptr<const std::vector<RowChange>> &changes) { rows.replace(*changes); });
    QCOMPARE(finish(work), QStringLiteral("finished"));
    QVERIFY(before[0] == firstBefore); // a filter under way reads what it began with

    const auto reader = SessionReader::open(path("a.spectap"));
    QVERIFY(reader.ok());
    (*reader)->setStrings(pool);
    quint32 same = 0;
    QVERIFY((*reader)
                ->calls(1, UINT32_MAX,
                    [&](const StoredCallDetail &stored) {
                        same += rows[stored.seq - 1] == stored.call.row ? 1U : 0U;
                        return true;
                    })
                .ok());
    QCOMPARE(same, rows.size());
}

void TestRecheck::cancelledIsCheckedAgain()
{
    const auto bodies = requests(4000);
    capture(path("a.spectap"), m_lax, bodies);
    capture(path("b.spectap"), m_strict, bodies);
    const QByteArrayList before = callsIn(path("a.spectap"));
    {
        const auto pool = std::make_shared<StringPool>();
        Recheck work(path("a.spectap"), m_strict, pool, recheckFile(path("a.spectap"), pool));
        connect(
            &work, &Recheck::rowsChanged, &work, [&work] { work.cancel(); }, Qt::DirectConnection);
        QCOMPARE(finish(work), QStringLiteral("cancelled"));
    }
    QCOMPARE(versionOf(path("a.spectap")), QByteArray());
    QVERIFY(callsIn(path("a.spectap")) != before);
    QVERIFY(callsIn(path("a.spectap")) != callsIn(path("b.spectap")));
    QCOMPARE(recheck(path("a.spectap"), m_strict), QStringLiteral("finished"));
    QCOMPARE(callsIn(path("a.spectap")), callsIn(path("b.spectap")));
}

void TestRecheck::crashedIsCheckedAgain()
{
    const auto bodies = requests(3000);
    capture(path("a.spectap"), m_lax, bodies);
    capture(path("b.spectap"), m_strict, bodies);
    {
        const auto pool = std::make_shared<StringPool>();
        Recheck work(path("a.spectap"), m_strict, pool,
            std::make_unique<CrashingSink>(
                recheckFile(path("a.spectap"), pool), path("a.spectap"), path("crashed.spectap")));
        QCOMPARE(finish(work), QStringLiteral("finished"));
    }
    const QByteArrayList expected = callsIn(path("b.spectap"));
    QCOMPARE(callsIn(path("crashed.spectap")).size(), expected.size());
    QVERIFY(callsIn(path("crashed.spectap")) != expected);
    QCOMPARE(versionOf(path("crashed.spectap")), QByteArray()); // neither version: it will be checked again
    QCOMPARE(recheck(path("crashed.spectap"), m_strict), QStringLiteral("finished"));
    QCOMPARE(callsIn(path("crashed.spectap")), expected);
}

void TestRecheck::savedElsewhereMeanwhileIsCheckedAgain()
{
    const auto bodies = requests(3000);
    capture(path("b.spectap"), m_strict, bodies);
    RowFeed feed;
    const auto pool = std::make_shared<StringPool>();
    Intake intake(m_lax, &feed);
    intake.start(path("a.spectap"), pool);
    send(intake, bodies, 0, bodies.size());
    intake.setChecker(m_strict);
    QSignalSpy saved(&intake, &Intake::saved);
    intake.saveAs(path("a.spectap"), path("c.spectap"));
    {
        // Ends as cancelled when the session moves away under it, or is through before.
        Recheck work(path("a.spectap"), m_strict, pool, intake.recheckSink(path("a.spectap")));
        const QString outcome = finish(work);
        QVERIFY2(outcome == u"cancelled" || outcome == u"finished", qPrintable(outcome));
    }
    QTRY_COMPARE(saved.size(), 1);
    Recheck again(path("c.spectap"), m_strict, pool, intake.recheckSink(path("c.spectap")));
    QCOMPARE(finish(again), QStringLiteral("finished"));
    intake.stop();
    QCOMPARE(callsIn(path("c.spectap")), callsIn(path("b.spectap")));
}

void TestRecheck::fileInUseFailsWithWords()
{
    capture(path("a.spectap"), m_lax, requests(20));
    const QByteArrayList before = callsIn(path("a.spectap"));
    const auto writer = SessionWriter::open(path("a.spectap"), std::make_shared<StringPool>());
    QVERIFY(writer.ok());
    const QString words = recheck(path("a.spectap"), m_strict);
    QVERIFY2(words.contains(u"is being written by"), qPrintable(words));
    QCOMPARE(callsIn(path("a.spectap")), before);
    QCOMPARE(versionOf(path("a.spectap")), m_lax->version());
}

void TestRecheck::otherRulesInOldFileAreMarked()
{
    const auto bodies = requests(60);
    capture(path("a.spectap"), m_lax, bodies);
    capture(path("a.spectap"), m_strict, bodies); // goes on in the same file
    QCOMPARE(versionOf(path("a.spectap")), QByteArray());
}

SPECTAP_TEST_MAIN(TestRecheck)
#include "tst_recheck.moc"
