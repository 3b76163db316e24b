// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"

#include <QColor>

#include <array>

class QPalette;
class QWidget;

namespace spectap {

/// A meaning's three colours: text on any surface, a tint behind a row or badge, and a fill for glyphs,
/// stripes and squiggles only (3:1, too weak for text).
struct Ink
{
    QColor text;
    QColor tint;
    QColor fill;
};

/// Every colour of the window. Two constant instances; no colour is written anywhere else.
/// Each text colour reaches 4.5:1 on every surface and tint it may stand on (tests/ui/tst_theme.cpp).
struct Theme
{
    bool dark = false;

    QColor window;
    QColor header;
    QColor chrome;
    QColor base;
    QColor alt;
    QColor hover;
    QColor sel;
    QColor selInactive;
    QColor line;
    QColor lineStrong;
    QColor lineInput; ///< frames of inputs: 3:1 on base

    QColor text;
    QColor text2;
    QColor text3;
    QColor accent;
    QColor onAccent;
    QColor accentTint;
    QColor onFill; ///< strokes on a fill

    QColor jsonKey;
    QColor jsonString;
    QColor jsonNumber;
    QColor jsonLiteral;

    std::array<Ink, CallTypeCount> types; ///< by CallType; Unknown has the error's colours
    std::array<Ink, 4> severities;        ///< by Severity

    Ink added; ///< what one of two compared calls has and the other lacks, or has otherwise
    Ink gone;
    Ink changed;

    [[nodiscard]] const Ink &of(CallType type) const { return types[static_cast<std::size_t>(type)]; }
    [[nodiscard]] const Ink &of(Severity severity) const
    {
        return severities[static_cast<std::size_t>(severity)];
    }

    static const Theme &light();
    static const Theme &darkTheme();
};

/// The theme a widget is painted with, told by the lightness of its palette.
[[nodiscard]] const Theme &themeOf(const QPalette &palette);
[[nodiscard]] const Theme &themeOf(const QWidget *widget);

/// WCAG 2 contrast ratio of two opaque colours.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace spectap
