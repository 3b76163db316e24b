// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QString>

namespace spectap::test {

/// Holds `picture` against tests/ui/screens/NAME.png, an eighth as large: what is where in which colour
/// counts, not the edges of letters, which differ from one version of the font engine to the next. Empty
/// when they agree, else what is wrong; the picture then lies beside the test program. With
/// SPECTAP_KEEP_SCREENS=1 the picture becomes what is expected.
[[nodiscard]] QString differenceFromScreen(const QImage &picture, const QString &name);

} // namespace spectap::test
