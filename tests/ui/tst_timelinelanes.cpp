// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/testmain.h"
#include "timelinefixture.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/joinlabels.h"
#include "ui/timeline/timelinepainter.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

/// ann and bob sign in; cid takes over ann's device; somebody never signs in; one call has no id.
class Lanes : public TimelineFixture
{
public:
    Lanes()
    {
        view.resize(900, 600);
        add(CallType::Identify, "a1", "ann", 10 * Second);
        add(CallType::Identify, "a2", "bob", 20 * Second);
        add(CallType::Track, "a3", "", 30 * Second);
        add(CallType::Track, "", "", 40 * Second);
        add(CallType::Identify, "a1", "cid", 50 * Second);
    }

    /// Headers in brackets, ids as they are.
    QString shown()
    {
        const TimelineLayout &layout = view.layoutForTest();
        const IdentityTimeline &timeline = layout.timeline();
        QStringList rows;
        for (const quint32 lane : layout.arrangement().lanes(timeline)) {
            const TimelineLane &row = timeline.lanes()[lane];
            rows << (row.kind == TimelineLane::Kind::Profile
                         ? u'[' + TimelinePainter::idOf(timeline, lane, *pool) + u']'
                     : row.kind == TimelineLane::Kind::Unresolved ? u"[unresolved]"_s
                     : row.kind == TimelineLane::Kind::WithoutId
                         ? u"none"_s
                         : QString::fromUtf8(pool->at(timeline.graph().ids()[row.id].value)));
        }
        return rows.join(u' ');
    }

    QStringList people()
    {
        QStringList names = shown().split(u' ');
        names.removeIf([](const QString &name) { return !name.startsWith(u'['); });
        return names;
    }

    PersonKey person(const char *user) { return {pool->intern(user), IdKind::User, 0}; }

    /// The middle of a header's name.
    QPoint headerOf(const char *user)
    {
        const TimelineLayout &layout = view.layoutForTest();
        const quint32 header = layout.headerOfPerson(person(user));
        const auto row = std::ranges::find(layout.lanes(), header, &LaneGeometry::lane);
        return row == layout.lanes().end() ? QPoint(-1, -1) : QPoint(60, row->middle());
    }

    void move(QPoint to)
    {
        QMouseEvent event(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton,
            Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    void press(QPoint at) { QTest::mousePress(view.viewport(), Qt::LeftButton, {}, at); }
    void release(QPoint at) { QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, at); }

    QMenu *menuAt(QPoint at, QContextMenuEvent::Reason reason = QContextMenuEvent::Mouse)
    {
        QContextMenuEvent event(reason, at, view.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(
            reason == QContextMenuEvent::Mouse ? view.viewport() : static_cast<QWidget *>(&view), &event);
        const auto menus = view.findChildren<QMenu *>(u"laneMenu"_s);
        return menus.isEmpty() ? nullptr : menus.constLast();
    }
};

QAction *actionOf(const QMenu *menu, QStringView words)
{
    const QList<QAction *> actions = menu->actions();
    const auto found = std::ranges::find_if(
        actions, [words](QAction *action) { return action->text().remove(u'&').startsWith(words); });
    return found == actions.end() ? nullptr : *found;
}

} // namespace

class TestTimelineLanes : public QObject
{
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void showsWhomTheFilterNames_data()
    {
        QTest::addColumn<int>("show");
        QTest::addColumn<bool>("unresolved");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, LaneFilter::Show show, bool unresolved, const QString &rows) {
            QTest::newRow(name) << int(show) << unresolved << rows;
        };
        using Show = LaneFilter::Show;
        row("everybody", Show::Everyone, true,
            u"[ann] ann a1 [bob] bob a2 [cid] a1 cid [unresolved] a3 none"_s);
        row("everybody identified", Show::Everyone, false, u"[ann] ann a1 [bob] bob a2 [cid] a1 cid"_s);
        row("both sides of a conflict", Show::Conflicts, true, u"[ann] ann a1 [cid] a1 cid"_s);
        row("one person", Show::Person, false, u"[bob] bob a2"_s);
    }
    void showsWhomTheFilterNames()
    {
        QFETCH(int, show);
        QFETCH(bool, unresolved);
        QFETCH(QString, expected);
        Lanes f;
        f.view.layoutForTest();
        f.view.setLaneFilter({LaneFilter::Show(show), unresolved, f.person("bob")});
        QCOMPARE(f.shown(), expected);
        // The rows are those lanes and no others, and joins lead to none that is hidden.
        const TimelineLayout &layout = f.view.layoutForTest();
        QStringList drawn;
        for (const LaneGeometry &lane : layout.lanes())
            drawn << QString::number(lane.lane);
        QStringList wanted;
        for (const quint32 lane : layout.arrangement().lanes(layout.timeline()))
            wanted << QString::number(lane);
        QCOMPARE(drawn, wanted);
        for (const ConnectorGeometry &connector : layout.connectors()) {
            QVERIFY(layout.topOf(connector.connector->fromLane) >= 0);
            QVERIFY(layout.topOf(connector.connector->toLane) >= 0);
        }
        for (quint32 lane = 0; lane < layout.timeline().lanes().size(); ++lane)
            QCOMPARE(layout.topOf(lane) >= 0, wanted.contains(QString::number(lane)));
        f.view.setLaneFilter({});
        QCOMPARE(f.people().size(), 4);
    }

