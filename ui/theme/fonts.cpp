// SPDX-License-Identifier: MIT
#include "ui/theme/fonts.h"

#include <QFontDatabase>

namespace spectap {

namespace {

void setScaledSize(QFont &font, const QFont &base, qreal scale)
{
    if (base.pixelSize() > 0)
        font.setPixelSize(qMax(1, qRound(base.pixelSize() * scale)));
    else
        font.setPointSizeF(qMax(1.0, base.pointSizeF() * scale));
}

} // namespace

QFont scaledFont(const QFont &base, qreal scale, QFont::Weight weight)
{
    QFont font = base;
    setScaledSize(font, base, scale);
    font.setWeight(weight);
    return font;
}

QFont monoFont(const QFont &base, qreal scale, QFont::Weight weight)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    setScaledSize(font, base, scale);
    font.setWeight(weight);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

} // namespace spectap
