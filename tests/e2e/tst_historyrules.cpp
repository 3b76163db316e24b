// SPDX-License-Identifier: MIT
#include "model/spec/historyrules.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QRandomGenerator>

using namespace spectap;

/// What a repeated messageId means.
class HistoryRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void repeats_data();
    void repeats();
    void forgetsAfterTheWindow_data();
    void forgetsAfterTheWindow();
    void refusedCallsAreNotRemembered();
    void comparesTheCallNotItsBatch();
    void shortensLongIds();
    void startsAgain();
    void remembersMany();
    void remembersWhichAndWhen();
};

namespace {

constexpr Micros Hour = Micros(3600) * 1'000'000;

/// Feeds bodies one by one.
class History
{
public:
    HistoryRules::Outcome add(const QByteArray &body, Micros receivedAt = 0, Ingest ingest = Ingest::Accepted)
    {
        const SlicedBody sliced = sliceBody(m_tape, body, CallType::Unknown, true);
        HistoryRules::Outcome outcome;
        for (const CallView &call : sliced.calls) {
            result.clear();
            result.ingest = ingest;
            const CallFacts facts = CallFacts::of(call);
            const auto digest = HistoryRules::Digest::of(call, facts);
            outcome = rules.add(++m_seq, facts, digest, receivedAt, result);
        }
        return outcome;
    }

    HistoryRules rules{24 * Hour};
    CheckResult result; ///< of the last call

private:
    JsonTape m_tape;
    quint32 m_seq = 0;
};

QByteArray call(const QByteArray &messageId, const char *event)
{
    return QByteArray(R"({"type":"track","messageId":)") + messageId + R"(,"event":")" + event + "\"}";
}

} // namespace

void HistoryRulesTest::repeats_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<quint32>("retryOf");
    QTest::addColumn<Severity>("severity"); // of the finding, Ok: none
    const auto row = [](const char *name, const QByteArray &first, const QByteArray &second, quint32 retryOf,
                         Severity severity) {
        QTest::newRow(name) << first << second << retryOf << severity;
    };
    row("same bytes: a retry", call("\"m\"", "a"), call("\"m\"", "a"), 1, Severity::Info);
    row("analytics.js counts its tries: a retry",
        R"({"type":"track","event":"a","messageId":"m","sentAt":"2026-01-01T00:00:00Z","_metadata":{"bundled":[]}})",
        R"({"type":"track","event":"a","messageId":"m","sentAt":"2026-01-01T00:00:09Z","_metadata":{"retryCount":2}})",
        1, Severity::Info);
    row("the event behind them changed",
        R"({"type":"track","messageId":"m","_metadata":{"bundled":[]},"event":"a"})",
        R"({"type":"track","messageId":"m","_metadata":{"retryCount":2},"event":"b"})", 1, Severity::Warning);
    row("another body", call("\"m\"", "a"), call("\"m\"", "b"), 1, Severity::Warning);
    row("another blank is another body", call("\"m\"", "a"), call("\"m\" ", "a"), 1, Severity::Warning);
    row("another id", call("\"m\"", "a"), call("\"n\"", "a"), 0, Severity::Ok);
    row("the same id, escaped", call("\"m\"", "a"), call("\"\\u006d\"", "a"), 1, Severity::Warning);
    row("no id", R"({"event":"a"})", R"({"event":"a"})", 0, Severity::Ok);
    row("empty ids", call("\"\"", "a"), call("\"\"", "a"), 0, Severity::Ok);
    row("numbers are no ids", call("7", "a"), call("7", "a"), 0, Severity::Ok);
    row("null is no id", call("null", "a"), call("null", "a"), 0, Severity::Ok);
}

void HistoryRulesTest::repeats()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(Severity, severity);
    History history;
    QCOMPARE(history.add(first).retryOf, 0U);
    QVERIFY(history.result.findings.empty());
    const HistoryRules::Outcome outcome = history.add(second);
    QTEST(outcome.retryOf, "retryOf");
    QCOMPARE(outcome.otherBody, severity == Severity::Warning);
    QCOMPARE(history.result.findings.size(), std::size_t(severity == Severity::Ok ? 0 : 1));
    if (severity == Severity::Ok) {
        QCOMPARE(history.result.ingest, Ingest::Accepted);
        return;
    }
    const Finding &finding = history.result.findings.front();
    QCOMPARE(finding.rule, Rule::Duplicate);
    QCOMPARE(finding.severity, severity);
    QCOMPARE(finding.pointer, QByteArray("/messageId"));
    QCOMPARE(finding.actual, QByteArray("m"));
    QCOMPARE(history.result.ingest, Ingest::Dropped);
    QCOMPARE(history.result.ingestRule, Rule::Duplicate);
    QCOMPARE(history.add(second).retryOf, 1U); // always the first, not the one before
}

