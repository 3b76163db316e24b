// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

namespace spectap {

/// The terms of the outermost level of a filter, as they are written: split at spaces outside quotes and
/// parentheses. An OR between them is one of them.
[[nodiscard]] std::vector<QStringView> outerTerms(QStringView text);

/// `text` in quotes, as a value of a clause.
[[nodiscard]] QString inQuotes(QString text);

} // namespace spectap
