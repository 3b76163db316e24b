// SPDX-License-Identifier: MIT
#include "model/items/eventtableroles.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/findings/mutekeeper.h"
#include "ui/findings/rulewords.h"
#include "ui/findings/violationrows.h"
#include "ui/inspector/explanationpanel.h"
#include "ui/mainwindow.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"

#include <QAbstractItemModelTester>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// With the violations in sight.
struct Stage : test::Stage
{
    explicit Stage(quint32 calls)
    {
        add(calls);
        if (!window.showView(u"violations"_s))
            qFatal("there is no view of violations");
    }
    QTreeView *tree() { return find<QTreeView>(u"violationTree"_s); }
    /// The group of that name below `parent`; waits for it.
    QModelIndex group(const QString &name, const QModelIndex &parent = {})
    {
        QModelIndex found;
        const bool there = QTest::qWaitFor([&] {
            for (int row = 0; row < tree()->model()->rowCount(parent); ++row) {
                found = tree()->model()->index(row, 0, parent);
                if (found.data().toString() == name)
                    return true;
            }
            return false;
        });
        return there ? found : QModelIndex();
    }
    uint calls(const QModelIndex &index) const { return index.data(ViolationCallsRole).toUInt(); }
    quint32 errorRows() const { return document.severityCounts()[std::size_t(Severity::Error)]; }
    /// Chooses an entry of a menu that a person would have opened.
    static void choose(QMenu *menu, const QString &name)
    {
        emit menu->aboutToShow();
        auto *action = menu->findChild<QAction *>(name);
        if (!action)
            qFatal("no entry named %s", qPrintable(name));
        action->trigger();
    }
};

} // namespace

class FindingsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void everyRuleHasATitle()
    {
        QStringList titles;
        for (int i = 1; i < RuleCount; ++i) {
            const QString title = ruleTitle(static_cast<Rule>(i));
            QVERIFY2(!title.isEmpty(), ruleName(static_cast<Rule>(i)).data());
            QVERIFY2(!titles.contains(title), qPrintable(title));
            titles << title;
        }
    }

    void countsRulesWorstFirst()
    {
        Stage stage(24);
        const QModelIndex type = stage.group(u"Wrong type"_s);
        QVERIFY(type.isValid());
        const QAbstractItemModelTester tester(
            stage.tree()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(stage.calls(type), 2U);
        QCOMPARE(type.data(ViolationSeverityRole).toInt(), int(Severity::Error));
        int last = int(Severity::Error);
        for (int row = 0; row < stage.tree()->model()->rowCount(); ++row) {
            const int severity = stage.tree()->model()->index(row, 0).data(ViolationSeverityRole).toInt();
            QVERIFY(severity <= last);
            last = severity;
        }
        stage.add(12);
        QTRY_COMPARE(stage.calls(stage.group(u"Wrong type"_s)), 3U);
        const QModelIndex event = stage.group(u"Order Completed"_s, stage.group(u"Wrong type"_s));
        QVERIFY(stage.group(u"properties.revenue"_s, event).isValid());
        QVERIFY(stage.find<QDockWidget>(u"violationsDock"_s)
                    ->windowTitle()
                    .contains(QString::number(stage.tree()->model()->rowCount())));
    }

    void groupsBySeveralQuestions()
    {
        Stage stage(24);
        QVERIFY(stage.group(u"Wrong type"_s).isValid());
        stage.find<QToolButton>(u"groupByEvent"_s)->click();
        const QModelIndex event = stage.group(u"order completed"_s);
        QVERIFY(event.isValid());
        QVERIFY(stage.group(u"Name differs by case or spelling"_s, event).isValid());
        stage.find<QToolButton>(u"groupBySource"_s)->click();
        QVERIFY(stage.group(u"@segment/analytics-node checkout"_s).isValid());
    }

    void showsTheSeveritiesThatAreOn()
    {
        Stage stage(24);
        QVERIFY(stage.group(u"Wrong type"_s).isValid());
        QVERIFY(stage.group(u"Name differs by case or spelling"_s).isValid());
        stage.find<QToolButton>(u"violations-warning"_s)->click();
        for (int row = 0; row < stage.tree()->model()->rowCount(); ++row) {
            QCOMPARE(stage.tree()->model()->index(row, 0).data(ViolationSeverityRole).toInt(),
                int(Severity::Error));
        }
        stage.find<QToolButton>(u"violations-error"_s)->click();
        QCOMPARE(stage.tree()->model()->rowCount(), 0);
    }

    void searchFindsFieldsInsideGroups()
    {
        Stage stage(24);
        QVERIFY(stage.group(u"Wrong type"_s).isValid());
        QTest::keyClicks(stage.find<QLineEdit>(u"violationSearch"_s), u"revenue"_s);
        QTRY_COMPARE(stage.tree()->model()->rowCount(), 1);
        QCOMPARE(stage.tree()->model()->index(0, 0).data().toString(), u"Wrong type"_s);
    }

    void enterOpensTheFirstCallAtItsField()
    {
        Stage stage(24);
        const QModelIndex type = stage.group(u"Wrong type"_s);
        QTRY_COMPARE(stage.calls(type), 2U);
        stage.tree()->setFocus();
        stage.tree()->setCurrentIndex(type);
        QTest::keyClick(stage.tree(), Qt::Key_Return);
        QCOMPARE(stage.table()->currentSeq(), 5U);
        auto *explanation = stage.find<ExplanationPanel>(u"explanation"_s);
        QTRY_VERIFY(explanation->selection());
        QCOMPARE(explanation->selection()->pattern.value_or(QByteArray()), QByteArray("/properties/revenue"));
        QTRY_COMPARE(stage.find<QPushButton>(u"explanationOnly"_s)->text(), u"Filter these 2"_s);
        QTest::keyClick(stage.tree(), Qt::Key_F4);
        QTRY_COMPARE(stage.table()->currentSeq(), 17U);
        QTest::keyClick(stage.tree(), Qt::Key_F4); // around
        QTRY_COMPARE(stage.table()->currentSeq(), 5U);
        QTest::keyClick(stage.tree(), Qt::Key_F4, Qt::ShiftModifier);
        QTRY_COMPARE(stage.table()->currentSeq(), 17U);
    }

    void filterTheseShowsOnlyThemAndThoseThatCome()
    {
        Stage stage(24);
        const QModelIndex type = stage.group(u"Wrong type"_s);
        QTRY_COMPARE(stage.calls(type), 2U);
        stage.tree()->setCurrentIndex(type);
        stage.find<QToolButton>(u"filterTheseButton"_s)->click();
        QTRY_COMPARE(stage.table()->model()->rowCount(), 2);
        QCOMPARE(stage.table()->model()->index(1, 0).data(SeqRole).toUInt(), 17U);
        QVERIFY(stage.window.findChild<QWidget *>(u"band-only"_s)->isVisible());
        QTRY_COMPARE(stage.find<QLabel>(u"statusCalls"_s)->text(), u"2 of 24 calls shown"_s);
        stage.add(12);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 3);
        stage.find<QToolButton>(u"filterTheseButton"_s)->click();
        QTRY_VERIFY(stage.table()->model()->rowCount() > 30);
        QTRY_VERIFY(!stage.window.findChild<QWidget *>(u"band-only"_s));
    }

    void mutedFindingsDisappearEverywhereAndComeBack()
    {
        Stage stage(24);
        const QModelIndex type = stage.group(u"Wrong type"_s);
        QTRY_COMPARE(stage.calls(type), 2U);
        QCOMPARE(stage.errorRows(), 4U);
        QSignalSpy stored(&stage.window, &MainWindow::sessionMutesChanged);
        QVERIFY(stage.window.selectCall(5));
        auto *explanation = stage.find<ExplanationPanel>(u"explanation"_s);
        QTRY_VERIFY(explanation->selection());
        auto *muted = stage.find<QToolButton>(u"statusMuted"_s);
        QVERIFY(!muted->isVisible());

        Stage::choose(stage.find<QPushButton>(u"explanationMute"_s)->menu(), u"muteRuleHere"_s);
        QTRY_COMPARE(stage.errorRows(), 2U); // document: status bar
        QTRY_COMPARE(stage.find<QToolButton>(u"statusErrors"_s)->text(), u"2"_s);
        QTRY_VERIFY(stage.find<QToolButton>(u"chip-error"_s)->accessibleName().endsWith(u" 2"_s));
        const QModelIndex row = stage.table()->model()->index(4, 0);
        QCOMPARE(row.data(ErrorsRole).toInt(), 0); // table
        QTRY_VERIFY(!explanation->selection());    // inspector
        QTRY_VERIFY(muted->isVisible());
        QTRY_COMPARE(muted->text(), u"2 muted"_s);
        QTRY_COMPARE(stored.count(), 1);
        QVERIFY(stored.first().first().toByteArray().contains("\"type\""));

        stage.add(12); // calls that come are muted too
        QTRY_COMPARE(stage.errorRows(), 3U);

        auto *band = stage.window.findChild<QWidget *>(u"band-undo-mute"_s);
        QVERIFY(band);
        for (auto *button : band->findChildren<QPushButton *>())
            button->click();
        QTRY_COMPARE(stage.errorRows(), 6U);
        QTRY_COMPARE(stage.calls(stage.group(u"Wrong type"_s)), 3U);
        QTRY_VERIFY(!muted->isVisible());
        QTRY_VERIFY(explanation->selection());
    }

    void mutesOfTheFileJoinThoseOfTheSettings()
    {
        Stage stage(24);
        QTRY_COMPARE(stage.calls(stage.group(u"Wrong type"_s)), 2U);
        QTemporaryDir folder;
        Settings settings(std::make_unique<QSettings>(folder.filePath(u"s.ini"_s), QSettings::IniFormat));
        Mute always;
        always.rule = Rule::NameCase;
        always.always = true;
        settings.setValue(Setting::Mutes, mutesToJson({always}));
        stage.window.setSettings(&settings);
        Mute here;
        here.rule = Rule::Type;
        here.event = EventKey{CallType::Track, "Order Completed"};
        stage.window.addSessionMutes(mutesToJson({here}, false));
        QTRY_COMPARE(stage.errorRows(), 2U);
        QTRY_COMPARE(stage.find<QToolButton>(u"statusMuted"_s)->text(), u"4 muted"_s);
        // Another session: what is muted always stays.
        stage.document.setSession(stage.session.path(), stage.session.pool);
        QTRY_COMPARE(stage.find<QToolButton>(u"statusMuted"_s)->text(), u"0 muted"_s);
        Stage::choose(stage.find<QToolButton>(u"statusMuted"_s)->menu(), u"unmuteAll"_s);
        QCOMPARE(mutesFromJson(settings.value(Setting::Mutes).toByteArray()).size(), std::size_t(0));
    }
};

SPECTAP_GUI_TEST_MAIN(FindingsTest)
#include "tst_findings.moc"
