// SPDX-License-Identifier: MIT
#include "model/identity/identitytimeline.h"
#include "model/identity/profiletraits.h"

#include "tests/identity/identityscript.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

using namespace spectap;

namespace {

TimelineCall timelineCallOf(const IdentityInput &call)
{
    return {.seq = call.seq,
        .type = call.type,
        .severity = call.seq % 4 == 0 ? Severity::Error : Severity::Ok,
        .user = call.user,
        .anonymous = call.anonymous,
        .previous = call.previous,
        .time = call.time};
}

/// A graph and its timeline fed from a script; refresh() after every `every` calls, 0: only at the end.
struct Fixture
{
    StringPool pool;
    IdentityGraph graph;
    IdentityTimeline timeline{graph};

    void feed(const QString &script, std::size_t every = 0)
    {
        std::size_t fed = 0;
        for (const IdentityInput &call : test::callsOf(script, pool)) {
            graph.add(call);
            timeline.add(timelineCallOf(call));
            if (every && ++fed % every == 0)
                timeline.refresh();
        }
        timeline.refresh();
    }
};

QString seconds(Micros time)
{
    return time == NoTime ? QStringLiteral("-") : QString::number(time / 1'000'000);
}

/// A line per lane: kind or tag and id, then per segment "linked from: seqs of its ticks".
QString printed(const Fixture &fixture)
{
    const IdentityTimeline &timeline = fixture.timeline;
    QStringList lines;
    for (quint32 i = 0; i < timeline.lanes().size(); ++i) {
        const TimelineLane &lane = timeline.lanes()[i];
        QString text;
        switch (lane.kind) {
        case TimelineLane::Kind::Profile:
            text = QStringLiteral("profile +%1 calls %2").arg(lane.children).arg(timeline.calls(i));
            break;
        case TimelineLane::Kind::Unresolved:
            text = QStringLiteral("unresolved +%1 calls %2").arg(lane.children).arg(timeline.calls(i));
            break;
        case TimelineLane::Kind::WithoutId:
            text = QStringLiteral("  no id");
            break;
        case TimelineLane::Kind::Id: {
            static constexpr const char *Tags[] = {"user", "anon", "prev"};
            text = QStringLiteral("  %1 %2").arg(QLatin1StringView(Tags[static_cast<std::size_t>(lane.tag)]),
                QString::fromUtf8(fixture.pool.at(fixture.graph.ids()[lane.id].value)));
            break;
        }
        }
        for (const TimelineSegment &segment : timeline.segments(lane)) {
            text += QStringLiteral(" [%1%2:").arg(
                seconds(segment.linkedTime), segment.handedOver ? QStringLiteral(" taken") : QString());
            for (const TimelineTick &tick : timeline.ticks(segment))
                text += u' ' + QString::number(tick.seq());
            text += u']';
        }
        lines.append(text);
    }
    for (const TimelineConnector &connector : timeline.connectors()) {
        lines.append(
            QStringLiteral("%1: %2>%3%4 %5")
                .arg(connector.seq)
                .arg(connector.fromLane)
                .arg(connector.toLane)
                .arg(connector.handOver ? QStringLiteral(" from %1").arg(connector.oldLane) : QString(),
                    QString::fromUtf8(ruleName(connector.conflict))));
    }
    return lines.join(u'\n');
}

class IdentityTimelineTest : public QObject
{
    Q_OBJECT

private slots:
    void lanes_data();
    void lanes();
    void lateCallsAreSortedIn();
    void rangesAndSummaries();
    void nearestTick();
    void refreshOftenOrOnceIsTheSame();
    void extremeTimes();
    void traitsFollowTheProfile();
};

void IdentityTimelineTest::lanes_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *script, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(script) << QString::fromUtf8(expected);
    };
    row("nothing", "", "");
    row("login", "page a=a1; identify a=a1 u=u1; track a=a1 u=u1",
        "profile +2 calls 3\n  anon a1 [2: 1 2 3]\n  user u1 [2: 2 3]\n2: 1>2 ");
    row("unresolved last, no id at the very end", "page a=a9; track; identify a=a1 u=u1",
        "profile +2 calls 1\n  user u1 [3: 3]\n  anon a1 [3: 3]\n"
        "unresolved +2 calls 2\n  anon a9 [-: 1]\n  no id [-: 2]\n3: 2>1 ");
    row("only calls without ids", "track; track", "unresolved +1 calls 2\n  no id [-: 1 2]");
    row("handed over and back: one lane per owner, a segment per stay",
        "identify a=a1 u=u1; identify a=a1 u=u2; track a=a1; identify a=a1 u=u1",
        "profile +2 calls 2\n  user u1 [1: 1 4]\n  anon a1 [1: 1] [4 taken: 4]\n"
        "profile +2 calls 2\n  anon a1 [2 taken: 2 3]\n  user u2 [2: 2]\n"
        "1: 2>1 \n2: 4>5 from 2 shared-anonymous-id\n4: 2>1 from 4 shared-anonymous-id");
    row("alias tags the userId it left behind", "track u=u1; alias p=u1 u=u2",
        "profile +2 calls 2\n  prev u1 [1: 1 2]\n  user u2 [2: 2]\n2: 1>2 ");
    row("unknown previousId", "alias p=x u=u1",
        "profile +2 calls 1\n  user u1 [1: 1]\n  prev x [1: 1]\n1: 2>1 ");
    row("alias of itself", "alias p=u1 u=u1", "profile +1 calls 1\n  user u1 [1: 1]\n1: 1>1 alias-self");
    row("observed together", "track a=a1 u=u1",
        "profile +1 calls 1\n  user u1 [1: 1]\nunresolved +1 calls 1\n  anon a1 [-: 1]\n1: 3>1 ");
}

