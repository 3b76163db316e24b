// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "ui/timeline/timelinelayout.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <map>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr Micros Second = 1000000;
constexpr Micros Start = 1763116600LL * Second;

/// A session in a few lines: ids by their numbers, one call a second unless told otherwise.
struct Session
{
    StringPool strings;
    IdentityGraph graph;
    IdentityTimeline timeline{graph};
    std::vector<IdentityInput> calls;

    quint32 add(CallType type, const char *anonymous, const char *user, Micros at,
        Severity severity = Severity::Ok, const char *previous = "")
    {
        const auto id = [this](const char *text) { return *text ? strings.intern(text) : StringId(0); };
        IdentityInput call;
        call.seq = static_cast<quint32>(calls.size()) + 1;
        call.type = type;
        call.user = id(user);
        call.anonymous = id(anonymous);
        call.previous = id(previous);
        call.time = Start + at;
        calls.push_back(call);
        graph.add(call);
        timeline.add({call.seq, type, severity, call.user, call.anonymous, call.previous, call.time});
        return call.seq;
    }
};

TimeScale tenSecondsIn(int width)
{
    TimeScale scale;
    scale.from = Start;
    scale.left = 174;
    scale.width = width;
    scale.microsPerPixel = 10.0 * Second / width;
    return scale;
}

const LaneGeometry *laneOf(const TimelineLayout &layout, IdKind tag)
{
    for (const LaneGeometry &lane : layout.lanes()) {
        const TimelineLane &row = layout.timeline().lanes()[lane.lane];
        if (row.kind == TimelineLane::Kind::Id && row.tag == tag)
            return &lane;
    }
    return nullptr;
}

} // namespace

class TestTimelineLayout : public QObject
{
    Q_OBJECT

private slots:
    void scaleGoesBothWays()
    {
        const TimeScale scale = tenSecondsIn(1000);
        QCOMPARE(scale.x(Start), 174.0);
        QCOMPARE(scale.x(Start + 5 * Second), 674.0);
        QCOMPARE(scale.timeAt(674.0), Start + 5 * Second);
        QVERIFY(scale.shows(Start));
        QVERIFY(!scale.shows(Start - 1 * Second));
        QVERIFY(!scale.shows(Start + 10 * Second));
    }

    void zoomKeepsTheTimeUnderThePointer()
    {
        const TimeScale scale = tenSecondsIn(1000);
        for (const double x : {174.0, 300.0, 1173.0}) {
            const Micros before = scale.timeAt(x);
            for (const double factor : {0.1, 0.8, 1.25, 40.0})
                QVERIFY(qAbs(scale.zoomed(factor, x).x(before) - x) < 0.01);
        }
        // Never closer than the clock's resolution allows to tell apart.
        QCOMPARE(scale.zoomed(1e12, 174).microsPerPixel, TimeScale::MinMicrosPerPixel);
        QCOMPARE(scale.zoomed(1e-30, 174).microsPerPixel, TimeScale::MaxMicrosPerPixel);
    }

    void panMovesEverythingAlike()
    {
        const TimeScale scale = tenSecondsIn(1000);
        QVERIFY(qAbs(scale.panned(-37).x(Start + 4 * Second) - (scale.x(Start + 4 * Second) - 37)) < 0.01);
    }

    void fitShowsBothEnds()
    {
        TimeScale scale = tenSecondsIn(500).fitted(Start, Start + 3600 * Second);
        QVERIFY(scale.shows(Start));
        QVERIFY(scale.shows(Start + 3600 * Second));
        scale = tenSecondsIn(500).fitted(Start, Start);
        QVERIFY(scale.shows(Start));
    }

    void aStrayClockDoesNotSquashTheRest()
    {
        std::vector<Micros> times;
        for (int i = 0; i < 20; ++i)
            times.push_back(Start + i * Second);
        times.push_back(0);
        times.push_back(NoTime);
        const TimeRange range = robustRange(times);
        QCOMPARE(range.begin, Start);
        QCOMPARE(range.end, Start + 19 * Second);
        std::vector<Micros> none{NoTime};
        QCOMPARE(robustRange(none).begin, NoTime);
    }

