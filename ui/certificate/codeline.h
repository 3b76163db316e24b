// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace spectap {

/// A command in a box, and a button that copies it.
class CodeLine final : public QWidget
{
    Q_OBJECT

public:
    /// `copyName` says what the button copies.
    CodeLine(const QString &code, const QString &copyName, QWidget *parent = nullptr);
};

/// Puts `text` on the clipboard and says so under `from`.
void copyFrom(QWidget *from, const QString &text);

} // namespace spectap
