// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/command/commandlist.h"
#include "ui/command/commandmodel.h"
#include "ui/english.h"
#include "ui/files/droptarget.h"
#include "ui/files/recentfiles.h"
#include "ui/settings/settings.h"
#include "ui/theme/apptheme.h"
#include "ui/theme/fonts.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

using namespace spectap;
using namespace Qt::StringLiterals;
using test::Stage;

namespace {

/// A window that remembers.
struct Remembering : Stage
{
    Remembering()
        : settings(std::make_unique<QSettings>(session.file(u"settings.ini"_s), QSettings::IniFormat))
    {
        window.setSettings(&settings);
    }
    /// The control that sets what is called `name`, of class T.
    template <typename T> T *control(const QString &name)
    {
        const QList<T *> all = find<QDialog>(u"settingsDialog"_s)->template findChildren<T *>();
        for (T *candidate : all) {
            if (candidate->accessibleName() == name)
                return candidate;
        }
        qFatal("nothing sets %s", qPrintable(name));
    }
    void trigger(const char *action) { find<QAction>(QString::fromLatin1(action))->trigger(); }

    Settings settings;
};

QWidget *active(const char *name)
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (widget->isVisible() && widget->objectName() == QLatin1StringView(name))
            return widget;
    }
    return nullptr;
}

} // namespace

/// Commands by their letters and keys, what can be set, files that come and go, and room for it all.
class WindowCommandsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void lettersFindCommands_data();
    void lettersFindCommands();
    void paletteDoesWhatIsTyped();
    void commandsAreModelled();
    void everyKeyIsListedOnce();
    void questionMarkTypedIsText();
    void settingsHoldAtOnce();
    void settingsFollowTheMenus();
    void settingsAreFoundByWords();
    void settingsGoBackToDefaults();
    void textSizeByKeys();
    void recentSessions();
    void filesDropped_data();
    void filesDropped();
    void narrowWindowsPutPanesBelow();
    void panesMoveByMenu();
    void guideLeadsFromPageToPage();
};

void WindowCommandsTest::initTestCase()
{
    installEnglishPlurals(*qApp);
    applyTheme(*qApp, ThemeChoice::Light);
}

void WindowCommandsTest::cleanup()
{
    applyText(*qApp, {});
    applyTheme(*qApp, ThemeChoice::Light);
}

void WindowCommandsTest::lettersFindCommands_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("best"); ///< of the three; empty: none
    QTest::newRow("first letters") << u"fn"_s << u"Follow newest"_s;
    QTest::newRow("part of a word") << u"retr"_s << u"Show retries"_s;
    QTest::newRow("words in order") << u"show ret"_s << u"Show retries"_s;
    QTest::newRow("a word's start beats its middle") << u"new"_s << u"Follow newest"_s;
    QTest::newRow("case does not matter") << u"PORT"_s << u"Export\u2026"_s;
    QTest::newRow("not there") << u"xyz"_s << QString();
    QTest::newRow("letters in another order") << u"wollof"_s << QString();
}

void WindowCommandsTest::lettersFindCommands()
{
    QFETCH(QString, typed);
    QFETCH(QString, best);
    QString found;
    int highest = -1;
    for (const QString &text : {u"Follow newest"_s, u"Show retries"_s, u"Export\u2026"_s}) {
        if (const int quality = matchQuality(typed, text); quality > highest) {
            highest = quality;
            found = text;
        }
    }
    QCOMPARE(found, best);
}

void WindowCommandsTest::paletteDoesWhatIsTyped()
{
    Remembering stage;
    stage.add(24);
    QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier);
    QWidget *palette = active("commandPalette");
    QVERIFY(palette);
    auto *edit = palette->findChild<QLineEdit *>(u"paletteEdit"_s);
    QVERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"show retries"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QTRY_VERIFY(stage.settings.value(Setting::ShowRetries).toBool());

    stage.trigger("paletteAction");
    QVERIFY(edit->text().isEmpty());
    QTest::keyClicks(edit, u"#17"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(stage.table()->currentSeq(), 17U);

    stage.trigger("paletteAction");
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!palette->isVisible());
}

