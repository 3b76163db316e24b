// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>

namespace spectap {

/// Steps of the type scale, relative to the base font; everything grows with it.
inline constexpr qreal SmallText = 0.92;
inline constexpr qreal CallTitle = 1.17;
inline constexpr qreal PageTitle = 1.67;

/// `base` scaled and weighted.
[[nodiscard]] QFont scaledFont(const QFont &base, qreal scale, QFont::Weight weight = QFont::Normal);
/// The platform's fixed-width font at `base`'s size: for ids, values, times, paths, rule names and code.
[[nodiscard]] QFont monoFont(const QFont &base, qreal scale = 1.0, QFont::Weight weight = QFont::Normal);

} // namespace spectap