void HistoryRulesTest::forgetsAfterTheWindow_data()
{
    QTest::addColumn<Micros>("first");
    QTest::addColumn<Micros>("second");
    QTest::addColumn<quint32>("retryOf");
    QTest::newRow("at once") << 5 * Hour << 5 * Hour << 1U;
    QTest::newRow("at the end of the window") << 5 * Hour << 29 * Hour << 1U;
    QTest::newRow("past the window") << 5 * Hour << 29 * Hour + 1 << 0U;
    QTest::newRow("received before the first") << 50 * Hour << 5 * Hour << 1U;
    QTest::newRow("times unknown") << NoTime << NoTime << 1U;
    QTest::newRow("second unknown") << 5 * Hour << NoTime << 1U;
}

void HistoryRulesTest::forgetsAfterTheWindow()
{
    QFETCH(Micros, first);
    QFETCH(Micros, second);
    History history;
    history.add(call("\"m\"", "a"), first);
    QTEST(history.add(call("\"m\"", "a"), second).retryOf, "retryOf");
}

void HistoryRulesTest::refusedCallsAreNotRemembered()
{
    History history;
    history.add(call("\"m\"", "a"), 0, Ingest::Refused);
    QCOMPARE(history.add(call("\"m\"", "a")).retryOf, 1U); // the view folds it …
    QCOMPARE(history.result.ingest, Ingest::Accepted);     // … but Segment takes it
    QCOMPARE(history.add(call("\"m\"", "a")).retryOf, 1U);
    QCOMPARE(history.result.ingest, Ingest::Dropped);

    history.add(call("\"n\"", "a"), 0, Ingest::Refused);
    QCOMPARE(history.add(call("\"n\"", "b")).retryOf, 0U); // mended and sent again
    QVERIFY(history.result.findings.empty());
    QCOMPARE(history.add(call("\"n\"", "b")).retryOf, 5U);
    history.add(call("\"n\"", "b"), 0, Ingest::Refused);
    QCOMPARE(history.result.ingest, Ingest::Refused); // a repeat does not soften a refusal
}

void HistoryRulesTest::comparesTheCallNotItsBatch()
{
    History history;
    history.add(R"({"batch":[{"messageId":"m","event":"a"}],"sentAt":"2026-11-21T00:00:00Z"})");
    const auto outcome =
        history.add(R"({"batch":[{"messageId":"m","event":"a"}],"sentAt":"2026-11-21T00:00:10Z"})");
    QCOMPARE(outcome.retryOf, 1U);
    QVERIFY(!outcome.otherBody);
}

void HistoryRulesTest::shortensLongIds()
{
    History history;
    const QByteArray id = '"' + QByteArray(5000, 'm') + '"';
    history.add(call(id.constData(), "a"));
    history.add(call(id.constData(), "a"));
    QCOMPARE(history.result.findings.at(0).actual.size(), Finding::MaxActual);
}

void HistoryRulesTest::startsAgain()
{
    History history;
    history.add(call("\"m\"", "a"));
    history.rules.clear();
    QCOMPARE(history.add(call("\"m\"", "a")).retryOf, 0U);
}

void HistoryRulesTest::remembersMany()
{
    constexpr quint32 Calls = 20'000;
    History history;
    const auto numbered = [](quint32 i) { return call('"' + QByteArray::number(i) + '"', "a"); };
    for (quint32 i = 1; i <= Calls; ++i)
        QCOMPARE(history.add(numbered(i)).retryOf, 0U);
    for (quint32 i = 1; i <= Calls; ++i)
        QCOMPARE(history.add(numbered(i)).retryOf, i);
}

void HistoryRulesTest::remembersWhichAndWhen()
{
    struct First
    {
        quint32 seq = 0;
        Micros receivedAt = 0;
    };
    QHash<quint32, First> expected;
    QRandomGenerator random(5);
    History history;
    Micros now = 0;
    for (quint32 seq = 1; seq <= 30'000; ++seq) { // of batches, of days, with calls between that have no id
        if (random.bounded(20U) == 0)
            now += random.bounded(500U) == 0 ? 20 * Hour : random.bounded(1000U);
        const quint32 id = random.bounded(8000U);
        if (id % 11 == 0) {
            QCOMPARE(history.add(R"({"type":"track"})", now).retryOf, 0U);
            continue;
        }
        First &first = expected[id];
        const bool isRepeat = first.seq != 0 && now - first.receivedAt <= 24 * Hour;
        if (!isRepeat)
            first = {seq, now};
        QCOMPARE(history.add(call('"' + QByteArray::number(id) + '"', "a"), now).retryOf,
            isRepeat ? first.seq : 0U);
    }
}

SPECTAP_TEST_MAIN(HistoryRulesTest)
#include "tst_historyrules.moc"
