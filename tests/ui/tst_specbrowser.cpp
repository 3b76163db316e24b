// SPDX-License-Identifier: MIT
#include "model/items/undocumentedmodel.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowsession.h"
#include "ui/mainwindow.h"
#include "ui/spec/specbrowser.h"
#include "ui/spec/specentry.h"
#include "ui/theme/apptheme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace spectap;
using namespace Qt::StringLiterals;

class SpecBrowserTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        applyTheme(*qobject_cast<QApplication *>(QCoreApplication::instance()), ThemeChoice::Light);
    }

    void searchFindsFieldsAndTheirEvents()
    {
        test::WindowSession session;
        SpecBrowser browser(session.checker);
        auto *tree = browser.findChild<QTreeView *>(u"specTree"_s);
        const QAbstractItemModelTester tester(
            tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int all = tree->model()->rowCount();
        QTest::keyClicks(browser.findChild<QLineEdit *>(u"specSearch"_s), u"order_id"_s);
        QVERIFY(tree->model()->rowCount() < all);
        QVERIFY(tree->model()->rowCount() > 0);
        QTest::keyClicks(browser.findChild<QLineEdit *>(u"specSearch"_s), u"zzz"_s);
        QCOMPARE(tree->model()->rowCount(), 0);
    }

    void entryOfAFieldSaysWhatItIs()
    {
        test::WindowSession session;
        SpecBrowser browser(session.checker);
        auto *page = browser.findChild<SpecEntry *>(u"specEntry"_s);
        browser.showEntry("ecommerce/order-completed", CallType::Track, "properties.products[].price");
        QVERIFY2(
            page->toPlainText().contains(u"properties.products[].price"), qPrintable(page->toPlainText()));
        QVERIFY(page->toPlainText().contains(u"number"));
        QVERIFY(page->toPlainText().contains(u"never"));
        // What it does not document leads to what is around it; a field of the call to the call.
        browser.showEntry("ecommerce/order-completed", CallType::Track, "properties.products[].prize");
        QVERIFY(page->toPlainText().contains(u"properties.products[]"));
        browser.showEntry("ecommerce/order-completed", CallType::Track, "context.ip");
        QVERIFY(page->toPlainText().contains(u"context.ip"));
    }

    void entriesTellOfLimitsAndRemarks()
    {
        test::WindowSession session;
        SpecBrowser browser(session.checker);
        auto *tree = browser.findChild<QTreeView *>(u"specTree"_s);
        auto *page = browser.findChild<SpecEntry *>(u"specEntry"_s);
        const auto find = [&](const QString &name) {
            browser.findChild<QLineEdit *>(u"specSearch"_s)->setText(name);
            const auto found = tree->model()->match(
                tree->model()->index(0, 0), SpecNameRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
            tree->setCurrentIndex(found.value(0));
            return page->toPlainText();
        };
        QVERIFY2(find(u"eventSize"_s).contains(u"at most 32 KB"), qPrintable(page->toPlainText()));
        QVERIFY(page->toPlainText().contains(u"Refused with 400"));
        QVERIFY2(find(u"dedupeWindow"_s).contains(u"at least 24 hours"), qPrintable(page->toPlainText()));
        QVERIFY2(find(u"requestRate"_s).contains(u"requests per second"), qPrintable(page->toPlainText()));
        QVERIFY2(find(u"ios.idfa"_s).contains(u"context.device"), qPrintable(page->toPlainText()));
        QCOMPARE(find(u"ios.idfa"_s).contains(u"never"), false); // no call can show it
        browser.showEntry("ai-copilot/message-sent", CallType::Track, {});
        QVERIFY2(page->toPlainText().contains(u"One table has it"), qPrintable(page->toPlainText()));
    }

    void plansShowWhatTheyAskFor()
    {
        test::WindowSession session;
        SpecBrowser browser(session.checker);
        browser.show();
        auto *button = browser.findChild<QToolButton *>(u"specPlans"_s);
        QVERIFY(!button->isVisible());
        Result<TrackingPlan> plan = TrackingPlan::read(
            R"({"name":"Shop","rules":[{"type":"TRACK","key":"Seat Chosen","version":1,"jsonSchema":)"
            R"({"properties":{"properties":{"required":["seat"],"properties":{"seat":{}}}}}}]})",
            u"plan.json"_s);
        QVERIFY(plan);
        std::vector<TrackingPlan> plans;
        plans.push_back(*std::move(plan));
        const auto planned = Checker::compile(session.checker->catalogue(), std::move(plans));
        browser.setChecker(planned);
        QVERIFY(button->isVisible());
        button->click();
        auto *tree = browser.findChild<QTreeView *>(u"plansTree"_s);
        QVERIFY(tree->isVisible());
        const auto counts = [&] { return browser.findChild<QLabel *>(u"specCounts"_s)->text(); };
        QCOMPARE(counts(), u"0 of 1 planned events seen, 0 unplanned"_s);
        Coverage coverage(planned);
        JsonTape tape;
        const QByteArray body =
            R"({"batch":[{"type":"track","userId":"u","event":"Seat Chosen","properties":)"
            R"({"row":1}},{"type":"track","userId":"u","event":"Robot Waved"}]})";
        quint32 seq = 0;
        for (const CallView &call : sliceBody(tape, body, CallType::Unknown, true).calls)
            coverage.add(++seq, call, 0);
        browser.setCoverage(std::make_shared<const Coverage>(coverage));
        QCOMPARE(counts(), u"1 of 1 planned events seen, 1 unplanned"_s);
        QStringList texts;
        const QModelIndex event = tree->model()->index(0, 0, tree->model()->index(0, 0));
        for (int row = 0; row < tree->model()->rowCount(event); ++row) {
            for (int column = 0; column < tree->model()->columnCount(); ++column)
                texts += tree->model()->index(row, column, event).data().toString();
        }
        QCOMPARE(texts, (QStringList{u"properties.seat"_s, u"required"_s, u"never"_s, {}, {},
                            u"properties.row"_s, u"unplanned"_s, u"1"_s, u"#1"_s, u"#1"_s}));
        QSignalSpy asked(&browser, &SpecBrowser::callRequested);
        emit tree->activated(event);
        QCOMPARE(asked.value(0).value(0).toUInt(), 1U);
        browser.setChecker(session.checker); // the plan is gone, and its page with it
        QVERIFY(!button->isVisible());
        QVERIFY(!tree->isVisible());
    }

    void countsWhatTheSessionHasShown()
    {
        test::WindowSession session;
        SessionDocument document(session.checker);
        MainWindow window(&document);
        document.setSession(session.path(), session.pool);
        window.resize(1440, 900);
        window.show();
        document.append(session.add(24));
        QVERIFY(window.showView(u"spec"_s));
        auto *browser = window.findChild<SpecBrowser *>(u"specBrowser"_s);
        auto *page = browser->findChild<SpecEntry *>(u"specEntry"_s);
        browser->showEntry("ecommerce/order-completed", CallType::Track, {});
        // "order completed" is checked as the event, and counts for it.
        QTRY_VERIFY2(page->toPlainText().contains(u"seen in 4 calls"), qPrintable(page->toPlainText()));
        QVERIFY(browser->findChild<QLabel *>(u"specCounts"_s)->text().contains(u"seen"));
        QSignalSpy filter(browser, &SpecBrowser::filterRequested);
        emit page->anchorClicked(QUrl(u"filter:"_s));
        QCOMPARE(filter.count(), 1);
        QCOMPARE(filter.first().first().toString(), u"event:\"Order Completed\""_s);
        QCOMPARE(window.findChild<QLineEdit *>(u"filterEdit"_s)->text(), u"event:\"Order Completed\""_s);

        auto *tree = browser->findChild<QTreeView *>(u"specTree"_s);
        const auto events = [tree] {
            int count = 0;
            const auto visit = [&](const auto &self, const QModelIndex &parent) -> void {
                for (int row = 0; row < tree->model()->rowCount(parent); ++row) {
                    const QModelIndex index = tree->model()->index(row, 0, parent);
                    count += index.data(SpecKindRole).toInt() == int(SpecTree::Kind::Event);
                    self(self, index);
                }
            };
            visit(visit, {});
            return count;
        };
        const int all = events();
        browser->findChild<QToolButton *>(u"specSeen"_s)->click();
        const int seen = events();
        QVERIFY(seen > 0);
        browser->findChild<QToolButton *>(u"specUnseen"_s)->click();
        QVERIFY(events() < all + 1);
        QVERIFY(seen < all);
    }

    void undocumentedComeAsTheyAreSeen()
    {
        test::WindowSession session;
        UndocumentedModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Coverage coverage(session.checker);
        const auto see = [&](quint32 seq, const QByteArray &text) {
            JsonTape tape;
            const SlicedBody body = sliceBody(tape, text, CallType::Unknown, true);
            coverage.add(seq, body.calls.front(), 0);
        };
        see(1, R"({"type":"track","userId":"u","event":"Order Completed","properties":{"order_id":"1"}})");
        model.setCoverage(std::make_shared<const Coverage>(coverage));
        QCOMPARE(model.rowCount(), 0);
        see(2, R"({"type":"track","userId":"u","event":"Order Completed","properties":{"gift_wrap":true}})");
        see(3, R"({"type":"track","userId":"u","event":"Wizard Opened","properties":{"step":2}})");
        model.setCoverage(std::make_shared<const Coverage>(coverage));
        QCOMPARE(model.rowCount(), 2);
        see(4, R"({"type":"track","userId":"u","event":"Wizard Opened","properties":{"step":2,"size":1}})");
        model.setCoverage(std::make_shared<const Coverage>(coverage));
        QCOMPARE(model.rowCount(), 2);
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex group = model.index(row, 0);
            lines << u"%1 %2"_s.arg(group.data().toString()).arg(group.data(UndocumentedCallsRole).toUInt());
            for (int field = 0; field < model.rowCount(group); ++field) {
                const QModelIndex index = model.index(field, 0, group);
                lines << u" %1 %2"_s.arg(index.data().toString())
                             .arg(index.data(UndocumentedCallsRole).toUInt());
            }
        }
        lines.sort();
        QCOMPARE(lines, (QStringList{u" properties.gift_wrap 1"_s, u" properties.size 1"_s,
                            u" properties.step 2"_s, u"Order Completed 2"_s, u"Wizard Opened 2"_s}));
        model.setCoverage(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

SPECTAP_GUI_TEST_MAIN(SpecBrowserTest)
#include "tst_specbrowser.moc"
