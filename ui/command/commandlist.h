// SPDX-License-Identifier: MIT
#pragma once

#include <QKeySequence>
#include <QList>
#include <QPointer>
#include <QString>

#include <vector>

class QAction;
class QMenuBar;

namespace spectap {

/// A command as its menu shows it.
struct Command
{
    QString menu; ///< the way to it: "View \u203a Columns"
    QString text; ///< without marks of access keys
    QList<QKeySequence> keys;
    QPointer<QAction> action; ///< menus that are filled anew take theirs along
};

/// Every command of the menus, in their order. Menus that fill themselves are asked to.
[[nodiscard]] std::vector<Command> commandsOf(const QMenuBar *bar);

/// "&Save && close" as people read it.
[[nodiscard]] QString withoutAccessKeys(const QString &text);

/// How well `pattern` finds `text`: its letters in their order, ignoring case and spaces; better when they
/// begin words or lie together. Negative: not at all.
[[nodiscard]] int matchQuality(QStringView pattern, QStringView text);

} // namespace spectap
