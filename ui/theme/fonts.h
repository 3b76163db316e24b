// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QFontMetrics>
#include <QString>

class QApplication;

namespace spectap {

/// What people set of the window's text.
struct TextChoice
{
    static constexpr int Smallest = 70;
    static constexpr int Largest = 200;
    static constexpr int Step = 10;

    QString family = {};      ///< empty: the system's
    QString fixedFamily = {}; ///< for ids, values and code; empty: the system's
    int percent = 100;        ///< of the system's size

    bool operator==(const TextChoice &) const = default;
};

/// Gives every widget this text, also those there are; may be called again.
void applyText(QApplication &app, const TextChoice &choice);

/// Steps of the type scale, relative to the base font; everything grows with it.
inline constexpr qreal SmallText = 0.92;
inline constexpr qreal CallTitle = 1.17;
inline constexpr qreal PageTitle = 1.67;

/// `base` scaled and weighted.
[[nodiscard]] QFont scaledFont(const QFont &base, qreal scale, QFont::Weight weight = QFont::Normal);
/// The platform's fixed-width font at `base`'s size: for ids, values, times, paths, rule names and code.
[[nodiscard]] QFont monoFont(const QFont &base, qreal scale = 1.0, QFont::Weight weight = QFont::Normal);

/// `pixels` of a glyph beside text of `metrics`: as designed for usual text, larger beside large text.
[[nodiscard]] int besideText(int pixels, const QFontMetrics &metrics);

} // namespace spectap
