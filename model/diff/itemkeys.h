// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <QByteArray>

#include <string_view>
#include <vector>

namespace spectap {

/// What the items of `array` are called by their member `key`: each is an object that has it, as text or
/// number, and no two have it alike. Empty when that is not so.
[[nodiscard]] std::vector<std::string_view> itemNames(
    const JsonTape &tape, quint32 array, QByteArrayView key);

/// The members that look like an id ("product_id", "sku") and by which the items of both arrays can be told
/// apart, at most a few, in the order they were sent.
[[nodiscard]] std::vector<QByteArray> itemKeysOf(
    const JsonTape &tapeA, quint32 a, const JsonTape &tapeB, quint32 b);

} // namespace spectap
