// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/testmain.h"
#include "timelinefixture.h"
#include "ui/english.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelineaccessible.h"
#include "ui/timeline/timelinetable.h"
#include "ui/timeline/timelinetablemodel.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

/// Two people: u1 had "a", which u2 took over (call 4, a conflict); "b" is nobody's; call 6 has no id.
void addPeople(TimelineFixture &f)
{
    f.add(CallType::Track, "a", "", 10 * Second);
    f.add(CallType::Identify, "a", "u1", 20 * Second);
    f.add(CallType::Track, "b", "", 30 * Second, 1);
    f.add(CallType::Identify, "a", "u2", 40 * Second);
    f.add(CallType::Track, "a", "", 50 * Second);
    f.add(CallType::Track, "", "", 60 * Second);
}

QStringList lanesHeard(TimelineFixture &f)
{
    f.view.layoutForTest();
    QStringList names;
    QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&f.view);
    for (int i = 0; i < timeline->childCount(); ++i) {
        QAccessibleInterface *child = timeline->child(i);
        if (child && child->role() == QAccessible::TreeItem)
            names += child->text(QAccessible::Name);
    }
    return names;
}

QAccessibleInterface *laneNamed(TimelineFixture &f, const QString &start)
{
    QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&f.view);
    for (int i = 0; i < timeline->childCount(); ++i) {
        QAccessibleInterface *child = timeline->child(i);
        if (child && child->text(QAccessible::Name).startsWith(start))
            return child;
    }
    return nullptr;
}

struct Heard
{
    QAccessible::Event type;
    QString name;
};
QList<Heard> heard;

void hear(QAccessibleEvent *event)
{
    QAccessibleInterface *about = event->accessibleInterface();
    heard.append({event->type(), about ? about->text(QAccessible::Name) : QString()});
}

QStringList rowOf(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells += model.index(row, column).data().toString();
    return cells;
}

} // namespace

class TestTimelineAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        installEnglishPlurals(*qApp);
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void cleanup() { TimelineAccessible::setListener(nullptr); }

    void lanesAreChildrenWithNames()
    {
        TimelineFixture f;
        addPeople(f);
        const QStringList expected{u"profile u1, 2 IDs, 2 calls"_s,
            u"anonymousId a, 2 calls, linked by identify #2, 1 conflict"_s,
            u"userId u1, 1 call, 1 conflict"_s, u"profile u2, 2 IDs, 2 calls, 1 conflict"_s,
            u"anonymousId a, 2 calls, linked by identify #4, 1 conflict"_s,
            u"userId u2, 1 call, 1 conflict"_s, u"Unresolved, 2 IDs, 2 calls"_s, u"anonymousId b, 1 call"_s,
            u"no ID, 1 call"_s};
        QCOMPARE(lanesHeard(f), expected);
        QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&f.view);
        QCOMPARE(timeline->role(), QAccessible::Tree);
        QCOMPARE(timeline->text(QAccessible::Name), u"Identity timeline"_s);
        for (int i = 0; i < timeline->childCount(); ++i) {
            QAccessibleInterface *child = timeline->child(i);
            QVERIFY(child && child->isValid());
            QCOMPARE(timeline->indexOfChild(child), i);
            QCOMPARE(child->parent(), timeline);
            QCOMPARE(timeline->child(i), child); // the same one again
        }
        QVERIFY(!timeline->child(timeline->childCount()));
    }

    void lanesAreWhereTheyAreSeen()
    {
        TimelineFixture f;
        addPeople(f);
        f.view.layoutForTest();
        QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&f.view);
        QAccessibleInterface *lane = laneNamed(f, u"anonymousId a"_s);
        QVERIFY(lane && !lane->rect().isEmpty());
        QVERIFY(!lane->state().offscreen);
        const QPoint middle = lane->rect().center();
        QCOMPARE(timeline->childAt(middle.x(), middle.y()), lane);
    }

    void headersFoldAndLanesOpen()
    {
        TimelineFixture f;
        addPeople(f);
        f.view.layoutForTest();
        QAccessibleInterface *header = laneNamed(f, u"profile u1"_s);
        QVERIFY(header && header->state().expandable && header->state().expanded);
        QVERIFY(!laneNamed(f, u"anonymousId b"_s)->state().expandable);
        auto *action =
            static_cast<QAccessibleActionInterface *>(header->interface_cast(QAccessible::ActionInterface));
        QVERIFY(action->actionNames().contains(QAccessibleActionInterface::toggleAction()));
        action->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(laneNamed(f, u"profile u1"_s)->state().collapsed);

        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        QAccessibleInterface *lane = laneNamed(f, u"anonymousId b"_s);
        static_cast<QAccessibleActionInterface *>(lane->interface_cast(QAccessible::ActionInterface))
            ->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(activated.takeFirst().first().toUInt(), 3U);
        QVERIFY(laneNamed(f, u"anonymousId b"_s)->state().selected);
    }

    void theCurrentCallIsAnnounced()
    {
        TimelineFixture f;
        addPeople(f);
        f.view.activateWindow();
        f.view.setFocus();
        QTRY_VERIFY(f.view.hasFocus());
        f.view.layoutForTest();
        QAccessible::queryAccessibleInterface(&f.view);
        heard.clear();
        TimelineAccessible::setListener(hear);
        f.view.setCurrentSeq(3);
        const auto focused = std::find_if(
            heard.begin(), heard.end(), [](const Heard &one) { return one.type == QAccessible::Focus; });
        QVERIFY(focused != heard.end());
        QCOMPARE(focused->name, u"3, 2025-11-14 10:37:10.000000, track, anon b, 1 error"_s);
        QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&f.view);
        QAccessibleInterface *call = timeline->focusChild();
        QVERIFY(call && call->state().focused);
        QCOMPARE(call->parent(), laneNamed(f, u"anonymousId b"_s));
        QCOMPARE(call->parent()->childCount(), 1);
        QCOMPARE(call->parent()->child(0), call);
        heard.clear();
        QTest::keyClick(&f.view, Qt::Key_Up);
        QVERIFY(!heard.isEmpty());
        QVERIFY2(heard.last().name.contains(u"user u2"_s), qPrintable(heard.last().name));
        f.view.setCurrentSeq(0);
        QVERIFY(!call->isValid());
    }

    void newLanesAreToldAndOldOnesForgotten()
    {
        TimelineFixture f;
        addPeople(f);
        const auto before = lanesHeard(f).size();
        heard.clear();
        TimelineAccessible::setListener(hear);
        f.add(CallType::Track, "new", "", 70 * Second);
        QCOMPARE(lanesHeard(f).size(), before + 1);
        QVERIFY(std::any_of(heard.begin(), heard.end(),
            [](const Heard &one) { return one.type == QAccessible::ObjectReorder; }));
        f.document.setSession({}, std::make_shared<StringPool>());
        QCOMPARE(lanesHeard(f).size(), 0);
    }

    void tableHasTheSameLanes()
    {
        TimelineFixture f;
        addPeople(f);
        TimelineTableModel model(f.view.layoutForTest(), &f.document, nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const TimeReading utc{.mode = TimeMode::Utc, .zoneAt = {}};
        model.rebuild(utc);
        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids += model.index(row, TimelineTableModel::IdColumn).data().toString();
        QCOMPARE(ids.count(u"a"_s), 2); // under both its owners
        const int b = int(ids.indexOf(u"b"_s));
        QCOMPARE(rowOf(model, b).mid(1), (QStringList{u"anonymousId"_s, u"b"_s, u"Unresolved"_s,
                                             u"10:37:10.000"_s, u"10:37:10.000"_s, u"1"_s, u""_s, u""_s}));
        const int handed = int(ids.lastIndexOf(u"a"_s));
        QCOMPARE(
            rowOf(model, handed).mid(1), (QStringList{u"anonymousId"_s, u"a"_s, u"u2"_s, u"10:37:20.000"_s,
                                             u"10:37:30.000"_s, u"2"_s, u"identify #4"_s, u"1"_s}));
        QCOMPARE(rowOf(model, model.rowCount() - 1)[TimelineTableModel::IdColumn], u"no ID"_s);
        QCOMPARE(model.index(handed, TimelineTableModel::CallsColumn).data(Qt::AccessibleTextRole).toString(),
            u"Calls: 2"_s);

        // The same lanes with another call keep their rows, another id makes them anew.
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        f.add(CallType::Track, "b", "", 70 * Second);
        f.view.layoutForTest();
        model.rebuild(utc);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(b, TimelineTableModel::CallsColumn).data().toString(), u"2"_s);
        f.add(CallType::Track, "c", "", 80 * Second);
        f.view.layoutForTest();
        model.rebuild(utc);
        QCOMPARE(reset.size(), 1);

        // Table and tree have whom the timeline shows, also those folded away.
        const auto all = lanesHeard(f).size();
        f.view.setLaneFilter({.show = LaneFilter::Show::Person, .person = {f.pool->intern("u1")}});
        QCOMPARE(lanesHeard(f), (QStringList{u"profile u1, 2 IDs, 2 calls"_s,
                                    u"anonymousId a, 2 calls, linked by identify #2, 1 conflict"_s,
                                    u"userId u1, 1 call, 1 conflict"_s}));
        QVERIFY(!laneNamed(f, u"anonymousId b"_s));
        QTest::keyClick(&f.view, Qt::Key_BracketLeft);
        QCOMPARE(lanesHeard(f).size(), 3);
        model.rebuild(utc);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(rowOf(model, 1).first(3), (QStringList{u"2"_s, u"userId"_s, u"u1"_s}));
        QAccessibleInterface *timeline = QAccessible::queryAccessibleInterface(&f.view);
        QCOMPARE(
            timeline->indexOfChild(timeline->child(timeline->childCount() - 1)), timeline->childCount() - 1);
        f.view.setLaneFilter({});
        QCOMPARE(lanesHeard(f).size(), all);
    }

    void tOpensTheTable()
    {
        TimelineFixture f;
        addPeople(f);
        f.view.layoutForTest();
        QTest::keyClick(&f.view, Qt::Key_T);
        auto *dialog = f.view.findChild<TimelineTable *>(u"timelineTable"_s);
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        auto *table = dialog->findChild<QTableView *>(u"timelineTableView"_s);
        auto *search = dialog->findChild<QLineEdit *>(u"timelineTableSearch"_s);
        const int all = table->model()->rowCount();
        QTest::keyClicks(search, u"unresolved"_s);
        QCOMPARE(table->model()->rowCount(), 2); // b, and the calls without an ID
        search->clear();
        QCOMPARE(table->model()->rowCount(), all);

        table->sortByColumn(TimelineTableModel::CallsColumn, Qt::DescendingOrder);
        const int most = table->model()->index(0, TimelineTableModel::CallsColumn).data().toInt();
        QVERIFY(most >= table->model()->index(all - 1, TimelineTableModel::CallsColumn).data().toInt());
        table->sortByColumn(TimelineTableModel::IdColumn, Qt::AscendingOrder);
        QSignalSpy activated(&f.view, &TimelineView::callActivated);
        int b = 0;
        while (table->model()->index(b, TimelineTableModel::IdColumn).data().toString() != u"b"_s)
            ++b;
        table->setCurrentIndex(table->model()->index(b, TimelineTableModel::IdColumn));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(activated.takeFirst().first().toUInt(), 3U);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QGuiApplication::clipboard()->text().contains(u"b\tUnresolved"_s),
            qPrintable(QGuiApplication::clipboard()->text()));
        f.add(CallType::Track, "c", "", 80 * Second); // shown by itself, and the row stays the current one
        f.view.layoutForTest();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), all + 1, 5000);
        QCOMPARE(
            table->currentIndex().siblingAtColumn(TimelineTableModel::IdColumn).data().toString(), u"b"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineAccess)
#include "tst_timelineaccess.moc"
