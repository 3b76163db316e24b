// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "tests/ui/accessiblewalk.h"
#include "tests/ui/screencomparison.h"
#include "tests/ui/windowstage.h"
#include "ui/compare/compareview.h"
#include "ui/english.h"
#include "ui/files/sessionproperties.h"
#include "ui/settings/settings.h"
#include "ui/theme/apptheme.h"
#include "ui/theme/fonts.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include <functional>

using namespace spectap;
using namespace Qt::StringLiterals;
using test::Stage;

namespace {

constexpr QSize Usual(1440, 900);
const QString Words = u"DejaVu Sans"_s;
const QString Fixed = u"DejaVu Sans Mono"_s;

/// Arranges the window; gives what is to be looked at, null: the window.
using Arrange = std::function<QWidget *(Stage &)>;

QWidget *withCall(Stage &stage, const char *view = nullptr)
{
    stage.add(120);
    stage.window.selectCall(113); // a track call with an error
    if (view && !stage.window.showView(QString::fromLatin1(view)))
        qFatal("no view %s", view);
    return nullptr;
}

Arrange view(const char *name)
{
    return [name](Stage &stage) { return withCall(stage, name); };
}

Arrange filtered(const QString &text)
{
    return [text](Stage &stage) -> QWidget * {
        stage.add(120);
        stage.filter(text);
        return nullptr;
    };
}

/// A dialog that a command opens.
Arrange dialog(const char *action, const char *name)
{
    return [action, name](Stage &stage) -> QWidget * {
        stage.add(12);
        stage.find<QAction>(QString::fromLatin1(action))->trigger();
        auto *opened = stage.find<QWidget>(QString::fromLatin1(name));
        if (!QTest::qWaitForWindowExposed(opened))
            qFatal("%s does not open", name);
        return opened;
    };
}

/// What a session says of itself.
QWidget *properties(Stage &stage)
{
    stage.add(12);
    stage.window.showProperties({.path = stage.document.path(),
        .title = u"Checkout, release 4.2"_s,
        .description = u"Before the new cart. Build 1207 on a Pixel 8, signed out, then in."_s,
        .startedAt = 1'763'116'927'123'456,
        .bytes = 1'258'291,
        .writer = u"Spectap 0.1.0"_s,
        .checkedNow = true});
    auto *opened = stage.find<QWidget>(u"sessionProperties"_s);
    if (!QTest::qWaitForWindowExposed(opened))
        qFatal("the properties do not open");
    return opened;
}

/// The export of calls, with its preview.
Arrange exporting(const QString &format)
{
    return [format](Stage &stage) -> QWidget * {
        QWidget *opened = dialog("exportAction", "exportDialog")(stage);
        opened->findChild<QComboBox *>(u"formatBox"_s)->setCurrentText(format);
        opened->findChild<QLineEdit *>(u"fileEdit"_s)->setText(u"/home/maya/calls"_s); // not this machine's
        auto *size = opened->findChild<QLabel *>(u"sizeLabel"_s);
        if (!QTest::qWaitFor([size] { return !size->text().isEmpty(); }))
            qFatal("no preview");
        return opened;
    };
}

/// An export that is made share-safe, with what was found.
QWidget *sharing(Stage &stage)
{
    QWidget *opened = exporting(u"NDJSON"_s)(stage);
    opened->findChild<QCheckBox *>(u"shareSafeBox"_s)->click();
    const auto *found = opened->findChild<QTreeView *>(u"shareSafeTree"_s);
    auto *write = opened->findChild<QPushButton *>(u"exportButton"_s);
    auto *size = opened->findChild<QLabel *>(u"sizeLabel"_s);
    if (!QTest::qWaitFor([&] { return write->isEnabled() && !size->text().isEmpty(); }))
        qFatal("nothing was found");
    if (!found->isExpanded(found->model()->index(0, 0)))
        qFatal("the places are not shown");
    return opened;
}

Arrange refused(EndpointStatus::Kind kind, quint32 calls)
{
    return [kind, calls](Stage &stage) -> QWidget * {
        if (calls > 0)
            stage.add(calls);
        const bool inUse = kind == EndpointStatus::Kind::PortInUse;
        stage.window.setEndpointStatus({kind, test::Port, false,
            inUse ? QString() : u"127.0.0.1 is not to be had: the network is down. Start it and try again."_s,
            quint16(inUse ? test::Port + 1 : 0)});
        return nullptr;
    };
}

QWidget *paused(Stage &stage)
{
    stage.add(60);
    QTest::keyClick(&stage.window, Qt::Key_E, Qt::ControlModifier);
    stage.add(38);
    return nullptr;
}

QWidget *scrolledAway(Stage &stage)
{
    stage.add(60);
    if (!QTest::qWaitFor([&stage] { return stage.window.isSettled(); }, 10'000))
        qFatal("the window does not come to rest");
    stage.table()->verticalScrollBar()->setValue(8);
    stage.add(38);
    return nullptr;
}

QWidget *opening(Stage &stage)
{
    stage.add(60);
    stage.window.setOpenProgress(100, 1626);
    QTest::qWait(300); // what is quick shows no progress
    stage.window.setOpenProgress(1008, 1626);
    return nullptr;
}

std::unique_ptr<test::WindowSession> before; ///< of two that are compared; read until the picture is taken

QWidget *comparing(Stage &stage)
{
    before = std::make_unique<test::WindowSession>();
    before->add(120);
    stage.session.edit = [](QByteArray body) {
        body.replace(R"("quantity":1)", R"("quantity":"1")");
        return body.replace("Coupon Applied", "Voucher Applied");
    };
    stage.add(144);
    stage.window.setEndpointStatus({EndpointStatus::Kind::SavedSession, test::Port, false, {}, 0});
    stage.window.compareSessions(before->path(), stage.session.path());
    return nullptr;
}

/// The session on screen is being captured, and the one of the release before is its baseline.
QWidget *sinceBaseline(Stage &stage)
{
    comparing(stage);
    stage.window.setEndpointStatus({EndpointStatus::Kind::Listening, test::Port, true, {}, 0});
    auto *view = stage.find<CompareView>(u"compareView"_s);
    emit view->baselineRequested(before->path());
    const auto *chip = stage.find<QToolButton>(u"statusBaseline"_s);
    if (!QTest::qWaitFor([&] {
            return chip->text().contains(u"since") && view->files() && view->files()->options.unfinished;
        }))
        qFatal("nothing is told of the baseline");
    return nullptr;
}

QWidget *emptySession(Stage &stage)
{
    stage.window.setEndpointStatus({EndpointStatus::Kind::SavedSession, test::Port, false, {}, 0});
    return nullptr;
}

} // namespace

/// Every state of the window: can it be used without eyes or a mouse, and does it look as it did?
class ScreensTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void screens_data();
    void screens();
};

void ScreensTest::initTestCase()
{
    installEnglishPlurals(*qApp);
    QApplication::setCursorFlashTime(0);
}

void ScreensTest::cleanup()
{
    applyText(*qApp, {Words, Fixed, 100});
}

void ScreensTest::screens_data()
{
    QTest::addColumn<Arrange>("arrange");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    const auto row = [](const char *name, const Arrange &arrange, QSize size = Usual,
                         const char *theme = "light", int percent = 100) {
        QTest::newRow(name) << arrange << QString::fromLatin1(theme) << size << percent;
    };
    using Kind = EndpointStatus::Kind;
    row("first-run", [](Stage &) -> QWidget * { return nullptr; });
    row("live", view(nullptr));
    row("live-dark", view(nullptr), Usual, "dark");
    row("live-contrast", view(nullptr), Usual, "contrast");
    row("live-below", view(nullptr), {1100, 760});
    row("live-narrow", view(nullptr), {960, 600});
    row("live-large-text", view(nullptr), Usual, "light", 200);
    row("live-large-text-dark", view("timeline"), Usual, "dark", 150);
    row("scrolled-away", scrolledAway);
    row("paused", paused);
    row("no-match", filtered(u"type:identify has:error traits.plan:gold"_s));
    row("filter-error", filtered(u"type:track properties.revenue>"_s));
    row("port-in-use", refused(Kind::PortInUse, 0));
    row("endpoint-error", refused(Kind::Failed, 60));
    row("opening", opening);
    row("empty-session", emptySession);
    row("raw", view("raw"));
    row("raw-dark", view("raw"), Usual, "dark");
    row("code", view("code"));
    row("request", view("request"));
    row("inspector-diff", view("inspector-diff"));
    row("diff", view("diff"));
    row("compare", comparing);
    row("compare-dark", comparing, {1100, 760}, "dark");
    row("baseline", sinceBaseline);
    row("profile", view("profile"));
    row("timeline", view("timeline"));
    row("violations", view("violations"));
    row("spec", view("spec"));
    row("log", view("log"));
    row("settings", dialog("settingsAction", "settingsDialog"), {1440, 900});
    row("palette", dialog("paletteAction", "commandPalette"), {1440, 900});
    row("shortcuts", dialog("shortcutsAction", "shortcutSheet"), {1440, 900});
    row("export", exporting(u"NDJSON"_s));
    row("export-columns", exporting(u"CSV table"_s), Usual, "dark");
    row("export-share-safe", sharing);
    row("export-share-safe-dark", sharing, Usual, "dark");
    row("properties", properties);
    row("guide", dialog("guideAction", "helpDialog"), {1440, 900});
}

void ScreensTest::screens()
{
    QFETCH(Arrange, arrange);
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    QFETCH(int, percent);
    applyTheme(*qApp, themeChoiceFromName(theme).value());
    applyText(*qApp, {Words, Fixed, percent});
    const QTemporaryDir folder;
    Settings settings(std::make_unique<QSettings>(folder.filePath(u"s.ini"_s), QSettings::IniFormat));
    settings.setValue(Setting::TextFont, Words);
    settings.setValue(Setting::FixedFont, Fixed);
    settings.setValue(Setting::TextSize, percent);
    Stage stage;
    stage.window.setSettings(&settings);
    stage.window.resize(size);
    QCOMPARE(stage.window.size(), size);
    QWidget *shown = arrange(stage);
    if (!shown)
        shown = &stage.window;
    QTRY_VERIFY_WITH_TIMEOUT(stage.window.isSettled(), 20'000);
    QCoreApplication::processEvents();

    const QImage picture = shown->grab().toImage();
    const QStringList problems = test::accessibilityProblems(shown);
    for (const QString &problem : problems)
        qWarning().noquote() << problem;
    QVERIFY2(problems.isEmpty(), "listed above");
    if (!QFontDatabase::families().contains(Words) || !QFontDatabase::families().contains(Fixed))
        QSKIP("pictures are compared where DejaVu fonts are");
    const QString wrong = test::differenceFromScreen(picture, QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

SPECTAP_GUI_TEST_MAIN(ScreensTest)
#include "tst_screens.moc"
