// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/desktop.h"
#include "app/staging.h"
#include "app/startoptions.h"

#include "ui/english.h"
#include "ui/settings/settings.h"
#include "ui/theme/apptheme.h"

#include <QApplication>

using namespace spectap;

namespace {

void nameProgram()
{
    QCoreApplication::setOrganizationName(QStringLiteral("spectap"));
    QCoreApplication::setApplicationName(QStringLiteral("spectap"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SPECTAP_VERSION));
}

/// A picture needs no display: drawn off screen where there is none.
void drawOffScreenWithoutDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
#endif
}

int runWindow(QApplication &app, StartOptions options, std::shared_ptr<const Checker> checker,
    const QStringList &leftOut)
{
    Settings settings(std::make_unique<QSettings>());
    const QString theme =
        options.theme.isEmpty() ? settings.value(Setting::Appearance).toString() : options.theme;
    if (!options.port && options.screenshot.isEmpty())
        options.port = static_cast<quint16>(settings.value(Setting::Port).toUInt());
    installEnglishPlurals(app);
    applyTheme(app, themeChoiceFromName(theme).value_or(ThemeChoice::System));

    Desktop desktop(std::move(checker), options);
    if (options.screenshot.isEmpty()) // a picture shows the window as designed, whoever takes it
        desktop.window().setSettings(&settings);
    if (options.size.isValid())
        desktop.window().resize(options.size);
    const Staging staging(&desktop, options);
    QObject::connect(&staging, &Staging::done, &app, &QCoreApplication::exit, Qt::QueuedConnection);
    desktop.window().show();
    desktop.start();
    desktop.tellOfSpecs(leftOut);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    nameProgram();
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);

    if (!words.isEmpty() && cli::isCommand(words.first())) {
        QCoreApplication app(argc, argv);
        return cli::run(words);
    }
    const auto options = StartOptions::parse(words);
    if (!options) {
        cli::complain(options.error().message);
        return cli::UsageError;
    }
    if (options->help || options->version) {
        cli::Output().write(
            (options->help ? cli::helpText() : QStringLiteral("Spectap " SPECTAP_VERSION "\n"))
                .toLocal8Bit());
        return cli::Fine;
    }
    // Resources of the catalogue need no application object; a broken --spec file is said before any window.
    QStringList leftOut;
    auto checker = cli::loadChecker(options->specs, {}, &leftOut); // plans are loaded beside the window
    if (!checker) {
        cli::complain(checker.error().message);
        return cli::InputError;
    }
    for (const QString &problem : leftOut)
        cli::complain(problem);
    if (!options->screenshot.isEmpty())
        drawOffScreenWithoutDisplay();
    // Wayland finds the window's icon, and every desktop its own words for us, under this name.
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.spectap.Spectap"));
    QApplication app(argc, argv);
    return runWindow(app, *options, *checker, leftOut);
}
