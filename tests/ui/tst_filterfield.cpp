// SPDX-License-Identifier: MIT
#include "model/items/filterwords.h"
#include "model/items/strictestterm.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowsession.h"
#include "tests/ui/windowstage.h"
#include "ui/filter/completionmodel.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/filter/filterstore.h"
#include "ui/help/helpdialog.h"
#include "ui/settings/settings.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QTextDocument>
#include <QToolButton>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// The filter bar in a window, over a session of two rounds of a shop's calls.
struct Stage
{
    explicit Stage(const QString &settingsFile = {})
        : document(session.checker)
        , settings(std::make_unique<QSettings>(
              settingsFile.isEmpty() ? session.file(u"settings.ini"_s) : settingsFile, QSettings::IniFormat))
    {
        document.setSession(session.path(), session.pool);
        document.append(session.add(24));
        bar = new FilterBar(&window);
        bar->setDocument(document);
        bar->setSettings(&settings);
        window.addToolBar(bar);
        window.resize(1000, 600);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        edit = bar->edit();
        edit->setFocus();
    }

    void type(const QString &text) { QTest::keyClicks(edit, text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(edit, key, modifiers);
    }
    /// Writes `text` with the cursor at its |, and asks for completion there.
    void write(QString text)
    {
        const qsizetype cursor = text.indexOf(u'|');
        edit->setText(text.remove(cursor, 1));
        edit->setCursorPosition(static_cast<int>(cursor));
        press(Qt::Key_Space, Qt::ControlModifier);
    }
    QWidget *popup() { return window.findChild<QWidget *>(u"filterCompletion"_s); }
    bool isOpen() { return popup() && popup()->isVisible(); }
    QListView *list() { return window.findChild<QListView *>(u"filterCompletionList"_s); }
    QString title() { return window.findChild<QLabel *>(u"filterCompletionTitle"_s)->text(); }
    /// Line by line "text|types|calls", once everything is counted.
    QStringList lines()
    {
        if (!QTest::qWaitFor([this] { return bar->isSettled() && isOpen(); }, 5000))
            return {};
        QStringList lines;
        const QAbstractItemModel *model = list()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex index = model->index(row, 0);
            lines << index.data().toString() + u'|' + index.data(CompletionModel::TypesRole).toString() +
                         u'|' + QString::number(index.data(CompletionModel::CallsRole).toUInt());
        }
        return lines;
    }

    test::WindowSession session;
    SessionDocument document;
    Settings settings;
    QMainWindow window;
    FilterBar *bar = nullptr;
    FilterEdit *edit = nullptr;
};

} // namespace

class FilterFieldTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void offers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QString &text, const QStringList &lines) {
            QTest::newRow(name) << text << lines;
        };
        row("keys", u"ty|"_s,
            {u"type|track, page, screen…|0"_s, u"typeof|JSON type of a field|0"_s,
                u"properties.quantity|number|2"_s});
        row("fields with their types", u"rev|"_s, {u"properties.revenue|number, string|4"_s});
        row("fields of these calls", u"event:\"order completed\" has:error rev|"_s,
            {u"properties.revenue|string|2"_s});
        row("fields before a term", u"prod| type:track"_s, {u"properties.product_id|string|4"_s});
        row("words with counts", u"type:s|"_s, {u"screen||2"_s});
        row("has", u"has:e|"_s, {u"error||4"_s});
        row("plan's words are not counted", u"plan:|"_s, {u"in||0"_s, u"out||0"_s});
        row("events", u"event:coup|"_s, {u"Coupon Applied||4"_s});
        row("events with other words before", u"event:compl|"_s,
            {u"Order Completed||2"_s, u"order completed||2"_s});
        row("events in quotes", u"event:\"Order C|\""_s, {u"Order Completed||2"_s, u"order completed||2"_s});
        row("names of these calls", u"type:screen name:|"_s, {u"Order History||2"_s});
        row("a second value", u"type:page,al|"_s, {u"alias||2"_s});
        row("in parentheses", u"-(user:u_4|)"_s, {u"u_4217||14"_s});
        row("any id", u"id:acct|"_s, {u"acct_210||2"_s});
        row("previous", u"previous:|"_s, {u"maya@example.com||2"_s});
        row("libraries", u"lib:|"_s, {u"@segment/analytics-node||12"_s, u"analytics.js||10"_s});
        row("write keys", u"key:|"_s, {u"checkout||12"_s, u"web||10"_s});
        row("either", u"source:we|"_s, {u"web||10"_s});
        row("rules", u"rule:name|"_s, {u"name-case||2"_s});
        row("fields of findings", u"field:rev|"_s, {u"properties.revenue||2"_s});
        row("values of a path", u"properties.coupon_id:|"_s, {u"FALL10|string|4"_s});
        row("values as they were sent", u"properties.revenue:|"_s, {u"25|number|2"_s, u"25.00|string|2"_s});
        row("fields that miss", u"missing:traits|"_s, {u"traits|object|2"_s, u"traits.email|string|2"_s});
        row("typeof", u"typeof:properties.rev|"_s, {u"properties.revenue|number, string|4"_s});
        row("types of typeof", u"typeof:properties.revenue=n|"_s, {u"number||0"_s, u"null||0"_s});
        row("the session's where the rest shows nothing", u"event:Nothing type:sc|"_s, {u"screen||2"_s});
        row("the session's where the rest is not understood", u"has:x type:sc|"_s, {u"screen||2"_s});
        row("status", u"status:|"_s, {u"200||24"_s});
        row("nothing for message ids", u"msg:m|"_s, {});
    }

    void offers()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        Stage stage;
        stage.write(text);
        if (expected.isEmpty()) {
            QTRY_VERIFY(stage.bar->isSettled());
            QVERIFY(!stage.isOpen());
            return;
        }
        QCOMPARE(stage.lines(), expected);
    }

    void tabAcceptsAndEnterApplies()
    {
        Stage stage;
        QSignalSpy queries(stage.edit, &FilterEdit::queryChanged);
        stage.type(u"ev"_s);
        QCOMPARE(stage.lines().first(), u"event|name of the event or page|0"_s);
        QAbstractItemModelTester tester(
            stage.list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        stage.press(Qt::Key_Tab);
        QCOMPARE(stage.edit->text(), u"event:"_s);
        QVERIFY(stage.edit->hasFocus());
        QVERIFY(!stage.lines().isEmpty()); // names follow by themselves
        stage.type(u"order"_s);
        QCOMPARE(stage.lines().first(), u"Order Completed||2"_s);
        QCOMPARE(stage.title(), u"Values in this session"_s);
        stage.press(Qt::Key_Tab);
        QCOMPARE(stage.edit->text(), u"event:\"Order Completed\""_s);
        QVERIFY(!stage.isOpen());
        stage.press(Qt::Key_Return);
        QCOMPARE(queries.last().first().value<Query>().text(), u"event:\"Order Completed\""_s);
        stage.edit->undo();
        QCOMPARE(stage.edit->text(), u"event:order"_s); // accepting is one step
    }

    void arrowsChooseAndEnterTakesWhatTheyChose()
    {
        Stage stage;
        stage.write(u"type:track lib:|"_s);
        QCOMPARE(stage.lines().size(), 2);
        QVERIFY(stage.title().startsWith(u"Values in these "_s));
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Down); // round
        stage.press(Qt::Key_Up);
        QCOMPARE(stage.list()->currentIndex().row(), 1);
        QCOMPARE(stage.edit->accessibleDescription(), u"analytics.js, 4 calls"_s);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.edit->text(), u"type:track lib:analytics.js"_s);
        QVERIFY(!stage.isOpen());
        // Without the arrows Enter leaves the text alone.
        stage.write(u"lib:ana|"_s);
        QVERIFY(!stage.lines().isEmpty());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.edit->text(), u"lib:ana"_s);
    }

    void moreThanAreToldAreFoundByTypingOn()
    {
        Stage stage;
        stage.document.append(stage.session.add(12 * 210));
        auto *more = [&stage] {
            stage.write(u"anon:9f2c|"_s);
            (void)stage.lines();
            return stage.window.findChild<QLabel *>(u"filterCompletionMore"_s);
        }();
        QCOMPARE(stage.list()->model()->rowCount(), int(FilterWordFinder::MaxWords));
        QVERIFY(more->isVisible());
        stage.type(u"41d7-21"_s);
        QCOMPARE(
            stage.lines(), (QStringList{u"9f2c41d7-21||5"_s, u"9f2c41d7-210||5"_s, u"9f2c41d7-211||5"_s}));
        QVERIFY(!more->isVisible());
        stage.write(u"properties.|"_s);
        QVERIFY(stage.lines().contains(u"properties.price|number|212"_s));
    }

    void acceptingReplacesJustTheValue()
    {
        Stage stage;
        for (const auto &[text, expected] :
            {std::pair{u"(type:tr|,page OR has:error)"_s, u"(type:track,page OR has:error)"_s},
                std::pair{u"-event:\"coup|\" type:track"_s, u"-event:\"Coupon Applied\" type:track"_s},
                std::pair{u"us|:u_1"_s, u"user:u_1"_s}, std::pair{u"typeof:prop|"_s, u"typeof:properties="_s},
                std::pair{u"a prices| b"_s, u"a prices b"_s}}) {
            stage.write(text);
            if (text.contains(u"prices"_s)) {
                QTRY_VERIFY(stage.bar->isSettled());
                QVERIFY(!stage.isOpen());
                continue;
            }
            QVERIFY2(!stage.lines().isEmpty(), qPrintable(text));
            stage.press(Qt::Key_Tab);
            QCOMPARE(stage.edit->text(), expected);
            stage.press(Qt::Key_Escape);
            stage.edit->apply({});
        }
    }

    void escapeClosesThenClears()
    {
        Stage stage;
        stage.type(u"type:pa"_s);
        QVERIFY(!stage.lines().isEmpty());
        stage.press(Qt::Key_Escape);
        QVERIFY(!stage.isOpen());
        QCOMPARE(stage.edit->text(), u"type:pa"_s);
        stage.press(Qt::Key_Escape);
        QCOMPARE(stage.edit->text(), QString());
    }

    void reasonWaitsForTheCompletion()
    {
        Stage stage;
        stage.type(u"type:"_s);
        QVERIFY(!stage.lines().isEmpty());
        QTRY_VERIFY(!stage.edit->isUnderstood());
        auto *reason = stage.window.findChild<QLabel *>(u"filterReason"_s);
        QVERIFY(!reason || !reason->isVisible());
        stage.press(Qt::Key_Escape);
        reason = stage.window.findChild<QLabel *>(u"filterReason"_s);
        QVERIFY(reason && reason->isVisible());
        QCOMPARE(reason->text(),
            u"Add a value after type:, for example type:track\nUntil then all calls are shown."_s);
    }

    void clickAcceptsAndQuestionMarkHelps()
    {
        Stage stage;
        QSignalSpy help(stage.bar, &FilterBar::helpRequested);
        stage.write(u"type:pa|"_s);
        QVERIFY(!stage.lines().isEmpty());
        stage.window.findChild<QToolButton *>(u"filterCompletionHelp"_s)->click();
        QCOMPARE(help.size(), 1);
        const QRect line = stage.list()->visualRect(stage.list()->model()->index(0, 0));
        QTest::mouseClick(stage.list()->viewport(), Qt::LeftButton, {}, line.center());
        QCOMPARE(stage.edit->text(), u"type:page"_s);
    }

    void historyKeepsFiftyAndTheStarred()
    {
        Stage stage;
        stage.type(u"type:page"_s);
        stage.press(Qt::Key_Return);
        stage.press(Qt::Key_Down, Qt::AltModifier);
        auto *list = stage.bar->findChild<QListWidget *>(u"filterHistoryList"_s);
        QVERIFY(list && list->isVisible());
        QCOMPARE(list->count(), 1);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->item(0)->data(Qt::AccessibleTextRole).toString(), u"type:page, kept"_s);
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        for (int i = 0; i < 60; ++i) {
            stage.edit->setText(u"seq:%1"_s.arg(i));
            stage.press(Qt::Key_Return);
        }
        stage.edit->setText(u"has:wraning"_s);
        stage.press(Qt::Key_Return); // is none
        FilterStore again;
        again.setSettings(&stage.settings);
        const auto used = again.used();
        QCOMPARE(used.size(), FilterStore::MaxUsed + 1);
        QCOMPARE(used.front().text, u"type:page"_s);
        QCOMPARE(used[1].text, u"seq:59"_s);
        QCOMPARE(used.back().text, u"seq:10"_s);
        again.use(u"seq:30"_s);
        QCOMPARE(again.used()[1].text, u"seq:30"_s); // once, and the newest
        QCOMPARE(again.used().size(), FilterStore::MaxUsed + 1);

        stage.edit->apply({});
        stage.press(Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(list->item(1)->text(), u"seq:58"_s);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(stage.edit->text(), u"seq:58"_s);
        QVERIFY(!list->isVisible());
    }

    void savedFiltersAreButtons()
    {
        Stage stage;
        const auto buttons = [&stage] {
            QStringList names;
            auto all = stage.bar->findChildren<QToolButton *>(u"savedFilter"_s);
            all.removeIf([](const QToolButton *button) { return button->isHidden(); });
            std::sort(all.begin(), all.end(),
                [](const QToolButton *a, const QToolButton *b) { return a->x() < b->x(); });
            for (const QToolButton *button : all)
                names << button->accessibleName() + (button->isChecked() ? u"+"_s : QString());
            return names;
        };
        const auto button = [&stage](const QString &name) {
            for (auto *each : stage.bar->findChildren<QToolButton *>(u"savedFilter"_s)) {
                if (each->accessibleName() == name && !each->isHidden())
                    return each;
            }
            return static_cast<QToolButton *>(nullptr);
        };
        const auto choose = [&stage, &button](const QString &name, const QString &entry) {
            emit button(name)->customContextMenuRequested({});
            auto *menu = stage.bar->findChild<QMenu *>(u"savedFilterMenu"_s);
            for (QAction *action : menu->actions()) {
                if (action->text().remove(u'&') == entry)
                    action->trigger();
            }
            menu->close();
            QTRY_VERIFY(!stage.bar->findChild<QMenu *>(u"savedFilterMenu"_s));
        };
        const auto name = [&stage](const QString &words, Qt::Key key) {
            const auto lines = stage.bar->findChildren<QLineEdit *>(u"savedFilterName"_s);
            const auto found = std::find_if(
                lines.begin(), lines.end(), [](const QLineEdit *each) { return !each->isHidden(); });
            QVERIFY(found != lines.end());
            QLineEdit *line = *found;
            line->setText(words);
            QTest::keyClick(line, key);
        };
        const auto save = [&](const QString &filter) {
            stage.edit->apply(filter);
            stage.edit->setFocus();
            stage.press(Qt::Key_Down, Qt::AltModifier);
            stage.bar->findChild<QPushButton *>(u"saveFilterButton"_s)->click();
        };
        QVERIFY(stage.bar->findChild<QWidget *>(u"savedFilters"_s)->isHidden());
        save(u"type:page"_s);
        name(u"Pages"_s, Qt::Key_Return);
        QTRY_COMPARE(buttons(), QStringList{u"Pages+"_s});
        save(u"has:error"_s);
        name(u"not this"_s, Qt::Key_Escape); // the filter is its own name
        QTRY_COMPARE(buttons(), (QStringList{u"Pages"_s, u"has:error+"_s}));
        choose(u"has:error"_s, u"Rename"_s);
        name(u"Errors"_s, Qt::Key_Return);
        QTRY_COMPARE(buttons(), (QStringList{u"Pages"_s, u"Errors+"_s}));
        choose(u"Errors"_s, u"Move left"_s);
        QTRY_COMPARE(buttons(), (QStringList{u"Errors+"_s, u"Pages"_s}));

        button(u"Pages"_s)->click();
        QCOMPARE(stage.edit->text(), u"type:page"_s);
        button(u"Pages"_s)->click();
        QCOMPARE(stage.edit->text(), QString());
        stage.edit->apply(u"type:page,screen"_s);
        choose(u"Pages"_s, u"Use the current filter for it"_s);
        QTRY_COMPARE(buttons(), (QStringList{u"Errors"_s, u"Pages+"_s}));

        // Dragged behind its neighbour.
        QToolButton *errors = button(u"Errors"_s);
        const QPoint end(button(u"Pages"_s)->geometry().right() - errors->x(), 5);
        QTest::mousePress(errors, Qt::LeftButton, {}, {5, 5});
        QTest::mouseMove(errors, {30, 5});
        QTest::mouseMove(errors, end);
        QTest::mouseRelease(errors, Qt::LeftButton, {}, end);
        QTRY_COMPARE(buttons(), (QStringList{u"Pages+"_s, u"Errors"_s}));
        QCOMPARE(stage.edit->text(), u"type:page,screen"_s);

        choose(u"Errors"_s, u"Remove"_s);
        QTRY_COMPARE(buttons(), QStringList{u"Pages+"_s});
        FilterStore again;
        again.setSettings(&stage.settings);
        QCOMPARE(again.saved().size(), std::size_t(1));
        QCOMPARE(again.saved().front().text, u"type:page,screen"_s);
    }

    void strictestTerm_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the one that rules out more")
            << u"type:page event:Nothing"_s << u"event:Nothing > type:page: 2"_s;
        QTest::newRow("by a body") << u"type:page,identify properties.revenue>1"_s
                                   << u"properties.revenue>1 > type:page,identify: 4"_s;
        QTest::newRow("negated") << u"type:track -type:track has:error"_s
                                 << u"-type:track > type:track has:error: 4"_s;
        QTest::newRow("in parentheses")
            << u"type:page (has:error OR seq>100)"_s << u"type:page > (has:error OR seq>100): 4"_s;
        QTest::newRow("the only one") << u"event:Nothing"_s << u"event:Nothing > : 24"_s;
        QTest::newRow("one is not enough") << u"event:a event:b"_s << u" > : 0"_s;
        QTest::newRow("either") << u"event:a OR event:b"_s << u" > : 0"_s;
    }

    void strictestTerm()
    {
        QFETCH(QString, filter);
        QFETCH(QString, expected);
        test::WindowSession session;
        SessionDocument document(session.checker);
        document.setSession(session.path(), session.pool);
        document.append(session.add(24));
        StrictestTermFinder finder(document);
        QSignalSpy found(&finder, &StrictestTermFinder::found);
        finder.ask(*Query::parse(u"event:other"_s), 0); // is not answered
        finder.ask(*Query::parse(filter), 0);
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(u"%1 > %2: %3"_s.arg(
                     found[0][0].toString(), found[0][1].toString(), QString::number(found[0][2].toUInt())),
            expected);
    }

    void helpShowsAPageOfTheGuide()
    {
        HelpDialog help;
        QVERIFY(!help.showPage(u"nowhere"_s));
        QVERIFY(help.showPage(u"filters"_s));
        const auto *page = help.findChild<QTextBrowser *>(u"helpPage"_s);
        QVERIFY(page->document()->toPlainText().contains(u"missing:properties.order_id"_s));
        QCOMPARE(page->accessibleName(), u"Filters"_s);
    }
};

SPECTAP_GUI_TEST_MAIN(FilterFieldTest)
#include "tst_filterfield.moc"
