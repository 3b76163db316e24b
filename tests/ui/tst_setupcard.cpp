// SPDX-License-Identifier: MIT
#include "ui/firstrun/setupcard.h"

#include "tests/support/testmain.h"
#include "ui/certificate/codebox.h"
#include "ui/firstrun/firstrunpage.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace Qt::StringLiterals;
using namespace spectap;

namespace {

struct Stage
{
    Stage()
    {
        card.setReach({.port = 8799, .lan = {}});
        card.resize(900, 600);
        card.show();
    }
    template <typename T> T *find(const QString &name)
    {
        T *found = card.findChild<T *>(name);
        if (!found)
            qFatal("no widget named %s", qPrintable(name));
        return found;
    }
    void choose(const QString &words)
    {
        auto *search = find<QLineEdit>(u"sdkSearch"_s);
        search->selectAll();
        QTest::keyClicks(search, words);
    }
    void place(const QString &title) { tab(u"placeTabs"_s, title); }
    void scheme(const QString &title) { tab(u"schemeTabs"_s, title); }
    QStringList places()
    {
        QStringList titles;
        auto *tabs = find<QTabBar>(u"placeTabs"_s);
        for (int i = 0; i < tabs->count(); ++i)
            titles << tabs->tabText(i);
        return titles;
    }
    QString current(const QString &bar)
    {
        auto *tabs = find<QTabBar>(bar);
        return tabs->tabText(tabs->currentIndex());
    }
    QString text() { return find<QPlainTextEdit>(u"snippetView"_s)->toPlainText(); }

    SetupCard card;

private:
    void tab(const QString &bar, const QString &title)
    {
        auto *tabs = find<QTabBar>(bar);
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                return tabs->setCurrentIndex(i);
        }
        qFatal("no tab %s", qPrintable(title));
    }
};

QStringList shownRows(const QListWidget *list)
{
    QStringList rows;
    for (int row = 0; row < list->count(); ++row) {
        if (!list->item(row)->isHidden())
            rows << list->item(row)->text();
    }
    return rows;
}

} // namespace

class SetupCardTest : public QObject
{
    Q_OBJECT

private slots:
    void findsSdksByWordsAndKeys()
    {
        Stage stage;
        auto *list = stage.find<QListWidget>(u"sdkList"_s);
        const qsizetype all = shownRows(list).size();
        stage.choose(u"rudder"_s);
        QCOMPARE(shownRows(list),
            (QStringList{u"RudderStack"_s, u"JavaScript"_s, u"Node.js"_s, u"Python"_s, u"Go"_s}));
        QVERIFY(stage.text().contains(u"@rudderstack/analytics-js"));
        auto *search = stage.find<QLineEdit>(u"sdkSearch"_s);
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(stage.text().contains(u"@rudderstack/rudder-sdk-node"));
        QTest::keyClick(search, Qt::Key_Up);
        QVERIFY(stage.text().contains(u"@rudderstack/analytics-js"));
        stage.choose(u"cobol"_s);
        QCOMPARE(shownRows(list).size(), 1); // the words that say so
        QVERIFY(!stage.text().isEmpty());
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(shownRows(list).size(), all);
    }

    void headingsAreSteppedOver()
    {
        Stage stage;
        auto *list = stage.find<QListWidget>(u"sdkList"_s);
        list->setFocus();
        QStringList seen{list->currentItem()->text()};
        for (int i = 0; i < list->count(); ++i) {
            QTest::keyClick(list, Qt::Key_Down);
            QVERIFY(list->currentItem()->flags() & Qt::ItemIsEnabled);
            seen << list->currentItem()->text();
        }
        QCOMPARE(seen.constLast(), u"cURL"_s);
        QVERIFY(stage.text().startsWith(u"curl http://127.0.0.1:8799/"));
    }

