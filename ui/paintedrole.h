// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessible>

class QWidget;

namespace spectap {

/// What a widget that paints itself is to screen readers. Its accessible name says the rest.
void setPaintedRole(QWidget *widget, QAccessible::Role role);

} // namespace spectap
