// SPDX-License-Identifier: MIT
#pragma once

#include <QIconEngine>

namespace spectap {

/// An icon drawn by its paint() alone, on nothing: Qt's own engine leaves the pixmap's ground undefined.
class PaintedIconEngine : public QIconEngine
{
public:
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    bool isNull() override { return false; }
};

} // namespace spectap