    void offersWhatMakesSense()
    {
        Stage stage;
        QCOMPARE(
            stage.places(), (QStringList{u"This machine"_s, u"Emulator"_s, u"USB"_s, u"Local network"_s}));
        stage.place(u"Emulator"_s);
        QVERIFY(stage.text().contains(u"http://10.0.2.2:8799"));
        stage.choose(u"python segment"_s);
        QCOMPARE(stage.places(), (QStringList{u"This machine"_s, u"Local network"_s}));
        QVERIFY(stage.text().contains(u"http://127.0.0.1:8799"));
        stage.choose(u"android kotlin"_s);
        QCOMPARE(stage.places(), (QStringList{u"Emulator"_s, u"USB"_s, u"Local network"_s}));
        stage.place(u"USB"_s);
        const auto *command = stage.card.findChild<CodeBox *>();
        QVERIFY(command && command->toPlainText() == u"adb reverse tcp:8799 tcp:8799");
        stage.choose(u"flutter"_s);
        QCOMPARE(stage.current(u"placeTabs"_s), u"USB"_s); // stays, where the SDK has it
        QVERIFY(stage.text().contains(u"127.0.0.1:8799"));
    }

    void sdksThatInsistOnHttpsHaveBothWays()
    {
        Stage stage;
        auto *trust = stage.find<QLabel>(u"snippetTrust"_s);
        QCOMPARE(stage.current(u"schemeTabs"_s), u"http"_s);
        QVERIFY(!trust->isVisible());
        stage.choose(u"php"_s);
        QCOMPARE(stage.current(u"schemeTabs"_s), u"https"_s);
        QVERIFY(!stage.text().contains(u"http://"));
        QSignalSpy wanted(&stage.card, &SetupCard::certificateRequested);
        QVERIFY(trust->isVisible());
        emit trust->linkActivated(u"certificate"_s);
        QCOMPARE(wanted.value(0).value(0).toString(), u"php"_s);
        stage.scheme(u"http"_s);
        QVERIFY(stage.text().contains(u"$protocol = 'http://'"));
        QVERIFY(trust->isVisible()); // the other way
        stage.choose(u"classic"_s);
        QVERIFY(!stage.find<QTabBar>(u"schemeTabs"_s)->isTabEnabled(0));
        QCOMPARE(stage.current(u"schemeTabs"_s), u"https"_s);
        auto *list = stage.find<QListWidget>(u"sdkList"_s);
        QVERIFY(list->currentItem()->data(Qt::AccessibleTextRole).toString().contains(u"https"));
    }

    void saysHowToBeReachedFromTheNetwork()
    {
        Stage stage;
        auto *off = stage.find<QLabel>(u"lanIsOff"_s);
        auto *copy = stage.find<QPushButton>(u"copySnippetButton"_s);
        stage.place(u"Local network"_s);
        QVERIFY(off->isVisible());
        QVERIFY(!copy->isEnabled());
        stage.card.setReach({.port = 8799, .lan = Reach::Lan{u"192.168.1.24"_s, u"/k7Qm"_s, u"wkSecret"_s}});
        QVERIFY(!off->isVisible());
        QVERIFY(copy->isEnabled());
        QVERIFY(stage.text().contains(u"http://192.168.1.24:8799/k7Qm"));
    }

    void copiesWhatIsShown()
    {
        Stage stage;
        stage.choose(u"go segment"_s);
        stage.find<QPushButton>(u"copySnippetButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), stage.text() + u'\n');
        QVERIFY(stage.text().contains(u"\tEndpoint"));
    }

    void everyPartHasAName()
    {
        Stage stage;
        for (const QString &name :
            {u"sdkSearch"_s, u"sdkList"_s, u"placeTabs"_s, u"schemeTabs"_s, u"snippetView"_s})
            QVERIFY2(!stage.find<QWidget>(name)->accessibleName().isEmpty(), qPrintable(name));
    }

    void anotherColumnGoesBelowInANarrowWindow()
    {
        FirstRunPage page;
        page.setReach({.port = 8799, .lan = {}});
        auto *group = new QLabel(u"beside"_s);
        page.addBeside(group);
        page.resize(1300, 900);
        page.show();
        const auto *card = page.findChild<SetupCard *>();
        const auto at = [&page](const QWidget *widget) { return widget->mapTo(page.widget(), QPoint()); };
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_VERIFY(at(group).x() >= at(card).x() + card->width());
        page.resize(760, 900);
        QTRY_VERIFY(at(group).y() >= at(card).y() + card->height());
    }
};

SPECTAP_GUI_TEST_MAIN(SetupCardTest)
#include "tst_setupcard.moc"
