// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/compare/compareeventsmodel.h"
#include "ui/compare/comparefieldsmodel.h"
#include "ui/compare/compareview.h"
#include "ui/files/droptarget.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QDateTime>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// What the next release sends: quantities as strings, no more coupons.
QByteArray nextRelease(QByteArray body)
{
    body.replace(R"("quantity":1)", R"("quantity":"1")");
    return body.replace("Coupon Applied", "Voucher Applied");
}

/// A window on the session of today, and the one of the release before in a file.
struct Stage : test::Stage
{
    Stage()
    {
        before.add(120);
        session.edit = nextRelease;
        add(144);
    }
    CompareView *open()
    {
        window.compareSessions(before.path(), session.path());
        auto *view = find<CompareView>(u"compareView"_s);
        if (!QTest::qWaitFor([view] { return view->isSettled() && view->files(); }))
            qFatal("the sessions are not compared");
        return view;
    }
    QTreeView *tree() { return find<QTreeView>(u"compareTree"_s); }
    QModelIndex row(const QString &name)
    {
        const QAbstractItemModel *model = tree()->model();
        const QModelIndexList found = model->match(model->index(0, 0), Qt::DisplayRole, name, 1,
            Qt::MatchExactly | Qt::MatchCaseSensitive | Qt::MatchRecursive);
        return found.value(0);
    }
    QString changes(const QString &name)
    {
        return row(name).siblingAtColumn(CompareChangesColumn).data().toString();
    }

    test::WindowSession before;
};

} // namespace

class CompareTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void tellsWhatIsDifferent()
    {
        Stage stage;
        stage.open();
        auto *tabs = stage.find<QTabWidget>(u"centreTabs"_s);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Compare shop, shop"_s);
        QCOMPARE(stage.row(u"Coupon Applied"_s).parent().data().toString(), u"Gone from B  1"_s);
        QCOMPARE(stage.changes(u"Coupon Applied"_s), u"not sent in B"_s);
        QCOMPARE(stage.row(u"Voucher Applied"_s).parent().data().toString(), u"New in B  1"_s);
        QCOMPARE(stage.row(u"Product Added"_s).parent().data().toString(), u"Changed  1"_s);
        QCOMPARE(stage.changes(u"Product Added"_s), u"1 type changed"_s);
        QCOMPARE(stage.row(u"Product Added"_s).siblingAtColumn(CompareAColumn).data().toString(), u"10"_s);
        QCOMPARE(stage.row(u"Product Added"_s).siblingAtColumn(CompareBColumn).data().toString(), u"12"_s);
        QCOMPARE(
            stage.row(u"Product Added"_s).siblingAtColumn(CompareProblemsColumn).data().toString(), u"+12"_s);
        QCOMPARE(stage.changes(u"Product Viewed"_s), u"+20 %, same properties"_s);
        QVERIFY(stage.row(u"Product Added"_s).data(Qt::AccessibleTextRole).toString().contains(u"12 in B"));
        // What has changed is shown first, with the field that did.
        QCOMPARE(stage.tree()->currentIndex(), stage.row(u"Product Added"_s));
        auto *fields = stage.find<QTreeView>(u"compareFields"_s);
        const QModelIndex field = fields->currentIndex();
        QCOMPARE(field.siblingAtColumn(CompareFieldNameColumn).data().toString(), u"quantity"_s);
        QCOMPARE(field.siblingAtColumn(CompareFieldATypeColumn).data().toString(), u"number"_s);
        QCOMPARE(field.siblingAtColumn(CompareFieldBTypeColumn).data().toString(), u"string"_s);
        QCOMPARE(field.siblingAtColumn(CompareFieldBSentColumn).data().toString(), u"100%"_s);
        QCOMPARE(field.siblingAtColumn(CompareFieldExampleColumn).data().toString(), u"\"1\""_s);
    }

    void callsBehindAChangeAreAFilter()
    {
        Stage stage;
        stage.open();
        QTest::mouseClick(stage.find<QPushButton>(u"compareThese"_s), Qt::LeftButton);
        QCOMPARE(stage.find<QLineEdit>(u"filterEdit"_s)->text(),
            u"type:track event=\"Product Added\" typeof:properties.quantity=string"_s);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 12);
        QVERIFY(stage.table()->isVisible());
    }

    void aFieldCanBeLeftOut()
    {
        Stage stage;
        CompareView *view = stage.open();
        QTest::mouseClick(stage.find<QPushButton>(u"compareIgnore"_s), Qt::LeftButton);
        QTRY_VERIFY(view->isSettled());
        // The rule that speaks of it is left out with it.
        QCOMPARE(stage.changes(u"Product Added"_s), u"+20 %, same properties"_s);
        QVERIFY(stage.find<QToolButton>(u"compareIgnored"_s)->text().startsWith(u"6 "));
    }

    void twoDroppedSessionsAreCompared()
    {
        Stage stage;
        QFile older(stage.before.path());
        QVERIFY(older.open(QIODevice::ReadWrite));
        QVERIFY(
            older.setFileTime(QDateTime::currentDateTime().addDays(-7), QFileDevice::FileModificationTime));
        older.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(stage.before.path()), QUrl::fromLocalFile(stage.session.path())});
        const DropResult result = DropResult::of(&data);
        QCOMPARE(result.words, u"Compare shop.spectap with shop.spectap"_s);
        QCOMPARE(result.compared, (QStringList{stage.before.path(), stage.session.path()})); // the older is A
        const QPoint middle = stage.window.rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&stage.window, &enter);
        auto *target = stage.find<DropTarget>(u"dropTarget"_s);
        QVERIFY(target->isVisible());
        QCoreApplication::sendEvent(target, &enter); // what lies below the pointer now
        QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(target, &drop);
        auto *view = stage.find<CompareView>(u"compareView"_s);
        QTRY_VERIFY(view->isVisible() && view->isSettled() && view->files());
        QCOMPARE(stage.changes(u"Coupon Applied"_s), u"not sent in B"_s);
    }

    void keysDoIt()
    {
        Stage stage;
        CompareView *view = stage.open();
        QVERIFY(stage.tree()->hasFocus());
        auto *swap = stage.find<QPushButton>(u"compareSwap"_s);
        swap->setFocus();
        QTest::keyClick(swap, Qt::Key_Space);
        QTRY_VERIFY(view->isSettled());
        QTRY_COMPARE(stage.changes(u"Voucher Applied"_s), u"not sent in B"_s);
        auto *hide = stage.find<QCheckBox>(u"compareHideSame"_s);
        const int sections = stage.tree()->model()->rowCount();
        hide->setFocus();
        QTest::keyClick(hide, Qt::Key_Space);
        QVERIFY(!hide->isChecked());
        QVERIFY(stage.tree()->model()->rowCount() >= sections);
    }

    void reportsAreWhatIsShown_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("Markdown") << u"md"_s << QByteArray("1 event gone, 1 event new, 1 event changed");
        QTest::newRow("HTML") << u"html"_s << QByteArray("Voucher Applied");
        QTest::newRow("JSON") << u"json"_s << QByteArray("\"change\":\"gone\"");
    }
    void reportsAreWhatIsShown()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, part);
        test::WindowSession before;
        test::WindowSession now;
        before.add(120);
        now.edit = nextRelease;
        now.add(144);
        CompareView view;
        QSignalSpy saved(&view, &CompareView::saveRequested);
        view.compare(before.path(), now.path());
        QTRY_VERIFY(view.isSettled() && view.files());
        const QList<QAction *> actions = view.findChild<QToolButton *>(u"compareSave"_s)->menu()->actions();
        for (QAction *action : actions)
            action->trigger();
        QCOMPARE(saved.size(), 3);
        for (const QList<QVariant> &one : saved) {
            if (one[1].toString() == suffix)
                QVERIFY2(one[0].toByteArray().contains(part), one[0].toByteArray());
        }
    }

    void whatCannotBeReadIsSaid()
    {
        test::WindowSession now;
        now.add(12);
        CompareView view;
        QSignalSpy failed(&view, &CompareView::failed);
        view.compare(now.file(u"none.spectap"_s), now.path());
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(u"none.spectap"));
    }

    void modelsHold()
    {
        test::WindowSession before;
        test::WindowSession now;
        before.add(120);
        now.edit = nextRelease;
        now.add(144);
        SessionComparer comparer;
        QSignalSpy compared(&comparer, &SessionComparer::compared);
        comparer.ask({before.path(), now.path()});
        QTRY_COMPARE(compared.size(), 1);
        const auto files = compared[0][0].value<std::shared_ptr<const ComparedFiles>>();
        CompareEventsModel events;
        CompareFieldsModel fields;
        const QAbstractItemModelTester eventsTester(
            &events, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester fieldsTester(
            &fields, QAbstractItemModelTester::FailureReportingMode::QtTest);
        events.setFiles(files);
        for (const bool hide : {false, true, false}) {
            events.setHideSame(hide);
            for (int section = 0; section < events.rowCount(); ++section) {
                for (int i = 0; i < events.rowCount(events.index(section, 0)); ++i) {
                    const auto *row = events.rowAt(events.index(i, 0, events.index(section, 0)));
                    QVERIFY(row);
                    fields.setFields(files, &events.fieldsAt(*row), &events.treeAt(*row, DiffSide::A),
                        &events.treeAt(*row, DiffSide::B), "properties.");
                }
            }
        }
        fields.setFields(nullptr, nullptr, nullptr, nullptr, {});
        events.setFiles(nullptr);
        QCOMPARE(events.rowCount(), 0);
    }
};

SPECTAP_GUI_TEST_MAIN(CompareTest)
#include "tst_compare.moc"
