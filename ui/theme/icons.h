// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace spectap {

/// Which token an icon is drawn in.
enum class IconInk : quint8
{
    Text,
    Muted,
    Accent,
    OnAccent
};

/// The line icon `name` (a file of resources/icons without ".svg"), drawn sharp at any size and scale in the
/// colours of the application's palette at the time of painting. On (checked) draws in the accent.
[[nodiscard]] QIcon lineIcon(const QString &name, IconInk ink = IconInk::Text);
/// The same in one fixed colour, for delegates and custom painting. Pixmaps are cached.
void paintLineIcon(QPainter *painter, const QRectF &box, const QString &name, const QColor &color);
/// The app's own icon: a rounded square with a pulse.
[[nodiscard]] QIcon appIcon();

} // namespace spectap
