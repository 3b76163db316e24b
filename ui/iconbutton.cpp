// SPDX-License-Identifier: MIT
#include "ui/iconbutton.h"

#include "ui/theme/icons.h"
#include "ui/theme/scaledicon.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QToolButton>

namespace spectap {

QToolButton *makeIconButton(
    const QString &icon, const QString &name, const QKeySequence &keys, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(lineIcon(icon));
    setScaledIconSize(button, 14);
    button->setAccessibleName(name);
    button->setToolTip(QCoreApplication::translate("IconButton", "%1 (%2)", "action, key")
                           .arg(name, keys.toString(QKeySequence::NativeText)));
    return button;
}

} // namespace spectap
