// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/testmain.h"
#include "timelinefixture.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelinenavigation.h"

#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

/// Two people and a shared device: "a" goes from u1 to u2 (call 5), from u2 to u3 (call 7).
void addShared(TimelineFixture &f)
{
    f.add(CallType::Track, "a", "", 10 * Second);
    f.add(CallType::Track, "b", "", 15 * Second);
    f.add(CallType::Identify, "a", "u1", 20 * Second);
    f.add(CallType::Track, "a", "", 30 * Second);
    f.add(CallType::Identify, "a", "u2", 40 * Second);
    f.add(CallType::Track, "b", "", 45 * Second);
    f.add(CallType::Identify, "a", "u3", 50 * Second);
}

void wheel(TimelineFixture &f, QPoint pixels, QPoint angle, Qt::KeyboardModifiers held = {})
{
    const QPointF at(500, 80);
    QWheelEvent event(
        at, f.view.viewport()->mapToGlobal(at), pixels, angle, Qt::NoButton, held, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(f.view.viewport(), &event);
}

void pinch(TimelineFixture &f, Qt::NativeGestureType type, double value, QPointF at)
{
    QNativeGestureEvent event(type, QPointingDevice::primaryPointingDevice(), 2, at, at,
        f.view.viewport()->mapToGlobal(at), value, {});
    QCoreApplication::sendEvent(f.view.viewport(), &event);
}

} // namespace

class TestTimelineKeys : public QObject
{
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void conflictsGoRound_data()
    {
        QTest::addColumn<QList<quint32>>("seqs");
        QTest::addColumn<quint32>("from");
        QTest::addColumn<int>("direction");
        QTest::addColumn<quint32>("expected");
        const QList<quint32> some{9, 4, 7};
        QTest::newRow("the next one, in whatever order they stand") << some << 4U << 1 << 7U;
        QTest::newRow("between two") << some << 5U << 1 << 7U;
        QTest::newRow("after the last, the first") << some << 9U << 1 << 4U;
        QTest::newRow("without a call, the first") << some << 0U << 1 << 4U;
        QTest::newRow("backwards") << some << 9U << -1 << 7U;
        QTest::newRow("before the first, the last") << some << 4U << -1 << 9U;
        QTest::newRow("without a call, the last") << some << 0U << -1 << 9U;
        QTest::newRow("only itself") << QList<quint32>{4} << 4U << 1 << 4U;
        QTest::newRow("none") << QList<quint32>{} << 4U << 1 << 0U;
    }
    void conflictsGoRound()
    {
        QFETCH(QList<quint32>, seqs);
        QFETCH(quint32, from);
        QFETCH(int, direction);
        IdentityGraph graph;
        graph.add({.seq = 1, .type = CallType::Identify, .user = 1, .anonymous = 2});
        for (const quint32 seq : seqs)
            graph.report({.seq = seq, .ids = {}});
        graph.report({.seq = 5, .rule = Rule::AliasUnknown, .ids = {}}); // a hint is none
        QTEST(conflictFrom(graph, {}, from, direction), "expected");
    }

    void conflictsOfWhomIsShown()
    {
        TimelineFixture f;
        addShared(f); // 5 and 7 are conflicts
        f.add(CallType::Identify, "x1", "x", 100 * Second);
        f.add(CallType::Identify, "x1", "y", 110 * Second);
        const quint32 last = f.document.rows().size();
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        const auto next = [&] {
            f.view.showNextConflict();
            return activated.isEmpty() ? 0 : activated.takeLast().first().toUInt();
        };
        f.view.layoutForTest();
        f.view.setLaneFilter({.show = LaneFilter::Show::Person, .person = {f.pool->intern("x")}});
        QCOMPARE(next(), last); // x lost an ID in it
        QCOMPARE(next(), last);
        f.view.setLaneFilter({});
        QCOMPARE(next(), 5U);
        f.view.setLaneFilter({.show = LaneFilter::Show::Person, .person = {f.pool->intern("nobody")}});
        QCOMPARE(next(), 0U);
    }

