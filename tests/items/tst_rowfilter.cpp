// SPDX-License-Identifier: MIT
#include "model/items/rowfilter.h"

#include "model/session/sqlite.h"
#include "tests/items/storedsession.h"
#include "tests/query/fakecall.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 Calls = 12'000; ///< enough for several threads, and for pieces that cut through batches

/// A call read the plain way, one after the other, with a body parsed for itself.
struct PlainCall final : test::FakeCall
{
    PlainCall(const CallRow &row, const StringPool &strings, const StoredCallDetail &stored)
        : index(stored.call.batchIndex)
    {
        callType = row.type;
        eventName = strings.at(row.name).toByteArray();
        user = strings.at(row.user).toByteArray();
        anon = strings.at(row.anonymous).toByteArray();
        other = strings.at(row.other).toByteArray();
        bytes = stored.raw().toByteArray();
        request = stored.request.body;
        number = stored.seq;
        answered = stored.request.status;
        errors = row.errors > 0;
        warnings = row.warnings > 0;
        for (const Finding &finding : stored.findings)
            found.push_back({ruleName(finding.rule), {}, {}});
    }
    const CallView *call() const override
    {
        sliced = sliceBody(tape, request, CallType::Unknown, true);
        return index < sliced.calls.size() ? &sliced.calls[index] : nullptr;
    }

    std::size_t index;
};

/// Keys and values as nobody would write them, but may: escaped, twice, in other alphabets, cut off.
QByteArray oddCall(QRandomGenerator &random, quint32 n)
{
    static const std::array<QByteArray, 8> keys{
        "coupon", R"(\u0063oupon)", "Coupon", R"(cou\"pon)", "couponé", "revenue", R"(r\u0065venue)", "note"};
    static const std::array<QByteArray, 16> values{R"("Spring")", R"("\u0053pring")", R"("SPRING")",
        R"("spring sale")", R"("Fr\u00fchling")", R"("Frühling")", R"("\uD83C\uDF38 spring")", R"("\ud800")",
        R"("ſpring")", "5", "5.0", "0.5e1", "50e-1", "-5", "1e400", "null"};
    const auto any = [&random](const auto &list) { return list[random.bounded(quint32(list.size()))]; };
    QByteArray call = R"({"type":"track","event":"E)" + QByteArray::number(n % 7) + R"(","userId":"u)" +
                      QByteArray::number(n % 50) + R"(","properties":{)";
    const quint32 members = random.bounded(5U);
    for (quint32 i = 0; i < members; ++i)
        call += (i ? ",\"" : "\"") + any(keys) + "\":" + any(values);
    call += members && random.bounded(4U) == 0 ? R"(,"list":[{"coupon":"spring"},{"coupon":5}]})" : "}";
    if (random.bounded(3U) == 0)
        call += R"(,"context":{"locale":"en-GB"})";
    return call + "}";
}

QByteArray oddRequest(QRandomGenerator &random, quint32 n)
{
    if (random.bounded(50U) == 0)
        return R"({"type":"track","properties":{"coupon":"spring")"; // not JSON
    if (random.bounded(4U) == 0)
        return oddCall(random, n);
    QByteArray body = R"({"batch":[)";
    const quint32 count = 1 + random.bounded(30U);
    for (quint32 i = 0; i < count; ++i)
        body += (i ? "," : "") + (random.bounded(40U) ? oddCall(random, n + i) : QByteArray("\"spring\""));
    body += "]";
    if (random.bounded(2U) == 0)
        body += R"(,"context":{"locale":"de","campaign":"spring"})";
    return body + "}";
}

Query parsed(const char *text)
{
    auto query = Query::parse(QString::fromUtf8(text));
    if (!query)
        qFatal("%s", qPrintable(query.error().message));
    return std::move(query).value();
}

class RowFilterTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsWhatReadingOneByOneFinds_data();
    void findsWhatReadingOneByOneFinds();
    void testsChosenRowsOnly();
    void cancelledRunsTellNothing();
    void damageIsToldAndTheRestFound();

private:
    [[nodiscard]] std::vector<quint32> plainly(const Query &query) const;

    test::StoredSession m_session;
    std::unique_ptr<SessionDocument> m_document;
};

void RowFilterTest::initTestCase()
{
    m_document = std::make_unique<SessionDocument>(nullptr);
    m_document->setSession(m_session.path(), m_session.pool);
    QRandomGenerator random(20261122);
    while (m_document->rows().size() < Calls) {
        Request request;
        request.receivedAt = 1'763'117'000'000'000 + m_document->rows().size();
        request.method = "POST";
        request.status = random.bounded(10U) ? 200 : 400;
        if (request.status == 400 && random.bounded(2U))
            request.kind = RequestKind::Rejected;
        request.body = oddRequest(random, m_document->rows().size());
        std::vector<Finding> findings;
        if (random.bounded(5U) == 0)
            findings.push_back({.pointer = "/properties/coupon", .rule = Rule::NearMiss});
        m_document->append(m_session.addRequest(request, findings));
    }
}

std::vector<quint32> RowFilterTest::plainly(const Query &query) const
{
    std::vector<quint32> hits;
    auto reader = SessionReader::open(m_session.path());
    const auto read = (*reader)->calls(1, m_document->rows().size(), [&](const StoredCallDetail &stored) {
        const PlainCall call(m_document->rows()[stored.seq - 1], m_document->strings(), stored);
        if (query.matches(call))
            hits.push_back(stored.seq - 1);
        return true;
    });
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    return hits;
}

