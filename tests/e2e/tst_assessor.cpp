// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "tests/support/testmain.h"

using namespace spectap;

/// All verdicts of a call together, and that they do not depend on how the calls came.
class AssessorTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fillsTheRow();
    void marksRetries();
    void reportsHandOversOnce();
    void reportsAliases_data();
    void reportsAliases();
    void blockedIdsLinkNobody();
    void batchingChangesNothing();
    void startsAgain();
    void oddCalls_data();
    void oddCalls();

private:
    std::shared_ptr<const Checker> m_checker;
};

namespace {

constexpr Micros Received = 1'795'290'615'000'000; // 2026-11-21T19:50:15Z

struct Assessed
{
    CallRow row;
    CheckResult result;
};

/// Assesses bodies one after the other.
class Desk
{
public:
    explicit Desk(std::shared_ptr<const Checker> checker)
        : pool(std::make_shared<StringPool>())
        , assessor(std::move(checker), pool)
    {
    }

    std::vector<Assessed> add(const QByteArray &body)
    {
        JsonTape tape;
        std::vector<Assessed> all;
        for (const CallView &call : sliceBody(tape, body, CallType::Unknown, true).calls) {
            StoredCall stored;
            CheckResult result;
            assessor.assess(++m_seq, call, {Received, 0}, stored, result);
            all.push_back({stored.row, result});
        }
        return all;
    }

    QByteArray text(StringId id) const { return pool->at(id).toByteArray(); }

    std::shared_ptr<StringPool> pool;
    Assessor assessor;

private:
    quint32 m_seq = 0;
};

QByteArray printed(const Assessed &call, const StringPool &pool)
{
    QByteArrayList parts{QByteArray::number(call.row.retryOf), QByteArray::number(call.row.flags),
        ingestName(call.row.ingest).toByteArray(), pool.at(call.row.user).toByteArray()};
    for (const Finding &finding : call.result.findings)
        parts.append(finding.pointer + ':' + ruleName(finding.rule).toByteArray() + ':' + finding.actual);
    return parts.join(' ');
}

const Finding *findRule(const CheckResult &result, Rule rule)
{
    for (const Finding &finding : result.findings) {
        if (finding.rule == rule)
            return &finding;
    }
    return nullptr;
}

QByteArray identify(const char *user, const char *anonymous)
{
    return QByteArray(R"({"type":"identify","userId":")") + user + R"(","anonymousId":")" + anonymous + "\"}";
}

} // namespace

void AssessorTest::initTestCase()
{
    Result<Catalogue> catalogue = Catalogue::bundled();
    QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().message));
    m_checker = Checker::compile(std::move(*catalogue));
}

void AssessorTest::fillsTheRow()
{
    Desk desk(m_checker);
    const QByteArray body =
        R"({"type":"track","event":"Order Completed","userId":"u","anonymousId":"a","messageId":"m",)"
        R"("timestamp":"2026-11-21T19:50:05Z","sentAt":"2026-11-21T19:50:10Z",)"
        R"("context":{"groupId":"g"},"properties":{"order_id":"1","revenue":"25"}})";
    const Assessed call = desk.add(body).at(0);
    QCOMPARE(call.row.type, CallType::Track);
    QCOMPARE(desk.text(call.row.name), QByteArray("Order Completed"));
    QCOMPARE(desk.text(call.row.user), QByteArray("u"));
    QCOMPARE(desk.text(call.row.anonymous), QByteArray("a"));
    QCOMPARE(desk.text(call.row.other), QByteArray("g"));
    QCOMPARE(call.row.size, static_cast<quint32>(body.size()));
    QCOMPARE(call.row.receivedAt, Received);
    QCOMPARE(call.row.eventTime, Received - 5'000'000);
    QCOMPARE(call.row.retryOf, 0U);
    QVERIFY(findRule(call.result, Rule::Type)); // revenue
    QCOMPARE(call.row.worst(), call.result.worst());
    int findings = call.row.errors + call.row.warnings + call.row.infos;
    QCOMPARE(findings, static_cast<int>(call.result.findings.size()));
}

