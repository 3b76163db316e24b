// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/coverage.h"

#include <QByteArray>

#include <vector>

namespace spectap::cli {

/// Specs of which not one event was seen are summed up: a shop is not told that sixty video events are
/// missing. `sources` are the names behind the numbers that the coverage was given.
[[nodiscard]] QByteArray coverageText(const Coverage &coverage);
/// One JSON document; its shape is in the README.
[[nodiscard]] QByteArray coverageJson(const Coverage &coverage, const std::vector<QByteArray> &sources);

} // namespace spectap::cli
