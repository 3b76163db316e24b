// SPDX-License-Identifier: MIT
#include "ui/paintedrole.h"

#include <QAccessibleWidget>
#include <QVariant>

namespace spectap {

namespace {

constexpr const char *RoleKey = "spectapPaintedRole";

QAccessibleInterface *makeFace(const QString &, QObject *object)
{
    const QVariant role = object->property(RoleKey);
    auto *widget = role.isValid() ? qobject_cast<QWidget *>(object) : nullptr;
    return widget ? new QAccessibleWidget(widget, static_cast<QAccessible::Role>(role.toInt())) : nullptr;
}

} // namespace

void setPaintedRole(QWidget *widget, QAccessible::Role role)
{
    QAccessible::installFactory(makeFace); // once, however often it is said
    widget->setProperty(RoleKey, static_cast<int>(role));
}

} // namespace spectap
