// SPDX-License-Identifier: MIT
#include "ui/theme/fonts.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QVariant>
#include <QWidget>

namespace spectap {

namespace {

// The application holds them: they are its own, and painting asks for the second with every line of code.
constexpr const char *SystemFontKey = "spectapSystemFont";
constexpr const char *FixedFamilyKey = "spectapFixedFamily";

void setScaledSize(QFont &font, const QFont &base, qreal scale)
{
    if (base.pixelSize() > 0)
        font.setPixelSize(qMax(1, qRound(base.pixelSize() * scale)));
    else
        font.setPointSizeF(qMax(1.0, base.pointSizeF() * scale));
}

} // namespace

void applyText(QApplication &app, const TextChoice &choice)
{
    if (!app.property(SystemFontKey).isValid()) {
        if (choice == TextChoice())
            return; // the system's font goes on being followed
        app.setProperty(SystemFontKey, QApplication::font());
    }
    const QFont system = app.property(SystemFontKey).value<QFont>();
    QFont font = system;
    if (!choice.family.isEmpty())
        font.setFamilies({choice.family});
    setScaledSize(font, system, qBound(TextChoice::Smallest, choice.percent, TextChoice::Largest) / 100.0);
    const bool fixedChanged = app.property(FixedFamilyKey).toString() != choice.fixedFamily;
    app.setProperty(FixedFamilyKey, choice.fixedFamily);
    if (font != QApplication::font()) {
        QApplication::setFont(font);
    } else if (fixedChanged) { // nobody else says so
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget *widget : widgets) {
            QEvent event(QEvent::FontChange);
            QApplication::sendEvent(widget, &event);
        }
    }
}

QFont scaledFont(const QFont &base, qreal scale, QFont::Weight weight)
{
    QFont font = base;
    setScaledSize(font, base, scale);
    font.setWeight(weight);
    return font;
}

QFont monoFont(const QFont &base, qreal scale, QFont::Weight weight)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (const QString own = qApp->property(FixedFamilyKey).toString(); !own.isEmpty())
        font.setFamilies({own});
    setScaledSize(font, base, scale);
    font.setWeight(weight);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

int besideText(int pixels, const QFontMetrics &metrics)
{
    constexpr int Usual = 20; // the height of lines up to which glyphs need not grow
    constexpr double Designed = 15;
    const int height = metrics.height();
    return height <= Usual ? pixels : qRound(pixels * height / Designed);
}

} // namespace spectap