void RowFilterTest::findsWhatReadingOneByOneFinds_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter : {"spring", "SPRING", "frühling", "5", "properties.coupon:spring",
             "properties.coupon=Spring", "properties.coupon=\"spring sale\"", "properties.coupon:5",
             "properties.coupon=5.0", "properties.coupon>4", "properties.revenue<0",
             "properties.coupon:*pring*", "properties.coupon=Frühling", "properties.couponé:spring",
             "properties.coupon~=^s", "-properties.coupon:spring", "properties.list[].coupon:spring",
             "properties.list[1].coupon=5", "context.campaign:spring", "context.locale:de",
             "missing:properties.coupon", "typeof:properties.coupon=number", "status:400", "rule:near-miss",
             "rule:near-miss spring", "type:track properties.coupon:spring OR user:u7",
             "NOT (spring OR status:400)", "event:E1", "type:alias"})
        QTest::newRow(filter) << QByteArray(filter);
}

void RowFilterTest::findsWhatReadingOneByOneFinds()
{
    QFETCH(QByteArray, filter);
    const Query query = parsed(filter.constData());
    const std::vector<quint32> expected = plainly(query);
    RowFilter rows(*m_document);
    QSignalSpy finished(&rows, &RowFilter::finished);
    QSignalSpy failed(&rows, &RowFilter::failed);
    std::vector<quint32> found;
    quint32 tested = 0;
    bool inOrder = true;
    connect(&rows, &RowFilter::advanced, this, [&](quint32 upTo, const std::vector<quint32> &hits) {
        inOrder = inOrder && upTo >= tested && std::all_of(hits.begin(), hits.end(), [&](quint32 hit) {
            return hit >= tested && hit < upTo;
        });
        tested = upTo;
        found.insert(found.end(), hits.begin(), hits.end());
    });
    rows.start(query, 0, m_document->rows().size());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!rows.isRunning());
    QCOMPARE(failed.size(), 0);
    QVERIFY(inOrder);
    QCOMPARE(tested, m_document->rows().size());
    QVERIFY(std::is_sorted(found.begin(), found.end()));
    QCOMPARE(found, expected);

    // The same in stretches that begin and end anywhere.
    found.clear();
    tested = 0;
    QRandomGenerator random(7);
    while (tested < m_document->rows().size()) {
        const quint32 end = std::min(tested + random.bounded(9000U), m_document->rows().size());
        finished.clear();
        rows.start(query, tested, end);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(tested, end);
    }
    QVERIFY(inOrder);
    QCOMPARE(found, expected);
}

void RowFilterTest::testsChosenRowsOnly()
{
    const Query query = parsed("spring");
    std::vector<quint32> chosen;
    std::vector<quint32> expected;
    const std::vector<quint32> all = plainly(query);
    for (quint32 row = 3; row < m_document->rows().size(); row += 2) {
        chosen.push_back(row);
        if (std::binary_search(all.begin(), all.end(), row))
            expected.push_back(row);
    }
    RowFilter rows(*m_document);
    QSignalSpy finished(&rows, &RowFilter::finished);
    std::vector<quint32> found;
    connect(&rows, &RowFilter::advanced, this, [&](quint32, const std::vector<quint32> &hits) {
        found.insert(found.end(), hits.begin(), hits.end());
    });
    rows.start(query, chosen);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(found, expected);
    finished.clear();
    found.clear();
    rows.start(query, 5, 5); // nothing is soon done
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(found.empty());
}

void RowFilterTest::cancelledRunsTellNothing()
{
    const Query query = parsed("properties.coupon:spring");
    const std::vector<quint32> expected = plainly(query);
    RowFilter rows(*m_document);
    QSignalSpy finished(&rows, &RowFilter::finished);
    bool told = false;
    std::vector<quint32> found;
    connect(&rows, &RowFilter::advanced, this, [&](quint32, const std::vector<quint32> &hits) {
        told = true;
        found.insert(found.end(), hits.begin(), hits.end());
    });
    QRandomGenerator random(11);
    for (int round = 0; round < 30; ++round) { // a person who goes on typing
        rows.start(parsed("spring"), 0, m_document->rows().size());
        QTest::qWait(static_cast<int>(random.bounded(3U)));
        rows.cancel();
        QVERIFY(!rows.isRunning());
        told = false;
        QCoreApplication::processEvents();
        QVERIFY(!told);
        found.clear();
        finished.clear();
        if (round % 3 == 0)
            continue;
        rows.start(parsed("5"), 0, m_document->rows().size()); // replaced at once
        rows.start(query, 0, m_document->rows().size());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(found, expected);
    }
    rows.start(query, 0, m_document->rows().size()); // and destroyed at work
}

void RowFilterTest::damageIsToldAndTheRestFound()
{
    test::StoredSession session;
    SessionDocument document(nullptr);
    document.setSession(session.path(), session.pool);
    for (int i = 0; i < 3; ++i)
        document.append(session.add({R"({"type":"track","event":"A","properties":{"coupon":"spring"}})"}));
    auto database = sqlite::Database::open(session.path(), sqlite::Access::ReadWrite);
    QVERIFY(database);
    QVERIFY(database->run("DELETE FROM requests WHERE id = 2"));
    for (const char *filter : {"spring", "properties.coupon:spring"}) {
        RowFilter rows(document);
        QSignalSpy finished(&rows, &RowFilter::finished);
        QSignalSpy failed(&rows, &RowFilter::failed);
        std::vector<quint32> found;
        connect(&rows, &RowFilter::advanced, this, [&](quint32, const std::vector<quint32> &hits) {
            found.insert(found.end(), hits.begin(), hits.end());
        });
        rows.start(parsed(filter), 0, document.rows().size());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(found, (std::vector<quint32>{0, 2}));
    }
}

} // namespace

SPECTAP_TEST_MAIN(RowFilterTest)
#include "tst_rowfilter.moc"
