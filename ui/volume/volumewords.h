// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/volumebars.h"
#include "ui/timereading.h"

#include <QString>

namespace spectap {

/// "10:42:05–10:42:10: 128 calls, 3 with errors, 12 with warnings": of the bars [first, last] together.
[[nodiscard]] QString volumeWords(const VolumeBars &bars, int first, int last, const TimeReading &reading);

} // namespace spectap