    void ticksKeepTheirShapeUntilTheyTouch()
    {
        Session session;
        session.add(CallType::Track, "a", "", 1 * Second);
        session.add(CallType::Page, "a", "", 2 * Second, Severity::Error);
        session.add(CallType::Screen, "a", "", 3 * Second);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.rebuildRows();
        layout.rebuild({1174, 200}, 0, tenSecondsIn(1000));
        const LaneGeometry *lane = laneOf(layout, IdKind::Anonymous);
        QVERIFY(lane);
        QCOMPARE(lane->columns.size(), std::size_t(3));
        QCOMPARE(lane->columns[0].x, 274);
        QCOMPARE(lane->columns[1].type, CallType::Page);
        QCOMPARE(lane->columns[1].worst, Severity::Error);
        QVERIFY(std::ranges::none_of(lane->columns, &TickColumn::dense));
        // Ten seconds in eight pixels: a second is less than a pixel apart.
        layout.rebuild({182, 200}, 0, tenSecondsIn(8));
        lane = laneOf(layout, IdKind::Anonymous);
        QVERIFY(std::ranges::all_of(lane->columns, &TickColumn::dense));
        QVERIFY(std::ranges::any_of(
            lane->columns, [](const TickColumn &c) { return c.worst == Severity::Error; }));
    }

    void aMillionCallsAreAsManyColumnsAsPixels()
    {
        Session session;
        for (int i = 0; i < 1000000; ++i)
            session.add(CallType::Track, "a", "", i * 10, i == 777777 ? Severity::Error : Severity::Ok);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.rebuildRows();
        layout.rebuild({1174, 200}, 0, tenSecondsIn(1000));
        const LaneGeometry *lane = laneOf(layout, IdKind::Anonymous);
        QVERIFY(lane);
        QVERIFY(lane->columns.size() <= 1001);
        quint32 calls = 0;
        int bad = 0;
        for (const TickColumn &column : lane->columns) {
            calls += column.count;
            bad += column.worst == Severity::Error;
        }
        QCOMPARE(calls, 1000000U);
        QCOMPARE(bad, 1);
    }

    void columnsAreWhatCountingTells_data()
    {
        QTest::addColumn<Micros>("span");
        QTest::newRow("apart") << 5000 * Second;
        QTest::newRow("crowded") << 8 * Second;
        QTest::newRow("all in a few pixels") << Second / 50;
    }
    void columnsAreWhatCountingTells()
    {
        QFETCH(Micros, span);
        Session session;
        QRandomGenerator random(5);
        for (int i = 0; i < 20000; ++i) { // in no order: severities are told block by block of sorted calls
            session.add(CallType::Track, "a", "", Micros(random.generateDouble() * double(span)),
                random.bounded(200) == 0 ? Severity::Error : Severity::Ok);
            if (i % 7000 == 0)
                session.timeline.refresh();
        }
        session.timeline.refresh();
        const TimeScale scale = tenSecondsIn(1000);
        const TimelineSegment segment = session.timeline.segments(session.timeline.lanes()[1])[0];
        std::map<int, std::pair<quint32, Severity>> expected;
        for (const TimelineTick &tick : session.timeline.ticks(segment)) {
            const int x = int(std::floor(scale.x(tick.time())));
            if (x > scale.left + scale.width)
                continue;
            auto &[count, worst] = expected[x];
            ++count;
            worst = std::max(worst, tick.severity());
        }
        std::map<int, std::pair<quint32, Severity>> found;
        for (const TickColumn &column : tickColumns(session.timeline, segment, scale, 0)) {
            auto &[count, worst] = found[column.x];
            count += column.count;
            worst = std::max(worst, column.worst);
        }
        QVERIFY(found == expected);
        session.timeline.setSeverities([](quint32) { return Severity::Warning; });
        for (const TickColumn &column : tickColumns(session.timeline, segment, scale, 0))
            QCOMPARE(column.worst, Severity::Warning);
    }

    void linesAreDashedUntilLinked()
    {
        Session session;
        session.add(CallType::Track, "a", "", 1 * Second);
        const quint32 link = session.add(CallType::Identify, "a", "u", 4 * Second);
        session.add(CallType::Track, "a", "", 7 * Second);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.setBadgeHome([&](quint32 seq) { return session.calls[seq - 1].anonymous; });
        layout.rebuildRows();
        layout.rebuild({1174, 200}, 0, tenSecondsIn(1000));
        const LaneGeometry *lane = laneOf(layout, IdKind::Anonymous);
        QVERIFY(lane);
        QCOMPARE(lane->pieces.size(), std::size_t(2));
        QCOMPARE(lane->pieces[0].style, LanePiece::Style::Dashed);
        QCOMPARE(qRound(lane->pieces[0].x1), 274);
        QCOMPARE(qRound(lane->pieces[0].x2), 574);
        QCOMPARE(lane->pieces[1].style, LanePiece::Style::Solid);
        QCOMPARE(qRound(lane->pieces[1].x2), 874);
        QCOMPARE(lane->badges.size(), std::size_t(1));
        QCOMPARE(lane->badges.front().seq, link);
        // The badge stands on one of the two lanes that show the call.
        const LaneGeometry *user = laneOf(layout, IdKind::User);
        QVERIFY(user);
        QVERIFY(user->badges.empty());
        QCOMPARE(layout.connectors().size(), std::size_t(1));
        QCOMPARE(layout.connectors().front().fromY, lane->middle());
        QCOMPARE(layout.connectors().front().toY, user->middle());
        QVERIFY(qAbs(layout.connectors().front().x - 574) <= 1);
    }