    void onlyAnIdNeverIdentified()
    {
        Lanes f;
        f.view.layoutForTest();
        f.view.setLaneFilter({LaneFilter::Show::Person, false, {f.pool->intern("a3"), IdKind::Anonymous, 0}});
        QCOMPARE(f.shown(), u"[unresolved] a3"_s);
    }

    void filterOutlivesReadingsAndTravels()
    {
        Lanes f;
        f.add(CallType::Track, "a3", "bob", 60 * Second); // joins in the observed reading
        f.view.layoutForTest();
        f.view.setLaneFilter({LaneFilter::Show::Person, true, f.person("bob")});
        QCOMPARE(f.shown(), u"[bob] bob a2"_s);
        f.lens.setReading(IdentityReading::Observed);
        QCOMPARE(f.shown(), u"[bob] bob a2 a3"_s);
        f.lens.setReading(IdentityReading::Spec);
        f.lens.setLastSeq(1);
        QCOMPARE(f.shown(), QString()); // not there yet
        QCOMPARE(f.view.layoutForTest().contentHeight(), 0);
        f.lens.setLastSeq(0);
        QCOMPARE(f.shown(), u"[bob] bob a2"_s);
        f.document.setSession({}, std::make_shared<StringPool>());
        QVERIFY(!f.view.laneFilter().isActive());
    }

    void theBarChoosesAndLeadsBack()
    {
        Lanes f;
        auto *choice = f.view.findChild<QToolButton *>(u"lanesButton"_s);
        auto *everyone = f.view.findChild<QToolButton *>(u"everyoneButton"_s);
        f.view.layoutForTest();
        QVERIFY(!everyone->isVisible());
        QCOMPARE(choice->text(), u"4 profiles"_s);
        const QMenu *menu = choice->menu();
        actionOf(menu, u"With conflicts")->trigger();
        QCOMPARE(f.people(), (QStringList{u"[ann]"_s, u"[cid]"_s}));
        QCOMPARE(choice->text(), u"2 of 4 profiles"_s);
        QVERIFY(everyone->isVisible());
        QVERIFY(everyone->accessibleName().contains(u"With conflicts"));
        everyone->click();
        QCOMPARE(f.people().size(), 4);
        QVERIFY(!everyone->isVisible());

        actionOf(menu, u"Unresolved")->trigger();
        QVERIFY(!f.people().contains(u"[unresolved]"_s));
        actionOf(menu, u"Unresolved")->trigger();
        QAction *person = actionOf(menu, u"Only");
        QVERIFY(!person->isEnabled()); // of which call
        f.view.setCurrentSeq(2);
        QVERIFY(person->isEnabled());
        person->trigger();
        QCOMPARE(f.people(), QStringList{u"[bob]"_s});
        QCOMPARE(everyone->text(), u"Only bob"_s);
        QCOMPARE(choice->text(), u"1 of 4 profiles"_s);
        actionOf(menu, u"All")->trigger();
        QCOMPARE(f.people().size(), 4);
    }

