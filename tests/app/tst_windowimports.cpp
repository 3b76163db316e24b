// SPDX-License-Identifier: MIT
// Calls of other programs in the real window: by the open dialog, dropped, pasted, named on the command line.
#include "app/desktop.h"

#include "model/session/sessionreader.h"
#include "tests/support/testmain.h"

#include "ui/english.h"
#include "ui/filter/filteredit.h"
#include "ui/table/eventtable.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTimer>

#include <optional>

using namespace spectap;

namespace {

constexpr int Patience = 60'000;

const QByteArray A = R"({"type":"track","event":"A","userId":"u"})";
const QByteArray B = R"({"type":"page","name":"B","userId":"u"})";

} // namespace

class TestWindowImports : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Checker> m_checker;
    QTemporaryDir m_home;
    std::optional<QTemporaryDir> m_dir;
    std::unique_ptr<Desktop> m_desktop;

    [[nodiscard]] MainWindow &window() { return m_desktop->window(); }
    [[nodiscard]] quint32 rows() const { return m_desktop->document().rows().size(); }
    [[nodiscard]] bool isListening() const
    {
        return m_desktop->endpoint().kind == EndpointState::Kind::Listening;
    }
    [[nodiscard]] QWidget *band(const char *key)
    {
        auto *found = window().findChild<QWidget *>(QString::fromLatin1("band-") + QString::fromLatin1(key));
        return found && !found->isHidden() ? found : nullptr;
    }
    [[nodiscard]] QString bandText(const char *key)
    {
        return band(key) ? band(key)->accessibleName() : QString();
    }
    QString write(const char *name, const QByteArray &contents)
    {
        const QString path = m_dir->filePath(QString::fromLatin1(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
            qFatal("the test's file cannot be written");
        return path;
    }
    [[nodiscard]] static qsizetype unnamedSessions()
    {
        return QDir(SessionFolder::defaultFolder()).entryList({QStringLiteral("*.spectap")}).size();
    }
    void start(const QString &input = {})
    {
        StartOptions options;
        options.port = 0;
        options.session = input;
        m_desktop = std::make_unique<Desktop>(m_checker, options);
        window().show();
        m_desktop->start();
    }
    void startListening()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(isListening(), Patience);
    }
    void drop(const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &enter);
        auto *target = window().findChild<QWidget *>(QStringLiteral("dropTarget"));
        QVERIFY(target && target->isVisible());
        QApplication::sendEvent(target, &enter); // what lies below the pointer now
        QDropEvent drop({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &drop);
    }

private slots:
    void initTestCase();
    void init() { m_dir.emplace(); }
    void cleanup() { m_desktop.reset(); }

    void byTheOpenDialog();
    void dropped();
    void pasted();
    void onTheCommandLine();
    void leavesTheSessionWhenThereIsNothing_data();
    void leavesTheSessionWhenThereIsNothing();
    void plansAndSessionsAreKnownByWhatTheyHold();
    void savedUnderAName();
    void cancelled();
};

