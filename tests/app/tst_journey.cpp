// SPDX-License-Identifier: MIT
// One person's way through the whole program by keyboard and mouse: real endpoint, real sockets, real files.
#include "app/desktop.h"

#include "model/spec/catalogue.h"
#include "tests/capture/captureclient.h"
#include "tests/support/testmain.h"
#include "ui/english.h"
#include "ui/filter/filteredit.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeView>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

class TestJourney : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<Desktop> m_desktop;

    MainWindow &window() { return m_desktop->window(); }
    template <typename T> T *find(const QString &name)
    {
        T *found = window().findChild<T *>(name);
        if (!found)
            qFatal("no widget named %s", qPrintable(name));
        return found;
    }
    EventTable *table() { return find<EventTable>(u"eventTable"_s); }
    [[nodiscard]] bool settles()
    {
        return QTest::qWaitFor([this] { return m_desktop->isIdle() && window().isSettled(); }, Patience);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *at = window().focusWidget();
        QTest::keyClick(at ? at : &window(), Qt::Key(key), modifiers);
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const QRect cell = table()->visualRect(table()->model()->index(row, NameColumn));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, cell.center());
    }
    void send(CaptureClient &client, const QByteArray &event, const QByteArray &properties, int times)
    {
        for (int i = 0; i < times; ++i) {
            client.send(post("/v1/track",
                R"({"event":")" + event + R"(","userId":"u_1","properties":)" + properties + "}"));
            QCOMPARE(client.answer().status, 200);
        }
    }

private slots:
    void initTestCase();
    void fromFirstCallToReopenedSession();
};

void TestJourney::initTestCase()
{
    QVERIFY(m_home.isValid());
    QStandardPaths::setTestModeEnabled(false);
    for (const char *name :
        {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA"})
        qputenv(name, m_home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName(u"spectap"_s);
    QCoreApplication::setApplicationName(u"spectap"_s);
    if (!SessionFolder::defaultFolder().startsWith(m_home.path()))
        QSKIP("This platform keeps the app's data where a test must not write.");
    installEnglishPlurals(*qApp);
    applyTheme(*qApp, ThemeChoice::Light);
}

void TestJourney::fromFirstCallToReopenedSession()
{
    auto catalogue = Catalogue::bundled();
    QVERIFY(catalogue.ok());
    StartOptions options;
    options.port = 0;
    m_desktop = std::make_unique<Desktop>(Checker::compile(std::move(catalogue).value()), options);
    window().resize(1440, 900);
    window().show();
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window())); // only then keys are commands
    m_desktop->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->endpoint().kind, EndpointState::Kind::Listening, Patience);
    QVERIFY(settles()); // keys go where the focus is, which moves as pages come
    QVERIFY(find<QWidget>(u"firstRunPage"_s)->isVisible());

    // Connect: the address that the window offers is the one that answers.
    press(Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    const QString address = QGuiApplication::clipboard()->text();
    QCOMPARE(address, u"http://127.0.0.1:%1"_s.arg(m_desktop->endpoint().port));
    CaptureClient client(m_desktop->endpoint().port);
    QVERIFY(client.connected());
    send(client, "Order Completed", R"({"order_id":"o_1","revenue":25})", 3);
    send(client, "Order Completed", R"({"order_id":"o_2","revenue":"25.00"})", 2);
    send(client, "Product Viewed", R"({"product_id":"p_1"})", 5);
    QTRY_COMPARE(m_desktop->document().rows().size(), 10U);
    QVERIFY(settles());
    QVERIFY(table()->isVisible());
    QCOMPARE(table()->model()->rowCount(), 10);

    // Filter by typing.
    press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(window().focusWidget(), find<QWidget>(u"filterEdit"_s));
    QTest::keyClicks(window().focusWidget(), u"type:track has:error"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(table()->model()->rowCount(), 2);

    // Inspect by mouse: the wrong field is the one that is explained, and the one that Raw stands on.
    clickRow(0);
    QCOMPARE(table()->currentSeq(), 4U);
    QVERIFY(settles());
    auto *fields = find<QTreeView>(u"fieldTree"_s);
    QTRY_COMPARE(fields->currentIndex().siblingAtColumn(0).data().toString(), u"revenue"_s);
    press(Qt::Key_2, Qt::ControlModifier);
    auto *raw = find<QPlainTextEdit>(u"rawView"_s);
    QTRY_VERIFY(raw->isVisible());
    QTRY_VERIFY(raw->textCursor().block().text().contains(u"\"revenue\": \"25.00\""));

    // Pause: calls are stored all the same, and shown when asked for.
    find<FilterEdit>(u"filterEdit"_s)->apply({});
    QTRY_COMPARE(table()->model()->rowCount(), 10);
    press(Qt::Key_E, Qt::ControlModifier);
    send(client, "Coupon Applied", R"({"coupon_id":"FALL10"})", 4);
    QTRY_COMPARE(m_desktop->document().rows().size(), 14U);
    QCOMPARE(table()->model()->rowCount(), 10);
    press(Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(table()->model()->rowCount(), 14);

    // Diff of two selected calls.
    table()->scrollToTop();
    clickRow(0);
    clickRow(3, Qt::ControlModifier);
    press(Qt::Key_D, Qt::ControlModifier);
    QVERIFY(settles());
    auto *changes = find<QTreeView>(u"diffTree"_s);
    QTRY_VERIFY(changes->isVisible());
    QVERIFY(changes->model()->rowCount() > 0);
    QVERIFY(window().showView(u"events"_s));

    // Export what was sent, byte for byte.
    press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = find<QDialog>(u"exportDialog"_s);
    dialog->findChild<QRadioButton *>(u"allButton"_s)->click();
    const QString exported = m_home.filePath(u"calls.ndjson"_s);
    dialog->findChild<QLineEdit *>(u"fileEdit"_s)->setText(exported);
    dialog->findChild<QPushButton *>(u"exportButton"_s)->click();
    QTRY_VERIFY(window().findChild<QWidget *>(u"band-exported"_s));
    QFile file(exported);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 14);
    QVERIFY(lines[3].contains(R"("revenue":"25.00")"));

    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));

    // Note something, save, clear, and open again: all of it is there.
    clickRow(3);
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    const QString saved = m_home.filePath(u"shop.spectap"_s);
    emit window().saveAsRequested(saved);
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->document().path(), saved, Patience);
    QVERIFY(settles());
    find<QAction>(u"sessionAsBaseline"_s)->trigger();
    press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(m_desktop->document().rows().size(), 0U);

    // What comes next is held against it while it comes.
    const auto *since = find<QToolButton>(u"statusBaseline"_s);
    send(client, "Order Completed", R"({"order_id":"o_3","revenue":"9"})", 1);
    QTRY_COMPARE(since->text(), u"2 events not seen yet since baseline"_s);
    send(client, "Product Viewed", R"({"product_id":7})", 1);
    QTRY_COMPARE(since->text(), u"1 event not seen yet, 1 property changed since baseline"_s);

    emit window().openRequested(saved);
    QTRY_COMPARE_WITH_TIMEOUT(m_desktop->document().rows().size(), 14U, Patience);
    QVERIFY(settles());
    QTRY_VERIFY(m_desktop->document().marks().of(4).flags & CallMark::Pinned);
    QVERIFY(window().windowTitle().contains(u"shop.spectap"));
    QCOMPARE(find<QLineEdit>(u"filterEdit"_s)->text(), QString());
    QCOMPARE(table()->model()->rowCount(), 14);
}

SPECTAP_GUI_TEST_MAIN(TestJourney)
#include "tst_journey.moc"