    void nothingToShowIsSaid()
    {
        TimelineFixture f;
        f.add(CallType::Identify, "a", "u", 10 * Second);
        f.view.layoutForTest();
        const auto words = [&f] {
            const QImage image = f.view.viewport()->grab().toImage();
            int pixels = 0;
            for (int x = image.width() / 2 - 60; x < image.width() / 2 + 160; ++x) {
                for (int y = image.height() / 2 - 12; y < image.height() / 2 + 22; ++y)
                    pixels += image.pixelColor(x, y) != Theme::light().base;
            }
            return pixels;
        };
        f.view.setLaneFilter({LaneFilter::Show::Conflicts, true, {}});
        QVERIFY(f.view.layoutForTest().lanes().empty());
        QVERIFY(words() > 100);
    }

    void steppingKeepsToWhatIsShown()
    {
        Lanes f;
        f.view.setCurrentSeq(1);
        f.view.setLaneFilter({LaneFilter::Show::Conflicts, true, {}});
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(&f.view, Qt::Key_Down);
        for (const QList<QVariant> &call : activated)
            QVERIFY(call.first().toUInt() != 2 && call.first().toUInt() != 3); // bob and a3 are hidden
        QVERIFY(!activated.isEmpty());
    }

    void draggingAHeaderMovesTheProfile_data()
    {
        QTest::addColumn<QString>("dragged");
        QTest::addColumn<QString>("onto");
        QTest::addColumn<int>("by");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *dragged, const char *onto, int by,
                             const QStringList &expected) {
            QTest::newRow(name) << QString::fromLatin1(dragged) << QString::fromLatin1(onto) << by
                                << expected;
        };
        row("above the first", "cid", "ann", -8, {u"[cid]"_s, u"[ann]"_s, u"[bob]"_s});
        row("below the last", "ann", "cid", 60, {u"[bob]"_s, u"[cid]"_s, u"[ann]"_s});
        row("between two", "ann", "bob", 60, {u"[bob]"_s, u"[ann]"_s, u"[cid]"_s});
        row("not below the unresolved", "ann", "cid", 300, {u"[bob]"_s, u"[cid]"_s, u"[ann]"_s});
        row("back to where it was", "bob", "bob", -9, {u"[ann]"_s, u"[bob]"_s, u"[cid]"_s});
    }
    void draggingAHeaderMovesTheProfile()
    {
        QFETCH(QString, dragged);
        QFETCH(QString, onto);
        QFETCH(int, by);
        QFETCH(QStringList, expected);
        Lanes f;
        const QPoint from = f.headerOf(qPrintable(dragged));
        const QPoint to = f.headerOf(qPrintable(onto)) + QPoint(0, by);
        f.press(from);
        f.move((from + to) / 2);
        f.move(to);
        f.view.grab(); // with the gap it would land in
        f.release(to);
        expected << u"[unresolved]"_s;
        QCOMPARE(f.people(), expected);
        // Its lanes came along, and whoever comes later stands below.
        QVERIFY(f.shown().contains(u"[ann] ann a1"));
        f.add(CallType::Identify, "a4", "dan", 60 * Second);
        expected.insert(3, u"[dan]"_s);
        QCOMPARE(f.people(), expected);
        QVERIFY(f.view.isFollowing()); // nothing was panned
    }

    void escapeAndClicksMoveNothing()
    {
        Lanes f;
        const QStringList before = f.people();
        const QPoint from = f.headerOf("ann");
        const QPoint to = f.headerOf("cid") + QPoint(0, 40);
        f.press(from);
        f.move(to);
        QTest::keyClick(&f.view, Qt::Key_Escape);
        f.move(to - QPoint(0, 10));
        f.release(to);
        QCOMPARE(f.people(), before);
        const int height = f.view.layoutForTest().contentHeight();
        f.press(from);
        f.release(from);
        QVERIFY(f.view.layoutForTest().contentHeight() < height); // folded
        QCOMPARE(f.people(), before);
    }

    void keysMoveTheProfileOfTheCurrentLane()
    {
        Lanes f;
        f.view.setCurrentSeq(2);
        f.view.layoutForTest();
        QTest::keyClick(&f.view, Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(f.people(), (QStringList{u"[ann]"_s, u"[cid]"_s, u"[bob]"_s, u"[unresolved]"_s}));
        QTest::keyClick(&f.view, Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(f.people().indexOf(u"[bob]"_s), 2); // the last stays the last
        QTest::keyClick(&f.view, Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QTest::keyClick(&f.view, Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(f.people(), (QStringList{u"[bob]"_s, u"[ann]"_s, u"[cid]"_s, u"[unresolved]"_s}));
        // Who is not there for a while finds the place kept.
        f.lens.setLastSeq(1);
        QCOMPARE(f.people(), QStringList{u"[ann]"_s});
        f.lens.setLastSeq(0);
        QCOMPARE(f.people(), (QStringList{u"[bob]"_s, u"[ann]"_s, u"[cid]"_s, u"[unresolved]"_s}));
    }

    void theMenuOfALane()
    {
        Lanes f;
        QSignalSpy filter(&f.view, &TimelineView::filterRequested);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        const TimelineLayout &layout = f.view.layoutForTest();
        const LaneGeometry shared = layout.lanes()[2]; // a1, under ann
        QMenu *menu = f.menuAt({60, shared.middle()});
        QVERIFY(menu);
        actionOf(menu, u"Filter to this ID")->trigger();
        QCOMPARE(filter.takeFirst().first().toString(), u"id:\"a1\""_s);
        actionOf(menu, u"Copy ID")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a1"_s);
        actionOf(menu, u"Go to first call")->trigger();
        QCOMPARE(activated.takeFirst().first().toUInt(), 1U);
        actionOf(menu, u"Go to first link")->trigger();
        QCOMPARE(activated.takeFirst().first().toUInt(), 1U);
        actionOf(menu, u"Go to first conflict")->trigger();
        QCOMPARE(activated.takeFirst().first().toUInt(), 5U);
        delete menu;

        menu = f.menuAt(f.headerOf("bob"));
        QVERIFY(!actionOf(menu, u"Go to first conflict")->isEnabled());
        actionOf(menu, u"Filter to this person")->trigger();
        const QString query = filter.takeFirst().first().toString();
        QVERIFY2(query.contains(u"bob") && query.contains(u"a2"), qPrintable(query));
        actionOf(menu, u"Move profile up")->trigger();
        QCOMPARE(f.people().first(), u"[bob]"_s);
        actionOf(menu, u"Show only")->trigger();
        QCOMPARE(f.people(), QStringList{u"[bob]"_s});
        delete menu;

        f.view.setCurrentSeq(2);
        menu = f.menuAt({0, 0}, QContextMenuEvent::Keyboard);
        QVERIFY(menu);
        QVERIFY(!actionOf(menu, u"Show only"));
        actionOf(menu, u"Show all")->trigger();
        QCOMPARE(f.people().size(), 4);
    }

    void joinsSayWhomTheyLeadTo()
    {
        Lanes lanes;
        lanes.add(CallType::Track, "a2", "cid", 55 * Second); // seen together, not joined
        const auto labels = [&] {
            QStringList lines;
            for (const JoinLabel &label :
                joinLabels(lanes.view.layoutForTest(), *lanes.pool, lanes.view.fontMetrics()))
                lines += u"#%1 %2%3"_s.arg(label.seq).arg(label.text, label.conflict ? u" !"_s : QString());
            return lines.join(u", "_s);
        };
        QCOMPARE(labels(), QString()); // no room for words
        lanes.view.setRoomy(true);
        QCOMPARE(labels(), u"#1 identify → ann, #2 identify → bob, #5 identify → cid !"_s);
        const TimelineLayout &layout = lanes.view.layoutForTest();
        for (const JoinLabel &label : joinLabels(layout, *lanes.pool, lanes.view.fontMetrics()))
            QVERIFY(layout.plotArea().contains(label.box));
        lanes.view.setLaneFilter({.show = LaneFilter::Show::Person, .person = lanes.person("bob")});
        QCOMPARE(labels(), u"#2 identify → bob"_s);
    }

    void joinsOfOneLaneDoNotOverlap()
    {
        Lanes lanes;
        lanes.view.setRoomy(true);
        for (int i = 0; i < 40; ++i)
            lanes.add(CallType::Identify, "shared", i % 2 ? "one-user" : "another-user", (60 + i) * Second);
        const auto labels = joinLabels(lanes.view.layoutForTest(), *lanes.pool, lanes.view.fontMetrics());
        QVERIFY(labels.size() > 4 && labels.size() < 40);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!labels[i].box.intersects(labels[j].box));
        }
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineLanes)
#include "tst_timelinelanes.moc"
