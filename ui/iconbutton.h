// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QKeySequence;
class QToolButton;
class QWidget;

namespace spectap {

/// A flat button with a small line icon, named for screen readers; its tooltip tells the keys, which are
/// somebody else's to act on. `parent` owns it.
[[nodiscard]] QToolButton *makeIconButton(
    const QString &icon, const QString &name, const QKeySequence &keys, QWidget *parent);

} // namespace spectap
