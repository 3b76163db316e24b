// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/finding.h"
#include "ui/theme/tokens.h"

#include <QIcon>

class QPainter;
class QRectF;

namespace spectap {

/// Logical size the glyphs are designed for; they scale with their box.
inline constexpr int GlyphSize = 14;

/// Error: filled circle with an x; warning: filled triangle with !; info: hollow diamond; ok: bare check.
/// The shape alone tells them apart.
void paintSeverityGlyph(QPainter *painter, const QRectF &box, Severity severity, const Theme &theme);
/// A required field that was not sent: dashed square with +.
void paintMissingGlyph(QPainter *painter, const QRectF &box, const Theme &theme);
/// As an icon that follows the application's palette.
[[nodiscard]] QIcon severityIcon(Severity severity);

} // namespace spectap