void AssessorTest::marksRetries()
{
    Desk desk(m_checker);
    const QByteArray body = R"({"type":"track","event":"e","userId":"u","messageId":"m"})";
    desk.add(body);
    const Assessed retry = desk.add(body).at(0);
    QCOMPARE(retry.row.retryOf, 1U);
    QCOMPARE(retry.row.ingest, Ingest::Dropped);
    QVERIFY(!(retry.row.flags & CallRow::DuplicateBody));
    const Assessed other = desk.add(R"({"type":"track","event":"f","userId":"u","messageId":"m"})").at(0);
    QCOMPARE(other.row.retryOf, 1U);
    QVERIFY(other.row.flags & CallRow::DuplicateBody);
    QVERIFY(other.row.warnings > 0);
}

void AssessorTest::reportsHandOversOnce()
{
    Desk desk(m_checker);
    desk.add(identify("u1", "a"));
    const Assessed second = desk.add(identify("u2", "a")).at(0);
    const Finding *finding = findRule(second.result, Rule::SharedAnonymousId);
    QVERIFY(finding);
    QCOMPARE(finding, &second.result.findings.back()); // behind the checker's and history's
    QCOMPARE(finding->set, RuleSet::Identity);
    QCOMPARE(finding->severity, Severity::Warning);
    QCOMPARE(finding->pointer, QByteArray("/anonymousId"));
    QCOMPARE(finding->expected, QByteArray("u1"));
    QCOMPARE(finding->actual, QByteArray("u2"));
    QVERIFY(second.row.flags & CallRow::IdentityConflict);
    QVERIFY(second.row.warnings > 0);
    const Assessed again = desk.add(identify("u2", "a")).at(0);
    QVERIFY(!findRule(again.result, Rule::SharedAnonymousId));
    QVERIFY(!(again.row.flags & CallRow::IdentityConflict));
}

void AssessorTest::reportsAliases_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("alias");
    QTest::addColumn<Rule>("rule");
    QTest::newRow("to itself") << identify("u", "a")
                               << QByteArray(R"({"type":"alias","userId":"u","previousId":"u"})")
                               << Rule::AliasSelf;
    QTest::newRow("reversed") << identify("u", "a")
                              << QByteArray(R"({"type":"alias","userId":"a","previousId":"u"})")
                              << Rule::AliasReversed;
    QTest::newRow("hand-over") << identify("u", "a")
                               << QByteArray(R"({"type":"alias","userId":"v","previousId":"a"})")
                               << Rule::SharedAnonymousId;
}

void AssessorTest::reportsAliases()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, alias);
    QFETCH(Rule, rule);
    Desk desk(m_checker);
    desk.add(before);
    const Assessed call = desk.add(alias).at(0);
    const Finding *finding = findRule(call.result, rule);
    QVERIFY2(finding, printed(call, *desk.pool).constData());
    QCOMPARE(finding->pointer, QByteArray("/previousId"));
    QVERIFY(!finding->expected.isEmpty());
    QVERIFY(!finding->actual.isEmpty());
}

void AssessorTest::blockedIdsLinkNobody()
{
    Desk desk(m_checker);
    const Assessed first = desk.add(identify("null", "a1")).at(0);
    QVERIFY(findRule(first.result, Rule::BlockedId));
    QCOMPARE(first.row.user, 0U);
    QCOMPARE(desk.text(first.row.anonymous), QByteArray("a1"));
    desk.add(identify("null", "a2"));
    desk.add(identify("u1", "00000000-0000-0000-0000-000000000000"));
    const Assessed shared = desk.add(identify("u2", "00000000-0000-0000-0000-000000000000")).at(0);
    QVERIFY(!findRule(shared.result, Rule::SharedAnonymousId));
    QCOMPARE(desk.assessor.identity().profileCount(), 4U);
    QVERIFY(desk.assessor.identity().links().empty());
}

