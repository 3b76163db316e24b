// SPDX-License-Identifier: MIT
#include <QApplication>

#include "model/query/query.h"
#include "tests/support/testmain.h"
#include "timelinefixture.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/theme/apptheme.h"
#include "ui/timereading.h"

#include <QAction>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QToolButton>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

void addCalls(TimelineFixture &f)
{
    for (int i = 1; i <= 6; ++i)
        f.add(CallType::Track, "a", "", i * 10 * Second + i);
}

void drag(TimelineFixture &f, QPoint from, QPoint to, Qt::KeyboardModifiers held = Qt::ShiftModifier)
{
    QWidget *viewport = f.view.viewport();
    QTest::mousePress(viewport, Qt::LeftButton, held, from);
    QMouseEvent move(QEvent::MouseMove, to, viewport->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, held);
    QCoreApplication::sendEvent(viewport, &move);
    QTest::mouseRelease(viewport, Qt::LeftButton, held, to);
}

} // namespace

class TestTimelineRange : public QObject
{
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void shiftAndDragPickOutTime()
    {
        TimelineFixture f;
        addCalls(f);
        QSignalSpy told(&f.view, &TimelineView::rangeFilterRequested);
        const TimeScale scale = f.view.layoutForTest().scale();
        const QPoint from = f.pointOf(2) - QPoint(8, 0);
        const QPoint to = f.pointOf(4) + QPoint(8, 0);
        drag(f, to, from); // right to left is as good
        QCOMPARE(f.view.range().begin, scale.timeAt(from.x()));
        QCOMPARE(f.view.range().end, scale.timeAt(to.x()));
        QCOMPARE(told.size(), 1);
        const auto query = Query::parse(told.first().first().toString());
        QVERIFY(query.ok());
        QCOMPARE(f.view.layoutForTest().scale().from, scale.from); // nothing was panned
        // The band is tinted, and its neighbourhood is not.
        const QImage image = f.view.viewport()->grab().toImage();
        const int y = f.pointOf(3).y() + 9;
        QVERIFY(image.pixelColor(f.pointOf(3).x() + 14, y) != image.pixelColor(from.x() - 14, y));
    }

    void theDragEndsAtTheEdgeOfTheLanes()
    {
        TimelineFixture f;
        addCalls(f);
        const TimeScale scale = f.view.layoutForTest().scale();
        drag(f, f.pointOf(4), QPoint(20, f.pointOf(4).y()));
        QCOMPARE(f.view.range().begin, scale.from);
    }

    void aClickWithShiftPicksNothing()
    {
        TimelineFixture f;
        addCalls(f);
        QSignalSpy told(&f.view, &TimelineView::rangeFilterRequested);
        QTest::mouseClick(f.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, f.pointOf(2));
        QCOMPARE(f.view.range().begin, NoTime);
        QVERIFY(told.isEmpty());
    }

    void shiftAndArrowsExtendFromTheCall()
    {
        TimelineFixture f;
        addCalls(f);
        QSignalSpy told(&f.view, &TimelineView::rangeFilterRequested);
        f.view.setCurrentSeq(3);
        QTest::keyClick(&f.view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&f.view, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(told.isEmpty()); // not at every key
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.takeFirst().first().toString(),
            u"time:2025-11-14T10:37:10.000003Z..2025-11-14T10:37:30.000005Z"_s);
        for (int i = 0; i < 4; ++i) // back over the beginning
            QTest::keyClick(&f.view, Qt::Key_Left, Qt::ShiftModifier);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.takeFirst().first().toString(),
            u"time:2025-11-14T10:36:50.000001Z..2025-11-14T10:37:10.000003Z"_s);
        QTest::keyClick(&f.view, Qt::Key_Right); // a new beginning
        QTest::keyClick(&f.view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(f.view.range().begin, Start + 20 * Second + 2);
        QCOMPARE(f.view.range().end, Start + 30 * Second + 3);
    }

    void escapeGivesItUp()
    {
        TimelineFixture f;
        addCalls(f);
        drag(f, f.pointOf(2), f.pointOf(4));
        QSignalSpy told(&f.view, &TimelineView::rangeFilterRequested);
        QTest::keyClick(&f.view, Qt::Key_Escape);
        QCOMPARE(f.view.range().begin, NoTime);
        QCOMPARE(told.takeFirst().first().toString(), QString());
        QTest::keyClick(&f.view, Qt::Key_Escape);
        QVERIFY(told.isEmpty());
    }

    void itIsATermOfTheFilter()
    {
        TimelineFixture f;
        addCalls(f);
        FilterBar bar;
        connect(&f.view, &TimelineView::rangeFilterRequested, &bar, &FilterBar::setTimeTerm);
        connect(bar.edit(), &FilterEdit::queryChanged, &f.view,
            [&](const Query &query) { f.view.setFilter(query.text()); });
        QVERIFY(bar.edit()->apply(u"has:error OR type:track"_s));
        f.view.setCurrentSeq(1);
        QTest::keyClick(&f.view, Qt::Key_Right, Qt::ShiftModifier);
        QTRY_COMPARE(bar.edit()->text(), u"(has:error OR type:track) "
                                         "time:2025-11-14T10:36:50.000001Z..2025-11-14T10:37:00.000002Z"_s);
        QTest::keyClick(&f.view, Qt::Key_Right, Qt::ShiftModifier); // another one takes its place
        QTRY_COMPARE(bar.edit()->text(), u"(has:error OR type:track) "
                                         "time:2025-11-14T10:36:50.000001Z..2025-11-14T10:37:10.000003Z"_s);
        QTest::keyClick(&f.view, Qt::Key_Escape);
        QCOMPARE(bar.edit()->text(), u"(has:error OR type:track)"_s);

        QTest::keyClick(&f.view, Qt::Key_Left, Qt::ShiftModifier);
        QTRY_VERIFY(bar.edit()->text().contains(u"time:"_s));
        QVERIFY(bar.edit()->apply(u"type:track"_s)); // taken away there
        QCOMPARE(f.view.range().begin, NoTime);
        QCOMPARE(bar.edit()->text(), u"type:track"_s);
    }

    void theRulerSaysWhichTimeItIs()
    {
        TimelineFixture f;
        addCalls(f);
        f.view.layoutForTest();
        auto *button = f.view.findChild<QToolButton *>(u"timeModeButton"_s);
        QCOMPARE(button->text(), u"Local, UTC+00:00"_s);
        QVERIFY(button->toolTip().contains(u"2025-11-14"_s));
        QSignalSpy changed(&f.view, &TimelineView::timeModeChanged);
        const QList<QAction *> modes = button->menu()->actions();
        modes[2]->trigger();
        QCOMPARE(changed.takeFirst().first().value<TimeMode>(), TimeMode::SinceFirst);
        QCOMPARE(button->text(), u"Since first call"_s);
        QVERIFY(modes[2]->isChecked() && !modes[0]->isChecked());
        f.view.setTimeMode(TimeMode::Utc);
        QCOMPARE(button->text(), u"UTC"_s);
        QVERIFY(changed.isEmpty()); // nobody asked
        f.view.grab();
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineRange)
#include "tst_timelinerange.moc"
