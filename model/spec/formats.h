// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/catalogue.h"

namespace spectap {

/// Whether `value` is written as `format` asks. In doubt it is: a false alarm costs more than a missed hint.
[[nodiscard]] bool matchesFormat(Format format, QByteArrayView value);

/// What people call the format: "ISO 8601", "email address"…
[[nodiscard]] QByteArrayView formatName(Format format);

} // namespace spectap
