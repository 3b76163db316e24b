// SPDX-License-Identifier: MIT
#include "model/compare/comparisonreport.h"
#include "model/compare/comparisonsections.h"
#include "model/compare/fieldcomparison.h"
#include "model/compare/sessiontallier.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

using Lines = QList<QByteArray>;

/// The same line many times, with @ counted up from 0.
Lines times(int count, const QByteArray &line)
{
    Lines lines;
    for (int i = 0; i < count; ++i)
        lines += QByteArray(line).replace('@', QByteArray::number(i));
    return lines;
}

/// A track call of its own person.
QByteArray track(const QByteArray &event, const QByteArray &properties = "{}")
{
    return R"({"type":"track","event":")" + event + R"(","userId":"u@","properties":)" + properties + '}';
}

struct Session
{
    explicit Session(const Lines &lines, const std::vector<Finding> &findings = {},
        Ingest ingest = Ingest::Accepted, Rule because = Rule::None)
    {
        quint32 seq = 0;
        for (const QByteArray &line : lines) {
            JsonTape tape;
            const SlicedBody body = sliceBody(tape, line, CallType::Unknown, true);
            TalliedCall call;
            call.time = Micros(seq) * 1'000'000;
            if (body.calls.empty()) {
                call.seq = ++seq;
                tallier.add(call);
            }
            for (const CallView &view : body.calls) {
                const CallFacts facts = CallFacts::of(view);
                call.seq = ++seq;
                call.call = &view;
                call.type = facts.type;
                call.name = facts.name;
                call.findings = findings;
                call.lost = isLost(ingest, because);
                for (const Finding &finding : findings)
                    call.worst = std::max(call.worst, finding.severity);
                tallier.add(call);
            }
        }
    }
    SessionTallier tallier;
    const SessionTally &tally = tallier.tally();
};