    void cGoesToConflicts()
    {
        TimelineFixture f;
        addShared(f);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        QTest::keyClick(&f.view, Qt::Key_C);
        QCOMPARE(activated.takeLast().first().toUInt(), 5U);
        QTest::keyClick(&f.view, Qt::Key_C);
        QCOMPARE(activated.takeLast().first().toUInt(), 7U);
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ShiftModifier);
        QCOMPARE(activated.takeLast().first().toUInt(), 5U);
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ControlModifier); // copies elsewhere
        QVERIFY(activated.isEmpty());
    }

    void homeAndEndStayOnTheLane()
    {
        TimelineFixture f;
        addShared(f);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        f.view.setCurrentSeq(6); // of b
        QTest::keyClick(&f.view, Qt::Key_Home);
        QCOMPARE(activated.takeLast().first().toUInt(), 2U);
        QTest::keyClick(&f.view, Qt::Key_End);
        QCOMPARE(activated.takeLast().first().toUInt(), 6U);
    }

    void withoutACallTheyEnterTheSession()
    {
        TimelineFixture f;
        addShared(f);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        QTest::keyClick(&f.view, Qt::Key_End);
        QCOMPARE(activated.takeLast().first().toUInt(), 7U);
        f.view.setCurrentSeq(0);
        QTest::keyClick(&f.view, Qt::Key_Home);
        QCOMPARE(activated.takeLast().first().toUInt(), 1U);
    }

    void bracketsFoldTheProfile()
    {
        TimelineFixture f;
        f.view.resize(900, 600);
        addShared(f);
        f.view.setCurrentSeq(2);
        const auto lanes = [&f] { return f.view.layoutForTest().lanes().size(); };
        const std::size_t all = lanes();
        QTest::keyClick(&f.view, Qt::Key_BracketRight);
        QCOMPARE(lanes(), all); // it is not folded
        QTest::keyClick(&f.view, Qt::Key_BracketLeft);
        QCOMPARE(lanes(), all - 1); // b is below Unresolved
        QTest::keyClick(&f.view, Qt::Key_BracketLeft);
        QCOMPARE(lanes(), all - 1);
        QTest::keyClick(&f.view, Qt::Key_BracketRight);
        QCOMPARE(lanes(), all);
        QKeyEvent altGr(QEvent::KeyPress, Qt::Key_8, Qt::ControlModifier | Qt::AltModifier, u"["_s);
        QCoreApplication::sendEvent(&f.view, &altGr);
        QCOMPARE(lanes(), all - 1);
    }

    void pageKeysScrollLanes()
    {
        TimelineFixture f;
        for (int i = 0; i < 60; ++i)
            f.add(CallType::Track, qPrintable(u"anon-%1"_s.arg(i)), "", i * Second);
        f.view.layoutForTest();
        QTest::keyClick(&f.view, Qt::Key_PageDown);
        const int page = f.view.verticalScrollBar()->pageStep();
        QCOMPARE(f.view.verticalScrollBar()->value(), page);
        QTest::keyClick(&f.view, Qt::Key_PageUp);
        QCOMPARE(f.view.verticalScrollBar()->value(), 0);
    }

    void fFollowsAgain()
    {
        TimelineFixture f;
        addShared(f);
        f.view.layoutForTest();
        QTest::keyClick(&f.view, Qt::Key_Plus);
        QVERIFY(!f.view.isFollowing());
        QTest::keyClick(&f.view, Qt::Key_F);
        QVERIFY(f.view.isFollowing());
    }

    void pinchingZoomsWhereTheFingersAre()
    {
        TimelineFixture f;
        addShared(f);
        const TimeScale before = f.view.layoutForTest().scale();
        pinch(f, Qt::ZoomNativeGesture, 0.5, {400, 80});
        const TimeScale after = f.view.layoutForTest().scale();
        QCOMPARE(after.microsPerPixel, before.microsPerPixel / 1.5);
        QVERIFY(qAbs(after.x(before.timeAt(400)) - 400) < 0.5);
        pinch(f, Qt::ZoomNativeGesture, -3, {400, 80}); // as no finger can
        QVERIFY(f.view.layoutForTest().scale().microsPerPixel > after.microsPerPixel);
        QVERIFY(!f.view.isFollowing());
        pinch(f, Qt::SmartZoomNativeGesture, 1, {400, 80});
        QVERIFY(f.view.isFollowing());
    }

    void trackpadsScrollBothWays_data()
    {
        QTest::addColumn<QPoint>("pixels");
        QTest::addColumn<QPoint>("angle");
        QTest::addColumn<Qt::KeyboardModifiers>("held");
        QTest::addColumn<int>("right"); ///< pixels that the lanes move
        QTest::addColumn<int>("down");
        const Qt::KeyboardModifiers none;
        QTest::newRow("sideways, pixel by pixel") << QPoint(7, 0) << QPoint(14, 0) << none << 7 << 0;
        QTest::newRow("down, pixel by pixel") << QPoint(0, -9) << QPoint(0, -18) << none << 0 << -9;
        QTest::newRow("both at once") << QPoint(5, -9) << QPoint(10, -18) << none << 5 << -9;
        QTest::newRow("Shift turns a trackpad")
            << QPoint(0, 11) << QPoint(0, 22) << Qt::KeyboardModifiers(Qt::ShiftModifier) << 11 << 0;
        QTest::newRow("Shift turns a wheel")
            << QPoint() << QPoint(0, 120) << Qt::KeyboardModifiers(Qt::ShiftModifier) << 60 << 0;
        QTest::newRow("the system has turned it")
            << QPoint() << QPoint(120, 0) << Qt::KeyboardModifiers(Qt::ShiftModifier) << 60 << 0;
        QTest::newRow("a wheel that tilts") << QPoint() << QPoint(-120, 0) << none << -60 << 0;
    }
    void trackpadsScrollBothWays()
    {
        QFETCH(QPoint, pixels);
        QFETCH(QPoint, angle);
        QFETCH(Qt::KeyboardModifiers, held);
        QFETCH(int, right);
        QFETCH(int, down);
        TimelineFixture f;
        for (int i = 0; i < 60; ++i)
            f.add(CallType::Track, qPrintable(u"anon-%1"_s.arg(i)), "", i * Second);
        const TimeScale before = f.view.layoutForTest().scale();
        f.view.verticalScrollBar()->setValue(100);
        wheel(f, pixels, angle, held);
        const TimeScale after = f.view.layoutForTest().scale();
        QVERIFY(qAbs(after.x(Start) - before.x(Start) - right) < 0.1);
        QCOMPARE(f.view.verticalScrollBar()->value(), 100 - down);
        QCOMPARE(f.view.isFollowing(), right == 0);
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineKeys)
#include "tst_timelinekeys.moc"