void IdentityTimelineTest::lanes()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    Fixture fixture;
    fixture.feed(script);
    QCOMPARE(printed(fixture), expected);
}

void IdentityTimelineTest::lateCallsAreSortedIn()
{
    Fixture fixture;
    fixture.feed(
        QStringLiteral("page a=a1 @50; page a=a1 @60; page a=a1 @10; page a=a1 @55; page a=a1 @50"), 2);
    QCOMPARE(printed(fixture), QStringLiteral("unresolved +1 calls 5\n  anon a1 [-: 3 1 5 4 2]"));
    QCOMPARE(fixture.timeline.begin(), Micros(10'000'000));
    QCOMPARE(fixture.timeline.end(), Micros(60'000'000));
    QCOMPARE(fixture.timeline.firstTime(0), Micros(10'000'000));
    QCOMPARE(fixture.timeline.lastTime(1), Micros(60'000'000));
}

void IdentityTimelineTest::rangesAndSummaries()
{
    Fixture fixture;
    fixture.feed(QStringLiteral("page a=a1; track a=a1; identify a=a1 u=u1; track a=a1 u=u1; screen u=u1"));
    const IdentityTimeline &timeline = fixture.timeline;
    const auto second = [](int n) { return Micros(n) * 1'000'000; };
    QCOMPARE(timeline.segments(timeline.lanes()[1]).size(), std::size_t(1));
    const auto ticks = timeline.ticks(timeline.segments(timeline.lanes()[1])[0], second(2), second(4));
    QCOMPARE(ticks.size(), std::size_t(2)); // the end is not in it
    QCOMPARE(ticks[0].seq(), 2U);
    QCOMPARE(ticks[0].type(), CallType::Track);
    QCOMPARE(ticks[0].time(), second(2));
    QVERIFY(timeline.ticks(timeline.segments(timeline.lanes()[1])[0], second(4), second(2)).empty());
    const TickSummary calm = timeline.summary(1, second(1), second(3));
    QCOMPARE(calm.count, 2U);
    QCOMPARE(calm.worst, Severity::Ok);
    QCOMPARE(calm.firstSeq, 1U);
    QCOMPARE(int(calm.types), (1 << int(CallType::Page)) | (1 << int(CallType::Track)));
    const TickSummary all = timeline.summary(0, second(0), second(9));
    QCOMPARE(all.count, 7U); // two calls are on two lanes
    QCOMPARE(all.worst, Severity::Error);
    QCOMPARE(timeline.summary(0, second(8), second(9)).count, 0U);
}