void WindowCommandsTest::commandsAreModelled()
{
    Stage stage;
    CommandModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setCommands(commandsOf(stage.window.menuBar()));
    const int all = model.rowCount();
    QVERIFY(all > 50);
    model.setPattern(u"high contrast"_s);
    QVERIFY(model.rowCount() >= 1 && model.rowCount() < all);
    QCOMPARE(model.index(0, 0).data().toString(), u"High contrast"_s);
    QCOMPARE(model.index(0, 0).data(CommandModel::MenuRole).toString(), u"View \u203a Appearance"_s);
    QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"View"));
    delete model.actionAt(0); // a menu that fills itself anew
    QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsEnabled));
    model.setPattern(u"no such command at all"_s);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.actionAt(0));
}

void WindowCommandsTest::everyKeyIsListedOnce()
{
    Stage stage;
    stage.add(3);
    QTest::keyClick(stage.table(), Qt::Key_Question);
    QWidget *sheet = active("shortcutSheet");
    QVERIFY(sheet);
    auto *list = sheet->findChild<QTreeWidget *>(u"shortcutList"_s);
    QSet<QString> listed;
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        for (int k = 0; k < list->topLevelItem(i)->childCount(); ++k)
            listed << list->topLevelItem(i)->child(k)->text(1);
    }
    // Whatever has a key must be found in a menu, and no key may be given twice: neither would work.
    QHash<QString, QString> owners;
    const QList<QAction *> actions = stage.window.actions();
    for (const QAction *action : actions) {
        QList<QKeySequence> keys = action->shortcuts();
        keys.removeAll(QKeySequence());
        for (const QKeySequence &key : keys) {
            const QString text = key.toString();
            QVERIFY2(!owners.contains(text),
                qPrintable(QString(text + u": " + owners.value(text) + u" and " + action->text())));
            owners.insert(text, action->text());
        }
        if (keys.isEmpty())
            continue;
        const QString native =
            QKeySequence::listToString(keys, QKeySequence::NativeText).replace(u"; "_s, u"   "_s);
        QVERIFY2(listed.contains(native), qPrintable(QString(action->text() + u' ' + native)));
    }
    auto *search = sheet->findChild<QLineEdit *>(u"shortcutSearch"_s);
    search->setText(u"follow"_s);
    int shown = 0;
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        for (int k = 0; k < list->topLevelItem(i)->childCount(); ++k)
            shown += !list->topLevelItem(i)->isHidden() && !list->topLevelItem(i)->child(k)->isHidden();
    }
    QVERIFY(shown >= 1 && shown < 5);
}

void WindowCommandsTest::questionMarkTypedIsText()
{
    Stage stage;
    stage.add(3);
    stage.filter(u"event:Order?"_s);
    QCOMPARE(stage.find<QLineEdit>(u"filterEdit"_s)->text(), u"event:Order?"_s);
    QVERIFY(!active("shortcutSheet"));
}

void WindowCommandsTest::settingsHoldAtOnce()
{
    Remembering stage;
    stage.add(12);
    QSignalSpy listen(&stage.window, &MainWindow::listenRequested);
    QSignalSpy answers(&stage.window, &MainWindow::answerPolicyRequested);
    QSignalSpy bodies(&stage.window, &MainWindow::largestBodyRequested);
    stage.trigger("settingsAction");

    auto *port = stage.control<QSpinBox>(u"Port"_s);
    port->selectAll();
    QTest::keyClicks(port, u"9123"_s);
    QCOMPARE(listen.count(), 0); // 9, 91 and 912 were not meant
    QTest::keyClick(port, Qt::Key_Return);
    QCOMPARE(listen.count(), 1);
    QCOMPARE(listen.first().first().toInt(), 9123);

    auto *policy = stage.control<QComboBox>(u"Answers to SDKs"_s);
    policy->setCurrentIndex(policy->findData(u"strict"_s));
    QCOMPARE(answers.last().first().toString(), u"strict"_s);
    QCOMPARE(stage.window.answerPolicy(), u"strict"_s);
    stage.control<QSpinBox>(u"Limit: largest request"_s)->setValue(4);
    QCOMPARE(bodies.last().first().toInt(), 4);

    auto *theme = stage.control<QComboBox>(u"Theme"_s);
    theme->setCurrentIndex(theme->findData(u"contrast"_s));
    QTRY_VERIFY(themeOf(&stage.window).plain);
    const int before = stage.window.fontInfo().pixelSize();
    stage.control<QSpinBox>(u"Text size"_s)->setValue(150);
    QTRY_COMPARE(stage.window.fontInfo().pixelSize(), qRound(before * 1.5));
    const QString family = monoFont(stage.window.font()).families().constFirst();
    auto *fixed = stage.control<QComboBox>(u"Fixed-width font"_s);
    if (fixed->count() > 1) {
        fixed->setCurrentIndex(1);
        QCOMPARE(monoFont(stage.window.font()).families().constFirst(), fixed->currentData().toString());
        stage.settings.reset(Setting::FixedFont);
        QCOMPARE(monoFont(stage.window.font()).families().constFirst(), family);
    }
    // Another window finds all that.
    Settings again(std::make_unique<QSettings>(stage.session.file(u"settings.ini"_s), QSettings::IniFormat));
    QCOMPARE(again.value(Setting::Port).toInt(), 9123);
    QCOMPARE(again.value(Setting::Appearance).toString(), u"contrast"_s);
}

