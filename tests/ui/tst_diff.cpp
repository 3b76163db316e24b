// SPDX-License-Identifier: MIT
#include <QApplication>

#include "model/items/fieldtreemodel.h"
#include "model/query/query.h"
#include "samplecall.h"
#include "tests/support/testmain.h"
#include "ui/diff/diffclauses.h"
#include "ui/diff/difffields.h"
#include "ui/diff/diffraw.h"
#include "ui/diff/difftree.h"
#include "ui/diff/difftreemodel.h"
#include "ui/english.h"
#include "ui/mainwindow.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"
#include "windowsession.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// The two orders of the design's picture.
std::shared_ptr<const ComparedCalls> orders(DiffOptions options = {})
{
    const auto a = test::sampleCall(
        R"({"type":"track","event":"Order Completed","userId":"u_5180","anonymousId":"d27b90c4",)"
        R"("messageId":"ajs-1","timestamp":"2025-11-14T10:40:58.113Z",)"
        R"("properties":{"order_id":"o_20931","revenue":42.50,"currency":"EUR","tax":3.40,"coupon":"FALL10",)"
        R"("products":[{"product_id":"p_1","name":"Rain Shell","brand":"Fernway","price":42.50}]},)"
        R"("context":{"library":{"name":"analytics.js"},"page":{"path":"/"},"ip":"203.0.113.7"}})");
    const auto b =
        test::sampleCall(R"({"type":"track","event":"order completed","userId":"u_4217",)"
                         R"("messageId":"node-1","timestamp":"2025-11-14 10:42:07",)"
                         R"("properties":{"revenue":"25.00","curency":"EUR","tax":2.00,"gift_wrap":true,)"
                         R"("products":[{"product_id":"p_2","name":"Trail Mug","price":9.00},)"
                         R"({"product_id":"p_1","name":"Wool Socks","price":8}]},)"
                         R"("context":{"ip":"203.0.113.7","library":{"name":"@segment/analytics-node"}}})",
            {{"/properties/revenue", Rule::Type, Severity::Error, "number", "string"},
                {"/properties/order_id", Rule::Required, Severity::Error, "string", {}}});
    a->stored.seq = 1102;
    auto calls = std::make_shared<ComparedCalls>();
    calls->a = a;
    calls->b = b;
    const auto catalogue = Catalogue::bundled();
    calls->diff = CallDiff(a->view, b->view, DiffFacts(*catalogue, CallType::Track, -1), std::move(options));
    return calls;
}

QStringList rowsBelow(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row)
        names << model.index(row, 0, parent).data().toString();
    return names;
}

struct Stage
{
    Stage()
        : document(session.checker)
        , window(&document)
    {
        document.setSession(session.path(), session.pool);
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        document.append(session.add(2 * test::WindowSession::RoundSize));
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        table = find<EventTable>(u"eventTable"_s);
        tabs = find<QTabWidget>(u"centreTabs"_s);
    }
    template <typename T> T *find(const QString &name)
    {
        T *found = window.findChild<T *>(name);
        if (!found)
            qFatal("no widget named %s", qPrintable(name));
        return found;
    }
    /// The tree of the tab, not the inspector's.
    DiffTree *tree() { return find<QWidget>(u"diffView"_s)->findChild<DiffTree *>(); }
    DiffTree *narrowTree() { return find<QWidget>(u"diffPage"_s)->findChild<DiffTree *>(); }
    void select(quint32 seq)
    {
        table->selectSeq(seq);
        settle();
    }
    void settle() { QTRY_VERIFY(window.isSettled()); }
    /// What the tab compares: "5, 17".
    QString title() { return tabs->tabText(tabs->currentIndex()); }

    test::WindowSession session;
    SessionDocument document;
    MainWindow window;
    EventTable *table = nullptr;
    QTabWidget *tabs = nullptr;
};

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        installEnglishPlurals(*qApp);
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void modelHoldsUnderChanges();
    void rowsSayWhatBecameOfFields();
    void textsStandBesideEachOther();
    void barSaysWhatItHides();
    void comparesWithTheCallBefore();
    void comparesTwoSelectedCalls();
    void stepsThroughChanges();
    void filtersForCallsLikeIt_data();
    void filtersForCallsLikeIt();
    void comparesWithThePinnedCall();
    void inspectorShowsIt();
    void closesWithTheSession();
};

