// SPDX-License-Identifier: MIT
#include "model/compare/comparisonreport.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/compare/compareeventsmodel.h"
#include "ui/compare/comparefieldsmodel.h"
#include "ui/compare/compareview.h"
#include "ui/files/droptarget.h"
#include "ui/settings/settings.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTimer>
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
        window.setEndpointStatus({EndpointStatus::Kind::SavedSession, test::Port, false, {}, 0});
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
    QString section(const QString &name)
    {
        return row(name).parent().data().toString().section(u"  "_s, 0, 0);
    }
    QToolButton *chip() { return find<QToolButton>(u"statusBaseline"_s); }
    /// Begins a new session in place of the one on screen, as Clear does.
    void clear(test::WindowSession &next)
    {
        document.setSession(next.path(), next.pool);
        window.setSessionName(u"Untitled session"_s, false);
    }
    QString changes(const QString &name)
    {
        return row(name).siblingAtColumn(CompareChangesColumn).data().toString();
    }

    test::WindowSession before;
};

/// A window that just began to capture, with settings of its own.
struct LiveStage : Stage
{
    LiveStage()
        : settings(std::make_unique<QSettings>(session.file(u"settings.ini"_s), QSettings::IniFormat))
    {
        clear(next);
        window.setEndpointStatus({EndpointStatus::Kind::Listening, test::Port, true, {}, 0});
        window.setSettings(&settings);
    }
    void receive(quint32 calls) { document.append(next.add(calls)); }
    void stopListening() { window.setEndpointStatus({}); }

    test::WindowSession next;
    Settings settings;
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
        QVERIFY(stage.find<QPushButton>(u"compareIgnored"_s)->text().startsWith(u"6 "));
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

    void viewAndThreadAreMadeWhenAskedFor()
    {
        Stage stage;
        QVERIFY(!stage.window.findChild<CompareView *>());
        stage.open();
        QVERIFY(stage.window.findChild<CompareView *>());
    }

    void baselineIsFollowedWhileCapturing()
    {
        LiveStage stage;
        QVERIFY(!stage.chip()->isVisible());
        stage.settings.setValue(Setting::Baseline, stage.before.path());
        QVERIFY(stage.chip()->isVisible());
        QCOMPARE(stage.chip()->text(), u"Baseline: shop"_s);
        // Of one call nothing can be said to be gone.
        stage.receive(1);
        QTRY_VERIFY2(
            stage.chip()->text().contains(u"9 events not seen yet"), qPrintable(stage.chip()->text()));
        QVERIFY(!stage.chip()->text().contains(u"gone"));
        QCOMPARE(stage.chip()->accessibleName(), stage.chip()->text());
        stage.next.edit = nextRelease;
        stage.receive(11);
        QTRY_COMPARE(
            stage.chip()->text(), u"1 event not seen yet, 1 new, 1 property changed since baseline"_s);
        QCOMPARE(stage.chip()->accessibleName(), QString(stage.chip()->text() + u", error"));
        // What is never sent is gone once nothing can come any more.
        stage.stopListening();
        QTRY_COMPARE(stage.chip()->text(), u"1 event gone, 1 new, 1 property changed since baseline"_s);
    }

    void whatFollowsIsWhatReadingAnewFinds()
    {
        LiveStage stage;
        stage.next.edit = nextRelease;
        SessionComparer following;
        SessionComparer sharing(following, nullptr);
        following.follow(&stage.document);
        following.setLive(true);
        QSignalSpy compared(&following, &SessionComparer::compared);
        stage.receive(5);
        following.ask({stage.before.path(), stage.next.path()});
        QTRY_COMPARE(compared.size(), 1);
        const auto newest = [&compared] {
            return compared.last()[0].value<std::shared_ptr<const ComparedFiles>>();
        };
        for (const quint32 calls : {1U, 30U, 12U}) {
            const quint32 sum = newest()->b->calls + calls;
            stage.receive(calls);
            QTRY_COMPARE(newest()->b->calls, sum);
            QCOMPARE(newest()->a, compared.first()[0].value<std::shared_ptr<const ComparedFiles>>()->a);
        }
        const auto report = [](const ComparedFiles &files) {
            return comparisonJson(
                {files.a->tally, files.b->tally, "a", "b", files.comparison, files.options});
        };
        const QByteArray followed = report(*newest());
        SessionComparer anew;
        anew.follow(&stage.document);
        anew.setLive(true);
        for (SessionComparer *other : {&sharing, &anew}) {
            QSignalSpy asked(other, &SessionComparer::compared);
            other->ask({stage.before.path(), stage.next.path(), newest()->options});
            QTRY_COMPARE(asked.size(), 1);
            const auto files = asked[0][0].value<std::shared_ptr<const ComparedFiles>>();
            QCOMPARE(report(*files), followed);
            QCOMPARE(files->b == newest()->b, other == &sharing); // read once for both
        }
    }

