// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "model/items/eventtableroles.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/errorannouncer.h"
#include "ui/filter/filteredit.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/table/eventwords.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelinebar.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelineview.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

using namespace spectap;
using namespace Qt::StringLiterals;
using test::Port;
using test::Stage;

namespace {

int lineCount(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : -1;
}

bool isInteractive(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) ||
           qobject_cast<const QComboBox *>(widget);
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void firstRunPageNamesTheAddress()
    {
        Stage stage;
        auto *page = stage.find<QWidget>(u"firstRunPage"_s);
        QVERIFY(page->isVisible());
        QCOMPARE(stage.find<QLineEdit>(u"firstRunAddress"_s)->text(), u"http://127.0.0.1:8799"_s);
        QCOMPARE(stage.find<QLineEdit>(u"endpointEdit"_s)->text(), u"http://127.0.0.1:8799"_s);
        auto *sdks = stage.find<QListWidget>(u"sdkList"_s);
        auto *code = stage.find<QPlainTextEdit>(u"snippetView"_s);
        QVERIFY(sdks->currentItem());
        QVERIFY(code->toPlainText().contains(u"8799"));
        stage.find<QPushButton>(u"copySnippetButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), code->toPlainText() + u'\n');

        QSignalSpy test(&stage.window, &MainWindow::testCallRequested);
        stage.find<QPushButton>(u"testCallButton"_s)->click();
        QCOMPARE(test.count(), 1);
    }

    void setUpPageCanBeAskedForWhenThereAreCalls()
    {
        Stage stage;
        auto *page = stage.find<QWidget>(u"firstRunPage"_s);
        auto *back = stage.find<QPushButton>(u"backToCallsButton"_s);
        QVERIFY(!back->isVisible());
        stage.add(1);
        QVERIFY(stage.table()->isVisible());

        stage.find<QAction>(u"setUpAction"_s)->trigger();
        QVERIFY(page->isVisible());
        QVERIFY(back->isVisible());
        QVERIFY(stage.find<QLineEdit>(u"sdkSearch"_s)->hasFocus());
        QVERIFY(!stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
        stage.add(1); // more calls do not take it away
        QVERIFY(page->isVisible());

        back->click();
        QVERIFY(stage.table()->isVisible());
        QVERIFY(stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
        QVERIFY(stage.window.showView(u"first-run"_s));
        QVERIFY(page->isVisible());
        QTest::keyClick(stage.find<QLineEdit>(u"sdkSearch"_s), Qt::Key_Escape);
        QVERIFY(stage.table()->isVisible());
    }

    void firstCallBringsTheTable()
    {
        Stage stage;
        QVERIFY(!stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
        stage.add(1);
        QVERIFY(stage.table()->isVisible());
        QVERIFY(stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
        QVERIFY(stage.find<QDockWidget>(u"timelineDock"_s)->isVisible());
    }

    void filterAppliesWhileTyping()
    {
        Stage stage;
        stage.add(24);
        stage.filter(u"type:page"_s);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 2);
        QTRY_COMPARE(stage.find<QLabel>(u"filterMatches"_s)->text(), u"2 of 24"_s);
        QTRY_COMPARE(stage.find<QLabel>(u"statusCalls"_s)->text(), u"2 of 24 calls shown"_s);
        QTest::keyClick(stage.find<QLineEdit>(u"filterEdit"_s), Qt::Key_Escape);
        QTRY_COMPARE(stage.find<QLabel>(u"statusCalls"_s)->text(), u"24 calls"_s);
    }

    void findGoesWhereTheFocusIs()
    {
        Stage stage;
        stage.add(12);
        stage.table()->selectSeq(5);
        QTRY_VERIFY(stage.window.isSettled());
        auto *filter = stage.find<QLineEdit>(u"filterEdit"_s);
        auto *find = stage.find<QLineEdit>(u"findEdit"_s);
        stage.table()->setFocus();
        QTest::keyClick(stage.table(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(filter->hasFocus() && !find->isVisible());
        auto *fields = stage.find<QWidget>(u"fieldTree"_s);
        fields->setFocus();
        QTest::keyClick(fields, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(find->hasFocus());
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(fields->hasFocus());
    }

    void filterNotUnderstoodKeepsTheLastResult()
    {
        Stage stage;
        stage.add(24);
        stage.filter(u"type:page"_s);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 2);
        auto *edit = stage.find<FilterEdit>(u"filterEdit"_s);
        QTest::keyClicks(edit, u" has:"_s);
        QTRY_VERIFY(!edit->isUnderstood());
        QTest::keyClick(edit, Qt::Key_Escape); // closes what completes it
        auto *reason = stage.find<QLabel>(u"filterReason"_s);
        QVERIFY(reason->isVisible());
        QVERIFY2(reason->text().endsWith(u"the last filter that worked holds: type:page"),
            qPrintable(reason->text()));
        QCOMPARE(stage.table()->model()->rowCount(), 2);
        QTest::keyClicks(edit, u"error"_s);
        QTRY_VERIFY(edit->isUnderstood());
        QVERIFY(!reason->isVisible());
    }

    void hostileExpressionSaysWhatItCouldNotTest()
    {
        Stage stage;
        stage.add(12);
        stage.filter(u"event~\"^((([a-zA-Z ]+)*[a-zA-Z ]*)*[a-z]*)*[0-9]$\""_s);
        QTRY_VERIFY(stage.window.findChild<QWidget *>(u"band-filter"_s));
        const QString words = stage.find<QWidget>(u"band-filter"_s)->accessibleName();
        QVERIFY2(words.contains(u"could not be tested on"), qPrintable(words));
        stage.filter(u"type:page"_s);
        QTRY_VERIFY(!stage.window.findChild<QWidget *>(u"band-filter"_s));
    }

    void newErrorsAreAnnounced()
    {
        static QStringList said;
        said.clear();
        Stage stage;
        auto *announcer = stage.find<ErrorAnnouncer>(u"errorAnnouncer"_s);
        announcer->setPause(300);
        announcer->setOn(true);
        // The offscreen platform has no QAccessible to be told.
        ErrorAnnouncer::setListener(
            [](QAccessibleEvent *event) { said << event->accessibleInterface()->text(QAccessible::Name); });
        const auto undo = qScopeGuard([] { ErrorAnnouncer::setListener(nullptr); });
        stage.add(12);
        stage.add(12);
        QTRY_COMPARE(said, QStringList{u"4 calls with errors"_s}); // one summary of both
        stage.add(4);                                              // all are fine
        stage.add(2);
        QTRY_COMPARE(said.size(), 2);
        QCOMPARE(said.constLast(), u"1 call with errors"_s);
        announcer->setOn(false);
        stage.add(12);
        stage.window.setEndpointStatus({EndpointStatus::Kind::SavedSession, 0, false, {}, 0});
        announcer->setOn(true); // but nothing arrives: it is read from a file
        stage.add(12);
        QTest::qWait(500);
        QCOMPARE(said.size(), 2);
    }

    void filterWithoutMatchOffersWaysOut()
    {
        Stage stage;
        stage.add(12);
        stage.filter(u"type:page event:Nothing"_s);
        QTRY_VERIFY(stage.find<QWidget>(u"noMatchPage"_s)->isVisible());
        auto *remove = stage.find<QPushButton>(u"removeTermButton"_s);
        QTRY_COMPARE(remove->text(), u"Remove event:Nothing, show 1"_s);
        QVERIFY(remove->isVisible());
        remove->click();
        QTRY_VERIFY(stage.table()->isVisible());
        QCOMPARE(stage.find<QLineEdit>(u"filterEdit"_s)->text(), u"type:page"_s);
        stage.filter(u"event:a event:b"_s); // none of them alone
        QTRY_VERIFY(stage.find<QWidget>(u"noMatchPage"_s)->isVisible());
        QTRY_VERIFY(stage.window.isSettled());
        QVERIFY(!remove->isVisible());
        stage.find<QPushButton>(u"clearFilterButton"_s)->click();
        QTRY_VERIFY(stage.table()->isVisible());
        QVERIFY(stage.find<QLineEdit>(u"filterEdit"_s)->text().isEmpty());
    }

    void chipsAndTextAreOneQuery()
    {
        Stage stage;
        stage.add(24);
        auto *edit = stage.find<QLineEdit>(u"filterEdit"_s);
        auto *pages = stage.find<QToolButton>(u"chip-page"_s);
        auto *errors = stage.find<QToolButton>(u"chip-error"_s);
        QTest::mouseClick(pages, Qt::LeftButton);
        QCOMPARE(edit->text(), u"-type:page"_s);
        QVERIFY(!pages->isChecked());
        QTRY_COMPARE(stage.find<QLabel>(u"statusCalls"_s)->text(), u"22 of 24 calls shown"_s);
        QTest::mouseClick(errors, Qt::LeftButton, Qt::ControlModifier);
        QCOMPARE(edit->text(), u"-type:page has:error"_s);
        stage.filter(u"type:page"_s);
        QTRY_VERIFY(pages->isChecked());
        QVERIFY(!stage.find<QToolButton>(u"chip-track"_s)->isChecked());
        QVERIFY(errors->isChecked());
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::AltModifier); // the page chip's key
        QTRY_VERIFY(edit->text().isEmpty());
    }

    void chipsCountWhatIsShown()
    {
        Stage stage;
        stage.add(24);
        QTRY_VERIFY(stage.find<QToolButton>(u"chip-page"_s)->accessibleName().endsWith(u" 2"));
        stage.filter(u"type:track"_s);
        QTRY_VERIFY(stage.find<QToolButton>(u"chip-page"_s)->accessibleName().endsWith(u" 0"));
        QTRY_VERIFY(stage.find<QToolButton>(u"chip-track"_s)->accessibleName().endsWith(u" 14"));
    }

    void pauseHoldsTheViewAndCountsOn()
    {
        Stage stage;
        stage.add(12);
        const int before = stage.table()->model()->rowCount();
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(stage.find<QToolButton>(u"captureButton"_s)->accessibleName(), u"Paused"_s);
        stage.add(5);
        QCOMPARE(stage.table()->model()->rowCount(), before);
        auto *band = stage.find<QWidget>(u"band-paused"_s);
        QTRY_VERIFY2(band->accessibleName().contains(u"5 new calls"), qPrintable(band->accessibleName()));
        // Show what waited, stay paused; then resume.
        band->findChild<QPushButton *>()->click();
        QCOMPARE(stage.table()->model()->rowCount(), before + 5);
        stage.add(1);
        QCOMPARE(stage.table()->model()->rowCount(), before + 5);
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(stage.table()->model()->rowCount(), before + 6);
        QTRY_VERIFY(!stage.window.findChild<QWidget *>(u"band-paused"_s));
    }

    void selectionStaysWhenRowsArrive()
    {
        Stage stage;
        stage.add(120);
        EventTable *table = stage.table();
        QVERIFY(stage.window.selectCall(40));
        QTRY_VERIFY(stage.window.isSettled());
        QCOMPARE(table->currentSeq(), 40U);
        const int top = table->rowAt(0);
        for (int i = 0; i < 5; ++i)
            stage.add(30);
        QCOMPARE(table->currentSeq(), 40U);
        QCOMPARE(table->selectedSeqs(), std::vector<quint32>{40});
        QCOMPARE(table->rowAt(0), top);
        QVERIFY(!table->isFollowing());
        auto *fresh = stage.find<QPushButton>(u"newCallsButton"_s);
        QVERIFY(fresh->isVisible());
        fresh->click();
        QVERIFY(table->isFollowing());
        QCOMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
        QCOMPARE(table->currentSeq(), 40U);
    }

    void selectionOutlivesAFilterThatHidesIt()
    {
        Stage stage;
        stage.add(24);
        QVERIFY(stage.window.selectCall(2));
        stage.filter(u"type:page"_s);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 2);
        QCOMPARE(stage.table()->currentSeq(), 2U);
        stage.filter(u" "_s);
        QTRY_VERIFY(stage.table()->model()->rowCount() > 2);
        QTRY_COMPARE(stage.table()->selectedSeqs(), std::vector<quint32>{2});
    }

    void followsOnlyFromTheEnd()
    {
        Stage stage;
        stage.add(120);
        EventTable *table = stage.table();
        QTRY_COMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
        stage.add(20);
        QTRY_COMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Home);
        QVERIFY(!table->isFollowing());
        stage.add(20);
        QCOMPARE(table->verticalScrollBar()->value(), 0);
        QTest::keyClick(table, Qt::Key_End);
        QVERIFY(table->isFollowing());
        QCOMPARE(table->currentSeq(), 160U);
    }

    void endOfTheTableCutsNoRow()
    {
        Stage stage;
        stage.add(120);
        EventTable *table = stage.table();
        const int row = table->rowHeight(0);
        // Whatever is left over in the height, the rows start whole below the header.
        for (int extra = 0; extra < row; extra += 5) {
            stage.window.resize(1440, 900 + extra);
            QTRY_COMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
            QCOMPARE(table->rowViewportPosition(table->rowAt(0)), 0);
            const int last = table->model()->rowCount() - 1;
            QVERIFY(table->rowViewportPosition(last) + row <= table->viewport()->height());
        }
        stage.add(7);
        QTRY_COMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
        QCOMPARE(table->rowViewportPosition(table->rowAt(0)), 0);
    }

    void narrowWindowsLeaveTheTableItsColumns()
    {
        Stage stage;
        stage.add(12);
        QTRY_VERIFY(stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
        stage.window.resize(1100, 800);
        QTRY_COMPARE(stage.table()->horizontalScrollBar()->maximum(), 0);
        const int narrow = stage.find<QDockWidget>(u"inspectorDock"_s)->width();
        stage.window.resize(1440, 900);
        QTRY_VERIFY(stage.find<QDockWidget>(u"inspectorDock"_s)->width() > narrow);
    }

    void rowsCopyAsTextAndBytes()
    {
        Stage stage;
        stage.add(12);
        QVERIFY(stage.window.selectCall(5));
        QTRY_VERIFY(stage.window.isSettled());
        stage.table()->setFocus();
        QTest::keyClick(stage.table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Order Completed"));
        QTest::keyClick(&stage.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            u"{\"type\":\"track\",\"event\":\"Order Completed\""));
        QTest::keyClick(&stage.window, Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl http://127.0.0.1:"));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"event\": \"Order Completed\""));
    }

    void numbersAreTheInspectorsTabs()
    {
        Stage stage;
        stage.add(3);
        auto *tabs = stage.find<QTabWidget>(u"inspectorTabs"_s);
        for (int number = 0; number < tabs->count(); ++number) {
            QTest::keyClick(&stage.window, Qt::Key(Qt::Key_1 + number), Qt::ControlModifier);
            QCOMPARE(tabs->currentIndex(), number);
        }
    }

    void clearAndUndoAskTheApp()
    {
        Stage stage;
        stage.add(3);
        QSignalSpy clear(&stage.window, &MainWindow::clearRequested);
        QSignalSpy undo(&stage.window, &MainWindow::undoClearRequested);
        QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(clear.count(), 1);
        QTest::keyClick(&stage.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undo.count(), 0);
        stage.window.showBand({Band::Kind::Info, u"Cleared 3 calls."_s, u"Undo"_s, "undo-clear"});
        stage.table()->setFocus();
        QTest::keyClick(&stage.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undo.count(), 1);
    }

    void anotherSessionForgetsTheSelection()
    {
        Stage stage;
        stage.add(12);
        QVERIFY(stage.window.selectCall(5));
        stage.document.setSession(stage.session.path(), stage.session.pool);
        QCOMPARE(stage.table()->currentSeq(), 0U);
        QVERIFY(stage.find<QWidget>(u"firstRunPage"_s)->isVisible());
    }

    void takenPortOffersTheNext()
    {
        Stage stage;
        stage.window.setEndpointStatus({EndpointStatus::Kind::PortInUse, Port, false, u"in use"_s, 8800});
        QVERIFY(stage.find<QWidget>(u"notListeningPage"_s)->isVisible());
        QSignalSpy listen(&stage.window, &MainWindow::listenRequested);
        auto *use = stage.find<QPushButton>(u"usePortButton"_s);
        QCOMPARE(use->text(), u"Use port 8800"_s);
        use->click();
        stage.find<QPushButton>(u"tryAgainButton"_s)->click();
        QCOMPARE(listen.count(), 2);
        QCOMPARE(listen[0][0].value<quint16>(), quint16(8800));
        QCOMPARE(listen[1][0].value<quint16>(), Port);
    }

    void answersAreChosenAndSaid()
    {
        QTemporaryDir folder;
        const auto store = [&folder] {
            return std::make_unique<QSettings>(folder.filePath(u"a.ini"_s), QSettings::IniFormat);
        };
        {
            Settings settings(store());
            Stage stage;
            stage.window.setSettings(&settings);
            auto *said = stage.find<QLabel>(u"statusAnswers"_s);
            QCOMPARE(stage.window.answerPolicy(), u"segment"_s);
            QVERIFY(!said->isVisible()); // the default goes without saying
            QSignalSpy requested(&stage.window, &MainWindow::answerPolicyRequested);
            const QList<QAction *> actions = stage.window.findChildren<QAction *>();
            for (QAction *action : actions) {
                if (action->data() == u"strict"_s)
                    action->trigger();
            }
            QCOMPARE(requested.size(), 1);
            QCOMPARE(requested[0][0].toString(), u"strict"_s);
            QVERIFY(said->isVisible() && !said->text().isEmpty());
        }
        Settings settings(store());
        Stage stage;
        stage.window.setSettings(&settings);
        QCOMPARE(stage.window.answerPolicy(), u"strict"_s);
        stage.window.setAnswerPolicy(u"always-200"_s); // for this run
        QCOMPARE(settings.value(Setting::AnswerPolicy).toString(), u"strict"_s);
    }

    void travelsWithTheSelectionUntilSentBack()
    {
        Stage stage;
        stage.add(24);
        const auto hasBand = [&] { return stage.window.findChild<QWidget *>(u"band-travel"_s) != nullptr; };
        QVERIFY(stage.table()->selectSeq(10));
        stage.find<QToolButton>(u"travelButton"_s)->click();
        QVERIFY(hasBand());
        QVERIFY(stage.find<QWidget>(u"band-travel"_s)->accessibleName().contains(u"#10"));
        QVERIFY(stage.table()->selectSeq(14)); // the moment goes with it
        QVERIFY(stage.find<QWidget>(u"band-travel"_s)->accessibleName().contains(u"#14"));
        QCOMPARE(stage.find<QToolButton>(u"travelButton"_s)->text(), u"As of #14"_s);
        stage.find<QWidget>(u"band-travel"_s)->findChild<QPushButton *>()->click();
        QTRY_VERIFY(!hasBand());
        QCOMPARE(stage.find<QToolButton>(u"travelButton"_s)->text(), u"As of now"_s);
        QVERIFY(stage.table()->selectSeq(3));
        QVERIFY(!hasBand());
    }

    void peopleAsOfAndSinceACallFromTheKeyboard()
    {
        Stage stage;
        stage.add(24);
        auto *asOf = stage.find<QAction>(u"asOfCall"_s);
        auto *compare = stage.find<QAction>(u"compareFrom"_s);
        QVERIFY(!asOf->isEnabled() && !compare->isEnabled()); // there is no call yet that they are about
        QVERIFY(stage.table()->selectSeq(10));
        QTest::keyClick(&stage.window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(asOf->isChecked());
        QCOMPARE(stage.find<QToolButton>(u"travelButton"_s)->text(), u"As of #10"_s);
        QTest::keyClick(&stage.window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!asOf->isChecked());
        QTest::keyClick(&stage.window, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(compare->isChecked());
        QVERIFY2(compare->text().contains(u"#10"), qPrintable(compare->text()));
        auto *since = stage.find<QToolButton>(u"keepMoment"_s);
        QVERIFY(since->isVisible()); // the card is brought up
        QCOMPARE(since->text(), u"Since #10"_s);
        since->click();
        QVERIFY(!compare->isChecked());
        compare->trigger();
        stage.document.setSession({}, stage.session.pool);
        QVERIFY(!compare->isChecked() && !compare->isEnabled());
    }

    /// As of a call by the calls' own time, what arrived after it may have happened and is not faint.
    void theMomentGoesByTheOrderChosen()
    {
        Stage stage;
        stage.add(4);
        const auto ink = [&](quint32 seq) { // the darkest pixel of the call's number
            const QModelIndex index = stage.table()->model()->index(int(seq) - 1, 0);
            const QRect cell = stage.table()->visualRect(index).adjusted(6, 2, -6, -2);
            const QImage image = stage.table()->viewport()->grab(cell).toImage();
            int darkest = 255;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    darkest = std::min(darkest, qGray(image.pixel(x, y)));
            }
            return darkest;
        };
        QTRY_VERIFY(!stage.table()->isTinted());
        QVERIFY(stage.table()->selectSeq(2));
        stage.find<QToolButton>(u"travelButton"_s)->click();
        QVERIFY(ink(1) < ink(3) - 20);
        const Micros late = stage.document.rows()[0].eventTime - 1'000'000;
        RowBatch batch;
        batch.firstSeq = 5;
        batch.rows.push_back(stage.document.rows()[0]);
        batch.rows.back().eventTime = late;
        stage.document.append(std::move(batch));
        QTRY_VERIFY(!stage.table()->isTinted());
        QVERIFY(ink(1) < ink(5) - 20); // it had not arrived
        stage.find<QToolButton>(u"readingButton"_s)->menu()->actions().constLast()->trigger();
        QTRY_VERIFY(ink(5) < ink(3) - 20);
        QVERIFY(ink(1) < ink(3) - 20);
    }

    void bandsReplaceAndLeave()
    {
        Stage stage;
        stage.window.showBand({Band::Kind::Warning, u"One"_s, u"Open"_s, "recover"});
        stage.window.showBand({Band::Kind::Warning, u"Two"_s, u"Open"_s, "recover"});
        auto *band = stage.find<QWidget>(u"band-recover"_s);
        QCOMPARE(band->accessibleName(), u"Two"_s);
        QSignalSpy action(&stage.window, &MainWindow::bandActionTriggered);
        band->findChild<QPushButton *>()->click();
        QCOMPARE(action.count(), 1);
        QCOMPARE(action[0][0].toByteArray(), QByteArray("recover"));
        stage.window.showBand({Band::Kind::Warning, {}, {}, "recover"});
        QTRY_VERIFY(!stage.window.findChild<QWidget *>(u"band-recover"_s));
    }

    void exportWritesAsManyCallsAsItSays_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<int>("calls");
        QTest::newRow("all, though filtered") << u"type:page"_s << u"allButton"_s << 24;
        QTest::newRow("filtered") << u"type:page"_s << u"filteredButton"_s << 2;
        QTest::newRow("filtered, folded copies too")
            << u"event:\"Coupon Applied\""_s << u"filteredButton"_s << 4;
        QTest::newRow("selected") << QString() << u"selectedButton"_s << 1;
    }

    void exportWritesAsManyCallsAsItSays()
    {
        QFETCH(const QString, filter);
        QFETCH(const QString, scope);
        QFETCH(const int, calls);
        Stage stage;
        stage.add(24);
        QVERIFY(stage.window.selectCall(4));
        if (!filter.isEmpty())
            stage.filter(filter);
        QTRY_VERIFY(stage.window.isSettled());
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = stage.find<QDialog>(u"exportDialog"_s);
        QVERIFY(!dialog->isModal());
        stage.add(12); // arrives while the dialog is open: not part of what it offered
        auto *button = dialog->findChild<QRadioButton *>(scope);
        QVERIFY(button->isVisible());
        button->click();
        QVERIFY2(button->text().contains(QString::number(calls)), qPrintable(button->text()));
        const QString path = stage.session.file(u"out.ndjson"_s);
        dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(path);
        dialog->findChild<QPushButton *>(u"exportButton"_s)->click();
        QTRY_VERIFY(stage.window.findChild<QWidget *>(u"band-exported"_s));
        QCOMPARE(lineCount(path), calls);
    }

    void exportShowsHowTheFileBegins()
    {
        Stage stage;
        stage.add(24);
        QTRY_VERIFY(stage.window.isSettled());
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = stage.find<QDialog>(u"exportDialog"_s);
        auto *preview = dialog->findChild<QPlainTextEdit *>(u"previewEdit"_s);
        auto *size = dialog->findChild<QLabel *>(u"sizeLabel"_s);
        auto *formats = dialog->findChild<QComboBox *>(u"formatBox"_s);
        QTRY_VERIFY(preview->toPlainText().contains(u"\"messageId\""));
        QTRY_VERIFY2(size->text().startsWith(u"About "), qPrintable(size->text()));
        const std::pair<QString, QString> begins[] = {{u"HAR archive"_s, u"{\"log\":{\"version\":\"1.2\""_s},
            {u"HTML report"_s, u"<main>"_s}, {u"cURL script"_s, u"#!/bin/sh"_s},
            {u"Markdown summary"_s, u"## Captured calls"_s}, {u"Batch bodies"_s, u"{\"batch\":["_s},
            {u"JSON"_s, u"{\"spectap\":1"_s}, {u"CSV table"_s, u"seq,receivedAt"_s}};
        for (const auto &[name, text] : begins) {
            formats->setCurrentText(name);
            QCOMPARE(formats->currentText(), name);
            QTRY_VERIFY2(
                preview->toPlainText().startsWith(text), qPrintable(name + preview->toPlainText().left(80)));
        }
    }

    void exportWritesTheColumnsChosen()
    {
        Stage stage;
        stage.add(24);
        QTRY_VERIFY(stage.window.isSettled());
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = stage.find<QDialog>(u"exportDialog"_s);
        auto *columns = dialog->findChild<QListWidget *>(u"columnList"_s);
        auto *write = dialog->findChild<QPushButton *>(u"exportButton"_s);
        QVERIFY(!columns->isVisible());
        dialog->findChild<QComboBox *>(u"formatBox"_s)->setCurrentText(u"CSV table"_s);
        QVERIFY(columns->isVisible() && !columns->isEnabled());
        QTRY_VERIFY(!columns->findItems(u"seq"_s, Qt::MatchExactly).isEmpty());
        QVERIFY(columns->count() > 17); // fields too
        dialog->findChild<QCheckBox *>(u"allColumnsBox"_s)->click();
        QVERIFY(columns->isEnabled());
        for (int i = 0; i < columns->count(); ++i)
            columns->item(i)->setCheckState(Qt::Unchecked);
        QVERIFY(!write->isEnabled());
        columns->setFocus();
        columns->setCurrentRow(columns->row(columns->findItems(u"name"_s, Qt::MatchExactly).constFirst()));
        QTest::keyClick(columns, Qt::Key_Space);
        QVERIFY(write->isEnabled());
        QTRY_VERIFY(
            dialog->findChild<QPlainTextEdit *>(u"previewEdit"_s)->toPlainText().startsWith(u"name\n"));
        const QString path = stage.session.file(u"out.csv"_s);
        dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(path);
        write->click();
        QTRY_VERIFY(stage.window.findChild<QWidget *>(u"band-exported"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readLine(), QByteArray("\xef\xbb\xbfname\r\n"));
        QCOMPARE(lineCount(path), 25);
    }

    void exportSaysWhyItCannotWrite()
    {
        Stage stage;
        stage.add(12);
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *dialog = stage.find<QDialog>(u"exportDialog"_s);
        dialog->findChild<QLineEdit *>(u"fileEdit"_s)
            ->setText(stage.session.file(u"no/such/folder/out.ndjson"_s));
        dialog->findChild<QPushButton *>(u"exportButton"_s)->click();
        auto *message = dialog->findChild<QLabel *>(u"messageLabel"_s);
        QTRY_VERIFY(message->isVisible());
        QVERIFY(message->text().contains(u"no/such/folder"));
        QVERIFY(dialog->isVisible());
    }

    void everyInteractiveWidgetHasAName()
    {
        Stage stage;
        stage.add(24);
        QVERIFY(stage.window.selectCall(5));
        QTRY_VERIFY(stage.window.isSettled());
        QStringList nameless;
        const QList<QWidget *> widgets = stage.window.findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool part = qobject_cast<const QHeaderView *>(widget) ||
                              qobject_cast<const QTabBar *>(widget->parentWidget()) ||
                              widget->inherits("QTableCornerButton") ||
                              widget->objectName().startsWith(u"qt_"_s);
            if (part || !isInteractive(widget) || !widget->isVisibleTo(&stage.window))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            if (!named) {
                nameless << u"%1 %2 in %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                    widget->objectName(),
                    widget->parentWidget()
                        ? QString::fromLatin1(widget->parentWidget()->metaObject()->className())
                        : QString());
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void rowsSpeak()
    {
        Stage stage;
        stage.add(12);
        const QAbstractItemModel *rows = stage.table()->model();
        const QString order = rows->index(4, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(order.startsWith(u"5, "), qPrintable(order));
        QVERIFY2(order.contains(u"track, Order Completed, user u_4217"), qPrintable(order));
        QVERIFY2(order.contains(u"error"), qPrintable(order));
        const QString nobody = rows->index(8, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(nobody.contains(u"no ID"), qPrintable(nobody));
    }

    void callsOfNobodySayWhichWay_data()
    {
        QTest::addColumn<Ingest>("ingest");
        QTest::addColumn<QString>("id");
        QTest::newRow("no ID at all: dropped") << Ingest::Dropped << u"no ID"_s;
        QTest::newRow("an ID that is nobody's: taken") << Ingest::Accepted << u"no usable ID"_s;
    }

    void callsOfNobodySayWhichWay()
    {
        QFETCH(const Ingest, ingest);
        QFETCH(const QString, id);
        QStandardItemModel facts(1, EventColumnCount);
        for (int column = 0; column < EventColumnCount; ++column) {
            const QModelIndex cell = facts.index(0, column);
            facts.setData(cell, static_cast<int>(CallType::Identify), TypeRole);
            facts.setData(cell, static_cast<int>(ingest), IngestRole);
        }
        EventWords words;
        words.setSourceModel(&facts);
        QCOMPARE(words.index(0, IdColumn).data().toString(), id);
        QCOMPARE(words.index(0, NameColumn).data().toString(), u"traits of nobody"_s);
        QVERIFY(words.index(0, SeqColumn).data(Qt::AccessibleTextRole).toString().contains(u", "_s + id));
    }

    void layoutIsKept()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
            Stage stage;
            stage.window.setSettings(&settings);
            stage.add(3);
            stage.find<QAction>(u"toggleInspector"_s)->trigger();
            stage.table()->setColumnHidden(2, true);
            stage.window.close();
        }
        Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
        Stage stage;
        stage.window.setSettings(&settings);
        stage.add(3);
        QVERIFY(!stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
        QVERIFY(stage.find<QDockWidget>(u"timelineDock"_s)->isVisible());
        QVERIFY(stage.table()->isColumnHidden(2));
    }

    /// What explains makes way for what can be pressed.
    void legendNeedsRoom()
    {
        QWidget place;
        TimelineBar bar(&place);
        bar.setConflicts(2);
        place.show();
        auto *legend = bar.findChild<QWidget *>(u"timelineLegend"_s);
        const QSize enough = bar.sizeHint();
        bar.resize(enough);
        QTRY_VERIFY(legend->isVisible());
        bar.resize(enough.width() - 1, enough.height());
        QTRY_VERIFY(!legend->isVisible());
        bar.resize(enough);
        QTRY_VERIFY(legend->isVisible());
    }

    void timelineAsTab()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
            Stage stage;
            stage.window.setSettings(&settings);
            stage.add(3);
            auto *timeline = stage.find<TimelineView>(u"identityTimeline"_s);
            auto *dock = stage.find<QDockWidget>(u"timelineDock"_s);
            auto *tabs = stage.find<QTabWidget>(u"centreTabs"_s);
            QVERIFY(dock->isAncestorOf(timeline));
            const int lane = timeline->layoutForTest().metrics().lane;

            stage.find<QAction>(u"timelineTab"_s)->trigger();
            QVERIFY(tabs->isAncestorOf(timeline) && timeline->isVisible());
            QVERIFY(!dock->isVisible() && !stage.table()->isVisible());
            QVERIFY(timeline->layoutForTest().metrics().lane > lane);
            QVERIFY(stage.window.showView(u"events"_s));
            QVERIFY(stage.table()->isVisible() && !timeline->isVisible());
            stage.add(3); // the dock does not come back by itself
            QVERIFY(!dock->isVisible());
            QVERIFY(stage.window.showView(u"identity"_s));
            QVERIFY(timeline->isVisible());

            stage.find<QAction>(u"timelineTab"_s)->trigger();
            QVERIFY(dock->isAncestorOf(timeline) && timeline->isVisible() && stage.table()->isVisible());
            QCOMPARE(tabs->count(), 1);
            QCOMPARE(timeline->layoutForTest().metrics().lane, lane);
            QVERIFY(stage.window.showView(u"timeline"_s));
            emit tabs->tabCloseRequested(1); // its own button
            QVERIFY(dock->isAncestorOf(timeline) && timeline->isVisible());
            stage.find<QAction>(u"timelineTab"_s)->trigger();
            stage.window.close();
        }
        Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
        Stage stage;
        stage.window.setSettings(&settings);
        QVERIFY(stage.find<QWidget>(u"firstRunPage"_s)->isVisible()); // nothing to show in the tab yet
        stage.add(3);
        QVERIFY(stage.find<QTabWidget>(u"centreTabs"_s)
                    ->isAncestorOf(stage.find<TimelineView>(u"identityTimeline"_s)));
        QVERIFY(!stage.find<QDockWidget>(u"timelineDock"_s)->isVisible());
    }

    /// Leaves pictures behind when SPECTAP_GRABS names a folder; nothing is compared here.
    void paintsInBothThemes()
    {
        auto &app = *qobject_cast<QApplication *>(QCoreApplication::instance());
        const QString folder = qEnvironmentVariable("SPECTAP_GRABS");
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            applyTheme(app, choice);
            Stage stage;
            const auto grab = [&](const QString &name) {
                QTRY_VERIFY(stage.window.isSettled());
                const QPixmap picture = stage.window.grab();
                QCOMPARE(picture.size(), stage.window.size() * picture.devicePixelRatio());
                if (!folder.isEmpty())
                    picture.save(u"%1/%2-%3.png"_s.arg(folder, name, themeChoiceName(choice)));
            };
            grab(u"first-run"_s);
            stage.add(50);
            QVERIFY(stage.window.selectCall(42));
            grab(u"events"_s);
            stage.filter(u"type:page has:"_s);
            QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier);
            stage.add(5);
            QTest::qWait(200);
            grab(u"paused"_s);
            stage.filter(u"event:Nothing"_s);
            QTest::qWait(200);
            grab(u"no-match"_s);
            stage.filter(u" "_s);
            QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier);
            stage.window.resize(960, 600);
            stage.table()->setFocus();
            QTest::keyClick(stage.table(), Qt::Key_Home);
            stage.add(20);
            QTest::qWait(300);
            grab(u"small"_s);
            QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
            auto *dialog = stage.find<QDialog>(u"exportDialog"_s);
            QTest::qWait(50);
            if (!folder.isEmpty())
                dialog->grab().save(u"%1/export-%2.png"_s.arg(folder, themeChoiceName(choice)));
            stage.window.setEndpointStatus({EndpointStatus::Kind::PortInUse, Port, false, {}, 8800});
            stage.document.setSession(stage.session.path(), stage.session.pool);
            QTest::qWait(50);
            grab(u"port"_s);
        }
        applyTheme(app, ThemeChoice::Light);
    }
};

SPECTAP_GUI_TEST_MAIN(MainWindowTest)

#include "tst_mainwindow.moc"