void WindowCommandsTest::settingsFollowTheMenus()
{
    Remembering stage;
    stage.trigger("settingsAction");
    auto *retries = stage.control<QCheckBox>(u"Show retries"_s);
    QVERIFY(!retries->isChecked());
    for (const Command &command : commandsOf(stage.window.menuBar())) {
        if (command.text == u"Show retries" || command.text == u"Always 200")
            command.action->trigger();
    }
    QVERIFY(retries->isChecked());
    QCOMPARE(stage.control<QComboBox>(u"Answers to SDKs"_s)->currentData().toString(), u"always-200"_s);
    retries->click();
    QVERIFY(!stage.settings.value(Setting::ShowRetries).toBool());
    auto *lan = stage.control<QCheckBox>(u"Address: local network as well"_s);
    QSignalSpy asked(&stage.window, &MainWindow::lanRequested);
    lan->click();
    QCOMPARE(asked.count(), 1);
}

void WindowCommandsTest::settingsAreFoundByWords()
{
    Remembering stage;
    stage.trigger("settingsAction");
    auto *search = stage.find<QLineEdit>(u"settingsSearch"_s);
    QCOMPARE(search->window()->focusWidget(), search);
    QTest::keyClicks(search, u"older long"_s);
    QVERIFY(stage.control<QSpinBox>(u"Retention: for how long"_s)->isVisible());
    QVERIFY(!stage.control<QSpinBox>(u"Port"_s)->isVisible());
    search->setText(u"capture"_s); // a section: all of it
    QVERIFY(stage.control<QSpinBox>(u"Port"_s)->isVisible());
    search->clear();
    QVERIFY(stage.control<QComboBox>(u"Font"_s)->isVisible());
}

void WindowCommandsTest::settingsGoBackToDefaults()
{
    Remembering stage;
    stage.trigger("settingsAction");
    stage.control<QSpinBox>(u"Retention: captures without a name"_s)->setValue(50);
    stage.control<QSpinBox>(u"Limit: largest request"_s)->setValue(64);
    auto *one = stage.control<QToolButton>(u"Reset Limit: largest request"_s);
    QVERIFY(one->isVisible());
    one->click();
    QVERIFY(!one->isVisible());
    QCOMPARE(stage.settings.value(Setting::LargestBody).toInt(), 32);
    QCOMPARE(stage.settings.value(Setting::KeepSessions).toInt(), 50);
    auto *all = stage.find<QPushButton>(u"resetSettings"_s);
    all->click(); // asks
    QCOMPARE(stage.settings.value(Setting::KeepSessions).toInt(), 50);
    all->click();
    QCOMPARE(stage.settings.value(Setting::KeepSessions).toInt(), 10);
}