/// "error Order Completed properties.total: gone (was number, in 100 %)", worst first per event.
QStringList told(const Session &a, const Session &b, const ComparisonOptions &options = {})
{
    const SessionComparison comparison(a.tally, b.tally, options);
    QStringList lines;
    for (const ComparisonSection &section :
        comparisonSections({a.tally, b.tally, "a", "b", comparison, options})) {
        for (const ComparisonRow &row : section.rows) {
            if (row.lines.empty())
                lines += QString::fromUtf8(section.title + ": " + row.label);
            for (const ComparisonLine &line : row.lines)
                lines +=
                    QString::fromUtf8(severityName(line.level) + ' ' + row.label + ' ' +
                                      (line.field.isEmpty() ? QByteArray() : line.field + ": ") + line.words);
        }
    }
    return lines;
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void tells_data()
    {
        QTest::addColumn<Lines>("a");
        QTest::addColumn<Lines>("b");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const Lines &a, const Lines &b, const QStringList &expected) {
            QTest::newRow(name) << a << b << expected;
        };
        row("the same", times(9, track("E")), times(9, track("E")), {});
        row("nothing and nothing", {}, {}, {});
        row("more of the same", times(9, track("E")), times(12, track("E")), {u"Volume only: E"_s});
        row("an event is gone", times(2, track("E")) + times(1, track("F")), times(2, track("E")),
            {u"error F not sent any more"_s});
        row("an event is new", times(2, track("E")), times(2, track("E")) + times(1, track("F")),
            {u"info F new"_s});
        row("a field that was always there is gone", times(5, track("E", R"({"x":1})")), times(5, track("E")),
            {u"error E properties.x: gone (was number, in 100 %)"_s});
        row("a field that was rarely there is gone",
            times(20, track("E")) + times(2, track("E", R"({"x":1})")), times(20, track("E")),
            {u"info E properties.x: gone (was number, in 9 %)"_s});
        row("a field that was often there is gone",
            times(20, track("E")) + times(20, track("E", R"({"x":1})")), times(40, track("E")),
            {u"warning E properties.x: gone (was number, in 50 %)"_s});
        row("a field is new", times(5, track("E")), times(5, track("E", R"({"x":[1]})")),
            {u"info E properties.x: new (array, in 100 %)"_s});
        row("an object is gone, once", times(5, track("E", R"({"o":{"x":1,"y":2}})")), times(5, track("E")),
            {u"error E properties.o: gone (was object, in 100 %)"_s});
        row("another type inside an array", times(5, track("E", R"({"p":[{"q":1},{"q":2}]})")),
            times(4, track("E", R"({"p":[{"q":1},{"q":2}]})")) + times(1, track("E", R"({"p":[{"q":"2"}]})")),
            {u"error E properties.p[].q: number became number, string; 1 value, first \"2\" in #5"_s});
        row("a type less", times(4, track("E", R"({"x":1})")) + times(4, track("E", R"({"x":"1"})")),
            times(8, track("E", R"({"x":1})")), {u"info E properties.x: number, string became number"_s});
        row("null is no type", times(5, track("E", R"({"x":1})")),
            times(4, track("E", R"({"x":1})")) + times(1, track("E", R"({"x":null})")), {});
        row("a value out of a set",
            times(6, track("E", R"({"c":"EUR"})")) + times(6, track("E", R"({"c":"USD"})")),
            times(8, track("E", R"({"c":"EUR"})")) + times(4, track("E", R"({"c":"EURO"})")),
            {u"warning E properties.c: new among 2 known values: \"EURO\""_s});
        row("values that are no set", times(12, track("E", R"({"id":"o_@"})")),
            times(12, track("E", R"({"id":"p_@"})")), {});
        row("ids are no set",
            times(12, R"({"type":"track","event":"E","userId":"u","properties":{"cart_id":"c"}})"),
            times(12, R"({"type":"track","event":"E","userId":"v","properties":{"cart_id":"d"}})"), {});
        row("numbers are no set", times(12, track("E", R"({"n":1})")), times(12, track("E", R"({"n":2})")),
            {});
        row("sent less often", times(60, track("E", R"({"x":1})")) + times(40, track("E")),
            times(10, track("E", R"({"x":1})")) + times(90, track("E")),
            {u"warning E properties.x: sent less often: in 10 % instead of 60 %"_s});
        row("sent more often", times(10, track("E", R"({"x":1})")) + times(90, track("E")),
            times(60, track("E", R"({"x":1})")) + times(40, track("E")),
            {u"info E properties.x: sent more often: in 60 % instead of 10 %"_s});
        row("few calls say little", times(2, track("E", R"({"x":1})")) + times(1, track("E")),
            times(1, track("E", R"({"x":1})")) + times(2, track("E")), {});
        row("messageIds and times always differ",
            times(9, R"({"type":"track","event":"E","messageId":"a@","timestamp":"t@"})"),
            times(9, R"({"type":"track","event":"E","messageId":7,"sentAt":"x"})"), {});
        row("of two equal names the last counts", times(5, track("E", R"({"x":"1","x":1})")),
            times(5, track("E", R"({"x":2})")), {});
        row("events are told apart by type", times(3, R"({"type":"page","name":"E","userId":"u"})"),
            times(3, R"({"type":"screen","name":"E","userId":"u"})"),
            {u"error E not sent any more"_s, u"info E new"_s});
        row("what is no call", {"{"}, {"{", "[1]"}, {});
        row("what is no call any more", times(9, track("E")), times(9, track("E")) + Lines{"{"},
            {u"No calls: not JSON, or no object"_s});
        const QByteArray node =
            R"({"type":"track","event":"E","userId":"u","context":{"library":{"name":"n",)"
            R"("version":"1.0"},"ip":"1.2.3.4"}})";
        row("a library's version and context", times(5, node),
            times(5, QByteArray(node).replace("1.0", "2.0").replace(R"(,"ip":"1.2.3.4")", "")),
            {u"error n context.ip: gone (was string, in 100 %)"_s, u"info n version 2.0 instead of 1.0"_s});
        row("a library comes and goes", times(2, node),
            times(2, QByteArray(node).replace(R"("n")", R"("m")")),
            {u"info m new"_s, u"warning n sends nothing any more"_s});
        row("what the batch says",
            {R"({"batch":[{"type":"track","event":"E","userId":"u"},)"
             R"({"type":"track","event":"E","userId":"u","context":{"ip":"1"}}],)"
             R"("context":{"library":{"name":"n","version":"1"}}})"},
            {R"({"type":"track","event":"E","userId":"u","context":{"library":{"name":"n","version":"1"}}})",
                R"({"type":"track","event":"E","userId":"u","context":{"ip":"1","library":{"name":"n",)"
                R"("version":"1"}}})"},
            {});
        const QByteArray person = R"({"type":"identify","userId":"u@","traits":{"age":7,"email":"e@"}})";
        row("traits", times(9, person),
            times(9, R"({"type":"identify","userId":"u@","traits":{"age":"7","plan":"pro"}})"),
            {u"error identify traits.age: number became string; 9 values, first \"7\" in #1"_s,
                u"error identify traits.email: gone (was string, in 100 %)"_s,
                u"info identify traits.plan: new (string, in 100 %)"_s});
        row("ids", times(9, R"({"type":"track","event":"E","userId":"u@","anonymousId":"a@"})"),
            times(9, R"({"type":"track","event":"E","userId":@})"),
            {u"error no library named userId: string became number; 9 values, first 0 in #1"_s,
                u"error no library named anonymousId: gone (was string, in 100 %)"_s});
        const auto flow = [](int people, const Lines &events) {
            Lines lines;
            for (int i = 0; i < people; ++i) {
                for (const QByteArray &event : events)
                    lines += track(event).replace('@', QByteArray::number(i));
            }
            return lines;
        };
        row("another order", flow(10, {"A", "B", "C"}), flow(10, {"A", "C", "B"}),
            {u"warning C used to come after B (100 %), now after A (100 %)"_s,
                u"warning B used to come after A (100 %), now after C (100 %)"_s});
    }

    void tells()
    {
        QFETCH(Lines, a);
        QFETCH(Lines, b);
        QFETCH(QStringList, expected);
        QStringList lines = told(Session(a), Session(b));
        lines.sort();
        expected.sort();
        QCOMPARE(lines, expected);
    }

    void whatSegmentWouldNotTake()
    {
        const Session fine(times(20, track("E")));
        const Session lost(times(20, track("E")), {}, Ingest::Dropped, Rule::Required);
        const QString line = u"error E Segment would refuse or drop 20 calls instead of 0"_s;
        QCOMPARE(told(fine, lost), QStringList{line});
        QCOMPARE(told(lost, fine), QStringList{u"ok E Segment would refuse or drop 0 calls instead of 20"_s});
        QVERIFY(SessionComparison(lost.tally, fine.tally).isSame());
        QCOMPARE(told(lost, lost), QStringList());
        QCOMPARE(
            told(fine, Session(times(20, track("E")), {}, Ingest::Dropped, Rule::Duplicate)), QStringList());
        QCOMPARE(
            told(Session({}), lost), (QStringList{line, u"info E new"_s, u"info no library named new"_s}));
    }

    /// The same while B is still being captured.
    void unfinishedLacksNothing_data()
    {
        QTest::addColumn<Lines>("a");
        QTest::addColumn<Lines>("b");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("an event") << times(2, track("E")) + times(1, track("F")) << times(2, track("E"))
                                  << QStringList{u"ok F not seen yet"_s};
        QTest::newRow("a field that was sometimes sent")
            << times(20, track("E")) + times(20, track("E", R"({"x":1})")) << times(2, track("E"))
            << QStringList{u"ok E properties.x: not seen yet (was number, in 50 %)"_s};
        QTest::newRow("a field that was always sent")
            << times(5, track("E", R"({"x":1})")) << times(1, track("E"))
            << QStringList{u"error E properties.x: gone (was number, in 100 %)"_s};
        QTest::newRow("a field that had its chances")
            << times(20, track("E")) + times(20, track("E", R"({"x":1})")) << times(40, track("E"))
            << QStringList{u"warning E properties.x: gone (was number, in 50 %)"_s};
        QTest::newRow("a type") << times(4, track("E", R"({"x":1})")) + times(4, track("E", R"({"x":"1"})"))
                                << times(8, track("E", R"({"x":1})")) << QStringList();
        QTest::newRow("a library")
            << Lines{R"({"type":"track","event":"E","context":{"library":{"name":"n"}}})", track("E")}
            << times(2, track("E")) << QStringList{u"ok n has sent nothing yet"_s};
        QTest::newRow("a new event is new")
            << times(2, track("E")) << times(2, track("E")) + Lines{track("F")}
            << QStringList{u"info F new"_s};
    }
    void unfinishedLacksNothing()
    {
        QFETCH(Lines, a);
        QFETCH(Lines, b);
        ComparisonOptions options;
        options.unfinished = true;
        QStringList lines = told(Session(a), Session(b), options);
        lines.removeIf(
            [](const QString &line) { return line.startsWith(u"Volume only") || line.contains(u"userId"); });
        QTEST(lines, "expected");
    }

    /// Who comes to be known keeps the calls made before.
    void orderFollowsPeople()
    {
        const Session session({R"({"type":"page","name":"P","anonymousId":"a"})",
            R"({"type":"page","name":"Q","anonymousId":"b"})",
            R"({"type":"identify","anonymousId":"a","userId":"u"})",
            R"({"type":"track","event":"T","userId":"u"})",
            R"({"type":"track","event":"T","anonymousId":"b"})"});
        const auto before = [&session](int event) {
            QStringList names;
            for (const BeforeTally &each : session.tally.event(event).before)
                names += QString::fromUtf8(each.event < 0 ? "first" : session.tally.event(each.event).name) +
                         u' ' + QString::number(each.calls);
            return names;
        };
        QCOMPARE(session.tally.events().size(), 4U);
        QCOMPARE(before(0), QStringList{u"first 1"_s});
        QCOMPARE(before(2), QStringList{u"P 1"_s});            // identify
        QCOMPARE(before(3), (QStringList{u" 1"_s, u"Q 1"_s})); // after identify, which has no name, and Q
        QCOMPARE(session.tally.people(), 2U);
    }

    void rulesThatSpeakMore()
    {
        const Finding wrong{
            "/properties/p/0/q", RuleSet::Spec, Severity::Error, Rule::Type, "number", "\"2\""};
        const Session fine(times(20, track("E")));
        const Session broken(times(20, track("E")), {wrong, wrong});
        const QString line =
            u"error E properties.p[].q: error type: 20 calls instead of 0 (expected number, sent "
            "\"2\")"_s;
        QCOMPARE(told(fine, broken), QStringList{line});
        QCOMPARE(SessionComparison(fine.tally, broken.tally).level(), Severity::Error);
        // And the other way round it is better.
        QCOMPARE(
            told(broken, fine), QStringList{u"ok E properties.p[].q: error type: 0 calls instead of 20"_s});
        QVERIFY(SessionComparison(broken.tally, fine.tally).isSame());
    }

    void identityIsTheSessions()
    {
        const Finding shared{{}, RuleSet::Identity, Severity::Warning, Rule::SharedAnonymousId};
        const Session fine(times(20, track("E")));
        const Session broken(times(20, track("E")), {shared});
        QCOMPARE(told(fine, broken), QStringList{u"Identity: shared-anonymous-id"_s});
        QCOMPARE(SessionComparison(fine.tally, broken.tally).level(), Severity::Warning);
    }

    void optionsLeaveOut()
    {
        const Session a(times(9, track("E", R"({"o":{"x":1}})")) + times(2, track("F")));
        const Session b(times(9, track("E")));
        ComparisonOptions options;
        options.minCalls = 3;
        options.ignored.push_back("properties.o");
        QCOMPARE(told(a, b, options), QStringList());
        QCOMPARE(SessionComparison(a.tally, b.tally, options).rare(), 1U);
        QCOMPARE(told(a, b).size(), 2);
    }

    void reportsAreWhole()
    {
        const Session a(times(9, track("E", R"({"<b>|x`":1})")) + times(2, track("</script>")));
        const Session b(times(9, track("E")) + times(2, track("G")));
        const ComparisonOptions options;
        const SessionComparison comparison(a.tally, b.tally, options);
        const ComparedSessions sessions{a.tally, b.tally, "a|b", "b", comparison, options};
        QJsonParseError error;
        const QJsonObject json = QJsonDocument::fromJson(comparisonJson(sessions), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json[u"level"].toString(), u"error"_s);
        QCOMPARE(json[u"events"].toArray().size(), 3);
        QCOMPARE(json[u"events"].toArray()[0].toObject()[u"change"].toString(), u"gone"_s);
        QCOMPARE(json[u"a"].toObject()[u"calls"].toInt(), 11);
        const QByteArray markdown = comparisonMarkdown(sessions);
        QVERIFY(!markdown.contains("<b>") && !markdown.contains("</script>"));
        for (const QByteArray &line : markdown.split('\n')) { // nothing breaks the tables
            if (line.startsWith('|'))
                QCOMPARE(QByteArray(line).replace("\\|", "").count('|'), 5);
        }
        const QByteArray text = comparisonText(sessions);
        QVERIFY2(text.contains("Gone from B (1)\n"), text);
        const QByteArray html = comparisonHtml(sessions);
        QVERIFY(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"));
        QVERIFY(!html.contains("<b>|x") && !html.contains("</script>"));
        // As the window: each field with types and shares, also what is the same.
        for (const char *part : {"&lt;b&gt;|x`", ">number</td>", ">100 %</td>", "not sent", "Gone",
                 "Not compared: messageId", "<h2>Sources"})
            QVERIFY2(html.contains(part), part);
        QCOMPARE(html.count("<details"), html.count("</details>"));
        QVERIFY(!html.contains("<script") && !html.contains("http:"));
    }

    /// Any two ways through the same calls: fields and counts do not depend on their order.
    void orderOfCallsIsNoMatter()
    {
        Lines lines =
            times(30, track("E", R"({"x":@,"o":{"a":"@"}})")) + times(30, track("F", R"({"y":true})"));
        const Session forwards(lines);
        std::reverse(lines.begin(), lines.end());
        ComparisonOptions options;
        options.compareOrder = false;
        QCOMPARE(told(forwards, Session(lines), options), QStringList());
    }

    void hostileKeysAreBounded()
    {
        Lines lines;
        for (int i = 0; i < 3000; ++i) {
            const QByteArray n = QByteArray::number(i);
            lines += track("E", R"({"k)" + n + R"(":1,"same":{"k)" + n + R"(":1}})");
        }
        const Session session(lines);
        QVERIFY(session.tally.events().front().fields.fields().size() <= SentFields::MaxFields);
        QVERIFY(session.tally.unlisted() > 0);
        // Many events with fields of their own each: what all of them may list is bounded, too.
        Lines many;
        for (int i = 0; i < 300; ++i) {
            QByteArray properties;
            for (int j = 0; j < 300; ++j)
                properties += (j == 0 ? "\"k" : ",\"k") + QByteArray::number(j) + "\":1";
            many += track("E" + QByteArray::number(i), '{' + properties + '}');
        }
        many += track(QByteArray(5000, 'n'));
        const Session crowd(many);
        std::size_t fields = 0;
        for (const EventTally &event : crowd.tally.events())
            fields += event.fields.fields().size();
        QVERIFY(fields < SessionTally::MaxFields + SentFields::MaxFields);
        QVERIFY(crowd.tally.unlisted() > 100);
        QCOMPARE(crowd.tally.events().size(), 300U);
        QVERIFY(comparisonNotes({crowd.tally, crowd.tally, "a", "b",
                                    SessionComparison(crowd.tally, crowd.tally), ComparisonOptions()})
                    .back()
                    .contains("passed over"));
        const Session deep({track("E", QByteArray(900, '[') + QByteArray(900, ']'))});
        QVERIFY(deep.tally.events().front().fields.fields().size() < 40);
    }

    void moreOften_data()
    {
        QTest::addColumn<quint32>("hits");
        QTest::addColumn<quint32>("calls");
        QTest::addColumn<quint32>("otherHits");
        QTest::addColumn<quint32>("otherCalls");
        QTest::addColumn<bool>("expected");
        QTest::newRow("all and none") << 100U << 100U << 0U << 100U << true;
        QTest::newRow("none and all") << 0U << 100U << 100U << 100U << false;
        QTest::newRow("equal") << 50U << 100U << 50U << 100U << false;
        QTest::newRow("a hair") << 500'000U << 1'000'000U << 490'000U << 1'000'000U << false;
        QTest::newRow("one of one") << 1U << 1U << 0U << 1U << false;
        QTest::newRow("31 and 9 of 50") << 16U << 50U << 4U << 50U << true;
        QTest::newRow("no calls") << 0U << 0U << 0U << 0U << false;
    }
    void moreOften()
    {
        QFETCH(quint32, hits);
        QFETCH(quint32, calls);
        QFETCH(quint32, otherHits);
        QFETCH(quint32, otherCalls);
        QTEST(isMoreOften(hits, calls, otherHits, otherCalls), "expected");
    }
};

SPECTAP_TEST_MAIN(TestComparison)
#include "tst_comparison.moc"