    void openComparisonFollowsAndKeepsItsPlace()
    {
        LiveStage stage;
        stage.next.edit = nextRelease;
        stage.settings.setValue(Setting::Baseline, stage.before.path());
        stage.receive(24);
        QTest::keyClick(&stage.window, Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        auto *view = stage.find<CompareView>(u"compareView"_s);
        QTRY_VERIFY(view->isVisible() && view->files() && view->isSettled());
        QCOMPARE(stage.section(u"Coupon Applied"_s), u"Not seen yet in B"_s);
        QVERIFY(stage.find<QToolButton>(u"compareA"_s)->text().contains(u"(baseline)"));
        stage.tree()->setCurrentIndex(stage.row(u"Product Viewed"_s));
        auto *fields = stage.find<QTreeView>(u"compareFields"_s);
        fields->setCurrentIndex(fields->model()->index(fields->model()->rowCount() - 1, 0));
        const QString field = fields->currentIndex().data().toString();
        const auto calls = [&] {
            return stage.row(u"Product Viewed"_s).siblingAtColumn(CompareBColumn).data().toString();
        };
        QCOMPARE(calls(), u"4"_s);
        QSignalSpy reset(stage.tree()->model(), &QAbstractItemModel::modelReset);
        stage.receive(24);
        QTRY_COMPARE(calls(), u"8"_s);
        QCOMPARE(reset.size(), 0); // the same rows: nothing moves
        QCOMPARE(stage.tree()->currentIndex().data().toString(), u"Product Viewed"_s);
        QCOMPARE(fields->currentIndex().data().toString(), field);
        // Another row comes: the place is kept all the same.
        stage.next.edit = [](QByteArray body) { return body.replace("Coupon Applied", "Something Else"); };
        stage.receive(12);
        QTRY_COMPARE(stage.section(u"Something Else"_s), u"New in B"_s);
        QCOMPARE(stage.tree()->currentIndex().data().toString(), u"Product Viewed"_s);
        QCOMPARE(fields->currentIndex().data().toString(), field);
        // Nobody looks: nothing is read for the view.
        stage.find<QTabWidget>(u"centreTabs"_s)->setCurrentIndex(0);
        const ComparedFiles *seen = view->files();
        stage.receive(12);
        QTRY_VERIFY(stage.chip()->text().contains(u"since baseline"));
        QCOMPARE(view->files(), seen);
        stage.find<QTabWidget>(u"centreTabs"_s)->setCurrentWidget(view);
        QTRY_COMPARE(calls(), u"12"_s);
        // Clear: what comes next is compared with the baseline, too.
        test::WindowSession third;
        stage.clear(third);
        stage.document.append(third.add(12));
        stage.find<QTabWidget>(u"centreTabs"_s)->setCurrentWidget(view);
        QTRY_COMPARE(calls(), u"2"_s);
        QCOMPARE(view->pathOf(false), third.path());
    }

    void baselineIsChosenByCommands()
    {
        LiveStage stage;
        const auto action = [&stage](
                                const char *name) { return stage.find<QAction>(QString::fromLatin1(name)); };
        QVERIFY(!action("noBaseline")->isEnabled());
        QVERIFY(!action("compareBaseline")->isEnabled());
        stage.receive(12);
        action("sessionAsBaseline")->trigger();
        QCOMPARE(stage.settings.value(Setting::Baseline).toString(), stage.next.path());
        QCOMPARE(stage.chip()->text(), u"This is the baseline"_s);
        QVERIFY(!action("compareBaseline")->isEnabled()); // with itself
        // Sessions that were open before are offered.
        stage.window.setSessionName(u"shop.spectap"_s, true);
        auto *menu = stage.find<QMenu>(u"baselineMenu"_s);
        emit menu->aboutToShow();
        QAction *recent = menu->actions().last();
        QCOMPARE(recent->toolTip(), QDir::toNativeSeparators(stage.next.path()));
        QVERIFY(recent->isChecked());
        test::WindowSession third;
        stage.clear(third);
        stage.document.append(third.add(12));
        QTRY_VERIFY2(stage.chip()->text() == u"Same as the baseline", qPrintable(stage.chip()->text()));
        QTest::mouseClick(stage.chip(), Qt::LeftButton);
        auto *view = stage.find<CompareView>(u"compareView"_s);
        QTRY_VERIFY(view->isVisible() && view->files());
        QTest::mouseClick(stage.find<QPushButton>(u"compareAccept"_s), Qt::LeftButton);
        QCOMPARE(stage.settings.value(Setting::Baseline).toString(), third.path());
        QCOMPARE(stage.chip()->text(), u"This is the baseline"_s);
        action("noBaseline")->trigger();
        QVERIFY(!stage.chip()->isVisible());
        QCOMPARE(stage.settings.value(Setting::Baseline).toString(), QString());
    }

    void missingBaselineIsSaid()
    {
        LiveStage stage;
        stage.settings.setValue(Setting::Baseline, stage.before.file(u"none.spectap"_s));
        stage.receive(12);
        QTRY_COMPARE(stage.chip()->text(), u"Baseline cannot be read"_s);
        QVERIFY(stage.chip()->toolTip().contains(u"none.spectap"));
    }

    void whatIsNotComparedIsKept()
    {
        LiveStage stage;
        stage.next.edit = nextRelease;
        stage.settings.setValue(Setting::Baseline, stage.before.path());
        stage.receive(12);
        QTRY_VERIFY(stage.chip()->text().contains(u"1 property changed"));
        stage.find<QAction>(u"compareBaseline"_s)->trigger();
        auto *view = stage.find<CompareView>(u"compareView"_s);
        QTRY_VERIFY(view->files() && view->isSettled());
        // The list can be seen and edited.
        QTimer::singleShot(0, view, [view] {
            auto *dialog = view->findChild<QInputDialog *>();
            QCOMPARE(dialog->textValue().section(u'\n', 0, 0), u"messageId"_s);
            dialog->setTextValue(QString(dialog->textValue() + u"\nproperties.quantity"));
            dialog->accept();
        });
        QTest::mouseClick(stage.find<QPushButton>(u"compareIgnored"_s), Qt::LeftButton);
        QVERIFY(stage.settings.value(Setting::NotCompared).toStringList().contains(u"properties.quantity"_s));
        QTRY_VERIFY2(!stage.chip()->text().contains(u"propert"), qPrintable(stage.chip()->text()));
        QTRY_VERIFY(view->isSettled() && stage.changes(u"Product Added"_s).contains(u"same properties"));
    }

    void readingCanBeCancelled()
    {
        test::WindowSession before;
        test::WindowSession now;
        for (int i = 0; i < 10; ++i) {
            before.add(1200);
            now.add(1200);
        }
        CompareView view;
        view.show();
        view.compare(before.path(), now.path());
        auto *cancel = view.findChild<QPushButton *>(u"compareCancel"_s);
        while (!cancel->isVisible() && !view.files())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(view.isSettled());
        QVERIFY(!cancel->isVisible());
        QTest::qWait(300);
        QVERIFY(!view.files());
        // What was read is gone on with.
        view.compare(before.path(), now.path());
        QTRY_VERIFY_WITH_TIMEOUT(view.files(), 60'000); // sanitizers are slow
        QCOMPARE(view.files()->a->tally.calls(), 12'000U);
        QVERIFY(view.files()->comparison.isSame());
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
