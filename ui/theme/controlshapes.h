// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QRect>

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionTab;
class QWidget;

namespace spectap {

struct Theme;

// The flat shapes behind the controls, in the theme's colours; SpectapStyle says which goes where.

/// A box with the corners of all controls. An invalid colour leaves out the fill or the frame.
void roundedBox(
    QPainter *painter, const QRect &rect, const QColor &fill, const QColor &frame, qreal width = 1);

/// Whether a push button is the one that does what its window is for.
[[nodiscard]] bool isPrimary(const QWidget *widget);

void drawPushButtonPanel(
    const QStyleOption *option, QPainter *painter, const QWidget *widget, const Theme &theme);
void drawToolButtonPanel(const QStyleOption *option, QPainter *painter, const Theme &theme);
void drawLineEditPanel(
    const QStyleOption *option, QPainter *painter, const QWidget *widget, const Theme &theme);
void drawTab(const QStyleOptionTab *tab, QPainter *painter, const Theme &theme);
void drawHeaderSection(const QStyleOptionHeader *header, QPainter *painter, const Theme &theme);
void drawScrollBar(const QStyle *style, const QStyleOptionSlider *bar, QPainter *painter,
    const QWidget *widget, const Theme &theme);
/// Of check boxes in windows and lists; the sign of menus is another one.
void drawCheckBox(const QStyleOption *option, QPainter *painter, const Theme &theme);
void drawProgress(const QStyleOptionProgressBar *bar, QPainter *painter, const Theme &theme);

} // namespace spectap
