// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <unordered_map>

namespace spectap {

/// For large tables by text: looked up without making one. Not noexcept, and so the library keeps the hashes
/// beside the keys: long chains are walked without comparing texts.
struct BytesHash
{
    using is_transparent = void;
    std::size_t operator()(QByteArrayView bytes) const { return qHash(bytes, std::size_t(0)); }
};

struct BytesEqual
{
    using is_transparent = void;
    bool operator()(QByteArrayView a, QByteArrayView b) const { return a == b; }
};

template <typename Value> using BytesMap = std::unordered_map<QByteArray, Value, BytesHash, BytesEqual>;

} // namespace spectap
