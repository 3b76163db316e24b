// SPDX-License-Identifier: MIT
// Marks, notes and colouring rules as a person uses them: by menu, mouse and keyboard.
#include "model/items/eventtableroles.h"
#include "model/items/rowcolours.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/english.h"
#include "ui/filter/filteredit.h"
#include "ui/marks/colourrulesdialog.h"
#include "ui/settings/settings.h"
#include "ui/theme/tokens.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

struct MarkStage : test::Stage
{
    MarkStage()
    {
        add(24);
        table()->setFocus();
    }
    void select(quint32 from, quint32 to = 0)
    {
        table()->selectSeq(from);
        if (to != 0) {
            const QItemSelection range(
                table()->model()->index(int(from) - 1, 0), table()->model()->index(int(to) - 1, 0));
            table()->selectionModel()->select(
                range, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        }
    }
    QAction *action(const QString &name) { return find<QAction>(name); }
    CallMark mark(quint32 seq) { return document.marks().of(seq); }
    int rows() { return table()->model()->rowCount(); }
    QImage picture(quint32 seq)
    {
        const int row = int(seq) - 1;
        table()->scrollTo(table()->model()->index(row, 0));
        const QRect cell = table()->visualRect(table()->model()->index(row, NameColumn));
        return table()->viewport()->grab(cell).toImage();
    }
};

class MarksTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installEnglishPlurals(*qApp); }
    void pinsByKeyAndTakesItBack();
    void contextMenuMarksAllSelected();
    void hiddenCallsAreCountedAndShown();
    void filterFollowsMarks();
    void notesAreWrittenBesideTheWindow();
    void inspectorTellsTheMark();
    void stepsThroughMarkedCalls();
    void rowsSayTheirMarks();
    void marksAreSeenWithoutColour();
    void unreadCallsAreThoseNeverOpened();
    void rulesAreEditedAndSeenAtOnce();
    void rulesAreRemembered();
};

