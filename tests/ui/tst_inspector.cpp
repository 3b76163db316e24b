// SPDX-License-Identifier: MIT
#include <QApplication>

#include "samplecall.h"
#include "tests/support/testmain.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/fieldspage.h"
#include "ui/inspector/fieldwordsmodel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/rawview.h"
#include "ui/theme/apptheme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
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
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

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
            {u"#3"_s, u"#7"_s, u"429"_s, u"1.50 s"_s, u"X-Retry-Count"_s, u"not sent"_s})
            QVERIFY2(text.contains(part), qPrintable(part));
        QVERIFY(!text.contains(u"User-Agent"_s)); // the same each time, and this request keeps none
        f.panel.showTab(u"request"_s);
        f.panel.grab();
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
        QTest::newRow("user") << QByteArray("/userId") << u"user:\"u_4217\""_s;
        QTest::newRow("type") << QByteArray("/type") << u"type:track"_s;
        QTest::newRow("no key for it") << QByteArray("/properties/tax") << QString();
    }
    void filterClauses()
    {
        QFETCH(QByteArray, pointer);
        const auto call = test::orderWithMistakes();
        QTEST(
            filterClause(*call, *std::ranges::find(call->fields, pointer, &FieldVerdict::pointer)), "clause");
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
