// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/tokens.h"

#include <QPalette>
#include <QString>

#include <optional>

class QApplication;

namespace spectap {

enum class ThemeChoice : quint8
{
    System,
    Light,
    Dark,
    Contrast ///< black and white, no tints; dark where the desktop is
};

[[nodiscard]] QString themeChoiceName(ThemeChoice choice); ///< "system" "light" "dark" "contrast"
[[nodiscard]] std::optional<ThemeChoice> themeChoiceFromName(QStringView name);

/// The palette made of a theme's tokens.
[[nodiscard]] QPalette paletteOf(const Theme &theme);
/// Gives the application its style and palette; may be called again to switch. System follows the desktop.
void applyTheme(QApplication &app, ThemeChoice choice);

} // namespace spectap
