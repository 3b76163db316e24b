// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

class QWidget;

namespace spectap::test {

/// What keeps people who use a screen reader, a keyboard or a magnifier from the widgets that are to be seen
/// in `window`: a name or role is missing, a target is too small, text is cut off or too faint, Tab does not
/// get there. Empty: nothing.
[[nodiscard]] QStringList accessibilityProblems(QWidget *window);

} // namespace spectap::test
