// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// A finding's pointer with [] for the positions in arrays: "/properties/products/[]/price". What repeats per
/// element is one thing to say. A number at the top of the call is a key, anything deeper a position.
[[nodiscard]] QByteArray pointerPattern(QByteArrayView pointer);

/// A pointer or pattern as people write it: properties.products[].price, properties.products[0].price; empty
/// for the call itself.
[[nodiscard]] QByteArray dottedPath(QByteArrayView pointer);

} // namespace spectap
