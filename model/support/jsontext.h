// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// Appends `utf8` to `out` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, so that
/// the result is JSON whatever came in.
void appendJsonString(QByteArray &out, QByteArrayView utf8);

/// `utf8` as a JSON string with its quotes.
[[nodiscard]] QByteArray jsonString(QByteArrayView utf8);

/// Appends a member that is not the first of its object: `,"name":` and the value. The name is ours, with
/// nothing in it to escape.
void appendJsonMember(QByteArray &out, QByteArrayView name, QByteArrayView value);
void appendJsonMember(QByteArray &out, QByteArrayView name, qint64 value);
void appendJsonNull(QByteArray &out, QByteArrayView name);

} // namespace spectap