    void aHandOverIsAConflict()
    {
        Session session;
        session.add(CallType::Identify, "a", "first", 1 * Second);
        const quint32 seq = session.add(CallType::Identify, "a", "second", 5 * Second);
        session.add(CallType::Track, "a", "", 8 * Second);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.rebuildRows();
        layout.rebuild({1174, 400}, 0, tenSecondsIn(1000));
        const auto hatched =
            std::ranges::find_if(layout.lanes(), [](const LaneGeometry &l) { return !l.hatches.empty(); });
        QVERIFY(hatched != layout.lanes().end());
        QCOMPARE(qRound(hatched->hatches.front().x1), 674);
        QCOMPARE(qRound(hatched->hatches.front().x2), 974);
        const auto red = std::ranges::find_if(
            layout.connectors(), [](const ConnectorGeometry &c) { return c.connector->handOver; });
        QVERIFY(red != layout.connectors().end());
        QCOMPARE(red->connector->seq, seq);
        QVERIFY(red->oldY >= 0 && red->oldY != red->fromY);
    }

    void overlappingBadgesMoveToTheRight()
    {
        Session session;
        for (int i = 0; i < 3; ++i)
            session.add(CallType::Identify, "a", "u", Second + i * 40000);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.setBadgeHome([&](quint32 seq) { return session.calls[seq - 1].anonymous; });
        layout.rebuildRows();
        layout.rebuild({1174, 200}, 0, tenSecondsIn(1000));
        const LaneGeometry *lane = laneOf(layout, IdKind::Anonymous);
        QCOMPARE(lane->badges.size(), std::size_t(3));
        for (std::size_t i = 1; i < lane->badges.size(); ++i)
            QVERIFY(lane->badges[i].x - lane->badges[i - 1].x >= layout.metrics().badge);
    }

    void foldingAProfileHidesItsLanes()
    {
        Session session;
        session.add(CallType::Identify, "a", "u", Second);
        session.add(CallType::Track, "b", "", 2 * Second);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.rebuildRows();
        layout.rebuild({1174, 400}, 0, tenSecondsIn(1000));
        const std::size_t before = layout.lanes().size();
        const int height = layout.contentHeight();
        QCOMPARE(layout.timeline().lanes()[0].kind, TimelineLane::Kind::Profile);
        layout.toggleCollapsed(0);
        layout.rebuild({1174, 400}, 0, tenSecondsIn(1000));
        QCOMPARE(layout.lanes().size(), before - 2);
        QCOMPARE(layout.contentHeight(), height - 2 * layout.metrics().lane);
        QCOMPARE(layout.topOf(1), layout.topOf(0));
        layout.toggleCollapsed(0);
        QCOMPARE(layout.contentHeight(), height);
    }

    void onlyLanesInViewAreLaidOut()
    {
        Session session;
        for (int i = 0; i < 500; ++i)
            session.add(CallType::Track, qPrintable(u"anon-%1"_s.arg(i)), "", i * 1000);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.rebuildRows();
        layout.rebuild({1174, 250}, 3000, tenSecondsIn(1000));
        QVERIFY(!layout.lanes().empty());
        QVERIFY(layout.lanes().size() <= 12);
        QVERIFY(layout.lanes().front().top <= layout.metrics().ruler);
    }

    void pointsFindCalls()
    {
        Session session;
        const quint32 seq = session.add(CallType::Track, "a", "", 5 * Second);
        session.timeline.refresh();
        TimelineLayout layout(session.timeline);
        layout.rebuildRows();
        layout.rebuild({1174, 200}, 0, tenSecondsIn(1000));
        const LaneGeometry *lane = laneOf(layout, IdKind::Anonymous);
        QCOMPARE(layout.seqAt({674, lane->middle()}), seq);
        QCOMPARE(layout.seqAt({677, lane->middle()}), seq);
        QCOMPARE(layout.seqAt({700, lane->middle()}), 0U);
        QCOMPARE(layout.seqAt({100, lane->middle()}), 0U);
        QCOMPARE(layout.laneAt(lane->top), lane->lane);
        QCOMPARE(layout.laneAt(3), TimelineConnector::NoLane);
    }
};

SPECTAP_TEST_MAIN(TestTimelineLayout)
#include "tst_timelinelayout.moc"
