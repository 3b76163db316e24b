// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"
#include "model/session/redaction/sharesafeedits.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/export/sharesafemodel.h"
#include "ui/settings/settings.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace spectap;
using namespace Qt::StringLiterals;
using test::Stage;

namespace {

const QByteArray Email = "maya.okafor@example.com";
const QByteArray Note = "Ring Maya at +49 151 23456789";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A window with calls about people, and its export dialog.
struct Export
{
    Export()
    {
        stage.session.edit = [](QByteArray body) {
            const QByteArray texts = R"("revenue":25,"note":")" + Note + R"(","memo":"about Zoe"})";
            return body.replace(R"("revenue":25})", texts);
        };
        stage.add(24);
        stage.window.setSettings(&settings);
        open();
    }
    void open()
    {
        stage.window.activateWindow();
        if (!QTest::qWaitForWindowActive(&stage.window))
            qFatal("the window does not become active");
        QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        dialog = stage.find<QDialog>(u"exportDialog"_s);
        dialog->activateWindow();
        if (!QTest::qWaitFor(
                [this] { return QApplication::activeWindow() == dialog && !preview().isEmpty(); }))
            qFatal("the dialog does not open");
        box = find<QCheckBox>("shareSafeBox");
        tree = find<QTreeView>("shareSafeTree");
        write = find<QPushButton>("exportButton");
    }
    template <typename T> T *find(const char *name)
    {
        T *found = dialog->findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }
    /// By the key of a button, which takes its time to be seen to go down.
    void press(const QAbstractButton *button)
    {
        dialog->activateWindow(); // a dialog over it may just have been closed
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog does not become active");
        QTest::keyClick(dialog, Qt::Key(button->shortcut()[0].key()), Qt::AltModifier);
        if (!QTest::qWaitFor([button] { return button->isDown(); }) ||
            !QTest::qWaitFor([button] { return !button->isDown(); }))
            qFatal("the key of %s does not press it", qPrintable(button->objectName()));
    }
    void switchBox() { press(box); }
    [[nodiscard]] bool isReady() const { return write->isEnabled(); }
    [[nodiscard]] QString preview() { return find<QPlainTextEdit>("previewEdit")->toPlainText(); }
    /// By its words in the first column; invalid: none.
    [[nodiscard]] QModelIndex row(const QString &words) const
    {
        const QModelIndexList found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, words,
            1, Qt::MatchFixedString | Qt::MatchCaseSensitive | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.constFirst();
    }
    [[nodiscard]] QString cell(const QString &words, int column) const
    {
        return row(words).siblingAtColumn(column).data().toString();
    }
    /// Clicks the row, and presses the key of a choice.
    void choose(const QString &words, const char *button)
    {
        const QModelIndex index = row(words);
        if (!index.isValid())
            qFatal("no row %s", qPrintable(words));
        tree->expandAll();
        tree->scrollTo(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
        press(find<QPushButton>(button));
    }
    QByteArray written(const QString &name)
    {
        const QString path = stage.session.file(name);
        find<QLineEdit>("fileEdit")->setText(path);
        QTest::mouseClick(write, Qt::LeftButton);
        if (!QTest::qWaitFor([this] { return stage.window.findChild<QWidget *>(u"band-exported"_s); }))
            qFatal("nothing was written");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return contentOf(path);
    }

    QTemporaryDir folder;
    Settings settings{std::make_unique<QSettings>(folder.filePath(u"s.ini"_s), QSettings::IniFormat)};
    Stage stage;
    QDialog *dialog = nullptr;
    QCheckBox *box = nullptr;
    QTreeView *tree = nullptr;
    QPushButton *write = nullptr;
};

/// Answers the file dialog that opens next.
void answerFileDialog(const QString &path)
{
    auto *timer = new QTimer(qApp);
    timer->setInterval(20);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, path] {
        auto *asked = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!asked)
            return;
        timer->deleteLater();
        auto *name = asked->findChild<QLineEdit *>(u"fileNameEdit"_s);
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
    timer->start();
}

} // namespace

class ExportDialogTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void replacesWhatItShows()
    {
        Export on;
        QVERIFY(!on.box->isChecked() && on.isReady());
        QTRY_VERIFY(on.preview().contains(QString::fromUtf8(Email)));
        on.switchBox();
        QVERIFY(on.box->isChecked());
        QVERIFY(on.tree->isVisible());
        QVERIFY(!on.isReady()); // before it knows what to replace
        const QAbstractItemModelTester tester(on.tree->model());
        QTRY_VERIFY(on.isReady());
        QCOMPARE(on.cell(u"Email addresses"_s, ShareSafeCountColumn), u"4"_s);
        QCOMPARE(on.cell(u"traits.email"_s, ShareSafeCountColumn), u"2"_s);
        const QString example = on.cell(u"traits.email"_s, ShareSafeExampleColumn);
        QVERIFY2(example.startsWith(u"maya.okafor@example.com \u2192 user-"), qPrintable(example));
        QCOMPARE(on.cell(u"Phone numbers"_s, ShareSafeChoiceColumn), u"Replace"_s);
        QTRY_VERIFY(!on.preview().contains(QString::fromUtf8(Email)) && on.preview().startsWith(u'{'));
        const QString pseudonym = example.mid(example.indexOf(u"user-"));
        QVERIFY(on.preview().contains(pseudonym));
        QVERIFY(on.find<QLabel>("shareSafeNote")->text().contains(u"no place to say so"));

        const QByteArray shown = on.preview().toUtf8();
        const QByteArray file = on.written(u"safe.ndjson"_s);
        QCOMPARE(file.trimmed(), shown.trimmed()); // to the byte, the whole of this small session
        for (const QByteArray &secret : {Email, QByteArray("u_4217"), QByteArray("acct_210"),
                 QByteArray("+49 151 23456789"), QByteArray("maya@example.com"), QByteArray("9f2c41d7")})
            QVERIFY2(!file.contains(secret), secret.constData());
        QCOMPARE(file.count('\n'), 24);
    }

    void choicesHold()
    {
        Export on;
        on.switchBox();
        QTRY_VERIFY(on.isReady());
        on.choose(u"Email addresses"_s, "keepButton");
        QCOMPARE(on.cell(u"traits.email"_s, ShareSafeChoiceColumn), u"Keep"_s);
        QVERIFY(!on.isReady()); // until it is known what that means
        on.choose(u"properties.note"_s, "dropButton");
        QCOMPARE(on.cell(u"properties.note"_s, ShareSafeChoiceColumn), u"Drop"_s);
        auto *field = on.find<QLineEdit>("fieldPathEdit");
        field->setFocus();
        QTest::keyClicks(field, u"properties.memo"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(on.cell(u"properties.memo"_s, ShareSafeChoiceColumn), u"Replace"_s);
        QVERIFY(on.dialog->isVisible()); // Enter exported nothing
        QTRY_VERIFY(on.isReady());
        QTRY_VERIFY(on.preview().contains(QString::fromUtf8(Email)));
        const QByteArray file = on.written(u"safe.ndjson"_s);
        QVERIFY(file.contains(Email));
        QVERIFY(!file.contains("note") && !file.contains("Zoe") && file.contains("\"memo\":"));
        QVERIFY(!file.contains("u_4217"));
    }

    void rowsGoTheWayOfTheirKind()
    {
        Export on;
        on.switchBox();
        QTRY_VERIFY(on.isReady());
        on.choose(u"traits.email"_s, "keepButton");
        QCOMPARE(on.cell(u"Email addresses"_s, ShareSafeChoiceColumn), u"In part"_s);
        on.choose(u"Email addresses"_s, "dropButton");
        QCOMPARE(on.cell(u"traits.email"_s, ShareSafeChoiceColumn), u"Drop"_s);
        on.choose(u"Email addresses"_s, "replaceButton");
        QCOMPARE(on.cell(u"traits.email"_s, ShareSafeChoiceColumn), u"Replace"_s);
        QTRY_VERIFY(on.isReady());
    }

    void remembersTheChoices()
    {
        Export on;
        on.switchBox();
        QTRY_VERIFY(on.isReady());
        on.choose(u"traits.email"_s, "keepButton");
        auto *profiles = on.find<QComboBox>("profileBox");
        profiles->setFocus();
        profiles->lineEdit()->selectAll();
        QTest::keyClicks(profiles->lineEdit(), u"For tickets"_s);
        QTest::keyClick(profiles->lineEdit(), Qt::Key_Return);
        QCOMPARE(profiles->count(), 2);
        on.choose(u"Phone numbers"_s, "keepButton"); // after it was saved
        QTRY_VERIFY(on.isReady());
        QVERIFY(on.written(u"safe.ndjson"_s).contains(Email));

        on.open();
        QTRY_VERIFY(on.isReady() && on.box->isChecked());
        profiles = on.find<QComboBox>("profileBox");
        QCOMPARE(profiles->currentText(), u"For tickets"_s);
        QCOMPARE(on.cell(u"Phone numbers"_s, ShareSafeChoiceColumn), u"Keep"_s);
        QTest::keyClick(profiles, Qt::Key_Up); // the usual one
        QTRY_COMPARE(on.cell(u"traits.email"_s, ShareSafeChoiceColumn), u"Replace"_s);
        QTest::keyClick(profiles, Qt::Key_Down);
        QTRY_COMPARE(on.cell(u"traits.email"_s, ShareSafeChoiceColumn), u"Keep"_s);
        QCOMPARE(on.cell(u"Phone numbers"_s, ShareSafeChoiceColumn), u"Replace"_s);
        QTest::mouseClick(on.find<QPushButton>("removeProfileButton"), Qt::LeftButton);
        QCOMPARE(profiles->count(), 1);
        QVERIFY(on.settings.value(Setting::ShareSafeProfiles).toStringList().isEmpty());
    }

    void profilesAreFiles()
    {
        Export on;
        on.switchBox();
        QTRY_VERIFY(on.isReady());
        on.choose(u"properties.note"_s, "dropButton");
        QMenu *menu = on.find<QToolButton>("profileFileButton")->menu();
        const QString path = on.stage.session.file(u"tickets.json"_s);
        answerFileDialog(path);
        menu->actions().at(1)->trigger();
        const auto saved = RedactionProfile::load(path); // as the command line does
        QVERIFY(saved.ok());
        QVERIFY(saved->choice("properties.note") == FieldChoice::Drop);

        on.choose(u"properties.note"_s, "keepButton");
        QCOMPARE(on.cell(u"properties.note"_s, ShareSafeChoiceColumn), u"Keep"_s);
        answerFileDialog(path);
        menu->actions().at(0)->trigger();
        QCOMPARE(on.cell(u"properties.note"_s, ShareSafeChoiceColumn), u"Drop"_s);
        QTRY_VERIFY(on.isReady());

        QFile broken(path);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{}");
        broken.close();
        answerFileDialog(path);
        menu->actions().at(0)->trigger();
        QCOMPARE(on.cell(u"properties.note"_s, ShareSafeChoiceColumn), u"Drop"_s);
        QVERIFY(on.isReady());
    }

    void readingCanBeStopped()
    {
        Export on;
        on.stage.add(4'000);
        on.switchBox();
        auto *stop = on.find<QPushButton>("findButton");
        QVERIFY(stop->isVisible());
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_COMPARE(stop->text(), u"Read again"_s);
        QVERIFY(!on.isReady()); // and never as it is
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_VERIFY(on.isReady());
        QVERIFY(!stop->isVisible());
        on.switchBox(); // off
        QVERIFY(on.isReady() && !on.tree->isVisible());
        QTRY_VERIFY(on.preview().contains(QString::fromUtf8(Email)));
    }
};

SPECTAP_GUI_TEST_MAIN(ExportDialogTest)
#include "tst_exportdialog.moc"
