// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/testmain.h"
#include "ui/english.h"
#include "ui/mainwindow.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelinecard.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelineview.h"
#include "windowsession.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QToolButton>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// The window over a shop's calls, the timeline with the focus.
struct Stage
{
    Stage()
        : document(session.checker)
        , window(&document)
    {
        document.setSession(session.path(), session.pool);
        document.append(session.add(2 * test::WindowSession::RoundSize));
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        window.showView(u"identity"_s);
        timeline = window.findChild<TimelineView *>(u"identityTimeline"_s);
        timeline->layoutForTest();
        timeline->setFocus();
    }
    EventTable *table() { return window.findChild<EventTable *>(u"eventTable"_s); }
    QString filter() { return window.findChild<QLineEdit *>(u"filterEdit"_s)->text(); }

    test::WindowSession session;
    SessionDocument document;
    MainWindow window;
    TimelineView *timeline = nullptr;
};

} // namespace

class TestTimelineWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        installEnglishPlurals(*qApp);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void aRangeFiltersTheTable()
    {
        Stage stage;
        QVERIFY(stage.window.selectCall(5)); // of u_4217, as are 6, 7, 8 and 11
        QTest::keyClick(stage.timeline, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(stage.timeline, Qt::Key_Right, Qt::ShiftModifier);
        QTRY_VERIFY(stage.filter().startsWith(u"time:2025-"_s));
        QTRY_COMPARE(stage.table()->model()->rowCount(), 3);
        QCOMPARE(stage.table()->currentSeq(), 7U); // the one that was stepped to
        QTest::keyClick(stage.timeline, Qt::Key_Left, Qt::ShiftModifier);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 2);
        QTest::keyClick(stage.timeline, Qt::Key_Escape);
        QTRY_VERIFY(stage.filter().isEmpty());
        QTRY_VERIFY(stage.table()->model()->rowCount() > 20);
    }

    void theCardOpensTheCall()
    {
        Stage stage;
        QVERIFY(stage.window.selectCall(4));
        QTest::keyClick(stage.timeline, Qt::Key_Space);
        auto *card = stage.window.findChild<TimelineCard *>(u"timelineCard"_s);
        QVERIFY(card && card->isVisible() && card->hint().seq == 4);
        stage.window.showView(u"profile"_s);
        auto *inspector = stage.window.findChild<QDockWidget *>(u"inspectorDock"_s);
        card->findChild<QToolButton *>(u"openCall"_s)->click();
        QTRY_VERIFY(!inspector->visibleRegion().isEmpty());
        card->findChild<QToolButton *>(u"showInTable"_s)->click();
        QVERIFY(stage.table()->hasFocus());
        QCOMPARE(stage.table()->currentSeq(), 4U);
    }

    void theModeOfTheRulerIsRemembered()
    {
        QTemporaryDir folder;
        const auto settings = [&] {
            return Settings(
                std::make_unique<QSettings>(folder.filePath(u"settings.ini"_s), QSettings::IniFormat));
        };
        {
            Settings kept = settings();
            Stage stage;
            stage.window.setSettings(&kept);
            auto *button = stage.timeline->findChild<QToolButton *>(u"timeModeButton"_s);
            QVERIFY(button->text().startsWith(u"Local"_s));
            button->menu()->actions()[1]->trigger();
        }
        Settings kept = settings();
        Stage stage;
        stage.window.setSettings(&kept);
        QCOMPARE(stage.timeline->findChild<QToolButton *>(u"timeModeButton"_s)->text(), u"UTC"_s);
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineWindow)
#include "tst_timelinewindow.moc"
