// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/testmain.h"
#include "timelinefixture.h"
#include "ui/english.h"
#include "ui/theme/apptheme.h"

#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

bool near(const QColor &a, const QColor &b)
{
    return qAbs(a.red() - b.red()) + qAbs(a.green() - b.green()) + qAbs(a.blue() - b.blue()) < 40;
}

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installEnglishPlurals(*qApp); }
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void paintsATickWhereTheCallIs_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void paintsATickWhereTheCallIs()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        const Theme &theme = dark ? Theme::darkTheme() : Theme::light();
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        f.add(CallType::Track, "a", "", 60 * Second, 2);
        const QPoint good = f.pointOf(1);
        const QPoint bad = f.pointOf(2);
        QVERIFY(good.x() > 0 && bad.x() > good.x());
        const QImage image = f.view.viewport()->grab().toImage();
        QVERIFY(near(image.pixelColor(good), theme.of(CallType::Track).fill));
        QVERIFY(!near(image.pixelColor(good + QPoint(6, 0)), theme.of(CallType::Track).fill));
        // The call with errors has a red dot beneath its tick, the other has none.
        const auto hasRed = [&](QPoint at) {
            for (int y = at.y(); y < at.y() + 12; ++y) {
                if (near(image.pixelColor(at.x(), y), theme.of(Severity::Error).fill))
                    return true;
            }
            return false;
        };
        QVERIFY(hasRed(bad));
        QVERIFY(!hasRed(good));
    }

    void anotherReadingHasOtherLanes()
    {
        TimelineFixture f;
        f.add(CallType::Identify, "a", "u", 10 * Second);
        f.add(CallType::Track, "b", "u", 20 * Second); // seen together: joins in one reading only
        const auto headers = [&f] {
            const auto &lanes = f.view.layoutForTest().timeline().lanes();
            return std::ranges::count(lanes, TimelineLane::Kind::Unresolved, &TimelineLane::kind);
        };
        QCOMPARE(headers(), 1); // b
        auto *button = f.view.findChild<QToolButton *>(u"readingButton"_s);
        button->menu()->actions().value(1)->trigger();
        QCOMPARE(f.lens.reading(), IdentityReading::Observed);
        QCOMPARE(headers(), 0);
        QVERIFY2(button->text().contains(u"Observed"), qPrintable(button->text()));
    }

    void lateCallsStandWhereTheyBelong()
    {
        TimelineFixture f;
        f.add(CallType::Identify, "a", "u", 60 * Second);
        f.add(CallType::Identify, "a", "v", 10 * Second); // came late
        f.add(CallType::Track, "a", "u", 70 * Second);
        const auto handOver = [&f]() -> quint32 {
            const auto &connectors = f.view.layoutForTest().timeline().connectors();
            const auto found = std::ranges::find(connectors, true, &TimelineConnector::handOver);
            return found == connectors.end() ? 0 : found->seq;
        };
        QCOMPARE(handOver(), 2U);
        auto *button = f.view.findChild<QToolButton *>(u"readingButton"_s);
        QVERIFY2(
            button->toolTip().contains(u"1 call arrived after later ones."), qPrintable(button->toolTip()));
        f.view.setOthersInOtherOrder({u"u"_s, u"v"_s});
        QVERIFY2(button->toolTip().endsWith(u"In the other order these people differ: u, v"),
            qPrintable(button->toolTip()));
        f.view.setOthersInOtherOrder({});
        QAction *byTime = button->menu()->actions().constLast();
        QVERIFY2(byTime->text().contains(u"(1 came late)"), qPrintable(byTime->text()));
        byTime->trigger();
        QCOMPARE(f.lens.readingOrder(), ReadingOrder::EventTime);
        QTRY_VERIFY(!f.lens.isBusy());
        QCOMPARE(handOver(), 1U);
        QVERIFY2(button->text().contains(u"by time"), qPrintable(button->text()));
        QVERIFY(byTime->isChecked());
        // Every call is on the lane of whom it belongs to then, by its own number.
        const IdentityTimeline &timeline = f.view.layoutForTest().timeline();
        const IdIndex a = timeline.graph().find(IdKind::Anonymous, f.pool->intern("a"));
        QVERIFY(timeline.laneOf(a, 1) != timeline.laneOf(a, 2));
        QCOMPARE(timeline.laneOf(a, 1), timeline.laneOf(a, 3));
        // The conflict is where the second user came.
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        f.view.showNextConflict();
        QCOMPARE(activated.takeFirst().value(0).toUInt(), 1U);
    }

    void travelsFromBarAndRuler()
    {
        TimelineFixture f;
        f.add(CallType::Page, "a", "", 10 * Second);
        f.add(CallType::Identify, "a", "u", 60 * Second);
        QSignalSpy travel(&f.view, &TimelineView::travelRequested);
        auto *button = f.view.findChild<QToolButton *>(u"travelButton"_s);
        QVERIFY(!button->isEnabled()); // there is no call to travel to
        f.view.setCurrentSeq(1);
        button->click();
        QCOMPARE(travel.takeFirst().value(0).toUInt(), 1U);

        const int middle = (f.pointOf(1).x() + f.pointOf(2).x()) / 2;
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, {middle, 4});
        QCOMPARE(travel.takeFirst().value(0).toUInt(), 1U); // the last call that had happened
        f.lens.setLastSeq(1);
        QCOMPARE(f.view.layoutForTest().connectors().size(), std::size_t(0)); // not joined yet
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, {890, 4});
        QCOMPARE(travel.takeFirst().value(0).toUInt(), 2U);
        f.lens.setLastSeq(0);
        QCOMPARE(f.view.layoutForTest().connectors().size(), std::size_t(1));
    }

    void fillsItsWidthAtAnySize()
    {
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        for (const QSize size : {QSize(900, 260), QSize(400, 120), QSize(1400, 500)}) {
            f.view.resize(size);
            QCoreApplication::processEvents();
            const TimelineLayout &layout = f.view.layoutForTest();
            QCOMPARE(layout.plotArea().right(), f.view.viewport()->width() - 1);
            QCOMPARE(layout.scale().left + layout.scale().width, f.view.viewport()->width());
            QCOMPARE(f.view.bar()->width(), f.view.viewport()->width());
            QCOMPARE(f.view.bar()->geometry().bottom() + 1, f.view.viewport()->geometry().top());
        }
    }

    void clickPicksTheCall()
    {
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        f.add(CallType::Page, "b", "", 30 * Second);
        f.add(CallType::Identify, "b", "u", 50 * Second);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        for (quint32 seq = 1; seq <= 3; ++seq) {
            QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, f.pointOf(seq));
            QCOMPARE(activated.size(), int(seq));
            QCOMPARE(activated.last().first().toUInt(), seq);
        }
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, f.pointOf(1) + QPoint(40, 0));
        QCOMPARE(activated.size(), 3);
    }

    void arrowsStepAlongTheLane()
    {
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        f.add(CallType::Track, "b", "", 20 * Second);
        f.add(CallType::Track, "a", "", 30 * Second);
        f.add(CallType::Track, "b", "", 40 * Second);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        f.view.setCurrentSeq(1);
        QCOMPARE(activated.size(), 0);
        QTest::keyClick(&f.view, Qt::Key_Right);
        QCOMPARE(activated.takeLast().first().toUInt(), 3U);
        QTest::keyClick(&f.view, Qt::Key_Right);
        QCOMPARE(activated.size(), 0); // the lane ends here
        QTest::keyClick(&f.view, Qt::Key_Left);
        QCOMPARE(activated.takeLast().first().toUInt(), 1U);
        QTest::keyClick(&f.view, Qt::Key_Down);
        QCOMPARE(activated.takeLast().first().toUInt(), 2U);
    }

    void followsUntilThePersonMoves()
    {
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        f.add(CallType::Track, "a", "", 20 * Second);
        f.view.layoutForTest();
        QVERIFY(f.view.isFollowing());
        const QPoint middle(600, 80);
        QTest::mousePress(f.view.viewport(), Qt::LeftButton, {}, middle);
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(60, 0),
            f.view.viewport()->mapToGlobal(middle + QPoint(60, 0)), Qt::NoButton, Qt::LeftButton,
            Qt::NoModifier);
        QCoreApplication::sendEvent(f.view.viewport(), &move);
        QTest::mouseRelease(f.view.viewport(), Qt::LeftButton, {}, middle + QPoint(60, 0));
        QVERIFY(!f.view.isFollowing());
        const Micros from = f.view.layoutForTest().scale().from;
        f.add(CallType::Track, "a", "", 900 * Second);
        QCOMPARE(f.view.layoutForTest().scale().from, from);
        QTest::keyClick(&f.view, Qt::Key_0);
        QVERIFY(f.view.isFollowing());
        QVERIFY(f.view.layoutForTest().scale().shows(Start + 900 * Second));
    }

    void controlAndWheelZoomAtThePointer()
    {
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        f.add(CallType::Track, "a", "", 70 * Second);
        const TimeScale before = f.view.layoutForTest().scale();
        const QPointF at(500, 80);
        QWheelEvent wheel(at, f.view.viewport()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton,
            Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(f.view.viewport(), &wheel);
        const TimeScale after = f.view.layoutForTest().scale();
        QVERIFY(after.microsPerPixel < before.microsPerPixel);
        QVERIFY(qAbs(after.x(before.timeAt(at.x())) - at.x()) < 0.5);
    }

    void aFarCallComesIntoSight()
    {
        TimelineFixture f;
        for (int i = 0; i < 60; ++i)
            f.add(CallType::Track, qPrintable(u"anon-%1"_s.arg(i)), "", i * 10 * Second);
        f.view.layoutForTest();
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(&f.view, Qt::Key_Plus);
        f.view.setCurrentSeq(60);
        QVERIFY(f.view.layoutForTest().scale().shows(f.document.rows()[59].eventTime));
        QVERIFY(f.pointOf(60).y() > 0);
        f.view.setCurrentSeq(1);
        QVERIFY(f.view.layoutForTest().scale().shows(f.document.rows()[0].eventTime));
        QVERIFY(f.pointOf(1).y() > 0);
    }

    void namesAreThereForAssistiveTechnology()
    {
        TimelineFixture f;
        QCOMPARE(f.view.objectName(), u"identityTimeline"_s);
        QVERIFY(!f.view.accessibleName().isEmpty());
        for (const QToolButton *button : f.view.findChildren<QToolButton *>())
            QVERIFY2(
                !button->accessibleName().isEmpty() || !button->isVisible(), qPrintable(button->toolTip()));
    }

    void aNewSessionStartsEmpty()
    {
        TimelineFixture f;
        f.add(CallType::Track, "a", "", 10 * Second);
        QVERIFY(!f.view.layoutForTest().lanes().empty());
        f.document.setSession({}, std::make_shared<StringPool>());
        QVERIFY(f.view.layoutForTest().lanes().empty());
        f.view.grab();
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