void TestWindowImports::initTestCase()
{
    QVERIFY(m_home.isValid());
    installEnglishPlurals(*qApp);
    QStandardPaths::setTestModeEnabled(false);
    for (const char *name :
        {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA"})
        qputenv(name, m_home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName(QStringLiteral("spectap"));
    QCoreApplication::setApplicationName(QStringLiteral("spectap"));
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    if (!SessionFolder::defaultFolder().startsWith(m_home.path()))
        QSKIP("This platform keeps the app's data where a test must not write.");
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    m_checker = Checker::compile(std::move(*catalogue));
}

void TestWindowImports::byTheOpenDialog()
{
    startListening();
    const QString path = write("shop.ndjson", A + "\n{\"type\":}\n" + B + "\n");
    QTimer::singleShot(0, this, [&path] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
    QTest::keyClick(&window(), Qt::Key_O, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(bandText("import").contains(u"2 calls imported from shop.ndjson"), Patience);
    QVERIFY(bandText("import").contains(u"1 place could not be read"));
    QCOMPARE(rows(), quint32(2));
    QVERIFY(!isListening()); // as with a session that is opened
    QVERIFY(window().windowTitle().contains(u"Untitled session"));

    band("import")->findChild<QPushButton *>()->click();
    auto *dialog = window().findChild<QDialog *>(QStringLiteral("importProblems"));
    QVERIFY(dialog && dialog->isVisible());
    auto *list = dialog->findChild<QTableWidget *>();
    QCOMPARE(list->rowCount(), 1);
    QCOMPARE(list->item(0, 0)->text(), QStringLiteral("2"));
    dialog->findChild<QPushButton *>(QStringLiteral("copyImportProblems"))->click();
    QCOMPARE(QApplication::clipboard()->text(),
        QStringLiteral("line 2, byte 50: Not JSON: Expected a value at byte 50.\n"));
}

void TestWindowImports::dropped()
{
    startListening();
    drop(write("shop.har",
        R"({"log":{"entries":[{"request":{"method":"POST","url":"https://a.example/v1/t","postData":{"text":"{\"event\":\"A\"}"}}}]}})"));
    QTRY_VERIFY_WITH_TIMEOUT(bandText("import").contains(u"1 call imported from shop.har"), Patience);
    QCOMPARE(rows(), quint32(1));
}

void TestWindowImports::pasted()
{
    startListening();
    QApplication::clipboard()->setText(QString::fromUtf8("[" + A + "," + B + "]"));
    auto *filter = window().findChild<FilterEdit *>();
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_V, Qt::ControlModifier); // a text field keeps it
    QVERIFY(filter->text().contains(u"track"));
    filter->clear();
    QVERIFY(!band("import"));
    window().findChild<EventTable *>()->setFocus();
    QTest::keyClick(&window(), Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(bandText("import").contains(u"2 calls imported from the clipboard"), Patience);
    QCOMPARE(rows(), quint32(2));
    QVERIFY(bandText("import").contains(u"Received now"));

    QApplication::clipboard()->setText(QStringLiteral(" "));
    window().findChild<QAction *>(QStringLiteral("pasteCalls"))->trigger();
    QTRY_VERIFY(bandText("open").contains(u"clipboard holds no text"));
    QCOMPARE(rows(), quint32(2));
}

void TestWindowImports::onTheCommandLine()
{
    start(write("shop.http", "POST /v1/track\n\n" + A + "\n"));
    QTRY_VERIFY_WITH_TIMEOUT(bandText("import").contains(u"1 call imported from shop.http"), Patience);
    QCOMPARE(rows(), quint32(1));
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop->isIdle(), Patience);
}

void TestWindowImports::leavesTheSessionWhenThereIsNothing_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("import")
                           << QStringLiteral("No calls were found");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\0\0\0\1",
                                   8)
                            << QStringLiteral("import") << QStringLiteral("No calls were found");
    QTest::newRow("another's recording") << QByteArray(R"({"log":{"entries":[]}})")
                                         << QStringLiteral("import") << QStringLiteral("No calls were found");
}

void TestWindowImports::leavesTheSessionWhenThereIsNothing()
{
    QFETCH(QByteArray, contents);
    QFETCH(QString, key);
    QFETCH(QString, words);
    startListening();
    const QString session = m_desktop->document().path();
    const qsizetype files = unnamedSessions();
    drop(write("odd.txt", contents));
    QTRY_VERIFY_WITH_TIMEOUT(bandText(key.toLatin1().constData()).contains(words), Patience);
    QCOMPARE(m_desktop->document().path(), session);
    QVERIFY(isListening());
    QCOMPARE(unnamedSessions(), files);
}

void TestWindowImports::plansAndSessionsAreKnownByWhatTheyHold()
{
    startListening();
    QSignalSpy plans(&window(), &MainWindow::planFilesRequested);
    const QString plan = write("plan.json", R"({"display_name":"P","rules":{"events":[]}})");
    drop(plan);
    QTRY_COMPARE_WITH_TIMEOUT(plans.count(), 1, Patience);
    QCOMPARE(plans.first().first().toStringList(), QStringList{plan});

    const QString session = m_dir->filePath(QStringLiteral("kept.txt"));
    drop(write("a.ndjson", A));
    QTRY_COMPARE_WITH_TIMEOUT(rows(), quint32(1), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_desktop->isIdle(), Patience);
    QVERIFY(QFile::copy(m_desktop->document().path(), session));
    drop(session);
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->document().path(), session, Patience);
}

void TestWindowImports::savedUnderAName()
{
    startListening();
    drop(write("a.ndjson", A + "\n" + B));
    QTRY_VERIFY_WITH_TIMEOUT(band("import"), Patience);
    const QString unnamed = m_desktop->document().path();
    const QString named = m_dir->filePath(QStringLiteral("kept.spectap"));
    emit window().saveAsRequested(named);
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->document().path(), named, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(unnamed), Patience);
    const auto reader = SessionReader::open(named);
    QVERIFY(reader.ok());
    QCOMPARE(*(*reader)->callCount(), quint32(2));
}

void TestWindowImports::cancelled()
{
    startListening();
    QByteArray many;
    for (int i = 0; i < 200'000; ++i)
        many += R"({"type":"page","userId":"u","messageId":")" + QByteArray::number(i) + "\"}\n";
    drop(write("many.ndjson", many));
    QTRY_VERIFY_WITH_TIMEOUT(rows() > 0, Patience); // while it goes on
    emit window().bandActionTriggered("importing");
    QTRY_VERIFY_WITH_TIMEOUT(bandText("import").contains(u"was cancelled"), Patience);
    QVERIFY(rows() < 200'000);
    const auto reader = SessionReader::open(m_desktop->document().path());
    QVERIFY(reader.ok());
    QCOMPARE(*(*reader)->callCount(), rows());
}

SPECTAP_GUI_TEST_MAIN(TestWindowImports)
#include "tst_windowimports.moc"
