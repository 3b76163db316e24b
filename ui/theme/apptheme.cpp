// SPDX-License-Identifier: MIT
#include "ui/theme/apptheme.h"

#include "ui/theme/spectapstyle.h"

#include <QApplication>
#include <QStyleHints>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

bool desktopIsDark(QApplication &app)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    // Our own palette replaces the desktop's, so its lightness is kept from the first time.
    constexpr const char *Key = "spectapDesktopIsDark";
    if (!app.property(Key).isValid())
        app.setProperty(Key, QGuiApplication::palette().color(QPalette::Window).lightness() < 128);
    return app.property(Key).toBool();
}

} // namespace

QString themeChoiceName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        break;
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::Dark:
        return u"dark"_s;
    case ThemeChoice::Contrast:
        return u"contrast"_s;
    }
    return u"system"_s;
}

std::optional<ThemeChoice> themeChoiceFromName(QStringView name)
{
    for (const ThemeChoice choice :
        {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::Contrast}) {
        if (name == themeChoiceName(choice))
            return choice;
    }
    return std::nullopt;
}

QPalette paletteOf(const Theme &theme)
{
    QPalette p;
    p.setColor(QPalette::Window, theme.window);
    p.setColor(QPalette::WindowText, theme.text);
    p.setColor(QPalette::Base, theme.base);
    p.setColor(QPalette::AlternateBase, theme.alt);
    p.setColor(QPalette::Text, theme.text);
    p.setColor(QPalette::PlaceholderText, theme.text3);
    p.setColor(QPalette::Button, theme.chrome);
    p.setColor(QPalette::ButtonText, theme.text);
    p.setColor(QPalette::BrightText, theme.text);
    p.setColor(QPalette::Highlight, theme.sel);
    p.setColor(QPalette::HighlightedText, theme.text);
    p.setColor(QPalette::Link, theme.accent);
    p.setColor(QPalette::LinkVisited, theme.accent);
    p.setColor(QPalette::ToolTipBase, theme.base);
    p.setColor(QPalette::ToolTipText, theme.text);
    p.setColor(QPalette::Light, theme.base);
    p.setColor(QPalette::Midlight, theme.hover);
    p.setColor(QPalette::Mid, theme.lineStrong);
    p.setColor(QPalette::Dark, theme.lineInput);
    p.setColor(QPalette::Shadow, theme.dark ? QColor(Qt::black) : theme.lineStrong);
    p.setColor(QPalette::Inactive, QPalette::Highlight, theme.selInactive);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, theme.lineInput);
    return p;
}

void applyTheme(QApplication &app, ThemeChoice choice)
{
    const bool systemDark = desktopIsDark(app);
    const bool follows = choice == ThemeChoice::System || choice == ThemeChoice::Contrast;
    const bool dark = choice == ThemeChoice::Dark || (follows && systemDark);
    const Theme &theme = choice == ThemeChoice::Contrast ? (dark ? Theme::contrastDark() : Theme::contrast())
                         : dark                          ? Theme::darkTheme()
                                                         : Theme::light();
    if (!qobject_cast<SpectapStyle *>(QApplication::style()))
        QApplication::setStyle(new SpectapStyle);
    QApplication::setPalette(paletteOf(theme));
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QObject::disconnect(QGuiApplication::styleHints(), nullptr, &app, nullptr);
    if (follows) {
        QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, &app,
            [&app, choice] { applyTheme(app, choice); });
    }
#endif
}

} // namespace spectap