void IdentityTimelineTest::nearestTick()
{
    Fixture fixture;
    fixture.feed(QStringLiteral("page a=a1 @10; page a=a1 @20; page a=a1 @40"));
    const auto seqNear = [&](int second, int within) {
        const TimelineTick *tick =
            fixture.timeline.nearest(1, Micros(second) * 1'000'000, Micros(within) * 1'000'000);
        return tick ? static_cast<int>(tick->seq()) : 0;
    };
    QCOMPARE(seqNear(12, 5), 1);
    QCOMPARE(seqNear(19, 5), 2);
    QCOMPARE(seqNear(29, 5), 0);
    QCOMPARE(seqNear(29, 9), 2);
    QCOMPARE(seqNear(99, 100), 3);
    QCOMPARE(seqNear(0, 100), 1);
}

void IdentityTimelineTest::refreshOftenOrOnceIsTheSame()
{
    QRandomGenerator random(11);
    static constexpr const char *Types[] = {"track", "identify", "identify", "alias", "page"};
    for (int round = 0; round < 40; ++round) {
        QString script;
        for (int i = 0; i < 60; ++i) {
            script += QLatin1StringView(Types[random.bounded(5)]);
            for (const QLatin1StringView key :
                {QLatin1StringView(" u="), QLatin1StringView(" a="), QLatin1StringView(" p=")}) {
                if (random.bounded(3) > 0)
                    script += key + QString::number(random.bounded(6));
            }
            script += QStringLiteral(" @%1;").arg(random.bounded(100));
        }
        Fixture once;
        once.feed(script);
        Fixture often;
        often.feed(script, 1);
        QCOMPARE(printed(often), printed(once));
    }
}

void IdentityTimelineTest::extremeTimes()
{
    for (const Micros time :
        {Micros(0), Micros(-1), Micros(253402300799999999), Micros(-62135596800000000)}) {
        const TimelineTick tick(
            {.seq = 7, .type = CallType::Alias, .severity = Severity::Error, .time = time});
        QCOMPARE(tick.time(), time);
        QCOMPARE(tick.seq(), 7U);
        QCOMPARE(tick.type(), CallType::Alias);
        QCOMPARE(tick.severity(), Severity::Error);
    }
    QVERIFY(TimelineTick({.seq = 1, .time = INT64_MAX}).time() > 0);
}

void IdentityTimelineTest::traitsFollowTheProfile()
{
    Fixture fixture;
    ProfileTraits traits(fixture.graph);
    quint32 seq = 0;
    const auto identify = [&](const char *ids, QByteArray body) {
        JsonTape tape;
        const SlicedBody sliced = sliceBody(tape, body, CallType::Identify, true);
        IdentityInput call = test::callsOf(QString::fromUtf8(ids), fixture.pool).front();
        call.seq = ++seq;
        fixture.graph.add(call);
        traits.add(call, sliced.calls.front());
    };

    identify("identify a=a1", R"({"traits":{"plan":"free","big":12345678901234567890}})");
    identify("identify a=a1 u=u1", R"({"traits":{"name":"M","plan":"pro"}})");
    identify("identify a=a1 u=u2", R"({"traits":{"name":"S"}})");
    identify("identify u=u1", R"({"traits":[1]})");
    const TraitsByProfile result = traits.byProfile();
    using Traits = std::vector<SentTrait>;
    QCOMPARE(result.at(fixture.graph.profileOf(fixture.pool.find("u1"), 0)),
        (Traits{{"plan", "\"pro\""}, {"big", "12345678901234567890"}, {"name", "\"M\""}}));
    QCOMPARE(result.at(fixture.graph.profileOf(fixture.pool.find("u2"), 0)), (Traits{{"name", "\"S\""}}));
}

} // namespace

SPECTAP_TEST_MAIN(IdentityTimelineTest)
#include "tst_identitytimeline.moc"