void WindowCommandsTest::textSizeByKeys()
{
    Remembering stage;
    QTest::keyClick(&stage.window, Qt::Key_Plus, Qt::ControlModifier);
    QTest::keyClick(&stage.window, Qt::Key_Equal, Qt::ControlModifier);
    QCOMPARE(stage.settings.value(Setting::TextSize).toInt(), 120);
    QTest::keyClick(&stage.window, Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(stage.settings.value(Setting::TextSize).toInt(), 110);
    QTest::keyClick(&stage.window, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(stage.settings.value(Setting::TextSize).toInt(), 100);
}

void WindowCommandsTest::recentSessions()
{
    Remembering stage;
    stage.add(1);
    stage.window.setSessionName(u"shop.spectap"_s, true);
    stage.window.setSessionName(u"shop.spectap"_s, true); // once is enough
    auto *menu = stage.find<QMenu>(u"recentMenu"_s);
    QSignalSpy wanted(&stage.window, &MainWindow::earlierCapturesWanted);
    emit menu->aboutToShow();
    QCOMPARE(wanted.count(), 1);
    stage.window.setEarlierCaptures({{u"/data/one.spectap"_s, 1'763'116'000'000'000, 1626}});
    emit menu->aboutToShow();
    QStringList texts;
    const QList<QAction *> actions = menu->actions();
    for (const QAction *action : actions)
        texts << action->text();
    QVERIFY2(texts.first().startsWith(u"shop.spectap"_s), qPrintable(texts.first()));
    QCOMPARE(texts.filter(u"shop.spectap"_s).size(), 1);
    QCOMPARE(texts.filter(u"1,626 calls"_s).size(), 1);

    QSignalSpy opened(&stage.window, &MainWindow::openRequested);
    actions.first()->trigger();
    QCOMPARE(opened.last().first().toString(), stage.session.path());
    actions.last()->trigger(); // forgets them
    emit menu->aboutToShow();
    QVERIFY(!menu->actions().first()->text().startsWith(u"shop.spectap"_s));
}

void WindowCommandsTest::filesDropped_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("session");
    QTest::addColumn<QStringList>("plans");
    const QStringList none;
    QTest::newRow("a session") << QStringList{u"/a/shop.spectap"_s} << u"/a/shop.spectap"_s << none;
    QTest::newRow("its name in capitals")
        << QStringList{u"/a/SHOP.SPECTAP"_s} << u"/a/SHOP.SPECTAP"_s << none;
    QTest::newRow("a plan, or calls") << QStringList{u"/a/plan.json"_s} << u"/a/plan.json"_s << none;
    QTest::newRow("calls") << QStringList{u"/a/shop.har"_s} << u"/a/shop.har"_s << none;
    QTest::newRow("calls of two files") << QStringList{u"/a/a.ndjson"_s, u"/a/b.http"_s} << QString() << none;
    QTest::newRow("two plans") << QStringList{u"/a/p.json"_s, u"/a/q.json"_s} << QString()
                               << QStringList{u"/a/p.json"_s, u"/a/q.json"_s};
    QTest::newRow("two sessions") << QStringList{u"/a/s.spectap"_s, u"/a/t.spectap"_s} << QString() << none;
    QTest::newRow("a session and a plan")
        << QStringList{u"/a/s.spectap"_s, u"/a/q.json"_s} << QString() << none;
    QTest::newRow("a picture") << QStringList{u"/a/cat.png"_s} << QString() << none;
}

void WindowCommandsTest::filesDropped()
{
    QFETCH(QStringList, files);
    QFETCH(QString, session);
    QFETCH(QStringList, plans);
    Stage stage;
    QSignalSpy opened(&stage.window, &MainWindow::openRequested);
    QSignalSpy loaded(&stage.window, &MainWindow::planFilesRequested);
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &file : files)
        urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);

    QDragEnterEvent enter({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&stage.window, &enter);
    auto *target = stage.find<QWidget>(u"dropTarget"_s);
    QVERIFY(target->isVisible());
    QCOMPARE(target->size(), stage.window.size());
    QVERIFY(!target->accessibleName().isEmpty());
    QApplication::sendEvent(target, &enter); // what lies below the pointer now
    QDropEvent drop({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &drop);
    QVERIFY(!target->isVisible());
    QCOMPARE(opened.count(), session.isEmpty() ? 0 : 1);
    QCOMPARE(loaded.count(), plans.isEmpty() ? 0 : 1);
    if (!session.isEmpty())
        QCOMPARE(opened.first().first().toString(), session);
    if (!plans.isEmpty())
        QCOMPARE(loaded.first().first().toStringList(), plans);
}

void WindowCommandsTest::narrowWindowsPutPanesBelow()
{
    Remembering stage;
    stage.add(24);
    auto *inspector = stage.find<QDockWidget>(u"inspectorDock"_s);
    auto *navigator = stage.find<QDockWidget>(u"navigatorDock"_s);
    const auto areaOf = [&stage](QDockWidget *dock) { return stage.window.dockWidgetArea(dock); };
    QCOMPARE(areaOf(inspector), Qt::RightDockWidgetArea);
    stage.window.resize(1100, 760);
    QTRY_COMPARE(areaOf(inspector), Qt::BottomDockWidgetArea);
    QCOMPARE(areaOf(navigator), Qt::LeftDockWidgetArea);
    QVERIFY(inspector->isVisible());
    stage.window.resize(1000, 700);
    QTRY_COMPARE(areaOf(navigator), Qt::BottomDockWidgetArea);
    QVERIFY(stage.table()->width() > 900);
    // What the person arranged for this width is there again after another.
    stage.window.addDockWidget(Qt::LeftDockWidgetArea, navigator);
    stage.window.resize(1440, 900);
    QTRY_COMPARE(areaOf(inspector), Qt::RightDockWidgetArea);
    QCOMPARE(areaOf(navigator), Qt::LeftDockWidgetArea);
    stage.window.resize(1000, 700);
    QTRY_COMPARE(areaOf(inspector), Qt::BottomDockWidgetArea);
    QCOMPARE(areaOf(navigator), Qt::LeftDockWidgetArea);
    // Large text needs the room as well.
    stage.window.resize(1440, 900);
    QTRY_COMPARE(areaOf(inspector), Qt::RightDockWidgetArea);
    stage.settings.setValue(Setting::TextSize, 200);
    QTRY_COMPARE(areaOf(inspector), Qt::BottomDockWidgetArea);
}

void WindowCommandsTest::panesMoveByMenu()
{
    Remembering stage;
    stage.add(24);
    auto *navigator = stage.find<QDockWidget>(u"navigatorDock"_s);
    const QList<QAction *> ways = stage.find<QMenu>(u"navigatorDockMenu"_s)->actions();
    const auto area = [&] { return stage.window.dockWidgetArea(navigator); };
    ways[1]->trigger();
    QCOMPARE(area(), Qt::RightDockWidgetArea);
    QVERIFY(!stage.window.tabifiedDockWidgets(navigator).isEmpty());
    ways[3]->trigger();
    QVERIFY(navigator->isFloating() && navigator->isVisible());
    QVERIFY(!navigator->titleBarWidget()); // a title to be taken by
    ways[2]->trigger();
    QVERIFY(!navigator->isFloating());
    QCOMPARE(area(), Qt::BottomDockWidgetArea);
    QVERIFY(navigator->titleBarWidget());
    // It stays there for the next window, until the layout is reset.
    stage.window.close();
    Stage again;
    again.window.setSettings(&stage.settings);
    again.add(24);
    auto *kept = again.find<QDockWidget>(u"navigatorDock"_s);
    QCOMPARE(again.window.dockWidgetArea(kept), Qt::BottomDockWidgetArea);
    for (const Command &command : commandsOf(again.window.menuBar())) {
        if (command.text == u"Reset layout")
            command.action->trigger();
    }
    QCOMPARE(again.window.dockWidgetArea(kept), Qt::LeftDockWidgetArea);
}

void WindowCommandsTest::guideLeadsFromPageToPage()
{
    Stage stage;
    stage.find<QAction>(u"guideAction"_s)->trigger();
    auto *page = stage.find<QTextBrowser>(u"helpPage"_s);
    QSet<QString> seen{u"guide"_s};
    QStringList next{u"guide"_s};
    // Every link of every page leads somewhere.
    while (!next.isEmpty()) {
        QFile file(u":/help/%1.md"_s.arg(next.takeFirst()));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        static const QRegularExpression Link(u"\\]\\(([a-z]+)\\.md\\)"_s);
        auto links = Link.globalMatch(QString::fromUtf8(file.readAll()));
        while (links.hasNext()) {
            const QString name = links.next().captured(1);
            if (seen.contains(name))
                continue;
            seen << name;
            next << name;
        }
    }
    QVERIFY(seen.size() >= 5);
    emit page->anchorClicked(QUrl(u"people.md"_s));
    QCOMPARE(page->accessibleName(), u"People"_s);
}

SPECTAP_GUI_TEST_MAIN(WindowCommandsTest)
#include "tst_windowcommands.moc"