void TestDiff::modelHoldsUnderChanges()
{
    DiffTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCalls(orders());
    model.setHideSame(false);
    model.setCalls(orders({.ignoreVolatile = false, .itemKey = "product_id"}));
    model.setHideSame(true);
    auto lonely = std::make_shared<ComparedCalls>(*orders());
    lonely->a.reset();
    model.setCalls(lonely);
    QCOMPARE(model.rowCount(), 0);
    model.setCalls(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestDiff::rowsSayWhatBecameOfFields()
{
    DiffTreeModel model;
    const auto calls = orders();
    model.setCalls(calls);
    QCOMPARE(rowsBelow(model), (QStringList{u"event"_s, u"userId"_s, u"anonymousId"_s, u"timestamp"_s,
                                   u"properties"_s, u"context"_s}));
    const QModelIndex properties = model.index(4, 0);
    QCOMPARE(
        rowsBelow(model, properties), (QStringList{u"order_id"_s, u"revenue"_s, u"currency \u2192 curency"_s,
                                          u"tax"_s, u"coupon"_s, u"gift_wrap"_s, u"products"_s}));
    // What is left of the library is one field: it needs no row of its own above it.
    QCOMPARE(rowsBelow(model, model.index(5, 0)), (QStringList{u"library.name"_s, u"page"_s}));
    const auto cell = [&](int row, int column) {
        return model.index(row, column, properties).data().toString();
    };
    QCOMPARE(cell(0, DiffAColumn), u"\"o_20931\""_s);
    QCOMPARE(cell(0, DiffBColumn), u"not sent"_s);
    QCOMPARE(cell(0, DiffChangeColumn), u"Gone"_s);
    QCOMPARE(cell(1, DiffATypeColumn), u"number"_s);
    QCOMPARE(cell(1, DiffBTypeColumn), u"string"_s);
    QCOMPARE(cell(1, DiffChangeColumn), u"Type changed"_s);
    QCOMPARE(cell(2, DiffChangeColumn), u"Renamed"_s);
    QCOMPARE(cell(5, DiffChangeColumn), u"Added"_s);
    QCOMPARE(model.index(3, DiffChangeColumn).data().toString(), u"Format changed"_s);
    QCOMPARE(model.index(1, 0, properties).data(Qt::AccessibleTextRole).toString(),
        u"properties.revenue, Type changed, A 42.50, B \"25.00\", B: error"_s);
    // Findings about fields that B lacks stand where A has them.
    QCOMPARE(
        model.verdicts().worst(model.fieldAt(model.index(0, 0, properties)), DiffSide::B), Severity::Error);
    QCOMPARE(model.headerData(DiffAColumn, Qt::Horizontal).toString(), u"A   #1102"_s);

    model.setHideSame(false);
    QVERIFY(rowsBelow(model).contains(u"type"_s));
    QVERIFY(rowsBelow(model).contains(u"messageId"_s));
    QCOMPARE(rowsBelow(model, model.index(int(rowsBelow(model).indexOf(u"context"_s)), 0)),
        (QStringList{u"library"_s, u"page"_s, u"ip"_s}));
}

void TestDiff::textsStandBesideEachOther()
{
    const auto calls = orders();
    DiffRaw raw;
    raw.resize(900, 400);
    raw.setCalls(calls);
    raw.show();
    const RawAlignment &alignment = raw.alignment();
    // Every line of both stands in one row, in order.
    for (const DiffSide side : {DiffSide::A, DiffSide::B}) {
        int next = 0;
        for (const RawAlignment::Row &row : alignment.rows) {
            const int line = side == DiffSide::A ? row.a : row.b;
            QVERIFY(line < 0 || line == next++);
        }
        QCOMPARE(next, int(alignment.lines(side).size()));
    }
    const auto rowOf = [&](const char *pointer, DiffSide side) {
        const int row = alignment.rowOf(calls->diff, calls->diff.fieldAt(pointer, side));
        return row < 0 ? RawAlignment::Row{} : alignment.rows[std::size_t(row)];
    };
    const RawAlignment::Row revenue = rowOf("/properties/revenue", DiffSide::B);
    QVERIFY(revenue.a >= 0 && revenue.b >= 0);
    QCOMPARE(alignment.a[std::size_t(revenue.a)].change, FieldChange::TypeChanged);
    const RawAlignment::Row coupon = rowOf("/properties/coupon", DiffSide::A);
    QVERIFY(coupon.a >= 0 && coupon.b < 0);
    const RawAlignment::Row gift = rowOf("/properties/gift_wrap", DiffSide::B);
    QVERIFY(gift.a < 0 && gift.b >= 0);
    // Of what came as a whole each line is marked.
    const RawAlignment::Row added = rowOf("/properties/products/1", DiffSide::B);
    for (int line = added.b; line < added.b + 5; ++line)
        QCOMPARE(alignment.b[std::size_t(line)].change, FieldChange::Added);
    // The order of B's members differs: what stands elsewhere still has all its lines.
    QVERIFY(rowOf("/context/ip", DiffSide::B).b >= 0);
    raw.showField(calls->diff.fieldAt("/context/page/path", DiffSide::A)); // inside of what is gone
    raw.grab();
}

void TestDiff::barSaysWhatItHides()
{
    DiffFields fields;
    fields.resize(1200, 400);
    fields.show();
    fields.setCalls(orders());
    const auto box = [&fields](const char *name) {
        return fields.findChild<QCheckBox *>(QString::fromLatin1(name));
    };
    QCOMPARE(box("diffHideSame")->text(), u"Hide same (2)"_s); // type and context.ip
    QCOMPARE(box("diffIgnoreVolatile")->text(), u"Ignore messageId"_s);
    QCOMPARE(box("diffMatchItems")->text(), u"Match array items by product_id"_s);
    QVERIFY(!fields.options().itemKey.size());
    int asked = 0;
    connect(&fields, &DiffFields::optionsChanged, this, [&] {
        ++asked;
        fields.setCalls(orders(fields.options()));
    });
    box("diffMatchItems")->click();
    QCOMPARE(fields.options().itemKey, QByteArray("product_id"));
    box("diffIgnoreVolatile")->click();
    QVERIFY(!fields.options().ignoreVolatile);
    QCOMPARE(asked, 2);
    QVERIFY(rowsBelow(*fields.findChild<DiffTree *>()->model()).contains(u"messageId"_s));
}

void TestDiff::comparesWithTheCallBefore()
{
    Stage stage;
    stage.select(17); // Order Completed of the second round
    stage.find<QAction>(u"diffAction"_s)->trigger();
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #5, #17"_s);
    // Docks make room, and come back.
    QVERIFY(!stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());
    // Only ids of messages differ.
    QCOMPARE(stage.tree()->model()->rowCount(), 0);
    stage.tabs->setCurrentIndex(0);
    QVERIFY(stage.find<QDockWidget>(u"inspectorDock"_s)->isVisible());

    stage.select(1); // the first page: no call before it
    stage.find<QAction>(u"diffAction"_s)->trigger();
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #1"_s);
    QVERIFY(!stage.find<QPushButton>(u"diffCopy"_s)->isEnabled());
}

void TestDiff::comparesTwoSelectedCalls()
{
    Stage stage;
    stage.select(6);
    stage.table->selectionModel()->select(
        stage.table->model()->index(4, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(stage.table->selectedSeqs(), (std::vector<quint32>{5, 6}));
    QTest::keyClick(stage.table, Qt::Key_D, Qt::ControlModifier);
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #5, #6"_s);
    QCOMPARE(rowsBelow(*stage.tree()->model()), (QStringList{u"event"_s, u"properties"_s}));
    QVERIFY(stage.find<QLabel>(u"diffVerdict"_s)->text().contains(u"1 error"_s));

    stage.find<QPushButton>(u"diffSwap"_s)->click();
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #6, #5"_s);
    stage.find<QPushButton>(u"diffCopy"_s)->click();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(u"| `properties.revenue` | `25` | `\"25.00\"` | number became string |"_s),
        qPrintable(copied));
    QVERIFY(copied.contains(u"- A: `#6 order completed, "_s));

    // Any other of its name from the list beside it.
    auto *others = stage.find<QTreeWidget>(u"diffOthers"_s);
    QVERIFY(others->topLevelItemCount() > 0);
    emit others->itemActivated(others->topLevelItem(0), 0);
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #18, #5"_s);
}

void TestDiff::stepsThroughChanges()
{
    Stage stage;
    stage.select(6);
    stage.table->selectionModel()->select(
        stage.table->model()->index(4, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    stage.find<QAction>(u"diffAction"_s)->trigger();
    stage.settle();
    const auto current = [&] { return stage.tree()->currentIndex().data().toString(); };
    const auto *position = stage.find<QWidget>(u"diffView"_s)->findChild<QLabel *>(u"diffPosition"_s);
    QCOMPARE(current(), u"event"_s);
    QCOMPARE(position->text(), u"Change 1 of 3"_s);
    QTest::keyClick(&stage.window, Qt::Key_F8);
    QCOMPARE(current(), u"order_id"_s);
    QTest::keyClick(&stage.window, Qt::Key_F8);
    QCOMPARE(current(), u"revenue"_s);
    // What A has wrong there is said, for B has nothing wrong.
    QVERIFY(stage.find<QLabel>(u"diffFinding"_s)->text().startsWith(u"In A: revenue must be a number"_s));
    QCOMPARE(stage.find<QPushButton>(u"diffLikeA"_s)->toolTip(),
        u"event=\"Order Completed\" typeof:properties.revenue=string"_s);
    QTest::keyClick(&stage.window, Qt::Key_F8);
    QCOMPARE(current(), u"event"_s);
    QTest::keyClick(&stage.window, Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(current(), u"revenue"_s);
    QCOMPARE(position->text(), u"Change 3 of 3"_s);
    stage.find<QPushButton>(u"diffLikeA"_s)->click();
    QCOMPARE(stage.tabs->currentIndex(), 0);
    stage.settle();
    QCOMPARE(stage.table->model()->rowCount(), 2); // one in either round
}

void TestDiff::filtersForCallsLikeIt_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QString>("likeA");
    QTest::addColumn<QString>("likeB");
    const auto row = [](const char *pointer, const QString &a, const QString &b) {
        const QString nameA = u"event=\"Order Completed\" "_s;
        const QString nameB = u"event=\"order completed\" "_s;
        QTest::newRow(pointer) << QByteArray(pointer) << (a.isEmpty() ? a : nameA + a)
                               << (b.isEmpty() ? b : nameB + b);
    };
    row("/properties/revenue", u"typeof:properties.revenue=number"_s, u"typeof:properties.revenue=string"_s);
    row("/properties/coupon", u"-missing:properties.coupon"_s, u"missing:properties.coupon"_s);
    row("/properties/currency", u"-missing:properties.currency"_s, u"-missing:properties.curency"_s);
    row("/properties/tax", u"properties.tax=3.40"_s, u"properties.tax=2.00"_s);
    row("/properties/products/0/brand", u"-missing:properties.products[].brand"_s,
        u"missing:properties.products[].brand"_s);
    row("/userId", u"user=u_5180"_s, u"user=u_4217"_s);
    row("/type", {}, {});
    row("/properties", {}, {});
}

void TestDiff::filtersForCallsLikeIt()
{
    QFETCH(const QByteArray, pointer);
    QFETCH(const QString, likeA);
    QFETCH(const QString, likeB);
    const auto calls = orders();
    const int field = calls->diff.fieldAt(pointer, DiffSide::A);
    QVERIFY(field >= 0);
    QString a = callsLikeFilter(*calls, field, DiffSide::A);
    QString b = callsLikeFilter(*calls, field, DiffSide::B);
    // Whether plain words are quoted is the filter's matter.
    for (const QString &word : {u"3.40"_s, u"2.00"_s, u"u_5180"_s, u"u_4217"_s}) {
        a.replace(u'"' + word + u'"', word);
        b.replace(u'"' + word + u'"', word);
    }
    QCOMPARE(a, likeA);
    QCOMPARE(b, likeB);
    for (const QString &query : {a, b})
        QVERIFY2(query.isEmpty() || Query::parse(query), qPrintable(query));
}

void TestDiff::comparesWithThePinnedCall()
{
    Stage stage;
    QAction *compare = stage.find<QAction>(u"diffPinned"_s);
    stage.select(2);
    QVERIFY(!compare->isEnabled());
    stage.find<QAction>(u"setAsA"_s)->trigger();
    QVERIFY(!compare->isEnabled()); // with itself
    stage.select(14);
    QVERIFY(compare->isEnabled());
    QCOMPARE(compare->text(), u"Compare with &A, #2"_s);
    compare->trigger();
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #2, #14"_s);
    stage.tabs->setCurrentIndex(0);
    stage.select(2);
    stage.find<QAction>(u"setAsA"_s)->trigger();
    stage.select(14);
    QVERIFY(!compare->isEnabled());
}

void TestDiff::inspectorShowsIt()
{
    Stage stage;
    stage.select(17);
    const auto *tabs = stage.find<QTabWidget>(u"inspectorTabs"_s);
    QCOMPARE(tabs->currentIndex(), 0);
    QTest::keyClick(stage.table, Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(tabs->currentWidget(), stage.find<QWidget>(u"diffPage"_s));
    stage.settle();
    const auto *against = stage.find<QToolButton>(u"diffAgainst"_s);
    QVERIFY2(against->text().startsWith(u"Against #5 Order Completed"_s), qPrintable(against->text()));
    stage.select(18);
    QTRY_VERIFY2(against->text().startsWith(u"Against #6 order completed"_s), qPrintable(against->text()));
    // Another call, for this one only.
    against->menu()->popup(QPoint());
    QAction *other = nullptr;
    for (QAction *action : against->menu()->actions())
        other = action->text().startsWith(u"#5 ") ? action : other;
    QVERIFY(other);
    other->trigger();
    against->menu()->close();
    QTRY_VERIFY(against->text().startsWith(u"Against #5 "_s));
    QTRY_COMPARE(rowsBelow(*stage.narrowTree()->model()), (QStringList{u"event"_s, u"properties"_s}));
    // The field that one looks at is the one in Fields and Raw.
    const auto *fields = stage.find<QTreeView>(u"fieldTree"_s);
    const QAbstractItemModel &changes = *stage.narrowTree()->model();
    stage.narrowTree()->setCurrentIndex(changes.index(0, 0, changes.index(1, 0)));
    QVERIFY2(fields->currentIndex().data(FieldPointerRole).toString().startsWith(u"/properties/"_s),
        qPrintable(fields->currentIndex().data(FieldPointerRole).toString()));
    stage.narrowTree()->setCurrentIndex(changes.index(0, 0));
    QCOMPARE(fields->currentIndex().data(FieldPointerRole).toString(), u"/event"_s);
    QVERIFY(stage.find<QPlainTextEdit>(u"rawView"_s)->textCursor().block().text().contains(u"\"event\""));
    stage.find<QToolButton>(u"diffOpen"_s)->click();
    stage.settle();
    QCOMPARE(stage.title(), u"Diff #5, #18"_s);
    stage.tabs->setCurrentIndex(0);

    stage.select(1);
    QTRY_VERIFY(stage.find<QLabel>(u"diffNothing"_s)->isVisible());
    QCOMPARE(
        stage.find<QLabel>(u"diffNothing"_s)->text(), u"No call before this one has its type and name."_s);
    stage.find<QAction>(u"setAsA"_s)->trigger();
    stage.select(2);
    QTRY_VERIFY(against->text().startsWith(u"Against #1 Home"_s));
}

void TestDiff::closesWithTheSession()
{
    Stage stage;
    QVERIFY(stage.window.showView(u"diff"_s)); // of the newest, when none is selected
    stage.settle();
    QCOMPARE(stage.tabs->count(), 2);
    emit stage.tabs->tabCloseRequested(stage.tabs->currentIndex());
    QCOMPARE(stage.tabs->count(), 1);
    stage.select(5);
    stage.find<QAction>(u"setAsA"_s)->trigger();
    QVERIFY(stage.window.showView(u"diff"_s));
    QCOMPARE(stage.tabs->count(), 2);
    stage.document.setSession(stage.session.path(), std::make_shared<StringPool>());
    QCOMPARE(stage.tabs->count(), 1);
    QVERIFY(!stage.find<QAction>(u"diffAction"_s)->isEnabled());
    QVERIFY(!stage.find<QAction>(u"diffPinned"_s)->isEnabled());
}

SPECTAP_GUI_TEST_MAIN(TestDiff)
#include "tst_diff.moc"
