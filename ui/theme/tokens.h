// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
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

/// Every colour of the window. Four constant instances; no colour is written anywhere else.
/// Each text colour reaches 4.5:1 on every surface and tint it may stand on (tests/ui/tst_theme.cpp).
struct Theme
{
    bool dark = false;
    bool plain = false; ///< high contrast: shapes and words say everything, no tints

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

    std::array<Ink, MarkColours.size()> marks; ///< what people mark calls with, in the order of MarkColours

    Ink added; ///< what one of two compared calls has and the other lacks, or has otherwise
    Ink gone;
    Ink changed;

    [[nodiscard]] const Ink &of(CallType type) const { return types[static_cast<std::size_t>(type)]; }
    [[nodiscard]] const Ink &of(Severity severity) const
    {
        return severities[static_cast<std::size_t>(severity)];
    }
    /// Of a colour that is one.
    [[nodiscard]] const Ink &of(MarkColour colour) const
    {
        return marks[static_cast<std::size_t>(colour) - 1];
    }

    static const Theme &light();
    static const Theme &darkTheme();
    static const Theme &contrast();
    static const Theme &contrastDark();
};

/// The theme a widget is painted with, told by its palette.
[[nodiscard]] const Theme &themeOf(const QPalette &palette);
[[nodiscard]] const Theme &themeOf(const QWidget *widget);

/// WCAG 2 contrast ratio of two opaque colours.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace spectap
