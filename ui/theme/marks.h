// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/diff/calldiff.h"
#include "ui/theme/tokens.h"

#include <QFont>
#include <QIcon>
#include <QString>

class QPainter;

namespace spectap {

/// "T" for track; "?" for a call of unknown type.
[[nodiscard]] QString typeLetter(CallType type);
/// A call type's mark: a square with its letter. An unknown type is dashed.
void paintTypeBadge(
    QPainter *painter, const QRectF &box, CallType type, const QFont &font, const Theme &theme);
/// As an icon that follows the application's palette.
[[nodiscard]] QIcon typeIcon(CallType type);

enum class TagStyle : quint8
{
    Plain,        ///< framed: "dropped", "SPEC"
    NotSent,      ///< dashed in the error's colours: "no ID", "not sent"
    Undocumented, ///< dashed and neutral: documented, not sent
};

/// A short word in a frame beside a text. The font is the caller's; the frame's height comes from it.
[[nodiscard]] QSizeF tagSize(const QString &text, const QFont &font, bool withIcon = false);
/// `icon`: name of a line icon before the text, empty for none. `ink`: colours of a plain one of its own.
void paintTag(QPainter *painter, const QRectF &box, const QString &text, const QFont &font, TagStyle style,
    const Theme &theme, const QString &icon = {}, const Ink *ink = nullptr);

/// The tag in front of an id, "anon" or "user", centred on `middle`; all are as wide as the widest. Returns
/// its box.
QRectF paintIdTag(
    QPainter *painter, qreal left, qreal middle, const QString &tag, const QFont &base, const Theme &theme);

/// What became of a field: a ring with + − T F ~ →, or = for the same in both. The sign alone tells them
/// apart.
void paintChangeRing(QPainter *painter, const QRectF &box, FieldChange change, const Theme &theme);
[[nodiscard]] const Ink &changeInk(FieldChange change, const Theme &theme);
/// As an icon that follows the application's palette.
[[nodiscard]] QIcon changeIcon(FieldChange change);

/// How much of `bar` a share of 0 to 1 is: never nothing, however small, unless it is 0.
void paintShareBar(QPainter *painter, QRect bar, double share, const QColor &fill, const Theme &theme);

/// A wavy underline from x1 to x2 around y.
void paintWave(QPainter *painter, qreal x1, qreal x2, qreal y, const QColor &color);

} // namespace spectap
