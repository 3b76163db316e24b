// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace spectap {

inline constexpr QByteArrayView MetaschemaUri = "http://json-schema.org/draft-07/schema";

/// What draft-07 says a schema is, as a schema: for references to it.
[[nodiscard]] QByteArrayView metaschemaText();

} // namespace spectap
