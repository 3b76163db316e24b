// SPDX-License-Identifier: MIT
#include <QApplication>

#include "model/query/query.h"
#include "samplecall.h"
#include "tests/support/testmain.h"
#include "ui/drag/dragdata.h"
#include "ui/english.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/fieldclause.h"
#include "ui/inspector/fieldspage.h"
#include "ui/inspector/fieldwordsmodel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/rawview.h"
#include "ui/oneline.h"
#include "ui/theme/apptheme.h"
#include "ui/theme/fonts.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    Fixture()
    {
        panel.resize(488, 700);
        panel.show();
        tree = panel.findChild<QTreeView *>(u"fieldTree"_s);
        raw = panel.findChild<RawView *>(u"rawView"_s);
    }

    [[nodiscard]] QModelIndex field(const QByteArray &pointer) const
    {
        return qobject_cast<FieldWordsModel *>(tree->model())->indexOf(pointer);
    }
    [[nodiscard]] QString cell(const QByteArray &pointer, int column) const
    {
        return field(pointer).siblingAtColumn(column).data().toString();
    }
    [[nodiscard]] QString current() const { return tree->currentIndex().data(FieldPointerRole).toString(); }
    [[nodiscard]] QToolButton *button(const QString &text) const
    {
        for (QToolButton *candidate : panel.findChildren<QToolButton *>()) {
            if (candidate->text() == text || candidate->accessibleName() == text)
                return candidate;
        }
        return nullptr;
    }
    /// Everything the explanation panel says.
    [[nodiscard]] QString explanation() const
    {
        QStringList texts;
        for (const QLabel *label : panel.findChild<QWidget *>(u"explanation"_s)->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(u'\n');
    }

    SessionDocument document{test::emptyChecker()};
    InspectorPanel panel{&document};
    QTreeView *tree = nullptr;
    RawView *raw = nullptr;
};

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        installEnglishPlurals(*qApp);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void modelHoldsUnderChanges()
    {
        FieldTreeModel fields;
        const auto checker = test::emptyChecker();
        FieldWordsModel words(&fields, checker->catalogue());
        QAbstractItemModelTester tester(&words, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fields.setCall(test::orderWithMistakes());
        words.setProblemsOnly(true);
        fields.setShowNotSent(true);
        fields.setCall(test::sampleCall(R"({"type":"page"})"));
        words.setProblemsOnly(false);
        fields.setCall(nullptr);
        QCOMPARE(words.rowCount(), 0);
    }

    void fieldsCarryTheirVerdictInWords()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        QCOMPARE(f.cell("/properties/revenue", FieldVerdictColumn), u"Expected number"_s);
        QCOMPARE(f.cell("/properties/revenue", FieldValueColumn), u"\"25.00\""_s);
        QCOMPARE(f.cell("/properties/revenue", FieldTypeColumn), u"string"_s);
        QCOMPARE(f.cell("/event", FieldVerdictColumn), u"Case differs"_s);
        QCOMPARE(f.cell("/timestamp", FieldVerdictColumn), u"Not ISO 8601"_s);
        QCOMPARE(f.cell("/properties/curency", FieldVerdictColumn), u"did you mean currency"_s);
        QCOMPARE(f.cell("/properties/gift_wrap", FieldVerdictColumn), u"Custom"_s);
        QCOMPARE(f.cell("/userId", FieldVerdictColumn), u"passes"_s);
        QCOMPARE(f.cell("/properties", FieldVerdictColumn), u"3 errors, 1 warning, 1 info"_s);
        QCOMPARE(f.cell("/properties", FieldValueColumn), u"{8}"_s);
        QCOMPARE(f.cell("/properties/products/1", FieldValueColumn), u"{5} Wool Socks"_s);
    }

    void ghostRowsSayWhatIsMissing()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        QVERIFY(f.field("/properties/order_id").isValid());
        QCOMPARE(f.cell("/properties/order_id", FieldValueColumn), u"not sent"_s);
        QCOMPARE(f.cell("/properties/order_id", FieldTypeColumn), u"string"_s);
        QCOMPARE(f.cell("/properties/order_id", FieldVerdictColumn), u"Missing, required"_s);
    }

    void stringsThatAreJsonUnfold()
    {
        Fixture f;
        const auto call = test::sampleCall("{\"type\":\"track\",\"event\":\"A\",\"properties\":{\"b\":\"{"
                                           "\\\"c\\\":[1,{\\\"d\\\":2}]}\",\"e\":\"plain\"}}",
            {{"/properties/b", Rule::CustomProperty, Severity::Info}});
        f.panel.setCall(call);
        QAbstractItemModelTester tester(
            f.tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex string = f.field("/properties/b");
        QVERIFY(!f.tree->isExpanded(string)); // it was sent as a string
        QVERIFY(f.tree->model()->hasChildren(string));
        QVERIFY(!f.tree->model()->hasChildren(f.field("/properties/e")));
        QVERIFY(string.data(Qt::AccessibleTextRole).toString().endsWith(u"unfolds as JSON"_s));
        f.tree->setFocus();
        f.tree->setCurrentIndex(string);
        QTest::keyClick(f.tree, Qt::Key_Right);
        QTest::keyClick(f.tree, Qt::Key_Right);
        const QModelIndex inner = f.tree->currentIndex();
        QCOMPARE(inner.siblingAtColumn(FieldVerdictColumn).data().toString(), u"in the string"_s);
        QCOMPARE(inner.siblingAtColumn(FieldValueColumn).data().toString(), u"[2]"_s);
        QCOMPARE(inner.siblingAtColumn(0).data(Qt::AccessibleTextRole).toString(),
            u"c, [2], array, in the string properties.b"_s);
        // In the bytes it is the string.
        QCOMPARE(call->fields[std::size_t(f.raw->currentField())].pointer, QByteArray("/properties/b"));
        f.panel.grab();
        f.panel.showNextProblem(); // there are none in it
        f.panel.setCall(call);
        QVERIFY(f.tree->isExpanded(f.field("/properties/b")));
        f.button(u"Problems only"_s)->click();
        f.panel.setCall(nullptr);
    }

    void documentedFieldsAppearOnDemand()
    {
        Fixture f;
        auto call = test::sampleCall(R"({"type":"track","event":"A"})");
        FieldVerdict extra;
        extra.name = "context";
        extra.pointer = "/context";
        extra.state = FieldVerdict::State::NotSent;
        extra.expected = "object";
        call->fields.push_back(extra);
        f.panel.setCall(call);
        QVERIFY(!f.field("/context").isValid());
        f.button(u"Documented, not sent"_s)->click();
        QCOMPARE(f.cell("/context", FieldVerdictColumn), u"Not sent"_s);
        f.button(u"Documented, not sent"_s)->click();
        QVERIFY(!f.field("/context").isValid());
    }

    void problemsOnlyLeavesThePathToEachProblem()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.button(u"Problems only"_s)->click();
        QVERIFY(!f.field("/userId").isValid());
        QVERIFY(!f.field("/properties/tax").isValid());
        QVERIFY(!f.field("/properties/products/0").isValid());
        QVERIFY(f.field("/properties/products/1/quantity").isValid());
        QVERIFY(f.tree->isExpanded(f.field("/properties/products/1")));
    }

    void f8GoesThroughTheProblemsAndAround()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        QCOMPARE(f.current(), u"/event"_s); // a new call opens at its first problem
        QStringList seen;
        for (int i = 0; i < 6; ++i) {
            f.panel.showNextProblem();
            seen << f.current();
        }
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 6); // all but the info, each once
        QVERIFY(!seen.contains(u"/properties/gift_wrap"_s));
        QCOMPARE(seen.last(), u"/event"_s);
        f.panel.showPreviousProblem();
        QCOMPARE(f.current(), seen[4]);
    }

    void explanationSaysWhatToChange()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.panel.showField("/properties/revenue");
        const QString text = f.explanation();
        for (const QString &part : {u"Wrong type"_s, u"properties.revenue"_s, u"number"_s,
                 u"&quot;25.00&quot;"_s, u"Send it without quotes:"_s, u"revenue: 25.00"_s,
                 u"https://segment.com/docs/connections/spec/track"_s})
            QVERIFY2(text.contains(part), qPrintable(part + u"\n"_s + text));
        f.panel.showField("/userId");
        QVERIFY(f.explanation().contains(u"As documented"_s));
    }

    void theFieldStaysWhenStepsGoThroughCallsOfOneShape()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        QTest::mouseClick(
            f.tree->viewport(), Qt::LeftButton, {}, f.tree->visualRect(f.field("/properties/tax")).center());
        QCOMPARE(f.current(), u"/properties/tax"_s);
        f.tree->collapse(f.field("/properties/products"));
        f.tree->expand(f.field("/context"));
        f.panel.setCall(test::orderWithMistakes());
        QCOMPARE(f.current(), u"/properties/tax"_s);
        QVERIFY(!f.tree->isExpanded(f.field("/properties/products")));
        QVERIFY(f.tree->isExpanded(f.field("/context")));
    }

    void selectionGoesFromFieldsToRawAndBack()
    {
        Fixture f;
        const auto call = test::orderWithMistakes();
        f.panel.setCall(call);
        f.tree->setCurrentIndex(f.field("/properties/curency"));
        QCOMPARE(call->fields[std::size_t(f.raw->currentField())].pointer, QByteArray("/properties/curency"));
        QCOMPARE(f.raw->textCursor().block().text().trimmed(), u"\"curency\": \"EUR\","_s);

        const QTextCursor target = f.raw->document()->find(u"SOCK-W-M"_s);
        QTextCursor cursor = f.raw->textCursor();
        cursor.setPosition(target.selectionStart());
        f.raw->setTextCursor(cursor);
        QCOMPARE(f.current(), u"/properties/products/1/sku"_s);
    }

    void rawStepsThroughItsProblems()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.panel.showTab(u"raw"_s);
        QStringList lines;
        f.raw->setCurrentField(-1);
        for (int i = 0; i < 3; ++i) {
            f.panel.showNextProblem();
            lines << f.raw->textCursor().block().text().trimmed();
        }
        QCOMPARE(lines, (QStringList{u"\"event\": \"order completed\","_s,
                            u"\"timestamp\": \"2025-11-14 10:42:07\","_s, u"\"properties\": {"_s}));
    }

    void foldedLinesOpenForWhatIsInThem()
    {
        Fixture f;
        const auto call = test::orderWithMistakes();
        f.panel.setCall(call);
        const int line =
            f.raw->content()
                .placeOfField(
                    int(std::ranges::find(call->fields, QByteArray("/properties"), &FieldVerdict::pointer) -
                        call->fields.begin()))
                .line;
        f.raw->toggleFold(line);
        QVERIFY(!f.raw->document()->findBlockByNumber(line + 1).isVisible());
        QVERIFY(f.raw->document()->findBlockByNumber(line).isVisible());
        f.panel.showField("/properties/revenue");
        QVERIFY(f.raw->document()->findBlockByNumber(line + 1).isVisible());
    }

    void largeCallsAreLaidOutWhenSeen()
    {
        Fixture f;
        QByteArray body = R"({"type":"track","event":"Big","properties":{"items":[)";
        for (int i = 0; i < 20000; ++i)
            body += R"({"a":1},)"
                    "\n";
        body += R"({"a":2}]}})";
        f.panel.setCall(
            test::sampleCall(body, {{"/properties/items/19000/a", Rule::Type, Severity::Error, "string"}}));
        QCOMPARE(f.current(), u"/properties/items/19000/a"_s);
        QVERIFY(f.raw->toPlainText().isEmpty());
        f.panel.showTab(u"raw"_s);
        QCOMPARE(f.raw->toPlainText().count(u'{'), body.count('{'));
        // What is selected is open, all other items are folded.
        const int line = f.raw->textCursor().blockNumber();
        QVERIFY(f.raw->document()->findBlockByNumber(line).isVisible());
        QVERIFY(f.raw->textCursor().block().text().contains(u"\"a\": 1"_s));
    }

    void copiesWhatWasSent()
    {
        Fixture f;
        const QByteArray body = "{\"type\":\"track\",\r\n\"event\":\"A\xe2\x80\xa9\"}";
        f.panel.setCall(test::sampleCall(body));
        f.button(u"As sent"_s)->click();
        f.raw->selectAll();
        f.raw->copy();
        QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), body);
    }

    void aCallThatIsNotJsonOpensRaw()
    {
        Fixture f;
        f.panel.setCall(test::sampleCall("{\"type\":", {{"", Rule::Json}}));
        QCOMPARE(f.panel.findChild<QTabWidget *>(u"inspectorTabs"_s)->currentIndex(), 1);
        QVERIFY(f.raw->toPlainText().startsWith(u"{\"type\":"_s));
        f.panel.grab();
    }

    void requestTabTellsWhatChangedBetweenCopies()
    {
        Fixture f;
        const auto call = test::sampleCall(R"({"type":"track","event":"A"})");
        Request &request = call->stored.request;
        request.method = "POST";
        request.target = "/elsewhere?<b>";
        request.status = 200;
        request.code = "unusual_path";
        request.headers = {{"User-Agent", "sdk/1 <i>"}, {"X-Retry-Count", "1"}};
        f.panel.setCall(call);
        const auto *page = f.panel.findChild<QTextBrowser *>(u"requestPage"_s);
        QVERIFY(page->toPlainText().contains(u"POST /elsewhere?<b>"_s));
        QVERIFY(page->toPlainText().contains(u"sdk/1 <i>"_s));
        QVERIFY(page->toPlainText().contains(u"none of Segment's"_s));
        QVERIFY(!page->toPlainText().contains(u"same messageId"_s)); // it came once

        const auto again = test::sampleCall(R"({"type":"track","event":"A"})");
        again->copies = {{3, 0, 429, {{"User-Agent", "sdk/1"}}},
            {7, 1'500'000, 200, {{"User-Agent", "sdk/1"}, {"X-Retry-Count", "1"}}}};
        f.panel.setCall(again);
        const QString text = page->toPlainText();
        QVERIFY2(text.contains(u"Received 2 time"_s), qPrintable(text));
        for (const QString &part :
            {u"#3"_s, u"#7"_s, u"429"_s, u"1.5 s"_s, u"X-Retry-Count"_s, u"not sent"_s})
            QVERIFY2(text.contains(part), qPrintable(part));
        QVERIFY(!text.contains(u"User-Agent"_s)); // the same each time, and this request keeps none
        f.panel.showTab(u"request"_s);
        f.panel.grab();
    }

    void searchFindsFoldedFields()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.panel.showField("/userId");
        f.tree->collapse(f.field("/properties/products"));
        f.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.panel));
        f.tree->setFocus();
        auto *edit = f.panel.findChild<QLineEdit *>(u"findEdit"_s);
        const auto *state = f.panel.findChild<QLabel *>(u"findState"_s);
        QVERIFY(!edit->isVisible());
        QVERIFY(f.panel.openFind());
        QTest::keyClicks(edit, u"sku"_s); // two names; values none
        QCOMPARE(state->text(), u"1 of 2"_s);
        QCOMPARE(f.current(), u"/properties/products/0/sku"_s);
        QVERIFY(f.tree->isExpanded(f.field("/properties/products/0")));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(f.current(), u"/properties/products/1/sku"_s);
        QCOMPARE(state->text(), u"2 of 2"_s);
        f.panel.grab();
        QTest::keyClick(edit, Qt::Key_F3); // around
        QCOMPARE(f.current(), u"/properties/products/0/sku"_s);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(f.current(), u"/properties/products/1/sku"_s);

        edit->selectAll();
        QTest::keyClicks(edit, u"sock"_s); // "SOCK-W-M", "Wool Socks"
        QVERIFY2(state->text().endsWith(u" of 2"_s), qPrintable(state->text()));
        edit->selectAll();
        QTest::keyClicks(edit, u"Sock"_s); // capitals count when there are any
        QCOMPARE(state->text(), u"1 of 1"_s);
        QCOMPARE(f.current(), u"/properties/products/1/name"_s);
        edit->selectAll();
        QTest::keyClicks(edit, u"nowhere"_s);
        QCOMPARE(state->text(), u"Not found"_s);
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!edit->isVisible());
        QVERIFY(f.tree->hasFocus());
    }

    void searchFindsTexts()
    {
        Fixture f;
        const auto call = test::orderWithMistakes();
        f.panel.setCall(call);
        f.panel.showTab(u"raw"_s);
        f.raw->toggleFold(f.raw->content().folds().back().first);
        f.raw->setFocus();
        QVERIFY(f.panel.openFind());
        auto *edit = f.panel.findChild<QLineEdit *>(u"findEdit"_s);
        const auto *state = f.panel.findChild<QLabel *>(u"findState"_s);
        QTest::keyClicks(edit, u"wool socks"_s);
        QCOMPARE(state->text(), u"1 of 1"_s);
        QCOMPARE(f.raw->textCursor().selectedText(), u"Wool Socks"_s);
        QVERIFY(f.raw->textCursor().block().isVisible());
        QCOMPARE(f.current(), u"/properties/products/1/name"_s); // the other tabs go along
        f.button(u"As sent"_s)->click();                         // another text, the same search
        QCOMPARE(state->text(), u"1 place"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(f.raw->textCursor().selectedText(), u"Wool Socks"_s);

        f.panel.showTab(u"code"_s);
        QCOMPARE(state->text(), u"1 place"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(
            f.panel.findChild<QPlainTextEdit *>(u"codeView"_s)->textCursor().selectedText(), u"Wool Socks"_s);
        f.panel.showTab(u"request"_s);
        QCOMPARE(state->text(), u"Not found"_s);
        f.panel.showTab(u"inspector-diff"_s);
        QVERIFY(!f.panel.openFind()); // there it stays the table's filter
        f.panel.setCall(nullptr);
    }

    void requestTabDoesTheSums_data()
    {
        QTest::addColumn<QByteArray>("times");
        QTest::addColumn<QStringList>("said");
        // Received at 2025-11-14 10:42:10.
        QTest::newRow("a clock that is behind")
            << QByteArray(R"("timestamp":"2025-11-14T10:42:00Z","sentAt":"2025-11-14T10:42:06.8Z")")
            << QStringList{u"Received \u2212 sentAt"_s, u"+3.2 s"_s, u"timestamp + 3.2 s"_s,
                   u"2025-11-14T10:42:03.200000Z"_s, u"behind by 3.2 s"_s};
        QTest::newRow("a clock that is ahead")
            << QByteArray(R"("timestamp":"2025-11-14T10:42:00Z","sentAt":"2025-11-14T10:42:40Z")")
            << QStringList{u"timestamp \u2212 30 s"_s, u"2025-11-14T10:41:30.000000Z"_s, u"ahead by 30 s"_s};
        QTest::newRow("no sentAt") << QByteArray(R"("timestamp":"2025-11-14T10:42:00Z")")
                                   << QStringList{u"not sent"_s, u"Without sentAt"_s, u"counts as it is"_s};
        QTest::newRow("a sentAt that is none")
            << QByteArray(R"("timestamp":"2025-11-14T10:42:00Z","sentAt":"noon")")
            << QStringList{u"noon"_s, u"not ISO 8601"_s, u"corrects nothing"_s};
        QTest::newRow("a timestamp that is none")
            << QByteArray(R"("timestamp":12)")
            << QStringList{u"12"_s, u"not ISO 8601"_s, u"as of when it was received"_s};
        QTest::newRow("no times") << QByteArray(R"("userId":"u")") << QStringList{u"Without a timestamp"_s};
        QTest::newRow("originalTimestamp")
            << QByteArray(R"("originalTimestamp":"2025-11-14T10:42:00Z","sentAt":"2025-11-14T10:42:10Z")")
            << QStringList{u"originalTimestamp + 0"_s, u"agrees with ours"_s};
    }
    void requestTabDoesTheSums()
    {
        QFETCH(QByteArray, times);
        QFETCH(QStringList, said);
        Fixture f;
        const auto call = test::sampleCall(R"({"type":"track","event":"A",)" + times + "}");
        call->facts = CallFacts::of(call->view);
        call->stored.request.receivedAt = 1'763'116'930'000'000;
        f.panel.setCall(call);
        const QString text = f.panel.findChild<QTextBrowser *>(u"requestPage"_s)->toPlainText();
        for (const QString &part : said)
            QVERIFY2(text.contains(part), qPrintable(part + u"\n"_s + text));
    }

    void requestTabLeadsToTheBatch()
    {
        Fixture f;
        auto pool = std::make_shared<StringPool>();
        f.document.setSession({}, pool);
        RowBatch rows;
        rows.firstSeq = 1;
        for (int i = 0; i < 200; ++i) {
            CallRow row;
            row.type = CallType::Page;
            row.name = pool->intern(QByteArray("Page " + QByteArray::number(i + 1)));
            rows.rows.push_back(row);
        }
        f.document.append(std::move(rows));
        QByteArrayList items(120, R"({"type":"page","name":"A"})");
        const auto call = test::sampleCall("{\"batch\":[" + items.join(',') + "]}", {}, 60);
        call->stored.seq = 71; // so that the batch begins at 11
        call->copies = {{71, 0, 429, {}}, {190, 2'000'000, 429, {}}, {195, 5'500'000, 200, {}}};
        f.panel.setCall(call);
        auto *page = f.panel.findChild<QTextBrowser *>(u"requestPage"_s);
        QString text = page->toPlainText();
        QVERIFY2(text.contains(u"Position 61 of 120 in its batch"_s), qPrintable(text));
        for (const QString &name : {u"Page 46"_s, u"Page 71"_s, u"Page 95"_s})
            QVERIFY2(text.contains(name), qPrintable(name));
        QVERIFY(!text.contains(u"Page 45"_s) && !text.contains(u"Page 96"_s));
        for (const QString &interval :
            {u"2 s"_s, u"5.5 s"_s, u"3.5 s"_s}) // from the first, from the one before
            QVERIFY2(text.contains(interval), qPrintable(text));
        emit page->anchorClicked(QUrl(u"batch:all"_s));
        text = page->toPlainText();
        QVERIFY(text.contains(u"Page 11\n"_s) && text.contains(u"Page 130\n"_s));
        QVERIFY(!text.contains(u"Page 10\n"_s) && !text.contains(u"Page 131\n"_s));
        QSignalSpy asked(&f.panel, &InspectorPanel::callRequested);
        emit page->anchorClicked(QUrl(u"#72"_s));
        QCOMPARE(asked.last().constFirst().toUInt(), 72U);
    }

    void namesStayOnTheirLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << u"Order Completed"_s << u"Order Completed"_s;
        QTest::newRow("line breaks") << u"a\nb\r\nc\x2028"_s << u"a\u21B5b\u21B5c\u21B5"_s;
        QTest::newRow("a tab") << u"a\tb"_s << u"a\u21E5b"_s;
        QTest::newRow("what hides or turns") << u"a\x0007\x202E\x0062"_s << u"a\uFFFD\uFFFDb"_s;
        QTest::newRow("other scripts") << u"Größe 注文 \U0001F600"_s << u"Größe 注文 \U0001F600"_s;
    }
    void namesStayOnTheirLine()
    {
        QFETCH(QString, text);
        QTEST(oneLine(text), "line");
    }

    void noCallAndNoLuck()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.panel.setCall(nullptr);
        QVERIFY(!f.panel.call());
        f.panel.showNextProblem();
        f.panel.showField("/x");
        f.panel.showFailure(12, u"disk on fire"_s);
        bool said = false;
        for (const QLabel *label : f.panel.findChildren<QLabel *>())
            said |= label->isVisible() && label->text().contains(u"#12"_s) &&
                    label->text().contains(u"disk on fire"_s);
        QVERIFY(said);
    }

    void rowsReadWellAloud()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        QCOMPARE(f.field("/properties/order_id").data(Qt::AccessibleTextRole).toString(),
            u"properties.order_id, not sent, string, Missing, required, expected string"_s);
        QVERIFY(!f.tree->accessibleName().isEmpty());
        QVERIFY(!f.raw->accessibleName().isEmpty());
        for (const QToolButton *button : f.panel.findChildren<QToolButton *>())
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty() ||
                         !button->isVisibleTo(&f.panel),
                qPrintable(button->toolTip()));
        const QString header = f.panel.findChild<QWidget *>(u"callHeader"_s)->accessibleName();
        QVERIFY2(header.contains(u"track order completed"_s) && header.contains(u"3 errors"_s),
            qPrintable(header));
    }

    void codeIsThatOfTheCall()
    {
        Fixture f;
        f.panel.showTab(u"code"_s);
        f.panel.setCall(test::orderWithMistakes());
        auto *code = f.panel.findChild<QPlainTextEdit *>(u"codeView"_s);
        auto *language = f.panel.findChild<QComboBox *>(u"codeLanguage"_s);
        QVERIFY2(code->toPlainText().contains(u"order completed"), qPrintable(code->toPlainText()));
        QSignalSpy chosen(f.panel.code(), &CodePage::languageChosen);
        QTest::keyClicks(language, u"Python"_s);
        QCOMPARE(chosen.last().constFirst(), u"python"_s);
        QVERIFY2(code->toPlainText().contains(u"'revenue': '25.00'"), qPrintable(code->toPlainText()));
        f.button(u"Corrected"_s)->click();
        QVERIFY2(code->toPlainText().contains(u"'revenue': 25.00"), qPrintable(code->toPlainText()));
        QVERIFY2(code->toPlainText().contains(u"\n        # Missing: order_id (string)\n    },"),
            qPrintable(code->toPlainText()));
        f.panel.code()->setReach({.host = u"127.0.0.1"_s, .port = 8999, .lan = {}});
        f.button(u"With set-up"_s)->click();
        QVERIFY2(code->toPlainText().contains(u":8999"), qPrintable(code->toPlainText()));
        f.panel.findChild<QToolButton *>(u"codeCopy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), code->toPlainText());
        f.panel.setCall(test::sampleCall("{"));
        f.panel.showTab(u"code"_s);
        QCOMPARE(code->toPlainText(), QString());
        QVERIFY(!f.panel.findChild<QToolButton *>(u"codeCopy"_s)->isEnabled());
    }

    void longCallsAreWrittenOnDemand()
    {
        Fixture f;
        const QByteArray text(300'000, 'x');
        f.panel.setCall(test::sampleCall(
            R"({"type":"track","userId":"u","event":"Long","properties":{"a":")" + text + R"("}})"));
        f.panel.showTab(u"code"_s);
        auto *code = f.panel.findChild<QPlainTextEdit *>(u"codeView"_s);
        QCOMPARE(code->toPlainText(), QString());
        f.button(u"Write it"_s)->click();
        QTRY_VERIFY(code->toPlainText().contains(QString::fromLatin1(text)));
        QVERIFY(f.button(u"Write it"_s) == nullptr);
    }

    void filterClauses_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QString>("clause");
        QTest::newRow("event") << QByteArray("/event") << u"event:\"order completed\""_s;
        QTest::newRow("user") << QByteArray("/userId") << u"user:u_4217"_s;
        QTest::newRow("type") << QByteArray("/type") << u"type:track"_s;
        QTest::newRow("a text") << QByteArray("/properties/revenue") << u"properties.revenue=25.00"_s;
        QTest::newRow("a number") << QByteArray("/properties/tax") << u"properties.tax=2.00"_s;
        QTest::newRow("in an array") << QByteArray("/properties/products/0/product_id")
                                     << u"properties.products[0].product_id=p_1021"_s;
        QTest::newRow("an object") << QByteArray("/properties") << u"-missing:properties"_s;
        QTest::newRow("not sent") << QByteArray("/properties/order_id") << u"missing:properties.order_id"_s;
    }
    void filterClauses()
    {
        QFETCH(QByteArray, pointer);
        QFETCH(QString, clause);
        const auto call = test::orderWithMistakes();
        QCOMPARE(
            fieldClause(*call, *std::ranges::find(call->fields, pointer, &FieldVerdict::pointer)), clause);
        QVERIFY(Query::parse(clause).ok());
    }

    void iconsGrowWithTheText()
    {
        Fixture f;
        const QToolButton *next = f.button(u"Next problem"_s);
        QCOMPARE(next->iconSize(), QSize(14, 14));
        applyText(*qApp, {{}, {}, 200});
        QTRY_VERIFY(next->iconSize().width() > 20);
        applyText(*qApp, {});
        QTRY_COMPARE(next->iconSize(), QSize(14, 14));
    }

    void fieldsAreDraggedAsPathAndClause()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.panel.showField("/properties/tax");
        const QModelIndex index = f.tree->currentIndex();
        QVERIFY(f.tree->dragEnabled() && index.flags() & Qt::ItemIsDragEnabled);
        const std::unique_ptr<QMimeData> data(f.tree->model()->mimeData({index}));
        QCOMPARE(data->text(), u"properties.tax"_s);
        QCOMPARE(clauseIn(data.get()), u"properties.tax=2.00"_s);
    }

    void tintsTheRowOfAProblem()
    {
        Fixture f;
        f.panel.setCall(test::orderWithMistakes());
        f.panel.showField("/userId");
        const QImage image = f.tree->viewport()->grab().toImage();
        const Theme &theme = Theme::light();
        const auto colorAt = [&](const QByteArray &pointer, int x) {
            return image.pixelColor(x, f.tree->visualRect(f.field(pointer)).top() + 1);
        };
        const int right = f.tree->viewport()->width() - 3;
        QCOMPARE(colorAt("/properties/revenue", right), theme.of(Severity::Error).tint);
        QCOMPARE(colorAt("/properties/revenue", 1), theme.of(Severity::Error).fill);
        QCOMPARE(colorAt("/event", 1), theme.of(Severity::Warning).fill);
        QCOMPARE(colorAt("/messageId", right), theme.base);
    }
};

SPECTAP_GUI_TEST_MAIN(TestInspector)
#include "tst_inspector.moc"
