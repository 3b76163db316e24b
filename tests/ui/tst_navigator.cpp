// SPDX-License-Identifier: MIT
#include "ui/navigator/navigatorwords.h"

#include "model/items/eventtablemodel.h"
#include "model/items/navigatormodel.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/theme/tokens.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

struct Stage : test::Stage
{
    Stage()
    {
        add(24);
        settle();
    }
    void settle() { QTRY_VERIFY(window.isSettled()); }
    QTreeView *tree(const QString &name) { return find<QTreeView>(name); }
    quint32 shownCalls() { return window.findChild<EventTableModel *>()->shownCalls(); }
    QString filterText() { return find<QLineEdit>(u"filterEdit"_s)->text(); }
    /// The row called `name`, wherever in the tree.
    QModelIndex row(const QString &treeName, const QString &name)
    {
        return below(tree(treeName)->rootIndex(), name);
    }
    QModelIndex below(const QModelIndex &parent, const QString &name)
    {
        for (int i = 0; i < parent.model()->rowCount(parent); ++i) {
            const QModelIndex index = parent.model()->index(i, 0, parent);
            if (index.data().toString() == name)
                return index;
            if (const QModelIndex deeper = below(index, name); deeper.isValid())
                return deeper;
        }
        return {};
    }
    void click(const QString &treeName, const QString &name)
    {
        const QModelIndex index = row(treeName, name);
        if (!index.isValid())
            qFatal("no row %s, %s", qPrintable(name), qPrintable(filterText()));
        tree(treeName)->scrollTo(index);
        QTest::mouseClick(
            tree(treeName)->viewport(), Qt::LeftButton, {}, tree(treeName)->visualRect(index).center());
        settle();
    }
};

} // namespace

class NavigatorTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void nearMissesAreWaved()
    {
        Stage stage;
        const auto nearMiss = [&](const QString &name) {
            return stage.row(u"navigatorTree"_s, name).data(NavigatorNearMissRole).toBool();
        };
        QVERIFY(nearMiss(u"order completed"_s));
        QVERIFY(!nearMiss(u"Order Completed"_s));
        QVERIFY(!nearMiss(u"track"_s));
        const QModelIndex row = stage.row(u"navigatorTree"_s, u"order completed"_s);
        QVERIFY(row.data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"the name differs from one the Spec knows"));
        // Below its letters there is the warning's colour, and below the good name's there is not.
        QTreeView *tree = stage.tree(u"navigatorTree"_s);
        const auto waved = [&](const QString &name) {
            tree->scrollTo(stage.row(u"navigatorTree"_s, name));
            const QRect rect = tree->visualRect(stage.row(u"navigatorTree"_s, name));
            const QImage image = tree->viewport()->grab(rect.adjusted(0, 0, -rect.width() / 2, 0)).toImage();
            const QColor wave = Theme::light().of(Severity::Warning).fill;
            for (int y = image.height() / 2; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor at = image.pixelColor(x, y);
                    if (qAbs(at.red() - wave.red()) + qAbs(at.green() - wave.green()) +
                            qAbs(at.blue() - wave.blue()) <
                        60)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(waved(u"order completed"_s));
        QVERIFY(!waved(u"Product Viewed"_s));
    }

    void aRowIsAFilter()
    {
        Stage stage;
        QVERIFY(stage.tree(u"navigatorTree"_s)->isVisible());
        stage.click(u"navigatorTree"_s, u"Product Viewed"_s);
        QCOMPARE(stage.filterText(), u"type:track event=\"Product Viewed\""_s);
        const QModelIndex row = stage.row(u"navigatorTree"_s, u"Product Viewed"_s);
        QCOMPARE(stage.shownCalls(), row.data(NavigatorCallsRole).toUInt());

        stage.click(u"navigatorTree"_s, u"Product Added"_s); // instead
        QCOMPARE(stage.filterText(), u"type:track event=\"Product Added\""_s);
        stage.click(u"navigatorSources"_s, u"analytics.js"_s); // as well
        QCOMPARE(
            stage.filterText(), u"type:track event=\"Product Added\" lib=\"analytics.js\" key=\"web\""_s);
        stage.click(u"navigatorTree"_s, u"Product Added"_s); // no longer
        QCOMPARE(stage.filterText(), u"lib=\"analytics.js\" key=\"web\""_s);
        stage.click(u"navigatorTree"_s, u"page"_s);
        QCOMPARE(stage.filterText(), u"type:page lib=\"analytics.js\" key=\"web\""_s);
        stage.click(u"navigatorTree"_s, u"Home"_s);
        QCOMPARE(stage.filterText(), u"type:page lib=\"analytics.js\" key=\"web\" event=\"Home\""_s);
        stage.click(u"navigatorSources"_s, u"analytics.js"_s);
        stage.click(u"navigatorTree"_s, u"Home"_s);
        QCOMPARE(stage.filterText(), QString());
        QCOMPARE(stage.shownCalls(), stage.document.rows().size());
    }

    void whatWasTypedStays()
    {
        Stage stage;
        stage.filter(u"has:error user:u_4217"_s);
        stage.settle();
        stage.click(u"navigatorTree"_s, u"Order Completed"_s);
        stage.click(u"navigatorTree"_s, u"Order Completed"_s);
        QCOMPARE(stage.filterText(), u"has:error user:u_4217"_s);
        stage.filter(u"has:error OR type:page"_s);
        stage.settle();
        stage.click(u"navigatorSources"_s, u"analytics.js"_s);
        QCOMPARE(stage.filterText(), u"lib=\"analytics.js\" key=\"web\" (has:error OR type:page)"_s);
    }

    void worksFromTheKeyboard()
    {
        Stage stage;
        QTreeView *users = stage.tree(u"navigatorUsers"_s);
        users->setFocus();
        QTest::keyClick(users, Qt::Key_Home);
        QVERIFY(users->currentIndex().isValid());
        QTest::keyClick(users, Qt::Key_Return);
        stage.settle();
        QCOMPARE(stage.shownCalls(), users->currentIndex().data(NavigatorCallsRole).toUInt());
        QTest::keyClick(users, Qt::Key_Space);
        stage.settle();
        QCOMPARE(stage.filterText(), QString());
    }

    void figuresGrowInPlace()
    {
        Stage stage;
        const QPersistentModelIndex row = stage.row(u"navigatorTree"_s, u"Product Viewed"_s);
        const quint32 before = row.data(NavigatorCallsRole).toUInt();
        stage.click(u"navigatorTree"_s, u"Home"_s); // counts are of all calls, not of those shown
        stage.add(24);
        stage.settle();
        QCOMPARE(row.data(NavigatorCallsRole).toUInt(), 2 * before);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"calls"_s));
    }

    void goesBelowInANarrowWindow()
    {
        Stage stage;
        auto *dock = stage.find<QDockWidget>(u"navigatorDock"_s);
        auto *inspector = stage.find<QDockWidget>(u"inspectorDock"_s);
        auto *toggle = stage.find<QAction>(u"toggleNavigator"_s);
        QVERIFY(dock->isVisible() && toggle->isChecked());
        stage.window.resize(1000, 700);
        QTRY_COMPARE(stage.window.dockWidgetArea(dock), Qt::BottomDockWidgetArea);
        QVERIFY(stage.window.tabifiedDockWidgets(inspector).contains(dock));
        QVERIFY(dock->visibleRegion().isEmpty()); // the inspector is in front
        QVERIFY(stage.window.showView(u"navigator"_s));
        QTRY_VERIFY(!dock->visibleRegion().isEmpty());
        stage.window.resize(1440, 900);
        QTRY_COMPARE(stage.window.dockWidgetArea(dock), Qt::LeftDockWidgetArea);
        QVERIFY(dock->isVisible());
        toggle->trigger();
        QVERIFY(!dock->isVisible());
    }

    void sharesAreNeverRoundedAway_data()
    {
        QTest::addColumn<quint32>("problems");
        QTest::addColumn<quint32>("calls");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0U << 5U << u"0"_s;
        QTest::newRow("all") << 5U << 5U << u"100%"_s;
        QTest::newRow("one of very many") << 1U << 1000U << u"<1%"_s;
        QTest::newRow("all but one of very many") << 999U << 1000U << u"99%"_s;
        QTest::newRow("a third") << 1U << 3U << u"33%"_s;
        QTest::newRow("no calls") << 0U << 0U << u"0"_s;
    }
    void sharesAreNeverRoundedAway()
    {
        QFETCH(quint32, problems);
        QFETCH(quint32, calls);
        QTEST(navigatorShare(problems, calls), "text");
    }
};

SPECTAP_GUI_TEST_MAIN(NavigatorTest)
#include "tst_navigator.moc"