void AssessorTest::batchingChangesNothing()
{
    QByteArrayList calls;
    for (int i = 0; i < 60; ++i) {
        const QByteArray n = QByteArray::number(i % 7);
        switch (i % 4) {
        case 0:
            calls += R"({"type":"identify","userId":"u)" + n + R"(","anonymousId":"a)" +
                     QByteArray::number(i % 3) + "\"}";
            break;
        case 1:
            calls +=
                R"({"type":"track","event":"order completed","anonymousId":"a1","messageId":"m)" + n + "\"}";
            break;
        case 2:
            calls += R"({"type":"alias","userId":"u)" + n + R"(","previousId":"a)" +
                     QByteArray::number(i % 5) + "\"}";
            break;
        default:
            calls +=
                i % 8 == 3 ? QByteArray("5") : R"({"type":"group","userId":"u)" + n + R"(","groupId":"g"})";
            break;
        }
    }
    QByteArrayList reference;
    for (const qsizetype size : {1, 2, 7, 60}) {
        Desk desk(m_checker);
        QByteArrayList all;
        for (qsizetype at = 0; at < calls.size(); at += size) {
            const QByteArray body = R"({"batch":[)" + calls.mid(at, size).join(',') + "]}";
            for (const Assessed &call : desk.add(body))
                all.append(printed(call, *desk.pool));
        }
        if (reference.isEmpty())
            reference = all;
        QCOMPARE(all, reference);
    }
    QCOMPARE(reference.size(), calls.size());
    QVERIFY(reference.join(' ').contains("shared-anonymous-id"));
    QVERIFY(reference.join(' ').contains("duplicate"));
}

void AssessorTest::startsAgain()
{
    Desk desk(m_checker);
    const QByteArray body = R"({"type":"track","event":"e","userId":"u","messageId":"m"})";
    desk.add(body);
    desk.assessor.clear();
    QCOMPARE(desk.add(body).at(0).row.retryOf, 0U);
    QCOMPARE(desk.assessor.identity().profileCount(), 1U);
}

void AssessorTest::oddCalls_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("unreadable");
    const QByteArray open(R"({"type":"track","event":"e","userId":"u","properties":)");
    QTest::newRow("a number in a batch") << QByteArray(R"({"batch":[5]})") << true;
    QTest::newRow("a batch in a batch") << QByteArray(R"({"batch":[[]]})") << true;
    QTest::newRow("no fields") << QByteArray("{}") << false;
    QTest::newRow("1,000 deep") << QByteArray(open + QByteArray(1'000, '[') + QByteArray(1'000, ']') + '}')
                                << false;
    QTest::newRow("objects 1,000 deep")
        << QByteArray(open + QByteArray(R"({"a":)").repeated(1'000) + '1' + QByteArray(1'001, '}')) << false;
    QByteArray keys = "{";
    for (int i = 0; i < 100'000; ++i)
        keys += "\"key" + QByteArray::number(i) + "\":1,";
    QTest::newRow("100,000 properties") << QByteArray(open + keys + R"("z":1}})") << false;
    QTest::newRow("100,000 fields") << QByteArray(keys + R"("type":"track","event":"e","userId":"u"})")
                                    << false;
    QTest::newRow("100,000 duplicates")
        << QByteArray(open + '{' + QByteArray(R"("revenue":"x",)").repeated(100'000) + R"("revenue":1}})")
        << false;
    QTest::newRow("100,000 products")
        << QByteArray(open + R"({"products":[)" + QByteArray(R"({"price":"x"},)").repeated(100'000) + "{}]}}")
        << false;
}

void AssessorTest::oddCalls()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, unreadable);
    Desk desk(m_checker);
    const std::vector<Assessed> calls = desk.add(body); // the test's time-out is the bound
    QCOMPARE(calls.size(), std::size_t(1));
    QCOMPARE((calls[0].row.flags & CallRow::Unreadable) != 0, unreadable);
    QCOMPARE(calls[0].row.worst(), calls[0].result.worst()); // counters stop at 255, they do not wrap
}

SPECTAP_TEST_MAIN(AssessorTest)
#include "tst_assessor.moc"
