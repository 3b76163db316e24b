// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/sensitivekind.h"

#include <QByteArray>

namespace spectap {

/// A key without what people spell differently: lower case, letters and digits only.
[[nodiscard]] QByteArray foldedKey(QByteArrayView key);

/// What a field called `key` holds, by its name; `parent` is the key of the object around it. Both folded.
/// The same for headers, parameters of URLs and cookies, which have no parent.
[[nodiscard]] std::optional<SensitiveKind> kindOfKey(const QByteArray &key, const QByteArray &parent = {});

/// Whether a field called so names somebody or something by an id, so that a short number in it is no
/// quantity.
[[nodiscard]] bool isIdKey(const QByteArray &foldedKey);

} // namespace spectap
