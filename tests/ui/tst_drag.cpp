// SPDX-License-Identifier: MIT
#include "model/query/query.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/drag/calldrag.h"
#include "ui/drag/dragdata.h"
#include "ui/drag/dropspot.h"
#include "ui/drag/rowclause.h"
#include "ui/english.h"
#include "ui/theme/apptheme.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QTabWidget>
#include <QTimer>
#include <QTreeView>
#include <QUrl>
#include <QWindow>

#include <memory>

using namespace spectap;
using namespace Qt::StringLiterals;
using test::Stage;

namespace {

std::unique_ptr<QMimeData> dragged(const std::vector<quint32> &seqs, const QString &path)
{
    auto data = std::make_unique<QMimeData>();
    putCalls(data.get(), path, seqs);
    return data;
}

/// Brings `data` over the middle of `target`, as the platform would; true when it may be dropped there.
bool hover(QWidget *target, const QMimeData *data)
{
    QDragEnterEvent enter(target->rect().center(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(target, &enter);
    return enter.isAccepted();
}

/// Drops it there.
bool drop(QWidget *target, const QMimeData *data)
{
    if (!hover(target, data))
        return false;
    QDropEvent event(target->rect().center(), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    event.ignore();
    QApplication::sendEvent(target, &event);
    return event.isAccepted();
}

/// What is said over `target`; empty when nothing is.
QString spotWords(QWidget *target)
{
    const DropSpot *spot = target->findChild<DropSpot *>({}, Qt::FindDirectChildrenOnly);
    return spot && spot->isVisible() ? spot->accessibleName() : QString();
}

QPoint inWindow(const QWidget *widget, const QPoint &at)
{
    return widget->mapTo(widget->window(), at);
}

/// Whether drags come to anything here; the offscreen platform gives them up at once.
bool hasDrags()
{
    return QGuiApplication::platformName() != u"offscreen";
}

/// Drags with the mouse from one place of the window to another; `over` is called before the button is
/// released there.
void dragByMouse(
    QWindow *window, const QPoint &from, const QPoint &to, const std::function<void()> &over = [] {})
{
    QTest::mousePress(window, Qt::LeftButton, {}, from);
    constexpr int Steps = 10;
    int step = 0;
    QTimer steps;
    // A drag has an event loop of its own.
    QObject::connect(&steps, &QTimer::timeout, window, [&] {
        ++step;
        if (step <= Steps) {
            QTest::mouseMove(window, from + (to - from) * step / Steps);
        } else if (step == Steps + 3) {
            over();
            QTest::mouseRelease(window, Qt::LeftButton, {}, to);
        }
    });
    steps.start(20);
    QTRY_VERIFY_WITH_TIMEOUT(step > Steps + 5, 10'000);
}

} // namespace

/// What can be dragged out of the window, and from one place of it to another.
class DragTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        installEnglishPlurals(*qApp);
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void rowsAreDraggedAsFileAndText_data();
    void rowsAreDraggedAsFileAndText();
    void cellsAreClauses_data();
    void cellsAreClauses();
    void clausesAreTakenByTheFilter();
    void textIsStillTakenByTheFilter();
    void callsAreTakenByTheSidesOfADiff();
    void callsAreTakenByTheInspectorsDiff();
    void ownDragsOpenNothing();
    void rowIsDraggedByMouse();
    void fieldIsDraggedByMouse();
    void selectedRowsStaySelected();
};

void DragTest::rowsAreDraggedAsFileAndText_data()
{
    QTest::addColumn<QList<quint32>>("seqs");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("one") << QList<quint32>{5} << u"Order Completed 5.json"_s
                         << QByteArray(R"({"type":"track","event":"Order Completed")");
    QTest::newRow("without a name") << QList<quint32>{7} << u"group 7.json"_s
                                    << QByteArray(R"({"type":"group")");
    QTest::newRow("several") << QList<quint32>{2, 5, 9} << u"calls 2-9.json"_s
                             << QByteArray("[\n{\"type\":\"track\",\"event\":\"Product Viewed\"");
}

void DragTest::rowsAreDraggedAsFileAndText()
{
    QFETCH(QList<quint32>, seqs);
    QFETCH(QString, file);
    QFETCH(QByteArray, begins);
    QString path;
    {
        Stage stage;
        stage.add(12);
        stage.table()->selectSeq(seqs.first());
        for (const quint32 seq : seqs)
            stage.table()->selectionModel()->select(stage.table()->model()->index(int(seq) - 1, 0),
                QItemSelectionModel::Select | QItemSelectionModel::Rows);
        bool ready = false;
        connect(stage.find<CallDrag>({}), &CallDrag::ready, this, [&](const QMimeData *data) {
            ready = true;
            QVERIFY(data->hasUrls() && data->hasText() && isOwnDrag(data));
            path = data->urls().constFirst().toLocalFile();
            QCOMPARE(QFileInfo(path).fileName(), file);
            QFile written(path);
            QVERIFY(written.open(QIODevice::ReadOnly));
            const QByteArray text = written.readAll();
            QVERIFY2(text.startsWith(begins), text.constData());
            QCOMPARE(data->text().toUtf8(), text);
            const std::vector<quint32> calls = callsIn(data, stage.session.path());
            QCOMPARE(QList<quint32>(calls.begin(), calls.end()), seqs);
        });
        emit stage.table()->dragRequested(0);
        QTRY_VERIFY(ready);
        QVERIFY(QFile::exists(path)); // whoever took it may read it still
    }
    QVERIFY(!QFile::exists(path));
}

void DragTest::cellsAreClauses_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("clause");
    const QList<int> one{4};
    QTest::newRow("number") << one << int(SeqColumn) << u"seq:5"_s;
    QTest::newRow("numbers") << QList<int>{1, 4} << int(SeqColumn) << u"seq:2,5"_s;
    QTest::newRow("type") << one << int(TypeColumn) << u"type:track"_s;
    QTest::newRow("types") << QList<int>{0, 1, 2} << int(TypeColumn) << u"type:page,track"_s;
    QTest::newRow("name") << one << int(NameColumn) << u"event:\"Order Completed\""_s;
    QTest::newRow("names") << QList<int>{1, 4, 8} << int(NameColumn)
                           << u"event:\"Product Viewed\",\"Order Completed\""_s;
    QTest::newRow("no name: its type") << QList<int>{6} << int(NameColumn) << u"type:group"_s;
    QTest::newRow("user") << one << int(IdColumn) << u"user:u_4217"_s;
    QTest::newRow("anonymous") << QList<int>{0, 1} << int(IdColumn) << u"anon:9f2c41d7-0"_s;
    QTest::newRow("no ID: its name") << QList<int>{8} << int(IdColumn) << u"event:\"Product Viewed\""_s;
    QTest::newRow("verdict") << one << int(VerdictColumn) << u"has:error"_s;
    QTest::newRow("key") << one << int(WriteKeyColumn) << u"key:checkout"_s;
    QTest::newRow("library") << one << int(LibraryColumn) << u"lib:@segment/analytics-node"_s;
    QTest::newRow("says nothing of its own") << one << int(SizeColumn) << u"event:\"Order Completed\""_s;
}

void DragTest::cellsAreClauses()
{
    QFETCH(QList<int>, rows);
    QFETCH(int, column);
    QFETCH(QString, clause);
    Stage stage;
    stage.add(12);
    QModelIndexList cells;
    for (const int row : rows)
        cells << stage.table()->model()->index(row, column);
    QCOMPARE(rowClause(cells), clause);
    // It finds what it was made from.
    stage.find<QLineEdit>(u"filterEdit"_s);
    stage.filter(clause);
    QTRY_VERIFY(stage.window.isSettled());
    for (const int row : rows)
        QVERIFY(stage.table()->selectSeq(quint32(row) + 1));
}

void DragTest::clausesAreTakenByTheFilter()
{
    Stage stage;
    stage.add(12);
    auto *edit = stage.find<QLineEdit>(u"filterEdit"_s);
    stage.filter(u"type:track"_s);
    QTRY_VERIFY(stage.window.isSettled());
    QMimeData data;
    data.setText(u"properties.revenue"_s);
    putClause(&data, u"properties.revenue=25.00"_s);
    QVERIFY(hover(edit, &data));
    QCOMPARE(spotWords(edit), u"Filter by properties.revenue=25.00"_s);
    QDragLeaveEvent leave;
    QApplication::sendEvent(edit, &leave);
    QCOMPARE(spotWords(edit), QString());
    QCOMPARE(edit->text(), u"type:track"_s);
    QVERIFY(drop(edit, &data));
    QCOMPARE(spotWords(edit), QString());
    QCOMPARE(edit->text(), u"type:track properties.revenue=25.00"_s);
    QTRY_COMPARE(stage.table()->model()->rowCount(), 2); // the text, and the number
}

void DragTest::textIsStillTakenByTheFilter()
{
    Stage stage;
    stage.add(12);
    auto *edit = stage.find<QLineEdit>(u"filterEdit"_s);
    QMimeData data;
    data.setText(u"coupon"_s);
    QVERIFY(hover(edit, &data));
    QCOMPARE(spotWords(edit), QString());
    QVERIFY(drop(edit, &data));
    QCOMPARE(edit->text(), u"coupon"_s);
}

void DragTest::callsAreTakenByTheSidesOfADiff()
{
    Stage stage;
    stage.add(24);
    stage.table()->selectSeq(17);
    stage.find<QAction>(u"diffAction"_s)->trigger();
    QTRY_VERIFY(stage.window.isSettled());
    auto *tabs = stage.find<QTabWidget>(u"centreTabs"_s);
    const auto title = [tabs] { return tabs->tabText(tabs->currentIndex()); };
    auto *a = stage.find<QWidget>(u"diffCallA"_s);
    auto *b = stage.find<QWidget>(u"diffCallB"_s);
    QCOMPARE(title(), u"Diff #5, #17"_s);
    const QString path = stage.session.path();

    QVERIFY(hover(b, dragged({6}, path).get()));
    QCOMPARE(spotWords(b), u"Compare #6 as B"_s);
    QVERIFY(drop(b, dragged({6}, path).get()));
    QTRY_COMPARE(title(), u"Diff #5, #6"_s);
    QVERIFY(drop(a, dragged({17}, path).get()));
    QTRY_COMPARE(title(), u"Diff #17, #6"_s);
    QVERIFY(drop(a, dragged({6}, path).get())); // the other side's
    QTRY_COMPARE(title(), u"Diff #6, #17"_s);
    QVERIFY(drop(a, dragged({5, 18}, path).get()));
    QTRY_COMPARE(title(), u"Diff #5, #18"_s);
    // More than there are sides for, and calls of another session.
    QVERIFY(!hover(a, dragged({5, 6, 7}, path).get()));
    QVERIFY(!hover(a, dragged({5}, u"/elsewhere/shop.spectap"_s).get()));
    QVERIFY(!drop(a, dragged({5}, u"/elsewhere/shop.spectap"_s).get()));
    QCOMPARE(spotWords(a), QString());
    QCOMPARE(title(), u"Diff #5, #18"_s);
}

void DragTest::callsAreTakenByTheInspectorsDiff()
{
    Stage stage;
    stage.add(24);
    stage.table()->selectSeq(17);
    auto *tabs = stage.find<QTabWidget>(u"inspectorTabs"_s);
    auto *page = stage.find<QWidget>(u"diffPage"_s);
    tabs->setCurrentWidget(page);
    QTRY_VERIFY(stage.window.isSettled());
    const auto data = dragged({6}, stage.session.path());
    QVERIFY(hover(page, data.get()));
    QCOMPARE(spotWords(page), u"Set #6 as A: calls are compared with it"_s);
    QVERIFY(drop(page, data.get()));
    // The same as the command on the call.
    QCOMPARE(stage.find<QAction>(u"diffPinned"_s)->text(), u"Compare with &A, #6"_s);
}

void DragTest::ownDragsOpenNothing()
{
    Stage stage;
    stage.add(12);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/a/Order Completed 5.json"_s)});
    putCalls(&data, stage.session.path(), {5});
    QVERIFY(!hover(&stage.window, &data));
    QVERIFY(!stage.find<QWidget>(u"dropTarget"_s)->isVisible());
}

void DragTest::rowIsDraggedByMouse()
{
    Stage stage;
    stage.add(12);
    QTRY_VERIFY(stage.window.isSettled());
    auto *edit = stage.find<QLineEdit>(u"filterEdit"_s);
    const QModelIndex cell = stage.table()->model()->index(4, NameColumn);
    const QPoint from = inWindow(stage.table()->viewport(), stage.table()->visualRect(cell).center());
    QString carried;
    QString said;
    connect(stage.find<CallDrag>({}), &CallDrag::ready, this,
        [&](const QMimeData *data) { carried = clauseIn(data); });
    dragByMouse(stage.window.windowHandle(), from, inWindow(edit, edit->rect().center()), [&] {
        said = spotWords(edit);
        if (const QString file = qEnvironmentVariable("SPECTAP_PICTURE"); !file.isEmpty())
            stage.window.grab().save(file);
    });
    QCOMPARE(carried, u"event:\"Order Completed\""_s);
    QCOMPARE(stage.table()->selectedSeqs(), std::vector<quint32>{5});
    if (!hasDrags())
        QSKIP("no drags on this platform");
    QCOMPARE(said, u"Filter by event:\"Order Completed\""_s);
    QCOMPARE(edit->text(), u"event:\"Order Completed\""_s);
}

void DragTest::fieldIsDraggedByMouse()
{
    if (!hasDrags())
        QSKIP("no drags on this platform");
    Stage stage;
    stage.add(12);
    stage.table()->selectSeq(5);
    QTRY_VERIFY(stage.window.isSettled());
    auto *edit = stage.find<QLineEdit>(u"filterEdit"_s);
    auto *tree = stage.find<QTreeView>(u"fieldTree"_s);
    QModelIndex field;
    for (QModelIndex at = tree->model()->index(0, 0); at.isValid(); at = tree->indexBelow(at)) {
        if (at.data().toString() == u"revenue")
            field = at;
    }
    QVERIFY(field.isValid());
    const QPoint from = inWindow(tree->viewport(), tree->visualRect(field).center());
    dragByMouse(stage.window.windowHandle(), from, inWindow(edit, edit->rect().center()));
    QCOMPARE(edit->text(), u"properties.revenue=25.00"_s);
}

void DragTest::selectedRowsStaySelected()
{
    Stage stage;
    stage.add(24);
    stage.table()->selectSeq(2);
    stage.table()->selectionModel()->select(
        stage.table()->model()->index(4, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTRY_VERIFY(stage.window.isSettled());
    auto *edit = stage.find<QLineEdit>(u"filterEdit"_s);
    const QModelIndex cell = stage.table()->model()->index(4, SeqColumn);
    QString carried;
    connect(stage.find<CallDrag>({}), &CallDrag::ready, this,
        [&](const QMimeData *data) { carried = clauseIn(data); });
    dragByMouse(stage.window.windowHandle(),
        inWindow(stage.table()->viewport(), stage.table()->visualRect(cell).center()),
        inWindow(edit, edit->rect().center()));
    QCOMPARE(carried, u"seq:2,5"_s);
    if (hasDrags())
        QCOMPARE(edit->text(), u"seq:2,5"_s);
}

SPECTAP_GUI_TEST_MAIN(DragTest)
#include "tst_drag.moc"
