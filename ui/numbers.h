// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QString>

namespace spectap {

/// Times and numbers as every part of the window writes them.

/// Local "10:42:07.412"; empty for NoTime.
[[nodiscard]] QString clockTime(Micros time);
/// Local "10:42:07", for sentences.
[[nodiscard]] QString clockTimeShort(Micros time);
/// With the locale's thousands separators: "1,626".
[[nodiscard]] QString countText(qint64 count);
/// A part of 0 to 1: "<1%", "42%", "99%"; 0% and 100% only where it is none or all.
[[nodiscard]] QString shareText(double share);
/// For a narrow column: "0.9K", "41K", "1.2M".
[[nodiscard]] QString shortSize(qint64 bytes);
/// For a sentence: "4.1 MB".
[[nodiscard]] QString longSize(qint64 bytes);
/// Seconds between calls: "3.67", "155.8"; empty for a negative time (there is none before the first).
[[nodiscard]] QString deltaText(Micros delta);

} // namespace spectap
