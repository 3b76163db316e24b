// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace spectap {

/// `text` for a place that has one line: line breaks and tabs as visible marks, and nothing in it that would
/// break, turn or hide the line. Other text comes back as it is.
[[nodiscard]] QString oneLine(const QString &text);

} // namespace spectap
