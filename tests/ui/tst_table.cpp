// SPDX-License-Identifier: MIT
// The live table by mouse and keyboard: columns, times, order, copies.
#include "model/items/eventtablemodel.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/english.h"
#include "ui/settings/settings.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventwords.h"
#include "ui/theme/apptheme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QInputDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QToolTip>

using namespace spectap;
using namespace Qt::StringLiterals;
using test::Stage;

namespace {

QString cell(Stage &stage, quint32 seq, int column)
{
    EventTable *table = stage.table();
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data(SeqRole).toUInt() == seq)
            return table->model()->index(row, column).data().toString();
    }
    return u"(not shown)"_s;
}

/// What stands in a column of the shown rows, from the top.
QStringList texts(Stage &stage, int column)
{
    QStringList all;
    for (int row = 0; row < stage.table()->model()->rowCount(); ++row)
        all << stage.table()->model()->index(row, column).data().toString();
    return all;
}

QString header(Stage &stage, int column)
{
    return stage.table()->model()->headerData(column, Qt::Horizontal).toString();
}

QAction *entry(QMenu *menu, const QString &text)
{
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    qFatal("no entry %s", qPrintable(text));
}

QMenu *submenu(Stage &stage, const QString &name)
{
    for (QMenu *menu : stage.window.menuBar()->findChildren<QMenu *>()) {
        if (menu->title().remove(u'&') == name)
            return menu;
    }
    qFatal("no menu %s", qPrintable(name));
}

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class TableTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        installEnglishPlurals(*qApp);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void columnsAreOffUntilAskedFor()
    {
        Stage stage;
        stage.add(24);
        EventColumns *columns = stage.table()->columns();
        for (int column = TimestampColumn; column < EventColumnCount; ++column)
            QVERIFY(!columns->isShown(column));
        QMenu *menu = submenu(stage, u"Columns"_s);
        entry(menu, u"writeKey"_s)->trigger();
        entry(menu, u"Segment would"_s)->trigger();
        entry(menu, u"messageId"_s)->trigger();
        QTRY_VERIFY(columns->isShown(MessageIdColumn));
        QCOMPARE(cell(stage, 5, WriteKeyColumn), u"checkout"_s);
        QCOMPARE(cell(stage, 5, IngestColumn), u"accepted"_s);
        // Read in the background, and only for what is in sight.
        QTRY_COMPARE(cell(stage, 23, MessageIdColumn), u"m-23"_s);
        entry(menu, u"writeKey"_s)->trigger();
        QTRY_VERIFY(!columns->isShown(WriteKeyColumn));
        stage.find<QAction>(u"showDelta"_s)->trigger();
        QVERIFY(!columns->isShown(DeltaColumn));
    }

    void fieldsAreColumns()
    {
        Stage stage;
        stage.add(12);
        stage.find<QAction>(u"addFieldColumn"_s)->trigger();
        auto *edit = stage.find<QLineEdit>(u"fieldEdit"_s);
        auto *list = stage.find<QListWidget>(u"fieldList"_s);
        QTRY_VERIFY(list->count() > 0);
        QTest::keyClicks(edit, u"reven"_s);
        QTRY_COMPARE(list->count(), 1);
        QTest::keyClick(edit, Qt::Key_Down);
        QCOMPARE(edit->text(), u"properties.revenue"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(stage.table()->model()->columnCount(), int(EventColumnCount) + 1);
        QCOMPARE(header(stage, EventColumnCount), u"revenue"_s);
        QTRY_COMPARE(cell(stage, 5, EventColumnCount), u"25.00"_s);
        QTRY_COMPARE(cell(stage, 6, EventColumnCount), u"25"_s);
        QCOMPARE(cell(stage, 1, EventColumnCount), QString());

        QVERIFY(stage.table()->columns()->addField(u"traits.revenue"_s)); // now both say whose
        QCOMPARE(header(stage, EventColumnCount), u"properties.revenue"_s);
        QVERIFY(!stage.table()->columns()->addField(u"properties..x"_s));
        entry(submenu(stage, u"Columns"_s), u"properties.revenue"_s)->trigger();
        QTRY_COMPARE(stage.table()->model()->columnCount(), int(EventColumnCount) + 1);
        QCOMPARE(header(stage, EventColumnCount), u"revenue"_s);
    }

    void layoutOfColumnsIsKept()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        QStringList saved;
        {
            Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
            Stage stage;
            stage.window.setSettings(&settings);
            stage.add(12);
            EventTable *table = stage.table();
            table->columns()->setShown(SizeColumn, false);
            table->columns()->setShown(LibraryColumn, true);
            QVERIFY(table->columns()->addField(u"properties.products[0].\"first name\""_s));
            table->horizontalHeader()->moveSection(EventColumnCount, 1);
            table->setColumnWidth(SourceColumn, 123);
            stage.find<QAction>(u"showDelta"_s)->trigger();
            QList<QAction *> times = submenu(stage, u"Time"_s)->actions();
            times[1]->trigger(); // UTC
            saved = table->columns()->save();
            stage.window.close();
        }
        Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
        Stage stage;
        stage.window.setSettings(&settings);
        stage.add(12);
        EventTable *table = stage.table();
        QCOMPARE(table->columns()->save(), saved);
        QCOMPARE(table->columnWidth(SourceColumn), 123);
        QCOMPARE(table->horizontalHeader()->logicalIndex(1), int(EventColumnCount));
        QVERIFY(table->columns()->isShown(LibraryColumn));
        QVERIFY(!table->columns()->isShown(DeltaColumn));
        QCOMPARE(table->timeReading().mode, TimeMode::Utc);
        entry(submenu(stage, u"View"_s), u"Reset layout"_s)->trigger();
        QCOMPARE(table->model()->columnCount(), int(EventColumnCount));
        QVERIFY(table->columns()->isShown(SizeColumn));
        QVERIFY(!table->columns()->isShown(LibraryColumn));
        QVERIFY(table->columnWidth(SourceColumn) != 123);

        // What an older version kept knows fewer columns; those it does not know are as designed.
        table->columns()->restore({u"off 0 size"_s, u"on 77 time"_s, u"on 0 unheard-of"_s, u"nonsense"_s});
        QVERIFY(!table->columns()->isShown(SizeColumn));
        QCOMPARE(table->horizontalHeader()->logicalIndex(1), int(TimeColumn));
        QVERIFY(!table->columns()->isShown(MessageIdColumn));
        QVERIFY(table->columns()->isShown(NameColumn));
    }

    /// With everything open the name still has its room.
    void theNameComesFirst()
    {
        Stage stage;
        stage.add(12);
        QTRY_VERIFY(stage.find<QWidget>(u"navigatorDock"_s)->isVisible());
        EventTable *table = stage.table();
        QTRY_VERIFY(table->columnWidth(NameColumn) >= 167);
        QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        // A column that the person made wide stays so.
        const int type = table->columnWidth(TypeColumn);
        table->setColumnWidth(TypeColumn, 150);
        QCOMPARE(table->columnWidth(TypeColumn), 150);
        QVERIFY(table->columnWidth(SourceColumn) < 88);
        stage.find<QAction>(u"toggleNavigator"_s)->trigger();
        QCOMPARE(table->columnWidth(TypeColumn), 150);
        table->columns()->reset();
        QTRY_VERIFY(table->columnWidth(TypeColumn) > type); // there is room for the word again
    }

    void timesAreToldInOneWay()
    {
        Stage stage;
        stage.add(12);
        QVERIFY(stage.window.selectCall(3));
        QTRY_VERIFY(stage.window.isSettled());
        EventTable *table = stage.table();
        const auto choose = [&](const QString &mode) { entry(submenu(stage, u"Time"_s), mode)->trigger(); };
        const auto inHeader = [&](const QString &time) {
            return stage.find<QWidget>(u"callHeader"_s)->accessibleName().contains(time);
        };
        choose(u"UTC"_s);
        QCOMPARE(cell(stage, 3, TimeColumn), u"10:26:44.020"_s);
        QVERIFY(inHeader(u"10:26:44.020"_s));
        choose(u"Since the first call"_s);
        QCOMPARE(cell(stage, 3, TimeColumn), u"+0:02.680"_s);
        QVERIFY(inHeader(u"+0:02.680"_s));
        const QString tip = table->model()->index(2, TimeColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"2025-11-14 10:26:44.020000 (UTC)"), qPrintable(tip));
        QCOMPARE(tip.count(u'\n'), 2);
        choose(u"How long ago"_s);
        QVERIFY(cell(stage, 3, TimeColumn).endsWith(u"d ago"));
        QVERIFY(inHeader(u"d ago"_s));
        table->setFocus();
        stage.find<QAction>(u"copyValue"_s); // there
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(clipboard().contains(u"d ago"));
    }

    void selectedCallsCopyInManyWays()
    {
        Stage stage;
        stage.add(12);
        EventTable *table = stage.table();
        table->setFocus();
        QVERIFY(stage.window.selectCall(5));
        QTRY_VERIFY(stage.window.isSettled());
        table->columns()->setShown(MessageIdColumn, true);
        table->horizontalHeader()->moveSection(table->horizontalHeader()->visualIndex(NameColumn), 0);
        QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table->selectedSeqs(), (std::vector<quint32>{5, 6}));

        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(clipboard().contains(u"m-5"));
        const QStringList lines = clipboard().split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(u"Event / name\t#\t"));
        QVERIFY(lines[1].startsWith(u"Order Completed\t5\t"));
        QCOMPARE(lines[1].count(u'\t'), lines[0].count(u'\t'));
        QVERIFY(lines[2].contains(u"\tm-6"));

        QTest::keyClick(&stage.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(clipboard().startsWith(u"["));
        const QJsonArray calls = QJsonDocument::fromJson(clipboard().toUtf8()).array();
        QCOMPARE(calls.size(), 2);
        QCOMPARE(calls[1][u"event"_s].toString(), u"order completed"_s);
        QVERIFY(clipboard().contains(u"\"revenue\":\"25.00\"}")); // as sent

        stage.find<QAction>(u"copyMessageId"_s)->trigger();
        QTRY_COMPARE(clipboard(), u"m-5\nm-6"_s);
        table->selectionModel()->setCurrentIndex(
            table->model()->index(5, NameColumn), QItemSelectionModel::NoUpdate);
        stage.find<QAction>(u"copyValue"_s)->trigger();
        QCOMPARE(clipboard(), u"Order Completed\norder completed"_s);

        QVERIFY(stage.window.selectCall(5));
        QTRY_VERIFY(stage.window.isSettled());
        stage.find<QAction>(u"copyPointer"_s)->trigger();
        QCOMPARE(clipboard(), u"/properties/revenue"_s); // its first problem
        stage.find<QAction>(u"copyFieldValue"_s)->trigger();
        QCOMPARE(clipboard(), u"25.00"_s);
    }

    void callsAreGoneTo()
    {
        Stage stage;
        stage.add(60);
        EventTable *table = stage.table();
        table->setFocus();
        QTest::keyClick(&stage.window, Qt::Key_G, Qt::ControlModifier);
        auto *dialog = stage.find<QInputDialog>(u"goToCallDialog"_s);
        dialog->setIntValue(5);
        dialog->accept();
        QCOMPARE(table->currentSeq(), 5U);
        QTest::keyClick(&stage.window, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(table->currentSeq(), 6U); // of u_4217
        QTest::keyClick(&stage.window, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(&stage.window, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(table->currentSeq(), 4U); // the identify that named them
    }

    void headersSort()
    {
        Stage stage;
        stage.add(48);
        EventTable *table = stage.table();
        QHeaderView *header = table->horizontalHeader();
        const auto click = [&](int column) {
            const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        };
        QVERIFY(stage.window.selectCall(29)); // an Order Completed
        click(NameColumn);
        QVERIFY(!table->isFollowing());
        QVERIFY(!stage.find<EventTableModel>(QString())->isComplete());
        QTRY_VERIFY(stage.window.isSettled());
        QStringList names = texts(stage, NameColumn);
        QCOMPARE(header->sortIndicatorSection(), int(NameColumn));
        QVERIFY(names.indexOf(u"Coupon Applied"_s) < names.indexOf(u"Product Viewed"_s));
        QCOMPARE(table->currentSeq(), 29U);
        QCOMPARE(table->currentIndex().data(NameRole).toString(), u"Order Completed"_s);
        click(NameColumn);
        QTRY_VERIFY(stage.window.isSettled());
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        names = texts(stage, NameColumn);
        QVERIFY(names.indexOf(u"Coupon Applied"_s) > names.indexOf(u"Product Viewed"_s));
        QCOMPARE(table->selectedSeqs(), std::vector<quint32>{29});

        // Calls that arrive join, nothing jumps, and they are counted.
        auto *fresh = stage.find<QPushButton>(u"newCallsButton"_s);
        const int offset = table->rowViewportPosition(table->currentIndex().row());
        stage.add(24);
        QTRY_COMPARE(table->model()->rowCount(), 66); // six of them are retries
        QCOMPARE(table->rowViewportPosition(table->currentIndex().row()), offset);
        QVERIFY(fresh->isVisible());
        QCOMPARE(fresh->text(), u"22 new"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_End);
        QCOMPARE(table->currentSeq(), 71U); // 72 is folded into it
        QVERIFY(!fresh->isVisible());
        QVERIFY(!table->isFollowing());

        click(NameColumn); // and back
        QCOMPARE(header->sortIndicatorSection(), int(SeqColumn));
        QCOMPARE(texts(stage, SeqColumn).first(), u"1"_s);
        QCOMPARE(table->currentSeq(), 71U);
        table->columns()->setShown(MessageIdColumn, true);
        click(MessageIdColumn); // is only read for what is in sight
        QCOMPARE(header->sortIndicatorSection(), int(SeqColumn));
        QCOMPARE(QToolTip::text(), EventWords::unsortableWords());
        const auto tip = [table](int column) {
            return table->model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
        };
        QVERIFY(tip(MessageIdColumn).contains(EventWords::unsortableWords()));
        QVERIFY(!tip(TimeColumn).contains(EventWords::unsortableWords()));
    }

    void newestFirstFollowsOnTop()
    {
        Stage stage;
        stage.add(120);
        EventTable *table = stage.table();
        QTRY_VERIFY(table->isFollowing());
        entry(submenu(stage, u"Sort by"_s), u"Newest first"_s)->trigger();
        QVERIFY(table->isFollowing());
        QCOMPARE(table->verticalScrollBar()->value(), 0);
        stage.add(5);
        QCOMPARE(table->rowAt(0), 0);
        QCOMPARE(texts(stage, SeqColumn).first(), u"125"_s);
        table->verticalScrollBar()->setValue(30);
        QVERIFY(!table->isFollowing());
        const auto top = [&] { return table->indexAt(QPoint(1, 1)).data(SeqRole).toUInt(); };
        const quint32 before = top();
        stage.add(10);
        QCOMPARE(top(), before); // nothing moves
        QCOMPARE(stage.find<QPushButton>(u"newCallsButton"_s)->text(), u"9 new"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_End); // the newest, which is on top
        QCOMPARE(table->currentSeq(), 135U);
        QVERIFY(table->isFollowing());
        QTest::keyClick(table, Qt::Key_Home);
        QCOMPARE(table->currentSeq(), 1U);
    }

    void orderOutlivesFiltersAndSessions()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
            Stage stage;
            stage.window.setSettings(&settings);
            stage.add(48);
            entry(submenu(stage, u"Sort by"_s), u"Size"_s)->trigger();
            entry(submenu(stage, u"Sort by"_s), u"Descending"_s)->trigger();
            stage.window.close();
        }
        Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
        Stage stage;
        stage.window.setSettings(&settings);
        EventTable *table = stage.table();
        QAbstractItemModelTester tester(
            table->words(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        stage.add(48);
        const auto isSorted = [&] {
            for (int row = 1; row < table->model()->rowCount(); ++row) {
                if (table->model()->index(row, 0).data(SizeRole).toUInt() >
                    table->model()->index(row - 1, 0).data(SizeRole).toUInt())
                    return false;
            }
            return true;
        };
        QTRY_COMPARE(table->model()->rowCount(), 44);
        QVERIFY(isSorted());
        QVERIFY(stage.window.selectCall(17));
        stage.filter(u"type:track"_s);
        QTRY_COMPARE(table->model()->rowCount(), 24);
        QTRY_VERIFY(stage.window.isSettled());
        QVERIFY(isSorted());
        QCOMPARE(table->currentIndex().data(SeqRole).toUInt(), 17U);
        stage.filter(u"type:page"_s);
        QTRY_COMPARE(table->model()->rowCount(), 4);
        stage.filter(u"type:page,track "_s);
        QTRY_COMPARE(table->model()->rowCount(), 28);
        QTRY_VERIFY(isSorted());
        stage.document.setSession(stage.session.path(), stage.session.pool);
        QCOMPARE(table->model()->rowCount(), 0);
    }
};

SPECTAP_GUI_TEST_MAIN(TableTest)
#include "tst_table.moc"