void MarksTest::pinsByKeyAndTakesItBack()
{
    MarkStage stage;
    QVERIFY(!stage.action(u"undoMark"_s)->isEnabled());
    stage.select(3, 5);
    QTest::keyClick(stage.table(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    for (const quint32 seq : {3U, 4U, 5U})
        QVERIFY(stage.mark(seq).has(CallMark::Pinned));
    QTest::keyClick(
        stage.table(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier); // all have it: no longer
    QVERIFY(stage.mark(4).isEmpty());
    QTest::keyClick(stage.table(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(stage.mark(4).has(CallMark::Pinned));
    QVERIFY(!stage.action(u"undoMark"_s)->isEnabled());
    stage.document.marks().setFlag(std::vector<quint32>{4}, CallMark::Pinned, false);
    QTest::keyClick(
        stage.table(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier); // one lacks it: all get it
    QVERIFY(stage.mark(3).has(CallMark::Pinned) && stage.mark(4).has(CallMark::Pinned));
}

void MarksTest::contextMenuMarksAllSelected()
{
    MarkStage stage;
    stage.select(2, 3);
    stage.table()->customContextMenuRequested({20, 20});
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QMenu *colours = nullptr;
    for (const QAction *action : menu->actions()) {
        if (action->text() == u"&Colour")
            colours = action->menu();
    }
    QVERIFY(colours);
    QCOMPARE(colours->actions().size(), 7);
    colours->actions().at(1)->trigger();
    menu->close();
    QCOMPARE(stage.mark(2).colour, MarkColour::Orange);
    QCOMPARE(stage.mark(3).colour, MarkColour::Orange);
    stage.action(u"markTest"_s)->trigger();
    QVERIFY(stage.mark(3).has(CallMark::Test));
    stage.table()->customContextMenuRequested({20, 20});
    QVERIFY(colours->actions().at(1)->isChecked());
    QVERIFY(stage.action(u"markTest"_s)->isChecked());
    qobject_cast<QMenu *>(QApplication::activePopupWidget())->close();
    colours->actions().at(6)->trigger(); // none
    QCOMPARE(stage.mark(2).colour, MarkColour::None);
}

void MarksTest::hiddenCallsAreCountedAndShown()
{
    MarkStage stage;
    const auto *hidden = stage.find<QToolButton>(u"statusHidden"_s);
    QVERIFY(hidden->isHidden());
    const int before = stage.rows();
    stage.select(2, 4);
    stage.action(u"hideCalls"_s)->trigger();
    QCOMPARE(stage.rows(), before - 3);
    QTRY_COMPARE(hidden->text(), u"3 hidden"_s);
    QTRY_COMPARE(stage.find<QLabel>(u"statusCalls"_s)->text(), u"21 of 24 calls shown"_s);
    QTest::mouseClick(stage.find<QToolButton>(u"statusHidden"_s), Qt::LeftButton);
    QTRY_COMPARE(stage.rows(), 3);
    QCOMPARE(stage.table()->model()->index(0, 0).data(SeqRole).toInt(), 2);
    stage.table()->setFocus();
    stage.table()->selectAll();
    stage.action(u"hideCalls"_s)->trigger(); // all are: they come back, and leave the filter for hidden ones
    QTRY_VERIFY(stage.find<QWidget>(u"noMatchPage"_s)->isVisible());
    stage.find<FilterEdit>(u"filterEdit"_s)->apply({});
    QTRY_COMPARE(stage.rows(), before);
    QTRY_VERIFY(hidden->isHidden());
}

void MarksTest::filterFollowsMarks()
{
    MarkStage stage;
    stage.select(7);
    stage.action(u"pinCalls"_s)->trigger();
    stage.filter(u"is:pinned"_s);
    QTRY_COMPARE(stage.rows(), 1);
    stage.document.marks().setFlag(std::vector<quint32>{9}, CallMark::Pinned, true);
    QTRY_COMPARE(stage.rows(), 2);
    stage.document.marks().undo();
    QTRY_COMPARE(stage.rows(), 1);
}

void MarksTest::notesAreWrittenBesideTheWindow()
{
    MarkStage stage;
    stage.select(6, 7);
    QTest::keyClick(stage.table(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto *editor = stage.find<QDialog>(u"noteEditor"_s);
    QVERIFY(editor->isVisible() && !editor->isModal());
    auto *text = editor->findChild<QPlainTextEdit *>(u"noteText"_s);
    QTest::keyClicks(text, u"twice"_s);
    QTest::keyClick(text, Qt::Key_Return); // a line of its own
    QTest::keyClicks(text, u"from iOS"_s);
    stage.select(9); // the note is on what it was opened for
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!editor->isVisible());
    QCOMPARE(stage.mark(6).note, QByteArray("twice\nfrom iOS"));
    QCOMPARE(stage.mark(7).note, QByteArray("twice\nfrom iOS"));
    QVERIFY(stage.mark(9).isEmpty());
    stage.select(7);
    stage.action(u"noteAction"_s)->trigger();
    QCOMPARE(text->toPlainText(), u"twice\nfrom iOS"_s);
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!editor->isVisible());
    QCOMPARE(stage.mark(7).note, QByteArray("twice\nfrom iOS"));
}

void MarksTest::inspectorTellsTheMark()
{
    MarkStage stage;
    stage.select(4);
    const auto *line = stage.find<QWidget>(u"markLine"_s);
    QTRY_VERIFY(!stage.window.findChild<QWidget *>(u"callHeader"_s)->accessibleName().isEmpty());
    QVERIFY(line->isHidden());
    const CallMark mark{CallMark::Pinned, MarkColour::Red, "why?"};
    stage.document.marks().put({{4, mark}});
    QTRY_VERIFY(line->isVisible());
    QCOMPARE(line->findChild<QLabel *>(u"markWords"_s)->text(), u"Pinned, marked red. why?"_s);
    QTest::mouseClick(stage.find<QToolButton>(u"editNote"_s), Qt::LeftButton);
    QVERIFY(stage.find<QDialog>(u"noteEditor"_s)->isVisible());
    stage.select(5);
    QTRY_VERIFY(line->isHidden());
}

void MarksTest::stepsThroughMarkedCalls()
{
    MarkStage stage;
    stage.document.marks().setFlag(std::vector<quint32>{5, 9}, CallMark::Pinned, true);
    stage.document.marks().setNote(std::vector<quint32>{14}, "n");
    stage.select(1);
    QList<quint32> seen;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(stage.table(), Qt::Key_F7);
        seen << stage.table()->currentSeq();
    }
    QTest::keyClick(stage.table(), Qt::Key_F7, Qt::ShiftModifier);
    seen << stage.table()->currentSeq();
    QCOMPARE(seen, (QList<quint32>{5, 9, 14, 14, 9}));
}

void MarksTest::rowsSayTheirMarks()
{
    MarkStage stage;
    stage.document.marks().put({{5, {CallMark::Pinned | CallMark::Test, MarkColour::Blue, "ask Maya"}}});
    const QAbstractItemModel &words = *stage.table()->model();
    const QString spoken = words.index(4, SeqColumn).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.endsWith(u"Pinned, test call, marked blue, ask Maya"), qPrintable(spoken));
    const QString tip = words.index(4, NameColumn).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.endsWith(u"\nPinned, test call, marked blue\nask Maya"), qPrintable(tip));
    QVERIFY(!words.index(3, SeqColumn).data(Qt::AccessibleTextRole).toString().contains(u"inned"));
}

/// Two marks differ in shape: pictures of the same call without any colour are not the same.
void MarksTest::marksAreSeenWithoutColour()
{
    MarkStage stage;
    stage.select(20);
    const auto grey = [&](const CallMark &mark) {
        stage.document.marks().put({{3, mark}});
        QImage image = stage.picture(3).convertToFormat(QImage::Format_Grayscale8);
        for (int y = 0; y < image.height(); ++y) { // what is left without shades: ink or ground
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, qGray(image.pixel(x, y)) < 140 ? 0 : 255);
        }
        return image;
    };
    std::vector<QImage> seen{grey({})};
    seen.push_back(grey({CallMark::Pinned, {}, {}}));
    seen.push_back(grey({CallMark::Test, {}, {}}));
    seen.push_back(grey({0, {}, "n"}));
    for (const MarkColour colour : MarkColours)
        seen.push_back(grey({0, colour, {}}));
    for (std::size_t i = 0; i < seen.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY2(seen[i] != seen[j], qPrintable(u"%1 looks like %2"_s.arg(i).arg(j)));
    }
}

void MarksTest::unreadCallsAreThoseNeverOpened()
{
    MarkStage stage;
    const int all = stage.rows();
    stage.select(4);
    stage.select(6);
    stage.filter(u"is:unread"_s);
    QTRY_COMPARE(stage.rows(), all - 2);
    stage.table()->setFocus();
    stage.table()->selectSeq(8);
    QCOMPARE(stage.rows(), all - 2); // does not vanish under the hand
    QCOMPARE(stage.table()->currentSeq(), 8U);
}

void MarksTest::rulesAreEditedAndSeenAtOnce()
{
    MarkStage stage;
    stage.action(u"colourRulesAction"_s)->trigger();
    auto *dialog = stage.find<ColourRulesDialog>(u"colourRules"_s);
    QVERIFY(dialog->isVisible() && !dialog->isModal());
    dialog->setRules(firstColourRules());
    auto *list = dialog->findChild<QListWidget *>(u"ruleList"_s);
    const int before = list->count();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"addRule"_s), Qt::LeftButton);
    QCOMPARE(list->count(), before + 1);
    auto *name = dialog->findChild<QLineEdit *>(u"ruleName"_s);
    name->selectAll();
    QTest::keyClicks(name, u"Pages"_s);
    auto *filter = dialog->findChild<FilterEdit *>(u"ruleFilter"_s);
    filter->setFocus();
    QTest::keyClicks(filter, u"type:page"_s);
    auto *colour = dialog->findChild<QComboBox *>(u"ruleColour"_s);
    colour->setCurrentIndex(colour->findData(int(MarkColour::Green)));
    emit colour->activated(colour->currentIndex());
    const QAbstractItemModel &words = *stage.table()->model();
    const auto ruleOf = [&](quint32 seq) {
        return words.index(int(seq) - 1, 0).data(RuleNameRole).toString();
    };
    QTRY_COMPARE(ruleOf(1), u"Pages"_s);
    QCOMPARE(ruleOf(2), QString());
    const Theme &theme = themeOf(stage.table());
    stage.select(3);
    QCOMPARE(stage.picture(1).pixelColor(1, 1), theme.of(MarkColour::Green).tint);
    stage.document.marks().setColour(std::vector<quint32>{1}, MarkColour::Red); // a person's comes first
    QCOMPARE(stage.picture(1).pixelColor(1, 1), theme.of(MarkColour::Red).tint);

    filter->setText(u"type:pag"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(!filter->isUnderstood() && dialog->isVisible()); // the last good one stays
    QCOMPARE(ruleOf(1), u"Pages"_s);
    list->setCurrentRow(0);
    list->setCurrentRow(before);
    QCOMPARE(filter->text(), u"type:page"_s);

    list->item(before)->setCheckState(Qt::Unchecked);
    QCOMPARE(ruleOf(1), QString());
    list->item(before)->setCheckState(Qt::Checked);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"addRule"_s), Qt::LeftButton);
    filter->apply(u"seq:1"_s);
    QCOMPARE(ruleOf(1), u"Pages"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"ruleUp"_s), Qt::LeftButton);
    QCOMPARE(ruleOf(1), u"New rule"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"removeRule"_s), Qt::LeftButton);
    QCOMPARE(ruleOf(1), u"Pages"_s);
}

void MarksTest::rulesAreRemembered()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    const auto open = [&] { return Settings(std::make_unique<QSettings>(file, QSettings::IniFormat)); };
    {
        Settings settings = open();
        MarkStage stage;
        stage.window.setSettings(&settings);
        stage.action(u"colourRulesAction"_s)->trigger();
        auto *dialog = stage.find<QDialog>(u"colourRules"_s);
        auto *list = dialog->findChild<QListWidget *>(u"ruleList"_s);
        QVERIFY(list->count() >= 1);
        for (int row = 0; row < list->count(); ++row)
            QCOMPARE(list->item(row)->checkState(), Qt::Unchecked); // nobody asked for colours yet
        list->item(0)->setCheckState(Qt::Checked);
        stage.action(u"keepMarked"_s)->setChecked(true);
    }
    Settings settings = open();
    MarkStage stage;
    stage.window.setSettings(&settings);
    QVERIFY(stage.window.keepsMarkedCalls());
    QCOMPARE(stage.table()->model()->index(4, 0).data(RuleNameRole).toString(), u"Calls with errors"_s);
}

} // namespace

SPECTAP_GUI_TEST_MAIN(MarksTest)
#include "tst_marks.moc"
