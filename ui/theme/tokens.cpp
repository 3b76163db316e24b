// SPDX-License-Identifier: MIT
#include "ui/theme/tokens.h"

#include <QPalette>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace spectap {

namespace {

Ink plain(QRgb text, QRgb tint)
{
    return {QColor(text), QColor(tint), QColor(text)};
}

Ink ink(QRgb text, QRgb tint, QRgb fill)
{
    return {QColor(text), QColor(tint), QColor(fill)};
}

Theme makeLight()
{
    Theme t;
    t.window = t.header = QColor(0xF1F2F4);
    t.chrome = QColor(0xF8F9FA);
    t.base = QColor(0xFFFFFF);
    t.alt = QColor(0xF7F8FA);
    t.hover = QColor(0xEDF0F5);
    t.sel = QColor(0xDCE3FB);
    t.selInactive = QColor(0xE6E9EE);
    t.line = QColor(0xDCDFE4);
    t.lineStrong = QColor(0xBFC5CE);
    t.lineInput = QColor(0x878F9A);
    t.text = QColor(0x191C20);
    t.text2 = QColor(0x434A54);
    t.text3 = QColor(0x5D6570);
    t.accent = QColor(0x3F49C4);
    t.onAccent = QColor(0xFFFFFF);
    t.accentTint = QColor(0xE9EBFB);
    t.onFill = QColor(0xFFFFFF);
    t.jsonKey = QColor(0x1F5AB5);
    t.jsonString = QColor(0x12705F);
    t.jsonNumber = QColor(0x8A3B00);
    t.jsonLiteral = QColor(0x4E2188);
    t.severities = {ink(0x12705F, 0xE1F4EC, 0x1B8A74), ink(0x45546A, 0xECEFF3, 0x66768A),
        ink(0x8C5600, 0xFFF3D9, 0xAE6B00), ink(0x970B2B, 0xFDEBE8, 0xD0213F)};
    t.types = {t.of(Severity::Error), plain(0x1C5DBF, 0xE1EEFC), plain(0x2C3644, 0xE6EAF0),
        plain(0x045B4B, 0xDDF2EE), plain(0x4E2188, 0xEFE8FA), plain(0x5A6100, 0xF1F3D4),
        plain(0xB5246B, 0xFBE4EE)};
    t.marks = {ink(0x9B1C1C, 0xFFE4E1, 0xC8374B), ink(0x8F4100, 0xFFE9D2, 0xB85F00),
        ink(0x6B5500, 0xFFF5BF, 0x8F7300), ink(0x12623A, 0xDFF5DF, 0x2E8052),
        ink(0x1C4FA8, 0xDDEBFF, 0x2F6FD6), ink(0x5B2A9D, 0xF1E5FF, 0x7A45C4)};
    t.added = plain(0x1C5DBF, 0xE2EDFC);
    t.gone = plain(0x8F4100, 0xFCE9D9);
    t.changed = plain(0x4E2188, 0xEEE9F8);
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.window = QColor(0x1A1C1F);
    t.header = t.chrome = QColor(0x212428);
    t.base = QColor(0x15171A);
    t.alt = QColor(0x191B1F);
    t.hover = QColor(0x24272C);
    t.sel = QColor(0x2C3467);
    t.selInactive = QColor(0x2A2D33);
    t.line = QColor(0x30343A);
    t.lineStrong = QColor(0x464C56);
    t.lineInput = QColor(0x6C7480);
    t.text = QColor(0xE8EAED);
    t.text2 = QColor(0xBDC3CC);
    t.text3 = QColor(0x9AA2AD);
    t.accent = QColor(0xA0A9FF);
    t.onAccent = QColor(0x14173A);
    t.accentTint = QColor(0x262A4D);
    t.onFill = QColor(0x15171A);
    t.jsonKey = QColor(0x82B8FF);
    t.jsonString = QColor(0x7ADFC0);
    t.jsonNumber = QColor(0xF2B27A);
    t.jsonLiteral = QColor(0xD6BBFC);
    t.severities = {ink(0x7ADFC0, 0x14352A, 0x4FC3A0), ink(0x9CB0C6, 0x282E36, 0x8297AE),
        ink(0xF8CC62, 0x3A2C12, 0xE5AE35), ink(0xF98A7E, 0x43201D, 0xF2685A)};
    t.types = {t.of(Severity::Error), plain(0x66A6F7, 0x17304D), plain(0xD3DAE4, 0x2B3139),
        plain(0x74DEC4, 0x133733), plain(0xDECBFF, 0x33264A), plain(0xDDCB58, 0x33361B),
        plain(0xF07FB8, 0x46202F)};
    t.marks = {ink(0xF98A7E, 0x43201D, 0xF2685A), ink(0xF2A866, 0x40270F, 0xE58A3C),
        ink(0xE6D35A, 0x363110, 0xCDB83A), ink(0x86DB9B, 0x17351F, 0x5BBF7A),
        ink(0x7DB5FF, 0x16304F, 0x5B9BF0), ink(0xDECBFF, 0x33264A, 0xB58CF0)};
    t.added = plain(0x7DB5FF, 0x16304F);
    t.gone = plain(0xF2A866, 0x43290F);
    t.changed = plain(0xDECBFF, 0x2F2646);
    return t;
}

/// Black and white, the severities' text colours for glyphs alone, and no tints: stripes are of the text's
/// colour (ui.md section 11).
Theme makeContrast(bool dark)
{
    const QColor paper = dark ? QColor(Qt::black) : QColor(Qt::white);
    const QColor ink = dark ? QColor(Qt::white) : QColor(Qt::black);
    Theme t = dark ? makeDark() : makeLight();
    t.plain = true;
    t.window = t.header = t.chrome = t.base = t.alt = t.accentTint = paper;
    t.hover = dark ? QColor(0x2B2B2B) : QColor(0xE4E4E4);
    t.sel = dark ? QColor(0x003A80) : QColor(0xC4DCFF);
    t.selInactive = t.hover;
    t.line = t.lineStrong = t.lineInput = t.text = t.text2 = t.text3 = ink;
    t.accent = dark ? QColor(0x9FCBFF) : QColor(0x00308F);
    t.onAccent = t.onFill = paper;
    t.jsonKey = t.jsonString = t.jsonNumber = t.jsonLiteral = ink;
    const auto plainInk = [&](Ink &of) { of = {ink, paper, ink}; };
    for (Ink &type : t.types)
        plainInk(type);
    for (Ink *diff : {&t.added, &t.gone, &t.changed})
        plainInk(*diff);
    for (Ink &severity : t.severities)
        severity = {ink, paper, severity.text};
    return t;
}

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::contrast()
{
    static const Theme theme = makeContrast(false);
    return theme;
}

const Theme &Theme::contrastDark()
{
    static const Theme theme = makeContrast(true);
    return theme;
}

const Theme &themeOf(const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    const Theme &plain = dark ? Theme::contrastDark() : Theme::contrast();
    if (palette.color(QPalette::Window) == plain.window)
        return plain;
    return dark ? Theme::darkTheme() : Theme::light();
}

const Theme &themeOf(const QWidget *widget)
{
    return themeOf(widget->palette());
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace spectap
